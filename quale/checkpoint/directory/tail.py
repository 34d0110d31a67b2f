"""A log that another process appends to, read piece by piece: each look costs what is new."""

import os
from dataclasses import dataclass
from pathlib import Path

LARGEST = 2**28
"""Bytes of a log that is read at all."""


@dataclass(frozen=True, slots=True)
class News:
    """What a look found: whole lines, and whether they begin a log that took the place of what was read before."""

    lines: tuple[bytes, ...]
    anew: bool


class Tail:
    """Reads a log of lines from where it stopped.

    A line is given out when its end has been written. Where the file is another one than before, shorter, or holds
    another line where the last one was, it is read from its beginning. What cannot be read is an empty log.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = (0, 0)  # device and number
        self._changed = 0  # time of the last change that was seen
        self._read = 0  # bytes given out
        self._last = b""  # the line before those that are to come

    def look(self) -> News:
        """Return what is new since the last look."""
        try:
            found = self._path.stat()
            file, same = (found.st_dev, found.st_ino), (found.st_dev, found.st_ino) == self._file
            if same and found.st_size == self._read and found.st_mtime_ns == self._changed:
                return News((), False)
            size = found.st_size if found.st_size <= LARGEST else 0
            start = self._read - len(self._last)
            if same and size >= self._read:
                content = _content(self._path, start, size - start)
                if content.startswith(self._last):
                    self._changed = found.st_mtime_ns
                    return News(self._taken(content[len(self._last) :]), False)
            content = _content(self._path, 0, size)
        except OSError:
            return self._begun((0, 0), 0, b"")
        return self._begun(file, found.st_mtime_ns, content)

    def _begun(self, file: tuple[int, int], changed: int, content: bytes) -> News:
        """Start with a file from its beginning."""
        anew = self._read > 0
        self._file, self._changed, self._read, self._last = file, changed, 0, b""
        return News(self._taken(content), anew)

    def _taken(self, content: bytes) -> tuple[bytes, ...]:
        end = content.rfind(b"\n") + 1
        if not end:
            return ()
        lines = content[: end - 1].split(b"\n")
        self._read += end
        self._last = lines[-1] + b"\n"
        return tuple(lines)


def _content(path: Path, start: int, size: int) -> bytes:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        os.lseek(handle, start, os.SEEK_SET)
        pieces = []
        while size > 0 and (piece := os.read(handle, size)):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(handle)
