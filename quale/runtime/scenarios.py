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
    """The block of up to L scenarios; whoever comes first in an evaluation fills it."""

    def __init__(self, block: NDArray[np.uint8]) -> None:
        self.block = block
        self.ready = False
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
        self._work: list[NDArray[np.uint8]] = [memory(0)] * pool.workers
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
        found = np.empty((population, self._scenarios, code.results))
        queue = np.zeros(1, dtype=np.int64)

        def evaluate(worker: int) -> None:
            self._set_up_all(generation, worker)
            room = Room(self._blocks, self._work[worker], found, self._pool.flag)
            code.evaluate(table, 0, population, room, queue)

        for here in self._passes:
            here.ready = False
        workers = 1 if brief else min(self._pool.workers, population)
        self._pool.run([evaluate] * workers, brief=brief)
        return found

    def _set_up_all(self, generation: int, worker: int) -> None:
        """See to it that all scenarios are set up: each thread begins with others, and waits for what is under way."""
        count = len(self._passes)
        for turn in range(count):
            number = (turn + worker * count // self._pool.workers) % count
            here = self._passes[number]
            with here.lock:
                if not here.ready:
                    self._set_up(self._native, here.block, generation, number)
                    here.ready = True

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
            room = Room(block, self._work[worker], results, self._pool.flag)
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
        """Give every worker memory for the largest network."""
        size = self._native.layout.work_size(int(networks.slots.max(initial=0)))
        if len(self._work[0]) < size:
            self._work = [memory(size) for _ in range(self._pool.workers)]
