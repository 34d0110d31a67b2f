"""What a run or a checkpoint gives away: genomes that were evaluated, and the history as a table."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.api.words import shown
from quale.brain import Brain
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import CheckpointError
from quale.evolution.records.settings import BrainSettings
from quale.evolution.records.state import COLUMNS
from quale.genome.genome import Genomes, Interface
from quale.model.domain import TaskState, scaling_of
from quale.model.model import Model
from quale.report.plot.notebook import network_svg


@dataclass(frozen=True, slots=True, repr=False)
class Champion:
    """A genome that was evaluated, with what it achieved."""

    genome: Genomes  # one genome
    interface: Interface
    fitness: float
    generation: int
    metrics: dict[str, float]
    settings: BrainSettings
    state: TaskState = field(default_factory=dict)  # what its evaluation was given by the generations before

    def __repr__(self) -> str:
        size = f"{int(self.genome.enabled.sum())} connections"
        return shown("Champion", f"of generation {self.generation}: fitness {self.fitness:.6g}, {size}")

    def _repr_svg_(self) -> str:
        """What a notebook shows: its network."""
        return network_svg(self.genome, self.interface, repr(self).strip("<>"))

    def brain(self) -> Brain:
        """Return its network, ready to be activated; inputs are scaled as they were when it was evaluated."""
        settings, scaling = self.settings, scaling_of(self.state)
        return Brain(self.genome, self.interface, recurrent=settings.recurrent, steps=settings.steps, scaling=scaling)


def best_of(snapshot: Snapshot, model: Model) -> Champion:
    """Return the best genome so far, with what it achieved.

    Raises:
        CheckpointError: nothing has been evaluated yet.
    """
    best = snapshot.state.best
    if best is None:
        raise CheckpointError("nothing has been evaluated yet, so there is no best genome")
    metrics = dict(zip(snapshot.metrics, best.metrics.tolist(), strict=True))
    settings, given = model.evolution.brain, snapshot.best_state
    return Champion(best.genome, snapshot.state.interface, best.fitness, best.generation, metrics, settings, given)


def table_of(snapshot: Snapshot) -> NDArray[np.void]:
    """Return the history as a table of G rows, one a generation; columns as in history.csv."""
    history = snapshot.state.history
    columns: dict[str, NDArray[Any]] = {"generation": np.arange(1, len(history) + 1)}
    columns |= {name: getattr(history, name) for name in COLUMNS}
    columns |= {f"metric.{name}": history.metrics[:, place] for place, name in enumerate(snapshot.metrics)}
    for place, name in enumerate(snapshot.trials.names):
        columns[f"test.{name}"] = snapshot.trials.reached[:, place]
        columns[f"passed.{name}"] = snapshot.trials.passed[:, place]
    table = np.empty(len(history), dtype=[(name, column.dtype) for name, column in columns.items()])
    for name, column in columns.items():
        table[name] = column
    table.flags.writeable = False
    return table
