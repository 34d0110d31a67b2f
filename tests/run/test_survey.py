"""A directory of runs, row by row: states, reasons, and what cannot be read."""

from dataclasses import replace
from pathlib import Path

import pytest

from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.rearrange import tag
from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.store import file_name, save
from quale.checkpoint.format.header import Origin
from quale.diagnostics import CheckpointError
from quale.model.model import ProgramText
from quale.run.survey import Row, survey
from tests.faults.small import go, planned


def only(root: Path) -> Row:
    (row,) = survey(root)
    return row


def test_a_run_has_every_cell_of_its_row(tmp_path: Path) -> None:
    go(tmp_path, planned(2))
    directory = tmp_path / "small"
    tag(directory, "my first")
    found = newest(directory)
    best = found.snapshot.state.best
    assert best is not None
    over = Row(
        "small",
        directory,
        "finished",
        "2 generations are done",
        "Small",
        "small.quale",
        2,
        2,
        best.fitness,
        7,
        found.header.created,
        "my first",
    )
    assert survey(tmp_path) == survey(directory) == (over,)
    with RunLock(directory):
        assert only(tmp_path) == replace(over, state="running", why="")
    (directory / file_name(2)).unlink()
    earlier = only(tmp_path)
    assert (earlier.state, earlier.why, earlier.generation, earlier.generations) == ("interrupted", "", 1, 2)
    (directory / file_name(2)).write_bytes(b"")
    hurt = only(tmp_path)
    assert (hurt.state, hurt.generation) == ("damaged", 1)
    assert f"{file_name(2)}: is empty" in hurt.why
    assert "\n" not in hurt.why


def test_a_run_is_called_by_its_directory_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go(tmp_path, planned(1))
    monkeypatch.chdir(tmp_path / "small")
    for name in ("", ".", "../small/."):
        assert only(Path(name)).name == "small"
    (tmp_path / "small/within").mkdir()
    monkeypatch.chdir(tmp_path / "small/within")
    assert only(Path("..")).name == "small"


def test_where_nothing_can_be_read_the_last_reason_is_told(tmp_path: Path) -> None:
    go(tmp_path, planned(1))
    directory = tmp_path / "small"
    for file in directory.glob("*.quale-ckpt"):
        file.write_bytes(b"nothing of ours, and long enough to be looked at")
    row = only(tmp_path)
    assert (row.state, row.generation, row.best, row.run) == ("damaged", None, None, "")
    assert row.why.startswith(str(directory / file_name(0)))
    assert "\n" not in row.why
    with RunLock(directory):
        assert only(tmp_path).state == "running"


def test_founders_have_no_best_and_a_program_that_is_not_accepted_no_end(tmp_path: Path) -> None:
    go(tmp_path, planned(1))
    directory = tmp_path / "small"
    (directory / file_name(1)).unlink()
    founders = only(tmp_path)
    assert (founders.state, founders.best, founders.generation, founders.generations) == ("interrupted", None, 0, 1)
    found = newest(directory)
    foreign = replace(found.snapshot, text=ProgramText((("a.quale", "no program"), ("--set", "ticks=3\nseed=4")), ()))
    (directory / file_name(0)).unlink()
    save(directory, foreign, Origin(found.header.run_id, found.header.created))
    row = only(tmp_path)
    assert (row.state, row.why, row.generations) == ("interrupted", "", None)
    assert row.program == "a.quale, ticks=3, seed=4"


def test_what_is_no_directory_is_told(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="cannot list"):
        survey(tmp_path / "nowhere")
    assert survey(tmp_path) == ()
