"""Random steps of many weights or biases at once."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.random_batch import BATCH, Batch, uniforms
from quale.evolution.records.rates import Steps
from quale.native.kernel import kernel
from quale.numeric.quantile import CENTRE, middle, quantile


@kernel
def clamped(value: float, low: float, high: float) -> float:
    """Return the value, or the bound that it is beyond."""
    return min(max(value, low), high)


@kernel
def step_values(
    values: NDArray[np.float64],
    first: int,
    end: int,
    steps: Steps,
    batch: Batch,
    draws: NDArray[np.uint64],
) -> None:
    """Move each of `values` [V] first … end - 1 by a step; or, with chance `replace`, choose it anew within the bounds.

    Steps are N(0, size), or U(-size, size) if `uniform`; what goes beyond a bound is clamped to it. Every value takes
    one draw.
    """
    size, replace, low, high = steps.size, steps.replace, steps.low, steps.high
    # Either part of a uniform draw is, scaled up, uniform itself: below `replace` it says which fresh value, above
    # it says which step.
    fresh = (high - low) / replace if replace > 0.0 else 0.0
    rest = 1.0 / (1.0 - replace) if replace < 1.0 else 1.0
    while first < end:
        count = min(end - first, BATCH)
        uniforms(draws, batch, count)
        number = batch.number
        tails = 0 if steps.uniform else _find_tails(batch, count, replace, rest)
        for tail in range(tails):
            at: int = batch.place[tail]
            step = quantile((number[at] - replace) * rest) * size
            number[BATCH + tail] = clamped(values[first + at] + step, low, high)
        for place in range(count):
            drawn: float = number[place]
            offset = max((drawn - replace) * rest, 0.0) - 0.5
            unit = 2.0 * offset if steps.uniform else middle(offset)
            moved = clamped(values[first + place] + unit * size, low, high)
            chosen = clamped(low + fresh * drawn, low, high)
            values[first + place] = chosen if drawn < replace else moved
        for tail in range(tails):
            values[first + batch.place[tail]] = number[BATCH + tail]
        first += count


@kernel
def _find_tails(batch: Batch, count: int, replace: float, rest: float) -> int:
    """List the places of the draws whose steps lie in a tail of the normal distribution; return how many there are."""
    number = batch.number
    tail = batch.place
    tails = 0
    for place in range(count):
        drawn: float = number[place]
        offset = (drawn - replace) * rest - 0.5
        tail[tails] = place
        tails += int(abs(offset) > CENTRE) & int(drawn >= replace)
    return tails
