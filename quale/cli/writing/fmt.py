"""`quale fmt`: programs in the one canonical layout."""

import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Annotated

import typer

from quale.cli.failure import PROGRAM, colourful, failures, tell_diagnostics, tell_error
from quale.cli.files.whole import write_whole
from quale.diagnostics import Diagnostic, ProgramError, Severity, Source, UsageError
from quale.language.layout.format import format_source
from quale.language.load import read_texts

STANDARD_INPUT = Path("-")

_COLOURS = {"+": "32", "-": "31", "@": "36"}


def command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Files, directories of them, or - for standard input.")
    ],
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 if a file would be changed.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Change nothing; print what would be changed.")] = False,
) -> None:
    """Lay programs out: indentation, blanks, the columns of comments. What they say stays the same.

    A file with errors stays as it is.

    Example: quale fmt examples/forager.quale --diff
    """
    with failures(as_json=False):
        _refuse(files)
        sound, changed, unchanged = True, list[Path](), 0
        for file, text, formatted in _formatted(files):
            if formatted is None:
                sound = False
            elif formatted == text:
                unchanged += 1
            else:
                changed.append(file)
            if formatted is not None:
                _put(file, text, formatted, check=check, diff=diff)
        if STANDARD_INPUT not in files and not diff:
            _tell(changed, unchanged, check=check)
    if not sound or (check and changed):
        raise typer.Exit(PROGRAM)


def _refuse(files: list[Path]) -> None:
    """Refuse what is not meant to be formatted, before anything is.

    Raises:
        UsageError: a file is no program by its name, or standard input is one of several.
    """
    if STANDARD_INPUT in files and len(files) > 1:
        raise UsageError("- is standard input; it is formatted alone")
    for file in files:
        if file != STANDARD_INPUT and file.suffix != ".quale" and not file.is_dir():
            raise UsageError(f"{file}: fmt writes .quale files only; `quale fmt - < FILE` prints any other")


def _put(file: Path, text: str, formatted: str, *, check: bool, diff: bool) -> None:
    """Write or print a file's new layout, or the difference."""
    if diff and formatted != text:
        _print_difference(file, text, formatted)
    elif not check and not diff:
        if file == STANDARD_INPUT:
            print(formatted, end="")
        elif formatted != text:
            write_whole(file.resolve(), formatted.encode(), "fmt")


def _formatted(paths: list[Path]) -> Iterator[tuple[Path, str, str | None]]:
    """Yield each file once, its text and its text in canonical layout, None where it has errors, which are told."""
    known: set[Path] = set()
    for path in paths:
        try:
            texts = [(path, _standard_input())] if path == STANDARD_INPUT else read_texts(path)[0]
        except ProgramError as error:
            tell_error(error, as_json=False)
            yield path, "", None
            continue
        for file, text in texts:
            if file in known:
                continue
            known.add(file)
            name = "<stdin>" if file == STANDARD_INPUT else str(file)
            formatted, wrong = format_source(Source(name, text))
            tell_diagnostics(wrong, as_json=False)
            yield file, text, None if wrong else formatted


def _standard_input() -> str:
    """Return what comes in.

    Raises:
        ProgramError: it is no text.
    """
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"this is not UTF-8: byte 0x{data[error.start]:02x} in line {line}"
        raise ProgramError((Diagnostic(Severity.ERROR, message, file="<stdin>"),)) from None


def _tell(changed: list[Path], unchanged: int, *, check: bool) -> None:
    for file in changed:
        print(f"{file}: {'would be changed' if check else 'changed'}", file=sys.stderr)
    counts = [(len(changed), "to change" if check else "changed"), (unchanged, "as it should be")]
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    if told:
        print(told, file=sys.stderr)


def _print_difference(file: Path, text: str, formatted: str) -> None:
    colour = colourful(sys.stdout)
    name = "<stdin>" if file == STANDARD_INPUT else str(file)
    lines = unified_diff(
        text.splitlines(keepends=True), formatted.splitlines(keepends=True), name, f"{name} (canonical)"
    )
    for line in lines:
        words = line.rstrip("\n")
        paint = _COLOURS.get(line[:1], "") if colour else ""
        print(f"\033[{paint}m{words}\033[0m" if paint else words)
