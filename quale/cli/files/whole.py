"""Writing a file that is there whole, or not at all."""

import os
from pathlib import Path
from stat import S_IMODE

from quale.diagnostics import UsageError


def write_whole(path: Path, content: bytes, option: str) -> None:
    """Write a file; one that was there is replaced by the whole new one, permissions kept, or stays as it was.

    Raises:
        UsageError: the file cannot be written; `option` says what asked for it.
    """
    plain = path.is_file() or not path.exists()  # a device or pipe takes what it is given
    written = path.with_name(f".{path.name}.{os.getpid()}") if plain and path.name else path
    try:
        written.write_bytes(content)
        if written != path:
            if path.exists():
                written.chmod(S_IMODE(path.stat().st_mode))
            written.replace(path)
    except OSError as error:
        if written != path:
            written.unlink(missing_ok=True)
        raise UsageError(f"{option} {path}: cannot be written: {error.strerror or error}") from error
