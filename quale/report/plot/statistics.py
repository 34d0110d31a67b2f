"""What a few numbers say: their quartiles, an interval that holds the median, and whether two groups differ."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from quale.streams import MASK, philox, seed_words

RESAMPLES = 10_000
LEVEL = 0.95
BOOTSTRAP = 2
"""The last word of the counters that resampling draws with: worlds have 1 there (docs/semantics.md)."""

MOST_EXACT = 2_000
"""The distribution of U is counted out where the product of the sizes is no larger, and approximated above."""


@dataclass(frozen=True, slots=True)
class Summary:
    """N numbers in short: quartiles, and the bootstrap interval of the median, not numbers where it has none."""

    count: int
    low: float  # first quartile
    median: float
    high: float  # third quartile
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A Mann-Whitney test of two groups."""

    u: float  # pairs in which the first group's number is the larger one, ties counting half
    superiority: float  # u divided by the number of pairs: 0.5 where neither is better
    p: float  # two-sided
    exact: bool  # whether the distribution was counted out


def summarize(values: Sequence[float], seed: int) -> Summary:
    """Return quartiles and interval of the numbers that are finite; there may be none."""
    known = np.array([value for value in values if math.isfinite(value)])
    if not len(known):
        return Summary(0, math.nan, math.nan, math.nan, (math.nan, math.nan))
    low, middle, high = (2 * np.quantile(known / 2, (0.25, 0.5, 0.75))).tolist()
    return Summary(len(known), low, middle, high, bootstrap(known, seed))


def bootstrap(values: NDArray[np.float64], seed: int) -> tuple[float, float]:
    """Return the percentile interval of the median from resamples (Efron & Tibshirani 1993, section 13.3).

    It depends on the values' order, the seed and nothing else; one number has no interval.
    """
    if len(values) < 2:
        return math.nan, math.nan
    count = RESAMPLES * len(values)
    counter = np.arange(-(-count // 4), dtype=np.uint64)
    zero = np.zeros_like(counter)
    words = philox(seed_words(seed), (counter & np.uint64(MASK), zero, zero, zero + np.uint64(BOOTSTRAP)))
    drawn = np.stack(words, axis=1).ravel()[:count].astype(np.float64) / 2.0**32
    picked = values[(drawn * len(values)).astype(np.int64)].reshape(RESAMPLES, len(values))
    medians = np.median(picked / 2, axis=1)
    low, high = (2 * np.quantile(medians, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))).tolist()
    return low, high


def compare(first: Sequence[float], second: Sequence[float]) -> Comparison | None:
    """Return the two-sided test of Mann & Whitney (1947) whether one group tends to larger numbers than the other.

    Without ties and with few numbers the distribution is counted out; else it is the normal one, with corrections for
    ties and continuity. None where a group has no finite number.
    """
    a, b = ([value for value in values if math.isfinite(value)] for values in (first, second))
    if not a or not b:
        return None
    pairs = len(a) * len(b)
    u = sum((x > y) + 0.5 * (x == y) for x in a for y in b)
    superiority = u / pairs
    if pairs <= MOST_EXACT and len(set(a + b)) == len(a) + len(b):
        ways = _ways(len(a), len(b))
        extreme = sum(ways[: int(min(u, pairs - u)) + 1])
        return Comparison(u, superiority, min(1.0, 2 * extreme / sum(ways)), exact=True)
    every = len(a) + len(b)
    edges = [0, *(place for place, (x, y) in enumerate(pairwise(sorted(a + b)), 1) if x != y), every]
    ties = sum((end - start) ** 3 - (end - start) for start, end in pairwise(edges))
    variance = pairs / 12 * (every + 1 - ties / (every * (every - 1)))
    if variance <= 0:  # all numbers are equal
        return Comparison(u, superiority, 1.0, exact=False)
    z = max(0.0, abs(u - pairs / 2) - 0.5) / math.sqrt(variance)
    return Comparison(u, superiority, min(1.0, math.erfc(z / math.sqrt(2))), exact=False)


def _ways(m: int, n: int) -> list[int]:
    """Return in how many of the orders of m + n numbers U is 0, 1, …, m n: a Gaussian binomial, factor by factor."""
    ways = [1] + [0] * (m * n)
    for factor in range(1, m + 1):
        for u in range(m * n, n + factor - 1, -1):
            ways[u] -= ways[u - n - factor]
        for u in range(factor, m * n + 1):
            ways[u] += ways[u - factor]
    return ways
