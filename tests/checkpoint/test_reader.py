"""Every value of a file counts against what it may cost, also where an array is read at a stroke."""

from typing import Any

import msgpack
import numpy as np
import pytest

from quale.checkpoint.format import reader
from quale.checkpoint.format.reader import Reader
from quale.diagnostics import CheckpointError

ONE = {"dtype": "<i4", "shape": [2], "data": b"12345678"}
TWO = {"dtype": "|u1", "shape": [2, 3], "data": b"123456"}
SLOW_ONE, SLOW_TWO = ({name: array[name] for name in reversed(array)} for array in (ONE, TWO))


def read(content: Any, most: int, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(reader, "MOST_VALUES", most)
    return Reader(msgpack.packb(content)).whole_map()


def cost(content: Any, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return the smallest number of values for which some content is read."""
    for most in range(300):
        try:
            read(content, most, monkeypatch)
        except CheckpointError as error:
            if "more than" not in error.reason:
                raise
        else:
            return most
    raise AssertionError("it costs more")


@pytest.mark.parametrize(("fast", "slow"), [(ONE, SLOW_ONE), (TWO, SLOW_TWO)])
@pytest.mark.parametrize("count", [1, 2, 7])
def test_an_array_at_a_stroke_costs_what_it_costs_value_by_value(
    fast: Any, slow: Any, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = {"rest": [0] * 50}  # so many values are left that arrays are read at a stroke
    quick = cost({"arrays": [fast] * count} | rest, monkeypatch)
    assert quick == cost({"arrays": [slow] * count} | rest, monkeypatch)
    arrays = read({"arrays": [fast] * count} | rest, quick, monkeypatch)["arrays"]
    for mine, its in zip(arrays, read({"arrays": [slow] * count} | rest, quick, monkeypatch)["arrays"], strict=True):
        assert mine.dtype == its.dtype
        assert np.array_equal(mine, its)


def test_more_arrays_than_a_section_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for array in (ONE, TWO, SLOW_ONE, SLOW_TWO):
        values = 3 + 8 * 30  # the map, its key, the list; each array has at least 8 values
        with pytest.raises(CheckpointError, match="more than"):
            read({"arrays": [array] * 30}, values - 1, monkeypatch)


def test_an_array_in_pieces_is_read_value_by_value(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = ONE | {"data": [b"1234", b"5678"]}
    whole = read({"array": pieces, "rest": [0] * 50}, 200, monkeypatch)["array"]
    assert whole.tolist() == np.frombuffer(b"12345678", "<i4").tolist()
    assert cost({"array": pieces, "rest": [0] * 50}, monkeypatch) == cost(
        {"array": ONE, "rest": [0] * 50}, monkeypatch
    ) + len(pieces["data"])
