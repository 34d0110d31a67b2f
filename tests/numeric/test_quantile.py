"""Quantiles of the normal distribution, against those of the standard library, which have 16 digits."""

from statistics import NormalDist

import numpy as np
import pytest

from quale.numeric.quantile import LOWEST, quantile


@pytest.mark.parametrize(("low", "high"), [(1e-12, 1e-6), (1e-6, 0.075), (0.075, 0.4999)])
def test_quantiles_have_seven_digits(low: float, high: float) -> None:
    for chance in np.geomspace(low, high, 1001).tolist():
        wanted = NormalDist().inv_cdf(chance)
        # that numbers below 1 are multiples of 2^-53 moves the far quantiles more than the formula does
        assert quantile(chance) == pytest.approx(wanted, rel=2e-7, abs=5e-6 if low < 1e-6 else 0.0)
        assert -quantile(1.0 - chance) == pytest.approx(wanted, rel=1e-5)


def test_the_ends_are_finite() -> None:
    assert quantile(0.0) == pytest.approx(NormalDist().inv_cdf(LOWEST), rel=1e-6)
    assert quantile(0.5) == 0.0
    assert 8.0 < quantile(1.0 - 2.0**-53) < 8.3


def test_native_code_is_the_function_as_it_stands() -> None:
    chances = [0.0, 0.075, 0.5, 0.925, 1.0 - 2.0**-53, *np.random.default_rng(1).random(1000).tolist()]
    assert [quantile(chance) for chance in chances] == [quantile.interpret(chance) for chance in chances]
