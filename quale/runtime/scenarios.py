"""Run a Program's scenarios for a population: passes over the scenarios, slices of the population, memory."""

from functools import partial
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from quale.compiler.compile import Native, Room, memory, native, network_table
from quale.compiler.program.analysis import most
from quale.compiler.program.program import Program
from quale.compiler.trace import Trace
from quale.genome.genome import Networks
from quale.runtime.lanes import passes
from quale.runtime.thread_pool import StoppedError, ThreadPool

SLICES = 8
"""Slices for each worker: enough for one that meets long lives not to be waited for."""


BRIEF = 1 << 19
"""Instructions that take about as long as it takes to wake a thread and to be woken by it, a tenth of a millisecond."""

BRIEF_ALONE = 1 << 24
"""With one worker, which gains nothing by sharing out: a few milliseconds, in which no signal will be missed."""

LINK_COST, STEP_COST = 4, 40
"""Instructions for each link and each step of a network in each update."""


class _Pass:
    """The block of a pass over all genomes; whoever comes first in an evaluation fills it."""

    def __init__(self, size: int) -> None:
        self.block = memory(size)
        self.ready = False
        self.lock = Lock()
        self.rooms: dict[int, Room] = {}  # by worker


class Scenarios:
    """S scenarios of a Program in native code, for populations of one run."""

    def __init__(self, program: Program, seed: int, scenarios: int, lanes: int, pool: ThreadPool) -> None:
        self._program = program
        self._seed = seed
        self._scenarios = scenarios
        self._lanes = lanes
        self._pool = pool
        self._native = native(program, lanes)
        self._tracing: Native | None = None
        self._work: list[NDArray[np.uint8]] = [memory(0)] * pool.workers
        self._passes = [_Pass(self._native.layout.block_size) for _ in range(passes(scenarios, lanes))]
        self._raw = np.empty((len(self._passes), 0, self._native.results, lanes))
        self._most = tuple(most(block) for block in (program.setup, program.tick, program.score))

    def results(self, networks: Networks, generation: int) -> NDArray[np.float64]:
        """Return results [P, S, 1 + M] of P networks in the scenarios of a generation.

        Raises:
            StoppedError: The pool was called off.
        """
        code, population, rounds = self._native, len(networks), len(self._passes)
        table = network_table(networks)
        self._make_room(networks)
        brief = self._longest(networks) <= (BRIEF if self._pool.workers > 1 else BRIEF_ALONE)
        slices = 1 if brief else self._pool.workers * SLICES
        size = max(1, -(-population * rounds // slices))

        def evaluate(number: int, begin: int, worker: int) -> None:
            here = self._passes[number]
            with here.lock:
                if not here.ready:
                    self._set_up(code, here.block, generation, number)
                    here.ready = True
            if worker not in here.rooms:
                here.rooms[worker] = Room(here.block, self._work[worker], self._raw[number], self._pool.flag)
            code.evaluate(table, begin, min(begin + size, population), here.rooms[worker])

        for here in self._passes:
            here.ready = False
        tasks = [partial(evaluate, i, begin) for i in range(rounds) for begin in range(0, population, size)]
        self._pool.run(tasks, brief=brief)
        ordered = self._raw.transpose(1, 0, 3, 2).reshape(population, rounds * self._lanes, code.results)
        return ordered[:, : self._scenarios].copy()

    def _longest(self, networks: Networks) -> int:
        """Return about how many instructions an evaluation takes at most."""
        setup, tick, score = self._most
        updates = self._program.ticks * (self._program.steps if networks.recurrent else 1)
        thinking = updates * (LINK_COST * len(networks.link_source) + STEP_COST * len(networks.step_slot))
        lives = len(networks) * (self._program.ticks * tick + score)
        return len(self._passes) * self._lanes * (setup + lives + thinking)

    def clocks(self) -> dict[str, int]:
        """Return the cycles of each part of a tick so far, where the Program has marks."""
        return self._native.clocks()

    def trace(self, networks: Networks, genome: int, generation: int, scenario: int) -> Trace:
        """Return every labelled value after setup and after every tick, for one network in one scenario.

        Raises:
            IndexError: There is no such network or scenario.
            StoppedError: The pool was called off.
        """
        if not 0 <= genome < len(networks):
            raise IndexError(f"genome {genome} of {len(networks)}")
        if not 0 <= scenario < self._scenarios:
            raise IndexError(f"scenario {scenario} of {self._scenarios}")
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
            room = Room(block, self._work[worker], results, self._pool.flag)
            rows = code.trace(table, genome, room, lane)
            if rows is not None:
                traces.append(Trace(code.labels, rows[0], rows[1:], results[genome, :, lane].copy()))

        self._pool.run([follow])
        if not traces:
            raise StoppedError("the trace was called off")
        return traces[0]

    def _set_up(self, code: Native, block: NDArray[np.uint8], generation: int, turn: int) -> None:
        first = turn * self._lanes
        code.setup(block, self._seed, generation, first, min(self._lanes, self._scenarios - first))

    def _make_room(self, networks: Networks) -> None:
        """Give every worker memory for the largest network, and all genomes a place for their results."""
        size = self._native.layout.work_size(int(networks.slots.max(initial=0)))
        if len(self._work[0]) >= size and self._raw.shape[1] == len(networks):
            return
        if len(self._work[0]) < size:
            self._work = [memory(size) for _ in range(self._pool.workers)]
        self._raw = np.empty((len(self._passes), len(networks), self._native.results, self._lanes))
        for here in self._passes:
            here.rooms.clear()
