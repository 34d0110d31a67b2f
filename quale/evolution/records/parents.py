"""Who the children of a generation come from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Parents:
    """The parents of B children, as places in the population before."""

    first: NDArray[np.int64]  # [B] the fitter parent, or the only one
    second: NDArray[np.int64]  # [B] the other parent, or the first again
    mated: NDArray[np.bool_]  # [B]
    equal: NDArray[np.bool_]  # [B] mated, and both are equally fit
    elite: NDArray[np.bool_]  # [B] unchanged copies of the first


def nobody(children: int) -> Parents:
    """Return parents that are still to be chosen."""
    return Parents(
        first=np.zeros(children, dtype=np.int64),
        second=np.zeros(children, dtype=np.int64),
        mated=np.zeros(children, dtype=np.bool_),
        equal=np.zeros(children, dtype=np.bool_),
        elite=np.zeros(children, dtype=np.bool_),
    )
