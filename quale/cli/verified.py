"""What `quale inspect --verify` prints: every checkpoint file of a place, and which would be resumed."""

import json
from dataclasses import asdict
from typing import Any

from quale.checkpoint.directory.verify import Checked, Verification
from quale.checkpoint.format.header import Header


def show(verification: Verification, as_json: bool) -> None:
    """Print a verification, for people or as one JSON object."""
    if as_json:
        files = [_object(file) for file in verification.files]
        resumed = str(verification.resumed) if verification.resumed else None
        print(json.dumps({"files": files, "damaged": verification.damaged, "resumed": resumed}))
        return
    for file in verification.files:
        print(f"{file.path}: {_words(file.header)}" if file.header else f"{file.error}")
    count = len(verification.files)
    print(f"{count - verification.damaged} of {count} whole; " + _resumed(verification))


def _words(header: Header) -> str:
    return f"whole, {header.run} after generation {header.generation}, run {header.run_id[:8]}, {header.created}"


def _resumed(verification: Verification) -> str:
    if verification.resumed is None:
        return "nothing to resume"
    return f"`--resume` goes on from {verification.resumed}"


def _object(file: Checked) -> dict[str, Any]:
    names = ("run", "run_id", "generation", "created", "size", "digest")
    about = {name: value for name, value in asdict(file.header).items() if name in names} if file.header else {}
    return {
        "path": str(file.path),
        "valid": file.error is None,
        "error": str(file.error) if file.error else None,
    } | about
