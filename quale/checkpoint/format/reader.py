"""Reading MessagePack value by value from bytes that nobody vouches for.

Counts and lengths are bounded by the bytes that are left before anything is made for them, nesting and the number of
values by constants, and a large array is copied once, into memory of its own. Whatever is wrong is a CheckpointError:
a general decoder makes objects of whatever it is told to, and raises five kinds of exceptions.
"""

import re
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.format.schema import DTYPES
from quale.diagnostics import CheckpointError

DEEPEST = 8
MOST_VALUES = 200_000
"""Values in one section or header, arrays counting once: what a hostile file can cost in memory."""

NUMBERS = {
    0xCA: struct.Struct(">f"),
    0xCB: struct.Struct(">d"),
    0xCC: struct.Struct(">B"),
    0xCD: struct.Struct(">H"),
    0xCE: struct.Struct(">I"),
    0xCF: struct.Struct(">Q"),
    0xD0: struct.Struct(">b"),
    0xD1: struct.Struct(">h"),
    0xD2: struct.Struct(">i"),
    0xD3: struct.Struct(">q"),
}
CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}
BINS = {0xC4: 1, 0xC5: 2, 0xC6: 4}
TEXTS = {0xD9: 1, 0xDA: 2, 0xDB: 4}
LISTS = {0xDC: 2, 0xDD: 4}
MAPS = {0xDE: 2, 0xDF: 4}
"""Tag -> bytes of the length that follows it. The first byte of every value is its tag (MessagePack specification)."""

ARRAY_KEYS = {"dtype", "shape", "data"}
NUMBER = rb"([\x00-\x7f]|\xcc.|\xcd..|\xce....)"
ARRAY = re.compile(
    rb"\xa5dtype\xa3(<f8|<i8|<i4|<i2|\|u1|\|b1)\xa5shape(?:\x91" + NUMBER + rb"|\x92" + NUMBER * 2 + rb")\xa4data",
    re.DOTALL,
)
"""An array's map as Quale writes it, up to its data: nine values, most of a file's, matched as one."""

LONGEST_LEAD = 40


