"""What recurrent networks remember from one step to the next."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from quale.compiler.compile import memory
from quale.native.kernel import kernel


@dataclass(frozen=True, slots=True)
class Memory:
    """Values of P networks with R rows each, in blocks of L rows; native code writes it in every step.

    Network after network and block after block: [slots of the network][L].
    """

    rows: int  # R
    lanes: int  # L
    slots: NDArray[np.int32]  # [P] value slots of each network
    cells: NDArray[np.float64]  # [sum over networks of ⌈R / L⌉ · slots · L], at an address that suits vectors
    address: int = field(init=False)  # of the cells

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", self.cells.ctypes.data)


def blank(slots: NDArray[np.int32], rows: int, lanes: int) -> Memory:
    """Return the memory of networks that have not been stepped: all 0."""
    size = int(slots.sum(dtype=np.int64)) * -(-rows // lanes) * lanes
    cells = memory(8 * size).view(np.float64)
    cells[:] = 0.0
    return Memory(rows, lanes, slots, cells)


@kernel
def forget(memory: Memory, chosen: NDArray[np.bool_]) -> None:
    """Set the values of the `chosen` [P · R] rows to 0, row after row of each network."""
    place = 0
    for network in range(len(memory.slots)):
        slots: int = memory.slots[network]
        for row in range(memory.rows):
            block = row // memory.lanes
            if chosen[network * memory.rows + row]:
                for slot in range(slots):
                    memory.cells[place + (block * slots + slot) * memory.lanes + row - block * memory.lanes] = 0.0
        place += (memory.rows + memory.lanes - 1) // memory.lanes * slots * memory.lanes
