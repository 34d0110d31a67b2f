"""`--backend ray` against a Ray of the tests' own, which does all at once; `tests/ray/` has the real one."""

import signal
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from quale.diagnostics import EvaluationError, QualeError, UsageError
from quale.model.domain import NOTHING
from quale.runtime.backend import Maker, SliceResult, Work
from quale.runtime.backends import ray
from quale.runtime.backends.child import Done, Refused
from quale.runtime.backends.in_process import InProcess
from quale.runtime.thread_pool import PAUSE, StoppedError, processors
from tests.domains.test_seam import modelled
from tests.domains.test_slices import NETWORKS, Sums

MAKER = Maker(Sums, modelled(), 5)
WORK = Work(NETWORKS, 3, NOTHING)


class TaskError(Exception):
    """As `RayTaskError`."""


class CrashedError(Exception):
    """As any other `RayError`."""


class FakeRay:
    """A cluster of one process; `crash` says of which slices the workers end."""

    exceptions = SimpleNamespace(RayTaskError=TaskError, RayError=CrashedError)

    def __init__(self, *, up: bool = False, cpus: float | None = 3.0) -> None:
        self.up, self.cpus = up, cpus
        self.said: list[object] = []
        self.under_way: list[int] = []
        self.most = 0
        self.results: dict[int, Callable[[], object]] = {}
        self.crash: Callable[[Work], Exception | None] = lambda _: None
        self.slices: list[int] = []

    def is_initialized(self) -> bool:
        return self.up

    def init(self, **given: object) -> None:
        self.said.append(given)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # as the real one takes it

    def shutdown(self) -> None:
        self.said.append("shutdown")

    def cluster_resources(self) -> dict[str, float]:
        return {} if self.cpus is None else {"CPU": self.cpus}

    def put(self, maker: Maker) -> Maker:
        return maker

    def remote(self, **options: object) -> Callable[[Callable[..., object]], object]:
        self.said.append(options)
        return lambda function: SimpleNamespace(remote=lambda *given: self.begin(function, *given))

    def begin(self, function: Callable[..., object], *given: Any) -> int:
        task, work = len(self.results), given[-1]
        self.slices.append(len(work))
        self.under_way.append(task)
        self.most = max(self.most, len(self.under_way))

        def done() -> object:
            if (error := self.crash(work)) is not None:
                raise error
            return function(*given)

        self.results[task] = done
        return task

    def wait(self, tasks: list[int], timeout: float) -> tuple[list[int], list[int]]:
        assert timeout == PAUSE
        return tasks[-1:], tasks[:-1]  # the last first: results come in any order

    def get(self, task: int) -> object:
        self.under_way.remove(task)
        return self.results[task]()


@pytest.fixture(name="fake")
def _fake(monkeypatch: pytest.MonkeyPatch) -> FakeRay:
    fake = FakeRay()
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    monkeypatch.setattr(ray, "import_module", lambda _name: fake)
    ray._backend.cache_clear()
    return fake


def wanted() -> SliceResult:
    backend = InProcess(MAKER, len(NETWORKS))
    try:
        return backend.run(WORK)
    finally:
        backend.close()


def same(found: SliceResult, other: SliceResult) -> bool:
    return np.array_equal(found.results, other.results, equal_nan=True) and np.array_equal(
        found.handed_on, other.handed_on
    )


@pytest.mark.parametrize("workers", [None, 1, 2])
def test_slices_on_a_cluster_give_what_they_give_here(workers: int | None, fake: FakeRay) -> None:
    backend = ray.Ray(MAKER, workers)
    assert same(backend.run(WORK), wanted())
    assert fake.most <= ray.WINDOW * (workers or 3)
    assert len(fake.slices) > 1 or workers == 1
    backend.close()


