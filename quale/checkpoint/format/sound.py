"""Whether genomes keep all their invariants, decided fast with the help of the tracker.

`quale.genome.invariants` defines what must hold and says what does not; it looks up every end of every connection and
orders every graph, which for a million connections takes longer than reading, hashing and decoding them. Here each
rule is reduced to a few passes over the arrays. A yes is proof; a no only means that the definition has to be asked.
"""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.state import Tracker
from quale.genome.genome import ACTIVATIONS, HIDDEN, INPUT, OUTPUT, Genomes, Interface
from quale.genome.order import levels

BLOCK = 2**18
"""Entries of the table of nodes that is filled for some genomes at a time: it stays in the processor's cache."""

SPARSE = 64
"""Beyond so many table entries for a node, the definition is the faster way."""


def surely_sound(genomes: Genomes, interface: Interface, tracker: Tracker, recurrent: bool) -> bool:
    """Return whether the genomes are proven to keep the invariants and to agree with the tracker.

    What the caller has checked: types and shapes; finite weights and biases; starts that rise from 0 to the arrays'
    ends; node ids and innovations that the tracker gave out; a tracker without a pair twice or an input as target.
    """
    width = 1 + int(genomes.node_id.max(initial=0))
    if width > BLOCK or len(genomes) * width > SPARSE * max(len(genomes.node_id), BLOCK):
        return False
    innovation = genomes.innovation.astype(np.intp)
    return (
        _nodes_are_in_order(genomes, interface, width)
        and _innovations_ascend(genomes)
        and bool((tracker.source.take(innovation) == genomes.source).all())
        and bool((tracker.target.take(innovation) == genomes.target).all())
        and _ends_exist(genomes, width)
        and (recurrent or _union_has_no_cycle(genomes, innovation, tracker, width))
    )


def _nodes_are_in_order(genomes: Genomes, interface: Interface, width: int) -> bool:
    """Inputs, then outputs, as the interface has them, then hidden nodes by ascending id; values are sane."""
    inputs, ends = len(interface.input_ids), np.concatenate([interface.input_ids, interface.output_ids])
    start, ids = genomes.node_start, genomes.node_id
    if (np.diff(start) < len(ends)).any() or int(ends.max(initial=-1)) >= width:
        return False
    place = start[:-1, None] + np.arange(len(ends))
    kinds = np.repeat(np.array([INPUT, OUTPUT], np.uint8), (inputs, len(ends) - inputs))
    if (ids[place] != ends).any() or (genomes.node_kind[place] != kinds).any():
        return False
    further = len(ids) - place.size  # those of the interface are where they belong, so all others must be hidden
    is_end = np.zeros(width, dtype=bool)
    is_end[ends] = True
    if np.count_nonzero(genomes.node_kind == HIDDEN) != further or np.count_nonzero(is_end[ids]) != place.size:
        return False
    second = np.flatnonzero(ids[1:] <= ids[:-1]) + 1  # nodes that do not ascend: up to the first hidden one of a genome
    owner = np.searchsorted(start, second, side="right") - 1
    if (second - start[owner] > len(ends)).any():
        return False
    of_inputs = place[:, :inputs]
    return not (
        (genomes.activation >= len(ACTIVATIONS)).any()
        or genomes.activation[of_inputs].any()
        or (genomes.bias[of_inputs] != 0).any()
    )


def _innovations_ascend(genomes: Genomes) -> bool:
    """Within each genome; where another genome begins they may fall."""
    ascends = genomes.innovation[1:] > genomes.innovation[:-1]
    first = genomes.connection_start[1:-1]
    ascends[first[(first > 0) & (first <= len(ascends))] - 1] = True
    return bool(ascends.all())


def _ends_exist(genomes: Genomes, width: int) -> bool:
    """Source and target of every connection are nodes of its genome, by a table of some genomes' nodes at a time."""
    step = max(1, BLOCK // width)
    there = np.zeros(step * width, dtype=bool)
    for low in range(0, len(genomes), step):
        high = min(low + step, len(genomes))
        nodes = slice(*genomes.node_start[[low, high]])
        links = slice(*genomes.connection_start[[low, high]])
        row = np.arange(0, (high - low) * width, width)
        held = np.repeat(row, np.diff(genomes.node_start[low : high + 1])) + genomes.node_id[nodes]
        there[held] = True
        base = np.repeat(row, np.diff(genomes.connection_start[low : high + 1]))
        for ids in (genomes.source[links], genomes.target[links]):
            # The tracker's ends may be ids that no genome here has, beyond the table.
            if int(ids.max(initial=0)) >= width or not there[base + ids].all():
                return False
        there[held] = False
    return True


def _union_has_no_cycle(genomes: Genomes, innovation: NDArray[np.intp], tracker: Tracker, width: int) -> bool:
    """The connections of all genomes together close no cycle, or at least those of none by itself do."""
    used = np.zeros(tracker.next_innovation, dtype=bool)
    used[innovation] = True
    source, target = tracker.source[used].astype(np.int64), tracker.target[used].astype(np.int64)
    _, cyclic = levels(width, source, target)
    if not len(cyclic):
        return True
    # Only connections on or behind a cycle, and on or before one, can be part of a cycle of a genome.
    _, before = levels(width, target[cyclic], source[cyclic])
    suspect = np.zeros(tracker.next_innovation, dtype=bool)
    suspect[np.flatnonzero(used)[cyclic[before]]] = True
    chosen = np.flatnonzero(suspect[innovation])
    owner = np.searchsorted(genomes.connection_start, chosen, side="right") - 1
    keys = np.concatenate([owner * width + genomes.source[chosen], owner * width + genomes.target[chosen]])
    ids, ends = np.unique(keys, return_inverse=True)
    source, target = np.split(ends.astype(np.int64), 2)
    return not len(levels(len(ids), source, target)[1])
