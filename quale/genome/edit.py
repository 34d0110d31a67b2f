"""Single genes of the genome that is last in a buffer: looked up, put where the order wants them, taken out."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.buffer import GenomeBuffer
from quale.genome.genome import HIDDEN
from quale.native.elements import move
from quale.native.kernel import kernel


@kernel
def rank_in(values: NDArray[np.int32], first: int, end: int, wanted: int) -> int:
    """Return the first place of `values` [V] first … end - 1, which ascend, that is not below `wanted`; else `end`."""
    low, high = first, end
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def gene_of(buffer: GenomeBuffer, child: int, innovation: int) -> int:
    """Return the place of a child's gene with this number, -1 without one."""
    end: int = buffer.connection_start[child + 1]
    place = rank_in(buffer.innovation, buffer.connection_start[child], end, innovation)
    if place < end and buffer.innovation[place] == innovation:
        return place
    return -1


@kernel
def holds_hidden(buffer: GenomeBuffer, child: int, ports: int, node: int) -> bool:
    """Return whether a child, whose first `ports` nodes are inputs and outputs, has a hidden node of this id."""
    end: int = buffer.node_start[child + 1]
    place = rank_in(buffer.node_id, buffer.node_start[child] + ports, end, node)
    return place < end and buffer.node_id[place] == node


@kernel
def insert_connection(
    buffer: GenomeBuffer, child: int, innovation: int, source: int, target: int, weight: float, enabled: bool
) -> None:
    """Give the last child a connection that it does not hold."""
    end: int = buffer.connection_start[child + 1]
    place = rank_in(buffer.innovation, buffer.connection_start[child], end, innovation)
    _shift_connections(buffer, place, place + 1, end - place)
    buffer.innovation[place] = innovation
    buffer.source[place] = source
    buffer.target[place] = target
    buffer.weight[place] = weight
    buffer.enabled[place] = enabled
    buffer.connection_start[child + 1] = end + 1


@kernel
def take_connection(buffer: GenomeBuffer, child: int, place: int) -> None:
    """Take the connection at a place out of the last child."""
    end: int = buffer.connection_start[child + 1]
    _shift_connections(buffer, place + 1, place, end - place - 1)
    buffer.connection_start[child + 1] = end - 1


@kernel
def copy_connection(buffer: GenomeBuffer, place: int, other: int) -> None:
    """Write the connection at `other` to `place`, too."""
    buffer.innovation[place] = buffer.innovation[other]
    buffer.source[place] = buffer.source[other]
    buffer.target[place] = buffer.target[other]
    buffer.weight[place] = buffer.weight[other]
    buffer.enabled[place] = buffer.enabled[other]


@kernel
def insert_hidden(buffer: GenomeBuffer, child: int, ports: int, node: int, activation: int, region: int) -> None:
    """Give the last child a hidden node of bias 0 that it does not hold; its first `ports` nodes are none."""
    end: int = buffer.node_start[child + 1]
    place = rank_in(buffer.node_id, buffer.node_start[child] + ports, end, node)
    _shift_nodes(buffer, place, place + 1, end - place)
    buffer.node_id[place] = node
    buffer.node_kind[place] = HIDDEN
    buffer.bias[place] = 0.0
    buffer.activation[place] = activation
    buffer.region[place] = region
    buffer.node_start[child + 1] = end + 1


@kernel
def take_hidden(buffer: GenomeBuffer, child: int, place: int) -> None:
    """Take the node at a place out of the last child, with all its connections."""
    node: int = buffer.node_id[place]
    end: int = buffer.node_start[child + 1]
    _shift_nodes(buffer, place + 1, place, end - place - 1)
    buffer.node_start[child + 1] = end - 1
    kept: int = buffer.connection_start[child]
    for gene in range(kept, buffer.connection_start[child + 1]):
        if buffer.source[gene] != node and buffer.target[gene] != node:
            copy_connection(buffer, kept, gene)
            kept += 1
    buffer.connection_start[child + 1] = kept


@kernel
def _shift_connections(buffer: GenomeBuffer, first: int, at: int, count: int) -> None:
    move(buffer.innovation, at, buffer.innovation, first, count)
    move(buffer.source, at, buffer.source, first, count)
    move(buffer.target, at, buffer.target, first, count)
    move(buffer.weight, at, buffer.weight, first, count)
    move(buffer.enabled, at, buffer.enabled, first, count)


@kernel
def _shift_nodes(buffer: GenomeBuffer, first: int, at: int, count: int) -> None:
    move(buffer.node_id, at, buffer.node_id, first, count)
    move(buffer.node_kind, at, buffer.node_kind, first, count)
    move(buffer.bias, at, buffer.bias, first, count)
    move(buffer.activation, at, buffer.activation, first, count)
    move(buffer.region, at, buffer.region, first, count)
