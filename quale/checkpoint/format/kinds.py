"""The kinds of plain data that a checkpoint may hold, each with its check."""

from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np

from quale.diagnostics import CheckpointError

INT64 = 2**63 - 1

Letters: TypeAlias = dict[str, int]
"""What each letter stands for, as far as the file has been read."""


class Kind(Protocol):
    """A type of plain data that can check whether a value is one."""

    def check(self, value: object, letters: Letters, field: str, /) -> None:
        """Check a value; `letters` learns what each letter stands for.

        Raises:
            CheckpointError: with the field's path, what was wanted and what came.
        """


@dataclass(frozen=True, slots=True)
class Array:
    """An array of exactly this element type and shape. `rule`: "finite", "number" (not NaN), or none."""

    dtype: str
    shape: tuple[str | int, ...]  # a number, a letter, a letter + 1 as in "P+1", or "" for any length
    rule: str = ""

    def check(self, value: object, letters: Letters, field: str) -> None:
        """Check type, shape, and values."""
        array = _typed(value, np.ndarray, field)
        if array.dtype != np.dtype(self.dtype):
            raise CheckpointError(f"wants elements of type {self.dtype}, has {array.dtype.str}", field=field)
        if array.ndim != len(self.shape):
            raise CheckpointError(f"wants {len(self.shape)} dimensions, has {array.ndim}", field=field)
        for length, letter in zip(array.shape, self.shape, strict=True):
            _same(length, letter, letters, field)
        if self.dtype == "|b1" and array.size and int(array.view(np.uint8).max()) > 1:
            raise CheckpointError("wants bytes 0 and 1 only", field=field)
        if self.rule:
            right = np.isfinite(array) if self.rule == "finite" else ~np.isnan(array)
            if not right.all():
                first = int(np.argmin(right))
                raise CheckpointError(f"wants {self.rule} values, has {array.flat[first]} at {first}", field=field)


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number within bounds."""

    low: int = 0
    high: int = INT64

    def check(self, value: object, _letters: Letters, field: str) -> None:
        """Check type and bounds."""
        number = _typed(value, int, field)
        if not self.low <= number <= self.high:
            raise CheckpointError(f"wants a number from {self.low} to {self.high}, is {number}", field=field)


@dataclass(frozen=True, slots=True)
class Real:
    """A finite number of at least `low`."""

    low: float = -np.inf

    def check(self, value: object, _letters: Letters, field: str) -> None:
        """Check type and bounds."""
        number = _typed(value, float, field)
        if not (np.isfinite(number) and number >= self.low):
            raise CheckpointError(f"wants a finite number of at least {self.low}, is {number}", field=field)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of at most `longest` characters."""

    longest: int = 2**30

    def check(self, value: object, _letters: Letters, field: str) -> None:
        """Check type and length."""
        text = _typed(value, str, field)
        if len(text) > self.longest:
            raise CheckpointError(f"wants at most {self.longest} characters, has {len(text)}", field=field)


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes, `length` of them when it is given."""

    length: int | None = None

    def check(self, value: object, _letters: Letters, field: str) -> None:
        """Check type and length."""
        raw = _typed(value, bytes, field)
        if self.length is not None and len(raw) != self.length:
            raise CheckpointError(f"wants {self.length} bytes, has {len(raw)}", field=field)


@dataclass(frozen=True, slots=True)
class Items:
    """A list of things of one kind; its letter, when it has one, stands for its length.

    `unique` is a field of the items, maps, that no two have alike.
    """

    item: Kind
    letter: str = ""
    unique: str = ""

    def check(self, value: object, letters: Letters, field: str) -> None:
        """Check every item."""
        entries = _typed(value, list, field)
        for index, entry in enumerate(entries):
            self.item.check(entry, letters, f"{field}[{index}]")
        if self.unique and len({entry[self.unique] for entry in entries}) < len(entries):
            raise CheckpointError(f"has a {self.unique} twice", field=field)
        if self.letter:
            _same(len(entries), self.letter, letters, field)


@dataclass(frozen=True, slots=True)
class Row:
    """A list of exactly these things."""

    items: tuple[Kind, ...]

    def check(self, value: object, letters: Letters, field: str) -> None:
        """Check number and kinds of the items."""
        entries = _typed(value, list, field)
        if len(entries) != len(self.items):
            raise CheckpointError(f"wants {len(self.items)} items, has {len(entries)}", field=field)
        for index, (entry, item) in enumerate(zip(entries, self.items, strict=True)):
            item.check(entry, letters, f"{field}[{index}]")


@dataclass(frozen=True, slots=True)
class Table:
    """A map with exactly these fields."""

    fields: tuple[tuple[str, Kind], ...]

    def check(self, value: object, letters: Letters, field: str) -> None:
        """Check that the fields are these, and each of them."""
        found = _typed(value, dict, field)
        names = [name for name, _ in self.fields]
        missing = [name for name in names if name not in found]
        if missing:
            raise CheckpointError("is missing", field=_join(field, missing[0]))
        if len(found) > len(names):
            extra = next(name for name in found if name not in names)
            raise CheckpointError("is not a field of this format", field=_join(field, str(extra)[:40]))
        for name, kind in self.fields:
            kind.check(found[name], letters, _join(field, name))


@dataclass(frozen=True, slots=True)
class Maybe:
    """The kind or nil."""

    kind: Kind

    def check(self, value: object, letters: Letters, field: str) -> None:
        """Check what is there."""
        if value is not None:
            self.kind.check(value, letters, field)


def _typed(value: object, wanted: type, field: str) -> Any:
    # type() and not isinstance: True must not pass for 1.
    if type(value) is not wanted:
        raise CheckpointError(f"wants {wanted.__name__}, is {type(value).__name__}", field=field)
    return value


def _same(length: int, letter: str | int, letters: Letters, field: str) -> None:
    """Check a length against what its letter stands for, or learn it."""
    if letter == "":
        return
    more = 1 if isinstance(letter, str) and letter.endswith("+1") else 0
    if isinstance(letter, int):
        wanted = letter
    else:
        wanted = letters.setdefault(letter.removesuffix("+1"), max(length - more, 0)) + more
    if length != wanted:
        raise CheckpointError(f"wants length {wanted} ({letter}), has {length}", field=field)


def _join(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name
