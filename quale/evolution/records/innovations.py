"""Historical marks for the genes that one generation makes (Stanley & Miikkulainen 2002, section 3.2).

Children are made one after the other, so that a number is final when it is given.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.growing_arrays import hand_on, taken
from quale.evolution.records.state import Tracker
from quale.genome.draft import Draft
from quale.genome.edit import holds_hidden
from quale.genome.seal import sealed
from quale.native.kernel import kernel
from quale.native.words import multiply_low, shift_right

SPREAD = 0x9E3779B97F4A7C15
"""2^64 / golden ratio: what a key is multiplied with to have its upper bits depend on all (Knuth 1998, section 6.4)."""

CONNECTIONS, SPLITS, NODES, INDEXED = 0, 1, 2, 3
"""Places in `Marks.tally`: how many connections and splits there are, the next node id, whether the index is there."""


LEAST = 128
"""Numbers that there is room for at least when a tracker is copied: half as many as there are, where that is more."""


@dataclass(frozen=True, slots=True)
class Marks:
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


def marks_of(tracker: Tracker, connections: int, nodes: int) -> Marks:
    """Return the tracker with room for so many new connections and nodes; it shares arrays and index (`growing`)."""
    known, splits = tracker.next_innovation, len(tracker.split_node)
    marks: Marks | None = taken(tracker)
    if marks is None or len(marks.source) < known + connections or len(marks.split_node) < splits + nodes:
        return _copied(tracker, connections + max(LEAST, known // 2), nodes + max(LEAST, splits // 2))
    return marks


def _copied(tracker: Tracker, connections: int, nodes: int) -> Marks:
    """Return a tracker's numbers with room for so many more."""
    known, splits = tracker.next_innovation, len(tracker.split_node)
    bits = (2 * (known + connections) + 1).bit_length()  # never more than half full
    return Marks(
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


def tracker_of(marks: Marks) -> Tracker:
    """Return the tracker that the marks have become; nothing may be asked of them any more but through it."""
    connections, splits, nodes, _ = marks.tally.tolist()
    tracker = Tracker(
        next_node_id=nodes,
        source=sealed(marks.source[:connections]),
        target=sealed(marks.target[:connections]),
        split_innovation=sealed(marks.split_innovation[:splits]),
        split_node=sealed(marks.split_node[:splits]),
    )
    hand_on(tracker, marks)
    return tracker


@kernel
def known_number(marks: Marks, source: int, target: int) -> int:
    """Return the number of the connection from node to node, -1 if it has none yet."""
    number: int = marks.slot[_slot_of(marks, source, target)]
    return number - 1


@kernel
def number_between(marks: Marks, source: int, target: int) -> int:
    """Return the number of the connection from node to node; a new one is given where there is none yet."""
    slot = _slot_of(marks, source, target)
    number: int = marks.slot[slot]
    if number > 0:
        return number - 1
    number = marks.tally[CONNECTIONS]
    marks.source[number] = source
    marks.target[number] = target
    marks.slot[slot] = number + 1
    marks.tally[CONNECTIONS] = number + 1
    return number


@kernel
def node_splitting(marks: Marks, draft: Draft, child: int, ends: int, innovation: int) -> int:
    """Return the node that splits a connection of the child.

    It is the first node recorded for that connection that the child does not hold, else a new one.
    """
    _index(marks)
    last = 0
    entry: int = marks.first_split[innovation]
    while entry > 0:
        recorded: int = marks.split_node[entry - 1]
        if not holds_hidden(draft, child, ends, recorded):
            return recorded
        last = entry
        entry = marks.next_split[entry - 1]
    entry = marks.tally[SPLITS]
    node: int = marks.tally[NODES]
    marks.split_innovation[entry] = innovation
    marks.split_node[entry] = node
    marks.next_split[entry] = 0
    if last == 0:
        marks.first_split[innovation] = entry + 1
    else:
        marks.next_split[last - 1] = entry + 1
    marks.tally[SPLITS] = entry + 1
    marks.tally[NODES] = node + 1
    return node


@kernel
def _slot_of(marks: Marks, source: int, target: int) -> int:
    """Return the slot that holds the number of the connection between these nodes, or the free one where it belongs."""
    _index(marks)
    return _probe(marks, source, target)


@kernel
def _probe(marks: Marks, source: int, target: int) -> int:
    slot = shift_right(multiply_low((source << 32) | target, SPREAD), marks.shift)
    number: int = marks.slot[slot]
    while number > 0 and (marks.source[number - 1] != source or marks.target[number - 1] != target):
        slot = (slot + 1) & (len(marks.slot) - 1)
        number = marks.slot[slot]
    return slot


@kernel
def _index(marks: Marks) -> None:
    """Make the index of what is known, if it is not there."""
    if marks.tally[INDEXED] != 0:
        return
    marks.tally[INDEXED] = 1
    for number in range(marks.tally[CONNECTIONS]):
        marks.slot[_probe(marks, marks.source[number], marks.target[number])] = number + 1
    for entry in range(marks.tally[SPLITS] - 1, -1, -1):  # backwards, so that the first one comes to the front
        innovation: int = marks.split_innovation[entry]
        marks.next_split[entry] = marks.first_split[innovation]
        marks.first_split[innovation] = entry + 1
