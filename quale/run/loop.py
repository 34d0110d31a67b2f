"""The whole flow on one page: a model and where to start go in, a snapshot comes out of every generation.

Chance is in the seed of the start, time is an argument, evaluation is an argument: what comes out depends on
nothing else, so that a resumed run is the run that would have happened.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.format.snapshot import NO_TRIALS, Lineage, Snapshot, Trials
from quale.diagnostics import EvaluationError
from quale.evolution.ask import ask
from quale.evolution.initialize import found
from quale.evolution.records.state import State
from quale.evolution.species.valid_scores import champion_of
from quale.evolution.stop_reason import Cause, cause, stop_reason
from quale.evolution.tell import tell
from quale.evolution.transfer.adapt import adapt
from quale.evolution.transfer.seed_population import seed_population
from quale.genome.express import express
from quale.genome.gather import take
from quale.genome.genome import Networks
from quale.genome.interface import interface
from quale.genome.seal import sealed
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.run.finished import Finished
from quale.runtime.examine import Reached


class Evaluation(Protocol):
    """What an evaluation must tell; the runtime's record does."""

    @property
    def scores(self) -> NDArray[np.float64]:
        """[P, 1 + M] fitness, then metrics, over all scenarios; NaN and infinite ones included."""

    @property
    def faults(self) -> tuple[object, ...]:
        """Scores that are not numbers, each printable."""

    @property
    def state(self) -> TaskState:
        """What the next generation's evaluation is to be given."""

    @property
    def given(self) -> TaskState:
        """What it gave itself, where it was given nothing and wants something."""


Evaluate = Callable[[Networks, int, TaskState], Evaluation]
"""Evaluate networks in the scenarios of a generation, counted from 1, with what the one before handed on."""

Examine = Callable[[Networks, int, TaskState], Sequence[Reached]]
"""Put one network through the experiment's tests, up to the first that it does not pass."""

Clock = Callable[[], float]
"""Seconds of a clock that only goes forward."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a run begins: a snapshot, and whether the program changed since it was made."""

    snapshot: Snapshot
    changed: bool = False


def evolve(
    model: Model, start: Start, evaluate: Evaluate, clock: Clock, examine: Examine | None = None
) -> Iterator[Finished]:
    """Run the experiment from its start; yield the founders if they are where it starts, then every generation.

    `examine` runs the tests that every generation's champion has to stand, if the experiment has any. Where the program
    changed, one generation is evaluated before its scores may end the run.

    Raises:
        EvaluationError: A generation is not as large as the program says.
    """
    settings, snapshot, changed = model.evolution, start.snapshot, start.changed
    state = snapshot.state
    trials = _matched(snapshot.trials, tuple(test.name for test in model.tests), len(state.history))
    if state.generation == 0:
        yield Finished(snapshot)  # the founders, not yet evaluated
    while cause(state, settings, stale=changed) is None:
        began = clock()
        population = ask(state, settings)  # the founders first, offspring afterwards
        if len(population.genomes) != settings.population:
            raise EvaluationError(
                f"generation {state.generation + 1} has {len(population.genomes)} genomes, but the program says "
                f"{settings.population}: the checkpoint that it came from contradicts itself"
            )
        networks = express(population.genomes, state.interface, settings.brain.recurrent)
        evaluation = evaluate(networks, state.generation + 1, snapshot.task_state)
        results: tuple[Reached, ...] = ()
        if examine is not None and model.tests and (champion := champion_of(evaluation.scores)) >= 0:
            best = take(population.genomes, np.array([champion]))
            network = express(best, state.interface, settings.brain.recurrent)
            results = tuple(examine(network, state.generation + 1, evaluation.given or snapshot.task_state))
        seconds = clock() - began
        won = sum(result.passed for result in results) == len(model.tests) > 0
        state = tell(state, population, evaluation.scores, settings, seconds, changed=changed, passed=won)
        changed = False
        # a task that hands nothing on is given nothing
        given = evaluation.given or (snapshot.task_state if evaluation.state else NOTHING)
        best_now = state.best is not None and state.best.generation == state.generation
        faults = tuple(str(fault) for fault in evaluation.faults)
        trials = _more(trials, results)
        snapshot = replace(
            snapshot,
            state=state,
            trials=trials,
            task_state=evaluation.state,
            scored_state=given,
            best_state=given if best_now else snapshot.best_state,
        )
        yield Finished(snapshot, faults, results)


