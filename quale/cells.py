"""CSV text to rows of cells, as RFC 4180, spreadsheets and pandas have it, in time linear in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from quale.diagnostics import Source, Span

MOST_CELLS = 10_000
"""Cells of a row."""

_LONGEST = 40  # characters quoted of a cell

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?\d+,\d+")

_DECLARED = re.compile(r'"?sep=(?P<separator>[,;\t])"?[ \t]*+(?:\n|\Z)')  # a spreadsheet's own first line
_FIRST = re.compile(r"(?:[ \t]*+(?:#[^\n]*+)?\n)*+(?P<row>[^\n]*+)")
_QUOTED = re.compile(r'"[^"]*+"')
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell and its place."""

    text: str
    span: Span


class Log(Protocol):
    """Where it is told what is no CSV."""

    def error(self, span: Span, message: str, label: str = "") -> None:
        """Say what is wrong at a place."""


def number_in(text: str) -> float | None:
    """Return the number that a cell says, None where it is none; it may be too large for a double, and infinite."""
    return float(text) if _NUMBER.fullmatch(text) else None


def no_number(text: str) -> tuple[str, str]:
    """Return in words what a cell is that is no number, and what to do where that can be said."""
    message = f"`{shortened(text)}` is no number" if text else "this cell is empty"
    return message, f"numbers have a point: write `{text.replace(',', '.')}`" if _COMMA.fullmatch(text) else ""


def shortened(text: str) -> str:
    """Return as much of a cell as a message quotes."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def read_rows(source: Source, log: Log) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a CSV text, leaving out empty ones and comments (`#`); end, with an error, at what is no CSV.

    The separator is a comma; a semicolon or a tab where the first row has more of them or a line `sep=;` says so.
    Cells may stand in double quotes, which are doubled inside.
    """
    text, position, separator = source.text, 0, ""
    declared = _DECLARED.match(text)
    if declared:
        position, separator = declared.end(), declared["separator"]
    elif first := _FIRST.match(text):
        row = _QUOTED.sub("", first["row"])
        separator = max(_SEPARATORS, key=row.count)  # the comma, where none is ahead
    # Possessive throughout: what was matched is never tried another way.
    blank = "[ ]*+" if separator == "\t" else r"[ \t]*+"
    idle_line = rf"(?:[ \t{separator}]*+|[ \t]*+#[^\n]*+)"
    idle = re.compile(rf"(?:{idle_line}\n)*+(?:{idle_line}\Z)?+")
    cell = re.compile(
        rf'{blank}(?:"(?P<quoted>(?:[^"]|"")*+)"{blank}|(?P<plain>[^{separator}\n"]*+))(?P<end>{separator}|\n|\Z)'
    )
    while True:
        skipped = idle.match(text, position)
        position = skipped.end() if skipped else position
        if position >= len(text):
            return
        row_, position = _row(source, position, cell, log)
        if position < 0:
            return
        if any(found.text for found in row_):
            yield row_


def _row(source: Source, position: int, cell: re.Pattern[str], log: Log) -> tuple[tuple[Cell, ...], int]:
    """Return one row and where the next one begins, -1 where this one is wrong."""
    row: list[Cell] = []
    while True:
        found = cell.match(source.text, position)
        if found is None:
            end = source.text.find("\n", position)
            span = Span(source, position, end if end >= 0 else len(source.text))
            log.error(span, "this cell is not CSV", "a quote stands where none can, or is never closed")
            return (), -1
        name = "plain" if found["quoted"] is None else "quoted"
        raw, start = found[name], found.start(name)
        text = raw.strip() if name == "plain" else raw.replace('""', '"')
        row.append(Cell(text, Span(source, start, start + len(raw.rstrip() if name == "plain" else raw))))
        position = found.end()
        if found["end"] == "\n" or not found["end"]:
            return tuple(row), position
        if len(row) == MOST_CELLS:
            log.error(row[-1].span, f"this row has more than {MOST_CELLS:,} cells", "too many")
            return (), -1
