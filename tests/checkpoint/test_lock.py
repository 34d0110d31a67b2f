import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quale.checkpoint.directory.lock import RunLock
from quale.diagnostics import CheckpointError
from tests.checkpoint.faulty import Faulty

HOLD = """
import sys
from pathlib import Path
from quale.checkpoint.directory.lock import RunLock
with RunLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_lock_lies_beside_the_directory_and_stays(tmp_path: Path) -> None:
    with RunLock(tmp_path / "runs" / "phase1"):
        note = json.loads((tmp_path / "runs" / "phase1.holder").read_text())
        assert note["pid"] == os.getpid()
    assert (tmp_path / "runs" / "phase1.lock").exists()
    assert not (tmp_path / "runs" / "phase1").exists()
    with RunLock(tmp_path / "runs" / "phase1"):
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
        (tmp_path / "x.holder").write_text("[]")
        with pytest.raises(CheckpointError, match="its process is unknown"), RunLock(tmp_path / "x"):
            pass
