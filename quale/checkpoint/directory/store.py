"""Checkpoint files in a run directory: write, find, read, prune. All files are touched through `disk.FileSystem`.

Overview of the room, for whoever drives a run (every function takes `disk: FileSystem = DISK` last):

* `rundir.directory_of(checkpoints, run)`: the run's directory. `lock.RunLock(directory)`: context manager, taken first.
* fresh: `rundir.begin(directory, overwrite=…)`; resumed: `resume.find(path_or_name, checkpoints)` → Resumed, then
  `rundir.rewind(resumed.path, resumed.header)`. Both return messages to print.
* `logs.RunLogs(directory, metrics)`: `.rewrite(history)` before the first generation, `.append(history)` after each.
* `saver.Saver(directory, run, plan=…, clock=…, listeners=…, pins=…)`: context
  manager; `.offer(snapshot)` for every snapshot, `.poll()` between, `.finish()` at the end or after a signal. It calls
  `save` and `prune` here. `header.new_run_id()` for a fresh run, `resumed.header.run_id` for a resumed one.
* `resume.source(seed_from, checkpoints, is_path=…)` → (Resumed, Lineage)
* `resume.differences(old, text, configuration)` → lines; `resume.completed(snapshot, read)` → ProgramText with the
  large data files read;
  `resume.seed_to_use(stored, old_model, new_model, asked)`.

Everything that goes wrong is a CheckpointError with path and reason; OSError never leaves this room.
"""

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from quale.checkpoint.directory.disk import DISK, TEMPORARY, FileSystem, Stamp, reported, write_file
from quale.checkpoint.format.codec import LARGEST_PREFIX, check_size, decode, encode, read_header
from quale.checkpoint.format.header import Header, Origin
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import CheckpointError

SUFFIX = ".quale-ckpt"
NAMED = re.compile(r"checkpoint_gen(0|[1-9][0-9]*)\.quale-ckpt")
FIRST_READ = 2**14
"""Bytes that hold nearly every header; the rest is read only when they don't."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A checkpoint that is on disk and has been read back."""

    path: Path
    generation: int
    digest: str  # hex, of its header
    messages: tuple[str, ...] = ()  # what else there is to tell: a damaged file moved, a failed deletion
    proven: bool = True  # whether it has been decoded as a resume would


Known: TypeAlias = dict[Path, tuple[Stamp, Header]]
"""Headers that have been verified, each with what the file looked like then."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file with a verified header; its content has not been looked at."""

    path: Path
    header: Header


def file_name(generation: int) -> str:
    """Return the name of the file of a generation."""
    return f"checkpoint_gen{generation}{SUFFIX}"


def save(
    directory: Path,
    snapshot: Snapshot,
    origin: Origin,
    disk: FileSystem = DISK,
    *,
    prove: bool = True,
    known: Known | None = None,
) -> Saved:
    """Write a snapshot under its generation's name, read it back, compare; `prove` it by reading it as a resume would.

    Proving takes most of a small save's time; whoever leaves it out must keep a proven file beside. A damaged file of
    that name is renamed to FILE.damaged. The directory must exist. Where `known` is given, the file's header is put
    there, so that `prune` need not read it once more.

    Raises:
        CheckpointError: with path and reason; older files are untouched.
    """
    path = directory / file_name(snapshot.state.generation)
    data = encode(snapshot, origin)
    messages = _make_room(path, origin.run_id, disk)
    write_file(path, data, disk)
    with reported(path, "read back"):
        stamp = None if known is None else disk.stamp(path)  # before the reading: what is changed later is read anew
        back = disk.read(path, len(data) + 1)
    if back != data:
        raise CheckpointError("reads back differently from what was written", path=str(path))
    header = decode(back, str(path))[0] if prove else read_header(back, str(path))
    if known is not None and stamp is not None:
        known[path] = (stamp, header)
    return Saved(path, header.generation, header.digest, messages, prove)


def load(path: Path, disk: FileSystem = DISK) -> tuple[Header, Snapshot]:
    """Return header and content of a checkpoint file, all verified.

    Raises:
        CheckpointError: missing, foreign, newer or damaged.
    """
    header = load_header(path, disk)
    with reported(path, "read"):
        data = disk.read(path, header.size + 1)
    return decode(data, str(path))


def load_header(path: Path, disk: FileSystem = DISK) -> Header:
    """Return the verified header of a file whose length is right; the content is not looked at.

    Raises:
        CheckpointError: missing, foreign, newer or visibly damaged.
    """
    with reported(path, "read"):
        size = disk.size(path)
        prefix = disk.read(path, FIRST_READ)
        try:
            header = read_header(prefix, str(path))
        except CheckpointError:
            if len(prefix) < FIRST_READ:
                raise
            header = read_header(disk.read(path, LARGEST_PREFIX), str(path))
    check_size(header, size, str(path))
    return header


