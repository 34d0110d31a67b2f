"""One episode of one brain, step by step, with pictures of it where the environment draws any.

It is the episode that was scored: the same seed, the plain environment, and the brain as the reference interpreter
steps it, whose bits are those of native code.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from quale.compiler.interpret.network import RunningNetwork
from quale.diagnostics import EvaluationError, UsageError
from quale.domains.foreign import Contained
from quale.domains.gymnasium.library import INSTALL, Opening
from quale.domains.gymnasium.task import GymnasiumTask
from quale.genome.genome import Networks
from quale.genome.seal import sealed
from quale.model.domain import TaskState, scaling_of
from quale.model.model import Model
from quale.runtime.gymnasium.evaluator import Ends, episode_seed, opened
from quale.runtime.gymnasium.observe import choose, gather


class Camera(Protocol):
    """Is shown pictures, and keeps what it wants of them."""

    frames_per_second: float
    """How fast the environment's pictures follow one another, one a step; set before the first one is shown."""

    def __call__(self, step: int, picture: NDArray[np.uint8]) -> None:
        """Look at a picture [height, width, 3] after so many steps."""


PICTURES = "rgb_array"
FRAMES_PER_SECOND = 30.0
"""Where an environment does not say how fast its pictures follow one another."""


@dataclass(frozen=True, slots=True)
class Recording:
    """T steps of an episode: what was seen, done and earned. V value slots, I inputs. Read-only arrays."""

    observations: NDArray[np.float64]  # [T + 1, I] as the environment shows them
    activations: NDArray[np.float64]  # [T, V] of the brain, after it was shown observation t
    rewards: NDArray[np.float64]  # [T]
    ended: bool  # whether the environment ended it; a limit on steps did otherwise


def record_episode(
    model: Model,
    networks: Networks,
    place: tuple[int, int, int],
    state: TaskState,
    camera: Camera | None = None,
) -> Recording:
    """Play the first of some networks through one episode.

    Args:
        model: the experiment.
        networks: the first one plays.
        place: seed, generation and scenario, which make the episode.
        state: what the evaluation of that brain was given.
        camera: is shown a picture before the first and after each step.

    Raises:
        UsageError: the environment draws no pictures, and a camera wants some; or it comes from a module of the user's.
        EvaluationError: it cannot be opened, or fails.
    """
    task = model.task
    if not isinstance(task, GymnasiumTask):
        raise TypeError(f"{model.name} is of the domain {model.domain}")
    how, ends = opened(model, task)
    with Contained() as contained:
        env = how.make(PICTURES if camera is not None else None)
    if contained.error is not None:
        raise _without_pictures(how, contained)
    try:
        return _play(env, how, ends, _Brain(model, task, networks, state), episode_seed(*place), camera)
    finally:
        with Contained():
            env.close()


class _Brain:
    """Acts on observations."""

    def __init__(self, model: Model, task: GymnasiumTask, networks: Networks, state: TaskState) -> None:
        self._network = RunningNetwork(networks, 0, model.evolution.brain.steps)
        self._scaling = scaling_of(state) if task.normalize else None
        self.rows: list[list[float]] = []

    def think(self, seen: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the outputs [1, O] for an observation [1, I]."""
        inputs = seen if self._scaling is None else self._scaling(seen)
        outputs = self._network.think(inputs[0].tolist())
        self.rows.append(self._network.values)
        return np.array([outputs])


def _play(env: Any, how: Opening, ends: Ends, brain: _Brain, seed: int, camera: Camera | None) -> Recording:
    to_inputs, to_actions = gather(ends.observation), choose(ends.action)
    seen: list[NDArray[np.float64]] = []
    rewards: list[float] = []
    ended = False
    if camera is not None:
        camera.frames_per_second = float(getattr(env, "metadata", {}).get("render_fps") or FRAMES_PER_SECOND)
    with Contained() as contained:
        seen.append(to_inputs([env.reset(seed=seed)[0]]))
        _show(env, how, 0, camera)
        while len(rewards) < how.limit and not ended:
            action = to_actions(brain.think(seen[-1]))[0]
            observation, reward, terminated, truncated, _ = env.step(action)
            ended = bool(terminated or truncated)
            rewards.append(float(reward))
            seen.append(to_inputs([observation]))
            _show(env, how, len(rewards), camera)
    if isinstance(contained.error, UsageError):
        raise contained.error
    if contained.error is not None:
        raise EvaluationError(f"{how.task.environment} failed after {len(rewards)} steps: {contained.told}")
    return Recording(
        sealed(np.concatenate(seen)),
        sealed(np.array(brain.rows, dtype=np.float64)),
        sealed(np.array(rewards)),
        ended,
    )


def _show(env: Any, how: Opening, step: int, camera: Camera | None) -> None:
    """Show a picture to the camera, if there is one.

    Raises:
        UsageError: what the environment draws is no picture.
        Exception: whatever the environment raises when it draws.
    """
    if camera is None:
        return
    drawn = env.render()
    if isinstance(drawn, list) and drawn:
        drawn = drawn[-1]
    picture = np.asarray(drawn)
    if picture.ndim != 3 or picture.shape[2] not in (3, 4) or picture.dtype != np.uint8:
        found = "nothing" if drawn is None else f"{type(drawn).__name__} of shape {picture.shape} and {picture.dtype}"
        raise UsageError(f"{how.task.environment} draws no pictures: its `render` returned {found}")
    camera(step, np.ascontiguousarray(picture[:, :, :3]))


def _without_pictures(how: Opening, contained: Contained) -> UsageError | EvaluationError:
    """Return why an environment that could be opened cannot be opened with pictures."""
    modes = []
    with Contained():
        env = how.make()
        modes = [str(mode) for mode in env.metadata.get("render_modes", ())]
        env.close()
    what = f'{how.task.environment} draws no pictures (`render_mode="{PICTURES}"`)'
    if PICTURES not in modes:
        return UsageError(f"{what}: its render modes are {', '.join(modes) or 'none'}")
    if type(contained.error).__name__ == "DependencyNotInstalled":
        return UsageError(f"{what}: {contained.reason}; {INSTALL} brings what Gymnasium's own draw with")
    return EvaluationError(f"{what}: {contained.told}")
