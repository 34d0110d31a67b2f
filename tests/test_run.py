from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count, islice

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.checkpoint.format.snapshot import Lineage, Snapshot
from quale.diagnostics import EvaluationError
from quale.domains.register import DOMAINS
from quale.evolution.ask import ask
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import Offspring, State
from quale.evolution.stop_reason import Cause
from quale.genome.gather import take
from quale.genome.genome import Networks
from quale.language.load import load_text
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model, ProgramText, world_task
from quale.run.finished import Finished
from quale.run.loop import Clock, Evaluate, Evaluation, Start, evolve, founders, resumed, seeded, what_ended, why_over
from quale.runtime.examine import Reached
from tests.cli.command import BLOCKS, evolve_block


@dataclass(frozen=True, slots=True)
class Scored:
    scores: NDArray[np.float64]
    faults: tuple[object, ...] = ()
    state: TaskState = field(default_factory=dict)
    given: TaskState = field(default_factory=dict)


def modelled(block: str = "", blocks: str = BLOCKS) -> Model:
    text = ProgramText((("walk.quale", blocks + (block or evolve_block())),), ())
    return load_text(text, DOMAINS).project.models[0]


def links(networks: Networks, generation: int, _state: TaskState = NOTHING) -> Evaluation:
    """Score a network by its weights, a little differently in each generation."""
    owner = np.repeat(np.arange(len(networks)), np.diff(networks.link_start[networks.step_start]))
    total = np.bincount(owner, weights=np.abs(networks.link_weight), minlength=len(networks))
    return Scored(np.stack([total + generation / 100, total, -total], axis=1))


def flow(model: Model, start: Start, evaluate: Evaluate, clock: Clock) -> Iterator[Snapshot]:
    """Return the snapshots of a run alone."""
    return (one.snapshot for one in evolve(model, start, evaluate, clock))


def still() -> float:
    return 0.0


def ticking() -> Callable[[], float]:
    ticks = count()
    return lambda: float(next(ticks))


def assert_equal(one: Snapshot, other: Snapshot) -> None:
    """Compare all arrays of two snapshots' states, through all records in them."""

    def walk(a: object, b: object, where: str) -> Iterator[str]:
        if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
            if not np.array_equal(a, b, equal_nan=a.dtype.kind == "f"):
                yield where
        elif hasattr(a, "__dataclass_fields__"):
            for name in a.__dataclass_fields__:
                yield from walk(getattr(a, name), getattr(b, name), f"{where}.{name}")
        elif a != b:
            yield where

    assert not list(walk(one.state, other.state, "state"))


def test_the_founders_come_first_then_every_generation() -> None:
    model = modelled()
    snapshots = list(flow(model, founders(model), links, still))
    assert [snapshot.state.generation for snapshot in snapshots] == [0, 1, 2, 3, 4, 5, 6]
    assert len(snapshots[0].state.history) == 0
    assert all(Finished(one).figures.generation == one.state.generation for one in snapshots[1:])
    assert why_over(model, snapshots[-1]) == "6 generations are done"
    assert why_over(model, snapshots[-2]) is None
    assert snapshots[-1].metrics == ("nearness", "pushes")


def reached(*, passed: bool) -> Reached:
    return Reached("Near", "nearness", 0.25, passed)


def test_a_champion_that_passes_its_tests_wins_a_whole_generation() -> None:
    more = "test Near { ticks: 3  when: nearness >= 0.5 }  test Far { scenarios: 2  when: pushes >= 1 }"
    model = modelled(evolve_block(more=more))
    assert [test.name for test in model.tests] == ["Near", "Far"]
    assert (world_task(model.tests[0].model).ticks, model.tests[1].model.scenarios) == (3, 2)
    assert ("test.Near.stop.when", "nearness >= 0.5") in model.configuration
    seen: list[int] = []

    def examine(champion: Networks, generation: int, _state: TaskState = NOTHING) -> list[Reached]:
        assert len(champion) == 1
        seen.append(generation)
        return [reached(passed=True), reached(passed=generation == 3)]

    *_, finished = evolve(model, founders(model), links, still, examine)
    assert seen == [1, 2, 3]
    assert [str(test) for test in finished.tests] == ["Near: nearness 0.25, passed"] * 2
    last = finished.snapshot
    assert last.state.winner == last.state.fitness.argmax()
    assert last.state.evaluations == 3 * len(last.state.population)
    assert why_over(model, last) == "the champion of generation 3 passed every test"


