"""A Program as native functions: taken from the cache, or emitted and linked."""

import ctypes
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.compiler.emit.cycle_counters import parts
from quale.compiler.emit.emit import emit
from quale.compiler.emit.layout import ALIGNMENT, Layout, lay_out
from quale.compiler.emit.network import NETWORK_ARRAYS
from quale.compiler.emit.trace_rows import labels
from quale.compiler.program.program import Program
from quale.genome.genome import Networks
from quale.native.cache import cache_folder, cached, key_of, project_version, source_digest
from quale.native.link import Linked, assemble, host, link
from quale.native.object_layout import check, data_address

_POINTER, _LONG = ctypes.c_void_p, ctypes.c_int64
_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "setup": (None, (_POINTER, _LONG, _LONG, _LONG, _LONG)),
    "evaluate": (ctypes.c_int32, (_POINTER, _LONG, _LONG, _POINTER, _POINTER, _POINTER, _POINTER)),
    "clocks": (None, (_POINTER,)),
    "trace": (_LONG, (_POINTER, _LONG, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER, _LONG, _LONG)),
}


@dataclass(frozen=True, slots=True)
class NetworkTable:
    """Addresses of the arrays of Networks as native code reads them; keeps the arrays alive."""

    networks: Networks
    addresses: NDArray[np.int64]
    address: int = field(init=False)  # of the addresses

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", self.addresses.ctypes.data)


@dataclass(frozen=True, slots=True)
class Room:
    """Memory for one call: what setup wrote, what the call may use, where results go, and the flag that stops it."""

    block: NDArray[np.uint8]  # from `memory`, of `layout.block_size`
    work: NDArray[np.uint8]  # from `memory`, of `layout.work_size(...)`
    results: NDArray[np.float64]  # [P, 1 + M, L]
    stop: NDArray[np.int32]  # [1], 0 goes on
    addresses: tuple[int, ...] = field(init=False)  # in the order of the native parameters

    def __post_init__(self) -> None:
        arrays = (self.block, self.work, self.results, self.stop)
        object.__setattr__(self, "addresses", tuple(array.ctypes.data for array in arrays))


@dataclass(frozen=True, slots=True)
class Native:
    """A Program's functions, callable from any thread: ctypes releases the interpreter lock while they run."""

    layout: Layout
    labels: tuple[str, ...]  # of a trace row
    results: int  # 1 + M
    ticks: int  # limit
    functions: dict[str, Callable[..., Any]]
    linked: Linked
    parts: tuple[str, ...] = ()  # of a tick, where the Program has marks

    def clocks(self) -> dict[str, int]:
        """Return the cycles that each part has taken so far, over all threads."""
        cycles = np.zeros(len(self.parts), dtype=np.int64)
        if self.parts:
            self.functions["clocks"](cycles.ctypes.data)
        return dict(zip(self.parts, cycles.tolist(), strict=True))

    def setup(self, block: NDArray[np.uint8], seed: int, generation: int, first: int, count: int) -> None:
        """Fill a block for the scenarios first … first + count - 1."""
        word = ctypes.c_int64(seed & 0xFFFFFFFFFFFFFFFF).value
        self.functions["setup"](block.ctypes.data, word, generation, first, count)

    def evaluate(self, table: NetworkTable, begin: int, end: int, room: Room) -> bool:
        """Run the genomes begin … end - 1 and write their results; False if the stop flag was found set."""
        return not self.functions["evaluate"](table.address, begin, end, *room.addresses)

    def trace(self, table: NetworkTable, genome: int, room: Room, rows: NDArray[np.float64], lane: int) -> int:
        """Run one genome and write rows [T + 2, K] of a lane; return T, its ticks, or -1 if the stop flag was set.

        Row 0 is that after setup; the last one does not count. With one row only, all are written there.
        """
        stride = rows.strides[0] if len(rows) > 1 else 0
        addresses = (*room.addresses, rows.ctypes.data, stride)
        ticks: int = self.functions["trace"](table.address, genome, *addresses, lane)
        return ticks


def native(program: Program, lanes: int, *, trace: bool = False) -> Native:
    """Return a Program's functions for a number of lanes: `setup` with `evaluate`, or with `trace`.

    Raises:
        RuntimeError: LLVM cannot run code on this machine.
        EvaluationError: Arrays are not kept where native code looks for them.
    """
    check()
    machine = host()
    counted = () if trace else parts(program)
    names = ("setup", "trace" if trace else "evaluate", *(("clocks",) if counted else ()))
    key = key_of(
        (repr(program), str(lanes), names[1], project_version(), source_digest("compiler", "numeric"), repr(machine))
    )
    code = cached(cache_folder(os.environ), key, lambda: assemble(emit(program, lanes, trace=trace), machine))
    linked = link(code, names)
    functions: dict[str, Callable[..., Any]] = {}
    for name in names:
        result, arguments = _SIGNATURES[name]
        functions[name] = ctypes.CFUNCTYPE(result, *arguments)(linked.addresses[name])
    layout, results = lay_out(program, lanes), len(program.results)
    return Native(layout, labels(program), results, program.ticks, functions, linked, counted)


def network_table(networks: Networks) -> NetworkTable:
    """Return the addresses of a population's networks.

    Raises:
        ValueError: An array is not of the type that native code reads.
    """
    addresses = []
    for name in NETWORK_ARRAYS:
        array = getattr(networks, name)
        if not array.flags.c_contiguous:
            raise ValueError(f"{name} must be contiguous")
        addresses.append(data_address(array))
    return NetworkTable(networks, np.array(addresses, dtype=np.int64))


def memory(size: int) -> NDArray[np.uint8]:
    """Return aligned memory, its content undefined."""
    room = np.empty(size + ALIGNMENT, dtype=np.uint8)
    start = -room.ctypes.data % ALIGNMENT
    return room[start : start + size]
