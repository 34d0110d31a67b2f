"""What a data file holds, whatever its format: named columns, of which those are read that are wanted.

Letters: R rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import Span
from quale.model.domain import Report

MOST_MISTAKES = 100
"""Told of one file."""

MOST_NUMBERS = 1 << 27
"""Of a file: a gibibyte of doubles."""


@dataclass(frozen=True, slots=True)
class Columns:
    """R rows of the columns that were asked for, by name."""

    rows: int
    numbers: Mapping[str, NDArray[np.float64]]  # [R] each, finite, read-only
    labels: Mapping[str, tuple[str, ...]]  # R texts each


class Table(Protocol):
    """A data file that was opened."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its columns, in order."""

    @property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Names that stand for several columns: those of an array with more than one dimension."""

    def read(self, numbers: tuple[str, ...], labels: tuple[str, ...]) -> Columns | None:
        """Read columns as numbers and as texts; None where something in them is wrong, which is told then."""


@dataclass(slots=True)
class Mistakes:
    """A report that is told so many mistakes of a file and no more."""

    report: Report
    span: Span  # where the program names the file
    count: int = 0

    @property
    def full(self) -> bool:
        """Whether no more are told."""
        return self.count >= MOST_MISTAKES

    def error(self, span: Span, message: str, label: str = "", hint: str = "") -> None:
        """Tell a mistake."""
        self.count += 1
        if self.count <= MOST_MISTAKES:
            self.report.error(span, message, label, hint)
        if self.count == MOST_MISTAKES:
            self.report.error(self.span, f"the file has {MOST_MISTAKES} mistakes or more", "the rest is not told")


@dataclass(frozen=True, slots=True)
class ArrayTable:
    """Columns that are arrays already: of an NPZ file, or a Parquet file."""

    columns: Mapping[str, NDArray[np.generic]]  # [R] each
    mistakes: Mistakes
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(self.columns)

    def read(self, numbers: tuple[str, ...], labels: tuple[str, ...]) -> Columns | None:
        """Read columns as numbers and as texts; None where something in them is wrong, which is told then."""
        rows = {len(self.columns[name]) for name in (*numbers, *labels)}
        if len(rows) > 1:
            counts = ", ".join(f"`{name}` {len(self.columns[name]):,}" for name in (*numbers, *labels)[:8])
            self._wrong("the columns have different numbers of rows", counts)
            return None
        found = {name: self._numbers(name) for name in numbers}
        texts = {name: self._labels(name) for name in labels}
        if self.mistakes.count:
            return None
        return Columns(rows.pop() if rows else 0, found, texts)

    def _numbers(self, name: str) -> NDArray[np.float64]:
        """Return a column as numbers, and tell the first value that is none."""
        column = self.columns[name]
        if column.dtype.kind not in "biuf":
            named = column.dtype.kind in "UO"
            hint = f"`category: [{name}]` makes an input of each of its values" if named else ""
            self._wrong(f"column `{name}` holds no numbers", f"it holds {_kind(column)}", hint)
            return np.zeros(0)
        values = np.array(column, dtype=np.float64)
        values.setflags(write=False)
        wrong = np.flatnonzero(~np.isfinite(values))
        if len(wrong):
            more = f", and {len(wrong) - 1:,} more like it" if len(wrong) > 1 else ""
            self._wrong(f"row {wrong[0] + 1:,} of column `{name}` is {values[wrong[0]]}{more}", "expected a number")
        return values

    def _labels(self, name: str) -> tuple[str, ...]:
        """Return a column as texts, and tell the first value that is none."""
        column = self.columns[name]
        if column.dtype.kind == "O" and (missing := [row for row, one in enumerate(column) if one is None]):
            more = f", and {len(missing) - 1:,} more like it" if len(missing) > 1 else ""
            self._wrong(f"row {missing[0] + 1:,} of column `{name}` is empty{more}", "expected a value")
            return ()
        if column.dtype.kind not in "biufUO":
            self._wrong(f"column `{name}` holds no texts or numbers", f"it holds {_kind(column)}")
            return ()
        if column.dtype.kind == "f":
            return tuple(str(int(one)) if one.is_integer() else repr(one) for one in column.tolist())
        return tuple(map(str, column.tolist()))

    def _wrong(self, message: str, label: str, hint: str = "") -> None:
        self.mistakes.error(self.mistakes.span, message, label, hint)


def _kind(column: NDArray[np.generic]) -> str:
    return {"U": "texts", "O": "texts", "S": "bytes", "M": "dates", "m": "times", "c": "complex numbers"}.get(
        column.dtype.kind, str(column.dtype)
    )
