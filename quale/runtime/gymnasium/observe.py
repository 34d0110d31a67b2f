"""Observations of environments as numbers, and numbers as actions.

Letters: R rows (episodes under way), I inputs, O outputs.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.domains.gymnasium.spaces import Box, Choice, Choices, Flags, Group, Space

Gather = Callable[[Sequence[Any]], NDArray[np.float64]]
"""Observations of R environments → [R, I]."""

Choose = Callable[[NDArray[np.float64]], Sequence[Any]]
"""Outputs [R, O] → an action for each of R environments."""

Act = Callable[[NDArray[np.float64]], NDArray[Any]]
"""Outputs [R, O] → the actions of R environments as one array [R, …]."""


def gather(space: Space) -> Gather:
    """Return what makes inputs of observations; a choice is 1 in its place and 0 elsewhere."""
    size = space.size
    if isinstance(space, Box | Flags) and len(space.shape) == 1:

        def joined(seen: Sequence[Any]) -> NDArray[np.float64]:  # most environments, and a quarter of the time
            return np.concatenate(seen, dtype=np.float64, casting="unsafe").reshape(len(seen), size)

        return joined

    def one_by_one(seen: Sequence[Any]) -> NDArray[np.float64]:
        rows = np.zeros((len(seen), size))
        for row, observation in zip(rows, seen, strict=True):
            _fill(space, observation, row)
        return rows

    return one_by_one


def _fill(space: Space, observation: Any, row: NDArray[np.float64]) -> None:
    """Write an observation into a row of zeros."""
    match space:
        case Choice(start=start):
            row[int(observation) - start] = 1.0
        case Choices(counts=counts, starts=starts):
            begin = 0
            for value, count, start in zip(np.asarray(observation).reshape(-1), counts, starts, strict=True):
                row[begin + int(value) - start] = 1.0
                begin += count
        case Group(parts=parts, named=named):
            begin = 0
            for place, (key, part) in enumerate(parts):
                _fill(part, observation[key if named else place], row[begin : begin + part.size])
                begin += part.size
        case _:
            row[:] = np.asarray(observation).reshape(-1)


def choose(space: Space) -> Choose:
    """Return what makes actions of outputs, one by one."""
    if isinstance(space, Group):
        return _grouped(space)
    acted = act(space)
    if isinstance(space, Choice):
        return lambda outputs: acted(outputs).tolist()
    if isinstance(space, Box) and not space.shape:
        return lambda outputs: [np.array(value) for value in acted(outputs)]
    return lambda outputs: list(acted(outputs))


def act(space: Box | Choice | Choices | Flags) -> Act:
    """Return what makes actions of outputs, all at once.

    A choice is the largest output, the first of equals; a flag is an output above 0; numbers are outputs within
    -1 … 1, scaled to the bounds.
    """
    match space:
        case Choice(start=start):
            return lambda outputs: np.argmax(outputs, axis=1) + start
        case Box():
            return _scaled(space)
        case Flags(dtype=dtype, shape=shape):
            return lambda outputs: (outputs > 0).astype(dtype).reshape(-1, *shape)
        case Choices():
            return _several(space)


def _scaled(space: Box) -> Act:
    low, high = np.array(space.low), np.array(space.high)
    half = (high - low) / 2
    whole = np.dtype(space.dtype).kind in "iub"

    def scale(outputs: NDArray[np.float64]) -> NDArray[Any]:
        values = np.clip(low + (np.clip(outputs, -1.0, 1.0) + 1.0) * half, low, high)
        values = np.rint(values) if whole else values
        scaled: NDArray[Any] = values.astype(space.dtype).reshape(-1, *space.shape)
        return scaled

    return scale


def _several(space: Choices) -> Act:
    ends = np.cumsum((0, *space.counts))

    def several(outputs: NDArray[np.float64]) -> NDArray[Any]:
        chosen = np.empty((len(outputs), len(space.counts)), dtype=space.dtype)
        for column, start in enumerate(space.starts):
            chosen[:, column] = outputs[:, ends[column] : ends[column + 1]].argmax(axis=1) + start
        return chosen.reshape(-1, *space.shape)

    return several


def _grouped(space: Group) -> Choose:
    ends = np.cumsum((0, *(part.size for _, part in space.parts)))
    makers = [choose(part) for _, part in space.parts]
    keys = [key for key, _ in space.parts]

    def grouped(outputs: NDArray[np.float64]) -> Sequence[Any]:
        columns = [make(outputs[:, ends[k] : ends[k + 1]]) for k, make in enumerate(makers)]
        rows = zip(*columns, strict=True)
        return [dict(zip(keys, row, strict=True)) for row in rows] if space.named else list(rows)

    return grouped
