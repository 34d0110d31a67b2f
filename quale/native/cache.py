"""Object code kept on disk between runs, in the user's cache folder.

An entry's name is a hash of all it depends on, its content begins with a hash of the rest, so a damaged one is noticed
and made anew. A folder that cannot be written or read only costs time. `QUALE_CACHE` names another folder; empty means
none.
"""

import functools
import hashlib
import tempfile
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_MAGIC = b"quale object 1\n"
_DIGEST = 32
KEPT = 256
"""Entries that a folder keeps; the oldest go first."""


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
        for path in sorted((package / room).rglob("*.py")):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def project_version() -> str:
    """Return the version of Quale that is installed, nothing where none is."""
    try:
        return version("quale-lang")
    except PackageNotFoundError:
        return ""


def cached(folder: Path | None, key: str, make: Callable[[], bytes]) -> bytes:
    """Return the entry of a key, made and kept if it is missing or damaged."""
    if folder is None:
        return make()
    path = folder / f"{key}.o"
    found = _read(path)
    if found is not None:
        return found
    code = make()
    _write(path, code)
    _prune(folder)
    return code


def _read(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    start = len(_MAGIC) + _DIGEST
    code = content[start:]
    whole = content.startswith(_MAGIC) and content[len(_MAGIC) : start] == hashlib.sha256(code).digest()
    return code if whole else None


def _write(path: Path, code: bytes) -> None:
    """Write under a name of its own first, so that no other process ever reads half an entry."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(_MAGIC + hashlib.sha256(code).digest() + code)
                file.flush()
                temporary.replace(path)
            except OSError:
                temporary.unlink(missing_ok=True)
    except OSError:
        return


def _prune(folder: Path) -> None:
    try:
        aged = sorted((path.stat().st_mtime_ns, path.name) for path in folder.glob("*.o"))
        for _, name in aged[:-KEPT]:
            (folder / name).unlink(missing_ok=True)
    except OSError:
        return
