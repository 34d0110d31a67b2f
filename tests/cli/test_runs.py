"""`quale runs`: every state is told, a run under way is left alone, and nothing is lost without being asked for."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from quale.checkpoint.directory.lock import RunLock, is_held
from tests.cli.command import evolve_block, quale, write_program


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    blocks = [evolve_block("Walk", generations=2), evolve_block("Talk", generations=3)]
    program = write_program(tmp_path, *blocks)
    quale("evolve", program, "--run", "Walk", cwd=tmp_path)
    quale("evolve", program, "--run", "Talk", "--set", "population=8", cwd=tmp_path)
    return tmp_path


def rows(folder: Path, *arguments: str) -> dict[str, dict[str, object]]:
    said = quale("runs", *arguments, "--json", cwd=folder).stdout
    return {row["name"]: row for row in map(json.loads, said.splitlines())}


def test_what_lies_there_is_listed(folder: Path) -> None:
    (folder / "checkpoints/notes").mkdir()
    found = rows(folder)
    assert list(found) == ["talk", "walk"]
    talk = found["talk"]
    assert (talk["state"], talk["generation"], talk["generations"], talk["run"]) == ("finished", 3, 3, "Talk")
    assert talk["why"] == "3 generations are done"
    assert talk["program"] == "walk.quale, population=8"
    assert isinstance(talk["best"], float)
    assert isinstance(talk["age"], float)
    assert datetime.fromisoformat(str(talk["saved"])).tzinfo is not None
    lines = quale("runs", cwd=folder).stdout.splitlines()
    assert lines[0].split() == ["run", "state", "generation", "best", "program", "saved"]
    assert [line.split()[:3] for line in lines[1:]] == [["talk", "finished", "3/3"], ["walk", "finished", "2/2"]]
    assert rows(folder, "checkpoints/walk").keys() == {"walk"}


def test_states(tmp_path: Path) -> None:
    block = evolve_block(generations=4, more="checkpoint { every: 1 generations  keep: 9 }")
    quale("evolve", write_program(tmp_path, block), cwd=tmp_path)
    directory = tmp_path / "checkpoints/walk"
    assert rows(tmp_path)["walk"]["state"] == "finished"
    (directory / "checkpoint_gen4.quale-ckpt").unlink()
    found = rows(tmp_path)["walk"]
    assert (found["state"], found["generation"], found["generations"]) == ("interrupted", 3, 4)
    with RunLock(directory):
        assert rows(tmp_path)["walk"]["state"] == "running"
    assert not is_held(directory)
    (directory / "checkpoint_gen7.quale-ckpt").write_bytes(b"nothing")
    found = rows(tmp_path)["walk"]
    assert (found["state"], found["generation"]) == ("damaged", 3)
    for file in directory.glob("*.quale-ckpt"):
        file.write_bytes(b"nothing")
    found = rows(tmp_path)["walk"]
    assert (found["state"], found["generation"]) == ("damaged", None)
    assert "damaged" in quale("runs", cwd=tmp_path).stdout


def test_a_run_under_way_is_left_alone(folder: Path) -> None:
    directory = folder / "checkpoints/walk"
    before = sorted(file.name for file in directory.iterdir())
    with RunLock(directory):
        for action in (("rm", "walk", "--yes"), ("rename", "walk", "other"), ("tag", "walk", "mine")):
            assert "is in use by another run" in quale("runs", *action, cwd=folder, code=3).stderr
        assert sorted(file.name for file in directory.iterdir()) == before


def test_rm_asks_and_keeps_what_is_no_file_of_a_run(folder: Path) -> None:
    said = quale("runs", "rm", "walk", cwd=folder, code=2).stderr
    assert "wants `--yes`" in said
    assert rows(folder).keys() == {"talk", "walk"}
    assert "removed the run" in quale("runs", "rm", "walk", "--yes", cwd=folder).stdout
    assert not (folder / "checkpoints/walk").exists()
    (folder / "checkpoints/talk/mine.txt").write_text("mine", encoding="utf-8")
    said = quale("runs", "rm", "talk", "--yes", cwd=folder).stdout
    assert "stays, with what is no file of a run: mine.txt" in said
    assert (folder / "checkpoints/talk/mine.txt").read_text(encoding="utf-8") == "mine"
    assert "no runs in" in quale("runs", cwd=folder).stderr


def test_a_renamed_run_goes_on_under_its_new_name(folder: Path) -> None:
    quale("runs", "rename", "walk", "Stroll", cwd=folder)
    assert rows(folder).keys() == {"stroll", "talk"}
    quale("evolve", "--resume", "stroll", "--generations", "4", cwd=folder)
    assert rows(folder)["stroll"]["generation"] == 4
    assert "exists" in quale("runs", "rename", "stroll", "talk", cwd=folder, code=2).stderr
    for name in ("", ".", "..", "a/b", "x" * 300):
        assert "is no name for a run" in quale("runs", "rename", "stroll", name, cwd=folder, code=2).stderr
    assert rows(folder).keys() == {"stroll", "talk"}


def test_a_tag_is_shown_and_taken_away(folder: Path) -> None:
    quale("runs", "tag", "walk", "a", "first  try", cwd=folder)
    assert rows(folder)["walk"]["tag"] == "a first try"
    assert "walk: a first try" in quale("runs", cwd=folder).stdout
    quale("evolve", "--resume", "walk", "--generations", "3", cwd=folder)
    assert rows(folder)["walk"]["tag"] == "a first try"
    quale("runs", "tag", "walk", cwd=folder)
    assert rows(folder)["walk"]["tag"] == ""


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nowhere",), 3, "cannot list"),
        (("rm",), 2, "wanted `quale runs rm RUN"),
        (("rm", "nowhere"), 3, "has no run of that name"),
        (("rename", "walk"), 2, "wanted `quale runs rename RUN NEW`"),
        (("one", "two"), 2, "wanted `quale runs [DIR]`"),
        (("tag", "walk", "x" * 3000), 2, "a tag is a line of text"),
        (("rm", ".", "--yes"), 2, "is no directory of a run"),
    ],
)
def test_what_cannot_be_meant_is_told(folder: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    assert words in quale("runs", *arguments, cwd=folder, code=code).stderr
    assert rows(folder).keys() == {"talk", "walk"}
