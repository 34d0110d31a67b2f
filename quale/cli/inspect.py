"""`quale inspect`: what evolved."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from quale.checkpoint.header import Header
from quale.checkpoint.resume import find
from quale.cli.failure import failures
from quale.diagnostics import CheckpointError
from quale.report.data import data
from quale.report.draw import draw
from quale.report.inspect import inspect
from quale.report.write import write


def command(
    checkpoint: Annotated[
        str, typer.Argument(metavar="CKPT|DIR|NAME", help="A checkpoint, a run's directory, or an evolve block's name.")
    ],
    genome: Annotated[str, typer.Option(metavar="best|ID", help="Which genome: its number in the population.")] = "best",
    graph: Annotated[Path | None, typer.Option(metavar="FILE.svg", help="Draw the network into this file.")] = None,
    checkpoints: Annotated[Path, typer.Option(metavar="DIR", help="Where runs lie by name.")] = Path("checkpoints"),
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with everything.")] = False,
) -> None:
    """Show a checkpoint's history and species, and the network of its champion.

    Example: quale inspect Phase1 --graph champion.svg
    """
    with failures(as_json):
        resumed = find(checkpoint, checkpoints)
