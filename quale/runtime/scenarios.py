"""Run a Program's scenarios for a population: passes over the scenarios, slices of the population, memory."""

from dataclasses import dataclass, field
from functools import partial
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from quale.compiler.native import Native, Room, memory, native, network_table
from quale.compiler.program import Program
from quale.compiler.trace import Trace
from quale.genome.genome import Networks
from quale.runtime.crew import Crew, StoppedError
from quale.runtime.lanes import passes

SLICES = 8
"""Slices for each worker: enough for one that meets long lives not to be waited for."""


@dataclass(slots=True)
class _Pass:
    """The block of a pass over all genomes; whoever comes first fills it."""

    block: NDArray[np.uint8]
    ready: bool = False
    lock: Lock = field(default_factory=Lock)
    rooms: dict[int, Room] = field(default_factory=dict)  # by worker


class Scenarios:
    """S scenarios of a Program in native code, for populations of one run."""

    def __init__(self, program: Program, seed: int, scenarios: int, lanes: int, crew: Crew) -> None:
        self._program = program
        self._seed = seed
        self._scenarios = scenarios
        self._lanes = lanes
        self._crew = crew
        self._native = native(program, lanes)
        self._tracing: Native | None = None
        self._work: list[NDArray[np.uint8]] = [memory(0)] * crew.workers

    def results(self, networks: Networks, generation: int) -> NDArray[np.float64]:
        """Return results [P, S, 1 + M] of P networks in the scenarios of a generation.

        Raises:
            StoppedError: The crew was called off.
        """
        code, lanes = self._native, self._lanes
        table = network_table(networks)
        population, rounds = len(networks), passes(self._scenarios, lanes)
        passing = [_Pass(memory(code.layout.block_size)) for _ in range(rounds)]
        self._make_room(networks)
        raw = np.empty((rounds, population, code.results, lanes))
        size = max(1, -(-population * rounds // (self._crew.workers * SLICES)))

        def evaluate(number: int, begin: int, worker: int) -> None:
            here = passing[number]
            with here.lock:
                if not here.ready:
                    self._set_up(code, here.block, generation, number)
                    here.ready = True
            if worker not in here.rooms:
                here.rooms[worker] = Room(here.block, self._work[worker], raw[number], self._crew.flag)
            code.evaluate(table, begin, min(begin + size, population), here.rooms[worker])

        self._crew.run([partial(evaluate, i, begin) for i in range(rounds) for begin in range(0, population, size)])
        ordered = raw.transpose(1, 0, 3, 2).reshape(population, rounds * lanes, code.results)
        return ordered[:, : self._scenarios]

    def clocks(self) -> dict[str, int]:
        """Return the cycles of each part of a tick so far, where the Program has marks."""
        return self._native.clocks()

    def trace(self, networks: Networks, genome: int, generation: int, scenario: int) -> Trace:
        """Return every labelled value after setup and after every tick, for one network in one scenario.

        Raises:
            StoppedError: The crew was called off.
        """
        if self._tracing is None:
            self._tracing = native(self._program, self._lanes, trace=True)
        code = self._tracing
        table = network_table(networks)
        block = memory(code.layout.block_size)
        self._make_room(networks)
        results = np.empty((len(networks), code.results, self._lanes))
        turn, lane = divmod(scenario, self._lanes)
        traces: list[Trace] = []

        def follow(worker: int) -> None:
            self._set_up(code, block, generation, turn)
            room = Room(block, self._work[worker], results, self._crew.flag)
            ticks = code.trace(table, genome, room, np.empty((1, len(code.labels))), lane)  # how long is it?
            rows = np.empty((max(ticks, 0) + 2, len(code.labels)))
            if ticks >= 0 and code.trace(table, genome, room, rows, lane) == ticks:
                traces.append(Trace(code.labels, rows[0], rows[1:-1], results[genome, :, lane].copy()))

        self._crew.run([follow])
        if not traces:
            raise StoppedError("the trace was called off")
        return traces[0]

    def _set_up(self, code: Native, block: NDArray[np.uint8], generation: int, turn: int) -> None:
        first = turn * self._lanes
        code.setup(block, self._seed, generation, first, min(self._lanes, self._scenarios - first))

    def _make_room(self, networks: Networks) -> None:
        """Give every worker memory for the largest network."""
        size = self._native.layout.work_size(int(networks.slots.max(initial=0)))
        if len(self._work[0]) < size:
            self._work = [memory(size) for _ in range(self._crew.workers)]
