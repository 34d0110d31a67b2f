"""One run from its start to its end, with everything around it: checkpoints, logs, pruning, interruption.

Both the command line and the Python API go this way. The caller holds the run directory's lock.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import CodeType
from typing import Protocol

from quale.checkpoint.directory.guard import Guard
from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.logs import RunLogs
from quale.checkpoint.directory.resume import Resumed, source
from quale.checkpoint.directory.run_directory import begin, rewind
from quale.checkpoint.directory.saver import Listeners, SavedRun, Saver
from quale.checkpoint.directory.store import Saved, headers, sweep
from quale.checkpoint.format.header import new_run_id
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import CheckpointError
from quale.evolution.ask import ask
from quale.evolution.spread import spread_of
from quale.evolution.tell import tell
from quale.genome.express import express
from quale.model.model import Model
from quale.run.finished import Finished
from quale.run.loop import Clock, Start, evolve, founders, resumed, seeded, why_over
from quale.run.memory import memory_here, told_memory
from quale.run.tracked import followers_of, past_of
from quale.runtime.evaluator import BACKENDS, Evaluator, Evaluators, Resources
from quale.runtime.examine import Examiner
from quale.runtime.profile import EVALUATION, Profile, stages_of, told
from quale.runtime.register import EVALUATORS
from quale.runtime.thread_pool import StoppedError
from quale.trackers.followers import required

__all__ = ["BACKENDS", "Environment", "Listener", "Outcome", "RunPlan", "UnderWay", "put_right", "run_evolution"]


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What is to be run: `model` with its seed drawn and all overrides in it.

    `after` is the checkpoint to go on after, None for a fresh run; `changed` says that its scores and the model's are
    not comparable. `checkpoints` is where `seed_from` looks for other runs.
    """

    model: Model
    directory: Path
    checkpoints: Path
    after: Resumed | None = None
    changed: bool = False
    overwrite: bool = False
    workers: int | None = None
    backend: str | None = None  # "threads", "processes" or "ray"; what suits the domain by default
    profile: bool = False  # whether the listener is told at the end where the time went
    track: tuple[str, ...] = ()  # trackers beside those that the program names


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: its last snapshot, the file that holds it, and why it is over, None where it was interrupted."""

    snapshot: Snapshot
    checkpoint: Path
    why: str | None


class Listener(Protocol):
    """Who is told about a run while it goes on."""

    def generation(self, finished: Finished, seconds: float) -> None:
        """One generation is done; `seconds` is the clock."""

    def saved(self, generation: int, path: Path) -> None:
        """A checkpoint has been written and verified."""

    def note(self, words: str) -> None:
        """Something worth knowing happened."""

    def warn(self, words: str) -> None:
        """Something went wrong that the run survives."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A run under way, for whoever is to stop it; any thread may call all of this, a signal handler `ask`."""

    evaluator: Evaluator
    examiner: Examiner
    saver: Saver
    after: Resumed | None

    def ask(self) -> None:
        """Call off the evaluation under way; the run then saves its last finished generation and ends."""
        self.evaluator.stop()
        self.examiner.stop()

    def newest(self) -> tuple[int, Path] | None:
        """Return the generation that is saved by now, and its file; None where there is none."""
        return self._or_resumed(self.saver.newest)

    def rescue(self) -> tuple[int, Path] | None:
        """Save the last finished generation unless it is saved, and return it: the run need not come to an end.

        Raises:
            CheckpointError: it cannot be saved.
        """
        return self._or_resumed(self.saver.rescue())

    def _or_resumed(self, saved: Saved | None) -> tuple[int, Path] | None:
        if saved is not None:
            return saved.generation, saved.path
        return (self.after.header.generation, self.after.path) if self.after else None


@dataclass(frozen=True, slots=True)
class Environment:
    """What a run needs of the world outside: two clocks, and someone who can stop it.

    `stop_with` is given the run as soon as there is something to lose, and None when there is no longer. Before and
    after, the process may end at any moment.
    """

    clock: Clock
    now: Callable[[], str]  # ISO 8601, UTC
    stop_with: Callable[[UnderWay | None], None]
    evaluators: Evaluators = field(default_factory=lambda: EVALUATORS)


def run_evolution(order: RunPlan, listener: Listener, around: Environment, lock: RunLock) -> Outcome:
    """Run an order to its end and return how it ended. The caller has taken the lock, which is the run directory's.

    Raises:
        CheckpointError: the directory cannot be used, `seed_from` leads nowhere, or the last save failed.
        EvaluationError: a population could not be evaluated; the last finished generation is saved.
        UsageError: the population takes more memory than the machine has, or a tracker is not to be had.
    """
    model, after = order.model, order.after
    required((*model.track.trackers, *order.track))
    if words := told_memory(model, memory_here()):
        listener.note(words)
    origin = after or _fresh(order, listener)  # before anything is touched: seed_from may lead nowhere
    seed = model.evolution.seed
    resources = Resources(order.workers, order.profile, order.backend)
    evaluation = around.evaluators[model.domain](model, seed, resources)  # likewise: an extra may not be installed
    testing = Examiner(model, seed, around.evaluators, replace(resources, profile=False))
    with evaluation as evaluator, testing as examiner:
        if after:
            ready = rewind(after.path, after.header)
        else:
            ready = begin(order.directory, overwrite=order.overwrite, relock=lock.renew)
        for words in ready:
            listener.note(words)
        start = origin if isinstance(origin, Start) else _again(order, origin, evaluator, listener)
        running = _Running(start, evaluator, examiner)
        try:
            if not order.profile:
                return _drive(order, running, listener, around, lock)
            with Profile(around.clock, _stages(evaluator, examiner)) as profile:
                outcome = _drive(order, running, listener, around, lock)
            listener.note("\n".join(("where the time went:", *told(profile.shares(evaluator.clocks())))))
            return outcome
        finally:
            around.stop_with(None)


