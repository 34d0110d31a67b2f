"""How a run goes on, for whoever called `Experiment.evolve`."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from quale.api.words import shown
from quale.evolution.records.state import Figures
from quale.run.finished import Finished
from quale.run.repeats import Repeats


@dataclass(frozen=True, slots=True, repr=False)
class Generation(Figures):
    """How one generation went: its figures, as in history.csv; printed as one line."""

    improved: bool  # whether the run's best rose
    held_out: float | None = None  # of its best genome, where evolution does not see all

    def __repr__(self) -> str:
        return shown("Generation", str(self).removeprefix("generation "))

    def __str__(self) -> str:
        mark = " (improved)" if self.improved else ""
        if self.held_out is not None:
            mark += f", held out {self.held_out:.6g}"
        return f"generation {self.generation}: best {self.best:.6g}{mark}, mean {self.mean:.6g}, species {self.species}"


class Listener:
    """Passes generations on; a warning becomes a Python warning."""

    def __init__(self, on_generation: Callable[[Generation], object] | None) -> None:
        self._on_generation = on_generation
        self._repeats = Repeats()

    def generation(self, finished: Finished, seconds: float) -> None:  # noqa: ARG002  # the door's signature
        """Hand it to the caller, and tell what was wrong."""
        if self._on_generation is not None:
            figures = {field.name: getattr(finished.figures, field.name) for field in fields(Figures)}
            held = finished.snapshot.held_out
            generation = Generation(**figures, improved=finished.improved, held_out=held[-1] if held else None)
            self._on_generation(generation)
        for words in self._repeats.new(finished):
            self.warn(words)

    def end(self) -> None:
        """Say how often warnings came again."""
        for words in self._repeats.rest():
            self.warn(words)

    def saved(self, generation: int, path: Path) -> None:
        """Keep still: what is saved is found in the Run."""

    def note(self, words: str) -> None:
        """Keep still: whoever calls knows what was asked for."""

    def warn(self, words: str) -> None:
        """Warn as Python does."""
        warnings.warn(words, RuntimeWarning, stacklevel=2)
