"""Environments of envpool: C++, all that go on stepped by one call, each with a seed of its own.

Letters: R rows, I inputs, O outputs.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import EvaluationError
from quale.domains.foreign import Contained
from quale.domains.gymnasium.library import Opening
from quale.domains.gymnasium.spaces import Group, Space
from quale.runtime.gymnasium.batch import Stepped, said
from quale.runtime.gymnasium.observe import act, gather


class PoolBatch:
    """A pool a batch, since a pool takes its seeds when it is made: a millisecond or two."""

    def __init__(self, opening: Opening, observation: Space, action: Space) -> None:
        """Take how environments are made and what they show and want.

        Raises:
            EvaluationError: a part of it has parts, which come in another form from there.
        """
        if isinstance(observation, Group) or isinstance(action, Group):
            raise EvaluationError("backend `envpool` has no `Dict` or `Tuple` spaces: leave `backend` out")
        self._opening = opening
        self._gather, self._act = gather(observation), act(action)
        self._pool: Any = None
        self._rows = 0

    def begin(self, seeds: list[int]) -> Stepped:
        """Begin an episode with each seed."""
        self.close()
        with Contained() as contained:
            self._pool, self._rows = self._opening.pool(seeds), len(seeds)
            seen = self._pool.reset()[0]
        if contained.error is not None:
            raise EvaluationError(f"envpool cannot open {self._opening.task.environment}: {contained.told}")
        rows = len(seeds)
        return Stepped(self._gather(list(seen)), np.zeros(rows), np.zeros(rows, dtype=np.bool_), {})

    def step(self, outputs: NDArray[np.float64], rows: NDArray[np.int64]) -> Stepped:
        """Step the environments of n rows."""
        some = rows.astype(np.int32)
        actions = self._act(outputs[rows])
        actions = actions.astype(np.int32) if actions.dtype.kind == "i" else actions
        with Contained() as contained:
            seen, rewards, terminated, truncated, info = self._pool.step(actions, some)
        if contained.error is not None:
            raise EvaluationError(f"envpool cannot step {self._opening.task.environment}: {contained.told}")
        order = np.argsort(info["env_id"])  # they come as they are done
        return Stepped(
            self._gather(list(seen[order])),
            np.asarray(rewards, dtype=np.float64)[order],
            (terminated | truncated)[order],
            {},
        )

    def success(self, _row: int) -> bool | None:
        """Return nothing: envpool has no such word."""
        return said(None)

    def close(self) -> None:
        """Give the pool back."""
        if self._pool is not None:
            with Contained():
                self._pool.close()
        self._pool = None
