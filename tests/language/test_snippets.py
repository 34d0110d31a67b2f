"""What is told about small pieces of programs is on file, block by block; QUALE_GOLDEN=1 rewrites it."""

import hashlib
import os
import tomllib
from pathlib import Path

import pytest

from quale.diagnostics import Diagnostic, ProgramError, Severity
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import ProgramText
from quale.model.show import show_model
from tests.language.checking import program, shortened
from tests.language.test_meaning import written

HERE = Path(__file__).parent
FOLDER = HERE.parent / "golden/snippets"
SNIPPETS: dict[str, list[str]] = tomllib.loads((HERE / "snippets.toml").read_text(encoding="utf-8"))


def shown(found: Diagnostic, inserted: int) -> str:
    """Return a diagnostic on a line, with its place in the piece."""
    place = f"{found.span.start - inserted}+{found.span.end - found.span.start}" if found.span else "nowhere"
    notes = (f"{note.message} at {note.span.text if note.span else ''}" for note in found.notes)
    words = (found.message, found.label, found.hint, *notes)
    return f"    {place} {found.severity.value}: {shortened(' | '.join(filter(None, words)))}"


def told(slot: str, snippet: str) -> list[str]:
    """Return what is told about a program with a piece more, and a digest of what it means."""
    text = program(**{slot: snippet})
    inserted = text.index(snippet)
    try:
        loaded = load_text(ProgramText((("program.quale", text),), ()), DOMAINS)
    except ProgramError as error:
        return [shown(found, inserted) for found in error.diagnostics]
    meaning = "".join(f"{show_model(model)}{written(model)}" for model in loaded.project.models)
    seen = [shown(found, inserted) for found in loaded.diagnostics if found.severity is not Severity.ERROR]
    return [*seen, f"    means {hashlib.sha256(meaning.encode()).hexdigest()[:12]}"]


@pytest.mark.parametrize("slot", SNIPPETS)
def test_pieces_are_told_what_is_on_file(slot: str) -> None:
    lines = [line for snippet in SNIPPETS[slot] for line in (snippet, *told(slot, snippet))]
    golden = FOLDER / f"{slot}.txt"
    if os.environ.get("QUALE_GOLDEN"):
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert golden.read_text(encoding="utf-8").splitlines() == lines


def test_no_piece_stands_twice() -> None:
    for pieces in SNIPPETS.values():
        assert len(set(pieces)) == len(pieces)
