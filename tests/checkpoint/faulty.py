"""A file system whose n-th call fails, stops the process, or writes less than it was given."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from quale.checkpoint.directory.disk import Disk, Stamp

T = TypeVar("T")


class Killed(BaseException):
    """The process ends here; nothing after it runs but what the kernel does."""


class Faulty:
    """The real file system, counting calls; call number `at` (from 0) fails with `code`, or kills."""

    def __init__(self, at: int = -1, code: int = errno.ENOSPC, *, kill: str = "", short: bool = False) -> None:
        self.at, self.code, self.kill, self.short = at, code, kill, short
        self.calls: list[str] = []
        self.dead = False
        self.disk = Disk()

    def do(self, name: str, call: Callable[[], T]) -> T:
        if self.dead:
            raise Killed
        number = len(self.calls)
        self.calls.append(name)
        if number != self.at:
            return call()
        if self.kill == "after":
            call()
        if self.kill:
            self.dead = True
            raise Killed
        raise OSError(self.code, os.strerror(self.code))

    def create(self, path: Path) -> int:
        return self.do(f"create {path.name}", lambda: self.disk.create(path))

    def append(self, path: Path) -> int:
        return self.do(f"append {path.name}", lambda: self.disk.append(path))

    def write(self, handle: int, data: memoryview) -> int:
        if self.short:
            data = data[: max(1, len(data) // 2)]
        return self.do("write", lambda: self.disk.write(handle, data))

    def fsync(self, handle: int) -> None:
        self.do("fsync", lambda: self.disk.fsync(handle))

    def close(self, handle: int) -> None:
        if self.dead:
            os.close(handle)
            raise Killed
        self.do("close", lambda: self.disk.close(handle))

    def rename(self, old: Path, new: Path) -> None:
        self.do(f"rename {new.name}", lambda: self.disk.rename(old, new))

    def unlink(self, path: Path) -> None:
        self.do(f"unlink {path.name}", lambda: self.disk.unlink(path))

    def mkdir(self, path: Path) -> None:
        self.do(f"mkdir {path.name}", lambda: self.disk.mkdir(path))

    def fsync_directory(self, path: Path) -> None:
        self.do(f"fsync_directory {path.name}", lambda: self.disk.fsync_directory(path))

    def listdir(self, path: Path) -> list[str]:
        return self.do("listdir", lambda: self.disk.listdir(path))

    def size(self, path: Path) -> int:
        return self.do(f"size {path.name}", lambda: self.disk.size(path))

    def stamp(self, path: Path) -> Stamp:
        return self.do(f"stamp {path.name}", lambda: self.disk.stamp(path))

    def read(self, path: Path, limit: int) -> bytes:
        return self.do(f"read {path.name}", lambda: self.disk.read(path, limit))
