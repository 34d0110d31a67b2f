"""Which runs a name on a command line means, and which of them are repeats of one another."""

from pathlib import Path

from quale.checkpoint.directory.disk import DISK, FileSystem, is_directory
from quale.checkpoint.directory.repeats import names_in, repeats_in
from quale.checkpoint.directory.resume import place
from quale.checkpoint.directory.run_directory import directory_of
from quale.checkpoint.directory.store import candidates
from quale.diagnostics import CheckpointError


def runs_of(path_or_name: str, checkpoints: Path, disk: FileSystem = DISK) -> tuple[tuple[Path, ...], ...]:
    """Return the runs that a file, a directory or an evolve name means, each group the repeats of one run.

    A run's directory, or a checkpoint, is a group of one; a directory with repeats is one group; a directory that holds
    directories of runs is one group for each.

    Raises:
        CheckpointError: there is nothing of the kind.
    """
    path, _ = place(path_or_name, checkpoints, disk)
    if not is_directory(path):
        return ((path,),)
    groups = _groups(path, disk)
    named = directory_of(checkpoints, path_or_name)
    if not groups and is_directory(named):  # a folder of that name that has nothing to do with it
        groups = _groups(named, disk)
    if not groups:
        raise CheckpointError("holds no checkpoint, nor do the directories in it", path=str(path))
    return groups


def _groups(directory: Path, disk: FileSystem) -> tuple[tuple[Path, ...], ...]:
    if group := _group(directory, disk):
        return (group,)
    below = (directory / name for name in sorted(names_in(directory, disk)) if not name.startswith("."))
    return tuple(group for path in below if is_directory(path) and (group := _group(path, disk)))


def _group(directory: Path, disk: FileSystem) -> tuple[Path, ...]:
    return (directory,) if candidates(directory, disk) else repeats_in(directory, disk)
