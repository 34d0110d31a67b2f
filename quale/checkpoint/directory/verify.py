"""Every checkpoint of a directory looked at to its last byte, and which of them a resume would go on from."""

from dataclasses import dataclass
from pathlib import Path

from quale.checkpoint.directory.disk import DISK, FileSystem, exists, is_directory
from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.run_directory import directory_of
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

    @property
    def damaged(self) -> int:
        """Return how many files are not whole."""
        return sum(file.error is not None for file in self.files)


def verify(path_or_name: str, checkpoints: Path, disk: FileSystem = DISK) -> Verification:
    """Verify a file, or all files of a run directory or of a run by its name; a path wins over a name.

    Raises:
        CheckpointError: there is no such place, or no checkpoint in it.
    """
    path = Path(path_or_name)
    if exists(path) and not is_directory(path):
        checked = _check(path, disk)
        return Verification((checked,), path if checked.error is None else None)
    directory = path if is_directory(path) else directory_of(checkpoints, path_or_name)
    if not is_directory(directory):
        raise CheckpointError(f"is no file or directory, and {checkpoints} has no run of that name", path=path_or_name)
    files = tuple(_check(file, disk) for file in candidates(directory, disk))
    if not files:
        raise CheckpointError("holds no checkpoint", path=str(directory))
    try:
        resumed = newest(directory, disk).path
    except CheckpointError:  # each file has said why by now
        resumed = None
    return Verification(files, resumed)


def _check(path: Path, disk: FileSystem) -> Checked:
    try:
        return Checked(path, load(path, disk)[0], None)
    except CheckpointError as error:
        return Checked(path, None, error)
