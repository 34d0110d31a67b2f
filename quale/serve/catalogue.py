"""Which runs a directory holds and how they stand, looked at again and again: a look costs what changed."""

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from quale.checkpoint.directory.disk import DISK, Stamp
from quale.checkpoint.directory.lock import HOLDER, is_held
from quale.checkpoint.directory.rearrange import is_run, tag_of
from quale.checkpoint.directory.repeats import NAMED
from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.store import candidates, load_header
from quale.checkpoint.format.header import Header
from quale.diagnostics import CheckpointError
from quale.evolution.records.state import History
from quale.run.survey import DAMAGED, FINISHED, INTERRUPTED, RUNNING, over

MOST_RUNS = 5_000
"""Directories that are listed; whoever has more has them in several directories."""

POINTS = 60
"""Of a sparkline."""

EXAMINED = 8
"""Runs that are examined at a time: their checkpoints are read and their programs checked, some 20 ms each."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What only the content of a run's newest checkpoint says."""

    why: str = ""  # why it is over, "" where it is not or nobody can tell
    generations: int | None = None  # after which it is over at the latest
    program: str = ""
    seed: int | None = None
    curve: tuple[float, ...] = ()  # of the best fitness, at most POINTS heights
    problem: str = ""  # a damaged file, in words


@dataclass(frozen=True, slots=True)
class Listed:
    """One run as it was found."""

    name: str  # its place below the directory, for people and requests
    path: Path
    looked: tuple[Stamp, Stamp | None]  # of its directory and of who holds it, when it was looked at
    running: bool = False
    tag: str = ""
    files: tuple[tuple[int, str], ...] = ()  # (generation, name) of checkpoints named by generation, newest first
    header: Header | None = None  # of the newest one that has a valid header
    problem: str = ""
    key: tuple[object, ...] = ()  # what `examined` is of
    examined: Examined | None = None  # None where that is still to be done

    @property
    def state(self) -> str:
        """What it is, as `quale runs` has it; "" where that is not known yet."""
        if self.running:
            return RUNNING
        if self.header is None:
            return DAMAGED
        if self.examined is None:
            return ""
        return FINISHED if self.examined.why else DAMAGED if self.examined.problem else INTERRUPTED

    def data(self) -> dict[str, Any]:
        """Return it as the page is told of it."""
        header, examined = self.header, self.examined or Examined()
        return {
            "name": self.name,
            "state": self.state,
            "why": examined.why or examined.problem or self.problem,
            "run": header.run if header else "",
            "program": examined.program,
            "generation": header.generation if header else None,
            "generations": examined.generations,
            "best": header.best_fitness if header else None,
            "seed": header.seed if header else None,
            "saved": header.created if header else "",
            "record": header.best_generation if header else None,
            "tag": self.tag,
            "curve": list(examined.curve),
            "files": [generation for generation, _ in self.files],
        }


class Catalogue:
    """The runs of a directory: each look brings `runs` up to date."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.runs: dict[str, Listed] = {}
        self._kinds: dict[Path, tuple[Stamp | None, bool]] = {}  # whether a directory is that of a run

    def words(self, message: str) -> str:
        """Return a message without the directory's own place: who looks on need not know where it lies."""
        return message.replace(f"{self.root}{os.sep}", "")

    def look(self) -> bool:
        """Find what changed since the last look, and return whether anything did."""
        before = self.runs
        found: dict[str, Listed] = {}
        for name, path in self._places():
            listed = _listed(name, path, before.get(name))
            if listed is not None:
                found[name] = listed
        self.runs = found
        return before != found

    def look_at(self, names: Iterable[str]) -> None:
        """Bring what is known of some runs up to date; one that is gone is known no more."""
        for name in names:
            known = self.runs.get(name)
            found = _listed(name, known.path, known) if known is not None and self._is_run(known.path) else None
            if found is not None:
                self.runs[name] = found
            else:
                self.runs.pop(name, None)

    def examine_some(self, names: Collection[str] | None = None) -> bool:
        """Examine some of the runs, or of those of some names, that are still to be; return whether there are more."""
        asked = self.runs.values() if names is None else [self.runs[name] for name in names if name in self.runs]
        waiting = [listed for listed in asked if listed.examined is None and listed.header is not None]
        for listed in waiting[:EXAMINED]:
            self.runs[listed.name] = replace(listed, examined=examine(listed))
        return len(waiting) > EXAMINED

    def _places(self) -> list[tuple[str, Path]]:
        """Return the directories of runs with their names: the directory itself, those in it, and repeats in those."""
        root = self.root
        if self._is_run(root):
            return [(shown(root.resolve().name), root)]
        places: list[tuple[str, Path]] = []
        for name in _names(root)[:MOST_RUNS]:
            path = root / name
            if self._is_run(path):
                places.append((shown(name), path))
                continue
            repeats = sorted((int(found[1]), one) for one in _names(path) if (found := NAMED.fullmatch(one)))
            places += [(f"{shown(name)}/{one}", path / one) for _, one in repeats if self._is_run(path / one)]
        return places[:MOST_RUNS]

    def _is_run(self, path: Path) -> bool:
        stamp = _stamp(path)
        known = self._kinds.get(path)
        if stamp is None or known is None or known[0] != stamp or not known[1]:
            known = self._kinds[path] = (stamp, stamp is not None and path.is_dir() and is_run(path))
        return known[1]


