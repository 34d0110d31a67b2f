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
    results = [np.full((len(networks), follower.results, lanes), 77.0) for _ in range(2)]
    rooms = [Room(memory(follower.layout.block_size), memory(size), array, stop) for array in results]
    for room, code in zip(rooms, (follower, runner), strict=True):
        code.setup(room.block, *drawn, 0, used)
    assert runner.evaluate(table, 0, len(networks), rooms[1])
    traces = {}
    for genome in range(len(networks)):
        for lane in range(used):
            rows = follower.trace(table, genome, rooms[0], lane)
            assert rows is not None
            assert np.array_equal(results[0][genome, :, :used], results[1][genome, :, :used], equal_nan=True)
            values = rows[1:].copy()
            traces[genome, lane] = Trace(follower.labels, rows[0].copy(), values, results[1][genome, :, lane].copy())
    return traces
