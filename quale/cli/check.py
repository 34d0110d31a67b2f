"""`quale check`: everything that is wrong with a program, or one stage of it in print."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from quale.cli.failure import failures, tell_diagnostics
from quale.cli.choose import choose
from quale.compiler.emit import emit
from quale.compiler.lower import lower
from quale.compiler.show import show_program
from quale.diagnostics import Source
from quale.domains.register import DOMAINS
from quale.language.load import Loaded, load
from quale.language.parse import parse
from quale.language.show import show_tree
from quale.model.show import show_model

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
    emit: Annotated[Stage | None, typer.Option(help="Print this stage.", case_sensitive=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Check a program: all its errors and warnings, then one line.

    Example: quale check examples/forager.quale
    """
    with failures(as_json):
        loaded = load(program, DOMAINS)
        tell_diagnostics(loaded.diagnostics, as_json)
        if emit is not None:
            print(_printed(loaded, emit, run))
            return
        if run is not None:
            choose(loaded.project, run)
        if as_json:
            print(json.dumps({"event": "ok", "file": str(program), "blocks": dict(loaded.project.counts)}))
        else:
            blocks = ", ".join(f"{count} {keyword}" for keyword, count in loaded.project.counts if count)
            print(f"{program}: OK ({blocks})")


def _printed(loaded: Loaded, stage: Stage, run: str | None) -> str:
    (first, *_) = models = choose(loaded.project, run, several=stage is Stage.TREE)
    if stage is Stage.TREE:
        trees = [parse(Source(name, text))[0] for name, text in first.text.files]
        return "\n".join(show_tree(tree) for tree in trees)
    if stage is Stage.MODEL:
        return "\n".join(show_model(model) for model in models)
    lowered = lower(first)
    return show_program(lowered) if stage is Stage.IR else emit_lanes(lowered)
