"""Arrays laid end to end: segment p of a flat array is start[p]:start[p + 1]."""

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]


def lengths(start: Index) -> Index:
    """Return the length of every segment [P]."""
    return start[1:] - start[:-1]


def owners(start: Index) -> Index:
    """Return for every element [N] the segment that it lies in."""
    return np.arange(len(start) - 1).repeat(start[1:] - start[:-1])


def starts(sizes: NDArray[np.integer] | NDArray[np.bool_]) -> Index:
    """Return the offsets [P + 1] of segments of these lengths [P]."""
    start = np.zeros(len(sizes) + 1, dtype=np.int64)
    sizes.cumsum(out=start[1:])
    return start


def spread(start: Index, segments: NDArray[np.integer]) -> tuple[Index, Index]:
    """Return the offsets and the flat positions of the given segments, one after the other; any may repeat."""
    together = starts(lengths(start)[segments])
    place: Index = (start[segments] - together[:-1]).repeat(lengths(together))
    place += np.arange(len(place))
    return together, place


def find(keys: Index, wanted: Index) -> Index:
    """Return for each wanted key its position among `keys`, which ascend strictly; -1 where it is not there."""
    if len(keys) == 0:
        return np.full(len(wanted), -1, dtype=np.int64)
    position = np.minimum(keys.searchsorted(wanted), len(keys) - 1)
    return np.where(keys[position] == wanted, position, -1)
