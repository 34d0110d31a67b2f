"""One run per directory at a time: a kernel lock beside the directory, which the kernel frees when its holder dies."""

import json
import os
import socket
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from quale.checkpoint.directory.disk import DISK, FileSystem, make_directories, reported, write_file
from quale.checkpoint.directory.store import sweep
from quale.diagnostics import CheckpointError

LARGEST_HOLDER = 4096


class RunLock:
    """The right to write into a run directory, held from `with` to its end. It never waits.

    DIRECTORY.lock is the lock and is never deleted; DIRECTORY.holder says in JSON who holds it, for messages only.
    """

    def __init__(self, directory: Path, disk: FileSystem = DISK) -> None:
        place = Path(os.path.realpath(directory))
        self._directory = directory
        self._lock_path = place.with_name(f"{place.name}.lock")
        self._holder_path = place.with_name(f"{place.name}.holder")
        self._disk = disk
        self._lock = FileLock(self._lock_path, timeout=0, mode=0o644, thread_local=False)

    def __enter__(self) -> Self:
        """Take the lock.

        Raises:
            CheckpointError: another process holds it, or it cannot be made.
        """
        make_directories(self._lock_path.parent, self._disk)
        with reported(self._lock_path, "lock"):
            try:
                self._lock.acquire()
            except Timeout as error:
                raise CheckpointError(
                    f"is in use by another run ({self._holder()}); wait for it to end or choose another directory "
                    "with --checkpoints",
                    path=str(self._directory),
                ) from error
        try:
            sweep(self._holder_path.parent, self._disk, f"{self._holder_path.name}.")
            note = json.dumps({"pid": os.getpid(), "host": socket.gethostname()}) + "\n"
            write_file(self._holder_path, note.encode(), self._disk)
        except CheckpointError:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Free the lock; both files stay."""
        self._lock.release()

    def _holder(self) -> str:
        try:
            note = json.loads(self._disk.read(self._holder_path, LARGEST_HOLDER))
            return f"process {note['pid']} on {note['host']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "its process is unknown"