def shown(name: str) -> str:
    """Return the name of a file or directory as text: what is none in it is escaped."""
    return os.fsencode(name).decode(errors="backslashreplace")


def examine(listed: Listed) -> Examined:
    """Return what the newest valid checkpoint of a run says."""
    try:
        found = newest(listed.path)
    except CheckpointError as error:
        return Examined(problem=_line(str(error).splitlines()[-1]))
    why, generations = over(found, running=listed.running)
    text = found.snapshot.text
    return Examined(
        why,
        generations,
        ", ".join((*(file for file, _ in text.written), *text.set.splitlines())),
        found.snapshot.state.seed,
        curve_of(found.snapshot.state.history),
        _line(found.messages[0]) if found.messages else "",
    )


def curve_of(history: History) -> tuple[float, ...]:
    """Return the best fitness over the generations as few heights: of each stretch the highest."""
    best = [value for value in history.best.tolist() if abs(value) < float("inf")]
    return thin(best)


def thin(values: list[float]) -> tuple[float, ...]:
    """Return at most POINTS values, of each stretch the highest."""
    count = min(POINTS, len(values))
    edges = [len(values) * number // count for number in range(count + 1)] if count else []
    return tuple(max(values[start:end]) for start, end in pairwise(edges))


def _listed(name: str, path: Path, before: Listed | None) -> Listed | None:
    """Return a run as it stands; what did not change since it was looked at is taken over."""
    place, holder = _stamp(path), _stamp(path / HOLDER)
    if place is None:
        return None
    resting = before is not None and not before.running and before.looked[1] == holder  # whoever begins signs anew
    running = holder is not None and not resting and is_held(path)
    if before is not None and before.looked == (place, holder) and before.running == running:
        return before
    listed = Listed(name, path, (place, holder), running, tag_of(path))
    try:
        files = candidates(path)
    except CheckpointError as error:
        return replace(listed, problem=_line(str(error)))
    named = tuple((int(file.stem.removeprefix("checkpoint_gen")), file.name) for file in files if _is_numbered(file))
    header, problem = _newest_header(files)
    listed = replace(listed, files=named, header=header, problem=problem)
    if header is not None:  # a run under way is examined when it begins, and again when it is over
        key = (header.run_id, header.program, running, holder if running else header.digest)
        listed = replace(listed, key=key)
        if before is not None and before.key == key:
            listed = replace(listed, examined=before.examined)
    return listed


def _newest_header(files: tuple[Path, ...]) -> tuple[Header | None, str]:
    problem = "" if files else "it holds no checkpoint"
    for file in files[:10]:
        try:
            return load_header(file), problem
        except CheckpointError as error:
            problem = problem or _line(str(error))
    return None, problem


def _is_numbered(path: Path) -> bool:
    return path.stem.removeprefix("checkpoint_gen").isdecimal() and path.stem.startswith("checkpoint_gen")


def _names(path: Path) -> list[str]:
    try:
        return sorted(name for name in DISK.listdir(path) if not name.startswith("."))
    except OSError:
        return []


def _stamp(path: Path) -> Stamp | None:
    try:
        return DISK.stamp(path)
    except OSError:
        return None


def _line(words: str) -> str:
    return " ".join(words.split())
