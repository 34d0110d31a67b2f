"""Reading what a user or a program names: regular files of a bounded size; for all else the answer comes at once."""

import os
import stat
from pathlib import Path

_KINDS = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_regular(path: Path, most: int) -> bytes | str:
    """Return the bytes of a regular file, or in words why they are not read.

    Opened so that a pipe that takes the file's place in between does not keep us waiting.
    """
    try:
        status = path.stat()  # before it is opened: for a device that alone can be an act
        if not stat.S_ISREG(status.st_mode):
            return irregular(status.st_mode)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return irregular(status.st_mode)
            if status.st_size > most:
                return _too_large(status.st_size, most)
            data = file.read(most + 1)  # some files grow, and some say nothing of their size
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        return "no such file or directory" if missing else str(getattr(error, "strerror", None) or error)
    return data if len(data) <= most else _too_large(len(data), most)


def name_of(path: Path) -> str:
    """Return the name of a file as text, the same one under every locale.

    Raises:
        UnicodeDecodeError: it is no UTF-8.
    """
    return os.fsencode(path.name).decode()


def irregular(mode: int) -> str:
    """Return in words what a file is that is not a regular one."""
    what = next((words for is_one, words in _KINDS if is_one(mode)), "something else")
    return f"it is {what}, not a regular file"


def _too_large(size: int, most: int) -> str:
    return f"it has {size:,} bytes or more, at most {most:,} are read"
