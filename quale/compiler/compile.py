"""A Program as native functions: taken from the cache, or emitted and linked."""

import ctypes
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.compiler.emit.cycle_counters import counters
from quale.compiler.emit.emit import emit
from quale.compiler.emit.layout import ALIGNMENT, Layout, lay_out
from quale.compiler.emit.lives.evaluate import CALL
from quale.compiler.emit.network import NETWORK_ARRAYS
from quale.compiler.emit.trace_rows import labels
from quale.compiler.program.program import Program
from quale.genome.check_networks import check_networks
from quale.genome.genome import Networks
from quale.native.cache import cache_folder, cached, key_of, project_version, source_digest
from quale.native.link import Linked, assemble, host, link
from quale.native.object_layout import check, data_address

SOURCES = ("compiler", "genome", "numeric", "streams.py")
"""Rooms whose source decides what a Program becomes."""

_POINTER, _LONG = ctypes.c_void_p, ctypes.c_int64
_GIVEN = tuple(map(CALL.index, ("networks", "queue", "end", "rows")))
"""Words of a call that are not the room's."""

_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "setup": (None, (_POINTER, _LONG, _LONG, _LONG, _LONG)),
    "evaluate": (ctypes.c_int32, (_POINTER,)),
    "clocks": (None, (_POINTER,)),
    "trace": (_LONG, (_POINTER, _LONG, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER, _LONG, _LONG)),
}


@dataclass(frozen=True, slots=True)
class NetworkTable:
    """Addresses of the arrays of Networks as native code reads them; keeps the arrays alive."""

    networks: Networks
    addresses: NDArray[np.int64]
    address: int = field(init=False)  # of the addresses
    slots: int = field(init=False)  # value slots of the largest network

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", self.addresses.ctypes.data)
        object.__setattr__(self, "slots", int(self.networks.slots.max(initial=0)))


@dataclass(frozen=True, slots=True)
class Room:
    """Memory for one call: what setup wrote, what the call may use, where results go, and the flag that stops it.

    S scenarios lie in ⌈S / L⌉ blocks, one behind the other. Calls in several threads share all but the work memory.

    Raises:
        ValueError: An array has not the type, the dimensions or the place in memory that native code takes for granted.
    """

    block: NDArray[np.uint8]  # from `memory`, of `layout.block_size` for each block
    work: NDArray[np.uint8]  # from `memory`, of `layout.work_size(...)`
    results: NDArray[np.float64]  # [P, S, 1 + M]
    stop: NDArray[np.int32]  # [1], 0 goes on
    addresses: tuple[int, ...] = field(init=False)  # in the order of the arrays
    call: NDArray[np.int64] = field(init=False)  # the words of a call of `evaluate`, those of the room there

    def __post_init__(self) -> None:
        arrays = (self.block, self.work, self.results, self.stop)
        for name, array in zip(ROOM, arrays, strict=True):
            require_array(array, name)
        if not len(self.stop):
            raise ValueError("stop must hold one flag")
        object.__setattr__(self, "addresses", tuple(array.ctypes.data for array in arrays))
        call = np.zeros(len(CALL), dtype=np.int64)
        for name, address in zip(("blocks", "work", "results", "stop"), self.addresses, strict=True):
            call[CALL.index(name)] = address
        call[CALL.index("scenarios")] = self.results.shape[1]
        object.__setattr__(self, "call", call)


