"""The network kernel inside a world: connection evaluations a second, on one core.

    python benchmarks/kernel.py [--rounds 5]

Each tick of the world computes 8 sensor values from the 4 outputs of the tick before, runs the brain (feed-forward,
tanh in every node) and goes on for 1000 ticks, in 1, 4, 8 and 16 lanes. A connection evaluated in L lanes counts L
times. The networks are random: 64 of each size, so that the processor cannot learn one by heart. Prints the median of
CPU seconds, the world's own code included.
"""

import argparse
import os
import platform
import statistics
import time

import llvmlite
import llvmlite.binding
import numpy as np

from quale.compiler.compile import Room, memory, native, network_table
from quale.compiler.program.program import Apply, Constant, Get, Kind, Program, RunNetwork, Set, Slot
from quale.genome.genome import ACTIVATIONS, Networks
from quale.native.link import host

INPUTS, OUTPUTS, POPULATION, TICKS = 8, 4, 64, 1000
SIZES = ((10, 2), (100, 12), (1000, 60))
"""Connections and hidden nodes of a network."""

TARGET = 8e8
"""Connection evaluations a second that the project sets itself for 100 connections and 8 lanes."""


def world() -> Program:
    """Return a world that does little beside thinking."""
    numbers, indices = Kind.NUMBER, Kind.INDEX

    def sense(port: int) -> Set:
        output = Get("outputs", Constant(port % OUTPUTS, indices))
        return Set("inputs", Apply("mul", (output, Constant(0.9 - 0.1 * port, numbers))), Constant(port, indices))

    return Program(
        name="kernel",
        slots=(Slot("over", Kind.TRUTH), Slot("inputs", numbers, INPUTS), Slot("outputs", numbers, OUTPUTS)),
        tables=(),
        setup=(),
        tick=(*(sense(port) for port in range(INPUTS)), RunNetwork()),
        score=(),
        results=(Get("outputs", Constant(0, indices)),),
        inputs=INPUTS,
        outputs=OUTPUTS,
        recurrent=False,
        steps=1,
        ticks=TICKS,
    )


def networks(connections: int, hidden: int) -> Networks:
    """Return random networks: every hidden and output node has about as many links, from nodes before it.

    No two links join the same nodes, which no genome has, unless a node has more links than there are nodes before it.
    """
    random = np.random.default_rng(connections)
    order = [*range(INPUTS + OUTPUTS, INPUTS + OUTPUTS + hidden), *range(INPUTS, INPUTS + OUTPUTS)]
    counts = np.full(len(order), connections // len(order))
    counts[: connections % len(order)] += 1
    sources = [
        random.choice([*range(INPUTS), *order[:place]], count, replace=count > INPUTS + place)
        for _ in range(POPULATION)
        for place, count in enumerate(counts)
    ]
    steps = POPULATION * len(order)
    return Networks(
        inputs=INPUTS,
        outputs=OUTPUTS,
        recurrent=False,
        step_start=np.arange(POPULATION + 1, dtype=np.int64) * len(order),
        step_slot=np.tile(np.array(order, dtype=np.int32), POPULATION),
        step_bias=random.normal(size=steps),
        step_activation=np.full(steps, ACTIVATIONS.index("tanh"), dtype=np.int32),
        link_start=np.concatenate([[0], np.cumsum(np.tile(counts, POPULATION))]).astype(np.int64),
        link_source=np.concatenate(sources).astype(np.int32),
        link_weight=random.normal(size=POPULATION * connections),
        slots=np.full(POPULATION, INPUTS + OUTPUTS + hidden, dtype=np.int32),
        complexity=np.full(POPULATION, connections, dtype=np.int32),
    )


def measure(lanes: int, population: Networks, rounds: int) -> float:
    """Return the median CPU seconds of evaluating the population once."""
    code = native(world(), lanes)
    work = memory(code.layout.work_size(int(population.slots.max())))
    room = Room(memory(code.layout.block_size), work, np.empty((POPULATION, lanes, 1)), np.zeros(1, dtype=np.int32))
    code.setup(room.block, 1, 1, 0, lanes)
    table = network_table(population)
    times = []
    for _ in range(rounds + 1):
        began = time.process_time()
        code.evaluate(table, 0, POPULATION, room)
        times.append(time.process_time() - began)
    return statistics.median(times[1:])


def main() -> None:
    """Print a table: sizes across, lanes down."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=5, help="measurements, of which the median counts (5)")
    rounds = parser.parse_args().rounds
    version = ".".join(str(part) for part in llvmlite.binding.llvm_version_info)
    print(f"CPU {host().cpu}, {os.cpu_count()} processors, Python {platform.python_version()}, ", end="")
    print(f"NumPy {np.__version__}, llvmlite {llvmlite.__version__}, LLVM {version}")
    print("connection evaluations/s" + "".join(f"{f'{c} connections':>19}" for c, _ in SIZES))
    populations = [networks(connections, hidden) for connections, hidden in SIZES]
    for lanes in (1, 4, 8, 16):
        speeds = [
            connections * POPULATION * TICKS * lanes / measure(lanes, population, rounds)
            for (connections, _), population in zip(SIZES, populations, strict=True)
        ]
        print(f"{lanes:16} lane(s)" + "".join(f"{speed:19.3g}" for speed in speeds))
        if lanes == 8:
            print(f"{'':16} 100 connections, 8 lanes: {speeds[1] / TARGET:.1f} times the target of {TARGET:.0e}")


if __name__ == "__main__":
    main()
