"""A generation that is finished: what is kept of it, and what is told of it."""

from dataclasses import dataclass

from quale.checkpoint.format.snapshot import Snapshot
from quale.evolution.records.state import Figures
from quale.runtime.examine import Reached


@dataclass(frozen=True, slots=True)
class Finished:
    """The snapshot after a generation, with what is told of that generation and not stored."""

    snapshot: Snapshot
    faults: tuple[str, ...] = ()  # invalid scores in words
    tests: tuple[Reached, ...] = ()  # what the champion reached, up to the first test that it did not pass

    @property
    def generation(self) -> int:
        """Its number, 0 for founders, which are not yet evaluated."""
        return self.snapshot.state.generation

    @property
    def figures(self) -> Figures:
        """What it came to; founders have none."""
        return self.snapshot.state.history.figures(-1)

    @property
    def improved(self) -> bool:
        """Whether the run's best rose."""
        return self.snapshot.state.improved == self.generation
