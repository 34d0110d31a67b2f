"""Who breeds, how often, and with whom: every parameter does what it says."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from quale.evolution.ask import ask
from quale.evolution.records.parents import Parents
from quale.evolution.records.settings import BrainSettings, Diversity, Mutation, Reproduction, Settings, Speciation
from quale.evolution.records.state import Species, State
from quale.evolution.reproduction.allocate import allocate, breeding
from quale.evolution.reproduction.select import select
from quale.evolution.species.distance import distance
from quale.evolution.tell import tell
from quale.genome.gather import take
from quale.genome.genome import OUTPUT
from quale.genome.segments import lengths
from quale.streams import child_streams
from tests.evolution.toy import advance, begin, build_genomes, same, scored

STILL = Mutation(
    weight_shift=0.0,
    bias_shift=0.0,
    add_connection=0.0,
    remove_connection=0.0,
    add_node=0.0,
    remove_node=0.0,
    rewire=0.0,
    change_activation=0.0,
)
NONE = Diversity(every=0)


def species_of(sizes: list[int], fitness: list[float], settings: Settings) -> State:
    """Return a state of species with these sizes, their members' fitness given one after the other."""
    state = scored(
        begin(replace(settings, population=len(fitness))), replace(settings, population=len(fitness)), fitness
    )
    ids = np.arange(len(sizes), dtype=np.int32)
    ones = np.ones(len(sizes), dtype=np.int32)
    species = Species(
        id=ids,
        founded=ones,
        improved=ones,
        best=np.maximum.reduceat(np.array(fitness), np.cumsum([0, *sizes[:-1]])),
        size=np.array(sizes, dtype=np.int32),
        representatives=take(state.population, ids),
        next_id=len(sizes),
        threshold=3.0,
    )
    return replace(state, membership=np.repeat(ids, sizes), species=species)


def chosen(state: State, settings: Settings, offspring: list[int]) -> Parents:
    return select(state, np.array(offspring), settings, child_streams(1, 1))


def rules(**fields: Any) -> Settings:
    return Settings(reproduction=replace(Reproduction(diversity=NONE), **fields))


def only(name: str, rate: Any) -> Mutation:
    return replace(STILL, **{name: rate})


# Offspring of a species.


def test_offspring_go_by_mean_fitness() -> None:
    fitness = [100.0] * 25 + [200.0] * 25 + [400.0] * 25 + [800.0] * 25
    state = species_of([25] * 4, fitness, Settings())
    assert allocate(state, Settings(), 100).tolist() == [7, 13, 27, 53]


def test_sharing_makes_size_no_advantage() -> None:
    state = species_of([2, 8], [5.0] * 10, Settings())
    assert allocate(state, Settings(), 10).tolist() == [5, 5]


def test_the_lowest_fitness_is_subtracted_only_below_zero() -> None:
    assert allocate(species_of([1, 1], [1.0, 3.0], Settings()), Settings(), 8).tolist() == [2, 6]
    assert allocate(species_of([1, 1, 1], [-1.0, 0.0, 1.0], Settings()), Settings(), 9).tolist() == [0, 3, 6]


def test_equal_negative_fitness_is_shared_by_size() -> None:
    assert allocate(species_of([1, 3], [-2.0] * 4, Settings()), Settings(), 8).tolist() == [2, 6]


@pytest.mark.parametrize("huge", [1e308, 1.7e308])
def test_huge_fitness_does_not_overflow(huge: float) -> None:
    assert allocate(species_of([2, 2], [huge, huge, -huge, -huge], Settings()), Settings(), 7).tolist() == [7, 0]


def test_tiny_fitness_does_not_vanish() -> None:
    assert allocate(species_of([1, 1], [5e-324, 1.5e-323], Settings()), Settings(), 8).tolist() == [2, 6]


# Stagnation.


def aged(state: State, generation: int, improved: list[int]) -> State:
    species = replace(state.species, improved=np.array(improved, dtype=np.int32))
    return replace(state, generation=generation, species=species)


