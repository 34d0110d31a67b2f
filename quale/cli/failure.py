"""How failures end a command: what is printed and with which code it exits."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import typer

from quale.cli.output import lost
from quale.diagnostics import CheckpointError, Diagnostic, EvaluationError, ProgramError, QualeError, UsageError
from quale.report.render import render

DONE, PROGRAM, USAGE, CHECKPOINT, EVALUATION = 0, 1, 2, 3, 4
"""Exit codes; interrupted is 128 and the signal's number, as `signals.py` has it."""

CODES: tuple[tuple[type[QualeError], int], ...] = (
    (ProgramError, PROGRAM),
    (UsageError, USAGE),
    (CheckpointError, CHECKPOINT),
    (EvaluationError, EVALUATION),
)


@contextmanager
def failures(as_json: bool, *, product: bool = True) -> Iterator[None]:
    """Turn what a user can cause into lines and an exit code; anything else is our fault and keeps its traceback.

    Where the output is the `product`, a full disk is a failure; whoever has read enough of it and goes is none.
    """
    try:
        yield
    except QualeError as error:
        tell_error(error, as_json)
        raise typer.Exit(next(code for kind, code in CODES if isinstance(error, kind))) from None
    sys.stdout.flush()
    trouble = lost(sys.stdout)
    if trouble is not None and not isinstance(trouble, BrokenPipeError):
        kind = "error" if product else "warning"
        print(f"{kind}: the output cannot be written: {trouble.strerror or trouble}", file=sys.stderr)
        if product:
            raise typer.Exit(CHECKPOINT)


def colourful(stream: TextIO) -> bool:
    """Return whether colours may be written: to a terminal that has them, unless NO_COLOR is set (no-color.org)."""
    return stream.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")


def tell_error(error: QualeError, as_json: bool) -> None:
    """Print an error: every diagnostic of a program, one line otherwise."""
    if isinstance(error, ProgramError):
        tell_diagnostics(error.diagnostics, as_json)
        return
    kind = type(error).__name__
    if as_json:
        print(json.dumps({"event": "error", "kind": kind, "message": str(error)}))
    else:
        print(f"error: {error}", file=sys.stderr)


def tell_diagnostics(diagnostics: tuple[Diagnostic, ...], as_json: bool) -> None:
    """Print diagnostics to stderr as a person reads them, or as one JSON object each."""
    for diagnostic in diagnostics:
        if as_json:
            print(json.dumps(_object(diagnostic)))
        else:
            print(render(diagnostic, colour=colourful(sys.stderr)), file=sys.stderr)


def _object(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    place: dict[str, Any] = {"file": diagnostic.file or None, "line": None, "column": None, "text": None}
    if span is not None:
        place = {"file": span.source.name, "line": span.line, "column": span.column, "text": span.text}
    return {
        "event": "diagnostic",
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        **place,
        "label": diagnostic.label,
        "hint": diagnostic.hint,
        "notes": [note.message for note in diagnostic.notes],
    }
