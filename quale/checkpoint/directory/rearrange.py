"""Runs as things in a directory: which there are, and removing, renaming and tagging them.

Whoever changes one holds its lock, so that no run under way is touched.
"""

import os
from pathlib import Path

from quale.checkpoint.directory.disk import DISK, FileSystem, exists, is_directory, reported, write_file
from quale.checkpoint.directory.lock import HOLDER, LOCK, SOFT, RunLock
from quale.checkpoint.directory.run_directory import LOGS, POPULATION
from quale.checkpoint.directory.store import SUFFIX, candidates, sweep
from quale.diagnostics import CheckpointError, UsageError
from quale.model.limits import LONGEST_FOLDER

TAG = "tag.txt"
"""What a person has written about a run."""

LONGEST_TAG = 2000
"""Characters of that."""


def run_directories(root: Path, disk: FileSystem = DISK) -> tuple[Path, ...]:
    """Return the directories that hold a run in a directory, by name; the directory itself where it is one.

    Raises:
        CheckpointError: it is missing or cannot be listed.
    """
    if is_directory(root) and is_run(root, disk):
        return (root,)
    with reported(root, "list"):
        names = sorted(disk.listdir(root))
    return tuple(path for path in (root / name for name in names) if is_directory(path) and is_run(path, disk))


def is_run(directory: Path, disk: FileSystem = DISK) -> bool:
    """Return whether a directory holds checkpoints, damaged ones too, or the logs of a run."""
    try:
        names = disk.listdir(directory)
    except OSError:
        return False
    return any(SUFFIX in name or name in LOGS for name in names)


def tag_of(directory: Path, disk: FileSystem = DISK) -> str:
    """Return what a person has written about a run, "" where there is nothing that can be read."""
    try:
        return disk.read(directory / TAG, 4 * LONGEST_TAG).decode(errors="replace").strip()
    except OSError:
        return ""


def tag(directory: Path, words: str, disk: FileSystem = DISK) -> None:
    """Write something about a run, or with no words take it away.

    Raises:
        UsageError: it is longer than a line or two, or no text.
        CheckpointError: a run holds the directory, or it cannot be written.
    """
    line = " ".join(words.split())
    if len(line) > LONGEST_TAG or not line.isprintable():
        raise UsageError(f"a tag is a line of text of at most {LONGEST_TAG:,} characters")
    with RunLock(directory, disk):
        if line:
            write_file(directory / TAG, f"{line}\n".encode(), disk)
        elif exists(directory / TAG):
            with reported(directory / TAG, "remove"):
                disk.unlink(directory / TAG)


def rename(directory: Path, name: str, disk: FileSystem = DISK) -> Path:
    """Give the directory of a run another name beside where it is, in lower case as those of runs are; return it.

    Raises:
        UsageError: no directory can have this name, or something has it.
        CheckpointError: a run holds the directory, or it cannot be renamed.
    """
    wanted = name.lower()
    if wanted in ("", ".", "..") or "/" in wanted or "\0" in wanted or len(os.fsencode(wanted)) > LONGEST_FOLDER:
        raise UsageError(f"{name!r} is no name for a run: wanted the name of a directory")
    new = directory.parent / wanted
    with RunLock(directory, disk):
        if os.path.lexists(new):
            raise UsageError(f"{new} exists: choose another name, or remove or rename that first")
        with reported(directory, f"rename to {new.name}"):
            disk.rename(directory, new)
            disk.fsync_directory(new.parent)
    return new


def remove(directory: Path, disk: FileSystem = DISK) -> tuple[str, ...]:
    """Remove the files of a run, and its directory with them; return the names of what is no file of a run and stays.

    Raises:
        CheckpointError: a run holds the directory, or a file cannot be removed.
    """
    place = Path(os.path.realpath(directory))
    with RunLock(place, disk):
        sweep(place, disk)
        names = sorted(disk.listdir(place))
        ours = [name for name in names if SUFFIX in name or name in (*LOGS, POPULATION, TAG)]
        locks = [name for name in names if name in (LOCK, HOLDER, SOFT)]
        foreign = tuple(name for name in names if name not in (*ours, *locks) or is_directory(place / name))
        # the newest checkpoint goes last: whatever cuts this short leaves a run that can be gone on with
        newest_last = [path.name for path in reversed(candidates(place, disk))]
        ordered = [name for name in ours if name not in newest_last] + newest_last
        for name in (*ordered, *(() if foreign else locks)):
            if not is_directory(place / name):
                with reported(place / name, "remove"):
                    disk.unlink(place / name)
        if not foreign:
            with reported(place, "remove"):
                place.rmdir()
            if directory.is_symlink():
                disk.unlink(directory)
    return foreign


def belongings(directory: Path, disk: FileSystem = DISK) -> int:
    """Return how many bytes the files of a directory have.

    Raises:
        CheckpointError: it cannot be listed.
    """
    with reported(directory, "list"):
        names = disk.listdir(directory)
    total = 0
    for name in names:
        try:
            total += disk.size(directory / name)
        except OSError as error:
            if exists(directory / name):
                raise CheckpointError(str(error), path=str(directory / name)) from error
    return total
