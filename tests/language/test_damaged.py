"""What is told about programs with a word dropped, doubled or exchanged is on file; QUALE_GOLDEN=1 rewrites it.

The places are drawn for every program by itself, so that a new program changes nothing that is told about the others.
"""

import hashlib
import os
import random
import re
from pathlib import Path

import pytest

from quale.diagnostics import Diagnostic, ProgramError
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import DataFile, ProgramText
from quale.model.show import show_model
from tests.language.checking import shortened

WHOLE = Path(__file__).parents[1] / "golden/programs"
"""Copies of the examples and of `wrong/`: what is told must not depend on how those go on."""

FOLDER = Path(__file__).parents[1] / "golden/damaged"
DATA = tuple(DataFile(path.name, path.read_bytes()) for path in sorted(WHOLE.glob("*.csv")))
PROGRAMS = {path.stem: path for path in sorted(WHOLE.glob("*.quale"))}
PIECES = re.compile(r"[^\W\d]\w*|\d+(?:\.\d+)?|[^\w\s]|\s+")
OTHERS = ["when", "let", "consume", "state", *"{}():=,.-", "not", "1", "0.5", "true", "agent"]
DAMAGES = ("drop", "double", "swap", "other", "known", "misspell", "line")


def damaged(text: str, dice: random.Random) -> tuple[str, str]:
    """Return what is done to a text, in words, and the text."""
    pieces = PIECES.findall(re.sub(r"//[^\n]*", "", text))
    places = [at for at, piece in enumerate(pieces) if piece.strip()]
    turn = dice.randrange(len(places) - 1)
    at, after = places[turn], places[turn + 1]
    kind, old = dice.choice(DAMAGES), pieces[at]
    line = "".join(pieces[:at]).count("\n") + 1
    match kind:
        case "drop":
            pieces[at] = ""
        case "double":
            pieces[at] = f"{old} {old}"
        case "swap":
            pieces[at], pieces[after] = pieces[after], old
        case "other":
            pieces[at] = dice.choice(OTHERS)
        case "known":
            pieces[at] = pieces[dice.choice(places)]
        case "misspell":
            pieces[at] = old[:-1] + "q" if len(old) > 1 else old + old
        case _:
            lines = "".join(pieces).split("\n")
            del lines[line - 1]
            return f"line {line} dropped", "\n".join(lines)
    return f"line {line}, {kind}: `{old}` is `{pieces[at]}`", "".join(pieces)


def shown(found: Diagnostic) -> str:
    place = f"{found.span.line}:{found.span.column}-{found.span.end - found.span.start}" if found.span else found.file
    notes = [f"{note.message} at {note.span.line}" if note.span else note.message for note in found.notes]
    return shortened(
        " | ".join((f"  {place} {found.severity.value}: {found.message}", found.label, found.hint, *notes))
    ).rstrip()


def told(text: str) -> list[str]:
    """Return the diagnostics of a program, and a digest of what it means where it is one."""
    try:
        loaded = load_text(ProgramText((("program.quale", text),), DATA), DOMAINS)
    except ProgramError as error:
        return [shown(found) for found in error.diagnostics]
    meaning = "".join(show_model(model) for model in loaded.project.models)
    return [*map(shown, loaded.diagnostics), f"  means {hashlib.sha256(meaning.encode()).hexdigest()[:16]}"]


@pytest.mark.parametrize("name", PROGRAMS)
def test_damaged_programs_are_told_what_is_on_file(name: str) -> None:
    text, golden = PROGRAMS[name].read_text(encoding="utf-8"), FOLDER / f"{name}.txt"
    lines: list[str] = []
    for number in range(4 if name.startswith("check_") else 24):
        what, broken = damaged(text, random.Random(f"{name} {number}"))
        lines += [what, *told(broken)]
    if os.environ.get("QUALE_GOLDEN"):
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert golden.read_text(encoding="utf-8").splitlines() == lines


def test_every_file_is_about_a_program() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(PROGRAMS)
