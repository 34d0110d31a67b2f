"""Episodes that go on in step: what a batch of environments is, whoever runs them.

Letters: R rows, I inputs.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Stepped:
    """What a step brought, for the n rows that were stepped, in their order."""

    observations: NDArray[np.float64]  # [n, I] of rows that failed 0
    rewards: NDArray[np.float64]  # [n]
    ended: NDArray[np.bool_]  # [n] whether the episode is over
    failures: dict[int, str]  # by row: what its environment raised


class Batch(Protocol):
    """R environments, an episode in each."""

    def begin(self, seeds: list[int]) -> Stepped:
        """Begin an episode with each seed, a row each; a row may fail."""

    def step(self, outputs: NDArray[np.float64], rows: NDArray[np.int64]) -> Stepped:
        """Step the environments of n rows, ascending, by the outputs [R, O] of their brains."""

    def success(self, row: int) -> bool | None:
        """Return whether the episode that just ended in a row succeeded, None where the environment does not say."""

    def close(self) -> None:
        """Give all environments back."""


def said(info: Any) -> bool | None:
    """Return what an environment's `info` says about success, None where it says nothing."""
    if isinstance(info, dict):
        for name in ("is_success", "success"):
            if name in info:
                return bool(info[name])
    return None
