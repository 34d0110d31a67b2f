"""One run per directory at a time: a kernel lock in the directory, which the kernel frees when its holder dies.

The lock belongs to the file, not to its name, so that a directory has one lock whatever it is called: under a second
mount, through a link, after it was renamed. A file that is no longer the one under its name locks nothing; whoever
takes the lock looks at that, and whoever holds it looks again from time to time (`RunLock.renew`).
"""

import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from errno import EACCES, EAGAIN, ENOLCK, ENOSYS, EOPNOTSUPP
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Self, TypeAlias

from filelock import FileLock, Timeout

from quale.checkpoint.directory.disk import DISK, FileSystem, make_directories, reported, write_file
from quale.checkpoint.directory.store import sweep
from quale.diagnostics import CheckpointError

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

LOCK, HOLDER, SOFT = ".lock", ".holder", ".soft-lock"
"""Files in a run directory: the lock, who has it (in JSON, for messages only), and the lock where there is no flock."""

TAKEN = (EACCES, EAGAIN)
NO_FLOCK = (ENOSYS, EOPNOTSUPP, ENOLCK)
TRIES = 10
LARGEST_HOLDER = 4096

Identity: TypeAlias = tuple[int, int]
"""Device and number of a file: the same under every name it has."""


class InUseError(CheckpointError):
    """A run directory that another run holds."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A lock that is held: the name of its file, which file that is, and how to let go of it."""

    name: str
    identity: Identity
    release: Callable[[], object]


class RunLock:
    """The right to write into a run directory, held from `with` to its end. It never waits.

    The directory is made where it is missing, and unmade at the end where nothing but the lock came into it.
    """

    def __init__(self, directory: Path, disk: FileSystem = DISK) -> None:
        self._directory, self._disk = directory, disk
        self._hold: Hold | None = None
        self._place: Identity | None = None  # of the directory that is locked
        self._made: tuple[Path, ...] = ()

    def __enter__(self) -> Self:
        """Take the lock.

        Raises:
            InUseError: another process holds it.
            CheckpointError: it cannot be made.
        """
        self._take()
        signed = False
        try:
            self._sign()
            signed = True
        finally:
            if not signed:
                self._end()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Free the lock; its files stay, unless they are all there is in a directory made for them."""
        self._end()

    def _end(self) -> None:
        held, self._hold = self._hold, None
        if held is None:
            return
        try:
            self._leave(held)
        finally:
            held.release()

    def renew(self) -> str:
        """See to it that the directory under its name is locked still, and return in words what had to be mended.

        Raises:
            InUseError: another run has taken it.
            CheckpointError: it cannot be made or locked.
        """
        held = self._hold
        if held is None or self._is_held(held):
            return ""
        place = _identity(self._directory)
        words = f"the lock file in {self._directory} was removed or replaced; it is locked again"
        if place is None:
            words = f"the run directory {self._directory} is gone; it is made again"
        elif place != self._place:
            words = f"the run directory {self._directory} was replaced by another one; the run goes on in that"
        self._take()
        held.release()
        try:
            self._sign()
        except CheckpointError as error:
            words += f" (who has it could not be written: {error})"
        return words

    def _is_held(self, held: Hold) -> bool:
        """Return whether what is locked is what others find under the directory's name."""
        return _identity(self._directory / held.name) == held.identity

    def _take(self) -> None:
        """Make and lock the directory."""
        place = Path(os.path.realpath(self._directory))
        for _ in range(TRIES):
            self._made += make_directories(place, self._disk)
            with reported(place / LOCK, "lock"):
                try:
                    hold = _lock(place)
                except FileNotFoundError:
                    continue  # the directory was taken away meanwhile
            if hold is None:
                raise InUseError(
                    f"is in use by another run ({self._holder()}); wait for it to end or choose another directory "
                    "with --checkpoints",
                    path=str(self._directory),
                )
            if self._is_held(hold):
                self._hold, self._place = hold, _identity(place)
                return
            hold.release()  # it was taken away between opening and locking it, so that it locks nothing
        raise CheckpointError("cannot lock: the file is gone whenever it is made", path=str(place / LOCK))

    def _sign(self) -> None:
        """Write who has the directory."""
        place = Path(os.path.realpath(self._directory))
        sweep(place, self._disk, f"{HOLDER}.")
        note = json.dumps({"pid": os.getpid(), "host": socket.gethostname()}) + "\n"
        write_file(place / HOLDER, note.encode(), self._disk)

    def _leave(self, held: Hold) -> None:
        """Take the lock's files and directories away if they were made for this run and nothing came of it.

        Whoever has opened the lock file by now finds that it has no name any more, and looks again.
        """
        if not (self._made and self._is_held(held)):
            return
        place = Path(os.path.realpath(self._directory))
        try:
            names = set(self._disk.listdir(place))
            if names <= {LOCK, HOLDER, SOFT}:
                for name in sorted(names):
                    self._disk.unlink(place / name)
                for directory in reversed(self._made):
                    directory.rmdir()
        except OSError:  # not empty, or not ours any more
            return

    def _holder(self) -> str:
        try:
            note = json.loads(self._disk.read(self._directory / HOLDER, LARGEST_HOLDER))
            return f"process {note['pid']} on {note['host']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "its process is unknown"


def _identity(path: Path) -> Identity | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _lock(place: Path) -> Hold | None:
    """Lock a directory, None where somebody else has.

    Raises:
        OSError: the system will not, for another reason.
    """
    if fcntl is None:
        return _lock_softly(place)
    handle = os.open(place / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if error.errno in TAKEN:
            return None
        if error.errno in NO_FLOCK:
            return _lock_softly(place)
        raise
    found = os.fstat(handle)
    return Hold(LOCK, (found.st_dev, found.st_ino), lambda: os.close(handle))


def _lock_softly(place: Path) -> Hold | None:
    """Lock a directory with what filelock knows beside flock."""
    lock = FileLock(place / SOFT, timeout=0, mode=0o644, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return Hold(SOFT, _identity(place / SOFT) or (0, 0), lock.release)


def is_held(directory: Path) -> bool:
    """Return whether a run holds a directory's lock; nothing is made or changed there, and no run is kept waiting.

    The lock is only tried where whoever signed it last may still live.
    """
    try:
        note = json.loads(DISK.read(directory / HOLDER, LARGEST_HOLDER))
        elsewhere = note["host"] != socket.gethostname()
        if not elsewhere:
            os.kill(int(note["pid"]), 0)
        handle = os.open(directory / LOCK, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except PermissionError:
        return True  # it lives, and is somebody else's
    except (OSError, ValueError, KeyError, TypeError):
        return False
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in TAKEN
    finally:
        os.close(handle)
    return False
