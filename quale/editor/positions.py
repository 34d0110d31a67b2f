"""Places as editors count them: lines from 0, and UTF-16 code units in a line."""

from dataclasses import dataclass
from functools import cached_property

from quale.diagnostics import Source, Span


@dataclass(frozen=True)
class Lines:
    """The lines of a text."""

    source: Source

    @cached_property
    def starts(self) -> list[int]:
        """Where lines begin."""
        text = self.source.text
        return [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]

    def offset(self, line: int, column: int) -> int:
        """Return the place in the text of a line and a column in UTF-16 code units."""
        text = self.source.text
        if line >= len(self.starts):
            return len(text)
        start = self.starts[line]
        end = self.starts[line + 1] - 1 if line + 1 < len(self.starts) else len(text)
        units, at = 0, start
        while at < end and units < column:
            units += 2 if ord(text[at]) > 0xFFFF else 1
            at += 1
        return at

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column in UTF-16 code units of a place in the text."""
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= offset else (low, middle)
        written = self.source.text[self.starts[low] : offset]
        return low, len(written) + sum(ord(letter) > 0xFFFF for letter in written)

    def range(self, span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return both ends of a span."""
        return self.position(span.start), self.position(span.end)
