"""Entities imported from a CSV file: every mistake names file, row and column."""

import re
from dataclasses import dataclass
from math import isfinite

from quale.diagnostics import Note, Source, Span
from quale.language.check_kinds import MOST_ENTITIES
from quale.language.constant import shown
from quale.language.data import DataFiles
from quale.language.names import KindName, ValueName, WorldNames
from quale.language.nearest_name import hint
from quale.language.scope import Context
from quale.language.syntax import Import
from quale.model.model import GRID

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_CELL = re.compile(r'[ \t]*(?:"(?P<quoted>(?:[^"]|"")*)"[ \t]*|(?P<plain>[^,\n"]*))(?P<end>,|\n|$)')


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell and its place."""

    text: str
    span: Span


def import_entities(
    imports: tuple[Import, ...], world: WorldNames, context: Context, data: DataFiles
) -> dict[str, list[tuple[float, ...]]]:
    """Return the imported rows by kind, in the order of the files; mistakes are reported."""
    rows: dict[str, list[tuple[float, ...]]] = {}
    for import_ in imports:
        if import_.what.text != "entities":
            continue
        source = data.text(import_.file)
        if source is not None:
            _import(source, world, context, rows)
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
            context.findings.error(
                Span(source, position, end), "this cell is not CSV", "a quote stands where none can"
            )
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


def _import(
    source: Source, world: WorldNames, context: Context, rows: dict[str, list[tuple[float, ...]]]
) -> None:
    found = len(context.findings)
    table = read_cells(source, context)
    if not table:
        if len(context.findings) == found:
            context.findings.file_error(source.name, "the file is empty", "expected a header row: type,position,…")
        return
    header, *body = table
    columns = _header(header, world, source, context)
    if columns is None:
        return
    if sum(map(len, rows.values())) + len(body) > MOST_ENTITIES:
        context.findings.file_error(source.name, f"a world imports at most {MOST_ENTITIES:,} entities")
        return
    missing: set[tuple[str, str]] = set()
    for row in body:
        if len(row) != len(header):
            context.findings.error(
                Span(source, row[0].span.start, row[-1].span.end),
                f"this row has {len(row)} cells",
                f"the header has {len(header)}",
            )
            continue
        _row(row, header, columns, world, context, rows, missing)


def _header(header: list[Cell], world: WorldNames, source: Source, context: Context) -> dict[str, int] | None:
    columns: dict[str, int] = {}
    known = {name for kind in world.kinds.values() for name in kind.properties}
    for i, cell in enumerate(header):
        if cell.text in columns:
            context.findings.error(
                cell.span,
                f"column `{cell.text}` stands twice",
                "",
                notes=(Note("first here", header[columns[cell.text]].span),),
            )
        elif cell.text not in known and cell.text not in ("type", "kind"):
            context.findings.error(
                cell.span,
                f"unknown column `{cell.text}`",
                f"no property of an entity of world `{world.name}`",
                hint(cell.text, ("type", "kind", *sorted(known))),
            )
        columns.setdefault(cell.text, i)
    if "type" not in columns and "kind" not in columns:
        context.findings.error(
            Span(source, header[0].span.start, header[-1].span.end),
            "no column names the kind",
            "expected a column `type`",
        )
        return None
    return columns


def _row(
    row: list[Cell],
    header: list[Cell],
    columns: dict[str, int],
    world: WorldNames,
    context: Context,
    rows: dict[str, list[tuple[float, ...]]],
    missing: set[tuple[str, str]],
) -> None:
    named = "type" if "type" in columns else "kind"
    cell = row[columns[named]]
    kind = world.kinds.get(cell.text)
    if kind is None:
        context.findings.error(
            cell.span,
            f"unknown entity `{cell.text}`",
            f"not an entity of world `{world.name}`",
            hint(cell.text, world.kinds),
        )
        return
    for i, other in enumerate(row):
        column = header[i].text
        if other.text and column != named and column not in kind.properties and columns.get(column) == i:
            if any(column in known.properties for known in world.kinds.values()):
                context.findings.error(
                    other.span, f"entity `{kind.name}` has no property `{column}`", "leave this cell empty"
                )
    values: list[float] = []
    for name, declared in kind.properties.items():
        if name not in columns:
            if (kind.name, name) not in missing:
                missing.add((kind.name, name))
                context.findings.error(
                    Span(cell.span.source, header[0].span.start, header[-1].span.end),
                    f"column `{name}` is missing",
                    f"entity `{kind.name}` has this property",
                )
            continue
        value = _value(row[columns[name]], declared, context)
        if value is not None:
            values.append(value)
    if len(values) == len(kind.properties) and _on_grid(row, columns, kind, values, world, context):
        rows.setdefault(kind.name, []).append(tuple(values))


def _value(cell: Cell, declared: ValueName, context: Context) -> float | None:
    column = declared.name
    if declared.truth and cell.text in ("true", "false"):
        return float(cell.text == "true")
    if not _NUMBER.fullmatch(cell.text):
        wanted = "`true`, `false`, 0 or 1" if declared.truth else "a number"
        what = f"`{cell.text}`" if cell.text else "this cell"
        message = f"{what} is no number" if cell.text else "this cell is empty"
        context.findings.error(cell.span, message, f"column `{column}` expects {wanted}")
        return None
    value = float(cell.text)
    low, high = declared.type.low, declared.type.high
    wrong = ""
    if not isfinite(value):
        wrong = "a finite number"
    elif declared.truth and value not in (0, 1):
        wrong = "`true`, `false`, 0 or 1"
    elif declared.type.kind == "int" and value != int(value):
        wrong = "a whole number"
    elif not low <= value <= high:
        wrong = f"{shown(low)}..{shown(high)}"
    if wrong:
        context.findings.error(cell.span, f"`{cell.text}` does not fit", f"column `{column}` expects {wrong}")
        return None
    return value


def _on_grid(
    row: list[Cell],
    columns: dict[str, int],
    kind: KindName,
    values: list[float],
    world: WorldNames,
    context: Context,
) -> bool:
    if world.topology != GRID or not world.walls:
        return True
    x, y = values[kind.properties["x"].index], values[kind.properties["y"].index]
    span = row[columns["x"]].span
    if not (x == int(x) and y == int(y) and 0 <= x < world.width and 0 <= y < world.height):
        context.findings.error(
            span, f"cell ({shown(x)}, {shown(y)}) is not on the grid", f"{world.width} wide, {world.height} high"
        )
        return False
    if world.walls[int(y)][int(x)]:
        context.findings.error(span, f"cell ({shown(x)}, {shown(y)}) is a wall", "an entity needs a free cell")
        return False
    return True
