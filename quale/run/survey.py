"""What lies in a directory of runs: one row a run, in which state it is, and how far it came."""

from dataclasses import dataclass
from pathlib import Path

from quale.checkpoint.directory.lock import is_held
from quale.checkpoint.directory.rearrange import run_directories, tag_of
from quale.checkpoint.directory.resume import Resumed, newest
from quale.diagnostics import CheckpointError, ProgramError
from quale.run.loop import why_over
from quale.run.plan import stored

RUNNING, FINISHED, INTERRUPTED, DAMAGED = "running", "finished", "interrupted", "damaged"
"""What a run is: somebody evolves it; by its program it is over; it can be gone on with; a file of it is no good."""


@dataclass(frozen=True, slots=True)
class Row:
    """One run; what cannot be read is None or empty."""

    name: str  # of the directory
    path: Path
    state: str
    why: str = ""  # why it is over, or what is damaged
    run: str = ""  # name of the evolve block
    program: str = ""  # names of its files, with what was set beside them
    generation: int | None = None
    generations: int | None = None
    best: float | None = None
    seed: int | None = None
    saved: str = ""  # when: ISO 8601, UTC
    tag: str = ""


def survey(root: Path) -> tuple[Row, ...]:
    """Return a row for every run in a directory, by name.

    Raises:
        CheckpointError: the directory is missing or cannot be listed.
    """
    return tuple(_row(directory) for directory in run_directories(root))


def _row(directory: Path) -> Row:
    name, tag = directory.resolve().name if directory.name in ("", ".", "..") else directory.name, tag_of(directory)
    running = is_held(directory)
    try:
        found = newest(directory)
    except CheckpointError as error:
        first = " ".join(str(error).splitlines()[-1].split())
        return Row(name, directory, RUNNING if running else DAMAGED, first, tag=tag)
    state, text = found.snapshot.state, found.snapshot.text
    why, generations = over(found, running=running)
    damaged = " ".join(found.messages[0].split()) if found.messages else ""
    best = state.best.fitness if state.best is not None else None
    return Row(
        name,
        directory,
        RUNNING if running else FINISHED if why else DAMAGED if damaged else INTERRUPTED,
        why or damaged,
        found.snapshot.run,
        ", ".join((*(file for file, _ in text.written), *text.set.splitlines())),
        state.generation,
        generations,
        best,
        state.seed,
        found.header.created,
        tag,
    )


def over(found: Resumed, *, running: bool) -> tuple[str, int | None]:
    """Return why a run is over, "" where it is not, and after how many generations it will be at the latest."""
    try:
        model = stored(found)
    except (ProgramError, CheckpointError):  # of another version, or without a large data file: nobody can tell
        return "", None
    why = None if running else why_over(model, found.snapshot)
    return why or "", model.evolution.generations
