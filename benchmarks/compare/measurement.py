"""What the benchmarks have in common: rows of results, and measurements that take turns."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. `ratio` is how many times we are better, unless `most` says that it shall stay below `hold`."""

    part: str
    what: str
    against: str
    ours: str  # with its unit
    theirs: str
    ratio: float
    hold: float | None = None
    goal: float | None = None
    most: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """Return in a word whether the row holds."""
        if self.hold is None:
            return ""
        if self.goal is not None and self._reaches(self.goal):
            return "goal"
        return "holds" if self._reaches(self.hold) else "SHORT"

    def _reaches(self, bound: float) -> bool:
        return self.ratio <= bound if self.most else self.ratio >= bound


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to measure."""

    quick: bool
    rounds: int  # of which the median counts


def interleaved(what: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each, measured in turns, so that what else the machine does meets all alike."""
    taken: dict[str, list[float]] = {name: [] for name in what}
    for turn in range(rounds + 1):
        for name, measure in what.items():
            seconds = measure()
            if turn:  # the first turn warms caches
                taken[name].append(seconds)
    return {name: statistics.median(times) for name, times in taken.items()}


def timed(work: Callable[[], object]) -> float:
    """Return the CPU seconds of this process, all its threads, that some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def seconds_text(seconds: float) -> str:
    """Return a duration with three digits."""
    for scale, unit in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= scale:
            return f"{seconds / scale:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def table(rows: list[Row]) -> str:
    """Return rows as aligned text."""
    head = ("what", "against", "quale", "other", "ratio", "hold", "goal", "")
    cells: list[tuple[str, ...]] = [head]
    for row in rows:
        bound = "≤" if row.most else "≥"
        ends = [f"{bound} {value:g}" if value is not None else "" for value in (row.hold, row.goal)]
        cells.append((row.what, row.against, row.ours, row.theirs, f"{row.ratio:.3g}", *ends, row.verdict))
    widths = [max(len(line[i]) for line in cells) for i in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    notes = [f"  {row.what}: {row.note}" for row in rows if row.note]
    return "\n".join(lines + notes)
