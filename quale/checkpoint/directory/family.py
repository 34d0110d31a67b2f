"""Which runs came from which: the sources of a run, theirs, and what else was seeded from any of them."""

from dataclasses import dataclass
from pathlib import Path

from quale.checkpoint.directory.disk import DISK, FileSystem, is_directory
from quale.checkpoint.directory.resume import Resumed, find
from quale.checkpoint.directory.run_directory import directory_of
from quale.checkpoint.directory.store import Entry, headers, load
from quale.checkpoint.format.header import Header
from quale.checkpoint.format.snapshot import Lineage
from quale.diagnostics import CheckpointError

MOST_ANCESTORS = 100

MOST_RUNS = 100
"""Directories that are looked through for relatives."""

LARGEST = 32 * 2**20
"""Bytes of a checkpoint that is opened for its lineage alone: whoever looks at one run waits for all the others."""


@dataclass(frozen=True, slots=True)
class Kin:
    """One run of a family. `generation` and `best` are those of the file that it was found by.

    Of a source that is the file that was seeded from, where it is left; in all other cases it is the newest.
    """

    run: str  # name of the evolve block
    run_id: str
    generation: int
    best: float | None  # fitness; None where nothing has been evaluated, or the file is gone
    path: str
    source: str | None  # run id of the run it was seeded from, None for founders and where nobody knows
    seeded_at: int | None = None  # generation of that run
    gone: bool = False  # whether no file of it is left


def family(found: Resumed, checkpoints: Path, disk: FileSystem = DISK) -> tuple[Kin, ...]:
    """Return a run's sources, the oldest first, the run, and the runs below `checkpoints` seeded from any of them."""
    kin = _kin(found.header, found.path, found.snapshot.lineage)
    line = [kin]
    lineage = found.snapshot.lineage
    while lineage is not None and lineage.run_id not in {each.run_id for each in line} and len(line) < MOST_ANCESTORS:
        entry = _source(lineage, checkpoints, disk)
        if entry is None:
            line.append(Kin(lineage.run, lineage.run_id, lineage.generation, None, lineage.path, None, gone=True))
            break
        line.append(_kin(entry.header, entry.path, entry.snapshot.lineage))
        lineage = entry.snapshot.lineage
    return (*reversed(line), *_relatives({each.run_id for each in line}, checkpoints, disk))


def _kin(header: Header, path: Path, lineage: Lineage | None) -> Kin:
    source, at = (lineage.run_id, lineage.generation) if lineage else (None, None)
    return Kin(header.run, header.run_id, header.generation, header.best_fitness, str(path), source, at)


def _source(lineage: Lineage, checkpoints: Path, disk: FileSystem) -> Resumed | None:
    """Return a checkpoint of the run that a lineage names: the very file, or another where that has been pruned."""
    try:
        found = find(lineage.path, checkpoints, disk)
    except CheckpointError:
        found = None
    if found is not None and found.header.run_id == lineage.run_id:
        return found
    for entry in _entries(directory_of(checkpoints, lineage.run), disk):
        if entry.header.run_id == lineage.run_id:
            try:
                header, snapshot = load(entry.path, disk)
            except CheckpointError:
                continue
            return Resumed(snapshot, header, entry.path, ())
    return None


def _relatives(known: set[str], checkpoints: Path, disk: FileSystem) -> list[Kin]:
    try:
        names = sorted(disk.listdir(checkpoints))[:MOST_RUNS]
    except OSError:
        return []
    others = []
    for name in names:
        entry = next(iter(_entries(checkpoints / name, disk)), None)
        if entry is None or entry.header.run_id in known or entry.header.size > LARGEST:
            continue
        try:
            header, snapshot = load(entry.path, disk)
        except CheckpointError:
            continue
        if snapshot.lineage is not None:
            others.append(_kin(header, entry.path, snapshot.lineage))
    related: list[Kin] = []
    while more := [each for each in others if each.source in known and each.run_id not in known]:
        related += more
        known |= {each.run_id for each in more}
    return related


def _entries(directory: Path, disk: FileSystem) -> tuple[Entry, ...]:
    if not is_directory(directory):
        return ()
    try:
        return headers(directory, disk)[0]
    except CheckpointError:
        return ()
