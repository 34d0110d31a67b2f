"""The Snapshot: all that a checkpoint file says."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.state import State
from quale.genome.seal import sealed
from quale.model.domain import HELD_OUT, TaskState
from quale.model.model import ProgramText


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a run came from: the checkpoint that it was seeded from, None for founders."""

    path: str  # as it was given or found, for people
    run: str  # evolve block of the source
    run_id: str
    generation: int
    digest: str  # hex, of the source file's header


@dataclass(frozen=True, slots=True)
class AbsentFile:
    """A data file of the program too large to be stored: the checkpoint has its name, length and digest alone."""

    name: str
    length: int
    digest: str  # hex


@dataclass(frozen=True, slots=True)
class Trials:
    """What the champions of G generations reached in the experiment's K tests. Read-only arrays."""

    names: tuple[str, ...]  # [K]
    reached: NDArray[np.float64]  # [G, K] mean of the metric that the test looks at; NaN where it was not run
    passed: NDArray[np.bool_]  # [G, K]


NO_TRIALS = Trials((), sealed(np.empty((0, 0))), sealed(np.empty((0, 0), np.bool_)))
"""Of an experiment without tests, whatever its generations."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run after a generation, with everything that is needed to go on.

    `configuration` is the effective one: the file's, with the command line's overrides, the experiment's alone.
    """

    run: str  # name of the evolve block
    text: ProgramText
    configuration: tuple[tuple[str, str], ...]  # (dotted field, value as text)
    metrics: tuple[str, ...]  # names of the metric columns
    state: State
    lineage: Lineage | None = None
    trials: Trials = NO_TRIALS  # what the champions of all generations reached in tests
    task_state: TaskState = field(default_factory=dict)  # what the next evaluation is given; empty for worlds
    scored_state: TaskState = field(default_factory=dict)  # what the evaluation of this population was given
    best_state: TaskState = field(default_factory=dict)  # what the evaluation of the best genome so far was given
    absent: tuple[AbsentFile, ...] = ()  # after loading: data files that `text` lacks because the file has no bytes

    @property
    def held_out(self) -> tuple[float, ...]:
        """What each generation's best genome reached on what evolution does not see, empty where it sees all."""
        if HELD_OUT not in self.metrics:
            return ()
        return tuple(self.state.history.metrics[:, self.metrics.index(HELD_OUT)].tolist())
