"""A run told from outside: what its listener hears, what may stop it, and what a profile calls each part of it."""

import errno
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType
from typing import Any, Self

import pytest

from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.resume import Resumed, newest
from quale.checkpoint.directory.run_directory import directory_of
from quale.checkpoint.directory.store import file_name
from quale.diagnostics import CheckpointError
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.run.finished import Finished
from quale.run.plan import fresh, order_after
from quale.run.runner import Environment, Outcome, RunPlan, UnderWay, put_right, run_evolution
from quale.runtime.evaluator import Evaluation, Evaluator, Resources
from quale.runtime.register import EVALUATORS
from quale.runtime.thread_pool import StoppedError
from tests.faults.seam import Failing, watched
from tests.faults.small import LOGS, Heard, Time, go, model, planned, program


def conduct(order: RunPlan, heard: Heard, **around: Any) -> Outcome:
    clock = Time()
    stop_with = around.pop("stop_with", lambda _: None)
    with RunLock(order.directory) as lock:
        return run_evolution(order, heard, Environment(clock.monotonic, clock.now, stop_with, **around), lock)


def ordered(checkpoints: Path, plan: Model, **more: Any) -> RunPlan:
    return RunPlan(fresh(plan, None, None), directory_of(checkpoints, plan.name), checkpoints, workers=1, **more)


class Watching:
    """In the place of a profile: keeps what it was asked to watch."""

    stages: Mapping[CodeType, str]

    def __init__(self, clock: Callable[[], float], stages: Mapping[CodeType, str]) -> None:
        assert clock() < clock()
        Watching.stages = stages

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def shares(self, clocks: dict[str, int]) -> tuple[str, ...]:
        return tuple(sorted(clocks))


def test_a_profile_knows_every_part_of_a_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quale.run.runner.Profile", Watching)
    monkeypatch.setattr("quale.run.runner.told", lambda shares: shares)
    heard = Heard()
    conduct(ordered(tmp_path, planned(1), profile=True), heard)
    assert {code.co_qualname: stage for code, stage in Watching.stages.items()} == {
        "ask": "reproduction",
        "express": "building networks",
        "WorldEvaluator.evaluate": "evaluation",
        "Examiner.examine": "tests of champions",
        "tell": "speciation",
        "Saver.offer": "checkpointing",
        "Saver.finish": "checkpointing",
        "RunLogs.append": "checkpointing",
    }
    parts = [
        "action",
        "between ticks",
        "brain",
        "dynamics",
        "entities",
        "handlers",
        "lanes",
        "lanes at work",
        "perception",
    ]
    assert heard.notes == ["\n".join(["where the time went:", *parts])]  # the evaluation counts, tests do not


def test_without_a_profile_nothing_is_watched(tmp_path: Path) -> None:
    heard = Heard()
    conduct(ordered(tmp_path, planned(1)), heard)
    assert (heard.notes, heard.warnings) == ([], [])


def test_tests_of_champions_are_not_profiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quale.run.runner.Profile", Watching)
    monkeypatch.setattr("quale.run.runner.told", lambda _: ())
    asked: list[tuple[str, Resources]] = []

    def factory(tested: Model, seed: int, resources: Resources) -> Evaluator:
        asked.append((tested.name, resources))
        return EVALUATORS["world"](tested, seed, resources)

    text = program(generations=1).replace("seed: 7", "seed: 7  test Far { scenarios: 2  when: closeness >= 99 }")
    order = ordered(tmp_path, model(text), profile=True, backend="threads")
    conduct(order, Heard(), evaluators={"world": factory})
    assert [resources for _, resources in asked] == [Resources(1, True, "threads"), Resources(1, False, "threads")]


def test_a_large_population_is_told_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quale.run.runner.told_memory", lambda model, here: f"{model.name} takes {here}")
    monkeypatch.setattr("quale.run.runner.memory_here", lambda: 12)
    heard = Heard()
    conduct(ordered(tmp_path, planned(1)), heard)
    assert heard.notes == ["Small takes 12"]


def test_what_is_moved_aside_and_put_away_is_told(tmp_path: Path) -> None:
    go(tmp_path, planned(3, keep=9))
    heard = Heard()
    conduct(ordered(tmp_path, planned(3), overwrite=True), heard)
    assert len(heard.notes) == 1
    assert "moved" in heard.notes[0]
    older = newest(tmp_path / "small")
    (tmp_path / "small" / file_name(3)).rename(tmp_path / "later")
    older = newest(tmp_path / "small")
    (tmp_path / "later").rename(tmp_path / "small" / file_name(3))
    heard = Heard()
    conduct(order_after(older, fresh(planned(3), None, None), False, 1), heard)
    assert any(file_name(3) in words for words in heard.notes)


