"""Intervals and tests against counting: all orders of a few numbers, and what resampling must do."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.report.plot.statistics import bootstrap, compare, summarize

DISTINCT = st.lists(st.integers(-1000, 1000), min_size=2, max_size=9, unique=True)


@settings(deadline=None)
@given(DISTINCT, st.data())
def test_exact_p_is_the_share_of_orders_at_least_as_extreme(numbers: list[int], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(numbers) - 1))
    first, second = numbers[:size], numbers[size:]

    def u(chosen: tuple[int, ...]) -> int:
        others = set(numbers) - set(chosen)
        return sum(x > y for x in chosen for y in others)

    middle = len(first) * len(second) / 2
    seen = [u(chosen) for chosen in combinations(numbers, size)]
    own = u(tuple(first))
    tail = min(own, 2 * middle - own)
    wanted = min(1.0, 2 * sum(value <= tail for value in seen) / len(seen))
    found = compare([float(x) for x in first], [float(x) for x in second])
    assert found is not None
    assert found.exact
    assert found.u == own
    assert found.p == pytest.approx(wanted)
    assert found.superiority == pytest.approx(own / (len(first) * len(second)))


def test_the_published_example() -> None:
    """Mann & Whitney's tables: n = m = 5 and U = 2 has a one-sided probability of .016."""
    found = compare([1.0, 2, 3, 4, 7], [5.0, 6, 8, 9, 10])
    assert found is not None
    assert found.u == 2
    assert found.p == pytest.approx(2 * 0.016, abs=0.001)


def test_many_numbers_are_approximated_as_they_are_counted() -> None:
    draws = np.random.default_rng(3)
    first, second = draws.normal(0, 1, 40).tolist(), draws.normal(0.5, 1, 40).tolist()
    counted, approximated = compare(first, second), compare(first, [*second, *second])
    assert counted is not None
    assert approximated is not None
    assert counted.exact
    assert not approximated.exact
    z = (abs(counted.u - 800) - 0.5) / math.sqrt(1600 * 81 / 12)
    assert counted.p == pytest.approx(math.erfc(z / math.sqrt(2)), rel=0.03)


def test_ties_count_half_and_equal_numbers_differ_in_nothing() -> None:
    tied = compare([1.0, 2.0, 2.0], [2.0, 3.0])
    assert tied is not None
    assert tied.u == 1.0
    assert not tied.exact
    # variance 6/12 (6 - 24/20), by hand
    z = (abs(1.0 - 3.0) - 0.5) / math.sqrt(0.5 * (6 - 24 / 20))
    assert tied.p == pytest.approx(math.erfc(z / math.sqrt(2)))
    equal = compare([5.0] * 4, [5.0] * 3)
    assert equal is not None
    assert (equal.p, equal.superiority) == (1.0, 0.5)
    assert compare([math.nan], [1.0]) is None


def test_an_interval_has_a_stream_of_its_own() -> None:
    values = np.array([3.0, 8.0, 5.0, 13.0, 6.0, 7.0, 2.0])
    low, high = bootstrap(values, 1)
    assert values.min() <= low <= np.median(values) <= high <= values.max()
    assert bootstrap(values, 1) == (low, high)
    many = np.random.default_rng(2).normal(size=200)
    assert len({bootstrap(many, seed) for seed in range(3)}) > 1
    assert all(math.isnan(edge) for edge in bootstrap(values[:1], 1))


def test_intervals_hold_the_median_about_as_often_as_they_say() -> None:
    draws = np.random.default_rng(11)
    held = 0
    for seed in range(60):
        low, high = bootstrap(draws.exponential(size=15), seed)
        held += low <= math.log(2) <= high
    assert 0.85 < held / 60 <= 1.0


def test_numbers_that_are_none_are_left_out() -> None:
    found = summarize([1.0, math.nan, 3.0, math.inf], 1)
    assert (found.count, found.median) == (2, 2.0)
    assert summarize([math.nan], 1).count == 0
    assert math.isfinite(summarize([1.7e308, -1.7e308, 1.6e308], 1).low)
