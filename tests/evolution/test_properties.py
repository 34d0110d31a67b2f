"""What holds whatever the settings, seeds and fitness: the promises of NEAT, on random populations."""

from dataclasses import replace
from functools import cache

import numpy as np
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from quale.evolution.ask import ask
from quale.evolution.records.settings import BrainSettings, Diversity, Mutation, Reproduction, Settings, Speciation
from quale.evolution.records.state import State
from quale.evolution.species.distance import distance
from quale.evolution.tell import tell
from quale.genome.express import express
from quale.genome.gather import take
from quale.genome.genome import INPUT
from quale.genome.invariants import violations
from tests.evolution.toy import BUSY, advance, begin, crossed, genes_of, same

FEW = bounds(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RATE = st.sampled_from([0.0, 0.05, 0.5, 1.0])


@st.composite
def any_settings(draw: st.DrawFn) -> Settings:
    low = draw(st.sampled_from([-8.0, -1.0, -0.1]))
    return Settings(
        population=draw(st.sampled_from([1, 2, 3, 17, 40])),
        seed=draw(st.integers(0, 2**64 - 1)),
        brain=BrainSettings(
            recurrent=draw(st.booleans()),
            activation=draw(st.sampled_from(["tanh", "neat_sigmoid"])),
            initial=draw(st.sampled_from([0.0, 0.3, 1.0])),
            weights=(low, -low),
            bias=draw(st.booleans()),
        ),
        mutation=Mutation(
            weight_shift=draw(RATE),
            bias_shift=draw(RATE),
            add_connection=draw(RATE),
            remove_connection=draw(RATE),
            add_node=draw(RATE),
            remove_node=draw(RATE),
            rewire=draw(RATE),
            change_activation=draw(RATE),
            perturb=draw(st.sampled_from(["normal", "uniform"])),
            replace=draw(RATE),
            exclusive=draw(st.booleans()),
        ),
        speciation=Speciation(
            threshold=draw(st.sampled_from([0.1, 1.0, 100.0])),
            target_species=draw(st.sampled_from([None, 1, 8])),
            stagnation=draw(st.sampled_from([1, 15])),
            normalise=draw(st.booleans()),
        ),
        reproduction=Reproduction(
            crossover=draw(RATE),
            interspecies=draw(RATE),
            tournament=draw(st.sampled_from([1, 5])),
            survival=draw(st.sampled_from([0.0, 0.2, 1.0])),
            elitism=draw(st.sampled_from([0, 1, 3])),
            elitism_size=draw(st.sampled_from([1, 5])),
            diversity=Diversity(every=draw(st.sampled_from([0, 1, 2])), rate=draw(RATE)),
            inherit_disabled=draw(RATE),
            run_stagnation=draw(st.sampled_from([0, 1])),
        ),
    )


@FEW
@given(any_settings(), st.integers(1, 4), st.integers(1, 3), st.data())
def test_a_run_under_any_settings_keeps_the_rules(
    settings: Settings, inputs: int, outputs: int, data: st.DataObject
) -> None:
    state = begin(settings, inputs, outputs)
    for _ in range(12):
        offspring = ask(state, settings)
        genomes = offspring.genomes
        assert violations(genomes, state.interface, settings.brain.recurrent) == ()
        assert len(genomes) == settings.population
        low, high = settings.brain.weights
        assert ((genomes.weight >= low) & (genomes.weight <= high)).all()
        assert settings.brain.bias or not genomes.bias.any()
        assert (genomes.source == offspring.tracker.source[genomes.innovation]).all()
        assert (genomes.target == offspring.tracker.target[genomes.innovation]).all()
        assert genomes.node_id.max() < offspring.tracker.next_node_id
        assert (np.diff(offspring.tracker.split_node) > 0).all()
        express(genomes, state.interface, settings.brain.recurrent)
        kind = data.draw(st.sampled_from(["ties", "spread", "invalid", "mixed", "huge"]))
        chance = np.random.default_rng(data.draw(st.integers(0, 1000)))
        fitness = {
            "ties": np.zeros(len(genomes)),
            "spread": chance.normal(size=len(genomes)),
            "invalid": np.full(len(genomes), np.nan),
            "mixed": chance.choice([np.nan, np.inf, -np.inf, 1.0, -1.0], len(genomes)),
            "huge": chance.choice([1.7e308, -1.7e308, 5e-324], len(genomes)),
        }[kind]
        state = tell(state, offspring, fitness[:, None], settings)
        assert np.isfinite(state.fitness).all()
        assert state.species.size.sum() == settings.population
        assert np.isin(state.membership, state.species.id).all()
        assert (np.diff(state.species.id) > 0).all()


@cache
def population(seed: int, recurrent: bool = False) -> State:
    """Return a state of 40 genomes of grown structure."""
    settings = Settings(population=40, seed=seed, brain=BrainSettings(recurrent=recurrent), mutation=BUSY)
    return advance(begin(settings, inputs=2, outputs=2), settings, 15)


PLACES = st.lists(st.integers(0, 39), min_size=12, max_size=12)


@FEW
@given(st.integers(1, 4), PLACES, PLACES, st.lists(st.booleans(), min_size=12, max_size=12), st.integers(0, 2**32))
def test_children_of_any_couple_are_sound(
    seed: int, one: list[int], other: list[int], equal: list[bool], draw: int
) -> None:
    genomes = population(seed).population
    after = crossed(genomes, one, other, equal, Settings(seed=draw))
    assert violations(after, population(1).interface, recurrent=False) == ()
    for place in range(12):
        first, second = (genes_of(genomes, side[place]) for side in (one, other))
        union = {gene[:4] for gene in first + second}
        assert {gene[:4] for gene in genes_of(after, place)} <= union
        table = {gene[0] for gene in genes_of(after, place)}
        shared = {gene[0] for gene in first} & {gene[0] for gene in second}
        assert shared <= table
        if not equal[place]:
            assert table == {gene[0] for gene in first}


@FEW
@given(st.integers(1, 4), st.integers(0, 2**32), st.booleans())
def test_a_genome_crossed_with_itself_is_itself(seed: int, draw: int, equal: bool) -> None:
    genomes = population(seed).population
    everyone = list(range(40))
    assert same(crossed(genomes, everyone, everyone, [equal] * 40, Settings(seed=draw)), genomes)


@FEW
@given(st.integers(1, 4), st.booleans())
def test_distance_is_symmetric_and_nothing_to_itself(seed: int, normalise: bool) -> None:
    genomes = population(seed).population
    both = distance(genomes, genomes, Speciation(normalise=normalise))
    assert (both == both.T).all()
    assert (np.diag(both) == 0.0).all()
    assert (both >= 0.0).all()


@FEW
@given(st.integers(1, 4), st.integers(0, 39), st.integers(0, 39))
def test_distance_is_eq_1(seed: int, one: int, other: int) -> None:
    genomes = population(seed).population
    rules = Speciation(excess=2.0, disjoint=3.0, weight=0.5)
    left = {gene[0]: gene[3] for gene in genes_of(genomes, one)}
    right = {gene[0]: gene[3] for gene in genes_of(genomes, other)}
    shared = sorted(left.keys() & right.keys())
    alone = left.keys() ^ right.keys()
    border = min(max(left, default=-1), max(right, default=-1))
    excess = sum(mark > border for mark in alone)
    larger = max(len(left), len(right))
    size = 1 if larger < 20 else larger
    gap = 0.0
    for mark in shared:
        gap += abs(left[mark] - right[mark])
    gap = gap / len(shared) if shared else 0.0
    wanted = 2.0 * excess / size + 3.0 * (len(alone) - excess) / size + 0.5 * gap
    both = distance(take(genomes, np.array([one])), take(genomes, np.array([other])), rules)
    assert both[0, 0] == wanted


@FEW
@given(st.integers(1, 4))
def test_a_number_means_the_same_ends_in_every_genome(seed: int) -> None:
    state = population(seed)
    ends: dict[int, tuple[int, int]] = {}
    for place in range(40):
        for gene in genes_of(state.population, place):
            assert ends.setdefault(gene[0], gene[1:3]) == gene[1:3]
    assert len(set(ends.values())) == len(ends)


@FEW
@given(st.integers(1, 4), st.booleans())
def test_networks_compute_what_genomes_say(seed: int, recurrent: bool) -> None:
    state = population(seed, recurrent)
    networks = express(state.population, state.interface, recurrent)
    for place in range(40):
        start, end = state.population.node_start[place : place + 2]
        ids = state.population.node_id[start:end].tolist()
        wanted = {(s, t, w) for _, s, t, w, on in genes_of(state.population, place) if on}
        useful = {2, 3}
        while more := {s for s, t, _ in wanted if t in useful and s not in useful and s not in {0, 1}}:
            useful |= more
        got, done = set(), {0, 1}
        for step in range(networks.step_start[place], networks.step_start[place + 1]):
            node = ids[networks.step_slot[step]]
            assert node in useful
            here = slice(networks.link_start[step], networks.link_start[step + 1])
            for slot, weight in zip(
                networks.link_source[here].tolist(), networks.link_weight[here].tolist(), strict=True
            ):
                assert recurrent or ids[slot] in done
                got.add((ids[slot], node, weight))
            done.add(node)
        assert done == useful | {0, 1}
        assert got == {link for link in wanted if link[1] in useful}


@FEW
@given(any_settings())
def test_one_more_draw_for_one_purpose_disturbs_no_other(settings: Settings) -> None:
    settings = replace(settings, population=20)
    without = replace(settings, mutation=replace(settings.mutation, change_activation=0.0))
    state = advance(begin(settings), settings)
    one = ask(state, replace(settings, mutation=replace(settings.mutation, change_activation=1.0)))
    other = ask(state, without)
    if not settings.mutation.exclusive:
        assert same(one.genomes.weight, other.genomes.weight)
        assert same(one.genomes.enabled, other.genomes.enabled)
    assert same(one.parent, other.parent)
    assert (one.genomes.node_kind == INPUT).sum() == 40
