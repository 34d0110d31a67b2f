"""A Program run by native code, every lane of it traced."""

import numpy as np

from quale.compiler.compile import Room, memory, native, network_table
from quale.compiler.program.program import Program
from quale.compiler.trace import Trace
from quale.genome.genome import Networks


def run_native(
    program: Program, networks: Networks, drawn: tuple[int, int], lanes: int, used: int
) -> dict[tuple[int, int], Trace]:
    """Return the traces by genome and scenario, for scenarios 0 … used - 1; the results are those of `evaluate`.

    `drawn` is seed and generation.
    """
    follower, runner = native(program, lanes, trace=True), native(program, lanes)
    table = network_table(networks)
    size = follower.layout.work_size(int(networks.slots.max()))
    stop = np.zeros(1, dtype=np.int32)
    results = np.full((len(networks), used, follower.results), 77.0)
    room = Room(memory(follower.layout.block_size), memory(size), results, stop)
    runner.setup(room.block, *drawn, 0, used)
    assert runner.evaluate(table, 0, len(networks), room)
    traces = {}
    for genome in range(len(networks)):
        for lane in range(used):
            found = follower.trace(table, genome, room, lane)
            assert found is not None
            rows, followed = found
            assert np.array_equal(followed, results[genome, lane], equal_nan=True)
            traces[genome, lane] = Trace(follower.labels, rows[0].copy(), rows[1:].copy(), results[genome, lane].copy())
    return traces
