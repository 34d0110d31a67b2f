"""Slices one after the other in the calling thread."""

import time

from quale.runtime.backend import Maker, SliceResult, Work, evaluated
from quale.runtime.backends.pace import Pace
from quale.runtime.backends.pieces import joined
from quale.runtime.thread_pool import StoppedError

LONGEST = 0.25
"""Seconds of a slice: a stop is noticed between two of them."""


class InProcess:
    """The backend of a run without workers."""

    def __init__(self, maker: Maker, size: int | None = None) -> None:
        """Take a domain's maker, and how many genomes make a slice, by default what takes a moment."""
        self._evaluator = maker()
        self._size = size
        self._pace = Pace(LONGEST)
        self._stopped = False

    def run(self, work: Work) -> SliceResult:
        """Return what a population scored, in genome order; a stop is noticed between two slices."""
        begin, pieces = 0, []
        while begin < len(work):
            if self._stopped:
                raise StoppedError("the evaluation was called off")
            end = min(begin + (self._size or self._pace.size(len(work) - begin, 1)), len(work))
            part, began = work.part(begin, end), time.monotonic()
            pieces.append((begin, evaluated(self._evaluator, part)))
            self._pace.measured(end - begin, time.monotonic() - began)
            begin = end
        return joined(pieces)

    def stop(self) -> None:
        """Call off what runs."""
        self._stopped = True

    def close(self) -> None:
        """Close the evaluator."""
        self._evaluator.close()
