"""A domain of the tests alone, its evaluator: brains that do to their worker whatever a simulator may do.

What happens to which genome is told by a folder of files, so that a worker in another process knows it, too.
"""

import os
import signal
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import EvaluationError
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.runtime.backend import Failure, SliceResult
from quale.step.brains import Brains

FOLDER = "QUALE_TEST_UNRULY"
"""Environment variable with the folder; a file `NAME-ID` says what the genome with this identity does."""


def identity(networks: Networks) -> list[str]:
    """Return a name for each network that does not depend on the slice it is in."""
    shown = np.full((len(networks), 1, networks.inputs), 0.37)
    return [f"{value:.12f}" for value in Brains(networks).activate(shown)[:, 0, 0]]


class Unruly:
    """Scores the sum of the outputs, unless a file says otherwise."""

    def __init__(self, model: Model, seed: int) -> None:
        self._scenarios, self._metrics, self._seed = model.scenarios, len(model.metrics), seed
        self._folder = Path(os.environ[FOLDER])
        if self._does("refuse-start"):
            raise EvaluationError("this domain has had enough")
        if self._does("end-start"):
            os._exit(7)

    def _does(self, what: str) -> bool:
        return (self._folder / what).exists()

    def evaluate(self, networks: Networks, generation: int, state: TaskState) -> SliceResult:
        """Score networks; do what the files say to those that they name."""
        (self._folder / f"worker-{os.getpid()}").touch()
        print("what other people's code prints")
        failures = []
        for genome, name in enumerate(identity(networks)):
            if self._does(f"fail-{name}"):
                failures.append(Failure(genome, "on purpose"))
            self._misbehave(name)
        scale = 1.0 + state["total"][0] if "total" in state else 1.0
        shown = np.full((len(networks), self._scenarios, networks.inputs), 0.1 * generation)
        score = Brains(networks).activate(shown).sum(axis=2) * scale
        for failure in failures:
            score[failure.genome] = np.nan
        handed_on = networks.complexity[:, None] / 3.0
        return SliceResult(np.stack([score] * (1 + self._metrics), axis=2), handed_on, tuple(failures))

    def _misbehave(self, name: str) -> None:
        if self._does(f"refuse-{name}"):
            raise EvaluationError("this domain has had enough")
        if self._does(f"wrong-{name}"):
            raise TypeError("a mistake of the domain")
        if self._does(f"once-{name}"):
            (self._folder / f"once-{name}").unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        if self._does(f"kill-{name}"):
            os.kill(os.getpid(), signal.SIGKILL)
        if self._does(f"exit-{name}"):
            os._exit(3)
        while self._does(f"hang-{name}"):
            (self._folder / f"hung-{os.getpid()}").touch()
            time.sleep(0.01)
        if self._does("slow"):
            time.sleep(0.02)

    def begin(self) -> TaskState:
        return NOTHING

    def combine(self, handed_on: NDArray[np.float64], state: TaskState) -> TaskState:
        """Add up, in genome order."""
        total = state["total"] if "total" in state else np.zeros(1)
        for row in handed_on:
            total = total * 0.9 + row
        return {"total": total}

    def close(self) -> None:
        """Do nothing."""
