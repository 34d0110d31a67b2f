"""The seam of trackers: what whoever records runs elsewhere is told, always in a process of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RunStart:
    """A run that starts or goes on."""

    name: str  # of the evolve block
    run_id: str  # the same for a run and all its resumes
    directory: Path  # of the run; what a tracker writes by itself belongs into it
    generation: int  # after which the run goes on, 0 for a fresh one
    told: int  # the last generation that this tracker was given in an earlier process, 0 for none
    configuration: Mapping[str, str]  # the effective one, by dotted field
    project: str  # what `track { project: … }` says, "quale" by default


class Tracker(Protocol):
    """Records one run. All of it is called from one thread, in this order; what it raises ends it and not the run."""

    def start(self, run: RunStart) -> int:
        """A run starts or goes on; return up to which generation all is recorded: later ones are told, old ones too.

        Whoever can ask its own records does; whoever cannot returns `run.told`; whoever begins anew returns 0.
        """

    def log(self, generation: int, values: Mapping[str, float]) -> None:
        """A generation is done; `values` are finite numbers by name."""

    def artifact(self, path: Path) -> None:
        """A file came of the run: the checkpoint of its last generation."""

    def finish(self, why: str) -> None:
        """The run is over, or was interrupted: `why` says so."""


Make = Callable[[], Tracker]
"""Makes a tracker: a function or class without arguments, which entry points of `quale.trackers` name."""