def _stages(evaluator: Evaluator, examiner: Examiner) -> dict[CodeType, str]:
    """Return the functions that stand for a stage of a generation, by their code."""
    return stages_of(
        (
            (ask, "reproduction"),
            (express, "building networks"),
            (evaluator.evaluate, EVALUATION),
            (examiner.examine, "tests of champions"),
            (tell, "speciation"),
            (Saver.offer, "checkpointing"),
            (Saver.finish, "checkpointing"),
            (RunLogs.append, "checkpointing"),
        )
    )


def put_right(after: Resumed, listener: Listener) -> None:
    """Make the directory of a run that is over as its end should have left it, whatever cut that short.

    The caller holds the directory's lock. What cannot be done is told: the run is over and its checkpoints are whole.
    """
    directory, header, state = after.path.parent, after.header, after.snapshot.state
    try:
        sweep(directory)
        later = [entry for entry in headers(directory)[0] if entry.header.generation > header.generation]
        logs = RunLogs(directory, after.snapshot.metrics)
        if not later and logs.put_right(state.history, after.snapshot.trials, spread_of(state)):
            listener.note("the logs lacked generations and are whole again")
    except CheckpointError as error:
        listener.warn(str(error))


def _fresh(order: RunPlan, listener: Listener) -> Start:
    model = order.model
    if model.seed_from is None:
        return founders(model)
    found, lineage = source(model.seed_from, order.checkpoints, is_path=model.seed_from_path)
    for words in found.messages:
        listener.warn(words)
    return seeded(model, found.snapshot.state, lineage, found.snapshot.task_state)


def _again(order: RunPlan, after: Resumed, evaluator: Evaluator, listener: Listener) -> Start:
    start, changes = resumed(order.model, after.snapshot, evaluator.evaluate, order.changed)
    for words in changes:
        listener.note(words)
    return start


@dataclass(frozen=True, slots=True)
class _Running:
    """Where a run begins, and who evaluates."""

    start: Start
    evaluator: Evaluator
    examiner: Examiner

    def flow(self, model: Model, clock: Clock) -> Iterator[Finished]:
        return evolve(model, self.start, self.evaluator.evaluate, clock, self.examiner.examine)


def _drive(order: RunPlan, running: _Running, listener: Listener, around: Environment, lock: RunLock) -> Outcome:
    """Pull the snapshots out of the run, and see to it that they are kept."""
    model, after, snapshot = order.model, order.after, running.start.snapshot
    logs = RunLogs(order.directory, model.evolution.metrics)
    newest = [after.path] if after else []
    header = after.header if after else None
    run = SavedRun(header.run_id, header.digest, header.generation) if header else SavedRun(new_run_id())
    saver = _saver(order, run, running.start, listener, around, newest)
    guard = Guard(lock, logs, saver, listener.warn)
    with saver, followers_of(model, order.track, order.directory, run.run_id, snapshot, listener.warn) as followers:
        around.stop_with(UnderWay(running.evaluator, running.examiner, saver, after))
        if after:
            saver.remember(after.snapshot)
            guard.look()
            logs.rewrite(snapshot.state.history, snapshot.trials, spread_of(snapshot.state))
        why: str | None = None
        try:
            for finished in running.flow(model, around.clock):
                snapshot = finished.snapshot
                saver.remember(snapshot)
                guard.look()
                if snapshot.state.generation == 0:
                    saver.offer(snapshot)
                    saver.finish()  # there must be something to resume from before the first evaluation
                    _log(logs, snapshot, listener)  # only now: logs alone are what a run leaves that lost its files
                    continue
                _log(logs, snapshot, listener)  # before it is saved: a run that is over is not gone on with
                saver.offer(snapshot)
                listener.generation(finished, around.clock())
                followers.offer(past_of(snapshot))
            why = why_over(model, snapshot)
        except StoppedError:
            pass  # the generation under way is discarded; the one before it is saved below
        finally:
            guard.look()
            saver.finish()
        followers.end(newest[-1], why or "interrupted")
    return Outcome(snapshot, newest[-1], why)


def _saver(
    order: RunPlan, run: SavedRun, start: Start, listener: Listener, around: Environment, newest: list[Path]
) -> Saver:
    """Return what saves; `newest` is given each file that is on disk."""

    def saved(file: Saved) -> None:
        newest.append(file.path)
        for words in file.messages:
            listener.warn(words)
        listener.saved(file.generation, file.path)

    lineage = start.snapshot.lineage
    return Saver(
        order.directory,
        run,
        plan=order.model.checkpoint,
        clock=around.now,
        listeners=Listeners(saved, lambda error: listener.warn(f"not saved: {error}"), listener.warn),
        pins=frozenset(newest) | ({Path(lineage.path)} if lineage else set()),
    )


def _log(logs: RunLogs, snapshot: Snapshot, listener: Listener) -> None:
    """Bring the logs up to a snapshot, and tell what is wrong with them."""
    try:
        if logs.append(snapshot.state.history, snapshot.trials, spread_of(snapshot.state)):
            listener.warn("the logs were removed or changed by another program; they are put right")
    except CheckpointError as error:
        listener.warn(f"not logged: {error}")
