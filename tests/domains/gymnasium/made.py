"""Programs, and environments of a user's own, for the tests of the domain."""

import itertools
from pathlib import Path

from quale.domains.register import DOMAINS
from quale.genome.genome import Networks
from quale.language.load import Loaded, load
from quale.model.model import Model
from tests.compiler.random_networks import random_networks

PROGRAM = """evolve Run {
  domain: gymnasium(ARGUMENTS)
  population: 12  generations: 6  scenarios: 3  seed: 5
  FIELDS
}
"""

MODULE = '''
"""A point on a line that is to be held at 0, and versions of it in which something is wrong."""
import gymnasium
import numpy as np

made, closed = [], []


class Point(gymnasium.Env):
    observation_space = gymnasium.spaces.Box(-2.0, 2.0, (2,), np.float32)
    action_space = gymnasium.spaces.Discrete(3, start=-1)

    def __init__(self, push=0.1, fails=None, says=True):
        made.append(self)
        self.push, self.fails, self.says = push, fails, says
        self.before = 0  # episodes that this very environment has seen

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        if self.fails == "reset":
            raise RuntimeError("no ground to stand on")
        self.place, self.steps = self.np_random.uniform(-1, 1), 0
        return self.seen(), {}

    def seen(self):
        return np.array([self.place, self.steps / 20], np.float32)

    def step(self, action):
        assert self.action_space.contains(action), repr(action)
        self.place += self.push * int(action)
        self.steps += 1
        if self.fails == "step" and self.place > 0.5:
            raise RuntimeError("fell off the line")
        over = self.steps >= 20
        info = {"is_success": abs(self.place) < 0.2} if over and self.says else {}
        return self.seen(), -abs(self.place), over, False, info

    def close(self):
        closed.append(self)


class Remembering(Point):
    """One whose reset does not forget."""

    def reset(self, *, seed=None, options=None):
        seen = super().reset(seed=seed)
        self.before += 1
        self.place += 0.1 * self.before
        return self.seen(), {}


class Slack(Point):
    """One that the checker has something to say about."""

    def seen(self):
        return np.array([self.place, self.steps / 20])


class Endless(Point):
    def step(self, action):
        return self.seen(), 1.0, False, False, {}


class Unbounded(Point):
    action_space = gymnasium.spaces.Box(-np.inf, np.inf, (1,), np.float32)


class Wordy(Point):
    observation_space = gymnasium.spaces.Text(8)


def far(env):
    return gymnasium.wrappers.TransformReward(env, lambda reward: reward - 1)


def bounded(env):
    env.action_space = gymnasium.spaces.Discrete(3, start=-1)
    return env


number = 3
gymnasium.register(
    f"{__name__}-v0", entry_point=lambda: Point(says=False), max_episode_steps=9, reward_threshold=-4.0
)
'''

_NUMBERS = itertools.count()


def module(folder: Path, text: str = MODULE) -> str:
    """Write a module of environments; its name is new, since Python imports a name once."""
    name = f"points_{next(_NUMBERS)}"
    (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return name


def program(folder: Path, arguments: str, fields: str = "", before: str = "") -> Path:
    file = folder / "run.quale"
    file.write_text(before + PROGRAM.replace("ARGUMENTS", arguments).replace("FIELDS", fields), encoding="utf-8")
    return file


def loaded(folder: Path, arguments: str, fields: str = "", before: str = "") -> Loaded:
    return load(program(folder, arguments, fields, before), DOMAINS)


def modelled(folder: Path, arguments: str, fields: str = "", before: str = "") -> Model:
    return loaded(folder, arguments, fields, before).project.models[0]


def brains(model: Model, count: int, seed: int = 3) -> Networks:
    return random_networks(seed, count, (len(model.ports.inputs), len(model.ports.outputs)))