def test_stagnant_species_stop_breeding_but_never_the_best_two() -> None:
    state = species_of([1] * 4, [4.0, 1.0, 2.0, 3.0], Settings())
    assert breeding(aged(state, 20, [6, 6, 6, 6]), Settings()).tolist() == [True] * 4
    assert breeding(aged(state, 20, [5, 6, 5, 5]), Settings()).tolist() == [True, True, False, True]
    assert allocate(aged(state, 20, [5, 6, 5, 5]), Settings(), 8).tolist() == [4, 1, 0, 3]


def test_when_all_are_stagnant_the_best_two_breed() -> None:
    state = aged(species_of([1] * 4, [4.0, 1.0, 2.0, 3.0], Settings()), 100, [1, 1, 1, 1])
    assert breeding(state, Settings()).tolist() == [True, False, False, True]


def test_of_equal_champions_the_older_species_are_best() -> None:
    state = aged(species_of([1] * 3, [1.0, 1.0, 1.0], Settings()), 100, [1, 1, 1])
    assert breeding(state, Settings()).tolist() == [True, True, False]


def test_run_stagnation_leaves_two_once_in_a_while() -> None:
    settings = rules(run_stagnation=20)
    state = species_of([1] * 3, [1.0, 2.0, 3.0], settings)

    def waited(generations: int) -> list[bool]:
        still = aged(replace(state, improved=1), 1 + generations, [1 + generations] * 3)
        return [bool(breeds) for breeds in breeding(still, settings)]

    assert [n for n in range(65) if waited(n) == [False, True, True]] == [20, 40, 60]
    assert waited(0) == [True] * 3


# Parents.


def test_elites_are_the_champions_of_species_of_five() -> None:
    state = species_of([4, 5], [1.0, 9.0, 1.0, 1.0, 1.0, 2.0, 8.0, 8.0, 1.0], Settings())
    parents = chosen(state, rules(), [3, 3])
    assert np.flatnonzero(parents.elite).tolist() == [3]
    assert parents.first[3] == 6  # at equal fitness the first
    assert chosen(state, rules(elitism=2), [0, 3]).first[:2].tolist() == [6, 7]
    assert not chosen(state, rules(elitism=0), [3, 3]).elite.any()
    assert chosen(state, rules(elitism_size=4), [3, 3]).elite.tolist() == [True, False, False] * 2


def test_of_equally_fit_genomes_the_smaller_ranks_first() -> None:
    state = species_of([4], [1.0, 2.0, 2.0, 2.0], Settings())
    genes = [(n, n, 2, 1.0, True) for n in range(2)]
    other = replace(state, population=build_genomes([[], genes, genes[:1], genes[:1]]))
    assert chosen(state, rules(elitism_size=1), [2]).first[0] == 1
    assert chosen(other, rules(elitism_size=1), [2]).first[0] == 2


def test_a_species_without_offspring_keeps_no_champion() -> None:
    state = species_of([5, 5], [1.0] * 10, Settings())
    assert np.flatnonzero(chosen(state, rules(), [0, 4]).elite).tolist() == [0]
    assert chosen(state, rules(), [0, 4]).first.min() >= 5


def test_parents_are_of_their_species() -> None:
    state = species_of([3, 4, 3], list(map(float, range(10))), Settings())
    parents = chosen(state, rules(interspecies=0.0), [50, 0, 50])
    for side in (parents.first, parents.second):
        assert set(side[:50].tolist()) <= {0, 1, 2}
        assert set(side[50:].tolist()) <= {7, 8, 9}


def test_the_first_parent_is_never_the_less_fit() -> None:
    state = species_of([10], [float(n % 4) for n in range(10)], Settings())
    parents = chosen(state, rules(crossover=1.0, tournament=1), [200])
    assert (state.fitness[parents.first] >= state.fitness[parents.second]).all()


def test_who_is_drawn_as_its_own_mate_is_copied() -> None:
    state = species_of([10], [float(n % 4) for n in range(10)], Settings())
    parents = chosen(state, rules(crossover=1.0, tournament=1), [1001])
    assert (parents.mated == (parents.first != parents.second)).all()
    assert parents.mated.mean() == pytest.approx(0.9, abs=0.04)


def test_crossover_is_the_part_of_mated_children() -> None:
    state = species_of([10], [float(n) for n in range(10)], Settings())
    mated = [chosen(state, rules(crossover=rate, tournament=1), [1001]).mated.mean() for rate in (0.0, 0.7, 1.0)]
    assert mated == [0.0, pytest.approx(0.7 * 0.9, abs=0.05), pytest.approx(0.9, abs=0.04)]


