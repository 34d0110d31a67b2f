"""Finding what to go on from: the newest valid checkpoint of a path or name, and how a changed program differs."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from quale.checkpoint.directory.disk import DISK, FileSystem, exists, is_directory
from quale.checkpoint.directory.repeats import repeats_in
from quale.checkpoint.directory.run_directory import directory_of
from quale.checkpoint.directory.store import candidates, headers, load
from quale.checkpoint.format.header import Header, hexdigest
from quale.checkpoint.format.schema import LONGEST_PATH
from quale.checkpoint.format.snapshot import Lineage, Snapshot
from quale.diagnostics import CheckpointError
from quale.model.model import DataFile, Model, ProgramText

LOOKS = 10
"""So many times a directory is listed again because a file was gone when it was to be read."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """A checkpoint that was found, all verified."""

    snapshot: Snapshot
    header: Header
    path: Path
    messages: tuple[str, ...]  # what there is to tell: damaged files that were passed over


def find(path_or_name: str, checkpoints: Path, disk: FileSystem = DISK) -> Resumed:
    """Return the checkpoint that a file, a run directory or an evolve name means; a path wins over a name.

    Raises:
        CheckpointError: there is none, or none that is valid; says what was tried and why each failed.
    """
    path, told = place(path_or_name, checkpoints, disk)
    if is_directory(path):
        found = newest(path, disk)
        return replace(found, messages=(*told, *found.messages))
    header, snapshot = load(path, disk)
    return Resumed(snapshot, header, path, ())


def place(path_or_name: str, checkpoints: Path, disk: FileSystem = DISK) -> tuple[Path, tuple[str, ...]]:
    """Return the file or directory that a path or an evolve name means, and what there is to tell about that.

    A path wins over a name, but for a directory without any checkpoint: a folder of the experiment's own, say.

    Raises:
        CheckpointError: there is none.
    """
    path, named = Path(path_or_name), directory_of(checkpoints, path_or_name)
    if is_directory(path):
        if candidates(path, disk) or not (is_directory(named) and candidates(named, disk)):
            return path, ()
        return named, (f"the directory {path} holds no checkpoint; this is the run of that name, in {named}",)
    if exists(path):
        return path, ()
    if is_directory(named):
        return named, ()
    raise CheckpointError(
        f"is no file or directory, and {checkpoints} has no run of that name{_known(checkpoints, disk)}",
        path=path_or_name,
    )


def newest(directory: Path, disk: FileSystem = DISK) -> Resumed:
    """Return the valid checkpoint of the highest generation in a directory.

    Raises:
        CheckpointError: there is none; says what was tried and why each failed.
    """
    found, tried = _newest(directory, disk)
    for _ in range(LOOKS):
        if not any(is_gone(error) for error in tried):
            break
        found, tried = _newest(directory, disk)  # a run that goes on has pruned what we were about to read
    if found is not None:
        return found
    if not tried:
        repeats = repeats_in(directory, disk) if is_directory(directory) else ()
        rather = f", but {len(repeats)} repeats of a run: name one, as in {repeats[0]}" if repeats else ""
        raise CheckpointError(f"holds no checkpoint{rather}", path=str(directory))
    reasons = "".join(f"\n  {error}" for error in tried)
    raise CheckpointError(f"holds no valid checkpoint; tried:{reasons}", path=str(directory))


def _newest(directory: Path, disk: FileSystem) -> tuple[Resumed | None, list[CheckpointError]]:
    """Return the newest valid checkpoint, if there is one, and why those before it could not be used."""
    entries, failed = headers(directory, disk)
    tried = list(failed)
    for entry in entries:
        try:
            header, snapshot = load(entry.path, disk)
        except CheckpointError as error:
            tried.append(error)
            continue
        told = _told(tried, entry.path, directory, disk)
        if others := {entry.header.run_id for entry in entries} - {header.run_id}:
            told += (
                f"{directory} holds checkpoints of {len(others)} other run(s), too; going on from {entry.path.name}",
            )
        return Resumed(snapshot, header, entry.path, told), tried
    return None, tried


def is_gone(error: CheckpointError) -> bool:
    """Return whether a file could not be read because it is not there any more: a run that goes on prunes its files."""
    return isinstance(error.__cause__, FileNotFoundError) and not os.path.lexists(error.path)


def source(seed_from: str, checkpoints: Path, *, is_path: bool, disk: FileSystem = DISK) -> tuple[Resumed, Lineage]:
    """Return what `seed_from` names: the newest valid checkpoint of a run, or a file or run directory.

    Raises:
        CheckpointError: it is missing, foreign or damaged.
    """
    if is_path:
        path = Path(seed_from)
        if not exists(path):
            raise CheckpointError("seed_from names a file that is not there", path=seed_from)
        found = newest(path, disk) if is_directory(path) else find(seed_from, checkpoints, disk)
    else:
        directory = directory_of(checkpoints, seed_from)
        if not is_directory(directory):
            raise CheckpointError(
                f"seed_from wants a run of `{seed_from}`, which has none yet: evolve it first with `--run {seed_from}`",
                path=str(directory),
            )
        found = newest(directory, disk)
    header = found.header
    # a path may be no text, which a file is to hold, and become longer than it may be
    text = os.fsencode(found.path).decode(errors="backslashreplace")[-LONGEST_PATH:]
    return found, Lineage(text, header.run, header.run_id, header.generation, header.digest)


def completed(snapshot: Snapshot, read: Callable[[str], bytes | str]) -> ProgramText:
    """Return the program of a snapshot with the data files that were too large to store.

    `read` returns the bytes of a file by its name, or in words why it cannot: names come out of the checkpoint, and are
    to be trusted no more than those of a program.

    Raises:
        CheckpointError: one is missing or not what it was.
    """
    added = []
    for file in snapshot.absent:
        data = read(file.name)
        if isinstance(data, str):
            reason = f"the program reads this file, which the checkpoint does not hold: {data}"
            raise CheckpointError(reason, path=file.name)
        if len(data) != file.length or hexdigest(data) != file.digest:
            raise CheckpointError("is not the file that the run was started with", path=file.name)
        added.append(DataFile(file.name, data))
    return ProgramText(snapshot.text.files, (*snapshot.text.data, *added))


def differences(old: Snapshot, text: ProgramText, configuration: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return one line for every way in which a program and its configuration differ from a checkpoint's."""
    lines = _changes(dict(old.configuration), dict(configuration))
    before = {name: hexdigest(content.encode()) for name, content in old.text.files}
    lines += _changed_files("program", before, {name: hexdigest(content.encode()) for name, content in text.files})
    data = {file.name: hexdigest(file.data) for file in old.text.data}
    data |= {file.name: file.digest for file in old.absent}
    lines += _changed_files("data", data, {file.name: hexdigest(file.data) for file in text.data})
    return tuple(lines)


