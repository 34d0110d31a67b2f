"""How time grows: with genomes, with connections, with threads."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.compare.measurement import Effort, Row, interleaved, seconds_text
from benchmarks.compare.network_rows import ours
from benchmarks.compare.peers import Peer
from benchmarks.compare.populations import population
from benchmarks.compare.reproduction_rows import Line, growth
from benchmarks.compare.world_rows import GENERATIONS, SEED, model_of
from benchmarks.kernel import networks
from benchmarks.worlds import grown
from quale.run.loop import evolve, founders
from quale.runtime.world import WorldEvaluator


def rows(effort: Effort, _folder: Path, _neat: Peer | None, _jax: Peer | None) -> list[Row]:
    """Measure all three."""
    return [*_genomes(effort), *_connections(effort), *_threads(effort)]


def _generation(count: int) -> float:
    """Return the CPU seconds of one whole generation of forager.quale, the third, on one thread."""
    model = model_of("forager", count)
    model = replace(model, evolution=replace(model.evolution, generations=3))
    with WorldEvaluator(model, SEED, workers=1) as evaluator:
        began = time.process_time()
        for _ in evolve(model, founders(model), evaluator.evaluate, time.perf_counter):
            before, began = began, time.process_time()
    return began - before


def _genomes(effort: Effort) -> list[Row]:
    sizes = (100, 1000, 10_000) if effort.quick else (100, 1000, 10_000, 100_000)
    found = []
    turns: dict[str, Callable[[], float]] = {str(size): partial(_generation, size) for size in sizes}
    medians = interleaved(turns, 1 if effort.quick else min(effort.rounds, 3))
    what = f"generation of forager.quale, {sizes[0]} to {sizes[-1]:,} genomes"
    slope = growth(list(map(float, sizes)), [medians[str(size)] for size in sizes])
    mine = ", ".join(f"{size:,}: {seconds_text(medians[str(size)])}" for size in sizes)
    found.append(Row("scaling", what, "linear (log-log slope)", mine, "1", slope, most=True))
    few, many = sizes[1], sizes[-1]
    ratio = medians[str(many)] / (medians[str(few)] * many / few)
    what = f"generation of {many:,} genomes"
    texts = seconds_text(medians[str(many)]), seconds_text(medians[str(few)] * many / few)
    hold, goal = (None, None) if effort.quick else (1.5, 1.1)
    against = f"{many // few} times that of {few:,}"
    found.append(Row("scaling", what, against, *texts, ratio, hold=hold, goal=goal, most=True))
    return found


def _connections(effort: Effort) -> list[Row]:
    sizes = (10, 100, 1000) if effort.quick else (10, 100, 1000, 10_000)
    turns = {str(size): ours(networks(size, max(2, size * 3 // 50)), 8)[0] for size in sizes}
    medians = interleaved(turns, min(effort.rounds, 3))
    found = [_slope("network evaluation, 8 lanes", sizes, medians)]
    larger = sizes[1:]
    lines: dict[str, Callable[[], float]] = {str(size): Line(population(100, size)).turn for size in larger}
    return [*found, _slope("reproduction and speciation, 100 genomes", larger, interleaved(lines, effort.rounds))]


def _slope(what: str, sizes: tuple[int, ...], medians: dict[str, float]) -> Row:
    times = [medians[str(size)] for size in sizes]
    mine = ", ".join(f"{size:,}: {seconds_text(seconds)}" for size, seconds in zip(sizes, times, strict=True))
    what = f"{what}, {sizes[0]} to {sizes[-1]:,} connections"
    return Row("scaling", what, "linear (log-log slope)", mine, "1", growth(list(map(float, sizes)), times), most=True)


def _threads(effort: Effort) -> list[Row]:
    """Compare one worker with two, by the clock on the wall, the best of many turns.

    Where others keep the processors busy nothing can be said by the wall; then the CPU seconds tell what is lost.
    """
    if (os.cpu_count() or 1) < 2:
        return []
    free = os.getloadavg()[0] < (os.cpu_count() or 1) - 0.7  # this process counts one
    model = model_of("forager", 1000)
    with WorldEvaluator(model, SEED, workers=1) as one, WorldEvaluator(model, SEED, workers=2) as two:
        brains = grown(model, two, 3 if effort.quick else GENERATIONS)
        turns = [
            tuple(_both_clocks(partial(evaluator.evaluate, brains, GENERATIONS)) for evaluator in (one, two))
            for _ in range(5 if effort.quick else 30)
        ]
    alone, together = (min(turn[side][0] for turn in turns) for side in (0, 1))
    work = [sum(turn[side][1] for turn in turns) for side in (0, 1)]
    note = f"CPU seconds of two threads {work[1] / work[0]:.2f} times those of one; "
    note += f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    note += "" if free else ": not judged, others use the processors"
    texts = seconds_text(together), seconds_text(alone)
    what = "two threads, evaluating 1,000 genomes of forager.quale"
    hold, goal = (1.7, 1.9) if free else (None, None)
    return [Row("scaling", what, "one thread", *texts, alone / together, hold, goal, note=note)]


def _both_clocks(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds on the wall and of CPU that some work takes."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - cpu
