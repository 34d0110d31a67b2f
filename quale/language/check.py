"""Syntax tree to Model: the checker's door."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from quale.diagnostics import Diagnostic
from quale.language.blocks.data_files import DataFiles, Read
from quale.language.blocks.table.declare import read_tables
from quale.language.definitions.define import check_definitions, define
from quale.language.experiment.assemble import Project as Shared
from quale.language.experiment.assemble import check_experiment
from quale.language.experiment.check_alone import check_alone
from quale.language.experiment.references import KINDS, RULES, Blocks, gather, keyword, motions_of, name_of
from quale.language.scope.context import Context
from quale.language.scope.declarations import Names
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.permissions import FIELD
from quale.language.syntax.tree import Constant, Function, Tree
from quale.model.domain import Declaration, Ports
from quale.model.model import ProgramText, Project


def check(
    trees: tuple[Tree, ...],
    text: ProgramText,
    domains: tuple[Declaration, ...],
    read: Read,
    *,
    folder: Path | None = None,
    known: Ports | None = None,
    damaged: frozenset[str] = frozenset(),
    unused: bool = True,
) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Resolve and check the files of a project, given in merge order.

    Args:
        trees: what was parsed.
        text: the files themselves; the Models' text holds the data files too.
        domains: what `domain:` may name.
        read: gives the bytes of a data file by the name that the program gives it, or in words why they cannot be had.
        folder: where the program lies, None where it comes out of a checkpoint.
        known: the ends of the brains, where the program comes out of a checkpoint that has some.
        damaged: kinds of blocks that lack what syntax errors concern; nothing is said about what is absent there.
        unused: whether blocks that no experiment names are checked, too.

    Returns:
        The project, None if there are errors, and all that was found: errors, warnings, notes.
    """
    log = DiagnosticLog(damaged=damaged)
    read = cache(read)
    constants = tuple(constant for tree in trees for constant in tree.constants)
    functions = tuple(function for tree in trees for function in tree.functions)
    definitions = define(constants, functions, log)
    data = DataFiles(read, log, folder)
    tables = tuple(table for tree in trees for table in tree.tables)
    definitions.tables = read_tables(tables, Context(Names(log, definitions=definitions), FIELD), data)
    blocks = gather(trees, definitions, log)
    for rule in RULES:
        rule(blocks, log)
    check_definitions(definitions, motions_of(blocks), log)
    shared = Shared(blocks, text, domains, data, log, known, definitions)
    models = [check_experiment(evolve, shared) for evolve in blocks.evolves]
    if unused:
        check_alone(blocks, definitions, shared.used, read, log)
    if not log.failed:
        _unread_fields(shared)
        _unused_blocks(shared)
        _unused_definitions(shared)
    order = tuple(tree.source_name for tree in trees)
    if log.failed or damaged:
        return None, log.sorted(order)
    files = tuple(shared.data.files[name] for name in sorted(shared.data.files))
    complete = replace(text, data=files)
    project = Project(tuple(replace(model, text=complete) for model in models if model is not None), _counts(blocks))
    return project, log.sorted(order)


def _counts(blocks: Blocks) -> tuple[tuple[str, int], ...]:
    counts = ((kind, len(blocks.named[kind])) for kind in KINDS)
    return tuple((kind, count) for kind, count in counts if count)


def _unread_fields(shared: Shared) -> None:
    for (record, field), name in shared.records.items():
        if (record, field) not in shared.reads:
            shared.log.note(name.span, f"no metric reads field `{field}` of record `{record}`", "recorded here")


def _unused_blocks(shared: Shared) -> None:
    for block in shared.blocks.every:
        kind, name = keyword(block), name_of(block)
        first = shared.blocks.named[kind][name.text] is block
        if (
            first
            and (kind, name.text) not in shared.blocks.bases
            and kind not in ("evolve", "item", "motion")
            and id(block) not in shared.used
        ):
            shared.log.note(
                name.span, f"no evolve block uses {kind} `{name.text}`", "it is checked, but nothing runs it"
            )


def _unused_definitions(shared: Shared) -> None:
    definitions: tuple[Constant | Function, ...] = (*shared.blocks.constants, *shared.blocks.functions)
    for definition in definitions:
        if definition.name.text not in shared.definitions.used:
            what = "constant" if isinstance(definition, Constant) else "function"
            shared.log.note(definition.name.span, f"nothing uses {what} `{definition.name.text}`", "defined here")
    for table in shared.definitions.tables.values():
        if f"table {table.name}" not in shared.definitions.used:
            shared.log.note(table.span, f"nothing uses table `{table.name}`", "read here")
    for motion in motions_of(shared.blocks):
        known = ("motion", motion.name.text) in shared.blocks.bases
        if not known and f"motion {motion.name.text}" not in shared.definitions.used:
            shared.log.note(motion.name.span, f"nothing integrates motion `{motion.name.text}`", "defined here")