@dataclass(frozen=True, slots=True)
class Native:
    """A Program's functions, callable from any thread: ctypes releases the interpreter lock while they run."""

    layout: Layout
    labels: tuple[str, ...]  # of a trace row
    results: int  # 1 + M
    ticks: int  # limit
    functions: dict[str, Callable[..., Any]]
    linked: Linked
    parts: tuple[str, ...] = ()  # of a tick, and what else is counted, where the Program has marks

    def clocks(self) -> dict[str, int]:
        """Return the cycles that each part has taken so far, over all threads, and how full lanes were."""
        cycles = np.zeros(len(self.parts), dtype=np.int64)
        if self.parts:
            self.functions["clocks"](cycles.ctypes.data)
        return dict(zip(self.parts, cycles.tolist(), strict=True))

    def setup(self, block: NDArray[np.uint8], seed: int, generation: int, first: int, count: int) -> None:
        """Fill a block for the scenarios first … first + count - 1.

        Raises:
            ValueError: The block is too small, or there are not so many scenarios to a block.
        """
        require_array(block, "block")
        if len(block) < self.layout.block_size:
            raise ValueError(f"a block of {len(block)} bytes, wanted {self.layout.block_size}")
        if first < 0 or not 0 <= count <= self.layout.lanes:
            raise ValueError(f"{count} scenarios from {first} on, wanted at most {self.layout.lanes} from 0 on")
        word = ctypes.c_int64(seed & 0xFFFFFFFFFFFFFFFF).value
        self.functions["setup"](block.ctypes.data, word, generation, first, count)

    def evaluate(
        self, table: NetworkTable, begin: int, end: int, room: Room, queue: NDArray[np.int64] | None = None
    ) -> bool:
        """Run the genomes begin … end - 1 and write their results; False if the stop flag was found set.

        Args:
            table: The networks.
            begin: The first genome.
            end: The one behind the last.
            room: Memory, of which `block` is as `setup` left it.
            queue: [1], the next genome that nobody has taken, at least `begin`, for calls that share the work.

        Raises:
            IndexError: There are no such genomes.
            ValueError: The room is too small, or the networks have other inputs or outputs.
        """
        self._require_room(table, begin, end, room)
        scenarios = room.results.shape[1]
        blocks = -(-scenarios // self.layout.lanes)
        if len(room.block) < blocks * self.layout.block_size:
            raise ValueError(f"block of {len(room.block)}, wanted {blocks} of {self.layout.block_size}")
        if begin == end or not scenarios:
            return True
        taken = np.array([begin], dtype=np.int64) if queue is None else queue
        rows = max(table.slots, self.layout.inputs + self.layout.outputs)
        given = (table.address, data_address(taken), end, rows)
        for place, word in zip(_GIVEN, given, strict=True):
            room.call[place] = word
        return not self.functions["evaluate"](data_address(room.call))

    def trace(
        self, table: NetworkTable, genome: int, room: Room, lane: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
        """Run one genome on the first block and follow a lane.

        Returns rows [1 + T, K], after setup and after each of its T ticks, and its results [1 + M].

        None if the stop flag was found set.

        Raises:
            IndexError: There is no such genome or lane.
            ValueError: The room is too small, or the networks have other inputs or outputs.
        """
        self._require_room(table, genome, genome + 1, room)
        if not 0 <= lane < self.layout.lanes:
            raise IndexError(f"lane {lane} of {self.layout.lanes}")
        results = np.empty((self.results, self.layout.lanes))
        once = np.empty((1, len(self.labels)))  # all rows are written to the same place: how many are there?
        ticks = self._trace(table, genome, room, (once, results), lane)
        if ticks < 0:
            return None
        rows = np.empty((ticks + 2, len(self.labels)))  # the last one does not count
        again = self._trace(table, genome, room, (rows, results), lane)
        return (rows[:-1], results[:, lane].copy()) if again == ticks else None

    def _trace(
        self,
        table: NetworkTable,
        genome: int,
        room: Room,
        to: tuple[NDArray[np.float64], NDArray[np.float64]],
        lane: int,
    ) -> int:
        """Write the rows of a lane and all lanes' results; return the lane's ticks, or -1 if the stop flag was set."""
        rows, results = to
        block, work, _, stop = room.addresses
        stride = rows.strides[0] if len(rows) > 1 else 0
        addresses = (block, work, results.ctypes.data, stop, rows.ctypes.data, stride)
        ticks: int = self.functions["trace"](table.address, genome, *addresses, lane)
        return ticks

    def _require_room(self, table: NetworkTable, begin: int, end: int, room: Room) -> None:
        """See to it that a call stays within what it is handed: a look at each, outside the loops."""
        networks, layout = table.networks, self.layout
        if not 0 <= begin <= end <= len(networks):
            raise IndexError(f"genomes {begin} to {end - 1} of {len(networks)}")
        if (networks.inputs, networks.outputs) != (layout.inputs, layout.outputs):
            raise ValueError(
                f"networks of {networks.inputs} inputs and {networks.outputs} outputs, "
                f"wanted {layout.inputs} and {layout.outputs}"
            )
        for name, given, wanted in (
            ("block", len(room.block), layout.block_size),
            ("work", len(room.work), layout.work_size(table.slots)),
            ("results", len(room.results), end),
        ):
            if given < wanted:
                raise ValueError(f"{name} of {given}, wanted at least {wanted}")
        if room.results.shape[2] != self.results:
            raise ValueError(f"results of shape {room.results.shape}, wanted (P, S, {self.results})")


def native(program: Program, lanes: int, *, trace: bool = False) -> Native:
    """Return a Program's functions for a number of lanes: `setup` with `evaluate`, or with `trace`.

    Raises:
        RuntimeError: LLVM cannot run code on this machine.
        EvaluationError: Arrays are not kept where native code looks for them.
    """
    check()
    machine = host()
    counted = () if trace else counters(program)
    names = ("setup", "trace" if trace else "evaluate", *(("clocks",) if counted else ()))
    key = key_of((repr(program), str(lanes), names[1], project_version(), source_digest(*SOURCES), repr(machine)))
    linked = cached(
        cache_folder(os.environ),
        key,
        lambda: assemble(emit(program, lanes, trace=trace), machine),
        lambda code: link(code, names),
    )
    functions: dict[str, Callable[..., Any]] = {}
    for name in names:
        result, arguments = _SIGNATURES[name]
        functions[name] = ctypes.CFUNCTYPE(result, *arguments)(linked.addresses[name])
    layout, results = lay_out(program, lanes), len(program.results)
    return Native(layout, labels(program), results, program.ticks, functions, linked, counted)


def network_table(networks: Networks) -> NetworkTable:
    """Return the addresses of a population's networks.

    Raises:
        TypeError: An array is not of the type that native code reads.
        ValueError: An index leads elsewhere, or arrays do not fit together.
    """
    check_networks(networks)
    addresses = [data_address(getattr(networks, name)) for name in NETWORK_ARRAYS]
    return NetworkTable(networks, np.array(addresses, dtype=np.int64))


ROOM: dict[str, tuple[type[np.generic], int]] = {
    "block": (np.uint8, 1),
    "work": (np.uint8, 1),
    "results": (np.float64, 3),
    "stop": (np.int32, 1),
}
"""Types and numbers of axes of the arrays of a Room."""


def require_array(array: Any, name: str) -> None:
    """See to it that an array of a Room is as native code takes it for granted.

    Raises:
        ValueError: It is not.
    """
    dtype, axes = ROOM[name]
    if not isinstance(array, np.ndarray) or array.dtype != dtype or array.ndim != axes:
        raise ValueError(f"{name} must be an array of {dtype.__name__} with {axes} axes")
    if not (array.flags.c_contiguous and array.flags.aligned and array.flags.writeable):
        raise ValueError(f"{name} must be contiguous, aligned and writeable")
    if axes == 1 and dtype is np.uint8 and array.ctypes.data % ALIGNMENT:
        raise ValueError(f"{name} must lie at a multiple of {ALIGNMENT} bytes, as `memory` returns it")


def memory(size: int) -> NDArray[np.uint8]:
    """Return aligned memory, its content undefined."""
    room = np.empty(size + ALIGNMENT, dtype=np.uint8)
    start = -room.ctypes.data % ALIGNMENT
    return room[start : start + size]
