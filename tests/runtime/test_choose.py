"""Where brains of other domains are evaluated, by what a command asked for and what the program says."""

from types import SimpleNamespace
from typing import Any

import pytest

from quale.diagnostics import UsageError
from quale.runtime.backends import choose
from quale.runtime.evaluator import Resources


@pytest.fixture(autouse=True)
def _named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Backends that are only names, with the number of workers that they are given."""
    for name in ("InProcess", "Processes", "Ray"):
        monkeypatch.setattr(choose, name, lambda _maker, *workers, name=name: (name, *workers))
    monkeypatch.setattr(choose, "processors", lambda: 6)


def chosen(resources: Resources, time_limit: float | None = None) -> Any:
    maker: Any = SimpleNamespace(model=SimpleNamespace(name="Table", domain="dataset", time_limit=time_limit))
    return choose.choose_backend(maker, resources)


@pytest.mark.parametrize(
    ("backend", "workers", "time_limit", "wanted"),
    [
        (None, None, None, ("InProcess",)),
        (None, 3, None, ("Processes", 3)),
        (None, 1, None, ("Processes", 1)),
        (None, None, 0.5, ("Processes", 6)),
        ("processes", None, None, ("Processes", 6)),
        ("processes", 2, 0.5, ("Processes", 2)),
        ("ray", None, None, ("Ray", None)),
        ("ray", 4, 0.5, ("Ray", 4)),
    ],
)
def test_processes_are_for_workers_and_time_limits(
    backend: str | None, workers: int | None, time_limit: float | None, wanted: tuple[object, ...]
) -> None:
    assert chosen(Resources(workers, backend=backend), time_limit) == wanted


def test_threads_are_for_worlds() -> None:
    with pytest.raises(
        UsageError, match="Table: threads are for worlds; domain `dataset` runs in this process, or with"
    ):
        chosen(Resources(backend="threads"))


def test_a_backend_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(UsageError, match="backend: wanted one of threads, processes, ray, not 'cloud'"):
        Resources(backend="cloud")
