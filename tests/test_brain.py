"""A network from Python: what it is given, what it gives back, what it remembers and what it refuses."""

from dataclasses import replace

import numpy as np
import pytest

from quale.brain import Brain
from quale.diagnostics import UsageError
from quale.genome.gather import concatenate
from quale.genome.genome import Genomes
from quale.genome.interface import interface
from quale.model.domain import Scaling
from quale.step.brains import Brains
from tests.compiler.random_networks import random_networks
from tests.genome.conftest import build_genomes

ENDS = interface(["a", "b"], ["y"])
GENOME: Genomes = build_genomes([[(0, 0, 2, 2.0, True), (1, 1, 2, -1.0, True)]])
LOOP: Genomes = build_genomes([[(0, 0, 2, 1.0, True), (1, 2, 2, 1.0, True)]])


def brain(
    genome: Genomes = GENOME, *, recurrent: bool = False, steps: int = 1, scaling: Scaling | None = None
) -> Brain:
    return Brain(genome, ENDS, recurrent=recurrent, steps=steps, scaling=scaling)


def test_outputs_are_by_name_for_names_and_rows_for_rows() -> None:
    one = brain()
    assert one.activate({"b": 1.0, "a": 3.0}) == {"y": 5.0}
    outputs = one.activate([[3.0, 1.0], [0.5, 0.25], [0.0, 0.0]])
    assert outputs.tolist() == [[5.0], [0.75], [0.0]]
    assert not outputs.flags.writeable
    assert one.activate(np.array([[1.0, 1.0]])).tolist() == [[1.0]]
    assert (one.inputs, one.outputs) == (("a", "b"), ("y",))
    assert repr(one) == "<Brain 2 inputs, 1 outputs>"


def test_a_recurrent_one_remembers_and_takes_so_many_steps() -> None:
    one = brain(LOOP, recurrent=True, steps=3)
    assert repr(one) == "<Brain recurrent, 2 inputs, 1 outputs>"
    assert one.activate({"a": 1.0, "b": 0.0}) == {"y": 3.0}
    assert one.activate({"a": 1.0, "b": 0.0}) == {"y": 6.0}
    one.reset()
    assert one.activate([[1.0, 0.0], [2.0, 0.0]]).tolist() == [[3.0], [6.0]]
    one.reset([True, False])
    assert one.activate([[1.0, 0.0], [2.0, 0.0]]).tolist() == [[3.0], [12.0]]


def test_inputs_go_through_the_scaling_of_the_evaluation() -> None:
    scaling = Scaling(np.array([1.0, 0.0]), np.array([2.0, 1.0]), 1.5)
    one = brain(scaling=scaling)
    assert one.activate({"a": 3.0, "b": 0.5}) == {"y": 2.0 * 1.0 - 0.5}
    assert one.activate([[9.0, -4.0]]).tolist() == [[2.0 * 1.5 + 1.5]]
    free = brain(scaling=replace(scaling, limit=np.inf))
    assert free.activate([[9.0, -4.0]]).tolist() == [[2.0 * 4.0 + 4.0]]


def test_a_slice_of_a_population_gives_a_brain_with_names() -> None:
    networks = random_networks(1, 3, (2, 1))
    wanted = Brains(networks).activate([[[0.5, -1.0]]])
    one = Brain.of(Brains(networks, 1, 1, 2), ("p", "q"), ("z",))
    assert one.activate({"p": 0.5, "q": -1.0}) == {"z": wanted[1, 0, 0]}
    with pytest.raises(UsageError, match="a brain is one network, not 3"):
        Brain.of(Brains(networks), ("p", "q"), ("z",))
    with pytest.raises(UsageError, match="a brain is one network, not 0"):
        Brain.of(Brains(networks, 1, 1, 1), ("p", "q"), ("z",))


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"a": 1.0}, "wanted exactly the inputs a, b; missing: b"),
        ({}, "wanted exactly the inputs a, b; missing: a, b"),
        ({"a": 1.0, "b": 1.0, "d": 1.0, "c": 1.0}, "wanted exactly the inputs a, b; unknown: c, d"),
        ({"a": 1.0, "c": 1.0}, "wanted exactly the inputs a, b; missing: b; unknown: c"),
        ({"a": [1.0, 2.0], "b": [1.0, 2.0]}, "wanted one number for each input, not an array of shape (2,)"),
        ([1.0, 2.0], "wanted an array of shape (batch, 2), not (2,); one row alone is [row]"),
        ([1.0, 2.0, 3.0], "wanted an array of shape (batch, 2), not (3,)"),
        ([[1.0]], "wanted an array of shape (batch, 2), not (1, 1)"),
        (1.0, "wanted an array of shape (batch, 2), not ()"),
    ],
)
def test_other_inputs_are_refused_in_words(inputs: object, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        brain().activate(inputs)  # type: ignore[call-overload]
    assert str(caught.value) == words


def test_a_brain_is_one_sound_genome() -> None:
    for genomes, count in ((concatenate([GENOME, GENOME]), 2), (build_genomes([]), 0)):
        with pytest.raises(UsageError, match=f"a brain is one genome, not {count}"):
            brain(genomes)
    with pytest.raises(UsageError, match="the genome is no brain's: genome 0 has a cycle"):
        brain(LOOP)
    with pytest.raises(UsageError, match="at least one update"):
        brain(LOOP, recurrent=True, steps=0)
