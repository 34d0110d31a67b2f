"""Seeing to it, while a run goes on, that its directory is still there and still its own."""

from collections.abc import Callable

from quale.checkpoint.directory.lock import InUseError, RunLock
from quale.checkpoint.directory.logs import RunLogs
from quale.checkpoint.directory.saver import Saver
from quale.diagnostics import CheckpointError


class Guard:
    """Looks at the lock of a run directory between generations, and mends what others did to it.

    A lock file that was removed or replaced is locked again; a directory that was removed is made again. Since nobody
    knows what else is gone, the logs are then written anew and the next snapshot is saved at once. Where another run
    has the directory, the last snapshot is saved beside it.
    """

    def __init__(self, lock: RunLock, logs: RunLogs, saver: Saver, warn: Callable[[str], None]) -> None:
        self._lock, self._logs, self._saver, self._warn = lock, logs, saver, warn
        self._said = ""
        self._lost: InUseError | None = None

    def look(self) -> None:
        """Mend what can be mended, and tell of it.

        Raises:
            InUseError: another run has the directory now, and this one must not write there.
        """
        if self._lost is not None:
            raise self._lost
        try:
            words = self._lock.renew()
        except InUseError as error:
            self._lost = InUseError(
                f"was taken away while this run went on, and another run has it now; this one ends{self._rescue()}",
                path=error.path,
            )
            raise self._lost from error
        except CheckpointError as error:
            words = str(error)
            if words != self._said:  # once, not every generation
                self._warn(words)
            self._said = words
            return
        self._said = ""
        if words:
            self._warn(words)
            self._logs.forget()
            self._saver.start_over()

    def _rescue(self) -> str:
        """Save the last snapshot where nobody else is, and return in words how that went."""
        try:
            saved = self._saver.save_beside()
        except CheckpointError as error:
            return f", and what it did since its last save is lost: {error}"
        return "" if saved is None else f", and goes on with --resume {saved}"
