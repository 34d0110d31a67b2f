"""The file system as this room uses it: one small seam, so that tests can fail, stop or record any single call.

Everything that goes wrong leaves as a CheckpointError with path and reason.
"""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeAlias

from quale.diagnostics import CheckpointError

TEMPORARY = re.compile(r"\.[^/]*\.[0-9]+\.[0-9]+\.quale-tmp")
"""Names of the files that become others by renaming: .NAME.PID.NUMBER.quale-tmp"""


Stamp: TypeAlias = tuple[int, int, int, int]


class FileSystem(Protocol):
    """All that the room asks of the operating system, one call each, so that tests can fail any of them."""

    def create(self, path: Path) -> int:
        """Create a file that is not there and open it for writing; mode 0666 & ~umask."""

    def append(self, path: Path) -> int:
        """Open a file for writing at its end, creating it where it is not there."""

    def write(self, handle: int, data: memoryview) -> int:
        """Write some of the data, at least one byte; return how many."""

    def fsync(self, handle: int) -> None:
        """Bring a file's content to the disk."""

    def close(self, handle: int) -> None:
        """Close a file."""

    def rename(self, old: Path, new: Path) -> None:
        """Rename atomically, replacing what has the new name."""

    def unlink(self, path: Path) -> None:
        """Remove a file."""

    def mkdir(self, path: Path) -> None:
        """Make one directory."""

    def fsync_directory(self, path: Path) -> None:
        """Bring a directory's entries to the disk."""

    def listdir(self, path: Path) -> list[str]:
        """Return the names in a directory, in any order."""

    def size(self, path: Path) -> int:
        """Return the bytes of a regular file; OSError for anything else."""

    def stamp(self, path: Path) -> Stamp:
        """Return numbers that change whenever a file does."""

    def read(self, path: Path, limit: int) -> bytes:
        """Return the first `limit` bytes of a file, or all when it has fewer."""


class Disk:
    """The real file system."""

    def create(self, path: Path) -> int:
        """Create and open, never following a link to somewhere else."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)

    def append(self, path: Path) -> int:
        """Open at the end."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)

    def write(self, handle: int, data: memoryview) -> int:
        """Write some."""
        return os.write(handle, data)

    def fsync(self, handle: int) -> None:
        """Sync a file."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Close."""
        os.close(handle)

    def rename(self, old: Path, new: Path) -> None:
        """Rename over."""
        old.replace(new)

    def unlink(self, path: Path) -> None:
        """Remove."""
        path.unlink()

    def mkdir(self, path: Path) -> None:
        """Make a directory."""
        path.mkdir()

    def fsync_directory(self, path: Path) -> None:
        """Sync a directory, where the system can (Windows cannot open one)."""
        if os.name == "nt":
            return
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def listdir(self, path: Path) -> list[str]:
        """List names."""
        return [entry.name for entry in path.iterdir()]

    def size(self, path: Path) -> int:
        """Return the size of a regular file: a pipe or device would never end."""
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise OSError(f"not a regular file: {path}")
        return found.st_size

    def stamp(self, path: Path) -> Stamp:
        """Return inode, size and both times."""
        found = path.stat()
        return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns

    def read(self, path: Path, limit: int) -> bytes:
        """Read from the start; unbuffered, since a buffer doubles the time of a large file."""
        pieces = []
        with path.open("rb", buffering=0) as file:
            while limit > 0 and (piece := file.read(limit)):
                pieces.append(piece)
                limit -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


DISK: FileSystem = Disk()


@contextmanager
def reported(path: Path, doing: str) -> Iterator[None]:
    """Turn an OSError into a CheckpointError that says what could not be done to which path, and why.

    Raises:
        CheckpointError: in place of the OSError.
    """
    try:
        yield
    except OSError as error:
        raise CheckpointError(f"cannot {doing}: {error.strerror or error}", path=str(path)) from error


def exists(path: Path) -> bool:
    """Return whether a path leads to something.

    Raises:
        CheckpointError: the system will not say, for want of a right or because the name is too long.
    """
    with reported(path, "look for it"):
        return path.exists()


def is_directory(path: Path) -> bool:
    """Return whether a path leads to a directory.

    Raises:
        CheckpointError: the system will not say.
    """
    with reported(path, "look for it"):
        return path.is_dir()


def make_directories(path: Path, disk: FileSystem = DISK) -> tuple[Path, ...]:
    """Make a directory with all its parents, each entry brought to the disk; return those that were made.

    Raises:
        CheckpointError: it cannot be made.
    """
    missing, made = [], []
    step = path
    while not exists(step) and step != step.parent:
        missing.append(step)
        step = step.parent
    for directory in reversed(missing):
        with reported(directory, "make the directory"):
            try:
                disk.mkdir(directory)
            except FileExistsError:
                continue
            made.append(directory)
            disk.fsync_directory(directory.parent)
    return tuple(made)


def sync_way(path: Path, disk: FileSystem = DISK) -> None:
    """Bring the entries that lead to a directory to the disk, as far as the system lets us.

    Whoever made the directory may have been killed before he did, and what is in a directory is lost with its entry.
    """
    for directory in (path.parent, path.parent.parent):
        try:
            disk.fsync_directory(directory)
        except OSError:
            return  # not ours to open; it was there before


def write_file(path: Path, data: bytes, disk: FileSystem = DISK) -> None:
    """Write a file so that at every moment, power cuts included, its name holds the old content or the new.

    Raises:
        CheckpointError: it cannot be written; what was there is untouched.
    """
    with reported(path, "write"):
        temporary, handle = _create_temporary(path, disk)
        try:
            try:
                write_all(handle, data, disk)
                disk.fsync(handle)
            finally:
                disk.close(handle)
            disk.rename(temporary, path)
        except OSError:
            _forget(temporary, disk)
            raise
        disk.fsync_directory(path.parent)


def write_all(handle: int, data: bytes, disk: FileSystem) -> None:
    """Write all of the data, however many calls it takes."""
    left = memoryview(data)
    while left:
        written = disk.write(handle, left)
        if written <= 0:
            raise OSError("the system wrote nothing")
        left = left[written:]


def _create_temporary(path: Path, disk: FileSystem) -> tuple[Path, int]:
    number = 0
    while True:
        temporary = path.with_name(f".{path.name}.{os.getpid()}.{number}.quale-tmp")
        try:
            return temporary, disk.create(temporary)
        except FileExistsError:
            number += 1


def _forget(temporary: Path, disk: FileSystem) -> None:
    """Remove a temporary file as far as that works: the error that led here is the one to report."""
    try:
        disk.unlink(temporary)
    except OSError:
        return
