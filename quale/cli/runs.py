"""`quale runs`: what lies in a directory; removing, renaming and tagging runs."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from quale.checkpoint.directory.rearrange import belongings, is_run, remove, rename, tag
from quale.checkpoint.directory.resume import place
from quale.cli.failure import failures
from quale.cli.request import CHECKPOINTS
from quale.diagnostics import UsageError
from quale.report.data import finite
from quale.report.write import number
from quale.run.survey import Row, survey

ACTIONS = {"rm": "RUN…", "rename": "RUN NEW", "tag": "RUN [WORDS]"}
"""What can be done with runs, and what that takes."""

NUMBERS = ("generation", "best", "saved")
"""Columns that stand flush right."""

AGES = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))
"""Units of an age, in seconds."""


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DIR] | rm RUN… | rename RUN NEW | tag RUN [WORDS]", help="What to list, or to do."),
    ] = None,
    checkpoints: Annotated[Path, typer.Option(metavar="DIR", help="Where runs lie by name.")] = CHECKPOINTS,
    yes: Annotated[bool, typer.Option("--yes", help="Remove without asking.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the runs of a directory: state, generation, best fitness, program, age; or rearrange them.

    Example: quale runs rename lander lander-old
    """
    given = words or []
    with failures(as_json):
        if given and given[0] in ACTIONS:
            _rearrange(given[0], given[1:], checkpoints, yes=yes, as_json=as_json)
            return
        if len(given) > 1:
            ways = ", ".join(f"`quale runs {action} {takes}`" for action, takes in ACTIONS.items())
            raise UsageError(f"wanted `quale runs [DIR]`, {ways}")
        _list(Path(given[0]) if given else checkpoints, as_json=as_json)


def _list(root: Path, *, as_json: bool) -> None:
    rows, now = survey(root), datetime.now(UTC)
    if as_json:
        for row in rows:
            print(json.dumps(finite({"event": "run", **asdict(row), "path": str(row.path), "age": _age(row, now)})))
        return
    if not rows:
        print(f"no runs in {root}", file=sys.stderr)
        return
    head = ("run", "state", "generation", "best", "program", "saved")
    lines = [head, *(_cells(row, now) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        cells = (
            cell.rjust(width) if title in NUMBERS else cell.ljust(width)
            for title, cell, width in zip(head, line, widths, strict=True)
        )
        print("  ".join(cells).rstrip())


def _cells(row: Row, now: datetime) -> tuple[str, ...]:
    of = f"/{row.generations}" if row.generations is not None else ""
    age = _age(row, now)
    name = f"{row.name} ({row.run})" if row.run and row.run.lower() != row.name else row.name
    return (
        f"{name}: {row.tag}" if row.tag else name,
        row.state,
        "-" if row.generation is None else f"{row.generation}{of}",
        "-" if row.best is None else number(row.best),
        row.program or row.why,
        "-" if age is None else f"{_told(age)} ago",
    )


def _age(row: Row, now: datetime) -> float | None:
    """Return the seconds since a run was saved, None where nobody can tell."""
    try:
        return max(0.0, (now - datetime.fromisoformat(row.saved)).total_seconds())
    except (ValueError, TypeError):  # no date, or one without a zone
        return None


def _told(age: float) -> str:
    seconds, unit = next((each for each in AGES if age >= each[0]), AGES[-1])
    return f"{age // seconds:.0f} {unit}"


def _rearrange(action: str, given: list[str], checkpoints: Path, *, yes: bool, as_json: bool) -> None:
    """Do something with runs that are named.

    Raises:
        UsageError: too little or too much is given, a name is no run's, or a removal is not confirmed.
        CheckpointError: a run is under way, or the disk will not.
    """
    if not given or (action == "rename" and len(given) != 2):
        raise UsageError(f"wanted `quale runs {action} {ACTIONS[action]}`")
    if action == "rm":
        _remove([_directory(name, checkpoints) for name in given], yes=yes, as_json=as_json)
        return
    directory = _directory(given[0], checkpoints)
    if action == "rename":
        new = rename(directory, given[1])
        _say(as_json, f"{directory} is {new} now", event="renamed", run=str(directory), path=str(new))
    else:
        words = " ".join(given[1:])
        tag(directory, words)
        _say(as_json, f"{directory}: {words or 'no tag'}", event="tagged", run=str(directory), tag=words)


def _directory(name: str, checkpoints: Path) -> Path:
    path, _ = place(name, checkpoints)
    if not (path.is_dir() and is_run(path)):
        raise UsageError(f"{path} is no directory of a run")
    return path


def _remove(directories: list[Path], *, yes: bool, as_json: bool) -> None:
    for directory in directories:
        size = belongings(directory)
        if not yes:
            if as_json or not sys.stdin.isatty():
                raise UsageError(f"removing {directory} ({size:,} bytes) wants `--yes` where nobody can be asked")
            if not typer.confirm(f"Remove {directory} ({size:,} bytes) for good?", err=True):
                print(f"{directory} stays", file=sys.stderr)
                continue
        left = remove(directory)
        words = f"removed the run in {directory}"
        if left:
            words += f"; the directory stays, with what is no file of a run: {', '.join(left)}"
        _say(as_json, words, event="removed", run=str(directory), left=list(left))


def _say(as_json: bool, words: str, **fields: Any) -> None:
    print(json.dumps(fields) if as_json else words)