def test_two_slices_a_worker_are_handed_out_at_a_time(fake: FakeRay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quale.runtime.backends.pace.FIRST", 1)
    ray.Ray(MAKER, 2).run(WORK)
    assert fake.most == 4


def test_signals_stay_with_whoever_heard_them(fake: FakeRay) -> None:
    before = signal.getsignal(signal.SIGTERM)
    ray.Ray(MAKER, 2)
    assert signal.getsignal(signal.SIGTERM) is before
    assert fake.said[0] == {
        "address": "local",
        "num_cpus": 2,
        "include_dashboard": False,
        "log_to_driver": False,
        "logging_level": "ERROR",
    }
    assert fake.said[1] == {"max_retries": 3}


def test_a_cluster_is_joined_by_its_address(fake: FakeRay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_ADDRESS", "here:1")
    backend = ray.Ray(MAKER, None)
    assert fake.said[0] == {"address": "here:1", "log_to_driver": False, "logging_level": "ERROR"}
    assert backend._workers == 3
    backend.close()
    assert fake.said[-1] == "shutdown"


@pytest.mark.parametrize(("cpus", "workers"), [(0.0, 1), (None, 1), (5.0, 5)])
def test_there_is_at_least_one_worker(cpus: float | None, workers: int, fake: FakeRay) -> None:
    fake.cpus = cpus
    assert ray.Ray(MAKER, None)._workers == workers
    assert fake.said[0] == {
        "address": "local",
        "num_cpus": processors(),
        "include_dashboard": False,
        "log_to_driver": False,
        "logging_level": "ERROR",
    }


def test_a_cluster_that_somebody_else_joined_is_left_to_them(fake: FakeRay) -> None:
    fake.up = True
    backend = ray.Ray(MAKER, 2)
    backend.close()
    assert fake.said == [{"max_retries": 3}]
    with pytest.raises(StoppedError):
        backend.run(WORK)


@pytest.mark.parametrize("kind", [ConnectionError, RuntimeError, ValueError])
@pytest.mark.parametrize("address", ["", "here:1"])
def test_no_cluster_is_told(
    kind: type[Exception], address: str, fake: FakeRay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAY_ADDRESS", address)

    def init(**_given: object) -> None:
        raise kind("refused")

    monkeypatch.setattr(fake, "init", init)
    with pytest.raises(EvaluationError, match=f"no Ray cluster at {address or 'this machine'}: refused"):
        ray.Ray(MAKER, None)


def test_without_ray_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(f"no {name}")

    monkeypatch.setattr(ray, "import_module", missing)
    with pytest.raises(UsageError, match=r"wants Ray, which is not here \(no ray\): pip install 'quale-lang\[ray\]'"):
        ray.Ray(MAKER, None)


def test_slices_whose_workers_end_are_evaluated_genome_by_genome(fake: FakeRay) -> None:
    fake.crash = lambda work: CrashedError("gone") if len(work) > 1 else None
    found = ray.Ray(MAKER, 2).run(WORK)
    assert same(found, wanted())
    assert set(found.notices) == {"4 Ray workers ended (CrashedError); each genome is evaluated alone"}
    assert found.failures == ()


def test_a_genome_that_ends_every_worker_is_lost_and_no_other(fake: FakeRay) -> None:
    first = NETWORKS.link_weight[: int(NETWORKS.link_start[NETWORKS.step_start[1]])].tobytes()

    def crash(work: Work) -> Exception | None:
        return CrashedError("gone") if work.networks.link_weight.tobytes().startswith(first) else None

    fake.crash = crash
    found = ray.Ray(MAKER, 2).run(WORK)
    assert [(failure.genome, failure.reason) for failure in found.failures] == [
        (0, "ended 4 Ray workers (CrashedError)")
    ]
    assert np.isnan(found.results[0]).all()
    assert np.array_equal(found.results[1:], wanted().results[1:])


def test_an_error_of_the_domain_ends_the_run_in_words(fake: FakeRay) -> None:
    fake.crash = lambda _: TaskError("boom")
    with pytest.raises(EvaluationError, match="a Ray worker ended by an error in the code of the domain: boom"):
        ray.Ray(MAKER, 2).run(WORK)


def test_a_node_with_another_engine_is_refused(fake: FakeRay, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = ray.Ray(MAKER, 2)
    other = replace(ray.engine(), numpy="0.1")
    monkeypatch.setattr(ray, "engine", lambda: other)
    with pytest.raises(
        EvaluationError, match=r"this node of the Ray cluster has another engine: .*numpy='0.1'.*, wanted"
    ):
        backend.run(WORK)
    assert fake.slices


def test_a_slice_is_evaluated_by_what_the_last_one_of_its_run_left(monkeypatch: pytest.MonkeyPatch) -> None:
    ray._backend.cache_clear()
    made: list[str] = []

    class Counted(InProcess):
        def __init__(self, maker: Maker) -> None:
            super().__init__(maker)
            made.append("here")

    monkeypatch.setattr(ray, "InProcess", Counted)

    def process(_maker: Maker, workers: int) -> InProcess:
        made.append(f"process {workers}")
        return InProcess(MAKER)

    monkeypatch.setattr(ray, "Processes", process)
    for run in ("a", "a", "b", "a"):
        assert isinstance(ray.evaluate(run, ray.engine(), MAKER, WORK), Done)
    assert made == ["here", "here"]
    limited = Maker(Sums, replace(modelled(), time_limit=0.5), 5)
    ray.evaluate("c", ray.engine(), limited, WORK)
    assert made == ["here", "here", "process 1"]
    ray._backend.cache_clear()


def test_what_a_domain_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise QualeError("not any more")

    monkeypatch.setattr(InProcess, "run", refuse)
    ray._backend.cache_clear()
    assert ray.evaluate("d", ray.engine(), MAKER, WORK) == Refused("not any more")
    ray._backend.cache_clear()


def test_what_must_be_the_same_everywhere() -> None:
    found = ray.engine()
    assert (len(found.source), found.numpy) == (12, np.__version__)
    assert found.python.count(".") == 2
    assert found.quale
