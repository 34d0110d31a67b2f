"""Spaces of environments as records: how many numbers they are, and what each is called.

Every kind of space is one line of `describe`; what a kind means for a brain is in `quale/runtime/gymnasium/`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from math import isfinite
from typing import Any

from quale.model.domain import Ports


@dataclass(frozen=True, slots=True)
class Box:
    """Numbers in an array of any shape, taken in C order."""

    shape: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    dtype: str

    @property
    def size(self) -> int:
        """Ends of a brain."""
        return len(self.low)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of `size` whole numbers from `start` on: one end for each."""

    size: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """Several choices in an array of any shape: an end for each possibility of each."""

    counts: tuple[int, ...]
    starts: tuple[int, ...]
    shape: tuple[int, ...]
    dtype: str

    @property
    def size(self) -> int:
        """Ends of a brain."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Flags:
    """Zeros and ones in an array of any shape."""

    shape: tuple[int, ...]
    size: int
    dtype: str


@dataclass(frozen=True, slots=True)
class Group:
    """Spaces under keys (`Dict`), or in a row (`Tuple`)."""

    parts: tuple[tuple[str, "Space"], ...]
    named: bool

    @property
    def size(self) -> int:
        """Ends of a brain."""
        return sum(part.size for _, part in self.parts)


Space = Box | Choice | Choices | Flags | Group


class UnusableError(ValueError):
    """A space that a brain has no ends for; the message names it."""


def describe(space: Any) -> Space:
    """Return a Gymnasium space as a record.

    Raises:
        UnusableError: it is of a kind that has no fixed number of numbers, or holds nothing.
    """
    kinds = import_module("gymnasium.spaces")
    found: Space
    if isinstance(space, kinds.Box):
        low, high = (tuple(float(bound) for bound in side.reshape(-1)) for side in (space.low, space.high))
        found = Box(tuple(space.shape), low, high, str(space.dtype))
    elif isinstance(space, kinds.Discrete):
        found = Choice(int(space.n), int(space.start))
    elif isinstance(space, kinds.MultiDiscrete):
        counts = tuple(int(count) for count in space.nvec.reshape(-1))
        starts = tuple(int(start) for start in space.start.reshape(-1))
        found = Choices(counts, starts, tuple(space.nvec.shape), str(space.dtype))
    elif isinstance(space, kinds.MultiBinary):
        size = 1
        for length in space.shape:
            size *= int(length)
        found = Flags(tuple(space.shape), size, str(space.dtype))
    elif isinstance(space, kinds.Dict):
        found = Group(tuple((str(key), describe(part)) for key, part in space.spaces.items()), named=True)
    elif isinstance(space, kinds.Tuple):
        found = Group(tuple((str(place), describe(part)) for place, part in enumerate(space.spaces)), named=False)
    else:
        raise UnusableError(f"a space of the kind {type(space).__name__}")
    if not found.size:
        raise UnusableError(f"an empty {type(space).__name__}")
    return found


def names(space: Space, root: str) -> tuple[str, ...]:
    """Return a name for each end: those of keys where there are any, `root` and numbers elsewhere; all different."""
    taken: dict[str, None] = {}
    for name in _names(space, "", root):
        unique, again = name, 2
        while unique in taken:
            unique, again = f"{name}_{again}", again + 1
        taken[unique] = None
    return tuple(taken)


def _names(space: Space, path: str, root: str) -> Iterator[str]:
    if isinstance(space, Group):
        for key, part in space.parts:
            word = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in key) or "_"
            step = word if path or (space.named and not word[0].isdigit()) else f"{root}_{word}"
            yield from _names(part, f"{path}_{step}" if path else step, root)
    elif path and space.size == 1:
        yield path
    else:
        yield from (f"{path or root}_{place}" for place in range(space.size))


def ports(observation: Space, action: Space) -> Ports:
    """Return names for all ends of a brain, those of inputs and of outputs different."""
    inputs, outputs = names(observation, "obs"), names(action, "act")
    clash = set(inputs) & set(outputs)
    return Ports(inputs, tuple(f"act_{name}" if name in clash else name for name in outputs))


def unbounded(action: Space) -> bool:
    """Return whether an action has a number without a bound, which the outputs of a brain cannot be scaled to."""
    if isinstance(action, Group):
        return any(unbounded(part) for _, part in action.parts)
    return isinstance(action, Box) and not all(isfinite(bound) for bound in (*action.low, *action.high))


def measured(observation: Space) -> tuple[bool, ...]:
    """Return for each end whether it is a number that can be normalised, and no flag."""
    if isinstance(observation, Group):
        return tuple(each for _, part in observation.parts for each in measured(part))
    return (isinstance(observation, Box),) * observation.size