def test_a_lone_survivor_has_copies_only() -> None:
    state = species_of([1, 4], [1.0, 4.0, 3.0, 2.0, 1.0], Settings())
    parents = chosen(state, rules(crossover=1.0, survival=0.25, interspecies=0.0), [10, 10])
    assert not parents.mated.any()
    assert set(parents.first.tolist()) == {0, 1}


def test_interspecies_mates_are_from_another_breeding_species() -> None:
    state = species_of([2, 2, 2], [1.0, 1.0, 2.0, 2.0, 3.0, 3.0], Settings())
    parents = chosen(state, rules(crossover=1.0, interspecies=1.0), [30, 0, 30])
    assert set(parents.first.tolist()) == {4, 5}  # the fitter one
    assert set(parents.second.tolist()) == {0, 1}
    alone = chosen(state, rules(crossover=1.0, interspecies=1.0, tournament=1), [0, 30, 0])
    assert set(alone.first.tolist()) | set(alone.second.tolist()) == {2, 3}


@pytest.mark.parametrize(
    ("part", "size", "bred"), [(0.2, 5, 1), (0.2, 15, 3), (0.21, 15, 4), (0.07, 100, 7), (0.0, 9, 1)]
)
def test_survival_is_rounded_up(part: float, size: int, bred: int) -> None:
    state = species_of([size], [float(n) for n in range(size)], Settings())
    parents = chosen(state, rules(survival=part, tournament=1, elitism=0), [600])
    assert set(parents.first.tolist()) == set(range(size - bred, size))


def test_larger_tournaments_choose_fitter_parents() -> None:
    state = species_of([10], [float(n) for n in range(10)], Settings())

    def fitness(draws: int) -> float:
        return float(
            state.fitness[chosen(state, rules(crossover=0.0, tournament=draws, elitism=0), [2000]).first].mean()
        )

    # The mean of the largest of k of the numbers 0 to 9, drawn with repetition.
    assert fitness(1) == pytest.approx(4.5, abs=0.25)
    assert fitness(5) == pytest.approx(9 - sum((r / 10) ** 5 for r in range(1, 10)), abs=0.15)


# Whole populations.


def test_without_mutation_and_mating_children_are_copies() -> None:
    settings = replace(rules(crossover=0.0), mutation=STILL, population=40)
    state = advance(begin(settings), settings)
    offspring = ask(state, settings)
    assert same(offspring.genomes, take(state.population, offspring.parent))
    assert same(offspring.tracker, state.tracker)


@pytest.mark.parametrize(
    "name", ["weight_shift", "bias_shift", "add_connection", "remove_connection", "add_node", "rewire"]
)
def test_every_operator_has_its_own_chance(name: str) -> None:
    def changed(rate: float) -> Any:
        settings = replace(rules(crossover=0.0, elitism=0), mutation=only(name, rate), population=300)
        settings = replace(settings, brain=replace(settings.brain, initial=0.5))
        state = advance(begin(settings, inputs=6, outputs=2), settings)
        offspring = ask(state, settings)
        copies = take(state.population, offspring.parent)
        everyone = range(settings.population)
        return np.mean(
            [not same(take(copies, np.array([n])), take(offspring.genomes, np.array([n]))) for n in everyone]
        )

    assert changed(0.0) == 0.0
    assert changed(1.0) == 1.0
    assert changed(0.4) == pytest.approx(0.4, abs=0.09)


@pytest.mark.parametrize("exclusive", [True, False])
def test_exclusive_means_one_structural_change_and_nothing_beside_it(exclusive: bool) -> None:
    busy = replace(STILL, add_node=1.0, add_connection=1.0, bias_shift=1.0, exclusive=exclusive)
    settings = replace(rules(crossover=0.0, elitism=0), mutation=busy, population=20, brain=BrainSettings(initial=0.5))
    state = advance(begin(settings, inputs=6), settings)
    offspring = ask(state, settings)
    parents = take(state.population, offspring.parent)
    grown = lengths(offspring.genomes.connection_start) - lengths(parents.connection_start)
    assert np.unique(grown).tolist() == ([1] if exclusive else [3])
    outputs = offspring.genomes.node_kind == OUTPUT
    moved = offspring.genomes.bias[outputs] != parents.bias[parents.node_kind == OUTPUT]
    assert moved.tolist() == [not exclusive] * 20