def candidates(directory: Path, disk: FileSystem = DISK) -> tuple[Path, ...]:
    """Return the paths of all files with a checkpoint's ending, numbered ones by number, the highest first.

    Raises:
        CheckpointError: the directory cannot be listed.
    """
    with reported(directory, "list"):
        names = [name for name in disk.listdir(directory) if name.endswith(SUFFIX) and not name.startswith(".")]
    return tuple(directory / name for name in sorted(names, key=lambda name: (_number(name), name), reverse=True))


def headers(directory: Path, disk: FileSystem = DISK) -> tuple[tuple[Entry, ...], tuple[CheckpointError, ...]]:
    """Return the files with verified headers, newest first, and why the others could not be used.

    Newest means the highest generation in the header; names and times of files decide nothing.

    Raises:
        CheckpointError: the directory cannot be listed.
    """
    found, failed = [], []
    for path in candidates(directory, disk):
        try:
            found.append(Entry(path, load_header(path, disk)))
        except CheckpointError as error:
            failed.append(error)
    found.sort(key=lambda entry: (entry.header.generation, entry.header.created, entry.path.name), reverse=True)
    return tuple(found), tuple(failed)


def prune(
    directory: Path,
    run_id: str,
    keep: int,
    *,
    keep_best: bool = False,
    pins: Collection[Path] = (),
    known: Known | None = None,
    disk: FileSystem = DISK,
) -> tuple[str, ...]:
    """Delete this run's files but the newest `keep` by generation number; return warnings about failed deletions.

    Kept beside those: with `keep_best` the first file that holds the best genome so far, and the pinned paths. Files
    of other runs, and files that are not named by their generation, are never touched.

    `known` are the headers seen by earlier calls, brought up to date by this one: of a directory of 10,000 files only
    those that changed are read at every save.
    """
    known = {} if known is None else known
    try:
        own = _own_files(directory, run_id, known, disk)
    except CheckpointError as error:
        return (str(error),)
    kept = set(own[:keep])
    pinned = {os.path.realpath(path) for path in pins}
    if keep_best and own:
        best = known[own[0]][1].best_generation
        kept.add(next(path for path in reversed(own) if known[path][1].best_generation == best))
    warnings = []
    for path in reversed(own):
        if path in kept or os.path.realpath(path) in pinned:
            continue
        try:
            disk.unlink(path)
        except OSError as error:
            warnings.append(f"{path}: cannot delete: {error.strerror or error}")
    return tuple(warnings)


def sweep(directory: Path, disk: FileSystem = DISK, of: str = "") -> None:
    """Remove temporary files that a killed run left behind; only the holder of the run's lock may call this.

    `of` is the name of the file that they were to become; all, when it is empty.

    Raises:
        CheckpointError: the directory cannot be listed or a file not removed.
    """
    with reported(directory, "list"):
        names = sorted(disk.listdir(directory))
    for name in names:
        if TEMPORARY.fullmatch(name) and name.startswith(f".{of}"):
            with reported(directory / name, "remove"):
                disk.unlink(directory / name)


def set_aside(path: Path, disk: FileSystem = DISK) -> str:
    """Rename a damaged file to FILE.damaged (FILE.damaged.1, … where that is taken) and return the message.

    Raises:
        CheckpointError: it cannot be renamed.
    """
    aside = free_name(path.with_name(f"{path.name}.damaged"))
    with reported(path, "rename"):
        disk.rename(path, aside)
        disk.fsync_directory(path.parent)
    return f"{path} is damaged; renamed to {aside.name}"


def free_name(path: Path, first: int = 0) -> Path:
    """Return the path itself (when `first` is 0) or path.1, path.2, …: the first that names nothing yet."""
    number = first
    while True:
        free = path.with_name(f"{path.name}.{number}") if number else path
        if not os.path.lexists(free):
            return free
        number += 1


def _make_room(path: Path, run_id: str, disk: FileSystem) -> tuple[str, ...]:
    """See to it that nothing is lost when `path` is written; return what there is to tell."""
    if not os.path.lexists(path):
        return ()
    try:
        header, _ = load(path, disk)
    except CheckpointError:
        return (set_aside(path, disk),)
    if header.run_id != run_id:
        raise CheckpointError("belongs to another run; it is not overwritten", path=str(path))
    return ()


def _own_files(directory: Path, run_id: str, known: Known, disk: FileSystem) -> list[Path]:
    """Return the files of a run that are named by their generation, newest first; learn the headers not yet known."""
    paths = [path for path in candidates(directory, disk) if _number(path.name) >= 0]
    before = dict(known)
    known.clear()
    for path in paths:
        try:
            with reported(path, "look at"):
                stamp = disk.stamp(path)
            seen = before.get(path)
            known[path] = seen if seen is not None and seen[0] == stamp else (stamp, load_header(path, disk))
        except CheckpointError:
            continue  # damaged or foreign: not ours to delete
    own = [(path, header) for path, (_, header) in known.items() if header.run_id == run_id]
    return [path for path, header in own if header.generation == _number(path.name)]


def _number(name: str) -> int:
    matched = NAMED.fullmatch(name)
    return int(matched[1]) if matched else -1
