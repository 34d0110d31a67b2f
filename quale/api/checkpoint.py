"""A checkpoint that was opened."""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from quale.api.champion import Champion, best_of, table_of
from quale.api.words import shown, speaking
from quale.checkpoint.directory.resume import find
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import CheckpointError
from quale.genome.gather import take
from quale.model.model import Model
from quale.report.plot.notebook import run_html
from quale.run.plan import stored


@dataclass(frozen=True, slots=True, repr=False)
class Checkpoint:
    """A checkpoint that was opened, all verified."""

    snapshot: Snapshot
    model: Model
    path: Path

    def __repr__(self) -> str:
        return shown("Checkpoint", f"{self.run}, generation {self.generation}, {len(self)} genomes: {self.path}")

    def _repr_html_(self) -> str:
        """What a notebook shows: the repr and the fitness over the generations."""
        return run_html(self.snapshot, repr(self))

    @classmethod
    @speaking()
    def load(cls, path: str | Path, checkpoints: str | Path = "checkpoints") -> Self:
        """Open a file, a run directory's newest checkpoint, or that of a run's name below `checkpoints`.

        Raises:
            CheckpointError: missing, foreign, newer or damaged.
        """
        found = find(str(path), Path(checkpoints))
        for words in found.messages:
            warnings.warn(words, RuntimeWarning, stacklevel=3)  # of the caller, behind `speaking`
        return cls(found.snapshot, stored(found), found.path)

    @property
    def run(self) -> str:
        """Name of the evolve block."""
        return self.snapshot.run

    @property
    def generation(self) -> int:
        """Generations completed."""
        return self.snapshot.state.generation

    @property
    def best(self) -> Champion:
        """The best genome so far.

        Raises:
            CheckpointError: nothing has been evaluated yet.
        """
        return best_of(self.snapshot, self.model)

    @property
    def history(self) -> NDArray[np.void]:
        """One row a generation; columns as in history.csv, metrics as `metric.NAME`."""
        return table_of(self.snapshot)

    def __len__(self) -> int:
        """Return the size of the population."""
        return len(self.snapshot.state.population)

    def genome(self, index: int) -> Champion:
        """Return one genome of the population, from 0.

        Raises:
            CheckpointError: the population has not been evaluated.
            IndexError: there is no such genome.
        """
        state = self.snapshot.state
        if not 0 <= index < len(state.population):
            raise IndexError(f"genome {index} of a population of {len(state.population)}")
        if not len(state.fitness):
            raise CheckpointError("its population has not been evaluated yet", path=str(self.path))
        metrics = dict(zip(self.snapshot.metrics, state.metrics[index].tolist(), strict=True))
        one = take(state.population, np.array([index]))
        fitness = float(state.fitness[index])
        settings, given = self.model.evolution.brain, self.snapshot.scored_state
        return Champion(one, state.interface, fitness, state.generation, metrics, settings, given)
