"""`quale inspect --verify`: every file of a directory, and which would be resumed."""

import json
from pathlib import Path

from quale.checkpoint.directory.store import file_name, save
from tests.checkpoint.made import ORIGIN, snapshot
from tests.cli.command import quale


def run(place: Path) -> Path:
    directory = place / "checkpoints" / "phase1"
    directory.mkdir(parents=True)
    for generation in (2, 9, 10):
        save(directory, snapshot(generation), ORIGIN)
    return directory


def damage(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_whole_files_newest_first(tmp_path: Path) -> None:
    run(tmp_path)
    lines = quale("inspect", "--verify", "Phase1", cwd=tmp_path).stdout.splitlines()
    assert [line.partition(": ")[0] for line in lines[:3]] == [
        f"checkpoints/phase1/{file_name(generation)}" for generation in (10, 9, 2)
    ]
    about = f"run {ORIGIN.run_id[:8]}, {ORIGIN.created}"
    assert [line.partition(": ")[2] for line in lines[:3]] == [
        f"whole, Phase1 after generation {generation}, {about}" for generation in (10, 9, 2)
    ]
    told = json.loads(quale("inspect", "--verify", "Phase1", "--json", cwd=tmp_path).stdout)
    newest = told["files"][0]
    path = tmp_path / "checkpoints" / "phase1" / file_name(10)
    assert newest == {
        "path": f"checkpoints/phase1/{file_name(10)}",
        "valid": True,
        "error": None,
        "run": "Phase1",
        "run_id": ORIGIN.run_id,
        "generation": 10,
        "created": ORIGIN.created,
        "size": path.stat().st_size,
        "digest": newest["digest"],
    }
    assert len(bytes.fromhex(newest["digest"])) == 32
    assert lines[3] == f"3 of 3 whole; `--resume` goes on from checkpoints/phase1/{file_name(10)}"


def test_damage_that_only_a_look_at_every_byte_finds(tmp_path: Path) -> None:
    directory = run(tmp_path)
    damage(directory / file_name(10), -200)
    said = quale("inspect", "--verify", directory, cwd=tmp_path, code=3)
    assert f"{file_name(10)}, section program: is damaged: the content does not match its digest" in said.stdout
    assert f"2 of 3 whole; `--resume` goes on from {directory / file_name(9)}" in said.stdout
    told = json.loads(quale("inspect", "--verify", directory, "--json", cwd=tmp_path, code=3).stdout)
    assert [(file["valid"], file.get("generation")) for file in told["files"]] == [(False, None), (True, 9), (True, 2)]
    assert (told["damaged"], told["resumed"]) == (1, str(directory / file_name(9)))
    for generation in (2, 9):
        damage(directory / file_name(generation), 40)
    assert "0 of 3 whole; nothing to resume" in quale("inspect", "--verify", directory, cwd=tmp_path, code=3).stdout


def test_one_file_and_none(tmp_path: Path) -> None:
    directory = run(tmp_path)
    one = directory / file_name(2)
    assert f"1 of 1 whole; `--resume` goes on from {one}" in quale("inspect", "--verify", one, cwd=tmp_path).stdout
    (tmp_path / "empty").mkdir()
    assert "holds no checkpoint" in quale("inspect", "--verify", tmp_path / "empty", cwd=tmp_path, code=3).stderr
    assert "has no run of that name" in quale("inspect", "--verify", "nobody", cwd=tmp_path, code=3).stderr


def test_a_damaged_newest_file_is_warned_of_and_the_one_before_it_shown(tmp_path: Path) -> None:
    directory = run(tmp_path)
    damage(directory / file_name(10), -200)
    said = quale("inspect", "Phase1", cwd=tmp_path)
    assert said.stdout.startswith("Phase1, generation 9\n")
    (line,) = said.stderr.splitlines()
    assert line.startswith(f"warning: checkpoints/phase1/{file_name(10)}")
    assert json.loads(quale("inspect", "Phase1", "--json", cwd=tmp_path).stdout)["generation"] == 9
