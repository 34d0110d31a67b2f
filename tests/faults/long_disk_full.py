"""A real disk of two megabytes that is filled up during a run and freed again."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from quale.checkpoint.directory.resume import newest
from tests.faults.children import ended, finish, started, wait_for
from tests.faults.small import program, temporaries


@pytest.fixture(name="disk")
def _disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=2m", "none", disk], check=False, capture_output=True
    )
    if not done or done.returncode:
        pytest.skip("a small tmpfs may not be mounted here: that takes root, or `unshare -rm`")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def fill(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return ballast


def write(place: Path) -> Path:
    path = place / "small.quale"
    path.write_text(program(generations=60, population=40, keep=3, scenarios=50, ticks=2000))
    return path


def test_filled_and_freed(tmp_path: Path, disk: Path) -> None:
    path = write(tmp_path)
    with started("evolve", path, "--checkpoints", disk / "runs", cwd=tmp_path) as process:
        wait_for(process, "saved generation 3")
        ballast = fill(disk)
        wait_for(process, "not saved: ")
        wait_for(process, "not saved: ")
        found = newest(disk / "runs" / "small")
        assert found.header.generation >= 3
        assert os.statvfs(disk).f_bavail == 0
        ballast.unlink()
        wait_for(process, "saved generation")
        code, words, _ = ended(process)
    assert code == 0, words
    assert temporaries(disk) == []
    shutil.copytree(disk / "runs", tmp_path / "checkpoints")
    other = tmp_path / "roomy"
    other.mkdir()
    assert finish(path, tmp_path) == finish(write(other), other)


def test_full_to_the_end(tmp_path: Path, disk: Path) -> None:
    path = write(tmp_path)
    with started("evolve", path, "--checkpoints", disk / "runs", "--generations", "12", cwd=tmp_path) as process:
        wait_for(process, "saved generation 3")
        fill(disk)
        code, words, _ = ended(process)
    assert code == 3
    assert "No space left on device" in words
    assert newest(disk / "runs" / "small").header.generation >= 3
