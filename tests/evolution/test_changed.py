"""What a changed program's scores are not compared with, and what a new run takes along of an older one."""

from dataclasses import replace

import numpy as np
import pytest

from quale.evolution.ask import ask
from quale.evolution.records.settings import Condition, Settings, Speciation, Stop
from quale.evolution.records.state import State
from quale.evolution.reproduction.allocate import breeding
from quale.evolution.stop_reason import Cause, cause, stop_reason
from quale.evolution.tell import tell
from quale.evolution.transfer.adapt import adapt
from quale.evolution.transfer.seed_population import seed_population
from quale.genome.gather import concatenate, take
from tests.evolution.toy import BUSY, advance, begin, same, scored

SETTINGS = Settings(population=40, seed=11, mutation=BUSY, speciation=Speciation(target_species=6, threshold=0.5))
INPUTS, OUTPUTS = ["i0", "i1"], ["o0"]


def grown() -> State:
    state = advance(begin(SETTINGS), SETTINGS, 12)
    assert len(state.species.id) > 2
    return state


def under(state: State, settings: Settings = SETTINGS, *, changed: bool = True) -> State:
    return adapt(state, INPUTS, OUTPUTS, settings, changed=changed)[0]


@pytest.mark.parametrize(
    ("stop", "ended"),
    [
        (Stop(fitness=-1e9), Cause.FITNESS),
        (Stop(when=Condition(0, ">=", -1e9)), Cause.WHEN),
        (Stop(stagnation=1), Cause.STAGNATION),
    ],
)
def test_old_scores_do_not_end_the_run_of_a_changed_program(stop: Stop, ended: Cause) -> None:
    settings = replace(SETTINGS, metrics=("m",), stop=stop)
    state = begin(settings)
    for level in (2.0, 1.0):  # from better to worse, so that the run stands still
        state = tell(state, ask(state, settings), np.full((40, 2), level), settings)
    assert cause(under(state, settings, changed=False), settings) is ended
    assert cause(under(state, settings), settings, stale=True) is None
    assert stop_reason(under(state, settings), settings, stale=True) is None


@pytest.mark.parametrize("count", [0, 2])
def test_what_is_not_judged_by_scores_ends_it_all_the_same(count: int) -> None:
    state = advance(begin(SETTINGS), SETTINGS, count)
    done = replace(SETTINGS, generations=max(count, 1), stop=Stop(seconds=0.0))
    assert cause(under(state, done), done, stale=True) is Cause.TIME
    settings = replace(done, stop=Stop())
    assert cause(under(state, settings), settings, stale=True) is (Cause.GENERATIONS if count else None)


def test_a_winner_of_tests_that_still_hold_is_none_under_another_program() -> None:
    state = replace(grown(), winner=3)
    assert adapt(state, INPUTS, OUTPUTS, SETTINGS, tested=True)[0].winner == 3
    assert adapt(state, INPUTS, OUTPUTS, SETTINGS, tested=True, changed=True)[0].winner is None


def test_the_count_of_generations_without_progress_begins_anew() -> None:
    settings = replace(SETTINGS, stop=Stop(stagnation=3))
    state = advance(begin(settings), settings, 1)
    for _ in range(3):
        state = scored(state, settings, [-1e9] * 40)
    assert cause(state, settings) is Cause.STAGNATION
    state = replace(under(state, settings), best=None)
    ended = []
    for level in (-5.0, -6.0, -6.0, -6.0):
        state = scored(state, settings, [level] * 40)
        ended.append(cause(state, settings))
    assert ended == [None, None, None, Cause.STAGNATION]
    assert state.improved == 5


def test_species_keep_no_record_of_another_scale() -> None:
    """Scores a thousandth of what they were are no stagnation: each species that lives on has improved."""
    old = grown()
    state = scored(under(old), SETTINGS, [0.001 * n for n in range(40)])
    assert (state.species.improved == state.generation).all()
    assert (state.species.best < 0.04).all()
    for row, number in enumerate(state.species.id):
        assert state.species.best[row] == state.fitness[state.membership == number].max()
    far = replace(state, species=replace(state.species, improved=state.species.improved - 1))
    assert breeding(state, SETTINGS).all()
    assert breeding(far, replace(SETTINGS, speciation=replace(SETTINGS.speciation, stagnation=1))).sum() == 2
    unchanged = scored(under(old, changed=False), SETTINGS, [-1e6 - n for n in range(40)])
    known = np.isin(unchanged.species.id, old.species.id)
    assert (unchanged.species.best[known] > -1e6).all()


def test_a_species_without_a_valid_score_under_the_changed_program_has_the_lowest() -> None:
    state = tell(under(grown()), ask(under(grown()), SETTINGS), np.full((40, 1), np.nan), SETTINGS)
    assert (state.species.best == 0.0).all()


def test_where_nothing_changed_nothing_is_renewed() -> None:
    state = grown()
    assert same(under(state, changed=False), state)


def test_seeding_takes_the_best_so_far_along() -> None:
    source = grown()
    assert source.best is not None
    worse = replace(source, fitness=np.linspace(-2.0, -1.0, 40), best=replace(source.best, fitness=5.0))
    lost = take(
        worse.population, np.flatnonzero(worse.fitness < -1.5)
    )  # 20 genomes, the best of the run not among them
    last = replace(
        worse, population=lost, fitness=worse.fitness[:20], metrics=worse.metrics[:20], membership=worse.membership[:20]
    )
    alone = take(begin(replace(SETTINGS, seed=5)).population, np.array([7]))
    last = replace(last, best=replace(source.best, genome=alone, fitness=-9.0))  # scored in other scenarios
    order = np.argsort(-last.fitness, kind="stable")
    for population in (1, 5, 20, 21, 60):
        got = seed_population(replace(SETTINGS, population=population), last, INPUTS, OUTPUTS).population
        assert len(got) == population
        assert same(take(got, np.array([0])), alone)
    whole = seed_population(replace(SETTINGS, population=21), last, INPUTS, OUTPUTS).population
    assert same(whole, concatenate([alone, take(lost, order)]))


def test_a_best_that_is_in_the_last_population_is_not_there_twice() -> None:
    source = grown()
    order = np.argsort(-source.fitness, kind="stable")
    for place in (0, 17, 39):
        assert source.best is not None
        held = replace(source, best=replace(source.best, genome=take(source.population, np.array([place]))))
        assert same(seed_population(SETTINGS, held, INPUTS, OUTPUTS).population, take(source.population, order))
