"""Networks alone: connection evaluations a second against neat-python, JAX, and C by hand."""

import ctypes
from collections.abc import Callable
from dataclasses import fields
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.compare.measurement import Effort, Row, interleaved, timed
from benchmarks.compare.peers import Peer, native, pointer, stored
from benchmarks.kernel import INPUTS, OUTPUTS, POPULATION, SIZES, TICKS, networks, world
from quale.compiler.compile import Room, memory, network_table
from quale.compiler.compile import native as compiled
from quale.genome.genome import Networks
from quale.runtime.lanes import choose_lanes

SHARPNEAT = 2.4e8
"""Connection evaluations a second of the fastest engine measured on single networks, on another machine."""

SAMPLES = 1024
"""Inputs of a network in one call of JAX, and what the lanes here are chosen for."""


def rows(effort: Effort, folder: Path, neat: Peer | None, jax: Peer | None) -> list[Row]:
    """Compare networks of 10, 100 and 1000 connections."""
    found = []
    for connections, hidden in SIZES:
        found += _compare(connections, networks(connections, hidden), (effort, folder, neat, jax))
    return found


def ours(population: Networks, lanes: int) -> tuple[Callable[[], float], NDArray[np.float64]]:
    """Return what evaluates the population in a world of TICKS ticks, and where it leaves output 0 [P, L, 1]."""
    code = compiled(world(), lanes)
    work = memory(code.layout.work_size(int(population.slots.max())))
    results = np.empty((POPULATION, lanes, 1))
    room = Room(memory(code.layout.block_size), work, results, np.zeros(1, dtype=np.int32))
    code.setup(room.block, 1, 1, 0, lanes)
    table = network_table(population)
    return partial(timed, partial(code.evaluate, table, 0, POPULATION, room)), results


def by_hand(population: Networks, lanes: int) -> tuple[Callable[[], float], NDArray[np.float64]] | None:
    """Return what does the same in C, and where it leaves all outputs [P, O, L]."""
    library = native("network.c", f"LANES={lanes}")
    if library is None:
        return None
    results = np.zeros((POPULATION, OUTPUTS, lanes))
    names = ("step_start", "step_slot", "step_bias", "link_start", "link_source", "link_weight")
    arrays = [pointer(getattr(population, name)) for name in names]
    sizes = [ctypes.c_int64(n) for n in (POPULATION, INPUTS, OUTPUTS, TICKS, int(population.slots.max()))]
    return partial(timed, lambda: library.run(*sizes, *arrays, pointer(results))), results


def _compare(
    connections: int, population: Networks, surroundings: tuple[Effort, Path, Peer | None, Peer | None]
) -> list[Row]:
    effort, folder, neat, jax = surroundings
    arrays = {field.name: np.asarray(getattr(population, field.name)) for field in fields(population)}
    file = stored(folder, f"networks{connections}", arrays)
    turns: dict[str, Callable[[], float]] = {}
    work: dict[str, float] = {}
    for lanes in (1, 8, 16):
        turns[f"quale {lanes}"], mine = ours(population, lanes)
        work[f"quale {lanes}"] = POPULATION * TICKS * lanes
        other = by_hand(population, lanes) if lanes <= 8 else None  # GCC splits wider vectors badly
        if other is not None:
            turns[f"C {lanes}"], theirs = other
            work[f"C {lanes}"] = POPULATION * TICKS * lanes
            turns[f"quale {lanes}"]()
            turns[f"C {lanes}"]()
            if mine[:, :, 0].tobytes() != theirs[:, 0].tobytes():
                raise RuntimeError("C and native code differ")
    if neat is not None:
        samples = max(2, 2000 // connections)
        turns["neat-python"] = lambda: float(neat.ask("networks", file=file, count=64, samples=samples)["seconds"])
        work["neat-python"] = POPULATION * samples
    if jax is not None:
        turns["JAX"] = lambda: float(jax.ask("networks", file=file, count=64, samples=SAMPLES)["seconds"])
        work["JAX"] = POPULATION * SAMPLES
    medians = interleaved(turns, effort.rounds)
    speed = {name: connections * work[name] / seconds for name, seconds in medians.items()}
    what = f"{connections} connections"
    important = connections == 100

    def row(mine: str, other: str, against: str, hold: float | None = None, goal: float | None = None) -> Row:
        bounds = (hold, goal) if important else (None, None)
        texts = f"{speed[mine]:.3g}/s", f"{speed[other]:.3g}/s"
        return Row("networks", what, against, *texts, speed[mine] / speed[other], *bounds)

    many = f"quale {choose_lanes(SAMPLES)}"
    found = [row(many, "neat-python", "neat-python", 200, 500)] if neat is not None else []
    found += [row("quale 8", "neat-python", "neat-python, 8 lanes here")] if neat is not None and important else []
    found += [row(many, "JAX", "JAX on CPU, batch 1024")] if jax is not None else []
    for lanes in (1, 8):
        if f"C {lanes}" in speed:
            bounds = (0.6, 0.9) if lanes == 8 else (None, None)
            found.append(row(f"quale {lanes}", f"C {lanes}", f"C by hand, {lanes} lane(s)", *bounds))
    if important:
        fast = speed[many]
        against = "SharpNEAT 2.4, figure of another machine"
        found.append(Row("networks", what, against, f"{fast:.3g}/s", "2.4e+08/s", fast / SHARPNEAT, 4, 10))
    return found
