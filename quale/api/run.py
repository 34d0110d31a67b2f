"""A run that is over."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quale.api.champion import Champion, best_of, table_of
from quale.api.words import shown
from quale.checkpoint.format.snapshot import Snapshot
from quale.model.model import Model
from quale.report.plot.notebook import run_html


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """A run that is over: why, and where its last checkpoint is."""

    snapshot: Snapshot
    model: Model
    checkpoint: Path
    why: str

    def __repr__(self) -> str:
        best = self.snapshot.state.best
        fitness = f"best {best.fitness:.6g}, " if best is not None else ""
        return shown("Run", f"{self.snapshot.run}, generation {self.snapshot.state.generation}: {fitness}{self.why}")

    def _repr_html_(self) -> str:
        """What a notebook shows: the repr and the fitness over the generations."""
        return run_html(self.snapshot, repr(self))

    @property
    def best(self) -> Champion:
        """The best genome of the run."""
        return best_of(self.snapshot, self.model)

    @property
    def history(self) -> NDArray[np.void]:
        """One row a generation; columns as in history.csv, metrics as `metric.NAME`."""
        return table_of(self.snapshot)
