import errno
import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quale.checkpoint.directory.lock import HOLDER, LOCK, InUseError, RunLock
from quale.diagnostics import CheckpointError
from tests.checkpoint.faulty import Faulty
from tests.checkpoint.made import names

HOLD = """
import sys
from pathlib import Path
from quale.checkpoint.directory.lock import RunLock
with RunLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_lock_lies_in_the_directory_and_stays(tmp_path: Path) -> None:
    directory = tmp_path / "runs" / "phase1"
    with RunLock(directory):
        assert json.loads((directory / HOLDER).read_text())["pid"] == os.getpid()
        (directory / "something").write_text("")
    assert names(tmp_path / "runs") == ["phase1"]
    assert names(directory) == [HOLDER, LOCK, "something"]
    with RunLock(directory):
        pass


def test_a_directory_in_which_nothing_came_to_be_is_unmade(tmp_path: Path) -> None:
    with RunLock(tmp_path / "runs" / "phase1"):
        pass
    assert names(tmp_path) == []
    (tmp_path / "made").mkdir()  # not by the lock
    with RunLock(tmp_path / "made"):
        pass
    assert (tmp_path / "made").is_dir()
    with RunLock(tmp_path / "left" / "alone"):
        (tmp_path / "left" / "note.txt").write_text("")
    assert names(tmp_path / "left") == ["note.txt"]


def test_whatever_a_directory_is_called_it_has_one_lock(tmp_path: Path) -> None:
    """As under two mounts: two names, one directory."""
    with RunLock(tmp_path / "x"):
        (tmp_path / "x").rename(tmp_path / "y")
        with pytest.raises(InUseError), RunLock(tmp_path / "y"):
            pass


def test_a_lock_file_that_was_taken_away_is_locked_again(tmp_path: Path) -> None:
    directory = tmp_path / "x"
    with RunLock(directory) as lock:
        assert lock.renew() == ""
        (directory / LOCK).unlink()
        assert "lock file" in lock.renew()
        assert lock.renew() == ""
        (directory / "new").write_text("")
        (directory / "new").replace(directory / LOCK)
        assert "was removed or replaced; it is locked again" in lock.renew()
        with pytest.raises(InUseError), RunLock(directory):
            pass
    with RunLock(directory):
        pass


def test_a_directory_that_was_taken_away_is_made_and_locked_again(tmp_path: Path) -> None:
    directory = tmp_path / "runs" / "x"
    with RunLock(directory) as lock:
        shutil.rmtree(tmp_path / "runs")
        assert lock.renew() == f"the run directory {directory} is gone; it is made again"
        directory.rename(tmp_path / "runs" / "y")
        directory.mkdir()
        assert "was replaced by another one" in lock.renew()
        with RunLock(tmp_path / "runs" / "y"):
            pass  # whose lock it has let go
        with pytest.raises(InUseError), RunLock(directory):
            pass


def test_a_directory_that_another_run_has_taken_is_not_taken_back(tmp_path: Path) -> None:
    directory = tmp_path / "x"
    with RunLock(directory) as lock:
        shutil.rmtree(directory)
        with RunLock(directory), pytest.raises(InUseError, match="in use by another run"):
            lock.renew()


def test_a_file_that_is_taken_away_while_it_is_locked_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who opened it before and locks it afterwards has locked nothing."""
    real, left = fcntl.flock, [2]

    def slow(handle: int, operation: int) -> None:
        if left[0]:
            left[0] -= 1
            (tmp_path / "x" / LOCK).unlink()
        real(handle, operation)

    monkeypatch.setattr(fcntl, "flock", slow)
    with RunLock(tmp_path / "x"):
        assert left == [0]
        with pytest.raises(InUseError), RunLock(tmp_path / "x"):
            pass
    left[0] = 100
    with pytest.raises(CheckpointError, match="gone whenever it is made"), RunLock(tmp_path / "x"):
        pass


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOLCK])
def test_where_there_is_no_flock_another_lock_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    real = fcntl.flock

    def missing(handle: int, operation: int) -> None:
        if os.fstat(handle).st_ino == (tmp_path / "x" / LOCK).stat().st_ino:
            raise OSError(code, os.strerror(code))
        real(handle, operation)

    monkeypatch.setattr(fcntl, "flock", missing)
    with RunLock(tmp_path / "x") as lock:
        assert lock.renew() == ""
        with pytest.raises(InUseError), RunLock(tmp_path / "x"):
            pass
        (tmp_path / "x" / "checkpoint").write_text("")
    with RunLock(tmp_path / "x"):
        pass


def test_a_held_directory_is_refused_with_the_holders_name_and_freed_when_it_dies(tmp_path: Path) -> None:
    directory = tmp_path / "a run, größer"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(directory)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(CheckpointError) as caught, RunLock(directory):
            pass
        assert f"in use by another run (process {holder.pid} on " in str(caught.value)
        assert str(directory) in str(caught.value)
        holder.kill()
    with RunLock(directory):
        pass


def test_two_locks_of_one_process_exclude_each_other_too(tmp_path: Path) -> None:
    with RunLock(tmp_path / "x"), pytest.raises(CheckpointError, match="in use"), RunLock(tmp_path / "x"):
        pass


def test_a_link_to_the_directory_is_the_same_directory(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with RunLock(tmp_path / "real"), pytest.raises(CheckpointError), RunLock(tmp_path / "link"):
        pass


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CheckpointError), RunLock(tmp_path / "file" / "run"):
        pass
    with pytest.raises(CheckpointError, match="No space left"), RunLock(tmp_path / "run", Faulty(0)):
        pass
    with RunLock(tmp_path / "run"):
        pass


def test_an_unreadable_note_is_no_trouble(tmp_path: Path) -> None:
    with RunLock(tmp_path / "x"):
        (tmp_path / "x" / HOLDER).write_text("[]")
        with pytest.raises(CheckpointError, match="its process is unknown"), RunLock(tmp_path / "x"):
            pass
