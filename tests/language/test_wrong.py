"""Every program in wrong/ has exactly the diagnostics beside it; QUALE_GOLDEN=1 rewrites them."""

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from quale.diagnostics import Diagnostic, ProgramError, Severity, Source
from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.language.parsing.parse import parse
from quale.report.render import render

WRONG = Path(__file__).parent / "wrong"
PROGRAMS = sorted(path.name for path in WRONG.glob("*.quale"))


def diagnostics(name: str) -> tuple[Diagnostic, ...]:
    """Return what is told about a program; the checker has a say where the syntax is right."""
    _, found = parse(Source(name, Path(name).read_text(encoding="utf-8")))
    if found or find_spec("quale.language.load") is None:
        return found
    domains = import_module("quale.domains.register").DOMAINS
    try:
        loaded = import_module("quale.language.load").load(Path(name), domains)
    except ProgramError as error:
        return error.diagnostics
    return tuple(loaded.diagnostics)


@pytest.mark.parametrize("name", PROGRAMS)
def test_wrong_program_has_exactly_these_diagnostics(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WRONG)
    found = diagnostics(name)
    text = "\n".join(render(diagnostic) + "\n" for diagnostic in found)
    golden = WRONG / f"{Path(name).stem}.txt"
    if os.environ.get("QUALE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert not name.startswith("syntax_") or any(diagnostic.severity is Severity.ERROR for diagnostic in found)


@pytest.mark.parametrize("name", [name for name in PROGRAMS if name.startswith("syntax_")])
def test_the_checker_looks_at_programs_with_syntax_errors_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WRONG)
    with pytest.raises(ProgramError):
        load(Path(name), DOMAINS)


def test_there_are_enough_wrong_programs() -> None:
    assert len(PROGRAMS) >= 15
