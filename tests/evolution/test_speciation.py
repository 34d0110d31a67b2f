"""Species by their definition, on random populations; kernels as machine code and as checked Python."""

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from quale.evolution.ask import ask
from quale.evolution.history import LEAST
from quale.evolution.records.settings import Condition, Settings, Speciation, Stop
from quale.evolution.records.state import History, State
from quale.evolution.species.distance import distance
from quale.evolution.species.speciate import speciate
from quale.evolution.species.valid_scores import champion_of
from quale.evolution.tell import tell
from quale.genome.gather import take
from quale.genome.genome import Genomes
from quale.native.kernel import Kernel
from quale.numeric.sums import mean, total
from tests.evolution.toy import Gene, advance, begin, build_genomes, same, scored

FEW = bounds(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def populations(draw: st.DrawFn, most: int = 12) -> Genomes:
    """Return genomes whose marks come from the same few dozen."""
    weight = st.sampled_from([-2.0, -0.7, 0.0, 0.1, 0.3, 1.0])
    genes = st.dictionaries(st.integers(0, 40), weight, max_size=30)
    chosen = draw(st.lists(genes, min_size=1, max_size=most))
    return build_genomes([[_gene(mark, one[mark]) for mark in sorted(one)] for one in chosen], inputs=7, outputs=6)


def _gene(mark: int, weight: float) -> Gene:
    return mark, mark // 6, 7 + mark % 6, weight, True


@st.composite
def rules(draw: st.DrawFn) -> Speciation:
    return Speciation(
        excess=draw(st.sampled_from([0.0, 1.0, 2.5])),
        disjoint=draw(st.sampled_from([0.0, 1.0, 0.3])),
        weight=draw(st.sampled_from([0.0, 0.4, 3.0])),
        normalise=draw(st.booleans()),
    )


def by_definition(genomes: Genomes, state: State, threshold: float, settings: Speciation) -> list[int]:
    """Return the species of each genome: the first whose model is near, else a new one with it as the model."""
    numbers = state.species.id.tolist()
    models = [take(state.species.representatives, np.array([row])) for row in range(len(numbers))]
    following, membership = state.species.next_id, []
    for place in range(len(genomes)):
        genome = take(genomes, np.array([place]))
        near = [row for row, model in enumerate(models) if distance(genome, model, settings)[0, 0] < threshold]
        if not near:
            near = [len(models)]
            models.append(genome)
            numbers.append(following)
            following += 1
        membership.append(numbers[near[0]])
    return membership


def known(models: Genomes | None) -> State:
    """Return a state with species of these representatives, some ids between them extinct."""
    state = begin(Settings(population=1))
    if models is None:
        return state
    ids = 2 * np.arange(len(models), dtype=np.int32) + 1
    return replace(state, species=replace(state.species, id=ids, representatives=models, next_id=2 * len(models) + 3))


@FEW
@given(populations(), st.none() | populations(), rules(), st.sampled_from([0.0, 0.1, 0.5, 1.0, 3.0, 20.0]))
def test_species_are_what_the_definition_says(
    genomes: Genomes, models: Genomes | None, settings: Speciation, threshold: float
) -> None:
    state = known(models)
    species = replace(state.species, threshold=threshold)
    found = speciate(genomes, species, settings)
    assert found.tolist() == by_definition(genomes, state, threshold, settings)
    with patch.object(Kernel, "__call__", Kernel.interpret):
        assert same(speciate(genomes, species, settings), found)


def test_more_species_than_are_counted_side_by_side() -> None:
    far = build_genomes([[_gene(mark, 1.0)] for mark in range(42)] * 5, inputs=7, outputs=6)
    state = begin(Settings(population=1))
    species = replace(state.species, threshold=0.5)
    found = speciate(far, species, Speciation())
    assert found.tolist() == list(range(42)) * 5
    ids = np.arange(42, dtype=np.int32)
    older = replace(species, id=ids, representatives=take(far, ids), next_id=42)
    backwards = take(far, np.arange(len(far))[::-1])
    assert speciate(backwards, older, Speciation()).tolist() == found[::-1].tolist()


@pytest.mark.parametrize(("threshold", "species"), [(0.5, [0, 1]), (0.75, [0, 0])])
def test_a_distance_of_the_threshold_is_too_far(threshold: float, species: list[int]) -> None:
    both = build_genomes([[_gene(3, 0.0)], [_gene(3, 1.0)]], inputs=7, outputs=6)
    fresh = replace(begin(Settings(population=1)).species, threshold=threshold)
    assert speciate(both, fresh, Speciation(weight=0.5)).tolist() == species


def test_the_best_of_a_species_without_a_valid_score_is_the_lowest() -> None:
    settings = Settings(population=3, speciation=Speciation(threshold=0.0, target_species=None))
    state = scored(begin(settings), settings, [np.nan, 3, 1])
    assert state.species.best.tolist() == [1.0, 3.0, 1.0]
    assert state.species.improved.tolist() == [1, 1, 1]


ODD = st.sampled_from([np.nan, np.inf, -np.inf, -1.0, 0.0, 2.5])


@FEW
@given(st.integers(1, 4), st.lists(ODD, min_size=14, max_size=14))
def test_machine_code_and_checked_python_tell_the_same(seed: int, fitness: list[float]) -> None:
    settings = Settings(
        population=14,
        seed=seed,
        metrics=("m",),
        speciation=Speciation(threshold=0.2, target_species=3),
        stop=Stop(when=Condition(0, ">", 1.0)),
    )
    state = advance(begin(settings), settings, seed)
    offspring = ask(state, settings)
    scores = np.stack([fitness, fitness], axis=1)
    after = tell(state, offspring, scores, settings)
    with patch.object(Kernel, "__call__", Kernel.interpret):
        checked = tell(state, offspring, scores, settings)
    assert same(checked, after)


def test_the_champion_is_the_first_of_the_fittest() -> None:
    scores = np.array([[np.inf, 1.0], [2.0, 1.0], [3.0, 1.0], [3.0, 1.0], [np.nan, 1.0]])
    assert champion_of(scores) == 2
    assert champion_of(scores[:1]) == champion_of(scores[:0]) == -1


def test_sums_run_one_after_the_other() -> None:
    values = np.array([1e16, 1.0, 1.0, -1e16, 1.0])  # pairs first would give 3
    one_after_the_other = 0.0
    for value in values.tolist():  # the built-in `sum` compensates from Python 3.12 on
        one_after_the_other += value
    assert total(values) == one_after_the_other == 1.0
    assert total(values[:0]) == 0.0
    assert mean(np.array([1.7e308, 1.7e308])) == 1.7e308


# Histories.


def rows(history: History) -> list[float]:
    return [float(best) for best in history.best]


def test_every_history_keeps_its_rows_however_the_run_goes_on() -> None:
    settings = Settings(population=2, metrics=("m",))
    states = [begin(settings)]
    for generation in range(3 * LEAST):
        scores = np.full((2, 2), float(generation))
        states.append(tell(states[-1], ask(states[-1], settings), scores, settings))
    for generation, state in enumerate(states):
        assert rows(state.history) == list(range(generation))
        assert state.history.metrics.tolist() == [[float(row)] for row in range(generation)]
        assert not state.history.best.flags.writeable
    assert np.shares_memory(states[-1].history.best, states[-2].history.best)


def test_one_state_may_go_on_in_several_ways() -> None:
    settings = Settings(population=2)
    start = scored(begin(settings), settings, [1, 1])
    one, two = (scored(start, settings, [best, best]) for best in (2, 3))
    again = scored(scored(start, settings, [4, 4]), settings, [5, 5])
    assert [rows(state.history) for state in (start, one, two)] == [[1.0], [1.0, 2.0], [1.0, 3.0]]
    assert rows(scored(one, settings, [6, 6]).history) == [1.0, 2.0, 6.0]
    assert rows(scored(one, settings, [7, 7]).history) == [1.0, 2.0, 7.0]
    assert rows(again.history) == [1.0, 4.0, 5.0]