def _matched(trials: Trials, names: tuple[str, ...], rows: int) -> Trials:
    """Return trials in the tests of these names, as a program has them now: what they did not know is NaN."""
    if not names:
        return NO_TRIALS
    if trials.names == names:
        return trials
    reached, passed = np.full((rows, len(names)), np.nan), np.zeros((rows, len(names)), np.bool_)
    for place, name in enumerate(names):
        if name in trials.names:
            reached[:, place] = trials.reached[:, trials.names.index(name)]
            passed[:, place] = trials.passed[:, trials.names.index(name)]
    return Trials(names, sealed(reached), sealed(passed))


def _more(trials: Trials, results: Sequence[Reached]) -> Trials:
    """Return trials with those of one more generation."""
    if not trials.names:
        return trials
    found = {result.name: result for result in results}
    reached = [found[name].value if name in found else np.nan for name in trials.names]
    passed = [name in found and found[name].passed for name in trials.names]
    return Trials(
        trials.names, sealed(np.vstack([trials.reached, reached])), sealed(np.vstack([trials.passed, passed]))
    )


def founders(model: Model) -> Start:
    """Return the start of a fresh run; the seed is drawn by now."""
    ports = model.ports
    return Start(_snapshot(model, found(model.evolution, interface(ports.inputs, ports.outputs)), None))


def seeded(model: Model, source: State, lineage: Lineage, handed_on: TaskState = NOTHING) -> Start:
    """Return the start of a run whose founders are an older run's genomes, with what that one handed on."""
    state = seed_population(model.evolution, source, model.ports.inputs, model.ports.outputs)
    same = source.interface.inputs == model.ports.inputs
    return Start(replace(_snapshot(model, state, lineage), task_state=handed_on if same else NOTHING))


def resumed(model: Model, older: Snapshot, evaluate: Evaluate, changed: bool) -> tuple[Start, tuple[str, ...]]:
    """Return the start of a run that goes on after a snapshot, and what changed about its sensors and actuators.

    `changed` says that old scores are not comparable with new ones: the best genome so far is evaluated again, in the
    scenarios of its own generation, and is the best no more if it has no valid score there; whatever else was judged by
    the old scores begins anew, and the history will mark the change.
    """
    settings = model.evolution
    state, words = _adopted(model, older, changed=changed)
    state = replace(state, seed=settings.seed)
    if older.state.interface.inputs != model.ports.inputs:  # what was handed on is about other inputs
        older = replace(older, task_state=NOTHING, scored_state=NOTHING, best_state=NOTHING)
    best_state = older.best_state
    if changed and state.best is not None:
        networks = express(state.best.genome, state.interface, settings.brain.recurrent)
        evaluation = evaluate(networks, state.best.generation, best_state)
        scores = evaluation.scores[0]
        best_state = evaluation.given or (best_state if evaluation.state else NOTHING)
        again = replace(state.best, fitness=float(scores[0]), metrics=sealed(scores[1:].copy()))
        state = replace(state, best=again if np.isfinite(scores[0]) else None)
    if changed and state.generation:
        words = (*words, _record(state))
    snapshot = replace(
        _snapshot(model, state, older.lineage, older.trials),
        task_state=older.task_state,
        scored_state=older.scored_state,
        best_state=best_state,
    )
    return Start(snapshot, changed), words


def _record(state: State) -> str:
    """Return what a changed program makes of the record."""
    best = state.best
    worth = f"the best before, of generation {best.generation}, has fitness {best.fitness:g} under it" if best else ""
    anew = f"the record starts anew, since the program changed in generation {state.generation + 1}; "
    return anew + (worth or "nothing before has a valid score under it")


def why_over(model: Model, snapshot: Snapshot, *, changed: bool = False) -> str | None:
    """Return in words why a run is over under a model, None where it goes on; `changed` as in `resumed`."""
    return stop_reason(_adopted(model, snapshot, changed=changed)[0], model.evolution, stale=changed)


def what_ended(model: Model, snapshot: Snapshot, *, changed: bool = False) -> Cause | None:
    """Return what ended a run, as `why_over` says it in words."""
    return cause(_adopted(model, snapshot, changed=changed)[0], model.evolution, stale=changed)


def _adopted(model: Model, older: Snapshot, *, changed: bool) -> tuple[State, tuple[str, ...]]:
    ports = model.ports
    tested = bool(model.tests) and _tests(older.configuration) == _tests(model.configuration)
    return adapt(
        older.state, ports.inputs, ports.outputs, model.evolution, older.metrics, tested=tested, changed=changed
    )


def _tests(configuration: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return what a configuration says about the tests of champions."""
    return tuple(pair for pair in configuration if pair[0].startswith("test."))


def _snapshot(model: Model, state: State, lineage: Lineage | None, trials: Trials = NO_TRIALS) -> Snapshot:
    matched = _matched(trials, tuple(test.name for test in model.tests), len(state.history))
    return Snapshot(model.name, model.text, model.configuration, model.evolution.metrics, state, lineage, matched)
