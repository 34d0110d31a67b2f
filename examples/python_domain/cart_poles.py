"""Cart-poles for many brains at once, in NumPy (Barto, Sutton & Anderson 1983; the equations of Florian 2007).

`evaluate` is what `poles.quale` names; it is called with a slice of the population. `balance` does the same for one
brain at a time, which is shorter to write and slower to run.
"""

import numpy as np

import quale

GRAVITY, CART, POLE, HALF, FORCE, TICK = 9.8, 1.0, 0.1, 0.5, 10.0, 0.02
LIMITS = np.array([2.4, np.pi / 15])  # metres from the middle, radians from the upright
SCALE = np.array([2.4, 2.0, 0.21, 2.0])
STARTS = np.array([1.6, 0.8, 0.12, 0.8])  # place, speed, angle and turn are at most so far from 0 at the start


def stepped(state: np.ndarray, push: np.ndarray) -> np.ndarray:
    """Return states [..., 4] (place, speed, angle, turn) a tick later, pushed by -1 … 1."""
    _, speed, angle, turn = np.moveaxis(state, -1, 0)
    sine, cosine = np.sin(angle), np.cos(angle)
    pull = (FORCE * push + POLE * HALF * turn**2 * sine) / (CART + POLE)
    swing = (GRAVITY * sine - cosine * pull) / (HALF * (4 / 3 - POLE * cosine**2 / (CART + POLE)))
    gain = pull - POLE * HALF * swing * cosine / (CART + POLE)
    change = np.stack([speed, gain, turn, swing], axis=-1)
    return state + TICK * change


def evaluate(brains: quale.Brains, draw: quale.Draw, episodes: int = 8, ticks: int = 500) -> np.ndarray:
    """Return for each brain the part of the time that the pole stays up, and how far from the middle the cart ends."""
    start = draw("start").uniform(-STARTS, STARTS, size=(episodes, 4))  # the same for all brains
    state = np.broadcast_to(start, (len(brains), episodes, 4)).copy()
    up = np.ones((len(brains), episodes), dtype=bool)
    lasted = np.zeros((len(brains), episodes))
    for _ in range(ticks):
        push = brains.activate(state / SCALE)[:, :, 0]  # [brains, episodes, 4] -> [brains, episodes, 1]
        state = np.where(up[:, :, np.newaxis], stepped(state, np.clip(push, -1, 1)), state)
        up &= (np.abs(state[:, :, [0, 2]]) < LIMITS).all(axis=2)
        lasted += up
        if not up.any():
            break
    return np.stack([(lasted / ticks).mean(axis=1), np.abs(state[:, :, 0]).mean(axis=1)], axis=1)


@quale.each
def balance(brain: quale.Brain, draw: quale.Draw, episodes: int = 8, ticks: int = 500) -> tuple[float, float]:
    """Return the same for one brain."""
    starts = draw("start").uniform(-STARTS, STARTS, size=(episodes, 4))
    lasted, ends = 0, 0.0
    for start in starts:
        brain.reset()
        state, tick = start, 0
        while tick < ticks and (np.abs(state[[0, 2]]) < LIMITS).all():
            push = float(brain.activate([state / SCALE])[0, 0])
            state, tick = stepped(state, np.clip(push, -1, 1)), tick + 1
        lasted += tick
        ends += abs(float(state[0]))
    return lasted / (ticks * episodes), ends / episodes
