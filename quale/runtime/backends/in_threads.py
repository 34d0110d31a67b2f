"""Slices on threads of this process, for domains whose time goes into native code without the interpreter's lock."""

from collections.abc import Callable
from functools import partial

from quale.runtime.backend import Maker, SliceResult, Work, evaluated
from quale.runtime.backends.pieces import joined
from quale.runtime.thread_pool import ThreadPool

SLICES, LARGEST = 4, 64
"""Slices for each worker, enough for one with large networks not to be waited for; and genomes of one at most."""


class InThreads:
    """The backend of a domain that suits threads: they share one evaluator, which must bear that."""

    def __init__(self, maker: Maker, workers: int, brief: Callable[[Work], bool]) -> None:
        """Take a domain's maker; `brief` tells of a population whether it is done before a thread wakes."""
        self._evaluator = maker()
        self._brief = brief
        self._pool = ThreadPool(workers)

    def run(self, work: Work) -> SliceResult:
        """Return what a population scored, in genome order.

        Raises:
            StoppedError: `stop` was called before or meanwhile.
        """
        pieces: list[tuple[int, SliceResult]] = []
        brief = self._brief(work)
        slices = 1 if brief else self._pool.workers * SLICES
        size = max(1, min(LARGEST, -(-len(work) // slices)))

        def evaluate(begin: int, _worker: int) -> None:
            part = work.part(begin, min(begin + size, len(work)))
            pieces.append((begin, evaluated(self._evaluator, part)))

        self._pool.run([partial(evaluate, begin) for begin in range(0, len(work), size)], brief=brief)
        return joined(pieces)

    def stop(self) -> None:
        """Call off what runs; may be called from a signal handler or another thread."""
        self._pool.stop()

    def close(self) -> None:
        """Call off what runs, end the threads and close the evaluator."""
        self._pool.close()
        self._evaluator.close()
