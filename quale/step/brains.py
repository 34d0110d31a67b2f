"""A slice of a population as brains that are stepped together, from Python.

Letters: P genomes of the slice, R rows of each, I inputs, O outputs.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from quale.compiler.compile import NetworkTable, memory, network_table
from quale.compiler.emit.ir_text import WIDTHS
from quale.diagnostics import UsageError
from quale.genome.genome import Networks
from quale.genome.seal import sealed
from quale.native.object_layout import object_address
from quale.step.load import Step, pack, step
from quale.step.memory import Memory, blank, forget

NUMBERS = np.dtype(np.float64)


@dataclass(frozen=True, slots=True)
class _Bound:
    """The native function for a number of lanes with work memory for the largest network of a slice."""

    run: Callable[[bytes], None]
    code: Step  # whose memory `run` is: two threads that come first at once each link one, and the cache keeps one
    size: int  # bytes of work memory
    rooms: list[tuple[NDArray[np.uint8], int]] = field(default_factory=list)  # with their addresses; none in use


class Brains:
    """P networks, each stepped on its own rows in one native call, bit-equal to what a world computes.

    Recurrent ones remember: the values of each row persist from one `activate` to the next until `reset`. Different
    threads may use different brains at the same time, and the same ones as long as those remember nothing.
    """

    def __init__(
        self,
        networks: Networks,
        updates: int = 1,
        begin: int = 0,
        end: int | None = None,
        lanes: int | None = None,
    ) -> None:
        """Take the networks begin … end - 1 of a population.

        Args:
            networks: The population.
            updates: Updates a step of recurrent networks; others take one.
            begin: First network of the slice.
            end: The one behind the last, all by default.
            lanes: 1, 4, 8 or 16; by default what suits the number of rows. Results do not depend on it.

        Raises:
            UsageError: less than one update.
        """
        end = len(networks) if end is None else end
        if not 0 <= begin <= end <= len(networks):
            raise ValueError(f"no slice {begin}:{end} of {len(networks)} networks")
        if updates < 1:
            raise UsageError(f"a recurrent network takes at least one update a step, not {updates}")
        if lanes is not None and lanes not in WIDTHS:
            raise ValueError(f"{lanes} lanes; there is code for {WIDTHS}")
        self.inputs, self.outputs = networks.inputs, networks.outputs
        self.recurrent = networks.recurrent
        self._slots = networks.slots[begin:end]
        self._lanes = lanes
        self._table: NetworkTable = network_table(networks)
        words = (self._table.address, begin, end, updates, networks.inputs, networks.outputs)
        self._slice = np.array(words, dtype=np.int64)
        self._slice_address: int = self._slice.ctypes.data
        self._bound: dict[int, _Bound] = {}
        self._memory: Memory | None = None

    def __getstate__(self) -> tuple[Any, ...]:
        """Return what a copy is made of; addresses are left out, since they mean nothing to it."""
        networks, (_, begin, end, updates, *_) = self._table.networks, self._slice.tolist()
        found = self._memory
        return (networks, updates, begin, end, self._lanes), found and (found.rows, found.lanes, found.cells)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        arguments, remembered = state
        self.__init__(*arguments)  # type: ignore[misc]
        if remembered is not None:
            rows, lanes, cells = remembered
            self._memory = blank(self._slots, rows, lanes)
            self._memory.cells[:] = cells

    def __len__(self) -> int:
        return len(self._slots)

    def activate(self, inputs: ArrayLike) -> NDArray[np.float64]:
        """Return the outputs [P, R, O] for the inputs [P, R, I], or [1, R, I] where all are given the same rows.

        Raises:
            UsageError: the inputs are no numbers or have another shape, or recurrent networks that remember a number
                of rows are given another one.
            EvaluationError: Native code cannot run on this machine.
        """
        given = numbers(inputs)
        if given.ndim != 3 or given.shape[0] not in {1, len(self)} or given.shape[2] != self.inputs:
            wanted = f"({len(self)}, rows, {self.inputs}), or (1, rows, {self.inputs}) for all"
            raise UsageError(f"wanted an array of shape {wanted}, not {given.shape}")
        outputs = np.empty((len(self), given.shape[1], self.outputs))
        self.run(given, given.shape[1], outputs, 0 if given.shape[0] == 1 else given.strides[0])
        return sealed(outputs)

    def run(self, inputs: NDArray[np.float64], rows: int, outputs: NDArray[np.float64], apart: int = 0) -> None:
        """Do what `activate` does, with arrays as `numbers` returns them.

        Args:
            inputs: [P, R, I], or [1, R, I] or [R, I] for all.
            rows: R.
            outputs: [P, R, O], to be written.
            apart: Bytes from the inputs of one network to those of the next, 0 where all share them.

        Raises:
            ValueError: the arrays have other sizes.
            UsageError: recurrent networks that remember a number of rows are given another one.
            EvaluationError: Native code cannot run on this machine.
        """
        networks, shared = len(self._slots), rows * self.inputs
        if inputs.size != (networks * shared if apart else shared) or outputs.size != networks * rows * self.outputs:
            raise ValueError(f"{inputs.shape} inputs and {outputs.shape} outputs for {networks} networks, {rows} rows")
        remembered = self._remembered(rows) if self.recurrent else None
        lanes = self._lanes_for(rows) if remembered is None else remembered.lanes
        bound = self._bound.get(lanes) or self._bind(lanes)
        try:
            room = bound.rooms.pop()  # not `if rooms`: another thread may take the last one meanwhile
        except IndexError:
            array = memory(bound.size)
            room = array, array.ctypes.data
        values = 0 if remembered is None else remembered.address
        arrays = object_address(inputs), object_address(outputs)
        bound.run(pack(self._slice_address, rows, apart, *arrays, values, room[1]))
        bound.rooms.append(room)

    def reset(self, rows: ArrayLike | None = None) -> None:
        """Forget: all values are 0 again, and the next number of rows may be any; or those of chosen rows alone.

        Args:
            rows: Mask [P, R] of the rows that forget; all by default.

        Raises:
            UsageError: the mask is none, or has another shape than what is remembered.
        """
        if rows is None:
            self._memory = None
            return
        chosen = np.asarray(rows)
        remembered = self._memory
        wanted = f"({len(self)}, {'rows' if remembered is None else remembered.rows})"
        fits = chosen.ndim == 2 and len(chosen) == len(self)
        if chosen.dtype != np.bool_ or not fits or (remembered and chosen.shape[1] != remembered.rows):
            raise UsageError(f"wanted a mask of bool of shape {wanted}, not {chosen.dtype} of shape {chosen.shape}")
        if remembered:
            forget(remembered, np.ascontiguousarray(chosen).reshape(-1))

    def _lanes_for(self, rows: int) -> int:
        """Return the fewest lanes that take all rows at once, the most there are for more rows than that."""
        return self._lanes or WIDTHS[min(bisect_left(WIDTHS, rows), len(WIDTHS) - 1)]

    def _remembered(self, rows: int) -> Memory:
        found = self._memory
        if found is None:
            self._memory = found = blank(self._slots, rows, self._lanes_for(rows))
        elif found.rows != rows:
            raise UsageError(f"the network remembers a batch of {found.rows}, not {rows}; reset() it first")
        return found

    def _bind(self, lanes: int) -> _Bound:
        size = int(self._slots.max(initial=0)) * lanes * 8
        code = step(lanes)
        self._bound[lanes] = bound = _Bound(code.run, code, size)
        return bound


def numbers(given: ArrayLike) -> NDArray[np.float64]:
    """Return an array as native code reads it: doubles, contiguous and aligned; the array itself if it is so.

    Raises:
        UsageError: It holds something that is no number.
    """
    try:
        array = np.asarray(given)
        if array.dtype != NUMBERS and array.dtype.kind not in "biufO":
            raise UsageError(f"wanted an array of numbers, not of {array.dtype}")
        if array.dtype.kind == "O":  # NumPy takes None for NaN
            array = np.array([float(one) for one in array.flat]).reshape(array.shape)
        array = np.asarray(array, dtype=NUMBERS, order="C")
    except (TypeError, ValueError, OverflowError) as error:
        raise UsageError(f"wanted an array of numbers: {error}") from None
    return array if array.flags.aligned else array.copy()
