"""A domain of the tests alone whose brains meet a second population: who shouts louder wins."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.runtime.backend import SliceResult
from quale.step.brains import Brains


class Shouting:
    """Scores how many rivals a brain outshouts, scenario by scenario; alone, how loud it is."""

    def __init__(self, model: Model, seed: int) -> None:
        self._scenarios, self._metrics, self._seed = model.scenarios, len(model.metrics), seed

    def evaluate(self, networks: Networks, generation: int, state: TaskState) -> SliceResult:
        loud = self._shouts(networks, generation, state)
        return self._told(loud, networks)

    def meet(self, networks: Networks, rivals: Networks, generation: int, state: TaskState) -> SliceResult:
        loud, theirs = (self._shouts(each, generation, state) for each in (networks, rivals))
        wins = (loud[:, np.newaxis, :] > theirs[np.newaxis, :, :]).sum(axis=1)
        return self._told(wins.astype(np.float64), networks)

    def begin(self) -> TaskState:
        return NOTHING

    def combine(self, handed_on: NDArray[np.float64], state: TaskState) -> TaskState:
        return {"met": np.array([float(handed_on.sum()) + (state["met"][0] if "met" in state else 0.0)])}

    def close(self) -> None: ...

    def _shouts(self, networks: Networks, generation: int, state: TaskState) -> NDArray[np.float64]:
        shown = np.sin(np.arange(1, self._scenarios + 1) * (self._seed + generation + len(state)))
        rows = np.broadcast_to(shown[np.newaxis, :, np.newaxis], (len(networks), self._scenarios, 1))
        return np.asarray(Brains(networks).activate(rows)[:, :, 0])

    def _told(self, scores: NDArray[np.float64], networks: Networks) -> SliceResult:
        results = np.repeat(scores[:, :, np.newaxis], 1 + self._metrics, axis=2)
        return SliceResult(results, np.ones((len(networks), 1)))


def make(model: Model, seed: int) -> Shouting:
    return Shouting(model, seed)
