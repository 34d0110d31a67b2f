"""The Curves of a run: what changed from generation to generation, from the newest checkpoint and those beside it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.directory.disk import is_directory
from quale.checkpoint.directory.resume import Resumed, find
from quale.checkpoint.directory.store import headers, load
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import CheckpointError
from quale.evolution.records.state import State
from quale.genome.seal import sealed

MOST_SAVED = 100
"""So many checkpoints of a run are read for what only they hold; of more, some evenly over the generations."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What a generation's population was like: the history has no room for it, checkpoints have."""

    generation: int
    lower: float  # first quartile of fitness
    upper: float  # third quartile
    species: tuple[tuple[int, int], ...]  # (id, members), ascending ids


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
    spread = {one.generation: one for one in (*saved, *_spread(state)) if one.generation <= state.generation}
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
    saved = () if alone else _saved(found)
    return curves_of(found.snapshot, str(path), saved), found.messages


def _saved(found: Resumed) -> tuple[Spread, ...]:
    """Return the spreads of the other checkpoints of a run that lie beside one; what cannot be read is left out."""
    directory = found.path.parent
    if not is_directory(directory):
        return ()
    entries, _ = headers(directory)
    own = [one for one in entries if one.header.run_id == found.header.run_id and one.path != found.path]
    chosen = {len(own) * number // MOST_SAVED for number in range(MOST_SAVED)} if len(own) > MOST_SAVED else set()
    spreads: list[Spread] = []
    for number, entry in enumerate(own):
        if chosen and number not in chosen:
            continue
        try:
            _, snapshot = load(entry.path)
        except CheckpointError:
            continue  # damaged, or pruned by a run that goes on: what is drawn says from which generations it is
        spreads += _spread(snapshot.state)
    return tuple(spreads)


def _spread(state: State) -> tuple[Spread, ...]:
    if not len(state.fitness):
        return ()
    half = np.quantile(state.fitness / 2, (0.25, 0.75))  # no difference is too large
    species = zip(state.species.id.tolist(), state.species.size.tolist(), strict=True)
    return (Spread(state.generation, 2 * float(half[0]), 2 * float(half[1]), tuple(species)),)


def _program(snapshot: Snapshot) -> str:
    """Return what tells an experiment from others: its settings without seed and length, and its text."""
    settings = [(name, text) for name, text in snapshot.configuration if name not in ("seed", "generations")]
    return repr((snapshot.run, settings, snapshot.text.files))


def _column(values: NDArray[np.generic]) -> NDArray[np.float64]:
    return sealed(values.astype(np.float64))
