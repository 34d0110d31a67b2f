"""Every seeded bug has its place: what was moved or reworded would otherwise be found by nobody until the campaign."""

import pytest

from tests.faults.sabotage import ROOT, SABOTAGES, Sabotage


@pytest.mark.parametrize("sabotage", SABOTAGES, ids=[sabotage.name for sabotage in SABOTAGES])
def test_a_seeded_bug_has_one_place_and_tests_that_are_there(sabotage: Sabotage) -> None:
    text = (ROOT / "quale" / sabotage.file).read_text(encoding="utf-8")
    assert text.count(sabotage.line) == 1
    assert sabotage.by != sabotage.line
    for test in sabotage.tests:  # a file, or FILE::NAME
        file, _, name = test.partition("::")
        assert (ROOT / file).exists()
        assert f"def {name}" in (ROOT / file).read_text(encoding="utf-8")


def test_their_names_are_their_own() -> None:
    names = [sabotage.name for sabotage in SABOTAGES]
    assert len(set(names)) == len(names)
