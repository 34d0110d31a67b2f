"""Read-only arrays: who makes an array for a record seals it."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)


def sealed(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """Return the array, from now on read-only."""
    array.setflags(write=False)
    return array
