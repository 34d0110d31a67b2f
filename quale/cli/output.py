"""Standard output and error that lose nothing but lines: closed, broken or full, they never stop whoever writes.

Descriptors 0 to 2 belong to them alone: what is closed leads nowhere, so that no checkpoint or log that is opened later
gets its number and is written into by whoever means the terminal.
"""

import io
import os
import select
import sys
from typing import Any, TextIO

PATIENCE = 200
"""Milliseconds that last words wait for a pipe that nobody empties."""


class Lines(io.RawIOBase):
    """A descriptor whose errors cost the lines they hit: a torn line is ended before the next one is written."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._open = False  # whether what was written last did not end its line
        self._torn = False  # whether that line will never be whole
        self._dropping = False  # whether the next bytes belong to a line whose beginning is lost
        self.lost: OSError | None = None  # why lines are missing, if any are

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._descriptor

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return os.isatty(self._descriptor)

    def writable(self) -> bool:
        """Whatever it leads to."""
        return True

    def write(self, data: Any) -> int:
        """Write all of the data, bytes of any kind, or lose the lines that cannot be written; return its length."""
        whole = bytes(data)
        if isinstance(self.lost, BrokenPipeError):
            return len(whole)  # whoever read has gone, and does not come back
        left = whole
        if self._dropping:
            _, end, left = whole.partition(b"\n")
            self._dropping = not end
        try:
            if left and self._torn:
                self._put(b"\n")
                self._torn = False
            self._put(left)
        except OSError as error:
            self.lost, self._torn = error, self._open
            self._dropping = not whole.endswith(b"\n")
        return len(whole)

    def _put(self, data: bytes) -> None:
        while data:
            try:
                written = os.write(self._descriptor, data)
            except BlockingIOError:  # somebody else's setting of a terminal or pipe that is shared
                select.select([], [self._descriptor], [])
                continue
            self._open = data[written - 1 : written] != b"\n"
            data = data[written:]


def own_streams() -> None:
    """Make 0 to 2 descriptors of this process, and stdout and stderr streams of Lines; for a process that starts."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free: this one
    sys.stdout, sys.stderr = _stream(sys.stdout, 1), _stream(sys.stderr, 2)


def lost(stream: TextIO) -> OSError | None:
    """Return why lines of a stream are missing, None where none are or nobody can know."""
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    return raw.lost if isinstance(raw, Lines) else None


def write_at_once(descriptor: int, text: str) -> bool:
    """Write last words past all buffers, whatever other threads hold; return whether they went out."""
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLOUT)
        if not poll.poll(PATIENCE):
            return False
        data = text.encode("utf-8", "backslashreplace")
        return os.write(descriptor, data) == len(data)
    except OSError:
        return False


def write_to_terminal(text: str) -> None:
    """Write to the terminal that the process was started from, if there is one."""
    try:
        terminal = os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY)
    except OSError:
        return
    write_at_once(terminal, text)
    os.close(terminal)


def _stream(found: TextIO | None, descriptor: int) -> TextIO:
    """Return a stream like the one that Python made, but one that shows a character's code where it cannot show it."""
    encoding = found.encoding if isinstance(found, io.TextIOWrapper) else "utf-8"
    through = found.write_through if isinstance(found, io.TextIOWrapper) else False
    buffer = io.BufferedWriter(Lines(descriptor))
    by_line = descriptor == 2 or buffer.isatty()
    return io.TextIOWrapper(buffer, encoding, "backslashreplace", line_buffering=by_line, write_through=through)
