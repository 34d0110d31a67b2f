"""Results depend on the Program, seed, generation and networks, and on nothing else."""

import signal
from dataclasses import replace
from threading import Timer
from types import FrameType

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.compiler.program.program import Apply, Branch, Get, Program, Repeat, Scenario, Set, While
from quale.runtime.scenarios import Scenarios
from quale.runtime.thread_pool import StoppedError, ThreadPool
from tests.compiler.random_networks import random_networks
from tests.compiler.random_program import random_program
from tests.compiler.small_program import apply, index, number, program, ticked

SEED, SCENARIOS = 11, 19
NO_BRAINS = replace(random_networks(1, 7, (0, 1), 0, 0), outputs=0)
DRAW = program((), setup=(Set("x", apply("uniform01", index(0), index(0), index(0))),))


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("QUALE_CACHE", str(tmp_path_factory.getbasetemp() / "quale-cache"))


def results(wanted: Program, *, lanes: int, workers: int, generation: int = 1) -> NDArray[np.float64]:
    networks = random_networks(2, 13, recurrent=wanted.recurrent)
    with ThreadPool(workers) as pool:
        return Scenarios(wanted, SEED, SCENARIOS, lanes, pool).results(networks, generation)


@pytest.mark.parametrize("number_of", [8, 9])
def test_lanes_and_workers_change_nothing(number_of: int) -> None:
    wanted = random_program(number_of, recurrent=number_of % 2 == 1)
    first = results(wanted, lanes=1, workers=1)
    assert first.shape == (13, SCENARIOS, 3)
    for lanes, workers in ((1, 3), (4, 2), (8, 1), (16, 2)):
        assert np.array_equal(results(wanted, lanes=lanes, workers=workers), first, equal_nan=True)


def test_what_is_brief_gives_the_same_results_in_the_main_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = random_program(8, recurrent=False)
    monkeypatch.setattr("quale.runtime.scenarios.BRIEF", 0)
    shared = results(wanted, lanes=4, workers=2)
    monkeypatch.setattr("quale.runtime.scenarios.BRIEF", 1 << 60)
    assert np.array_equal(results(wanted, lanes=4, workers=2), shared, equal_nan=True)


def test_no_loop_is_brief_that_could_go_on_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[bool] = []

    def run(_pool: ThreadPool, _tasks: object, *, brief: bool) -> None:
        ran.append(brief)

    monkeypatch.setattr(ThreadPool, "run", run)
    tick = Set("x", ticked())
    body = (tick,) * 3
    small = program(body, ticks=10)
    for wanted, brief in (
        (small, True),
        (replace(small, ticks=1 << 24), False),
        (replace(small, tick=(Repeat("i", 0, 1 << 24, body),)), False),
        (replace(small, tick=(While(Get("over"), 1 << 24, body),)), False),
        (replace(small, tick=(Branch(Get("over"), (), (Repeat("i", 0, 1 << 24, body),)),)), False),
        (replace(small, score=(Repeat("i", 0, 1 << 24, body),)), False),
    ):
        for workers in (1, 2):
            with ThreadPool(workers) as pool:
                Scenarios(wanted, SEED, 1, 1, pool).results(NO_BRAINS, 1)
            assert ran.pop() == brief


def test_results_stay_what_they_were_when_others_follow() -> None:
    with ThreadPool(1) as pool:
        runner = Scenarios(DRAW, SEED, 1, 1, pool)
        first = runner.results(NO_BRAINS, 1)
        before = first.copy()
        assert not np.array_equal(runner.results(NO_BRAINS, 2), before)
        assert np.array_equal(first, before)


def test_generations_draw_scenarios_of_their_own() -> None:
    with ThreadPool(1) as pool:
        runner = Scenarios(DRAW, SEED, SCENARIOS, 4, pool)
        first, second = runner.results(NO_BRAINS, 1), runner.results(NO_BRAINS, 2)
        assert len(np.unique(np.concatenate([first, second], axis=1)[0])) == 2 * SCENARIOS
        assert (first == first[0]).all()  # all genomes meet the same scenarios
        assert np.array_equal(runner.results(NO_BRAINS, 1), first)


def test_networks_may_grow_from_one_population_to_the_next() -> None:
    wanted = random_program(9, recurrent=True)
    with ThreadPool(2) as pool:
        runner = Scenarios(wanted, SEED, 3, 4, pool)
        small, large = random_networks(3, 4, recurrent=True), random_networks(4, 4, hidden=300, recurrent=True)
        before = runner.results(small, 1)
        runner.results(large, 1)
        assert np.array_equal(runner.results(small, 1), before, equal_nan=True)


def test_a_trace_ends_with_the_results_of_the_evaluation() -> None:
    wanted = random_program(8, recurrent=False)
    networks = random_networks(2, 3)
    with ThreadPool(2) as pool:
        runner = Scenarios(wanted, SEED, 6, 4, pool)
        found = runner.results(networks, 4)
        for genome, scenario in ((0, 0), (2, 5), (1, 3)):
            trace = runner.trace(networks, genome, 4, scenario)
            assert np.array_equal(trace.results, found[genome, scenario], equal_nan=True)
            assert trace.values.shape == (len(trace.values), len(trace.labels))
            assert not trace.values.flags.writeable


ENDLESS = program((Set("x", ticked()),), ticks=1 << 40)


def test_stop_ends_an_evaluation_under_way() -> None:
    with ThreadPool(2) as pool:
        runner = Scenarios(ENDLESS, SEED, 5, 8, pool)
        timer = Timer(0.1, pool.stop)
        timer.start()
        with pytest.raises(StoppedError):
            runner.results(NO_BRAINS, 1)
        timer.join()


def test_a_signal_reaches_the_main_thread_while_native_code_runs() -> None:
    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with ThreadPool(2) as pool:
            runner = Scenarios(ENDLESS, SEED, 5, 8, pool)
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            with pytest.raises(KeyboardInterrupt):
                runner.results(NO_BRAINS, 1)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("scenarios", [5, 8, 13])
def test_scenarios_beyond_the_last_are_not_run(scenarios: int) -> None:
    spin = Apply("ilt", (Scenario(), index(scenarios)))
    endless_beyond = program((Set("x", number(1.0)), Set("over", spin)), ticks=1 << 40, results=(Get("x"),))
    with ThreadPool(1) as pool:
        found = Scenarios(endless_beyond, SEED, scenarios, 8, pool).results(NO_BRAINS, 1)
    assert found.shape[1] == scenarios
    assert (found == 1.0).all()


@pytest.mark.parametrize(
    ("genome", "scenario"), [(13, 0), (-1, 0), (1 << 40, 0), (0, SCENARIOS), (0, -1), (0, SCENARIOS + 4)]
)
def test_what_is_not_there_is_not_traced(genome: int, scenario: int) -> None:
    wanted = random_program(8, recurrent=False)
    with ThreadPool(2) as pool, pytest.raises(IndexError, match=r"(genome|scenario) -?\d+ of"):
        Scenarios(wanted, SEED, SCENARIOS, 8, pool).trace(random_networks(2, 13), genome, 1, scenario)
