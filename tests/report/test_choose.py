"""Which genome of a snapshot is meant, and what has to be known about its fitness."""

from dataclasses import replace

import numpy as np
import pytest

from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import UsageError
from quale.genome.gather import concatenate
from quale.genome.genome import Genomes
from quale.report.choose import choose_genome
from quale.report.inspect import inspect
from tests.report.grown import genome, interface, snapshot

ENDS = interface(["hunger"], ["eat"])


def weighing(weight: float) -> Genomes:
    return genome(ENDS, [], [(0, 1, weight, True)])


def three(winner: int | None = None) -> Snapshot:
    """Return a run whose population are genomes of weights 1, 2 and 3, its best so far one of weight 9."""
    whole = snapshot(ENDS, concatenate([weighing(1.0), weighing(2.0), weighing(3.0)]))
    best = whole.state.best
    assert best is not None
    state = replace(
        whole.state,
        fitness=np.array([0.5, 2.5, 1.5]),
        metrics=np.array([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]),
        membership=np.array([4, 4, 4], np.int32),
        best=replace(best, genome=weighing(9.0), fitness=7.0, generation=2),
        winner=winner,
        evaluations=1234,
    )
    return replace(whole, state=state, configuration=(("scenarios", "8"),))


@pytest.mark.parametrize(
    ("asked", "winner", "weight", "fitness", "generation"),
    [("best", None, 9.0, 7.0, 2), ("0", None, 1.0, 0.5, 3), ("2", 1, 3.0, 1.5, 3), ("winner", 1, 2.0, 2.5, 3)],
)
def test_a_genome_is_chosen_with_what_it_scored(
    asked: str, winner: int | None, weight: float, fitness: float, generation: int
) -> None:
    chosen = choose_genome(three(winner), asked)
    assert chosen.genome.weight.tolist() == [weight]
    assert (chosen.fitness, chosen.generation) == (fitness, generation)
    assert str(generation) in chosen.who


def test_the_best_of_many_says_that_it_is_that_and_others_do_not() -> None:
    caution = "the best of 1,234 scores over 8 scenarios: where scenarios are drawn, luck is in it"
    assert choose_genome(three()).caution == caution
    assert inspect(three()).caution == caution
    assert choose_genome(three(), "1").caution == ""


@pytest.mark.parametrize("asked", ["3", "-1", "", "last", "winner", "1" * 5000, "²"])
def test_what_is_no_genome_is_told_what_is_one(asked: str) -> None:
    with pytest.raises(UsageError, match=r"--genome .*best"):
        choose_genome(three(), asked)
