"""Reproduction and speciation: the same populations, here and in neat-python, and how the time grows."""

import math
import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.compare.measurement import Effort, Row, interleaved, seconds_text, timed
from benchmarks.compare.peers import Peer, stored
from benchmarks.compare.populations import INPUTS, OUTPUTS, arrays_of, population, settings
from quale.evolution.ask import ask
from quale.evolution.records.state import State
from quale.evolution.tell import tell

NEAT_THRESHOLD = 2.0
"""neat-python counts nodes too, so that distances come out larger."""

SIZES = ((150, 100, None, None), (1000, 100, 50, 300), (10_000, 100, None, None), (10_000, 1000, 300, 1000))
"""Genomes, connections of each, and what the ratio shall hold."""

PATIENCE = 1e5
"""Connections of a population up to which neat-python runs all of it; more genomes take in proportion more time."""


class Line:
    """A line of generations, each scored at random."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._settings = settings(len(state.population))
        self._random = np.random.default_rng(1)

    def turn(self) -> float:
        """Make the children of a generation and sort them into species; return the CPU seconds."""
        scores = self._random.random((len(self._state.population), 1))

        def work() -> None:
            offspring = ask(self._state, self._settings)
            self._state = tell(self._state, offspring, scores, self._settings)

        return timed(work)

    @property
    def species(self) -> int:
        """How many species there are now."""
        return len(self._state.species.id)

    @property
    def connections(self) -> float:
        """Mean connections of a genome now."""
        return len(self._state.population.weight) / len(self._state.population)


def rows(effort: Effort, folder: Path, neat: Peer | None, _jax: Peer | None) -> list[Row]:
    """Compare, where there is a peer, populations of all sizes; --quick leaves the largest out."""
    sizes = SIZES[:2] if effort.quick else SIZES
    found = []
    for count, connections, hold, goal in sizes if neat is not None else ():
        found.append(_compare((count, connections), (hold, goal), effort, folder, neat))
    return found


def _compare(
    size: tuple[int, int], bounds: tuple[float | None, float | None], effort: Effort, folder: Path, neat: Peer | None
) -> Row:
    count, connections = size
    if neat is None:
        raise ValueError("nobody to compare with")
    line = Line(population(count, connections))
    part = count if count * connections <= PATIENCE else max(100, int(PATIENCE / connections))
    file = stored(folder, f"population{part}x{connections}", arrays_of(population(part, connections).population))
    answers = []

    def theirs() -> float:
        answers.append(
            neat.ask("reproduce", file=file, count=part, inputs=INPUTS, outputs=OUTPUTS, threshold=NEAT_THRESHOLD)
        )
        return float(answers[-1]["seconds"]) * count / part

    def mine() -> float:
        return statistics.median(line.turn() for _ in range(3))

    turns: dict[str, Callable[[], float]] = {"quale": mine, "neat-python": theirs}
    medians = interleaved(turns, 1 if connections > 100 else min(effort.rounds, 2) if part > 150 else effort.rounds)
    here, there = medians["quale"], medians["neat-python"]
    note = f"{line.species} species and {line.connections:.0f} connections here, "
    note += f"{answers[-1]['species']} and {answers[-1]['connections']:.0f} there"
    note += "" if part == count else f"; neat-python ran {part} genomes, its time is taken {count / part:g} times"
    what = f"{count:,} genomes of {connections} connections"
    texts = seconds_text(here), seconds_text(there)
    return Row("reproduction", what, "neat-python", *texts, there / here, *bounds, note=note)


def growth(sizes: list[float], seconds: list[float]) -> float:
    """Return the slope of the line through (log size, log seconds): 1 is linear."""
    slope, _ = np.polyfit([math.log(size) for size in sizes], [math.log(time) for time in seconds], 1)
    return float(slope)
