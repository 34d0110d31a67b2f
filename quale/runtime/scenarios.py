"""Run a Program's scenarios for a population: passes over the scenarios, slices of the population, memory."""

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

BRIEF = 1 << 19
"""Instructions that take about as long as it takes to wake a thread and to be woken by it, a tenth of a millisecond."""

BRIEF_ALONE = 1 << 24
"""With one worker, which gains nothing by sharing out: a few milliseconds, in which no signal will be missed."""

LINK_COST, STEP_COST = 4, 40
"""Instructions for each link and each step of a network in each update."""


class _Pass:
    """The block of up to L scenarios; whoever comes first in a generation fills it; evaluations leave it as it is."""

    def __init__(self, block: NDArray[np.uint8]) -> None:
        self.block = block
        self.ready: int | None = None  # the generation whose scenarios are in the block
        self.lock = Lock()


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
        self._rooms: list[Room] = []  # by worker
        self._found = np.empty((0, scenarios, self._native.results))
        size, count = self._native.layout.block_size, passes(scenarios, lanes)
        self._blocks = memory(size * count)
        self._passes = [_Pass(self._blocks[i * size : (i + 1) * size]) for i in range(count)]
        self._most = tuple(most(block) for block in (program.setup, program.tick, program.score))

    def results(self, networks: Networks, generation: int) -> NDArray[np.float64]:
        """Return results [P, S, 1 + M] of P networks in the scenarios of a generation.

        Raises:
            StoppedError: The pool was called off.
        """
        code, population = self._native, len(networks)
        table = network_table(networks)
        self._make_room(networks)
        brief = self._longest(networks) <= (BRIEF if self._pool.workers > 1 else BRIEF_ALONE)
        queue = np.zeros(1, dtype=np.int64)

        def evaluate(worker: int) -> None:
            self._set_up_all(generation, worker)
            code.evaluate(table, 0, population, self._rooms[worker], queue)

        workers = 1 if brief else min(self._pool.workers, population)
        self._pool.run([evaluate] * workers, brief=brief)
        return self._found.copy()

    def _set_up_all(self, generation: int, worker: int) -> None:
        """See to it that all scenarios are set up: each thread begins with others, and waits for what is under way."""
        count = len(self._passes)
        for turn in range(count):
            number = (turn + worker * count // self._pool.workers) % count
            here = self._passes[number]
            with here.lock:
                if here.ready != generation:
                    self._set_up(self._native, here.block, generation, number)
                    here.ready = generation

    def _longest(self, networks: Networks) -> int:
        """Return about how many instructions an evaluation takes at most."""
        setup, tick, score = self._most
        updates = self._program.ticks * (self._program.steps if networks.recurrent else 1)
        thinking = updates * (LINK_COST * len(networks.link_source) + STEP_COST * len(networks.step_slot))
        lives = len(networks) * (self._program.ticks * tick + score)
        return len(self._passes) * self._lanes * setup + self._scenarios * (lives + thinking)

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
        results = np.empty((len(networks), 0, code.results))
        turn, lane = divmod(scenario, self._lanes)
        traces: list[Trace] = []

        def follow(worker: int) -> None:
            self._set_up(code, block, generation, turn)
            room = Room(block, self._rooms[worker].work, results, self._pool.flag)
            followed = code.trace(table, genome, room, lane)
            if followed is not None:
                rows, found = followed
                traces.append(Trace(code.labels, rows[0], rows[1:], found))

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
        works = [room.work for room in self._rooms]
        enough = bool(works) and len(works[0]) >= size
        if enough and len(self._found) == len(networks):
            return
        works = works if enough else [memory(size) for _ in range(self._pool.workers)]
        self._found = np.empty((len(networks), self._scenarios, self._native.results))
        self._rooms = [Room(self._blocks, work, self._found, self._pool.flag) for work in works]
