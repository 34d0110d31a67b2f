"""Everything that passes the file-system seam of a whole run, watched: any call can fail, kill, wait or be recorded."""

import errno
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol
from unittest.mock import patch

from quale.checkpoint.directory.disk import Disk

CHANGING = ("create", "append", "write", "fsync", "close", "rename", "unlink", "mkdir", "fsync_directory")
READING = ("listdir", "size", "stamp", "read")
CALLS = (*CHANGING, *READING)


class Killed(BaseException):
    """The process ends here; nothing after it runs but what the kernel does."""


class Watch(Protocol):
    """Who is asked about every call."""

    def around(self, name: str, arguments: tuple[Any, ...], call: Callable[[], Any], /) -> Any:
        """Do the call, or something else."""


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Let all calls of all parts of Quale in this process go through `watch`."""

    def wrapped(name: str) -> Callable[..., Any]:
        original = getattr(Disk, name)
        return lambda self, *arguments: watch.around(name, arguments, lambda: original(self, *arguments))

    with ExitStack() as stack:
        for name in CALLS:
            stack.enter_context(patch.object(Disk, name, wrapped(name)))
        yield


class Failing:
    """Call number `at` (from 0) among those counted fails with `code`, or kills before or after it is done."""

    def __init__(self, at: int, code: int = errno.ENOSPC, *, kill: str = "", only: tuple[str, ...] = CALLS) -> None:
        self.at, self.code, self.kill, self.only = at, code, kill, only
        self.count = 0
        self.hit = ""
        self.dead = False
        self._lock = threading.Lock()  # the saving thread and the main one both call

    def around(self, name: str, _arguments: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        with self._lock:
            if self.dead:
                if name == "close":
                    call()  # the kernel would
                raise Killed
            if name not in self.only:
                return call()
            number, self.count = self.count, self.count + 1
            if number != self.at:
                return call()
            self.hit = name
            if self.kill == "after" or name == "close":
                call()
            if self.kill:
                self.dead = True
                raise Killed
            raise OSError(self.code, os.strerror(self.code))
