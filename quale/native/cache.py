"""Object code kept on disk between runs, in the user's cache folder.

An entry's name is a hash of all it depends on, its content begins with a hash of its name and the rest, so one that is
damaged or another's is noticed and made anew, like one that does not link. What is in the folder is run: a folder or an
entry that belongs to somebody else, or that others may write to, is not used. A folder that cannot be used only costs
time. `QUALE_CACHE` names another folder; empty means none.
"""

import errno
import functools
import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

Used = TypeVar("Used")

_MAGIC = b"quale object 2\n"
_DIGEST = 32
KEPT = 256
"""Entries that a folder keeps; the oldest go first."""

MOST = 2**28
"""Bytes of an entry."""

NEW = ".new-"
"""How the names of entries begin that are being written."""

HOUR = 3_600_000_000_000
"""Nanoseconds after which nobody writes such an entry any more."""


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder for object code, None if there shall be none."""
    if "QUALE_CACHE" in environment:
        return Path(environment["QUALE_CACHE"]) if environment["QUALE_CACHE"] else None
    if environment.get("XDG_CACHE_HOME"):
        return Path(environment["XDG_CACHE_HOME"]) / "quale"
    if environment.get("HOME"):
        return Path(environment["HOME"]) / ".cache" / "quale"
    return None


def key_of(parts: tuple[str, ...]) -> str:
    """Return the name of the entry that depends on exactly these texts."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()


@functools.cache
def source_digest(*rooms: str) -> str:
    """Return a hash of the source in these rooms and here, so that no entry outlives a change of what made it."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for room in ("native", *rooms):
        for path in [package / room] if room.endswith(".py") else sorted((package / room).rglob("*.py")):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def project_version() -> str:
    """Return the version of Quale that is installed, nothing where none is."""
    try:
        return version("quale-lang")
    except PackageNotFoundError:
        return ""


def cached(folder: Path | None, key: str, make: Callable[[], bytes], use: Callable[[bytes], Used]) -> Used:
    """Return what `use` makes of the code of a key, which is made and kept if there is none that can be used.

    `use` raises RuntimeError for what is no code for this process. Code that was just made is kept only if it is, and
    its error is the caller's.
    """
    found = _read(folder, key) if folder is not None else None
    if found is not None:
        with suppress(RuntimeError):
            return use(found)
    code = make()
    result = use(code)
    if folder is not None:
        _keep(folder, key, code)
    return result


def sealed(key: str, code: bytes) -> bytes:
    """Return the content of an entry. The digest covers the key, so that no entry passes under another's name."""
    return _MAGIC + hashlib.sha256(key.encode() + b"\0" + code).digest() + code


@contextmanager
def _own(folder: Path) -> Iterator[int]:
    """Open a folder; what is in it is named by this handle from then on, whatever happens to its name.

    Raises:
        OSError: It is none, is somebody else's, or others may write to it: its content would be run.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if not _is_own(os.fstat(handle)):
            raise PermissionError(errno.EPERM, "belongs to somebody else, or others may write to it", str(folder))
        yield handle
    finally:
        os.close(handle)


def _is_own(found: os.stat_result) -> bool:
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _read(folder: Path, key: str) -> bytes | None:
    """Return the code of an entry that is whole, of this key and one's own."""
    try:
        with _own(folder) as place:
            # neither a link is followed nor a pipe waited for
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            with os.fdopen(os.open(f"{key}.o", flags, dir_fd=place), "rb") as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode) or not _is_own(found) or found.st_size > MOST:
                    return None
                content = file.read(MOST + 1)
    except OSError:
        return None
    code = content[len(_MAGIC) + _DIGEST :]
    return code if content == sealed(key, code) else None


def _keep(folder: Path, key: str, code: bytes) -> None:
    """Write under a name of its own first, so that no other process ever reads half an entry."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _own(folder) as place:
            temporary = f"{NEW}{secrets.token_hex(8)}"
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            try:
                with os.fdopen(os.open(temporary, flags, 0o600, dir_fd=place), "wb") as file:
                    file.write(sealed(key, code))
                os.replace(temporary, f"{key}.o", src_dir_fd=place, dst_dir_fd=place)
            except OSError:
                os.unlink(temporary, dir_fd=place)
            _prune(place)


def _prune(place: int) -> None:
    """Delete the oldest entries, and what writers that were killed have left."""
    aged, left = list[tuple[int, str]](), list[tuple[int, str]]()
    for name in os.listdir(place):
        if name.endswith(".o") or name.startswith(NEW):
            found = os.stat(name, dir_fd=place, follow_symlinks=False)
            (aged if name.endswith(".o") else left).append((found.st_mtime_ns, name))
    newest = max(aged, default=(0, ""))[0]
    late = [name for time, name in left if time < newest - HOUR]
    for name in [*late, *(name for _, name in sorted(aged)[:-KEPT])]:
        os.unlink(name, dir_fd=place)
