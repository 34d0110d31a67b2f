"""Threads that run native code on slices of a population while the main thread waits, ready for signals.

Which thread takes which slice is left to chance; where a slice's results go is not. What takes no longer than it takes
to wake a thread, the main thread does by itself.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from itertools import count
from threading import Lock
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

PAUSE = 0.1
"""Seconds that the main thread waits between two looks around."""


class StoppedError(Exception):
    """Work was abandoned because `stop` was called; what it had done is discarded."""


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class ThreadPool:
    """A number of worker threads and the flag that calls them off."""

    def __init__(self, workers: int) -> None:
        if workers < 1:
            raise ValueError(f"at least one worker is needed, not {workers}")
        self.workers = workers
        self.flag: NDArray[np.int32] = np.zeros(1, dtype=np.int32)  # native code reads it
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="quale")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Call off what runs and end the threads."""
        self.stop()
        self._threads.shutdown()

    def stop(self) -> None:
        """Call off what runs; may be called from a signal handler or another thread."""
        self.flag[0] = 1

    def run(self, tasks: Sequence[Callable[[int], None]], *, brief: bool = False) -> None:
        """Run all tasks; each gets the number of the worker that runs it. `brief` ones are run without the threads.

        Raises:
            StoppedError: `stop` was called before or meanwhile.
        """
        if brief:
            for task in tasks:
                if not self.flag[0]:
                    task(0)
        else:
            self._share_out(tasks)
        if self.flag[0]:
            raise StoppedError("the evaluation was called off")

    def _share_out(self, tasks: Sequence[Callable[[int], None]]) -> None:
        numbers, lock = count(), Lock()

        def work(worker: int) -> None:
            while not self.flag[0]:
                with lock:
                    number = next(numbers)
                if number >= len(tasks):
                    return
                tasks[number](worker)

        futures = [self._threads.submit(work, worker) for worker in range(min(self.workers, len(tasks)))]
        try:
            self._wait(futures)
        finally:  # where the wait was cut short, by an interrupt above all, no thread goes on by itself
            if not all(future.done() for future in futures):
                self.stop()
                wait(futures)
        for future in futures:
            future.result()

    @staticmethod
    def _wait(futures: list[Future[None]]) -> None:
        """Wait in short pauses: a signal is only seen between two instructions of the main thread."""
        pending = set(futures)
        while pending:
            _, pending = wait(pending, timeout=PAUSE, return_when=FIRST_EXCEPTION)