def seed_to_use(stored: int, old: Model, new: Model, asked: int | None) -> int:
    """Return the seed to go on with: the one asked for, the program's if its text changed, else the stored one."""
    if asked is not None:
        return asked
    return new.evolution.seed if new.seed not in {old.seed, 0} else stored


def _told(tried: list[CheckpointError], chosen: Path, directory: Path, disk: FileSystem) -> tuple[str, ...]:
    """Return a message for every file that was passed over on the way to the chosen one."""
    order = [str(path) for path in candidates(directory, disk)]
    later = order[: order.index(str(chosen))] if str(chosen) in order else order
    return tuple(f"{error}; going on from {chosen.name}" for error in tried if error.path in later)


def _known(checkpoints: Path, disk: FileSystem) -> str:
    try:
        names = sorted(name for name in disk.listdir(checkpoints) if (checkpoints / name).is_dir())
    except OSError:
        return ""
    return f"; it has {', '.join(names)}" if names else ""


def _changes(old: dict[str, str], new: dict[str, str]) -> list[str]:
    lines = []
    for field in sorted(old.keys() | new.keys()):
        if field not in new:
            lines.append(f"{field}: {old[field]} -> not set")
        elif field not in old:
            lines.append(f"{field}: not set -> {new[field]}")
        elif old[field] != new[field]:
            lines.append(f"{field}: {old[field]} -> {new[field]}")
    return lines


def _changed_files(what: str, old: dict[str, str], new: dict[str, str]) -> list[str]:
    words = {(True, True): "changed", (True, False): "removed", (False, True): "added"}
    return [
        f"{what} file {name}: {words[name in old, name in new]}"
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]
