from pathlib import Path

import pytest

from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.run_directory import begin, directory_of, rewind
from quale.checkpoint.directory.store import file_name, load_header, save
from quale.diagnostics import CheckpointError
from tests.checkpoint.made import ORIGIN, names, snapshot


def run(tmp_path: Path, *generations: int) -> Path:
    directory = tmp_path / "phase1"
    begin(directory)
    for generation in generations:
        save(directory, snapshot(generation), ORIGIN)
    for log in ("history.jsonl", "history.csv"):
        (directory / log).write_text(log)
    return directory


def test_the_directory_has_the_runs_name_in_lower_case() -> None:
    assert directory_of(Path("checkpoints"), "Phase1") == Path("checkpoints/phase1")


def test_a_fresh_run_makes_its_directory(tmp_path: Path) -> None:
    assert begin(tmp_path / "checkpoints" / "phase1") == ()
    assert names(tmp_path / "checkpoints") == ["phase1"]


def test_a_fresh_run_takes_a_directory_without_checkpoints_and_sweeps_it(tmp_path: Path) -> None:
    (tmp_path / ".checkpoint_gen0.quale-ckpt.12.0.quale-tmp").write_text("")
    (tmp_path / "notes.txt").write_text("")
    assert begin(tmp_path) == ()
    assert names(tmp_path) == ["notes.txt"]


def test_a_fresh_run_stops_at_checkpoints_with_both_ways_on(tmp_path: Path) -> None:
    directory = run(tmp_path, 0, 5)
    with pytest.raises(CheckpointError) as caught:
        begin(directory)
    assert "holds 2 checkpoint(s), up to checkpoint_gen5.quale-ckpt" in caught.value.reason
    assert f"`--resume {directory}`" in caught.value.reason
    assert "`--overwrite`" in caught.value.reason
    assert len(names(directory)) == 4


def test_overwrite_moves_the_old_run_aside(tmp_path: Path) -> None:
    for number in (1, 2):
        directory = run(tmp_path, number)
        assert begin(directory, overwrite=True) == (f"moved the old run to {directory}.{number}",)
        assert names(directory) == []
    assert names(tmp_path) == ["phase1", "phase1.1", "phase1.2"]
    assert load_header(tmp_path / "phase1.2" / file_name(2)).generation == 2
    assert begin(directory, overwrite=True) == ()


def test_going_on_from_the_newest_moves_nothing(tmp_path: Path) -> None:
    directory = run(tmp_path, 0, 5)
    found = newest(directory)
    assert rewind(found.path, found.header) == ()
    assert names(tmp_path) == ["phase1"]


def test_going_on_from_an_older_file_moves_later_ones_and_the_logs_first(tmp_path: Path) -> None:
    directory = run(tmp_path, 0, 5, 10, 100)
    other = save(directory, snapshot(20), ORIGIN.__class__("f" * 32, "")).path
    path = directory / file_name(5)
    messages = rewind(path, load_header(path))
    assert messages == (
        "moved checkpoint_gen10.quale-ckpt, checkpoint_gen100.quale-ckpt and the logs to " + f"{directory}.1",
    )
    assert names(directory) == sorted([file_name(0), file_name(5), other.name])
    moved = [file_name(10), file_name(100), "history.csv", "history.jsonl"]
    assert names(tmp_path / "phase1.1") == sorted(moved)
    assert rewind(path, load_header(path)) == ()


def test_later_damaged_files_are_renamed(tmp_path: Path) -> None:
    directory = run(tmp_path, 0, 5, 6, 7)
    (directory / file_name(6)).write_bytes(b"x")
    data = bytearray((directory / file_name(7)).read_bytes())
    data[-100] ^= 1
    (directory / file_name(7)).write_bytes(data)
    (directory / file_name(0)).write_bytes(b"x")
    found = newest(directory)
    assert found.header.generation == 5
    messages = rewind(found.path, found.header)
    assert [message.split("; ")[1] for message in messages] == [
        f"renamed to {file_name(6)}.damaged",
        f"renamed to {file_name(7)}.damaged",
    ]
    assert file_name(0) in names(directory)
    assert "history.csv" in names(directory)


def test_a_directory_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CheckpointError):
        begin(tmp_path / "file" / "run")
    with pytest.raises(CheckpointError):
        begin(tmp_path / "file")
