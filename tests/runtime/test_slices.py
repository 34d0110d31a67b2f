"""Slices in this process: results that are no numbers have names, and all that was made is closed."""

import numpy as np
import pytest

from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.runtime.aggregate import Fault
from quale.runtime.backends.in_process import InProcess
from quale.runtime.slices import Maker, SlicedEvaluator, SliceResult
from quale.runtime.thread_pool import StoppedError
from tests.domains.test_seam import modelled
from tests.domains.test_slices import NETWORKS, Sums


def sliced(size: int) -> SlicedEvaluator:
    maker = Maker(Sums, modelled(), 5)
    return SlicedEvaluator(maker, InProcess(maker, size))


def test_results_that_are_no_numbers_are_told_by_name_and_genome(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = Sums.evaluate

    def sometimes(self: Sums, networks: Networks, generation: int, state: TaskState) -> SliceResult:
        found = everything(self, networks, generation, state)
        results = found.results.copy()
        results[-1, 0, 0] = np.nan
        results[-1, 1, 1] = np.inf
        return SliceResult(results, found.handed_on)

    monkeypatch.setattr(Sums, "evaluate", sometimes)
    found = sliced(20).evaluate(NETWORKS, 3, NOTHING).faults
    (metric,) = modelled().metrics
    assert [(fault.name, fault.genome, fault.scenario) for fault in found if isinstance(fault, Fault)] == [
        ("fitness", 12, 0),
        (metric, 12, 1),
    ]


@pytest.mark.parametrize("how", ["with", "close"])
def test_all_that_was_made_is_closed_once(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[Sums] = []

    def close(self: Sums) -> None:
        closed.append(self)

    monkeypatch.setattr(Sums, "close", close)
    evaluator = sliced(3)
    if how == "with":
        with evaluator:
            evaluator.evaluate(NETWORKS, 3, NOTHING)
            assert closed == []
    else:
        evaluator.close()
    assert len(closed) == len(set(map(id, closed))) == 2  # that of the backend, and the one that combines


def test_a_stop_is_noticed_between_two_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    everything = Sums.evaluate

    def stopping(self: Sums, networks: Networks, generation: int, state: TaskState) -> SliceResult:
        seen.append(len(networks))
        evaluator.stop()
        return everything(self, networks, generation, state)

    monkeypatch.setattr(Sums, "evaluate", stopping)
    evaluator = sliced(5)
    with pytest.raises(StoppedError):
        evaluator.evaluate(NETWORKS, 3, NOTHING)
    assert seen == [5]
    assert evaluator.clocks() == {}
