"""The columns of a CSV file: every mistake names file, row and column."""

from collections.abc import Mapping
from itertools import islice
from math import isfinite
from unicodedata import normalize

from quale.cells import Cell, no_number, number_in, read_rows, shortened
from quale.diagnostics import Note, Source
from quale.language.scope.diagnostic_log import DiagnosticLog

MOST_ERRORS = 100
"""Told of one file."""

MOST_ROWS = 100_000

_TRUTHS = {"true": 1.0, "false": 0.0}


def csv_columns(
    source: Source, only: tuple[str, ...] | None, defaults: Mapping[str, float], log: DiagnosticLog
) -> dict[str, tuple[float, ...]] | None:
    """Return the columns of a file by name; None where it has mistakes. `only` lists those that count."""
    before = log.errors
    rows = read_rows(source, log)
    header = next(rows, None)
    if header is None:
        if log.errors == before:
            log.file_error(source.name, "the file is empty", "expected a header row with the names of columns")
        return None
    places = _places(header, only, log)
    columns: dict[str, list[float]] = {name: [] for name in places}
    for row in islice(rows, MOST_ROWS + 1):
        if log.errors - before >= MOST_ERRORS:
            log.file_error(source.name, f"the file has {MOST_ERRORS} mistakes or more", "the rest is not told")
            return None
        for name, place in places.items():
            value = _value(row, place, name, only, defaults, log)
            columns[name].append(value)
    if columns and len(next(iter(columns.values()))) > MOST_ROWS:
        log.file_error(source.name, f"a table has at most {MOST_ROWS:,} rows", "leave some out")
    return {name: tuple(values) for name, values in columns.items()} if log.errors == before else None


def _places(header: tuple[Cell, ...], only: tuple[str, ...] | None, log: DiagnosticLog) -> dict[str, int]:
    """Return which cell of a row each column is."""
    places: dict[str, int] = {}
    for place, cell in enumerate(header):
        name = normalize("NFC", cell.text)
        if not name or (only is not None and name not in only):
            continue
        if name in places:
            note = Note("first here", header[places[name]].span)
            log.error(cell.span, f"column `{shortened(name)}` stands twice", notes=(note,))
        places.setdefault(name, place)
    return places


def _value(
    row: tuple[Cell, ...],
    place: int,
    name: str,
    only: tuple[str, ...] | None,
    defaults: Mapping[str, float],
    log: DiagnosticLog,
) -> float:
    cell = row[place] if place < len(row) else Cell("", row[-1].span)
    if not cell.text and name in defaults:
        return defaults[name]
    value = _TRUTHS.get(cell.text.lower(), number_in(cell.text))
    if value is not None and isfinite(value):
        return value
    message, advice = no_number(cell.text) if value is None else (f"`{shortened(cell.text)}` is too large", "")
    choice = "name the columns that count: `only: [a, b]`" if only is None else ""
    log.error(cell.span, message, f"column `{shortened(name)}` expects a number", advice or choice)
    return 0.0
