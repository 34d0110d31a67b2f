"""How compiling grows with the number of entity kinds, machines, states and more: no cache, text to object code."""

import time
from pathlib import Path

from benchmarks.compare.many_things import MANY
from benchmarks.compare.measurement import Effort, Row, interleaved, seconds_text
from benchmarks.compare.peers import Peer
from benchmarks.compare.reproduction_rows import growth
from quale.compiler.emit.emit import emit
from quale.compiler.lower.lower import lower
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import ProgramText
from quale.native.link import assemble, host

LANES = 8
FEW = ("entity kinds", "entity kinds on a route", "machines")
"""Of these there are 10 to 300, of the others 100 to 5,000."""

SLOPE, SECONDS = 1.2, 10.0
"""What the project sets itself: the log-log slope, and CPU seconds for 300 entity kinds."""


def compile_seconds(what: str, count: int) -> float:
    """Return the CPU seconds from the text of a program with many things of one sort to object code."""
    text = ProgramText((("many.quale", MANY[what](count)),), ())
    began = time.process_time()
    (model,) = load_text(text, DOMAINS).project.models
    assemble(emit(lower(model), LANES), host())
    return time.process_time() - began


def rows(effort: Effort, _folder: Path, _neat: Peer | None, _jax: Peer | None) -> list[Row]:
    """Measure the slopes, and 300 entity kinds."""
    found = []
    for what in MANY:
        wanted = (10, 100, 300) if what in FEW else (100, 1000, 5000)
        sizes = wanted[:2] if effort.quick else wanted
        turns = {str(size): lambda what=what, size=size: compile_seconds(what, size) for size in sizes}
        medians = interleaved(turns, 1 if effort.quick else min(effort.rounds, 3))
        times = [medians[str(size)] for size in sizes]
        mine = ", ".join(f"{size:,}: {seconds_text(seconds)}" for size, seconds in zip(sizes, times, strict=True))
        slope = growth(list(map(float, sizes)), times)
        found.append(
            Row(
                "size", f"compiling {what}", "linear (log-log slope)", mine, "1", slope, hold=SLOPE, goal=1.0, most=True
            )
        )
        if what == "entity kinds" and not effort.quick:
            taken = times[-1]
            told = f"compiling {sizes[-1]} {what}"
            found.append(Row("size", told, "seconds of CPU", seconds_text(taken), "", taken, hold=SECONDS, most=True))
    return found
