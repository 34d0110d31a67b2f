"""How many genomes are evaluated at a time: what was measured says how many make a slice.

A slice is large enough that what it costs to hand one out does not matter, and small enough that nobody waits long for
the last one, after guided self-scheduling (Polychronopoulos & Kuck 1987): each takes a part of what is left.
"""

from math import ceil, inf

FIRST = 16
"""Genomes of a slice as long as nothing is measured."""

GROWTH = 8
"""A slice holds at most so many times the genomes of the one that was measured: together they are quicker."""

SHORTEST = 0.02
"""Seconds that a slice should take at least."""


class Pace:
    """What evaluations took lately; whoever shares it takes care that one thread uses it at a time."""

    def __init__(self, longest: float, limit: float | None = None) -> None:
        """Take the seconds that a slice should take at most, and the time limit for one genome."""
        self._longest = longest if limit is None else min(longest, limit / 4)
        self._genomes = 0
        self.seconds: float | None = None  # for a genome; None before anything is measured

    def measured(self, genomes: int, seconds: float) -> None:
        """Take note of a slice that is done."""
        if genomes >= self._genomes or self.seconds is None:
            self._genomes, self.seconds = genomes, seconds / genomes
        else:  # the last slices of a generation are small, and say less about the first ones of the next
            part = genomes / self._genomes
            self.seconds += (seconds / genomes - self.seconds) * part / 2

    def size(self, left: int, workers: int) -> int:
        """Return how many genomes the next slice takes where `left` are left for a number of workers."""
        share = ceil(left / (2 * workers)) if workers > 1 else left
        if self.seconds is None:
            return min(share, FIRST)
        fewest, most = (bound / self.seconds if self.seconds > 0 else inf for bound in (SHORTEST, self._longest))
        wanted = min(max(share, fewest), most, GROWTH * self._genomes, left)
        return max(1, int(wanted))

    def expected(self, genomes: int) -> float | None:
        """Return the seconds that a slice will take by what was measured, None where nothing was."""
        return None if self.seconds is None else self.seconds * genomes
