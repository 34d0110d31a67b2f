"""Who reads the directory of a run that goes on: files are pruned, replaced and added while they are looked at."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from quale.checkpoint.directory.disk import Disk
from quale.checkpoint.directory.resume import find, newest, source
from quale.checkpoint.directory.store import file_name, save
from quale.checkpoint.directory.verify import Verification, verify
from quale.diagnostics import CheckpointError
from tests.checkpoint.made import ORIGIN, snapshot
from tests.cli.command import quale
from tests.faults.children import finish, started, wait_for
from tests.faults.small import program


class Live(Disk):
    """Before some looks at a file the run saves its next generation and prunes the oldest it has."""

    def __init__(self, directory: Path, *, keep: int = 2, moves: int = 10_000, at: str = "size") -> None:
        self.directory, self.keep, self.moves, self.at = directory, keep, moves, at
        self.generation = 0
        for _ in range(keep):
            self.advance()

    def advance(self) -> None:
        self.generation += 1
        save(self.directory, snapshot(self.generation), ORIGIN)
        oldest = self.directory / file_name(self.generation - self.keep)
        oldest.unlink(missing_ok=True)

    def look(self, call: str) -> None:
        if call == self.at and self.moves > 0:
            self.moves -= 1
            self.advance()

    def size(self, path: Path) -> int:
        self.look("size")
        return super().size(path)

    def read(self, path: Path, limit: int) -> bytes:
        self.look("read")
        return super().read(path, limit)


def whole(verification: Verification) -> None:
    assert verification.damaged == 0
    assert verification.files
    assert all(file.header is not None for file in verification.files)


@pytest.mark.parametrize("at", ["size", "read"])
@pytest.mark.parametrize("keep", [1, 2, 5])
@pytest.mark.parametrize("moves", [1, 3, 7])
def test_verifying_a_run_that_prunes_finds_no_damage(tmp_path: Path, keep: int, moves: int, at: str) -> None:
    live = Live(tmp_path, keep=keep, moves=moves, at=at)
    verification = verify(str(tmp_path), tmp_path, live)
    whole(verification)
    assert verification.files[0].path.name == file_name(live.generation)
    assert verification.resumed == tmp_path / file_name(live.generation)


@pytest.mark.parametrize("keep", [2, 5])
def test_a_run_that_never_stands_still_is_not_called_damaged_either(tmp_path: Path, keep: int) -> None:
    """A file that stays for a while is found whole; those that went meanwhile are not spoken of."""
    pinned = save(tmp_path, snapshot(500), ORIGIN).path
    verification = verify(str(tmp_path), tmp_path, Live(tmp_path, keep=keep, moves=60))
    whole(verification)
    assert pinned in {file.path for file in verification.files}


def test_a_file_that_is_replaced_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    """Header and content would be of two files."""
    path = save(tmp_path, snapshot(3), ORIGIN).path

    class Replaced(Disk):
        left = 1

        def read(self, path: Path, limit: int) -> bytes:
            data = super().read(path, limit)
            if self.left:
                self.left -= 1
                save(tmp_path, snapshot(3, population=9), ORIGIN)
            return data

    whole(verify(str(tmp_path), tmp_path, Replaced()))
    path.write_bytes(path.read_bytes()[:-1])
    assert verify(str(tmp_path), tmp_path).damaged == 1  # which stays damaged however often it is read


def test_damage_is_told_apart_from_pruning(tmp_path: Path) -> None:
    damaged = save(tmp_path, snapshot(500), ORIGIN).path
    damaged.write_bytes(damaged.read_bytes()[:-1])
    verification = verify(str(tmp_path), tmp_path, Live(tmp_path, moves=3))
    assert [file.path for file in verification.files if file.error is not None] == [damaged]


@pytest.mark.parametrize("read", [newest, lambda place, disk: find(str(place), place, disk)])
@pytest.mark.parametrize("moves", [1, 3, 9])
def test_the_newest_of_a_run_that_prunes_is_found(tmp_path: Path, moves: int, read: Callable[..., object]) -> None:
    live = Live(tmp_path, keep=1, moves=moves)
    found = read(tmp_path, live)
    assert getattr(found, "path", None) == tmp_path / file_name(live.generation)


def test_the_real_command_beside_a_real_run(tmp_path: Path) -> None:
    """Every save is held up for a moment where it deletes, so that readers meet both states."""
    path = tmp_path / "small.quale"
    path.write_text(program(population=3, generations=60, keep=1, keep_best=False))
    with started("evolve", path, "--quiet", cwd=tmp_path, held=("unlink", 1, 0.1)) as run:
        wait_for(run, "held")
        while run.poll() is None:
            quale("inspect", "--verify", "small", cwd=tmp_path)
            quale("inspect", "small", cwd=tmp_path)
    assert finish(path, tmp_path)


def test_a_folder_without_checkpoints_gives_way_to_the_run_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "phase1").mkdir()
    (tmp_path / "phase1" / "maze.txt").write_text("")
    assert "holds no checkpoint" in quale("inspect", "phase1", cwd=tmp_path, code=3).stderr
    runs = tmp_path / "checkpoints" / "phase1"
    runs.mkdir(parents=True)
    assert "error: phase1: holds no checkpoint" in quale("inspect", "phase1", cwd=tmp_path, code=3).stderr
    save(runs, snapshot(2), ORIGIN)
    told = "warning: the directory phase1 holds no checkpoint; this is the run of that name, in checkpoints/phase1"
    for arguments in (("phase1",), ("phase1", "--verify"), ("phase1", "--json")):
        assert told in quale("inspect", *arguments, cwd=tmp_path).stderr
    with contextlib.chdir(tmp_path), pytest.raises(CheckpointError, match="phase1: holds no checkpoint"):
        source("phase1", Path("checkpoints"), is_path=True)  # a path in quotes is nothing else
    save(tmp_path / "phase1", replace(snapshot(1), run="Mine"), ORIGIN)
    assert quale("inspect", "phase1", cwd=tmp_path).stdout.startswith("Mine, generation 1")
