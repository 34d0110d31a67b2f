"""Entities imported from a CSV file: every mistake names file, row and column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from unicodedata import normalize

from quale.cells import Cell, no_number, number_in, read_rows, shortened
from quale.diagnostics import Note, Source, Span
from quale.language.blocks.data_files import DataFiles
from quale.language.blocks.entity import MOST_ENTITIES
from quale.language.scope.context import Context
from quale.language.scope.declarations import KindName, ValueName, WorldNames
from quale.language.scope.suggest import hint
from quale.language.syntax.number_text import shown
from quale.language.syntax.tree import Import
from quale.model.kinds import TypeKind

Row = tuple[float, ...]
"""Property values of one entity, in property order."""

Defaults = Mapping[tuple[str, str], float | None]
"""What properties start with, by (kind, property): for columns and cells that are not there; None for a draw."""

MOST_ERRORS = 100  # told of one file

_TRUTHS = {"true": 1.0, "false": 0.0}


@dataclass(frozen=True, slots=True)
class Header:
    """The header row: how many columns there are, the index of each that has a name, and where it stands."""

    width: int
    columns: dict[str, int]
    span: Span

    @property
    def kind(self) -> str:
        """Name of the column that names the kind."""
        return "type" if "type" in self.columns else "kind"


def import_entities(
    imports: tuple[Import, ...], world: WorldNames, defaults: Defaults, context: Context, data: DataFiles
) -> dict[str, list[Row]]:
    """Return the imported rows by kind, in the order of the files; mistakes are reported."""
    rows: dict[str, list[Row]] = {}
    count, columns = 0, {name for kind in world.kinds.values() for name in kind.properties}
    for import_ in imports:
        source = data.text(import_.file) if import_.what.text == "entities" else None
        if source is None:
            continue
        for kind, row in _import(source, _Table(world, columns, defaults, context)):
            rows.setdefault(kind, []).append(row)
            count += 1
            if count > MOST_ENTITIES:
                context.log.error(import_.file.span, f"a world imports at most {MOST_ENTITIES:,} entities", "too many")
                return {}
    return rows


@dataclass(frozen=True, slots=True)
class _Table:
    """What one file's rows are held to."""

    world: WorldNames
    columns: set[str]  # properties of any kind
    defaults: Defaults
    context: Context


def _import(source: Source, table: _Table) -> Iterator[tuple[str, Row]]:
    log = table.context.log
    before = log.errors
    rows = read_rows(source, log)
    for first in islice(rows, 1):
        header = _header(first, source, table)
        break
    else:
        if log.errors == before:
            log.file_error(source.name, "the file is empty", "expected a header row: type,position,…")
        return
    if header is None:
        return
    seen: set[str] = set()
    for written in rows:
        if log.errors - before >= MOST_ERRORS:
            log.file_error(source.name, f"the file has {MOST_ERRORS} mistakes or more", "the rest is not told")
            return
        row = written[: header.width] if not any(cell.text for cell in written[header.width :]) else written
        if len(row) != header.width:
            span = Span(source, row[0].span.start, row[-1].span.end)
            log.error(span, f"this row has {len(row)} cells", f"the header has {header.width}")
            continue
        kind = _kind(row, header, table)
        if kind is not None and kind.name not in seen:
            _columns_are_there(kind, header, table)
            seen.add(kind.name)
        values = _values(row, header, kind, table) if kind is not None else None
        if kind is not None and values is not None:
            yield kind.name, values


def _header(cells: tuple[Cell, ...], source: Source, table: _Table) -> Header | None:
    log, columns = table.context.log, dict[str, int]()
    width = 1 + max(i for i, cell in enumerate(cells) if cell.text)
    known = ("type", "kind", *sorted(table.columns))
    for i, cell in enumerate(cells[:width]):
        name = _meant(cell.text, known)
        if not name:
            if i:  # pandas numbers its rows in a first column without a name
                log.error(cell.span, "this column has no name", "expected the name of a property")
            continue
        if name in columns:
            note = Note("first here", cells[columns[name]].span)
            log.error(cell.span, f"column `{shortened(name)}` stands twice", notes=(note,))
        elif name not in known:
            log.absent(
                cell.span,
                f"unknown column `{shortened(name)}`",
                f"no property of an entity of world `{table.world.name}`",
                hint(name, known),
                of=("world",),
            )
        columns.setdefault(name, i)
    span = Span(source, cells[0].span.start, cells[width - 1].span.end)
    if "type" not in columns and "kind" not in columns:
        log.error(span, "no column names the kind", "expected a column `type`", "`,`, `;` or a tab separates columns")
        return None
    return Header(width, columns, span)


