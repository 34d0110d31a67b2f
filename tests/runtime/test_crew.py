import os
from functools import partial
from threading import Event, get_ident
from threading import enumerate as enumerate_threads
from time import sleep

import pytest

from quale.runtime.thread_pool import StoppedError, ThreadPool, processors


@pytest.mark.parametrize("brief", [False, True])
@pytest.mark.parametrize("workers", [1, 3])
def test_every_task_runs_once(workers: int, brief: bool) -> None:
    done: list[int] = []

    def task(number: int, worker: int) -> None:
        assert 0 <= worker < workers
        done.append(number)

    with ThreadPool(workers) as pool:
        pool.run([partial(task, number) for number in range(20)], brief=brief)
        pool.run([], brief=brief)
    assert sorted(done) == list(range(20))


def test_what_a_task_raises_reaches_the_caller() -> None:
    def task(_worker: int) -> None:
        raise ZeroDivisionError

    with ThreadPool(2) as pool, pytest.raises(ZeroDivisionError):
        pool.run([task, task, task])


def test_brief_tasks_stay_in_the_thread_that_waits() -> None:
    seen = set[int]()
    with ThreadPool(2) as pool:
        pool.run([lambda _worker: seen.add(get_ident())] * 5, brief=True)
        assert seen == {get_ident()}
        pool.run([lambda _worker: seen.add(get_ident())])
        assert len(seen) == 2


@pytest.mark.parametrize("brief", [False, True])
def test_a_crew_that_was_called_off_does_nothing_more(brief: bool) -> None:
    started = Event()

    def task(_worker: int) -> None:
        started.set()
        pool.stop()

    def never(_worker: int) -> None:
        raise AssertionError("it was called off")

    with ThreadPool(1) as pool:
        with pytest.raises(StoppedError):
            pool.run([task, never], brief=brief)
        with pytest.raises(StoppedError):
            pool.run([never], brief=brief)
    assert started.is_set()


def test_at_least_one_worker_is_needed() -> None:
    with pytest.raises(ValueError, match="not 0"):
        ThreadPool(0)


def test_processors_are_those_that_the_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 3, 5}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert processors() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    assert processors() == 64
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processors() == 1


def test_closing_ends_the_threads_and_whoever_comes_later_is_told() -> None:
    def names() -> list[str]:
        return [thread.name for thread in enumerate_threads() if thread.name.startswith("quale")]

    before = names()
    pool = ThreadPool(3)
    pool.run([lambda _worker: None] * 9)
    assert len(names()) > len(before)
    pool.close()
    assert names() == before
    with pytest.raises(StoppedError):
        pool.run([lambda _worker: None], brief=True)


def test_what_is_stopped_is_not_finished_but_left() -> None:
    done: list[int] = []

    def task(number: int, _worker: int) -> None:
        done.append(number)
        if number == 2:
            pool.stop()

    with ThreadPool(1) as pool, pytest.raises(StoppedError):
        pool.run([partial(task, number) for number in range(9)])
    assert done == [0, 1, 2]


def test_a_wait_that_is_cut_short_leaves_nobody_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    left = Event()

    def works(_worker: int) -> None:
        while not pool.flag[0]:
            sleep(0.001)
        left.set()

    def interrupted(_futures: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ThreadPool, "_wait", staticmethod(interrupted))
    pool = ThreadPool(2)
    try:
        with pytest.raises(KeyboardInterrupt):
            pool.run([works])
        assert left.is_set()
    finally:
        pool.close()
