"""Walls of a grid: none, a border, or a map drawn in a text file."""

from quale.diagnostics import Source, Span
from quale.language.blocks.data_files import DataFiles
from quale.language.scope.context import Context
from quale.language.syntax.tree import TextLiteral

Walls = tuple[tuple[bool, ...], ...]

_WALL, _FREE = "#", ". "


def open_field(width: int, height: int) -> Walls:
    """Return a grid without walls."""
    return ((False,) * width,) * height


def border(width: int, height: int) -> Walls:
    """Return a grid whose outer ring is a wall."""
    full = (True,) * width
    inner = (True, *(False,) * (width - 2), True) if width > 1 else (True,)
    return (full, *(inner,) * (height - 2), full) if height > 1 else (full,)


def walls_from_map(name: TextLiteral, size: tuple[int, int], context: Context, data: DataFiles) -> Walls | None:
    """Return the walls that a file draws, or report what is wrong with it. `#` is a wall, `.` or a blank is free."""
    source = data.text(name)
    if source is None:
        return None
    width, height = size
    lines = source.text.removesuffix("\n").split("\n")
    if len(lines) != height:
        context.log.file_error(
            source.name, f"the map has {len(lines)} lines", f"the grid is {width} wide and {height} high"
        )
        return None
    start, sound = 0, True
    for line in lines:
        sound = _line(line, start, width, source, context) and sound
        start += len(line) + 1
    return tuple(tuple(cell == _WALL for cell in line) for line in lines) if sound else None


def _line(line: str, start: int, width: int, source: Source, context: Context) -> bool:
    strange = next((i for i, cell in enumerate(line) if cell not in _WALL + _FREE), None)
    if strange is not None:
        context.log.error(
            Span(source, start + strange, start + strange + 1),
            f"`{line[strange]}` means nothing in a map",
            "expected `#` for a wall, `.` for a free cell",
        )
        return False
    if len(line) != width:
        context.log.error(
            Span(source, start, start + len(line)),
            f"this line of the map has {len(line)} cells",
            f"the grid is {width} wide",
        )
    return len(line) == width
