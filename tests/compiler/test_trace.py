"""What two traces of one scenario are told to differ in."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from quale.compiler.trace import Trace, difference, same_bits

ONE = Trace(("a", "b"), np.array([1.0, 2.0]), np.array([[3.0, 4.0], [5.0, np.nan]]), np.array([6.0, 7.0]))


def other(
    setup: Sequence[float] = (1.0, 2.0),
    values: Sequence[Sequence[float]] = ((3.0, 4.0), (5.0, np.nan)),
    results: Sequence[float] = (6.0, 7.0),
) -> Trace:
    return Trace(ONE.labels, np.array(setup), np.array(values), np.array(results))


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (other(), None),
        (other(setup=[1.0, -2.0]), "setup, b: "),
        (other(values=[[3.0, 4.0], [5.5, np.nan]]), "tick 1, a: "),
        (other(values=[[3.0, 4.0], [5.0, 0.0]]), "tick 1, b: "),
        (other(values=[[3.0, 4.0]]), "2 and 1 ticks"),
        (other(results=[6.0, np.nan]), "result 1: "),
        (replace(ONE, labels=("a", "c")), "labels differ: the second lacks ['b'] and has ['c'] besides"),
    ],
)
def test_the_first_difference_is_told(second: Trace, said: str | None) -> None:
    found = difference(ONE, second)
    assert found == said if said is None else found is not None and found.startswith(said)


def test_labels_may_stand_in_any_order() -> None:
    turned = Trace(("b", "a"), ONE.setup[::-1].copy(), ONE.values[:, ::-1].copy(), ONE.results.copy())
    assert difference(ONE, turned) is None
    assert difference(ONE, replace(turned, labels=("a", "b"))) is not None


def test_nothing_in_a_trace_can_be_written() -> None:
    trace = Trace(("a",), np.zeros(1), np.zeros((2, 1)), np.zeros(1), (np.zeros((1, 2)),))
    assert not any(array.flags.writeable for array in (trace.setup, trace.values, trace.results, *trace.records))


def test_zeros_have_signs_and_nans_have_none() -> None:
    assert not same_bits(np.float64(0.0), np.float64(-0.0))
    assert same_bits(np.float64(np.nan), -np.float64(np.nan))
