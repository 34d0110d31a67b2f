"""A CSV file as a table: every mistake names file, row and column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from quale.cells import Cell, no_number, number_in, read_rows, shortened
from quale.diagnostics import Source, Span
from quale.domains.dataset.table import Columns, Mistakes

_TRUTHS = {"true": 1.0, "false": 0.0}


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A text whose header is read, and the rows that are still to come."""

    source: Source
    header: tuple[Cell, ...]  # up to the last cell that says something
    rows: Iterator[tuple[Cell, ...]]
    mistakes: Mistakes
    places: Mapping[str, int]  # of the columns that have a name
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(self.places)

    def read(self, numbers: tuple[str, ...], labels: tuple[str, ...]) -> Columns | None:
        """Read columns as numbers and as texts; None where something in them is wrong, which is told then."""
        found = self._plainly(numbers, labels) or self._carefully(numbers, labels)
        return None if self.mistakes.count else found

    def _plainly(self, numbers: tuple[str, ...], labels: tuple[str, ...]) -> Columns | None:
        """Read a table without quotes and comments at once; None where anything is out of the ordinary.

        It takes a tenth of the time. What it makes of a cell is what `_carefully` makes of it, or nothing.
        """
        text, width = self.source.text, len(self.header)
        if width < 2 or '"' in text or "#" in text:
            return None
        separator = text[self.header[0].span.end : self.header[1].span.start].strip(" ")
        line_end = text.find("\n", self.header[-1].span.end)
        if len(separator) != 1 or line_end < 0:
            return None
        lines = [line for line in text[line_end + 1 :].split("\n") if line]
        if not lines or any(line.count(separator) != width - 1 for line in lines):
            return None
        values = np.zeros((len(lines), 0))
        if numbers:
            try:
                values = np.loadtxt(
                    lines,
                    delimiter=separator,
                    usecols=[self.places[name] for name in numbers],
                    ndmin=2,
                    comments=None,
                )
            except ValueError:
                return None
        if not np.isfinite(values).all():
            return None
        texts = [[line.split(separator)[self.places[name]].strip(" \t") for line in lines] for name in labels]
        if not all(map(all, texts)):
            return None
        columns = {name: _sealed(values[:, place]) for place, name in enumerate(numbers)}
        return Columns(len(lines), columns, {name: tuple(found) for name, found in zip(labels, texts, strict=True)})

    def _carefully(self, numbers: tuple[str, ...], labels: tuple[str, ...]) -> Columns | None:
        """Read cell after cell, and tell what is wrong with each."""
        width, count = len(self.header), 0
        values: dict[str, list[float]] = {name: [] for name in numbers}
        texts: dict[str, list[str]] = {name: [] for name in labels}
        for written in self.rows:
            if self.mistakes.full:
                break
            row = written[:width] if not any(cell.text for cell in written[width:]) else written
            if len(row) != width:
                span = Span(self.source, row[0].span.start, row[-1].span.end)
                self.mistakes.error(span, f"this row has {len(row)} cells", f"the header has {width}")
                continue
            count += 1
            for name, column in values.items():
                column.append(self._number(row[self.places[name]], name, first=count == 1))
            for name, words in texts.items():
                cell = row[self.places[name]]
                if not cell.text:
                    self.mistakes.error(cell.span, "this cell is empty", f"column `{name}` expects a value")
                words.append(normalize("NFC", cell.text))
        columns = {name: _sealed(np.array(column, dtype=np.float64)) for name, column in values.items()}
        return Columns(count, columns, {name: tuple(words) for name, words in texts.items()})

    def _number(self, cell: Cell, name: str, *, first: bool) -> float:
        """Return the number in a cell, 0 where it is none, which is told then."""
        value = number_in(cell.text)
        if value is None:
            value = _TRUTHS.get(cell.text.lower())
        if value is None:
            message, advice = no_number(cell.text)
            if first and cell.text and not advice:
                advice = f"`category: [{name}]` makes an input of each value of a column"
            self.mistakes.error(cell.span, message, f"column `{name}` expects a number", advice)
            return 0.0
        if not isfinite(value):
            message = f"`{shortened(cell.text)}` does not fit"
            self.mistakes.error(cell.span, message, f"column `{name}` expects a finite number")
            return 0.0
        return value


def open_csv(source: Source, mistakes: Mistakes) -> CsvTable | None:
    """Return a text as a table; None where its header cannot be one, which is told then."""
    rows = read_rows(source, mistakes)
    header = next(rows, None)
    if header is None:
        if not mistakes.count:
            mistakes.error(mistakes.span, f"the file {source.name} is empty", "expected a row of columns' names")
        return None
    header = header[: 1 + max(place for place, cell in enumerate(header) if cell.text)]
    places: dict[str, int] = {}
    for place, cell in enumerate(header):
        name = normalize("NFC", cell.text)
        if name in places:
            mistakes.error(cell.span, f"column `{shortened(name)}` stands twice")
        elif name:
            places[name] = place
        elif place:  # pandas numbers its rows in a first column without a name
            mistakes.error(cell.span, "this column has no name", "expected the name of a column")
    return None if mistakes.count else CsvTable(source, header, rows, mistakes, places)


def _sealed(column: NDArray[np.float64]) -> NDArray[np.float64]:
    column = np.ascontiguousarray(column)
    column.setflags(write=False)
    return column