def _meant(text: str, known: tuple[str, ...]) -> str:
    """Return the name that a header's cell means: as it is written, or in other capitals where only one is meant."""
    name = normalize("NFC", text)
    alike = [other for other in known if other.casefold() == name.casefold()]
    return alike[0] if name not in known and len(alike) == 1 else name


def _columns_are_there(kind: KindName, header: Header, table: _Table) -> None:
    for name in kind.properties:
        if name not in header.columns and table.defaults.get((kind.name, name)) is None:
            drawn = (kind.name, name) in table.defaults
            table.context.log.error(
                header.span,
                f"column `{name}` is missing",
                f"entity `{kind.name}` has this property",
                "its initial value is drawn, and imported entities are the same in every scenario" if drawn else "",
            )


def _kind(row: tuple[Cell, ...], header: Header, table: _Table) -> KindName | None:
    cell, log, world = row[header.columns[header.kind]], table.context.log, table.world
    name = normalize("NFC", cell.text)
    kind = world.kinds.get(name)
    if kind is None:
        log.absent(
            cell.span,
            f"unknown entity `{shortened(name)}`",
            f"not an entity of world `{world.name}`",
            hint(name, world.kinds),
            of=("world",),
        )
        return None
    for column, i in header.columns.items():
        other = column != header.kind and column not in kind.properties and column in table.columns
        if other and row[i].text:
            log.absent(row[i].span, f"entity `{kind.name}` has no property `{column}`", "leave this cell empty")
    return kind


def _values(row: tuple[Cell, ...], header: Header, kind: KindName, table: _Table) -> Row | None:
    values: list[float] = []
    for name, declared in kind.properties.items():
        place, default = header.columns.get(name), table.defaults.get((kind.name, name))
        if place is not None and (row[place].text or default is None):
            value = _value(row[place], declared, table.context)
        else:
            value = default
        if value is not None:
            values.append(value)
    if len(values) < len(kind.properties):
        return None
    start, end = (kind.properties.get(bound) for bound in ("start", "end"))
    if start is not None and end is not None and values[start.index] > values[end.index]:
        cell = row[header.columns.get("start", header.columns[header.kind])]
        table.context.log.warning(
            cell.span,
            "this zone is empty",
            f"it starts at {shown(values[start.index])} and ends at {shown(values[end.index])}",
        )
    if table.world.walls:
        x, y = values[kind.properties["x"].index], values[kind.properties["y"].index]
        cell = row[header.columns.get("x", header.columns[header.kind])]
        if not _on_grid(x, y, cell.span, table.world, table.context):
            return None
    return tuple(values)


def _value(cell: Cell, declared: ValueName, context: Context) -> float | None:
    text, column = cell.text, declared.name
    if declared.truth and text.lower() in _TRUTHS:
        return _TRUTHS[text.lower()]
    value = number_in(text)
    if value is None:
        wanted = "`true`, `false`, 0 or 1" if declared.truth else "a number"
        message, advice = no_number(text)
        context.log.error(cell.span, message, f"column `{column}` expects {wanted}", advice)
        return None
    wanted = _misfit(value, declared)
    if wanted:
        context.log.error(cell.span, f"`{shortened(text)}` does not fit", f"column `{column}` expects {wanted}")
        return None
    return value


def _misfit(value: float, declared: ValueName) -> str:
    """Return what a property wants instead of a value, "" if the value fits."""
    low, high = declared.type.low, declared.type.high
    if not isfinite(value):
        return "a finite number"
    if declared.truth and value not in (0, 1):
        return "`true`, `false`, 0 or 1"
    if declared.type.kind is TypeKind.INT and value != int(value):
        return "a whole number"
    return "" if low <= value <= high else f"{shown(low)}..{shown(high)}"


def _on_grid(x: float, y: float, span: Span, world: WorldNames, context: Context) -> bool:
    if not (x == int(x) and y == int(y) and 0 <= x < world.width and 0 <= y < world.height):
        context.log.error(
            span, f"cell ({shown(x)}, {shown(y)}) is not on the grid", f"{world.width} wide, {world.height} high"
        )
        return False
    if world.walls[int(y)][int(x)]:
        context.log.error(span, f"cell ({shown(x)}, {shown(y)}) is a wall", "an entity needs a free cell")
        return False
    return True
