"""Lines of the canonical layout: code, and the comments behind it, in columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field

WIDTH = 120
"""Columns that a line has where what is written can be broken."""


@dataclass(slots=True)
class Line:
    """One line to be: its indentation, its code, and the comment behind it."""

    indent: int
    blank_before: bool = False
    code: str = ""
    comment: str = ""
    column: int = -1  # of the comment where the author wrote it
    goes_on: bool = False  # a comment alone, which stands below the one behind the line above
    close: bool = False  # one blank before the comment, which is a warning of the checker's
    blocks: list[int] = field(default_factory=list)  # `{` of blocks that begin here

    @property
    def width(self) -> int:
        """Columns of the code."""
        return self.indent + len(self.code)


def render_lines(lines: list[Line]) -> str:
    """Return the text of lines; comments behind neighbouring lines stand below one another."""
    for group in _groups(lines):
        _align(group)
    return "".join(_rendered(line) for line in lines)


def _rendered(line: Line) -> str:
    before = "\n" if line.blank_before else ""
    return f"{before}{' ' * line.indent}{line.code}{line.comment}".rstrip(" \t") + "\n"


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the lines that stand together: one indentation, no blank line between."""
    group: list[Line] = []
    for line in lines:
        if group and (line.blank_before or (line.indent != group[-1].indent and not line.goes_on)):
            yield group
            group = []
        group.append(line)
    yield group


def _align(group: list[Line]) -> None:
    """Put blanks before comments, so that those of a group have one column if there is room."""
    behind = [line for line in group if line.comment and line.code and not line.close]
    column = max((line.width for line in behind), default=0) + 2
    longest = max((len(line.comment.partition("\n")[0]) for line in group if line.comment), default=0)
    together = column + longest <= WIDTH
    place = column
    for line in group:
        if line.close:
            line.comment = f" {line.comment}"
        elif line.goes_on:
            line.comment = f"{' ' * (place - line.indent)}{line.comment}"
        elif line.code and line.comment:
            place = column if together else line.width + 2
            line.comment = f"{' ' * (place - line.width)}{line.comment}"
