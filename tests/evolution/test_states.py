"""State in, state out: resuming, stopping, adopting, seeding."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from quale.evolution.ask import ask
from quale.evolution.records.innovations import LEAST
from quale.evolution.records.settings import (
    BrainSettings,
    Condition,
    Diversity,
    Mutation,
    Reproduction,
    Settings,
    Speciation,
    Stop,
)
from quale.evolution.records.state import Figures, State
from quale.evolution.species.valid_scores import valid_scores
from quale.evolution.stop_reason import stop_reason
from quale.evolution.tell import tell
from quale.evolution.transfer.adapt import adapt
from quale.evolution.transfer.seed_population import seed_population
from quale.genome.gather import take
from quale.genome.genome import Genomes
from quale.genome.invariants import violations
from tests.evolution.toy import BUSY, advance, begin, genes_of, same, scored

SETTINGS = Settings(population=40, seed=11, mutation=BUSY, reproduction=Reproduction(diversity=Diversity(3, 0.1)))


def copied(state: State) -> State:
    """Return a state of the same values, nothing in it shared: what a file gives back."""

    def again(value: object) -> object:
        if isinstance(value, np.ndarray):
            fresh = value.copy()
            fresh.flags.writeable = False
            return fresh
        fields = getattr(value, "__dataclass_fields__", None)
        if fields is None:
            return value
        return type(value)(**{name: again(getattr(value, name)) for name in fields})

    made = again(state)
    assert isinstance(made, State)
    return made


def test_ten_generations_are_five_and_five() -> None:
    start = begin(SETTINGS)
    assert same(advance(start, SETTINGS, 10), advance(copied(advance(start, SETTINGS, 5)), SETTINGS, 5))


def test_the_same_seed_gives_the_same_bits_and_another_one_others() -> None:
    once = advance(begin(SETTINGS), SETTINGS, 4)
    assert same(once, advance(begin(SETTINGS), SETTINGS, 4))
    other = replace(SETTINGS, seed=12)
    assert not same(once.population, advance(begin(other), other, 4).population)


def test_asking_twice_gives_the_same() -> None:
    state = advance(begin(SETTINGS), SETTINGS, 3)
    assert same(ask(state, SETTINGS), ask(state, SETTINGS))


def test_every_tracker_keeps_its_numbers_however_the_run_goes_on() -> None:
    states = [begin(SETTINGS)]
    for _ in range(30):
        states.append(advance(states[-1], SETTINGS))
    assert states[-1].tracker.next_innovation > 2 * LEAST  # so that there was no room any more, once at least
    again = advance(states[20], SETTINGS, 10)  # from a tracker that others have grown from
    alone = copied(begin(SETTINGS))
    for state in states:
        assert same(state.tracker, alone.tracker)
        alone = advance(copied(alone), SETTINGS)
    assert same(again, states[30])


def test_everything_in_a_state_is_read_only() -> None:
    state = advance(begin(SETTINGS), SETTINGS, 3)

    def arrays(value: object) -> list[np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
        if isinstance(value, np.ndarray):
            return [value]
        fields = getattr(value, "__dataclass_fields__", ())
        return [array for name in fields for array in arrays(getattr(value, name))]

    assert all(not array.flags.writeable for array in [*arrays(state), *arrays(ask(state, SETTINGS))])


def test_types_are_those_of_the_records() -> None:
    state = advance(begin(SETTINGS), SETTINGS, 3)
    assert state.fitness.dtype == state.metrics.dtype == state.species.best.dtype == np.float64
    for array in (
        state.membership,
        state.species.id,
        state.species.founded,
        state.species.improved,
        state.species.size,
    ):
        assert array.dtype == np.int32
    for array in (state.tracker.source, state.tracker.target, state.tracker.split_innovation, state.tracker.split_node):
        assert array.dtype == np.int32
    genomes, founders = state.population, begin(SETTINGS).population
    for name in Genomes.__dataclass_fields__:
        assert getattr(genomes, name).dtype == getattr(founders, name).dtype
    history, empty = state.history, begin(SETTINGS).history
    for name in type(history).__dataclass_fields__:
        assert getattr(history, name).dtype == getattr(empty, name).dtype


# Founders.


def test_founders_are_fully_connected() -> None:
    state = begin(replace(SETTINGS, population=3), inputs=2, outputs=2)
    assert [gene[:3] for gene in genes_of(state.population, 2)] == [(0, 0, 2), (1, 0, 3), (2, 1, 2), (3, 1, 3)]
    assert (np.abs(state.population.weight) < 1).all()
    assert not state.population.bias.any()
    assert state.population.enabled.all()
    assert state.tracker.next_node_id == 4


@pytest.mark.parametrize(("part", "held"), [(0.0, 0), (0.5, 6), (0.04, 0), (0.05, 1), (1.0, 12)])
def test_founders_hold_a_part_of_the_connections(part: float, held: int) -> None:
    settings = replace(SETTINGS, brain=BrainSettings(initial=part))
    state = begin(settings, inputs=4, outputs=3)
    assert np.unique(np.diff(state.population.connection_start)).tolist() == [held]
    assert violations(state.population, state.interface, recurrent=False) == ()
    if 0 < held < 12:
        assert len({tuple(g[1:3] for g in genes_of(state.population, n)) for n in range(40)}) > 1


# Scores.


def test_scores_of_another_shape_are_refused() -> None:
    state = begin(SETTINGS)
    with pytest.raises(ValueError, match=r"shape \(40, 1\).*not \(40, 2\)"):
        tell(state, ask(state, SETTINGS), np.zeros((40, 2)), SETTINGS)


def test_figures_are_a_row_of_the_history() -> None:
    settings = Settings(population=4, metrics=("m",))
    state = begin(settings)
    scores = np.array([[1.0, 7.0], [4.0, 8.0], [2.0, np.nan], [np.nan, 9.0]])
    state = tell(state, ask(state, settings), scores, settings, seconds=0.5, changed=True)
    history = state.history
    assert history.figures(0) == Figures(1, 4.0, 2.0, 1.5, 1.0, 1, 2.0, 4, 0.5, 1, True, (8.0,))
    assert valid_scores(scores).champion == 1
    assert state.improved == 1
    row = (history.best, history.mean, history.median, history.worst, history.invalid, history.seconds, history.changed)
    assert [column.tolist() for column in row] == [[4.0], [2.0], [1.5], [1.0], [1], [0.5], [True]]
    assert history.metrics.tolist() == [[8.0]]
    assert history.evaluations.tolist() == [4]
    assert history.complexity.tolist() == [2.0]
    assert state.best is not None
    assert (state.best.fitness, state.best.generation, state.best.metrics.tolist()) == (4.0, 1, [8.0])
    assert same(state.best.genome, take(state.population, np.array([1])))


def test_invalid_scores_become_the_lowest_valid_one() -> None:
    settings = Settings(population=4)
    assert scored(begin(settings), settings, [np.nan, 3, -2, np.inf]).fitness.tolist() == [-2.0, 3.0, -2.0, -2.0]


def test_without_any_valid_score_there_is_no_champion() -> None:
    settings = Settings(population=4, metrics=("m",))
    state = begin(settings)
    state = tell(state, ask(state, settings), np.full((4, 2), np.nan), settings)
    assert state.fitness.tolist() == [0.0] * 4
    assert (state.improved, state.best) == (0, None)
    state = advance(state, settings)
    assert state.best is not None
    assert np.isnan(state.history.metrics[0, 0])


def test_the_best_stays_the_best_until_beaten() -> None:
    settings = Settings(population=2)
    state = scored(scored(scored(begin(settings), settings, [1, 3]), settings, [3, 2]), settings, [1, 2])
    assert state.best is not None
    assert (state.best.fitness, state.best.generation, state.improved) == (3.0, 1, 1)
    state = scored(state, settings, [4, 1])
    assert (state.improved, state.history.best.tolist()) == (4, [3.0, 3.0, 2.0, 4.0])


def test_huge_scores_have_finite_statistics() -> None:
    settings = Settings(population=4)
    state = scored(begin(settings), settings, [1.7e308, 1.7e308, 1.7e308, -1.7e308])
    assert np.isfinite([state.history.mean[0], state.history.median[0]]).all()


# The end.


def test_the_first_genome_that_satisfies_is_the_winner() -> None:
    settings = Settings(population=4, metrics=("m", "n"), stop=Stop(when=Condition(1, ">=", 2.0)))
    state = begin(settings)
    first = np.array([[9.0, 9, 1], [9.0, 9, 1.9], [9.0, 9, 0], [9.0, 9, np.nan]])
    state = tell(state, ask(state, settings), first, settings)
    assert (state.winner, stop_reason(state, settings), state.evaluations) == (None, None, 4)
    second = np.array([[1.0, 0, 1], [np.nan, 0, 9], [0.0, 0, 2], [5.0, 0, 3]])
    state = tell(state, ask(state, settings), second, settings)
    assert (state.winner, state.evaluations, state.history.evaluations.tolist()) == (2, 7, [4, 7])
    assert stop_reason(state, settings) == "genome 2 of generation 2 has n >= 2"


@pytest.mark.parametrize(
    ("comparison", "satisfied"),
    [(">=", [1, 2]), (">", [2]), ("<=", [0, 1]), ("<", [0]), ("==", [1]), ("!=", [0, 2])],
)
def test_conditions_compare(comparison: str, satisfied: list[int]) -> None:
    for place in range(3):
        settings = Settings(population=1, metrics=("m",), stop=Stop(when=Condition(0, comparison, 1.0)))
        state = begin(settings)
        state = tell(state, ask(state, settings), np.array([[0.0, float(place)]]), settings)
        assert (state.winner == 0) == (place in satisfied)


def test_stops() -> None:
    settings = Settings(population=2, generations=50)
    state = scored(scored(begin(settings), settings, [1, 3]), settings, [3, 2])

    def why(**stop: Any) -> str | None:
        return stop_reason(state, replace(settings, stop=Stop(**stop)))

    assert why() is None
    assert why(fitness=3.5) is None
    assert why(fitness=3.0) == "fitness 3 in generation 1 reaches 3"
    assert why(stagnation=2) is None
    assert why(stagnation=1) == "no better fitness for 1 generations"
    assert why(seconds=1.0) is None
    assert stop_reason(replace(state, seconds=2.0), replace(settings, stop=Stop(seconds=1.0))) == "1 seconds are over"
    assert stop_reason(state, replace(settings, generations=2)) == "2 generations are done"
    assert stop_reason(begin(settings), settings) is None


# Changed programs.


def grown() -> State:
    return advance(begin(SETTINGS, inputs=3, outputs=2), SETTINGS, 6)


def test_an_unchanged_program_adopts_the_state_as_it_is() -> None:
    state = grown()
    adopted, words = adapt(state, ["i0", "i1", "i2"], ["o0", "o1"], SETTINGS)
    assert same(adopted, state)
    assert words == ()


def test_ports_are_matched_by_name() -> None:
    state = grown()
    adopted, words = adapt(state, ["i2", "new", "i0"], ["o1", "o0", "more"], SETTINGS)
    assert words == (
        "sensor node new is new and starts unconnected",
        "actuator node more is new and starts unconnected",
        "sensor node i1 is gone, with its connections",
    )
    fresh = state.tracker.next_node_id
    assert adopted.interface.input_ids.tolist() == [2, fresh, 0]
    assert adopted.interface.output_ids.tolist() == [4, 3, fresh + 1]
    assert adopted.tracker.next_node_id == fresh + 2
    assert adopted.best is not None
    for genomes in (adopted.population, adopted.species.representatives, adopted.best.genome):
        assert violations(genomes, adopted.interface, recurrent=False) == ()
    for place in range(40):
        old = genes_of(state.population, place)
        assert genes_of(adopted.population, place) == [gene for gene in old if 1 not in gene[1:3]]
    assert same(adopted.fitness, state.fitness)
    advance(adopted, SETTINGS, 5)


def test_a_port_that_comes_back_is_a_new_one() -> None:
    without, _ = adapt(grown(), ["i0", "i1"], ["o0", "o1"], SETTINGS)
    again, words = adapt(without, ["i0", "i1", "i2"], ["o0", "o1"], SETTINGS)
    assert words == ("sensor node i2 is new and starts unconnected",)
    assert again.interface.input_ids[2] == without.tracker.next_node_id


def test_an_order_alone_changes_no_network() -> None:
    state = grown()
    adopted, words = adapt(state, ["i2", "i1", "i0"], ["o0", "o1"], SETTINGS)
    assert words == ()
    assert genes_of(adopted.population, 7) == genes_of(state.population, 7)
    assert adopted.interface.input_ids.tolist() == [2, 1, 0]


def test_brains_that_may_no_longer_be_recurrent_lose_their_loops() -> None:
    looped = replace(SETTINGS, brain=BrainSettings(recurrent=True))
    state = advance(begin(looped), looped, 8)
    assert violations(state.population, state.interface, recurrent=False) != ()
    adopted, words = adapt(state, ["i0", "i1"], ["o0"], SETTINGS)
    assert "connections closed cycles and are gone" in words[0]
    assert violations(adopted.population, adopted.interface, recurrent=False) == ()
    advance(adopted, SETTINGS, 3)


def test_metric_columns_are_matched_by_name() -> None:
    settings = replace(SETTINGS, metrics=("a", "b"))
    state = advance(begin(settings), settings, 2)
    adopted, _ = adapt(state, ["i0", "i1"], ["o0"], replace(settings, metrics=("b", "c")), metrics=("a", "b"))
    assert same(adopted.history.metrics[:, 0].copy(), state.history.metrics[:, 1].copy())
    assert np.isnan(adopted.history.metrics[:, 1]).all()
    assert adopted.metrics.shape == (40, 2)
    assert adopted.best is not None
    assert np.isnan(adopted.best.metrics[1])
    unnamed, _ = adapt(state, ["i0", "i1"], ["o0"], replace(settings, metrics=("c",)))
    assert np.isnan(unnamed.history.metrics).all()
    advance(adopted, replace(settings, metrics=("b", "c")), 2)


def test_a_winner_stays_one_only_under_its_condition() -> None:
    settings = replace(SETTINGS, metrics=("m",), stop=Stop(when=Condition(0, ">=", -100.0)))
    state = advance(begin(settings), settings)
    assert state.winner == 0
    assert adapt(state, ["i0", "i1"], ["o0"], settings)[0].winner == 0
    higher = replace(settings, stop=Stop(when=Condition(0, ">=", 1e9)))
    assert adapt(state, ["i0", "i1"], ["o0"], higher)[0].winner is None


def test_founders_fit_the_population() -> None:
    state = begin(SETTINGS)
    fewer, words = adapt(state, ["i0", "i1"], ["o0"], replace(SETTINGS, population=7))
    assert words == ("the founders are 7 now",)
    assert same(fewer.population, take(state.population, np.arange(7)))
    assert len(adapt(state, ["i0", "i1"], ["o0"], replace(SETTINGS, population=70))[0].population) == 70


@pytest.mark.parametrize("population", [1, 12, 90])
def test_a_changed_population_takes_effect_with_the_next(population: int) -> None:
    settings = replace(SETTINGS, population=population)
    assert len(advance(advance(begin(SETTINGS), SETTINGS, 3), settings, 2).population) == population


# Seeding.


def test_seeding_starts_anew_with_old_genomes() -> None:
    source = grown()
    settings = replace(SETTINGS, seed=99)
    state = seed_population(settings, source, ["i0", "i1", "i2"], ["o0", "o1"])
    assert (state.generation, state.seed, len(state.history), state.best) == (0, 99, 0, None)
    assert (len(state.fitness), len(state.species.id), state.evaluations) == (0, 0, 0)
    assert same(state.tracker, source.tracker)
    best_first = np.argsort(-source.fitness, kind="stable")
    assert same(state.population, take(source.population, best_first))
    advance(state, settings, 3)


def test_a_smaller_source_is_filled_with_mutated_copies() -> None:
    source = grown()
    settings = replace(SETTINGS, population=100, mutation=replace(BUSY, weight_shift=1.0))
    state = seed_population(settings, source, ["i0", "i1", "i2"], ["o0", "o1"])
    best_first = np.argsort(-source.fitness, kind="stable")
    assert same(take(state.population, np.arange(40)), take(source.population, best_first))
    assert violations(state.population, state.interface, recurrent=False) == ()
    for copy in (40, 79, 80, 99):
        assert not same(take(state.population, np.array([copy])), take(state.population, np.array([copy % 40])))
    assert state.tracker.next_innovation > source.tracker.next_innovation
    assert (state.population.source == state.tracker.source[state.population.innovation]).all()


def test_a_larger_source_gives_every_species_champion_first() -> None:
    settings = replace(SETTINGS, mutation=Mutation(), speciation=Speciation(target_species=6, threshold=0.5))
    source = advance(begin(settings), settings, 12)
    champions = [int(np.flatnonzero(source.membership == s)[0]) for s in source.species.id]
    for row, number in enumerate(source.species.id):
        members = np.flatnonzero(source.membership == number)
        champions[row] = int(members[np.argmax(source.fitness[members])])
    champions.sort(key=lambda genome: -source.fitness[genome])
    state = seed_population(replace(settings, population=30), source, ["i0", "i1"], ["o0"])
    assert 1 < len(champions) < 30
    wanted = {genome: take(source.population, np.array([genome])) for genome in champions}
    fitness = [source.fitness[genome] for genome in champions]
    assert fitness == sorted(fitness, reverse=True)
    assert source.best is not None
    assert same(take(state.population, np.array([0])), source.best.genome)  # which its last population has lost
    got = [take(state.population, np.array([n])) for n in range(1, len(champions) + 1)]
    assert all(any(same(one, other) for other in got) for one in wanted.values())
    few = seed_population(replace(settings, population=1), replace(source, best=None), ["i0", "i1"], ["o0"])
    assert same(few.population, take(source.population, np.array([int(np.argmax(source.fitness))])))


def test_seeding_matches_ports_by_name() -> None:
    source = grown()
    state = seed_population(SETTINGS, source, ["i2", "x"], ["o1"])
    assert state.interface.inputs == ("i2", "x")
    assert violations(state.population, state.interface, recurrent=False) == ()
    assert state.interface.input_ids.tolist() == [2, source.tracker.next_node_id]
    advance(state, SETTINGS, 3)


def test_founders_can_seed() -> None:
    source = begin(SETTINGS)
    assert same(seed_population(SETTINGS, source, ["i0", "i1"], ["o0"]).population, source.population)
