"""The Curves of a run: what changed from generation to generation, by its newest checkpoint and what lies beside."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.directory.disk import is_directory
from quale.checkpoint.directory.population_log import read_population
from quale.checkpoint.directory.resume import Resumed, find
from quale.checkpoint.directory.store import headers, load
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import CheckpointError
from quale.evolution.spread import Spread, spread_of
from quale.genome.seal import sealed

MOST_SAVED = 100
"""So many checkpoints, evenly over the generations, are read for what the population log lacks."""


@dataclass(frozen=True, slots=True)
class Curves:
    """G generations of a run. Read-only arrays.

    `columns` has the columns of the history under their names, metrics as `metric.NAME`, each [G].
    """

    run: str  # of the evolve block
    place: str  # of the file or directory, as given
    seed: int
    program: str  # equal for runs that differ in nothing but their seed and length
    generation: NDArray[np.int64]  # [G] from 1
    columns: dict[str, NDArray[np.float64]]
    changed: NDArray[np.bool_]  # [G] whether the program changed before a generation
    spread: tuple[Spread, ...]  # of the generations known, ascending
    best: float  # highest fitness so far, NaN where nothing has been evaluated
    best_generation: int
    metrics: tuple[tuple[str, float], ...]  # of the best genome
    complexity: float  # enabled connections of the best genome, NaN where there is none

    def __len__(self) -> int:
        return len(self.generation)


SHOWN = ("best", "mean", "median", "worst", "species", "complexity", "evaluations", "seconds", "invalid")


def curves_of(snapshot: Snapshot, place: str = "", saved: tuple[Spread, ...] = ()) -> Curves:
    """Return the curves of a snapshot's history; `saved` are spreads of other generations of the run."""
    state, history, best = snapshot.state, snapshot.state.history, snapshot.state.best
    columns = {name: _column(getattr(history, name)) for name in SHOWN}
    columns |= {f"metric.{name}": _column(history.metrics[:, number]) for number, name in enumerate(snapshot.metrics)}
    last = spread_of(state)
    known = saved if last is None else (*saved, last)
    spread = {one.generation: one for one in known if one.generation <= state.generation}
    return Curves(
        run=snapshot.run,
        place=place,
        seed=state.seed,
        program=_program(snapshot),
        generation=sealed(np.arange(1, len(history) + 1)),
        columns=columns,
        changed=history.changed,
        spread=tuple(spread[generation] for generation in sorted(spread)),
        best=best.fitness if best else float("nan"),
        best_generation=best.generation if best else 0,
        metrics=tuple(zip(snapshot.metrics, best.metrics.tolist(), strict=True)) if best else (),
        complexity=float(np.count_nonzero(best.genome.enabled)) if best else float("nan"),
    )


def collect(path: Path, *, alone: bool = False) -> tuple[Curves, tuple[str, ...]]:
    """Return the curves of a run directory, or of a checkpoint's run up to it, and what there is to tell.

    `alone` leaves the checkpoints beside it unread: where several runs are compared nobody looks at their species.

    Raises:
        CheckpointError: there is no valid checkpoint.
    """
    found = find(str(path), Path())
    saved = () if alone else spreads_of(found)
    return curves_of(found.snapshot, str(path), saved), found.messages


def spreads_of(found: Resumed) -> tuple[Spread, ...]:
    """Return the spreads of a run's generations up to a checkpoint, from its log, else from the checkpoints beside it.

    A run that was begun before there was such a log, or whose log was lost, has some of both.
    """
    directory = found.path.parent
    if not is_directory(directory):
        return ()
    logged = read_population(directory)
    there = {spread.generation for spread in logged}
    if len(there & set(range(1, found.header.generation))) >= found.header.generation - 1:
        return logged
    return (*_saved(found, directory, there), *logged)


def _saved(found: Resumed, directory: Path, there: set[int]) -> tuple[Spread, ...]:
    """Return the spreads of a run's other checkpoints whose generations are not there; unreadable ones are left out."""
    entries, _ = headers(directory)
    own = [
        one
        for one in entries
        if one.header.run_id == found.header.run_id and one.path != found.path and one.header.generation not in there
    ]
    chosen = {len(own) * number // MOST_SAVED for number in range(MOST_SAVED)} if len(own) > MOST_SAVED else set()
    spreads: list[Spread] = []
    for number, entry in enumerate(own):
        if chosen and number not in chosen:
            continue
        try:
            _, snapshot = load(entry.path)
        except CheckpointError:
            continue  # damaged, or pruned by a run that goes on: what is drawn says from which generations it is
        if (spread := spread_of(snapshot.state)) is not None:
            spreads.append(spread)
    return tuple(spreads)


def _program(snapshot: Snapshot) -> str:
    """Return what tells an experiment from others: its settings without seed and length, and its text."""
    settings = [(name, text) for name, text in snapshot.configuration if name not in ("seed", "generations")]
    return repr((snapshot.run, settings, snapshot.text.files))


def _column(values: NDArray[np.generic]) -> NDArray[np.float64]:
    return sealed(values.astype(np.float64))
