"""Mean, deviation and interval against published quantiles, the textbook's formula, and how often intervals hold."""

import math
import random
import statistics

import pytest

from quale.report.estimate import estimate, student_quantile


@pytest.mark.parametrize(  # Fisher & Yates's table, p = 0.975
    ("freedom", "quantile"),
    [(1, 12.7062), (2, 4.30265), (3, 3.18245), (4, 2.77645), (5, 2.57058), (9, 2.26216), (30, 2.04227), (99, 1.98422)],
)
def test_quantiles_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    assert student_quantile(0.975, freedom) == pytest.approx(quantile, rel=3e-6)


def test_an_estimate_is_the_textbooks() -> None:
    found = estimate([1.0, 2.0, 4.0, 9.0])
    assert (found.count, found.mean, found.least, found.most) == (4, 4.0, 1.0, 9.0)
    assert found.deviation == pytest.approx(statistics.stdev([1.0, 2.0, 4.0, 9.0]))
    assert found.high - found.mean == pytest.approx(3.18245 * found.deviation / 2, rel=1e-5)
    assert found.mean - found.low == pytest.approx(found.high - found.mean)


def test_one_number_has_no_interval() -> None:
    found = estimate([3.0])
    assert found.mean == 3.0
    assert all(math.isnan(value) for value in (found.deviation, found.low, found.high))


@pytest.mark.parametrize("count", [2, 3, 5, 20])
def test_intervals_hold_the_mean_as_often_as_they_say(count: int) -> None:
    chance = random.Random(count)
    held = 0
    for _ in range(4000):
        found = estimate([chance.gauss(5.0, 2.0) for _ in range(count)])
        held += found.low <= 5.0 <= found.high
    assert held / 4000 == pytest.approx(0.95, abs=0.015)  # four standard errors
