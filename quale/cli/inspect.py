"""`quale inspect`: what evolved."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from quale.checkpoint.directory.family import family
from quale.checkpoint.directory.resume import Resumed, differences, find
from quale.checkpoint.directory.verify import verify
from quale.cli.failure import CHECKPOINT, colourful, failures
from quale.cli.files.whole import write_whole
from quale.cli.verified import show
from quale.diagnostics import UsageError
from quale.report.data import data, finite
from quale.report.differ import differ, tell_difference
from quale.report.draw import draw
from quale.report.inspect import inspect
from quale.report.write import write


def command(
    checkpoint: Annotated[
        str, typer.Argument(metavar="CKPT|DIR|NAME", help="A checkpoint, a run's directory, or an evolve block's name.")
    ],
    other: Annotated[
        str | None, typer.Argument(metavar="[OTHER]", help="Another one: show what differs between the two.")
    ] = None,
    genome: Annotated[
        str,
        typer.Option(metavar="best|winner|ID", help="Which genome: a number is its place in the population."),
    ] = "best",
    graph: Annotated[Path | None, typer.Option(metavar="FILE.svg", help="Draw the network into this file.")] = None,
    checkpoints: Annotated[Path, typer.Option(metavar="DIR", help="Where runs lie by name.")] = Path("checkpoints"),
    whole: Annotated[
        bool, typer.Option("--verify", help="Verify every file instead, and say which would be resumed.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with everything.")] = False,
) -> None:
    """Show a checkpoint's history and species, and the network of its champion.

    Example: quale inspect Phase1 --graph champion.svg
    """
    with failures(as_json):
        if whole:
            _verify(checkpoint, checkpoints, as_json)
            return
        if other is not None:
            _compare(checkpoint, other, checkpoints, genome, as_json)
            return
        _check_format(graph)
        found = find(checkpoint, checkpoints)
        for words in found.messages:
            print(f"warning: {words}", file=sys.stderr)
        inspection = inspect(found.snapshot, genome, _about(found), family(found, found.path.parent.parent))
        if graph is not None:
            picture = draw(inspection.graph, f"{inspection.run}: {inspection.who}")
            write_whole(graph, picture.encode(), "--graph")
        if as_json:
            print(json.dumps(data(inspection)))
            return
        bold, plain = ("\033[1m", "\033[0m") if colourful(sys.stdout) else ("", "")
        for number, (title, lines) in enumerate(write(inspection)):
            print("\n" * bool(number) + f"{bold}{title}{plain}")
            for line in lines:
                print(f"  {line}".rstrip())
        if graph is not None:
            print(f"\nnetwork drawn in {graph}")


def _about(found: Resumed) -> tuple[tuple[str, str], ...]:
    header = found.header
    text = found.snapshot.text
    files = ", ".join(name for name, _ in text.written)
    if text.set:
        files += f" with {', '.join(text.set.splitlines())}"
    return (
        ("file", str(found.path)),
        ("run id", header.run_id),
        ("program", f"{files} ({header.program[:16]})"),
        ("saved", f"{header.created} on {header.host}"),
        ("versions", ", ".join(f"{name} {version}" for name, version in header.versions)),
    )


def _verify(checkpoint: str, checkpoints: Path, as_json: bool) -> None:
    verification = verify(checkpoint, checkpoints)
    for words in verification.messages:
        print(f"warning: {words}", file=sys.stderr)
    show(verification, as_json)
    if verification.damaged:
        raise typer.Exit(CHECKPOINT)


def _compare(checkpoint: str, other: str, checkpoints: Path, genome: str, as_json: bool) -> None:
    one, two = find(checkpoint, checkpoints), find(other, checkpoints)
    for words in (*one.messages, *two.messages):
        print(f"warning: {words}", file=sys.stderr)
    looks = [inspect(each.snapshot, genome) for each in (one, two)]
    settings = differences(one.snapshot, two.snapshot.text, two.snapshot.configuration)
    found = differ(*looks, settings)
    if as_json:
        print(json.dumps(finite(asdict(found))))
        return
    for name, place, look in zip(("one", "other"), (one, two), looks, strict=True):
        print(f"{name:<5}  {look.run}, generation {look.generation}, {look.who} ({place.path})")
    for title, lines in tell_difference(found):
        print(f"\n{title}")
        for line in lines:
            print(f"  {line}".rstrip())


def _check_format(graph: Path | None) -> None:
    """Refuse what cannot be drawn.

    Raises:
        UsageError: the name asks for another format.
    """
    if graph is not None and graph.suffix.lower() not in ("", ".svg"):
        raise UsageError(f"--graph {graph}: a drawing is written as SVG: give it a name that ends in .svg")
