from functools import partial
from threading import Event, get_ident

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


def test_this_machine_has_processors() -> None:
    assert processors() >= 1
