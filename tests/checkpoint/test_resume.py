from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from quale.checkpoint.directory.resume import LOOKS, completed, differences, find, newest, source
from quale.checkpoint.directory.store import file_name, save
from quale.checkpoint.format.codec import decode, encode
from quale.diagnostics import CheckpointError
from quale.language.load import read_data
from quale.model.model import DataFile, ProgramText
from tests.checkpoint.faulty import Faulty
from tests.checkpoint.made import ORIGIN, snapshot


def run(directory: Path, *generations: int) -> Path:
    directory.mkdir(parents=True)
    for generation in generations:
        save(directory, snapshot(generation), ORIGIN)
    return directory


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_a_file_a_directory_and_a_name_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    checkpoints = Path("checkpoints")
    run(checkpoints / "phase1", 9, 10)
    assert find("checkpoints/phase1/checkpoint_gen9.quale-ckpt", checkpoints).header.generation == 9
    assert find("checkpoints/phase1", checkpoints).header.generation == 10
    assert find("Phase1", checkpoints).header.generation == 10
    run(Path("Phase1"), 3)
    assert find("Phase1", checkpoints).header.generation == 3  # an existing path wins over a name


def test_what_is_nowhere_is_an_error_that_names_the_runs(tmp_path: Path) -> None:
    run(tmp_path / "phase1", 1)
    (tmp_path / "file").write_text("")
    with pytest.raises(CheckpointError) as caught:
        find("phase9", tmp_path)
    assert caught.value.reason == f"is no file or directory, and {tmp_path} has no run of that name; it has phase1"
    with pytest.raises(CheckpointError, match=r"has no run of that name$"):
        find("phase9", tmp_path / "missing")


def test_a_damaged_newest_is_told_and_the_one_before_is_used(tmp_path: Path) -> None:
    directory = run(tmp_path / "phase1", 1, 2, 3, 4)
    (directory / file_name(1)).write_bytes(b"old damage is nobody's business here")
    damage(directory / file_name(4))
    (directory / file_name(3)).write_bytes(b"")
    found = newest(directory)
    assert found.header.generation == 2
    assert len(found.messages) == 2
    assert all(message.endswith("going on from checkpoint_gen2.quale-ckpt") for message in found.messages)
    assert any("checkpoint_gen3.quale-ckpt: is empty" in message for message in found.messages)


def test_nothing_valid_lists_what_was_tried_and_why(tmp_path: Path) -> None:
    directory = run(tmp_path / "phase1", 1, 2)
    damage(directory / file_name(2))
    (directory / file_name(1)).write_bytes(b"zip")
    with pytest.raises(CheckpointError) as caught:
        find(str(directory), tmp_path)
    lines = str(caught.value).splitlines()
    assert lines[0].endswith("holds no valid checkpoint; tried:")
    assert "checkpoint_gen1.quale-ckpt: is not a Quale checkpoint" in lines[1]
    assert "checkpoint_gen2.quale-ckpt, section" in lines[2]
    (tmp_path / "empty").mkdir()
    with pytest.raises(CheckpointError, match="holds no checkpoint"):
        find(str(tmp_path / "empty"), tmp_path)


def test_seeding_takes_a_name_or_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    checkpoints = Path("checkpoints")
    run(checkpoints / "phase1", 1, 2)
    found, lineage = source("Phase1", checkpoints, is_path=False)
    assert (lineage.run, lineage.run_id, lineage.generation) == ("Phase1", ORIGIN.run_id, 2)
    assert lineage.digest == found.header.digest
    assert lineage.path == "checkpoints/phase1/checkpoint_gen2.quale-ckpt"
    _, lineage = source("checkpoints/phase1/checkpoint_gen1.quale-ckpt", checkpoints, is_path=True)
    assert lineage.generation == 1


def test_a_missing_source_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="evolve it first with `--run Phase1`"):
        source("Phase1", tmp_path, is_path=False)
    with pytest.raises(CheckpointError, match="seed_from names a file that is not there"):
        source("old.quale-ckpt", tmp_path, is_path=True)


def test_differences_are_lines() -> None:
    old = snapshot()
    assert differences(old, old.text, old.configuration) == ()
    text = ProgramText((("a.quale", "changed"), ("c.quale", "")), (DataFile("z.csv", b"3,4\n"),))
    assert differences(old, text, (("population", "9"), ("ticks", "3"))) == (
        "brain.recurrent: false -> not set",
        "population: 5 -> 9",
        "ticks: not set -> 3",
        "program file a.quale: changed",
        "program file b.quale: removed",
        "program file c.quale: added",
        "data file z.csv: changed",
    )


def test_large_data_files_are_read_again_and_held_to_their_digest(tmp_path: Path) -> None:
    large = DataFile("big.csv", b"1" * (2**24 + 1))
    old = replace(snapshot(), text=ProgramText((), (large,)))
    _, loaded = decode(encode(old, ORIGIN), "x")
    assert differences(loaded, old.text, old.configuration) == ()
    read = partial(read_data, tmp_path)
    with pytest.raises(CheckpointError, match=r"big\.csv: .*which the checkpoint does not hold: no such file"):
        completed(loaded, read)
    for other in (large.data + b"2", large.data[:-1] + b"2"):
        (tmp_path / "big.csv").write_bytes(other)
        with pytest.raises(CheckpointError, match=r"big\.csv: is not the file that the run was started with"):
            completed(loaded, read)
    (tmp_path / "big.csv").write_bytes(large.data)
    assert completed(loaded, read) == old.text


def test_a_damaged_file_beside_one_that_is_pruned_does_not_keep_it_from_looking_again(tmp_path: Path) -> None:
    save(tmp_path, snapshot(1), ORIGIN)
    (tmp_path / file_name(9)).write_bytes(b"no checkpoint")

    class Pruned(Faulty):
        def size(self, path: Path) -> int:
            if path.name == file_name(1) and path.exists():
                save(tmp_path, snapshot(2), ORIGIN)
                path.unlink()
            return super().size(path)

    found = newest(tmp_path, Pruned())
    assert found.header.generation == 2
    assert [file_name(9) in words for words in found.messages] == [True]


def test_a_directory_whose_files_never_stay_is_looked_at_a_bounded_number_of_times(tmp_path: Path) -> None:
    looks: list[Path] = []

    class Vanishing(Faulty):
        def listdir(self, path: Path) -> list[str]:
            looks.append(path)
            return [file_name(len(looks))]

    with pytest.raises(CheckpointError, match="holds no valid checkpoint; tried:"):
        newest(tmp_path, Vanishing())
    assert len(looks) == LOOKS + 1
