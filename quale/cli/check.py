"""`quale check`: everything that is wrong with a program, or one stage of it in print."""

import json
import sys
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from quale.cli.failure import failures, tell_diagnostics
from quale.diagnostics import Source, UsageError
from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.language.parsing.parse import parse
from quale.language.syntax.show import show_tree
from quale.model.model import Project
from quale.run.selection import choose, run_of

ALWAYS_FITS = 10_000
"""Genomes that no machine lacks memory for: what would reckon it up is not even imported."""

LANES = 8
"""Lanes of the printed LLVM IR."""


class Stage(StrEnum):
    """What can be printed on the way from text to machine code."""

    TREE = "tree"
    MODEL = "model"
    IR = "ir"
    LLVM = "llvm"


def command(
    program: Annotated[Path, typer.Argument(metavar="FILE|DIR", help="A .quale file, or a directory of them.")],
    run: Annotated[str | None, typer.Option(help="The evolve block to print a stage of.")] = None,
    stage: Annotated[Stage | None, typer.Option("--emit", help="Print this stage.", case_sensitive=False)] = None,
    assignments: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A field of the evolve block; repeatable.")
    ] = None,
    expand: Annotated[
        bool, typer.Option("--expand", help="Print the program as it is checked: the older form in the newer one.")
    ] = False,
    explain: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="Say where a value came from: a field, or BLOCK.NAME; repeatable."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Check a program: all its errors and warnings, then one line.

    Example: quale check examples/forager.quale
    """
    with failures(as_json):
        loaded = load(program, DOMAINS, assignments or (), run_of(run))
        tell_diagnostics(loaded.diagnostics, as_json)
        if stage is not None:
            print(_printed(loaded.project, stage, run).rstrip("\n"))
            return
        if expand:
            layout = import_module("quale.language.layout.format")
            print("\n".join(layout.format_source(source)[0].rstrip("\n") + "\n" for source in loaded.expanded), end="")
            return
        if explain:
            print(import_module("quale.cli.writing.explain").explained(loaded, explain, run, as_json=as_json))
            return
        if run is not None:
            choose(loaded.project, run)
        _tell_memory(loaded.project, as_json)
        if as_json:
            print(json.dumps({"event": "ok", "file": str(program), "blocks": dict(loaded.project.counts)}))
        else:
            blocks = ", ".join(f"{count} {keyword}" for keyword, count in loaded.project.counts if count)
            print(f"{program}: OK ({blocks})")


def _tell_memory(project: Project, as_json: bool) -> None:
    """Warn of experiments whose population this machine has no memory for: elsewhere they may run."""
    for model in project.models:
        if model.evolution.population <= ALWAYS_FITS:
            continue
        memory = import_module("quale.run.memory")
        try:
            memory.told_memory(model, memory.memory_here())
        except UsageError as error:
            if as_json:
                print(json.dumps({"event": "warning", "message": str(error)}))
            else:
                print(f"warning: {error}", file=sys.stderr)


def _printed(project: Project, stage: Stage, run: str | None) -> str:
    """Return a stage in print. What makes it is imported here: a check alone has no use for the compiler."""
    models = choose(project, run, several=stage is Stage.TREE)
    if stage is Stage.TREE:
        trees = [parse(Source(name, text))[0] for name, text in models[0].text.written]
        return "\n".join(show_tree(tree) for tree in trees)
    if stage is Stage.MODEL:
        return "\n".join(import_module("quale.model.show").show_model(model) for model in models)
    lower = import_module("quale.compiler.lower.lower").lower
    programs = [lower(model) for model in models]
    if stage is Stage.IR:
        return "\n".join(import_module("quale.compiler.program.show").show_program(lowered) for lowered in programs)
    return "\n".join(import_module("quale.compiler.emit.emit").emit(lowered, LANES) for lowered in programs)
