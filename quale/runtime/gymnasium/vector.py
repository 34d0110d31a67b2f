"""The vector entry point of an environment: all rows are one array, stepped by one call in Python.

Such environments take one seed for all rows. What a row starts from is found by resetting one of a single row with the
row's seed, and its state is then put into the column. Letters: R rows, I inputs, O outputs.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import EvaluationError
from quale.domains.foreign import Contained
from quale.domains.gymnasium.library import Opening
from quale.domains.gymnasium.spaces import Group, Space
from quale.runtime.gymnasium.batch import Stepped
from quale.runtime.gymnasium.observe import act, gather

FEW = 16
"""Columns below which it does not pay to leave out those whose episodes are over."""


class VectorBatch:
    """One vector environment, made anew with fewer columns when most of its episodes are over."""

    def __init__(self, opening: Opening, observation: Space, action: Space) -> None:
        """Take how environments are made and what they show and want.

        Raises:
            EvaluationError: a part of it has parts, which come in another form from there.
        """
        if isinstance(observation, Group) or isinstance(action, Group):
            raise EvaluationError("backend `vector` has no `Dict` or `Tuple` spaces: leave `backend` out")
        self._opening = opening
        self._gather, self._act = gather(observation), act(action)
        self._env: Any = None
        self._columns = np.zeros(0, dtype=np.int64)  # the row that each column is

    def begin(self, seeds: list[int]) -> Stepped:
        """Begin an episode with each seed."""
        starts: dict[int, tuple[Any, NDArray[Any]]] = {}
        with Contained() as contained:
            one = self._opening.vector(1)
            for seed in dict.fromkeys(seeds):
                seen = one.reset(seed=seed)[0]
                starts[seed] = seen[0], self._state(one, 1)[..., 0].copy()
            one.close()
            self._replace(np.stack([starts[seed][1] for seed in seeds], axis=-1), np.arange(len(seeds)))
        self._require(contained)
        rows = len(seeds)
        observations = self._gather([starts[seed][0] for seed in seeds])
        return Stepped(observations, np.zeros(rows), np.zeros(rows, dtype=np.bool_), {})

    def step(self, outputs: NDArray[np.float64], rows: NDArray[np.int64]) -> Stepped:
        """Step all columns, and tell of those of n rows; others go on in episodes that nobody counts."""
        with Contained() as contained:
            if len(self._columns) > max(FEW, 2 * len(rows)):
                left = np.searchsorted(self._columns, rows)
                self._replace(self._state(self._env, len(self._columns))[..., left], rows)
            seen, rewards, terminated, truncated, _ = self._env.step(self._act(outputs[self._columns]))
        self._require(contained)
        told = np.searchsorted(self._columns, rows)
        return Stepped(
            self._gather(list(seen[told])),
            np.asarray(rewards, dtype=np.float64)[told],
            (terminated | truncated)[told],
            {},
        )

    def _replace(self, state: NDArray[Any], rows: NDArray[np.int64]) -> None:
        """Put an environment with a column for each of some rows in place of the one that was."""
        self.close()
        self._env, self._columns = self._opening.vector(len(rows)), rows.copy()
        self._env.reset(seed=0)
        self._state(self._env, len(rows))[...] = state

    def _state(self, env: Any, columns: int) -> NDArray[Any]:
        state = getattr(env.unwrapped, "state", None)
        if not isinstance(state, np.ndarray) or state.shape[-1] != columns:
            raise TypeError("its `state` is no array with a column for each row, so that rows cannot be given seeds")
        return state

    def _require(self, contained: Contained) -> None:
        if contained.error is not None:
            raise EvaluationError(
                f"the vector entry point of {self._opening.task.environment} cannot be used: {contained.told}"
            )

    def success(self, _row: int) -> bool | None:
        """Return nothing: it is asked of environments one by one only."""
        return None

    def close(self) -> None:
        """Give the environment back."""
        if self._env is not None:
            with Contained():
                self._env.close()
        self._env = None