@pytest.mark.parametrize(
    ("tests", "changed", "over"),
    [
        ("test Near { ticks: 3  when: nearness >= 0.5 }", False, True),
        ("test Near { ticks: 3  when: nearness >= 0.5 }", True, False),  # which must be passed under the new program
        ("test Near { ticks: 3  when: nearness >= 0.6 }", False, False),
        ("test Far { ticks: 3  when: nearness >= 0.5 }", False, False),
        ("test Near { ticks: 3  when: nearness >= 0.5 }  test Far { when: pushes >= 1 }", False, False),
        ("", False, False),
    ],
)
def test_a_winner_of_tests_is_one_as_long_as_they_are_the_same(tests: str, changed: bool, over: bool) -> None:
    model = modelled(evolve_block(more="test Near { ticks: 3  when: nearness >= 0.5 }"))

    def examine(_champion: Networks, _generation: int, _state: TaskState = NOTHING) -> list[Reached]:
        return [reached(passed=True)]

    *_, finished = evolve(model, founders(model), links, still, examine)
    last = finished.snapshot
    assert last.state.generation == 1
    new = modelled(evolve_block(more=tests))
    assert what_ended(new, last, changed=changed) is (Cause.TESTS if over else None)


def test_a_winner_is_one_as_long_as_it_satisfies_the_stop_condition() -> None:
    model = modelled(evolve_block(more="stop { when: pushes < 100 }"))
    *_, last = flow(model, founders(model), links, still)
    assert last.state.generation == 1
    for condition, ended in (("pushes < 100", Cause.WHEN), ("pushes < 99", Cause.WHEN), ("pushes > 100", None)):
        assert what_ended(modelled(evolve_block(more=f"stop {{ when: {condition} }}")), last) is ended
    assert what_ended(modelled(), last) is None


def test_time_comes_from_the_clock_alone() -> None:
    model = modelled()
    *_, last = flow(model, founders(model), links, ticking())
    assert last.state.history.seconds.tolist() == [1.0] * 6
    assert last.state.seconds == 6.0


@pytest.mark.parametrize("generation", range(7))
def test_a_resumed_run_is_the_run_that_would_have_happened(generation: int) -> None:
    model = modelled()
    whole = list(flow(model, founders(model), links, still))
    start, words = resumed(model, whole[generation], links, changed=False)
    assert words == ()
    *_, last = [start.snapshot, *flow(model, start, links, still)]
    assert_equal(last, whole[-1])


def test_a_changed_program_marks_one_generation_and_scores_the_best_again() -> None:
    model = modelled()
    older = list(islice(flow(model, founders(model), links, still), 4))[-1]

    def worse(networks: Networks, generation: int, _state: TaskState = NOTHING) -> Evaluation:
        return Scored(links(networks, generation).scores - 100)

    start, _ = resumed(model, older, worse, changed=True)
    assert older.state.best is not None
    assert start.snapshot.state.best is not None
    assert start.snapshot.state.best.fitness == pytest.approx(older.state.best.fitness - 100)
    *_, last = flow(model, start, worse, still)
    assert last.state.history.changed.tolist() == [False] * 3 + [True, False, False]


def test_a_run_that_its_old_scores_ended_goes_on_under_a_changed_program() -> None:
    """At least one generation is scored by the changed program before it may be over again."""
    model = modelled(evolve_block(more="stop { fitness: 1 }"))
    *_, older = flow(model, founders(model), links, still)
    assert older.state.generation == 1
    assert what_ended(model, older) is Cause.FITNESS
    assert why_over(model, older, changed=True) is None
    for shift, last in ((-100.0, 6), (100.0, 2)):

        def moved(networks: Networks, generation: int, _state: TaskState = NOTHING, shift: float = shift) -> Evaluation:
            return Scored(links(networks, generation).scores + shift)

        start, _ = resumed(model, older, moved, changed=True)
        assert [one.state.generation for one in flow(model, start, moved, still)][-1] == last


