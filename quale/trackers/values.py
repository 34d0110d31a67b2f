"""A history as what trackers are told of it: finite numbers by name, generation by generation."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from quale.checkpoint.format.snapshot import Trials
from quale.evolution.records.state import COLUMNS, History

Row = tuple[int, dict[str, float]]
"""A generation, from 1, and its numbers."""


@dataclass(frozen=True, slots=True)
class Past:
    """What a run came to so far: G generations, with the names of their M metrics."""

    history: History  # G rows
    trials: Trials
    metrics: tuple[str, ...]  # [M]

    def __len__(self) -> int:
        return len(self.history)

    def rows(self, first: int, most: int) -> Iterator[Row]:
        """Yield up to `most` generations from `first` on; numbers have the names of the columns in `history.csv`.

        What is NaN or infinite is left out, and so is the mark of a changed program, which is no number.
        """
        last = min(len(self), first - 1 + most)
        told = [name for name in COLUMNS if name != "changed"]
        columns = [getattr(self.history, name)[first - 1 : last].tolist() for name in told]
        names = [*told, *(f"metric.{name}" for name in self.metrics), *(f"test.{name}" for name in self.trials.names)]
        for place, generation in enumerate(range(first, last + 1)):
            reached = self.trials.reached[generation - 1].tolist() if self.trials.names else []
            measured = self.history.metrics[generation - 1].tolist()
            cells = [*(column[place] for column in columns), *measured, *reached]
            pairs = zip(names, cells, strict=True)
            yield generation, {name: float(cell) for name, cell in pairs if math.isfinite(cell)}
