"""Single genes of the genome that is last in a draft: looked up, put where the order wants them, taken out."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.draft import Draft
from quale.genome.genome import HIDDEN
from quale.native.elements import move
from quale.native.kernel import kernel


@kernel
def rank_in(values: NDArray[np.int32], first: int, end: int, wanted: int) -> int:
    """Return the first place of first … end - 1, where values ascend, whose value is not below `wanted`; else `end`."""
    low, high = first, end
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def gene_of(draft: Draft, child: int, innovation: int) -> int:
    """Return the place of a child's gene with this number, -1 without one."""
    end: int = draft.connection_start[child + 1]
    place = rank_in(draft.innovation, draft.connection_start[child], end, innovation)
    if place < end and draft.innovation[place] == innovation:
        return place
    return -1


@kernel
def holds_hidden(draft: Draft, child: int, ends: int, node: int) -> bool:
    """Return whether a child, whose first `ends` nodes are inputs and outputs, has a hidden node of this id."""
    end: int = draft.node_start[child + 1]
    place = rank_in(draft.node_id, draft.node_start[child] + ends, end, node)
    return place < end and draft.node_id[place] == node


@kernel
def insert_connection(
    draft: Draft, child: int, innovation: int, source: int, target: int, weight: float, enabled: bool
) -> None:
    """Give the last child a connection that it does not hold."""
    end: int = draft.connection_start[child + 1]
    place = rank_in(draft.innovation, draft.connection_start[child], end, innovation)
    _shift_connections(draft, place, place + 1, end - place)
    draft.innovation[place] = innovation
    draft.source[place] = source
    draft.target[place] = target
    draft.weight[place] = weight
    draft.enabled[place] = enabled
    draft.connection_start[child + 1] = end + 1


@kernel
def take_connection(draft: Draft, child: int, place: int) -> None:
    """Take the connection at a place out of the last child."""
    end: int = draft.connection_start[child + 1]
    _shift_connections(draft, place + 1, place, end - place - 1)
    draft.connection_start[child + 1] = end - 1


@kernel
def copy_connection(draft: Draft, place: int, other: int) -> None:
    """Write the connection at `other` to `place`, too."""
    draft.innovation[place] = draft.innovation[other]
    draft.source[place] = draft.source[other]
    draft.target[place] = draft.target[other]
    draft.weight[place] = draft.weight[other]
    draft.enabled[place] = draft.enabled[other]


@kernel
def insert_hidden(draft: Draft, child: int, ends: int, node: int, activation: int, region: int) -> None:
    """Give the last child a hidden node of bias 0 that it does not hold; its first `ends` nodes are none."""
    end: int = draft.node_start[child + 1]
    place = rank_in(draft.node_id, draft.node_start[child] + ends, end, node)
    _shift_nodes(draft, place, place + 1, end - place)
    draft.node_id[place] = node
    draft.node_kind[place] = HIDDEN
    draft.bias[place] = 0.0
    draft.activation[place] = activation
    draft.region[place] = region
    draft.node_start[child + 1] = end + 1


@kernel
def take_hidden(draft: Draft, child: int, place: int) -> None:
    """Take the node at a place out of the last child, with all its connections."""
    node: int = draft.node_id[place]
    end: int = draft.node_start[child + 1]
    _shift_nodes(draft, place + 1, place, end - place - 1)
    draft.node_start[child + 1] = end - 1
    kept: int = draft.connection_start[child]
    for gene in range(kept, draft.connection_start[child + 1]):
        if draft.source[gene] != node and draft.target[gene] != node:
            copy_connection(draft, kept, gene)
            kept += 1
    draft.connection_start[child + 1] = kept


@kernel
def _shift_connections(draft: Draft, first: int, at: int, count: int) -> None:
    move(draft.innovation, at, draft.innovation, first, count)
    move(draft.source, at, draft.source, first, count)
    move(draft.target, at, draft.target, first, count)
    move(draft.weight, at, draft.weight, first, count)
    move(draft.enabled, at, draft.enabled, first, count)


@kernel
def _shift_nodes(draft: Draft, first: int, at: int, count: int) -> None:
    move(draft.node_id, at, draft.node_id, first, count)
    move(draft.node_kind, at, draft.node_kind, first, count)
    move(draft.bias, at, draft.bias, first, count)
    move(draft.activation, at, draft.activation, first, count)
    move(draft.region, at, draft.region, first, count)
