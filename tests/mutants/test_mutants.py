"""The campaign itself: what it changes, which tests it runs, whom it believes, what it counts."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.mutants import __main__ as campaign
from tests.mutants.mutate import Mutant, is_python, mutants_of
from tests.mutants.rooms import room_of, stages_of, texts_of_tests
from tests.mutants.trial import Outcome, Witnesses, trial

ROOT = Path(__file__).parents[2]

SOURCE = '''"""A docstring that says `is` and 1."""
LIMIT = 3

def grow(size: int, *, quick: bool = True) -> int:
    """Another, not changed."""
    if size < LIMIT and not quick:
        size += 1
    name = f"{size + 1} of {LIMIT}"
    return max(size, 2) - (0.5 if name == "large" else 0)
'''
CHANGED = {
    "LIMIT = 4",
    "quick: bool = False",
    "if size <= LIMIT and not quick:",
    "if size < LIMIT or not quick:",
    "if size < LIMIT and quick:",
    "if False:",
    "pass",
    "size += 2",
    'return min(size, 2) - (0.5 if name == "large" else 0)',
    'return max(size, 3) - (0.5 if name == "large" else 0)',
    'return max(size, 2) + (0.5 if name == "large" else 0)',
    'return max(size, 2) - (0.75 if name == "large" else 0)',
    'return max(size, 2) - (0.5 if name != "large" else 0)',
    'return max(size, 2) - (0.5 if name == "largex" else 0)',
    'return max(size, 2) - (0.5 if name == "large" else 1)',
}


def line_of(mutant: Mutant, text: str) -> str:
    before, after = text.splitlines(), mutant.applied(text).splitlines()
    (changed,) = [new.strip() for old, new in zip(before, after, strict=True) if old != new]
    return changed


def test_one_comparison_constant_statement_or_operator_is_changed() -> None:
    found = [line_of(mutant, SOURCE) for mutant in mutants_of("quale/x.py", SOURCE)]
    signature = "def grow(size: int, *, quick: bool = False) -> int:"
    assert {signature if "quick: bool" in line else line for line in CHANGED} <= set(found)
    assert not [line for line in found if "docstring" in line or "Another" in line]
    for mutant in mutants_of("quale/x.py", SOURCE):
        assert is_python(mutant.applied(SOURCE))
        assert mutant.applied(SOURCE) != SOURCE


def test_letters_of_several_bytes_shift_nothing() -> None:
    text = 'SIGN = "→ ä" if 1 < 2 else "b"\n'
    assert 'SIGN = "→ ä" if 1 <= 2 else "b"' in [line_of(mutant, text) for mutant in mutants_of("quale/x.py", text)]


def test_an_assertion_of_ones_own_is_left_alone() -> None:
    assert mutants_of("quale/x.py", "pairs = list(zip(a, b, strict=True))\n") == []


def test_a_seed_always_means_the_same_and_no_mutant_comes_twice() -> None:
    first = campaign.chosen(ROOT, 5, 60)
    assert first == campaign.chosen(ROOT, 5, 60)
    assert first != campaign.chosen(ROOT, 6, 60)
    assert len(set(first)) == 60
    assert {room_of(mutant.file) for mutant in campaign.chosen(ROOT, 5, 20, "report")} == {"report"}
    assert len({room_of(mutant.file) for mutant in first}) > 8


def test_every_room_has_tests_and_every_test_is_in_one_stage() -> None:
    for path in sorted((ROOT / "quale").rglob("*.py")):
        stages = stages_of(ROOT, path.relative_to(ROOT).as_posix())
        assert stages[0], path
        assert sorted(name for stage in stages for name in stage) == sorted(texts_of_tests(ROOT))
    own, _, _ = stages_of(ROOT, "quale/report/draw.py")
    assert own[0] == "tests/report/test_draw.py"
    assert all(name.startswith("tests/report/") for name in own)


@pytest.fixture(name="tree")
def _tree(tmp_path: Path) -> Path:
    (tmp_path / "quale").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "quale" / "__init__.py").touch()
    small = "LIMIT = 3\n\n\ndef under(n: int) -> bool:\n    return n < LIMIT\n"
    (tmp_path / "quale" / "small.py").write_text(small)
    (tmp_path / "tests" / "conftest.py").write_bytes((ROOT / "tests" / "conftest.py").read_bytes())
    (tmp_path / "tests" / "test_small.py").write_text(
        "from quale.small import under\n\n\n"
        "def test_broken() -> None:\n    assert not under(1)\n\n\n"
        "def test_under() -> None:\n    assert under(1)\n    assert not under(4)\n"
    )
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = "--import-mode=importlib"\n')
    return tmp_path


def test_what_is_noticed_and_what_survives(tree: Path) -> None:
    file, text = "quale/small.py", (tree / "quale" / "small.py").read_text()
    found = {line_of(mutant, text): mutant for mutant in mutants_of(file, text)}
    witnesses = Witnesses(tree, 60)
    tests = ["tests/test_small.py"]
    none = witnesses.look(found["pass"], tests)  # `test_broken` passes, and fails without the mutant: not believed
    assert (none.result, none.by) == ("noticed", "tests/test_small.py::test_under")
    edge = witnesses.look(found["return n <= LIMIT"], tests)
    assert edge.result == "survived"
    assert witnesses.unsound == {"tests/test_small.py::test_broken"}
    assert (tree / "quale" / "small.py").read_text() == text


def test_a_mutant_without_end_is_stopped(tree: Path) -> None:
    text = (tree / "quale" / "small.py").read_text()
    start = text.index("return")
    endless = Mutant("quale/small.py", "statement", start, len(text) - 1, "while True: pass")
    outcome = trial(tree, endless, ["tests/test_small.py"], 3, ())
    assert outcome.result == "timed out"


def test_the_table_counts_by_room_without_what_cannot_be_told() -> None:
    rooms = {
        "cli": Counter({"noticed": 8, "timed out": 1, "survived": 1, "equivalent": 3}),
        "report": Counter({"noticed": 1}),
    }
    lines = [line.split() for line in campaign.table(rooms).splitlines()]
    assert lines[1:] == [
        ["cli", "13", "8", "1", "1", "3", "90%"],
        ["report", "1", "1", "0", "0", "0", "100%"],
        ["all", "14", "9", "1", "1", "3", "91%"],
    ]


def test_outcomes_are_read_back_and_a_torn_line_is_not(tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert campaign.kept(state) == {}
    state.write_text('{"name": "a", "result": "survived", "by": "", "seconds": 1.5}\n{"name": "b", "resu')
    assert campaign.kept(state) == {"a": Outcome("survived", "", 1.5)}


def test_what_was_judged_equivalent_has_a_reason() -> None:
    rows = tomllib.loads(campaign.EQUIVALENT.read_text(encoding="utf-8"))["mutant"]
    assert all(set(row) == {"file", "line", "by", "why"} and row["why"] for row in rows)
    assert len(campaign.equivalent()) == len(rows)
