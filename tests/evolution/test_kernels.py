"""Machine code against the same kernels as checked Python: the same bits, and no index beyond an end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quale.evolution.ask import ask
from quale.evolution.mutation.steps import step_values
from quale.evolution.records.mutations import OPERATORS
from quale.evolution.records.random_batch import BATCH, batch, fill
from quale.evolution.records.rates import Steps
from quale.evolution.records.settings import BrainSettings, Mutation, Settings
from quale.evolution.records.state import State
from quale.evolution.tell import tell
from quale.evolution.transfer.adapt import adapt
from quale.evolution.transfer.seed_population import seed_population
from quale.genome.genome import Genomes
from quale.native.kernel import Kernel
from quale.numeric.quantile import quantile
from quale.streams import LONG_MASK, PURPOSES, child_streams, draw, next_word
from quale.streams import begin as begin_stream
from tests.evolution.test_properties import FEW, any_settings
from tests.evolution.toy import BUSY, advance, begin, build_genomes, crossed, genes_of, mutated, only, same


@contextmanager
def interpreted() -> Iterator[None]:
    """Run all kernels as Python."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Kernel, "__call__", Kernel.interpret)
        yield


def grown(settings: Settings, inputs: int, outputs: int, fitness: list[float], generations: int) -> State:
    """Return a state some generations on, whose genomes are scored by these numbers in turn."""
    state = begin(settings, inputs, outputs)
    for _ in range(generations):
        offspring = ask(state, settings)
        scores = np.resize(np.array(fitness), (settings.population, 1))
        state = tell(state, offspring, scores, settings)
    return state


SCORES = st.lists(st.sampled_from([0.0, 1.0, 2.0, -3.0, np.nan]), min_size=1, max_size=7)


@FEW
@given(any_settings(), st.integers(0, 4), st.integers(0, 3), SCORES, st.integers(1, 8))
def test_children_have_the_same_bits(
    settings: Settings, inputs: int, outputs: int, fitness: list[float], generations: int
) -> None:
    settings = replace(settings, population=min(settings.population, 17))
    state = grown(settings, inputs, outputs, fitness, generations)
    with interpreted():
        wanted = ask(state, settings)
    assert same(ask(state, settings), wanted)


@FEW
@given(any_settings(), st.integers(0, 4), st.integers(0, 3))
def test_founders_have_the_same_bits(settings: Settings, inputs: int, outputs: int) -> None:
    with interpreted():
        wanted = begin(settings, inputs, outputs)
    assert same(begin(settings, inputs, outputs), wanted)


@pytest.mark.parametrize("draw", range(3))
def test_changed_brains_and_populations_have_the_same_bits(draw: int) -> None:
    looped = Settings(population=12, seed=draw, mutation=BUSY, brain=BrainSettings(recurrent=True))
    state = advance(begin(looped), looped, 8)
    straight = replace(looped, brain=BrainSettings(), population=30)

    def changed() -> tuple[object, ...]:
        adopted, words = adapt(state, ["i0", "i1"], ["o0", "new"], straight)
        return adopted, words, seed_population(straight, adopted, ["i0", "i1"], ["o0"])

    with interpreted():
        wanted = changed()
    assert all(same(*both) for both in zip(changed(), wanted, strict=True))


@pytest.mark.parametrize("fitness", ["equal", "spread"])
def test_large_genomes_have_the_same_bits(fitness: str) -> None:
    settings = Settings(population=6, mutation=replace(BUSY, add_connection=1.0, add_node=1.0, rewire=1.0))
    state = advance(begin(settings, 5, 3), settings, 40)
    assert np.diff(state.population.connection_start).min() > 64
    if fitness == "equal":
        state = replace(state, fitness=np.zeros(6))
    with interpreted():
        wanted = ask(state, settings)
    assert same(ask(state, settings), wanted)


