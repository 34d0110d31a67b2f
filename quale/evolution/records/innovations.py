"""Historical marks for the genes that one generation makes (Stanley & Miikkulainen 2002, section 3.2).

Children are made one after the other, so that a number is final when it is given.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.growing_arrays import hand_on, taken
from quale.evolution.records.state import Tracker
from quale.genome.buffer import GenomeBuffer
from quale.genome.edit import holds_hidden
from quale.genome.seal import sealed
from quale.native.kernel import kernel
from quale.native.words import multiply_low, shift_right

SPREAD = 0x9E3779B97F4A7C15
"""2^64 / golden ratio: what a key is multiplied with to have its upper bits depend on all (Knuth 1998, section 6.4)."""

CONNECTIONS, SPLITS, NODES, INDEXED = 0, 1, 2, 3
"""Places in `InnovationTable.tally`: numbers of connections and splits, the next node id, whether there is an index."""


LEAST = 128
"""Numbers that there is room for at least when a tracker is copied: half as many as there are, where that is more."""


@dataclass(frozen=True, slots=True)
class InnovationTable:
    """The tracker while a generation is made: X connections and Y splits, with room for more, and an index of them.

    The index is made when it is first asked for, and kept.
    """

    source: NDArray[np.int32]  # [X] innovation number -> source node
    target: NDArray[np.int32]  # [X]
    split_innovation: NDArray[np.int32]  # [Y] the connection that was split
    split_node: NDArray[np.int32]  # [Y] the node it received
    tally: NDArray[np.int64]  # [4] see CONNECTIONS and so on
    slot: NDArray[np.int32]  # [power of two] hash table of numbers + 1 by their ends, 0 where free
    first_split: NDArray[np.int32]  # [X] entry + 1 of the connection's first split, 0 without one
    next_split: NDArray[np.int32]  # [Y] entry + 1 of the next split of the same connection, 0 after the last
    shift: int  # 64 - log2(len(slot))


def table_of(tracker: Tracker, connections: int, nodes: int) -> InnovationTable:
    """Return the tracker with room for so many new connections and nodes; it shares arrays and index (`growing`)."""
    known, splits = tracker.next_innovation, len(tracker.split_node)
    table: InnovationTable | None = taken(tracker)
    if table is None or len(table.source) < known + connections or len(table.split_node) < splits + nodes:
        return _copied(tracker, connections + max(LEAST, known // 2), nodes + max(LEAST, splits // 2))
    return table


def _copied(tracker: Tracker, connections: int, nodes: int) -> InnovationTable:
    """Return a tracker's numbers with room for so many more."""
    known, splits = tracker.next_innovation, len(tracker.split_node)
    bits = (2 * (known + connections) + 1).bit_length()  # never more than half full
    return InnovationTable(
        source=_longer(tracker.source, connections),
        target=_longer(tracker.target, connections),
        split_innovation=_longer(tracker.split_innovation, nodes),
        split_node=_longer(tracker.split_node, nodes),
        tally=np.array([known, splits, tracker.next_node_id, 0]),
        slot=np.zeros(1 << bits, dtype=np.int32),
        first_split=np.zeros(known + connections, dtype=np.int32),
        next_split=np.empty(splits + nodes, dtype=np.int32),
        shift=64 - bits,
    )


def _longer(column: NDArray[np.int32], more: int) -> NDArray[np.int32]:
    """Return the values with room for more behind them."""
    longer = np.empty(len(column) + more, dtype=np.int32)
    longer[: len(column)] = column
    return longer


def tracker_of(table: InnovationTable) -> Tracker:
    """Return the tracker that the marks have become; nothing may be asked of them any more but through it."""
    connections, splits, nodes, _ = table.tally.tolist()
    tracker = Tracker(
        next_node_id=nodes,
        source=sealed(table.source[:connections]),
        target=sealed(table.target[:connections]),
        split_innovation=sealed(table.split_innovation[:splits]),
        split_node=sealed(table.split_node[:splits]),
    )
    hand_on(tracker, table)
    return tracker


@kernel
def known_number(table: InnovationTable, source: int, target: int) -> int:
    """Return the number of the connection from node to node, -1 if it has none yet."""
    number: int = table.slot[_slot_of(table, source, target)]
    return number - 1


@kernel
def number_between(table: InnovationTable, source: int, target: int) -> int:
    """Return the number of the connection from node to node; a new one is given where there is none yet."""
    slot = _slot_of(table, source, target)
    number: int = table.slot[slot]
    if number > 0:
        return number - 1
    number = table.tally[CONNECTIONS]
    table.source[number] = source
    table.target[number] = target
    table.slot[slot] = number + 1
    table.tally[CONNECTIONS] = number + 1
    return number


@kernel
def node_splitting(table: InnovationTable, buffer: GenomeBuffer, child: int, ports: int, innovation: int) -> int:
    """Return the node that splits a connection of the child.

    It is the first node recorded for that connection that the child does not hold, else a new one.
    """
    _index(table)
    last = 0
    entry: int = table.first_split[innovation]
    while entry > 0:
        recorded: int = table.split_node[entry - 1]
        if not holds_hidden(buffer, child, ports, recorded):
            return recorded
        last = entry
        entry = table.next_split[entry - 1]
    entry = table.tally[SPLITS]
    node: int = table.tally[NODES]
    table.split_innovation[entry] = innovation
    table.split_node[entry] = node
    table.next_split[entry] = 0
    if last == 0:
        table.first_split[innovation] = entry + 1
    else:
        table.next_split[last - 1] = entry + 1
    table.tally[SPLITS] = entry + 1
    table.tally[NODES] = node + 1
    return node


@kernel
def _slot_of(table: InnovationTable, source: int, target: int) -> int:
    """Return the slot that holds the number of the connection between these nodes, or the free one where it belongs."""
    _index(table)
    return _probe(table, source, target)


@kernel
def _probe(table: InnovationTable, source: int, target: int) -> int:
    slot = shift_right(multiply_low((source << 32) | target, SPREAD), table.shift)
    number: int = table.slot[slot]
    while number > 0 and (table.source[number - 1] != source or table.target[number - 1] != target):
        slot = (slot + 1) & (len(table.slot) - 1)
        number = table.slot[slot]
    return slot


@kernel
def _index(table: InnovationTable) -> None:
    """Make the index of what is known, if it is not there."""
    if table.tally[INDEXED] != 0:
        return
    table.tally[INDEXED] = 1
    for number in range(table.tally[CONNECTIONS]):
        table.slot[_probe(table, table.source[number], table.target[number])] = number + 1
    for entry in range(table.tally[SPLITS] - 1, -1, -1):  # backwards, so that the first one comes to the front
        innovation: int = table.split_innovation[entry]
        table.next_split[entry] = table.first_split[innovation]
        table.first_split[innovation] = entry + 1
