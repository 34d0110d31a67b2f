"""What a population was like: quartiles as NumPy has them, and the largest species by name; when its numbers end."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quale.evolution.records.settings import Condition, Settings, Stop
from quale.evolution.records.state import State
from quale.evolution.spread import MOST_SPECIES, Spread, quartiles, spread_of
from quale.evolution.stop_reason import INT32, INT64, Cause, cause, stop_reason, used_up
from quale.genome.seal import sealed
from tests.evolution.toy import BUSY, advance, begin

SETTINGS = Settings(population=30, generations=50, mutation=BUSY)


def grown() -> State:
    return advance(begin(SETTINGS, inputs=3, outputs=2), SETTINGS, 3)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_quartiles_are_those_of_numpy(values: list[float]) -> None:
    array = np.array(values)
    assert quartiles(array) == pytest.approx(np.quantile(array, [0.25, 0.75]).tolist(), rel=1e-12, abs=1e-9)
    assert array.tolist() == values


def test_quartiles_of_the_largest_numbers_are_finite() -> None:
    assert quartiles(np.array([-1.7e308, 1.7e308])) == pytest.approx((-0.85e308, 0.85e308))
    assert quartiles(np.array([5.0])) == (5.0, 5.0)
    assert quartiles(np.array([4.0, 1.0, 3.0, 2.0, 5.0])) == (2.0, 4.0)


def with_sizes(sizes: list[int]) -> State:
    """A state whose species, with every third id, have these sizes."""
    state = grown()
    ids = np.arange(0, 3 * len(sizes), 3, dtype=np.int32)
    species = replace(state.species, id=sealed(ids), size=sealed(np.array(sizes, dtype=np.int32)))
    return replace(state, species=species)


def test_founders_have_no_spread() -> None:
    assert spread_of(begin(SETTINGS)) is None


@pytest.mark.parametrize("more", [0, 1, 5])
def test_the_largest_species_are_told_one_by_one_and_the_others_counted(more: int) -> None:
    sizes = [2 + (7 * place) % 5 for place in range(MOST_SPECIES)]
    small = [1] * more
    state = with_sizes(small[:2] + sizes + small[2:])
    lower, upper = quartiles(state.fitness)
    first = 3 * len(small[:2])
    named = tuple((first + 3 * place, size) for place, size in enumerate(sizes))
    assert spread_of(state) == Spread(3, lower, upper, named, (more, more))


def test_of_equally_large_species_the_older_ones_are_told() -> None:
    found = spread_of(with_sizes([2] * (MOST_SPECIES + 1)))
    assert found is not None
    assert found.species == tuple((3 * place, 2) for place in range(MOST_SPECIES))
    assert found.others == (1, 2)


def numbered(what: str, value: int) -> State:
    state = grown()
    match what:
        case "generations":
            return replace(state, generation=value)
        case "evaluations":
            return replace(state, evaluations=value)
        case "numbers of species":
            return replace(state, species=replace(state.species, next_id=value))
        case _:
            return replace(state, tracker=replace(state.tracker, next_node_id=value))


@pytest.mark.parametrize(
    ("what", "last"),
    [
        ("generations", INT32 - 1),
        ("evaluations", INT64 - 30),
        ("numbers of species", INT32 - 30),
        ("numbers of nodes", INT32 - 30),
    ],
)
def test_a_run_ends_before_its_numbers_do(what: str, last: int) -> None:
    settings = replace(SETTINGS, generations=2**40)
    assert used_up(numbered(what, last), settings) is None
    assert cause(numbered(what, last), settings) is None
    ended = numbered(what, last + 1)
    assert used_up(ended, settings) == what
    assert cause(ended, settings) is Cause.NUMBERS
    assert stop_reason(ended, settings) == f"the {what} are used up"


def test_every_end_has_words_and_the_first_one_counts() -> None:
    state = replace(grown(), winner=4, generation=7, improved=2, seconds=9.0)
    settings = replace(SETTINGS, generations=7, metrics=("calm", "speed"))
    when = Stop(when=Condition(1, "<", 0.5), fitness=-100.0, stagnation=5, seconds=9.0)
    fast = replace(state, metrics=np.tile([9.0, 0.25], (30, 1)))
    everything = replace(settings, stop=when)
    assert stop_reason(fast, everything) == "genome 4 of generation 7 has speed < 0.5"
    slow = replace(state, metrics=np.tile([0.25, 9.0], (30, 1)))
    assert stop_reason(slow, everything) == "the champion of generation 7 passed every test"
    assert stop_reason(fast, replace(settings, stop=replace(when, when=None))) == (
        "the champion of generation 7 passed every test"
    )
    going = replace(fast, winner=None)
    assert going.best is not None
    reached = f"fitness {going.best.fitness:g} in generation {going.best.generation} reaches -100"
    assert stop_reason(going, everything) == reached
    assert stop_reason(going, replace(settings, stop=replace(when, fitness=going.best.fitness))) is not None
    waiting = replace(settings, stop=replace(when, fitness=1e9))
    assert stop_reason(going, waiting) == "no better fitness for 5 generations"
    assert stop_reason(replace(going, improved=3), waiting) == "9 seconds are over"
    assert stop_reason(replace(going, improved=3, seconds=8.5), waiting) == "7 generations are done"
    assert stop_reason(replace(going, improved=3, seconds=8.5, generation=6), waiting) is None
    for ended in (fast, slow, going):
        assert stop_reason(ended, everything, stale=True) == "9 seconds are over"