def test_a_changed_run_is_the_same_however_often_it_is_interrupted() -> None:
    model = modelled(evolve_block(generations=9))
    older = list(islice(flow(model, founders(model), links, still), 4))[-1]

    def worse(networks: Networks, generation: int, _state: TaskState = NOTHING) -> Evaluation:
        return Scored(links(networks, generation).scores - 100)

    whole = list(flow(model, resumed(model, older, worse, changed=True)[0], worse, still))
    assert [one.state.generation for one in whole] == [4, 5, 6, 7, 8, 9]
    for snapshot in whole[:-1]:
        start, _ = resumed(model, snapshot, worse, changed=False)
        *_, last = flow(model, start, worse, still)
        assert_equal(last, whole[-1])


def test_a_best_without_a_valid_score_under_the_changed_program_is_the_best_no_more() -> None:
    model = modelled()
    older = list(islice(flow(model, founders(model), links, still), 4))[-1]

    def broken(networks: Networks, generation: int, _state: TaskState = NOTHING) -> Evaluation:
        scores = links(networks, generation).scores - 1e6
        return Scored(np.full_like(scores, np.nan) if len(networks) == 1 else scores)

    start, _ = resumed(model, older, broken, changed=True)
    assert start.snapshot.state.best is None
    *_, last = flow(model, start, broken, still)
    assert last.state.best is not None
    assert (last.state.best.fitness < 0, last.state.best.generation > 3) == (True, True)


def test_metrics_of_a_changed_program_are_matched_by_name() -> None:
    model = modelled()
    older = list(islice(flow(model, founders(model), links, still), 4))[-1]
    new = modelled(blocks=BLOCKS.replace("metric nearness =", "metric zero = 0\n  metric nearness =", 1))

    def three(networks: Networks, generation: int, _state: TaskState = NOTHING) -> Evaluation:
        scores = links(networks, generation).scores
        return Scored(np.insert(scores, 1, 0.0, axis=1))

    start, _ = resumed(new, older, three, changed=True)
    *_, last = flow(new, start, three, still)
    assert last.metrics == ("zero", "nearness", "pushes")
    assert np.isnan(last.state.history.metrics[:3, 0]).all()
    assert np.array_equal(last.state.history.metrics[:3, 1], older.state.history.metrics[:, 0])


def test_a_seeded_run_starts_with_the_source_genomes_and_counts_anew() -> None:
    model = modelled()
    *_, source = flow(model, founders(model), links, still)
    lineage = Lineage("a", "Walk", "id", 6, "00")
    start = seeded(modelled(evolve_block("Next")), source.state, lineage)
    state = start.snapshot.state
    assert (state.generation, state.evaluations, len(state.history)) == (0, 0, 0)
    assert start.snapshot.lineage == lineage
    assert start.snapshot.run == "Next"
    assert state.tracker.next_innovation == source.state.tracker.next_innovation
    assert len(state.population) == 20


def test_faults_are_passed_along() -> None:
    model = modelled()

    def broken(networks: Networks, generation: int, _state: TaskState = NOTHING) -> Evaluation:
        scores = links(networks, generation).scores.copy()
        scores[0, 0] = np.nan
        return Scored(scores, ("fitness is nan",))

    told = list(evolve(model, founders(model), broken, still))
    assert all(one.faults == ("fitness is nan",) for one in told[1:])
    assert np.isfinite(told[-1].snapshot.state.fitness).all()
    assert told[-1].snapshot.state.history.invalid.tolist() == [1] * 6


def test_nothing_is_evaluated_when_a_run_is_over() -> None:
    model = modelled()
    *_, last = flow(model, founders(model), links, still)

    def never(networks: Networks, generation: int, _state: TaskState = NOTHING) -> Evaluation:
        raise AssertionError((networks, generation))

    assert list(flow(model, Start(last), never, still)) == []


def test_a_generation_of_another_size_than_the_program_says_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    model = modelled()
    going = flow(model, founders(model), links, still)
    assert len(list(islice(going, 3))) == 3

    def fewer(state: State, settings: Settings) -> Offspring:
        offspring = ask(state, settings)
        return replace(offspring, genomes=take(offspring.genomes, np.arange(10)))

    monkeypatch.setattr("quale.run.loop.ask", fewer)
    with pytest.raises(EvaluationError, match="generation 3 has 10 genomes, but the program says 20"):
        next(going)