def test_what_could_not_be_deleted_is_a_warning(tmp_path: Path) -> None:
    heard = Heard()
    with watched(Failing(0, errno.EACCES, only=("unlink",))):
        conduct(ordered(tmp_path, planned(5, keep=1, keep_best=False)), heard)
    assert len(heard.warnings) == 1
    assert "checkpoint_gen" in heard.warnings[0]
    assert "Permission denied" in heard.warnings[0]
    assert heard.saves == [0, 1, 2, 3, 4, 5]


class Refusing:
    """Refuses a call for one file."""

    def __init__(self, call: str, file: str) -> None:
        self.call, self.file = call, file

    def around(self, name: str, arguments: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        if name == self.call and arguments[-1].name == self.file:
            raise OSError(errno.ENOSPC, "No space left")
        return call()


def test_a_save_or_log_that_fails_is_a_warning_and_the_run_goes_on(tmp_path: Path) -> None:
    for call, file, words in (("rename", file_name(2), "not saved: "), ("append", LOGS[0], "not logged: ")):
        heard = Heard()
        with watched(Refusing(call, file)):
            outcome = conduct(ordered(tmp_path / call, planned(4)), heard)
        assert heard.warnings
        assert all(warning.startswith(words) and "No space left" in warning for warning in heard.warnings)
        assert outcome.snapshot.state.generation == 4


class Meddling(Heard):
    """Removes a log after the second generation."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self.log = log

    def generation(self, finished: Finished, seconds: float) -> None:
        super().generation(finished, seconds)
        if finished.generation == 2:
            self.log.unlink()


@pytest.mark.parametrize("name", LOGS)
def test_logs_that_another_program_changed_are_told_once(tmp_path: Path, name: str) -> None:
    heard = Meddling(tmp_path / "small" / name)
    conduct(ordered(tmp_path, planned(4)), heard)
    assert heard.warnings == ["the logs were removed or changed by another program; they are put right"]


def test_a_source_that_is_damaged_is_told(tmp_path: Path) -> None:
    go(tmp_path, planned(2))
    path = tmp_path / "small" / file_name(2)
    path.write_bytes(path.read_bytes()[:-1])
    heard = Heard()
    text = program(run="Next", generations=1).replace("seed: 7", f'seed: 7  seed_from: "{path.parent}"')
    conduct(ordered(tmp_path, model(text)), heard)
    assert len(heard.warnings) == 1
    assert "going on from checkpoint_gen1" in heard.warnings[0]


def test_what_changed_about_the_ends_of_brains_is_told(tmp_path: Path) -> None:
    go(tmp_path, planned(1))
    wider = program(generations=2).replace("sensor bias:", "sensor more: internal(0..1)\n  sensor bias:")
    wider = wider.replace("sensor bias =", "sensor more = 0\n  sensor bias =")
    heard = Heard()
    found = newest(tmp_path / "small")
    conduct(order_after(found, fresh(model(wider), None, None), True, 1), heard)
    assert [words for words in heard.notes if "more" in words]
    assert [words for words in heard.notes if words.startswith("the record starts anew")]


@dataclass
class Stopping:
    """An evaluator that ends an evaluation as a signal would."""

    at: int
    stops: int = 0
    closed: bool = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def evaluate(
        self, networks: Networks, generation: int, state: TaskState = NOTHING, rivals: Networks | None = None
    ) -> Evaluation:
        if generation == self.at:
            raise StoppedError("stopped")
        return Evaluation(self.inner.evaluate(networks, generation, state, rivals).scores)

    def clocks(self) -> dict[str, int]:
        return {}

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.closed = True

    def made(self, plan: Model, seed: int, resources: Resources) -> Evaluator:
        self.inner = EVALUATORS["world"](plan, seed, resources)
        return self


def test_an_evaluation_that_is_called_off_leaves_the_generation_before_it_saved(tmp_path: Path) -> None:
    stopping = Stopping(3)
    seen: list[UnderWay | None] = []
    order = ordered(tmp_path, planned(5, every=100))
    outcome = conduct(order, Heard(), stop_with=seen.append, evaluators={"world": stopping.made})
    assert (outcome.why, outcome.snapshot.state.generation) == (None, 2)
    assert outcome.checkpoint == tmp_path / "small" / file_name(2)
    assert newest(tmp_path / "small").header.generation == 2
    assert stopping.closed
    first, last = seen
    assert isinstance(first, UnderWay)
    assert last is None
    first.ask()
    assert stopping.stops == 1


class Looking(Heard):
    """Asks a run under way what is saved of it."""

    def __init__(self) -> None:
        super().__init__()
        self.run: UnderWay | None = None
        self.first: tuple[int, Path] | None = None
        self.standing: list[tuple[int, Path] | None] = []

    def take(self, run: UnderWay | None) -> None:
        if run is not None:
            self.first = run.newest()
        self.run = run

    def generation(self, finished: Finished, seconds: float) -> None:
        super().generation(finished, seconds)
        assert self.run is not None
        self.standing += [self.run.newest(), self.run.rescue()]


def test_what_a_run_under_way_has_saved_can_be_asked(tmp_path: Path) -> None:
    heard, place = Looking(), tmp_path / "small"
    conduct(ordered(tmp_path, planned(1, every=100)), heard, stop_with=heard.take)
    assert heard.first is None
    assert heard.standing == [(0, place / file_name(0)), (1, place / file_name(1))]
    found = newest(place)
    again = Looking()
    conduct(order_after(found, fresh(planned(2, every=100), None, None), False, 1), again, stop_with=again.take)
    assert again.first == (1, found.path)  # what it goes on after
    assert again.standing == [(1, found.path), (2, place / file_name(2))]


def resume_point(place: Path, generation: int) -> Resumed:
    """Return a checkpoint of an older generation than the newest."""
    found = newest(place)
    for later in range(generation + 1, found.header.generation + 1):
        (place / file_name(later)).unlink(missing_ok=True)
    return newest(place)


def test_a_run_that_is_over_is_put_right(tmp_path: Path) -> None:
    go(tmp_path, planned(3))
    place = tmp_path / "small"
    found, whole = newest(place), [(place / name).read_bytes() for name in LOGS]
    (place / LOGS[1]).write_bytes(whole[1][:-3])
    (place / ".checkpoint_gen3.quale-ckpt.1.1.quale-tmp").write_bytes(b"")
    heard = Heard()
    put_right(found, heard)
    assert heard.notes == ["the logs lacked generations and are whole again"]
    assert [(place / name).read_bytes() for name in LOGS] == whole
    assert not list(place.glob(".*tmp"))
    put_right(found, again := Heard())
    assert again.notes == []
    (place / LOGS[1]).write_bytes(b"")
    with watched(Failing(0, only=("create",))):
        put_right(found, heard)
    assert len(heard.warnings) == 1
    assert "No space left" in heard.warnings[0]


def test_the_logs_of_later_generations_are_left_alone(tmp_path: Path) -> None:
    go(tmp_path, planned(3, keep=9))
    place = tmp_path / "small"
    aside = tmp_path / "aside"
    shutil.copytree(place, aside)
    earlier = resume_point(aside, 2)
    (place / LOGS[1]).write_bytes(b"mine")
    put_right(replace(earlier, path=place / earlier.path.name), heard := Heard())
    assert (place / LOGS[1]).read_bytes() == b"mine"
    assert heard.notes == []


def test_what_a_run_goes_on_after_and_is_seeded_from_is_never_pruned(tmp_path: Path) -> None:
    go(tmp_path, planned(2))
    source = newest(tmp_path / "small").path
    text = program(run="Small", generations=4, keep=1, keep_best=False)
    conduct(order_after(newest(tmp_path / "small"), fresh(model(text), None, None), False, 1), Heard())
    assert source.exists()
    seeded = text.replace("seed: 7", f'seed: 7  seed_from: "{source}"').replace("evolve Small", "evolve Other")
    conduct(replace(ordered(tmp_path, model(seeded)), directory=tmp_path / "small2"), Heard())
    assert source.exists()


def test_a_last_save_that_fails_is_an_error(tmp_path: Path) -> None:
    ended: list[object] = []
    with watched(Refusing("rename", file_name(2))), pytest.raises(CheckpointError, match="No space left"):
        conduct(ordered(tmp_path, planned(2, every=100)), Heard(), stop_with=ended.append)
    assert ended[-1] is None
