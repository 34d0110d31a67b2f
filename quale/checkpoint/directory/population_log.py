"""The population log: population.jsonl, one line a generation with the quartiles of fitness and the species' sizes.

The checkpoint's history has neither, so this file is not made anew from it as the other logs are: going on after a
generation keeps the lines up to that, and adds what its checkpoint says of it. A line that is lost is a gap in
pictures, and nothing else.
"""

import json
import math
from pathlib import Path
from typing import Any

from quale.checkpoint.directory.disk import DISK, FileSystem, exists, reported, write_all, write_file
from quale.checkpoint.directory.run_directory import POPULATION
from quale.evolution.spread import Spread

LARGEST = 2**28
"""Bytes of a log that is read; a larger one is none of ours."""

MOST_KEPT = 50_000
"""So many lines are kept in memory, the newest: where the file is lost while a run goes on, it is written anew."""


class PopulationLog:
    """The population log of a run that goes on."""

    def __init__(self, directory: Path, disk: FileSystem = DISK) -> None:
        self._path, self._disk = directory / POPULATION, disk
        self._bytes: int | None = None  # how long the file was left; None when that is not known
        self._lines: list[bytes] = []
        self._unwritten = 0  # how many of them, the last, are not in the file

    def mend(self, generation: int, spread: Spread | None) -> bool:
        """Cut the log back to a generation, whose line is added where it lacks it; return whether that changed it.

        Raises:
            CheckpointError: the file cannot be written.
        """
        self._lines, self._unwritten, self._bytes = [], 0, None
        if spread is None and not exists(self._path):
            return False
        before = self._content()
        kept = _kept(before, generation)
        self._lines = [line for _, line in kept]
        if spread is not None and (kept[-1][0] if kept else 0) < spread.generation:
            self._lines.append(written(spread))
        content = b"".join(self._lines)
        if content != before:
            write_file(self._path, content, self._disk)
        self._bytes = len(content)
        return content != before

    def add(self, spread: Spread) -> None:
        """Take down a generation; `write` brings it to the file."""
        self._lines.append(written(spread))
        self._unwritten += 1
        if len(self._lines) >= 2 * MOST_KEPT:
            del self._lines[:-MOST_KEPT]

    def write(self) -> bool:
        """Bring what was taken down to the file; return whether another program had changed that, so that it is new.

        Raises:
            CheckpointError: the file cannot be written; the next call tries again.
        """
        if not self._unwritten:
            return False
        size, self._bytes = self._bytes, None
        if size is not None and self._size() == size:
            text = b"".join(self._lines[-self._unwritten :])
            self._append(text)
            changed, self._bytes = False, size + len(text)
        else:
            content = b"".join(self._lines)
            write_file(self._path, content, self._disk)
            changed, self._bytes = size is not None, len(content)
        self._unwritten = 0
        return changed

    def forget(self) -> None:
        """Take nothing for granted about the file."""
        self._bytes = None

    def _append(self, text: bytes) -> None:
        with reported(self._path, "write"):
            handle = self._disk.append(self._path)
            try:
                write_all(handle, text, self._disk)
            finally:
                self._disk.close(handle)

    def _size(self) -> int | None:
        try:
            return self._disk.size(self._path)
        except OSError:
            return None

    def _content(self) -> bytes:
        """Return what is in the file, nothing where there is none or none that could be ours."""
        try:
            return self._disk.read(self._path, LARGEST) if self._disk.size(self._path) <= LARGEST else b""
        except OSError:
            return b""


def read_population(directory: Path, disk: FileSystem = DISK) -> tuple[Spread, ...]:
    """Return what the log of a run says, by generation; lines that say nothing, or are half written, are left out."""
    path = directory / POPULATION
    try:
        content = disk.read(path, LARGEST) if disk.size(path) <= LARGEST else b""
    except OSError:
        return ()
    found = {spread.generation: spread for line in _whole(content) if (spread := parsed(line)) is not None}
    return tuple(found[generation] for generation in sorted(found))


def written(spread: Spread) -> bytes:
    """Return the line of a generation; numbers are written so that reading gives the same double again."""
    row: dict[str, Any] = {"generation": spread.generation, "quartiles": [spread.lower, spread.upper]}
    row["species"] = {str(identity): size for identity, size in spread.species}
    if spread.others[0]:
        row["others"] = spread.others
    return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def parsed(line: bytes) -> Spread | None:
    """Return what a line says, None where it is no line of this log."""
    try:
        row = json.loads(line)
        lower, upper = map(float, row["quartiles"])
        species = sorted((int(identity), size) for identity, size in row["species"].items())
        many, members = row.get("others", (0, 0))
        counts = [row["generation"], many, members, *(number for pair in species for number in pair)]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None
    whole = all(type(number) is int and 0 <= number < 2**31 for number in counts)
    if not whole or not (math.isfinite(lower) and math.isfinite(upper)):
        return None
    return Spread(row["generation"], lower, upper, tuple(species), (many, members))


def _kept(content: bytes, generation: int) -> list[tuple[int, bytes]]:
    """Return the whole lines of generations up to one, each once and in their order."""
    kept: list[tuple[int, bytes]] = []
    for line in _whole(content):
        spread = parsed(line)
        if spread is not None and (kept[-1][0] if kept else 0) < spread.generation <= generation:
            kept.append((spread.generation, line))
    return kept


def _whole(content: bytes) -> list[bytes]:
    return [line + b"\n" for line in content.split(b"\n")[:-1]]
