"""Arrays laid end to end: segment p of a flat array is start[p]:start[p + 1]."""

from typing import Any

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
    return runs(start[segments], lengths(start)[segments])


def runs(first: Index, size: Index) -> tuple[Index, Index]:
    """Return the offsets [P + 1] and the positions of runs of these lengths that begin at `first` [P]."""
    start = starts(size)
    place: Index = (first - start[:-1]).repeat(size)
    place += np.arange(len(place))
    return start, place


def counts(start: Index, mask: NDArray[np.bool_]) -> Index:
    """Return how many elements of each segment are marked, [P]."""
    return whole_sums(start, np.append(mask, False), np.int64)


def whole_sums(start: Index, padded: NDArray[Any], dtype: type[np.integer]) -> NDArray[Any]:
    """Return the sum of whole numbers in every segment [P]; the array has one element more than the segments.

    Whole numbers, modulo 2^64, have the same sum in any order, so that `reduceat` may choose it.
    """
    if len(start) == 1:
        return np.zeros(0, dtype=dtype)
    sums: NDArray[Any] = np.add.reduceat(padded, start[:-1], dtype=dtype)
    sums[start[1:] == start[:-1]] = 0  # it gives the next element for an empty segment
    return sums


def nth(start: Index, mask: NDArray[np.bool_], segments: Index, order: Index) -> Index:
    """Return the flat position of the order[k]-th marked element (from 0) of segment segments[k]; it must exist."""
    (marked,) = mask.nonzero()
    place: Index = marked[starts(mask)[start[segments]] + order]
    return place


def find(keys: Index, wanted: Index) -> Index:
    """Return for each wanted key its position among `keys`, which ascend strictly; -1 where it is not there."""
    if len(keys) == 0:
        return np.full(len(wanted), -1, dtype=np.int64)
    position = np.minimum(keys.searchsorted(wanted), len(keys) - 1)
    return np.where(keys[position] == wanted, position, -1)


def ordered_keys(start: Index, rank: NDArray[np.integer]) -> Index:
    """Return numbers that order elements [N] by segment and then by rank (from 0, below 2^32)."""
    key: Index = (np.arange(len(start) - 1) << 32).repeat(start[1:] - start[:-1])
    key |= rank
    return key
