"""The edges: tiny populations, empty brains, nothing but ties, everything at once."""

from dataclasses import replace

import numpy as np
import pytest

from quale.evolution.ask import ask
from quale.evolution.records.settings import BrainSettings, Diversity, Mutation, Reproduction, Settings, Speciation
from tests.evolution.toy import BUSY, advance, begin, scored

EVERYTHING = Mutation(
    weight_shift=1.0,
    bias_shift=1.0,
    add_connection=1.0,
    remove_connection=1.0,
    add_node=1.0,
    remove_node=1.0,
    rewire=1.0,
    change_activation=1.0,
    weight_sd=1e300,
    bias_sd=1e300,
)


@pytest.mark.parametrize("population", [1, 2, 3])
@pytest.mark.parametrize("initial", [0.0, 1.0])
def test_tiny_populations(population: int, initial: float) -> None:
    settings = Settings(population=population, mutation=BUSY, brain=BrainSettings(initial=initial))
    state = advance(begin(settings), settings, 40)
    assert len(state.population) == population


@pytest.mark.parametrize("ends", [(1, 1), (0, 1), (3, 0), (0, 0)])
def test_brains_with_hardly_any_ends(ends: tuple[int, int]) -> None:
    for recurrent in (False, True):
        settings = Settings(population=6, mutation=EVERYTHING, brain=BrainSettings(recurrent=recurrent))
        advance(begin(settings, *ends), settings, 10)


def test_all_rates_at_one() -> None:
    settings = Settings(population=20, mutation=EVERYTHING)
    state = advance(begin(settings), settings, 20)
    assert (np.abs(state.population.weight) <= 2.0).all()


def test_equal_fitness_for_long() -> None:
    settings = Settings(population=12, speciation=Speciation(stagnation=2, threshold=0.3), mutation=BUSY)
    state = begin(settings)
    for _ in range(15):
        state = scored(state, settings, [1.0] * 12)
    assert state.species.size.sum() == 12


def test_nothing_valid_for_long() -> None:
    settings = Settings(population=12, mutation=BUSY)
    state = begin(settings)
    for _ in range(8):
        state = scored(state, settings, [np.nan] * 12)
    assert state.best is None
    assert state.history.invalid.tolist() == [12] * 8
    assert not ask(state, settings).elite.any()


def test_nothing_but_fresh_genomes() -> None:
    settings = Settings(population=5, reproduction=Reproduction(diversity=Diversity(every=1, rate=1.0)))
    state = advance(begin(settings), settings, 3)
    assert (ask(state, settings).parent == -1).all()


def test_more_elites_than_offspring() -> None:
    settings = Settings(population=6, reproduction=Reproduction(elitism=100, elitism_size=1))
    offspring = ask(advance(begin(settings), settings, 3), settings)
    assert offspring.elite.all()


def test_a_species_for_every_genome() -> None:
    settings = Settings(population=30, speciation=Speciation(threshold=0.0, target_species=None))
    state = advance(begin(settings), settings, 4)
    assert len(state.species.id) == 30
    assert state.species.next_id > 30


def test_a_brain_with_one_activation() -> None:
    settings = Settings(population=10, mutation=BUSY, brain=BrainSettings(activations=("tanh",)))
    state = advance(begin(settings), settings, 10)
    assert not state.population.activation.any()


def test_wide_brains() -> None:
    settings = Settings(population=5, mutation=replace(BUSY, add_connection=1.0), brain=BrainSettings(initial=0.01))
    state = advance(begin(settings, inputs=100, outputs=40), settings, 5)
    assert np.diff(state.population.connection_start).max() > 40
