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


SIZES = (0, 1, 15, 16, 31, 32, 127, 128, 255, 256, 65535, 65536)


@pytest.mark.parametrize("size", SIZES)
def test_texts_bytes_lists_and_maps_of_every_size_are_read(size: int) -> None:
    content = {
        "text": "x" * size,
        "bytes": b"y" * size,
        "list": [7] * size,
        "map": {f"{number:05}": number % 100 for number in range(size)},
        "after": 1,
    }
    assert Reader(msgpack.packb(content)).whole_map() == content


def test_numbers_of_every_size_are_read() -> None:
    whole = [sign * (2**power + more) for power in range(63) for sign in (1, -1) for more in (-1, 0, 1)]
    content = {"whole": whole, "largest": 2**64 - 1, "real": [0.1, -1e300, 5e-324], "others": [None, True, False]}
    assert Reader(msgpack.packb(content)).whole_map() == content
    assert Reader(msgpack.packb({"short": 0.1}, use_single_float=True)).whole_map() == {"short": float(np.float32(0.1))}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x93\x01\x02\x03", "wants a map"),
        (b"\x81\xa1a\x01\x02", "1 bytes follow its end"),
        (b"\x81\xa1a", "cut off"),
        (b"\x81\xa1a\xcd\x01", "cut off"),
        (b"\x81\xa2a", "cut off"),
        (b"\x81\xa1a\xdd\x00\x00\x00\x09\x01", "has 9 entries, more than the section can hold"),
        (b"\x89\xa1a\x01", "has 9 entries, more than the section can hold"),
        (b"\x81\xa1\xff\x01", "no UTF-8"),
        (b"\x81\x01\x01", "has a key that is not a text"),
        (b"\x82\xa1a\x01\xa1a\x01", "is there twice"),
        (b"\x81\xa1a\xc1", "is an extension or unknown"),
        (b"\x81\xa1a\xd4\x01\x01", "is an extension or unknown"),
        (b"\x81\xa1a" + b"\x91" * 9 + b"\x01", "nested deeper than 8 levels"),
    ],
)
def test_what_is_malformed_is_told(data: bytes, says: str) -> None:
    with pytest.raises(CheckpointError, match=says):
        Reader(data).whole_map()


def test_nesting_ends_at_the_eighth_level() -> None:
    assert Reader(b"\x81\xa1a" + b"\x91" * 7 + b"\x01").whole_map() == {"a": [[[[[[[1]]]]]]]}


def test_a_place_inside_lists_and_maps_is_named() -> None:
    with pytest.raises(CheckpointError) as caught:
        Reader(msgpack.packb({"a": {"b": [1, {"c": {"dtype": "<f4", "shape": [1], "data": b"1234"}}]}})).whole_map()
    assert caught.value.field == "a.b[1].c"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"dtype": 5}, "wants a dtype of"),
        ({"dtype": ">f8"}, "wants a dtype of"),
        ({"shape": 2}, "wants a shape of at most two lengths"),
        ({"shape": [-1]}, "wants a shape of at most two lengths"),
        ({"shape": [2**48]}, "wants a shape of at most two lengths"),
        ({"shape": [True]}, "wants a shape of at most two lengths"),
        ({"shape": [1, 1, 2]}, "wants a shape of at most two lengths"),
        ({"data": 5}, "wants data as bytes"),
        ({"data": [b"1234", 5]}, "wants data as bytes"),
        ({"data": b"123"}, "wants 8 bytes of data"),
        ({"shape": [3]}, "wants 12 bytes of data"),
        ({"shape": [2, 2]}, "wants 16 bytes of data"),
    ],
)
@pytest.mark.parametrize("array", [ONE, SLOW_ONE])
def test_an_array_that_is_none_is_refused(array: dict[str, Any], change: dict[str, Any], says: str) -> None:
    with pytest.raises(CheckpointError, match=says):
        Reader(msgpack.packb({"array": array | change, "rest": [0] * 50})).whole_map()


@pytest.mark.parametrize("array", [ONE, TWO, SLOW_TWO])
def test_an_array_is_ones_own_and_read_only(array: dict[str, Any]) -> None:
    data = bytearray(msgpack.packb({"array": array, "rest": [0] * 50}))
    found = Reader(bytes(data)).whole_map()["array"]
    assert found.shape == tuple(array["shape"])
    assert not found.flags.writeable
    assert found.flags.aligned
    assert found.base is None
