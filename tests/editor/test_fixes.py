"""A hint that says what to write writes it: for every program with mistakes, each such change undoes its mistake."""

from pathlib import Path

import pytest

from quale.diagnostics import Diagnostic
from quale.editor.analysis import Analysis, analyse
from quale.editor.fixes import Fix, fix
from tests.editor.programs import ROOT, written

WRONG = sorted((ROOT / "tests/language/wrong").glob("*.quale"))


def applied(text: str, change: Fix) -> str:
    return text[: change.span.start] + change.text + text[change.span.end :]


def same(one: Diagnostic, other: Diagnostic) -> bool:
    """Whether two findings of a text and a changed one are the same mistake."""
    place = one.span is not None and other.span is not None and abs(one.span.start - other.span.start) <= 3
    return place and one.message == other.message


def changes(analysis: Analysis, path: Path) -> list[tuple[Diagnostic, Fix]]:
    found = ((each, fix(each)) for each in analysis.diagnostics)
    return [(each, change) for each, change in found if change is not None and change.span.source.name == str(path)]


@pytest.mark.parametrize("path", WRONG, ids=[path.stem for path in WRONG])
def test_a_change_undoes_its_mistake(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for diagnostic, change in changes(analyse(path, {}), path):
        after = analyse(path, {path: applied(text, change)})
        left = [each for each in after.diagnostics if same(each, diagnostic)]
        assert not left, f"{change.title}: {left[0]} in {applied(text, change)}"


def test_every_did_you_mean_is_a_change() -> None:
    asked = done = 0
    for path in WRONG:
        analysis = analyse(path, {})
        told = [each for each in analysis.diagnostics if each.span and each.span.source.name == str(path)]
        asked += sum("did you mean" in each.hint for each in told)  # but for those about data files
        done += sum("did you mean" in each.hint for each, _ in changes(analysis, path))
    assert asked == done
    assert asked > 50


@pytest.mark.parametrize(
    ("written_text", "wanted"),
    [
        ("body B { stat a: bool }", "body B { state a: bool }"),
        ("action A { x = a && b }", "action A { x = a and b }"),
        ("action A { x = 1; }", "action A { x = 1 }"),
        ("world W { import entities from 'a.csv' }", 'world W { import entities from "a.csv" }'),
        ("action A { x = 0x1f }", "action A { x = 31 }"),
    ],
)
def test_changes(written_text: str, wanted: str) -> None:
    analysis, source = written(written_text)
    text = source.text
    first = next(change for each in analysis.diagnostics if (change := fix(each)) is not None)
    assert applied(text, first) == wanted