def test_diversity_adds_founders() -> None:
    settings = Settings(population=50, reproduction=Reproduction(diversity=Diversity(every=4, rate=0.1)))
    state = begin(settings)
    fresh = []
    for _ in range(8):
        offspring = ask(state, settings)
        fresh.append(int(np.count_nonzero(offspring.parent < 0)))
        state = advance(state, settings)
    assert fresh == [50, 0, 0, 5, 0, 0, 0, 5]
    assert (offspring.parent[-5:] == -1).all()
    assert np.diff(offspring.genomes.connection_start)[-5:].tolist() == [2] * 5


# Species.


def test_the_threshold_moves_toward_the_wanted_number_of_species() -> None:
    settings = Settings(population=30, speciation=Speciation(target_species=4))
    state = begin(settings)
    for _ in range(10):
        before = state.species.threshold
        state = advance(state, settings)
        count = len(state.species.id)
        wanted = before * 1.1 if count > 4 else before / 1.1 if count < 4 else before
        assert state.species.threshold == max(0.1, wanted)


def test_the_threshold_falls_no_further_than_a_tenth() -> None:
    settings = Settings(population=5, speciation=Speciation(target_species=5, threshold=0.105, weight=0.0))
    assert advance(begin(settings), settings, 3).species.threshold == 0.1


def test_without_a_target_the_threshold_stays() -> None:
    settings = Settings(population=30, speciation=Speciation(target_species=None, threshold=0.3))
    state = advance(begin(settings), settings, 5)
    assert state.species.threshold == 0.3
    assert len(state.species.id) > 1


def test_a_genome_joins_the_first_species_that_is_near() -> None:
    settings = Settings(population=30, speciation=Speciation(target_species=None, threshold=0.2))
    state = advance(begin(settings), settings, 4)
    after = advance(state, settings)
    near = distance(after.population, state.species.representatives, settings.speciation) < 0.2
    for genome in range(30):
        old = state.species.id[near[:, genome]]
        if len(old):
            assert after.membership[genome] == old[0]
        else:
            assert after.membership[genome] >= state.species.next_id


def test_representatives_are_members() -> None:
    settings = Settings(population=30, speciation=Speciation(target_species=None, threshold=0.2))
    state = advance(begin(settings), settings, 4)
    for row, number in enumerate(state.species.id):
        members = np.flatnonzero(state.membership == number)
        model = take(state.species.representatives, np.array([row]))
        assert any(same(model, take(state.population, np.array([member]))) for member in members)


def test_species_remember_their_best_and_when_it_came() -> None:
    settings = Settings(population=4, speciation=Speciation(threshold=1e9, target_species=None))
    state = scored(begin(settings), settings, [1, 5, 2, 3])
    assert (state.species.best.tolist(), state.species.improved.tolist()) == ([5.0], [1])
    state = scored(state, settings, [5, 5, 4, 4])
    assert (state.species.best.tolist(), state.species.improved.tolist()) == ([5.0], [1])
    state = scored(state, settings, [1, 5.5, 4, 4])
    assert (state.species.best.tolist(), state.species.improved.tolist()) == ([5.5], [3])
    assert (state.species.founded.tolist(), state.species.size.tolist()) == ([1], [4])


# Scores that are no numbers.


def test_an_invalid_genome_is_never_copied_unchanged() -> None:
    settings = replace(rules(), population=6, speciation=Speciation(threshold=1e9, target_species=None))
    state = begin(settings)
    fitness = np.array([[np.nan], [1.0], [1.0], [1.0], [1.0], [1.0]])
    state = tell(state, ask(state, settings), fitness, settings)
    assert state.history.figures(-1).invalid == 1
    assert state.fitness.tolist() == [1.0] * 6
    assert not ask(state, settings).elite.any()
    state = scored(state, settings, [1, 1, 2, 1, np.inf, 1])
    offspring = ask(state, settings)
    assert offspring.parent[offspring.elite].tolist() == [2]