class Reader:
    """One MessagePack map at the start of some bytes; bins of 1, 2 or 3 dimensions become arrays where they are one."""

    def __init__(self, data: bytes | memoryview) -> None:
        self._data = memoryview(data)
        self._left = MOST_VALUES
        self.position = 0  # bytes read so far

    def first_map(self) -> dict[str, Any]:
        """Return the map that the data starts with; more may follow.

        Raises:
            CheckpointError: it starts with something else, or with something malformed.
        """
        found = self._value(0)
        if not isinstance(found, dict):
            raise CheckpointError("is malformed: wants a map")
        return found

    def whole_map(self) -> dict[str, Any]:
        """Return the map that the data is, to its last byte.

        Raises:
            CheckpointError: it is something else or malformed, or more follows.
        """
        found = self.first_map()
        if self.position != len(self._data):
            raise CheckpointError(f"{len(self._data) - self.position} bytes follow its end")
        return found

    def _take(self, count: int) -> memoryview:
        """Return the next bytes, without a copy."""
        start, self.position = self.position, self.position + count
        if self.position > len(self._data):
            raise CheckpointError("is cut off")
        return self._data[start : self.position]

    def _length(self, size: int) -> int:
        return int.from_bytes(self._take(size), "big")

    def _value(self, depth: int) -> Any:
        """Return the next value; bytes as a view."""
        if self.position >= len(self._data):
            raise CheckpointError("is cut off")
        tag = self._data[self.position]
        self.position += 1
        self._left -= 1
        if depth > DEEPEST:
            raise CheckpointError(f"is nested deeper than {DEEPEST} levels")
        if self._left < 0:
            raise CheckpointError(f"has more than {MOST_VALUES} values")
        if tag < 0x80 or tag >= 0xE0:
            return tag if tag < 0x80 else tag - 0x100
        if tag <= 0x8F:
            return self._map(tag & 0x0F, depth)
        if tag <= 0x9F:
            return self._list(tag & 0x0F, depth)
        if tag <= 0xBF:
            return self._text(tag & 0x1F)
        if tag in CONSTANTS:
            return CONSTANTS[tag]
        if tag in NUMBERS:
            return NUMBERS[tag].unpack(self._take(NUMBERS[tag].size))[0]
        return self._sized(tag, depth)

    def _sized(self, tag: int, depth: int) -> Any:
        """Return the value of a tag that is followed by a length."""
        if tag in BINS:
            return self._take(self._length(BINS[tag]))
        if tag in TEXTS:
            return self._text(self._length(TEXTS[tag]))
        if tag in LISTS:
            return self._list(self._length(LISTS[tag]), depth)
        if tag in MAPS:
            return self._map(self._length(MAPS[tag]), depth)
        raise CheckpointError("is an extension or unknown, which the format has none of")

    def _text(self, length: int) -> str:
        try:
            return str(self._take(length), "utf-8")
        except UnicodeDecodeError as error:
            raise CheckpointError(f"is malformed: no UTF-8 ({error.reason})") from error

    def _bounded(self, count: int) -> int:
        if count > min(self._left, len(self._data) - self.position):
            raise CheckpointError(f"has {count} entries, more than the section can hold")
        return count

    def _list(self, count: int, depth: int) -> list[Any]:
        found = [None] * self._bounded(count)
        index = 0
        try:
            for index in range(count):
                found[index] = self._value(depth + 1)
        except CheckpointError as error:
            raise _within(f"[{index}]", error) from error
        return found

    def _array(self) -> NDArray[Any] | None:
        """Return the array whose map begins here, read at a stroke; None where it is not written as Quale does."""
        matched = ARRAY.match(self._data, self.position, self.position + LONGEST_LEAD)
        if matched is None:
            return None
        dtype, one, rows, columns = matched.groups()
        self._left -= 7 + (not one)
        self.position = matched.end()
        tag = self._take(1)[0]
        if tag not in BINS:  # in several pieces
            self.position, self._left = matched.start(), self._left + 7 + (not one)
            return None
        shape = [_number(one)] if one else [_number(rows), _number(columns)]
        return array(str(dtype, "ascii"), shape, self._take(self._length(BINS[tag])))

    def _map(self, count: int, depth: int) -> Any:
        if count == len(ARRAY_KEYS) and self._left > LONGEST_LEAD and (read := self._array()) is not None:
            return read
        found: dict[str, Any] = {}
        for _ in range(self._bounded(count)):
            key = self._value(DEEPEST)
            if type(key) is not str:
                raise CheckpointError("has a key that is not a text")
            if key in found:
                raise CheckpointError("is there twice", field=key[:40])
            try:
                found[key] = self._value(depth + 1)
            except CheckpointError as error:
                raise _within(key[:40], error) from error
        if found.keys() == ARRAY_KEYS:
            return array(found["dtype"], found["shape"], found["data"])
        return {key: bytes(value) if type(value) is memoryview else value for key, value in found.items()}


def _number(written: bytes) -> int:
    """Return a whole number in one of the forms that ARRAY matches."""
    return written[0] if len(written) == 1 else int.from_bytes(written[1:], "big")


def _within(outer: str, error: CheckpointError) -> CheckpointError:
    """Return the error with its field below another: paths are only made where something is wrong."""
    dot = "." if error.field and not error.field.startswith("[") else ""
    return CheckpointError(error.reason, field=f"{outer}{dot}{error.field}")


def array(dtype: object, shape: object, data: object) -> NDArray[Any]:
    """Return the read-only array of a map {dtype, shape, data}, in the machine's byte order and aligned.

    Raises:
        CheckpointError: it has another type, another shape, or not the bytes for them.
    """
    if type(dtype) is not str or dtype not in DTYPES:
        raise CheckpointError(f"wants a dtype of {', '.join(DTYPES)}")
    if not isinstance(shape, list) or not all(type(n) is int and 0 <= n < 2**48 for n in shape) or len(shape) > 2:
        raise CheckpointError("wants a shape of at most two lengths")
    if isinstance(data, list) and all(type(piece) is memoryview for piece in data):
        data = memoryview(b"".join(data))
    if type(data) is not memoryview:
        raise CheckpointError("wants data as bytes")
    wanted = np.dtype(dtype).itemsize
    for length in shape:
        wanted *= length
    if len(data) != wanted:
        raise CheckpointError(f"wants {wanted} bytes of data for shape {shape}, has {len(data)}")
    little = np.frombuffer(data, dtype).reshape(shape)
    native = little.astype(little.dtype.newbyteorder("="), copy=True)
    native.flags.writeable = False
    return native
