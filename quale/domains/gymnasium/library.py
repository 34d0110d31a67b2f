"""The door of Gymnasium and envpool: environments opened as a task says, with all that can go wrong there."""

import os
import sys
import warnings
from copy import deepcopy
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from quale.domains.foreign import Contained, bring, plain
from quale.domains.gymnasium.task import MOST_STEPS, GymnasiumTask

INSTALL = "pip install 'quale-lang[gymnasium]'"

FORGETS = (
    "gymnasium.envs.classic_control.",
    "gymnasium.envs.toy_text.",
    "gymnasium.envs.mujoco.",
    "gymnasium.envs.box2d.lunar_lander:",
)
"""Entry points of environments whose `reset` forgets all that was before.

Tried: an episode after twenty others has the bits of the first one. That of BipedalWalker has not (its Box2D world
lives on), and of others nobody knows.
"""


ADVICE = ("This is probably too", "we recommend using a symmetric and normalized space")
"""What Gymnasium's checker says about bounds with learners of other kinds in mind."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How environments of a task are made, and what is registered about them."""

    task: GymnasiumTask
    spec: Any  # gymnasium's EnvSpec, None for a class or function of the user's own
    creator: Any  # that class or function, None for a spec
    limit: int  # steps of an episode at most
    limited: bool  # whether somebody said so
    threshold: float | None  # mean return at which the environment counts as solved
    reuse: bool  # whether an environment may be reset and used again

    def make(self, render_mode: str | None = None) -> Any:
        """Return an environment. Raises whatever it does; to be called inside a `Contained`."""
        keywords = {name: plain(value) for name, value in self.task.keywords}
        if render_mode is not None:
            keywords["render_mode"] = render_mode
            if _no_display():
                os.environ.setdefault("SDL_VIDEODRIVER", "dummy")  # pygame draws into memory, and looks for nothing
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # deprecations of ids and bounds; the checker tells what is wrong
            if self.creator is not None:
                env = self.creator(**keywords)
            else:
                # Without its own wrappers: Quale counts steps, resets before it steps, and checks once.
                bare = deepcopy(self.spec)
                bare.order_enforce, bare.max_episode_steps = False, None
                wrapped = bool(self.task.wrappers)  # which may want to know the limit
                env = import_module("gymnasium").make(
                    bare, self.limit if wrapped else None, disable_env_checker=True, **keywords
                )
            for wrapper in self.task.wrappers:
                env = bring(wrapper, _folder(self.task))(env)
        return env

    def vector(self, rows: int) -> Any:
        """Return a vector environment. Raises whatever it does; to be called inside a `Contained`."""
        keywords = {name: plain(value) for name, value in self.task.keywords}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return import_module("gymnasium").make_vec(
                deepcopy(self.spec),
                num_envs=rows,
                vectorization_mode="vector_entry_point",
                max_episode_steps=self.limit,
                **keywords,
            )

    def pool(self, seeds: list[int]) -> Any:
        """Return a pool of envpool's environments, one a seed. Raises whatever it does."""
        keywords = {name: plain(value) for name, value in self.task.keywords}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pool = import_module("envpool").make(
                self.task.environment,
                env_type="gymnasium",
                num_envs=len(seeds),
                seed=seeds,
                num_threads=1,
                max_episode_steps=self.limit,
                **keywords,
            )
            _ = pool.observation_space, pool.action_space  # made when first asked for, with warnings about bounds
            return pool


def missing(name: str = "gymnasium") -> bool:
    """Return whether a library is not installed."""
    return find_spec(name) is None


def opening(task: GymnasiumTask) -> Opening:
    """Return how a task's environments are made.

    Raises:
        Exception: whatever Gymnasium or a module of the user's raises; to be called inside a `Contained`.
    """
    gymnasium = import_module("gymnasium")
    creator = spec = None
    name = task.environment
    if ":" in name:
        creator = bring(name, _folder(task))
        name = name.partition(":")[2]  # as Gymnasium has it: the module registers the environment
    if creator is not None and not callable(creator):
        raise TypeError(f"{task.environment} is no class or function that makes an environment")
    if creator is None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            spec = deepcopy(gymnasium.spec(name))
    registered = getattr(spec, "max_episode_steps", None)
    entry = getattr(spec, "entry_point", None)
    if isinstance(entry, str) and "mujoco" in entry and not missing("mujoco"):
        if _no_display():
            os.environ.setdefault("MUJOCO_GL", "egl")  # what pictures are drawn with; read when MuJoCo is imported
        # Or it writes MUJOCO_LOG.TXT and a line for every model about attributes that it will drop one day.
        import_module("mujoco").set_mju_user_warning(_unheard)
    known = isinstance(entry, str) and entry.startswith(FORGETS) and not task.wrappers
    return Opening(
        task,
        spec,
        creator,
        limit=task.max_steps or registered or MOST_STEPS,
        limited=bool(task.max_steps or registered),
        threshold=getattr(spec, "reward_threshold", None),
        reuse=known if task.reuse is None else task.reuse,
    )


def registered() -> list[str]:
    """Return the ids of all environments that Gymnasium knows."""
    return sorted(import_module("gymnasium").registry)


def pooled() -> list[str]:
    """Return the ids of all environments that envpool has."""
    return list(import_module("envpool").list_all_envs())


def complaints(env: Any) -> tuple[str, ...]:
    """Return what Gymnasium's checker says about an environment, which it steps a few times."""
    check = import_module("gymnasium.utils.env_checker").check_env
    with warnings.catch_warnings(record=True) as caught, Contained() as contained:
        warnings.simplefilter("always")
        check(env.unwrapped, skip_render_check=True, skip_close_check=True)
    said = [told for each in caught if not any(words in (told := _calm(str(each.message))) for words in ADVICE)]
    if contained.error is not None:
        said.append(contained.reason if not isinstance(contained.error, AssertionError) else str(contained.error))
    return tuple(dict.fromkeys(" ".join(each.split()) for each in said if each))


def _calm(said: str) -> str:
    """Return a warning of Gymnasium's without its colours."""
    return said.replace("\x1b[33mWARN: ", "").replace("\x1b[0m", "")


def _no_display() -> bool:
    return sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ)


def _unheard(_said: str) -> None:
    """Hear a warning of MuJoCo's; instabilities show in what an environment returns."""


def _folder(task: GymnasiumTask) -> Path | None:
    return Path(task.folder) if task.folder is not None else None
