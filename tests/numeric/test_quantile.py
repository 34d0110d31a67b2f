"""Quantiles of the normal distribution, against those of the standard library, which have 16 digits."""

from statistics import NormalDist

import numpy as np
import pytest

from quale.numeric.quantile import BLOCK, LOWEST, normal_quantile


@pytest.mark.parametrize(("low", "high"), [(1e-12, 1e-6), (1e-6, 0.075), (0.075, 0.4999)])
def test_quantiles_have_seven_digits(low: float, high: float) -> None:
    chance = np.geomspace(low, high, 1001)
    wanted = np.array([NormalDist().inv_cdf(one) for one in chance.tolist()])
    # that numbers below 1 are multiples of 2^-53 moves the far quantiles more than the formula does
    assert normal_quantile(chance) == pytest.approx(wanted, rel=2e-7, abs=5e-6 if low < 1e-6 else 0.0)
    assert -normal_quantile(1.0 - chance) == pytest.approx(wanted, rel=1e-5)


def test_the_ends_are_finite() -> None:
    ends = normal_quantile(np.array([0.0, 0.5, 1.0 - 2.0**-53]))
    assert ends[0] == pytest.approx(NormalDist().inv_cdf(LOWEST), rel=1e-6)
    assert ends[1] == 0.0
    assert 8.0 < ends[2] < 8.3


def test_blocks_do_not_show() -> None:
    chance = np.random.default_rng(1).random(2 * BLOCK + 5)
    parts = [normal_quantile(part) for part in np.array_split(chance, 7)]
    assert np.array_equal(np.concatenate(parts), normal_quantile(chance))
