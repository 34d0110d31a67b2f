"""How failures end a command: what is printed and with which code it exits."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import typer

from quale.diagnostics import CheckpointError, Diagnostic, EvaluationError, ProgramError, QualeError, UsageError
from quale.report.render import render

DONE, PROGRAM, USAGE, CHECKPOINT, EVALUATION, INTERRUPTED, CUT_OFF = 0, 1, 2, 3, 4, 130, 141
"""Exit codes. Interrupted is 130, or 143 by SIGTERM; cut off is an evolution whose output nobody reads any more."""

CODES: tuple[tuple[type[QualeError], int], ...] = (
    (ProgramError, PROGRAM),
    (UsageError, USAGE),
    (CheckpointError, CHECKPOINT),
    (EvaluationError, EVALUATION),
)


@contextmanager
def failures(as_json: bool, cut_off: int = DONE) -> Iterator[None]:
    """Turn what a user can cause into lines and an exit code; anything else is our fault and keeps its traceback.

    `cut_off` is the exit code for when whoever read our output has gone.
    """
    try:
        yield
        sys.stdout.flush()
    except QualeError as error:
        tell_error(error, as_json)
        raise typer.Exit(next(code for kind, code in CODES if isinstance(error, kind))) from None
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        _hush()
        raise typer.Exit(cut_off) from None
    except OSError as error:  # files have their own errors above; this is the output's, a full disk for one
        print(f"error: the output cannot be written: {error.strerror or error}", file=sys.stderr)
        _hush()
        raise typer.Exit(CHECKPOINT) from None


def _hush() -> None:
    """Send what is still in the buffers nowhere, so that the end of the process does not stumble over it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


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
