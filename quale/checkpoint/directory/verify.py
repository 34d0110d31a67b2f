"""Every checkpoint of a directory looked at to its last byte, and which of them a resume would go on from."""

from dataclasses import dataclass
from pathlib import Path

from quale.checkpoint.directory.disk import DISK, FileSystem, Stamp, is_directory
from quale.checkpoint.directory.resume import LOOKS, is_gone, newest, place
from quale.checkpoint.directory.store import candidates, load
from quale.checkpoint.format.header import Header
from quale.diagnostics import CheckpointError


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that is whole (`header`), or why it is not (`error`)."""

    path: Path
    header: Header | None
    error: CheckpointError | None


@dataclass(frozen=True, slots=True)
class Verification:
    """All checkpoint files of a place, by number, the newest first, and the one that would be resumed."""

    files: tuple[Checked, ...]
    resumed: Path | None  # None: there is nothing valid
    messages: tuple[str, ...] = ()  # what else there is to tell

    @property
    def damaged(self) -> int:
        """Return how many files are not whole."""
        return sum(file.error is not None for file in self.files)


def verify(path_or_name: str, checkpoints: Path, disk: FileSystem = DISK) -> Verification:
    """Verify a file, or all files of a run directory or of a run by its name; a path wins over a name.

    Raises:
        CheckpointError: there is no such place, or no checkpoint in it.
    """
    path, told = place(path_or_name, checkpoints, disk)
    if not is_directory(path):
        checked = _check(path, disk)
        return Verification((checked,), path if checked.error is None else None)
    files = _check_all(path, disk)
    if not files:
        raise CheckpointError("holds no checkpoint", path=str(path))
    try:
        resumed = newest(path, disk).path
    except CheckpointError:  # each file has said why by now
        resumed = None
    return Verification(files, resumed, told)


def _check_all(directory: Path, disk: FileSystem) -> tuple[Checked, ...]:
    """Check all files of a directory, which a run may be adding to, replacing and pruning at the same time.

    The directory is looked at again as long as there is something new, LOOKS times at most; a file that is gone by then
    is nobody's damage.
    """
    known: dict[Path, tuple[Stamp | None, Checked]] = {}
    for _ in range(LOOKS):
        files = candidates(directory, disk)
        new = [path for path in files if path not in known or known[path][0] != _stamp(path, disk)]
        if not new:
            break
        for path in new:
            known[path] = (
                _stamp(path, disk),
                _check(path, disk),
            )  # before the reading: what changes later is looked at
    left = [known[path][1] for path in files]
    there = tuple(file for file in left if file.error is None or not is_gone(file.error))
    return there or tuple(file for _, file in known.values() if file.error is None)  # pruned as fast as they are listed


def _stamp(path: Path, disk: FileSystem) -> Stamp | None:
    try:
        return disk.stamp(path)
    except OSError:
        return None


def _check(path: Path, disk: FileSystem) -> Checked:
    try:
        return Checked(path, load(path, disk)[0], None)
    except CheckpointError as error:
        return Checked(path, None, error)
