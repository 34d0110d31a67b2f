"""`table moons from "moons.csv" { only: [a, b]  defaults { b: 0 } }`: columns of numbers."""

from quale.diagnostics import Note
from quale.language.blocks.data_files import DataFiles
from quale.language.blocks.fields import word_of
from quale.language.blocks.table.csv_columns import csv_columns
from quale.language.blocks.table.npz_columns import npz_columns
from quale.language.expressions.constant import finite
from quale.language.scope.context import PREFIXES, Context
from quale.language.scope.declarations import Table
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax

LENGTH = "length"
"""What `moons.length` is; no column can be read under this name."""


def read_tables(tables: tuple[syntax.Table, ...], context: Context, data: DataFiles) -> dict[str, Table]:
    """Read all tables of a project; one with mistakes has no columns, and nothing more is told about it."""
    found: dict[str, Table] = {}
    for table in tables:
        name = table.name
        if name.text in PREFIXES:
            context.log.error(name.span, f"`{name.text}` has a meaning already", "choose another name")
        elif name.text in found:
            note = Note("first declared here", found[name.text].span)
            context.log.error(name.span, f"table `{name.text}` is declared twice", notes=(note,))
        else:
            found[name.text] = _read(table, context, data)
    return found


def _read(table: syntax.Table, context: Context, data: DataFiles) -> Table:
    log, before = context.log, context.log.errors
    only, defaults = _only(table, context), _defaults(table, context)
    wrong = Table(table.name.text, table.name.span)
    if log.errors > before:
        return wrong
    if table.file.value.lower().endswith(".npz"):
        content = data.contents(table.file)
        columns = None if content is None else npz_columns(content, only, table.file.span, log)
    else:
        source = data.text(table.file)
        columns = None if source is None else csv_columns(source, only, defaults, log)
    if columns is None:
        return wrong
    length = max((len(column) for column in columns.values()), default=0)
    if not length:
        log.error(table.file.span, f"table `{table.name.text}` is empty", "expected a row of numbers, and a header")
        return wrong
    for name in (*(only or ()), *defaults):
        if name not in columns and name not in defaults:
            label, known = f"the file has no column `{name}`", hint(name, columns)
            log.error(table.span, label, "give it a value with `defaults { … }`, or leave it out", known)
        columns.setdefault(name, (defaults.get(name, 0.0),) * length)
    return wrong if log.errors > before else Table(table.name.text, table.name.span, columns, length)


def _only(table: syntax.Table, context: Context) -> tuple[str, ...] | None:
    """Return the columns that count, None for all."""
    only: tuple[str, ...] | None = None
    for field in table.fields:
        if field.name.text != "only":
            label = "expected `only: [a, b]` or `defaults { a: 0 }`"
            context.log.error(field.name.span, f"unknown field `{field.name.text}`", label)
        elif not isinstance(field.value, syntax.List) or not all(word_of(item) for item in field.value.items):
            context.log.error(field.value.span, "`only` lists columns", "expected `[a, b]`")
        else:
            only = tuple(word_of(item) for item in field.value.items)
    return only


def _defaults(table: syntax.Table, context: Context) -> dict[str, float]:
    defaults: dict[str, float] = {}
    for block in table.blocks:
        if block.keyword.text != "defaults":
            context.log.error(block.span, f"unknown block `{block.keyword.text}`", "expected `defaults { a: 0 }`")
            continue
        for field in block.fields:
            value = finite(field.value, context, f"the default of `{field.name.text}`")
            if value is not None:
                defaults[field.name.text] = value[0]
    return defaults
