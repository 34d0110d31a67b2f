"""Run directories: where a run's files go, made ready for a fresh run or for going on after a checkpoint.

The caller holds the directory's RunLock.
"""

import os
from collections.abc import Callable
from pathlib import Path

from quale.checkpoint.directory.disk import DISK, FileSystem, exists, make_directories, reported, sync_way, write_file
from quale.checkpoint.directory.store import candidates, file_name, free_name, headers, load, set_aside, sweep
from quale.checkpoint.format.header import Header
from quale.diagnostics import CheckpointError

LOGS = ("history.jsonl", "history.csv")
"""Names of the run logs in a run directory, which are made from a checkpoint's history at any time."""

POPULATION = "population.jsonl"
"""Name of the log of what no checkpoint remembers: it is cut back, and never made anew."""

LONGEST_HEADING = 2**22
"""Bytes in which the heading of a log ends, whatever its metrics are called."""


def directory_of(checkpoints: Path, run: str) -> Path:
    """Return the directory of a run: its evolve block's name in lower case."""
    return checkpoints / run.lower()


def begin(
    directory: Path,
    *,
    overwrite: bool = False,
    relock: Callable[[], object] | None = None,
    disk: FileSystem = DISK,
) -> tuple[str, ...]:
    """Make a directory ready for a fresh run and return what there is to tell.

    With `overwrite` an older run in it is moved aside as a whole, to DIRECTORY.1 (or .2, …), its lock with it; nothing
    is deleted. `relock` then locks the directory that takes its place, before anything is done there.

    Raises:
        CheckpointError: it holds a run and `overwrite` is false, or it cannot be made or moved.
    """
    messages: tuple[str, ...] = ()
    if directory.is_symlink():
        directory = Path(os.path.realpath(directory))  # the lock is there, and the link goes on leading there
    if exists(directory) and (lies := _what_lies(directory, disk)):
        if not overwrite:
            raise CheckpointError(lies, path=str(directory))
        aside = free_name(directory, first=1)
        with reported(directory, "move aside"):
            disk.rename(directory, aside)
            disk.fsync_directory(directory.parent)
        messages = (f"moved the old run to {aside}",)
        if relock is not None:
            relock()
    make_directories(directory, disk)
    sync_way(directory, disk)
    sweep(directory, disk)
    return messages


def _what_lies(directory: Path, disk: FileSystem) -> str:
    """Return what a fresh run would lose in a directory, and what to do about it; nothing where there is nothing."""
    if old := candidates(directory, disk):
        return (
            f"holds {len(old)} checkpoint(s), up to {old[0].name}; go on with them by `--resume {directory}`, "
            "or move them aside and start anew by `--overwrite`"
        )
    if logs := [name for name in (*LOGS, POPULATION) if _has_rows(directory / name, disk)]:
        return (
            f"holds the logs of a run ({', '.join(logs)}), but no checkpoint; put its checkpoints back to go on with "
            "it, or move it aside and start anew by `--overwrite`"
        )
    return ""


def _has_rows(log: Path, disk: FileSystem) -> bool:
    """Return whether a log has a generation in it: a heading alone is nobody's loss."""
    if not exists(log):
        return False
    with reported(log, "read"):
        lines = disk.read(log, LONGEST_HEADING).count(b"\n")
    return lines > (log.suffix == ".csv")


def rewind(path: Path, header: Header, disk: FileSystem = DISK) -> tuple[str, ...]:
    """Make the directory of a checkpoint file ready to go on after it, and return what there is to tell.

    Later files of its run are moved to DIRECTORY.1 (or .2, …) with the logs, so that neither pruning nor the next
    resume prefers the branch that is left; later damaged files are renamed to FILE.damaged.

    Raises:
        CheckpointError: something cannot be moved.
    """
    directory = path.parent
    sync_way(directory, disk)
    sweep(directory, disk)
    later = []
    entries, failed = headers(directory, disk)
    damaged = [Path(error.path) for error in failed if _is_later(Path(error.path).name, header.generation)]
    for entry in entries:
        if entry.header.run_id != header.run_id or entry.header.generation <= header.generation:
            continue
        try:
            load(entry.path, disk)
            later.append(entry.path)
        except CheckpointError:
            damaged.append(entry.path)
    messages = [set_aside(path, disk) for path in damaged]
    if later:
        messages.append(_move_later(directory, later, disk))
    return tuple(messages)


def _is_later(name: str, generation: int) -> bool:
    digits = name.removeprefix("checkpoint_gen").removesuffix(".quale-ckpt")
    return digits.isdecimal() and name == file_name(int(digits)) and int(digits) > generation


def _move_later(directory: Path, later: list[Path], disk: FileSystem) -> str:
    """Move files, newest first, and the logs to a directory beside; return the message."""
    place = Path(os.path.realpath(directory))
    aside = free_name(place, first=1)
    make_directories(aside, disk)
    logs = [directory / name for name in LOGS if exists(directory / name)]
    for old in (*later, *logs):
        with reported(old, f"move to {aside}"):
            disk.rename(old, aside / old.name)
    if exists(directory / POPULATION):  # both branches go on from it
        with reported(directory / POPULATION, "read"):
            log = disk.read(directory / POPULATION, disk.size(directory / POPULATION))
        write_file(aside / POPULATION, log, disk)
    with reported(aside, "sync"):
        disk.fsync_directory(aside)
        disk.fsync_directory(directory)
    names = ", ".join(old.name for old in reversed(later))
    return f"moved {names} and the logs to {directory.with_name(aside.name) if directory.name else aside}"