@pytest.mark.parametrize("recurrent", [False, True])
@pytest.mark.parametrize("equal", [False, True])
def test_couples_have_children_of_the_same_bits(equal: bool, recurrent: bool) -> None:
    brain = BrainSettings(recurrent=recurrent, activations=("tanh", "sigmoid", "relu"))
    settings = Settings(population=12, mutation=replace(BUSY, add_node=0.8, add_connection=0.8), brain=brain)
    genomes = advance(begin(settings, 3, 2), settings, 25).population
    first, second = np.divmod(np.arange(144), 12)

    def children() -> Genomes:
        return crossed(genomes, first.tolist(), second.tolist(), [equal] * 144, settings, draw=4)

    with interpreted():
        wanted = children()
    found = children()
    assert same(found, wanted)
    weights = np.split(found.weight, found.connection_start[1:-1])
    assert len({tuple(of_child) for of_child in weights}) > 100  # nearly all have something of both parents


def test_couples_that_would_close_loops_have_children_of_the_same_bits() -> None:
    common = [(0, 0, 3, 1.0, True), (1, 0, 4, 1.0, True), (2, 3, 2, 1.0, True), (3, 4, 2, 1.0, True)]
    genomes = build_genomes([[*common, (4, 3, 4, 0.5, True)], [*common, (5, 4, 3, 0.5, True)]])

    def children() -> Genomes:
        return crossed(genomes, [0] * 20, [1] * 20, [True] * 20, Settings())

    with interpreted():
        wanted = children()
    found = children()
    assert same(found, wanted)
    assert set(np.diff(found.connection_start).tolist()) == {4, 5}  # never both of 4 and 5


# Streams of their own.


def test_every_operator_has_a_purpose_and_a_chance() -> None:
    assert len(set(OPERATORS)) == len(OPERATORS)
    assert set(OPERATORS) <= set(PURPOSES)
    assert set(OPERATORS) <= set(Mutation.__dataclass_fields__)


@pytest.mark.parametrize("name", OPERATORS)
def test_every_operator_is_applied(name: str) -> None:
    genes = [(0, 0, 3, 1.0, True), (1, 3, 2, 1.0, True), (2, 1, 2, 0.5, False), (3, 4, 2, 0.5, True)]
    genomes = build_genomes([genes])
    assert any(not same(mutated(name, genomes, Settings(), draw)[0], genomes) for draw in range(5))
    assert same(mutated("", genomes, Settings())[0], genomes)


def test_a_child_is_the_same_whoever_else_is_made() -> None:
    settings = only(["weight_shift", "bias_shift", "remove_node"], Settings())
    genes = [(0, 0, 3, 1.0, True), (1, 3, 2, 1.0, True), (2, 1, 2, 0.5, True)]
    few, many = build_genomes([genes] * 2), build_genomes([genes, genes[:1], genes])
    names = "weight_shift bias_shift remove_node"
    first, second = mutated(names, few, settings)[0], mutated(names, many, settings)[0]
    assert genes_of(first) == genes_of(second)
    assert first.bias[: first.node_start[1]].tolist() == second.bias[: second.node_start[1]].tolist()
    couple = crossed(many, [0, 0], [2, 1], [False, True], settings)
    assert genes_of(couple) == genes_of(crossed(many, [0], [2], [False], settings))


# Numbers in batches.


@pytest.mark.parametrize("count", [1, 8, 9, BATCH])
def test_batches_hold_the_words_of_the_stream(count: int) -> None:
    many, one = child_streams(7, 9), child_streams(7, 9)
    begin_stream(many, 3, 5)
    begin_stream(one, 3, 5)
    room = batch()
    fill(many, room, count)
    words = -(-count // 8) * 8
    assert room.word[:words].tolist() == [next_word(one) & LONG_MASK for _ in range(words)]
    assert next_word(many) == next_word(one)


def test_steps_are_quantiles_of_the_stream() -> None:
    many, one = child_streams(7, 9), child_streams(7, 9)
    begin_stream(many, 3, 5)
    begin_stream(one, 3, 5)
    values = np.zeros(3 * BATCH + 7)
    step_values(values, 1, len(values) - 1, Steps(0.5, False, 0.0, -9.0, 9.0), batch(), many)
    assert values[[0, -1]].tolist() == [0.0, 0.0]
    assert values[1:-1].tolist() == [quantile(draw(one)) * 0.5 for _ in values[1:-1]]
