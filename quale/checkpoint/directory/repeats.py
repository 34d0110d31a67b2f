"""Repeats of a run: directories `repeat1`, `repeat2`, … below the run's own, each a run directory like any other."""

import re
from pathlib import Path

from quale.checkpoint.directory.disk import DISK, FileSystem, is_directory, reported
from quale.checkpoint.directory.store import candidates

NAMED = re.compile(r"repeat([1-9][0-9]{0,6})")


def repeat_directory(directory: Path, number: int) -> Path:
    """Return where a repeat of a run lies, counted from 1."""
    return directory / f"repeat{number}"


def repeats_in(directory: Path, disk: FileSystem = DISK) -> tuple[Path, ...]:
    """Return the repeats below a run's directory that hold a checkpoint, by number.

    Raises:
        CheckpointError: the directory cannot be listed.
    """
    numbers = sorted(int(found[1]) for name in names_in(directory, disk) if (found := NAMED.fullmatch(name)))
    paths = (repeat_directory(directory, number) for number in numbers)
    return tuple(path for path in paths if is_directory(path) and candidates(path, disk))


def names_in(directory: Path, disk: FileSystem = DISK) -> list[str]:
    """Return the names in a directory.

    Raises:
        CheckpointError: it cannot be listed.
    """
    with reported(directory, "list"):
        return list(disk.listdir(directory))
