"""Until something is seen: the help, a first generation with warm and cold cache, the compilation of long programs."""

import statistics
from pathlib import Path

from benchmarks.compare.long_program import compile_seconds
from benchmarks.compare.measurement import Effort, Row, seconds_text
from benchmarks.compare.peers import Peer
from benchmarks.startup import CASES, seconds

COMPILE_LIMIT = 3.0
"""CPU seconds for a program of 1,000 statements."""


def rows(effort: Effort, folder: Path, _neat: Peer | None, _jax: Peer | None) -> list[Row]:
    """Measure the start of the command, and compilers alone on 200 to 2,000 statements."""
    found = []
    for case in CASES:
        taken = [seconds(case, folder, turn) for turn in range((1 if effort.quick else 3) + 1)]
        limit = case.limit or 2.0
        middle = statistics.median(taken[1:])
        found.append(_row(case.name, "seconds of CPU", middle, limit, holds=case.limit is not None))
    for statements in (1000,) if effort.quick else (200, 1000, 2000):
        what = f"compiling {statements:,} statements, cold"
        found.append(_row(what, "seconds of CPU", compile_seconds(statements), COMPILE_LIMIT, holds=statements == 1000))
    return found


def _row(what: str, against: str, taken: float, limit: float, *, holds: bool) -> Row:
    hold = limit if holds else None
    return Row("start", what, against, seconds_text(taken), "", taken, hold, most=True)
