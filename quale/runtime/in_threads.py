"""Slices on threads of this process, for domains whose time goes into native code without the interpreter's lock."""

from collections.abc import Callable, Sequence
from functools import partial

from quale.runtime.slices import SliceEvaluator, SliceResult, Work
from quale.runtime.thread_pool import ThreadPool


class InThreads:
    """Slices on a number of threads, which share one evaluator: it must bear that."""

    def __init__(self, evaluator: SliceEvaluator, workers: int, brief: Callable[[Work], bool]) -> None:
        """Take the evaluator; `brief` tells of a population in one slice whether it is done before a thread wakes."""
        self.workers = workers
        self._evaluator = evaluator
        self._brief = brief
        self._pool = ThreadPool(workers)

    def run(self, slices: Sequence[Work]) -> list[SliceResult]:
        """Return the results of slices, in their order.

        Raises:
            StoppedError: `stop` was called before or meanwhile.
        """
        done: dict[int, SliceResult] = {}

        def evaluate(number: int, work: Work, _worker: int) -> None:
            done[number] = self._evaluator.evaluate(work.networks, work.generation, work.state)

        tasks = [partial(evaluate, number, work) for number, work in enumerate(slices)]
        self._pool.run(tasks, brief=sum(map(self._brief, slices)) == len(slices))
        return [done[number] for number in range(len(slices))]

    def stop(self) -> None:
        """Call off what runs; may be called from a signal handler or another thread."""
        self._pool.stop()

    def close(self) -> None:
        """Call off what runs, end the threads and close the evaluator."""
        self._pool.close()
        self._evaluator.close()
