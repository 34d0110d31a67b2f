"""Entities imported from a CSV file: every mistake names file, row and column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from quale.diagnostics import Note, Source, Span
from quale.language.blocks.data_files import DataFiles
from quale.language.blocks.entity import MOST_ENTITIES
from quale.language.scope.context import Context
from quale.language.scope.declarations import KindName, ValueName, WorldNames
from quale.language.scope.suggest import hint
from quale.language.syntax.number_text import shown
from quale.language.syntax.tree import Import

Row = tuple[float, ...]
"""Property values of one entity, in property order."""

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_CELL = re.compile(r'[ \t]*(?:"(?P<quoted>(?:[^"]|"")*)"[ \t]*|(?P<plain>[^,\n"]*))(?P<end>,|\n|$)')


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell and its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Header:
    """The header row: its cells, the index of each column, and where it stands."""

    cells: tuple[Cell, ...]
    columns: dict[str, int]
    span: Span

    @property
    def kind(self) -> str:
        """Name of the column that names the kind."""
        return "type" if "type" in self.columns else "kind"


def import_entities(
    imports: tuple[Import, ...], world: WorldNames, context: Context, data: DataFiles
) -> dict[str, list[Row]]:
    """Return the imported rows by kind, in the order of the files; mistakes are reported."""
    rows: dict[str, list[Row]] = {}
    for import_ in imports:
        source = data.text(import_.file) if import_.what.text == "entities" else None
        if source is None:
            continue
        for kind, row in _import(source, world, context):
            rows.setdefault(kind, []).append(row)
        if sum(map(len, rows.values())) > MOST_ENTITIES:
            context.findings.error(import_.file.span, f"a world imports at most {MOST_ENTITIES:,} entities", "too many")
            return {}
    return rows


def read_cells(source: Source, context: Context) -> list[list[Cell]]:
    """Split a CSV text (RFC 4180) into rows of cells; blank lines are skipped, broken quotes reported."""
    rows: list[list[Cell]] = [[]]
    position, text = 0, source.text
    while position <= len(text):
        found = _CELL.match(text, position)
        if found is None:
            end = text.find("\n", position)
            end = len(text) if end < 0 else end
            context.findings.error(Span(source, position, end), "this cell is not CSV", "a quote stands where none can")
            return []
        quoted = found["quoted"]
        name = "plain" if quoted is None else "quoted"
        start, end = found.span(name)
        raw = found[name]
        cell = raw.strip() if quoted is None else quoted.replace('""', '"')
        end = start + len(raw.rstrip()) if quoted is None else end
        rows[-1].append(Cell(cell, Span(source, start, max(end, start))))
        position = found.end()
        if found["end"] == "\n":
            rows.append([])
        elif not found["end"]:
            break
    return [row for row in rows if len(row) > 1 or (row and row[0].text)]


def _import(source: Source, world: WorldNames, context: Context) -> Iterator[tuple[str, Row]]:
    found = context.findings.errors
    table = read_cells(source, context)
    if not table:
        if context.findings.errors == found:
            context.findings.file_error(source.name, "the file is empty", "expected a header row: type,position,…")
        return
    header = _header(table[0], world, source, context)
    if header is None:
        return
    for kind in world.kinds.values():
        _columns_are_there(kind, header, table[1:], context)
    for row in table[1:]:
        if len(row) != len(header.cells):
            context.findings.error(
                Span(source, row[0].span.start, row[-1].span.end),
                f"this row has {len(row)} cells",
                f"the header has {len(header.cells)}",
            )
            continue
        kind_ = _kind(row, header, world, context)
        values = _values(row, header, kind_, world, context) if kind_ is not None else None
        if kind_ is not None and values is not None:
            yield kind_.name, values


def _header(cells: list[Cell], world: WorldNames, source: Source, context: Context) -> Header | None:
    columns: dict[str, int] = {}
    known = _columns(world)
    for i, cell in enumerate(cells):
        if cell.text in columns:
            context.findings.error(
                cell.span,
                f"column `{cell.text}` stands twice",
                notes=(Note("first here", cells[columns[cell.text]].span),),
            )
        elif cell.text not in known and cell.text not in ("type", "kind"):
            context.findings.absent(
                cell.span,
                f"unknown column `{cell.text}`",
                f"no property of an entity of world `{world.name}`",
                hint(cell.text, ("type", "kind", *sorted(known))),
                of=("world",),
            )
        columns.setdefault(cell.text, i)
    span = Span(source, cells[0].span.start, cells[-1].span.end)
    if "type" not in columns and "kind" not in columns:
        context.findings.error(span, "no column names the kind", "expected a column `type`")
        return None
    return Header(tuple(cells), columns, span)


def _columns(world: WorldNames) -> set[str]:
    return {name for kind in world.kinds.values() for name in kind.properties}


def _columns_are_there(kind: KindName, header: Header, rows: list[list[Cell]], context: Context) -> None:
    column = header.columns[header.kind]
    if not any(len(row) > column and row[column].text == kind.name for row in rows):
        return
    for name in kind.properties:
        if name not in header.columns:
            context.findings.error(
                header.span, f"column `{name}` is missing", f"entity `{kind.name}` has this property"
            )


def _kind(row: list[Cell], header: Header, world: WorldNames, context: Context) -> KindName | None:
    cell = row[header.columns[header.kind]]
    kind = world.kinds.get(cell.text)
    if kind is None:
        context.findings.absent(
            cell.span,
            f"unknown entity `{cell.text}`",
            f"not an entity of world `{world.name}`",
            hint(cell.text, world.kinds),
            of=("world",),
        )
        return None
    for column, i in header.columns.items():
        other = column != header.kind and column not in kind.properties and column in _columns(world)
        if other and row[i].text:
            context.findings.absent(
                row[i].span, f"entity `{kind.name}` has no property `{column}`", "leave this cell empty"
            )
    return kind


def _values(row: list[Cell], header: Header, kind: KindName, world: WorldNames, context: Context) -> Row | None:
    values: list[float] = []
    for name, declared in kind.properties.items():
        value = _value(row[header.columns[name]], declared, context) if name in header.columns else None
        if value is not None:
            values.append(value)
    if len(values) < len(kind.properties):
        return None
    if world.walls:
        x, y = values[kind.properties["x"].index], values[kind.properties["y"].index]
        if not _on_grid(x, y, row[header.columns["x"]].span, world, context):
            return None
    return tuple(values)


def _value(cell: Cell, declared: ValueName, context: Context) -> float | None:
    if declared.truth and cell.text in ("true", "false"):
        return float(cell.text == "true")
    column = declared.name
    if not _NUMBER.fullmatch(cell.text):
        wanted = "`true`, `false`, 0 or 1" if declared.truth else "a number"
        message = f"`{cell.text}` is no number" if cell.text else "this cell is empty"
        context.findings.error(cell.span, message, f"column `{column}` expects {wanted}")
        return None
    value = float(cell.text)
    wanted = _misfit(value, declared)
    if wanted:
        context.findings.error(cell.span, f"`{cell.text}` does not fit", f"column `{column}` expects {wanted}")
        return None
    return value


def _misfit(value: float, declared: ValueName) -> str:
    """Return what a property wants instead of a value, "" if the value fits."""
    low, high = declared.type.low, declared.type.high
    if not isfinite(value):
        return "a finite number"
    if declared.truth and value not in (0, 1):
        return "`true`, `false`, 0 or 1"
    if declared.type.kind == "int" and value != int(value):
        return "a whole number"
    return "" if low <= value <= high else f"{shown(low)}..{shown(high)}"


def _on_grid(x: float, y: float, span: Span, world: WorldNames, context: Context) -> bool:
    if not (x == int(x) and y == int(y) and 0 <= x < world.width and 0 <= y < world.height):
        context.findings.error(
            span, f"cell ({shown(x)}, {shown(y)}) is not on the grid", f"{world.width} wide, {world.height} high"
        )
        return False
    if world.walls[int(y)][int(x)]:
        context.findings.error(span, f"cell ({shown(x)}, {shown(y)}) is a wall", "an entity needs a free cell")
        return False
    return True
