"""Genomes in the making, one behind the other: the last one begun may still grow."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.genome.genome import Genomes
from quale.native.elements import move
from quale.native.kernel import kernel


@dataclass(frozen=True, slots=True)
class GenomeBuffer:
    """P genomes as in `Genomes`, writable, with room for N nodes and C connections.

    The ends of genomes that are not begun yet mean nothing. A genome may be changed until the next one is begun.
    """

    node_start: NDArray[np.int64]  # [P + 1]
    node_id: NDArray[np.int32]  # [N]
    node_kind: NDArray[np.uint8]  # [N]
    bias: NDArray[np.float64]  # [N]
    activation: NDArray[np.uint8]  # [N]
    region: NDArray[np.int16]  # [N]
    connection_start: NDArray[np.int64]  # [P + 1]
    innovation: NDArray[np.int32]  # [C]
    source: NDArray[np.int32]  # [C]
    target: NDArray[np.int32]  # [C]
    weight: NDArray[np.float64]  # [C]
    enabled: NDArray[np.bool_]  # [C]

    def finished(self) -> Genomes:
        """Return the genomes; the room that is left is given back, and nothing may be written any more."""
        nodes, connections = int(self.node_start[-1]), int(self.connection_start[-1])
        of_nodes: tuple[NDArray[Any], ...] = (self.node_id, self.node_kind, self.bias, self.activation, self.region)
        for column in of_nodes:
            column.resize(nodes, refcheck=False)
        of_connections: tuple[NDArray[Any], ...] = (
            self.innovation,
            self.source,
            self.target,
            self.weight,
            self.enabled,
        )
        for column in of_connections:
            column.resize(connections, refcheck=False)
        return Genomes(
            self.node_start,
            self.node_id,
            self.node_kind,
            self.bias,
            self.activation,
            self.region,
            self.connection_start,
            self.innovation,
            self.source,
            self.target,
            self.weight,
            self.enabled,
        )


def buffer(genomes: int, nodes: int, connections: int) -> GenomeBuffer:
    """Return a buffer for so many genomes, none begun, with room for so many nodes and connections in all."""
    return GenomeBuffer(
        node_start=np.zeros(genomes + 1, dtype=np.int64),
        node_id=np.empty(nodes, dtype=np.int32),
        node_kind=np.empty(nodes, dtype=np.uint8),
        bias=np.empty(nodes),
        activation=np.empty(nodes, dtype=np.uint8),
        region=np.empty(nodes, dtype=np.int16),
        connection_start=np.zeros(genomes + 1, dtype=np.int64),
        innovation=np.empty(connections, dtype=np.int32),
        source=np.empty(connections, dtype=np.int32),
        target=np.empty(connections, dtype=np.int32),
        weight=np.empty(connections),
        enabled=np.empty(connections, dtype=np.bool_),
    )


@kernel
def replicate(buffer: GenomeBuffer, child: int, genomes: Genomes, parent: int) -> None:
    """Begin a genome as a copy of another."""
    at: int = buffer.node_start[child]
    first: int = genomes.node_start[parent]
    count: int = genomes.node_start[parent + 1] - first
    copy_nodes(buffer, at, genomes, first, count)
    buffer.node_start[child + 1] = at + count
    at = buffer.connection_start[child]
    first = genomes.connection_start[parent]
    count = genomes.connection_start[parent + 1] - first
    copy_connections(buffer, at, genomes, first, count)
    buffer.connection_start[child + 1] = at + count


@kernel
def copy_nodes(buffer: GenomeBuffer, at: int, genomes: Genomes, first: int, count: int) -> None:
    """Write a run of nodes."""
    move(buffer.node_id, at, genomes.node_id, first, count)
    move(buffer.node_kind, at, genomes.node_kind, first, count)
    move(buffer.bias, at, genomes.bias, first, count)
    move(buffer.activation, at, genomes.activation, first, count)
    move(buffer.region, at, genomes.region, first, count)


@kernel
def copy_connections(buffer: GenomeBuffer, at: int, genomes: Genomes, first: int, count: int) -> None:
    """Write a run of connections."""
    move(buffer.innovation, at, genomes.innovation, first, count)
    move(buffer.source, at, genomes.source, first, count)
    move(buffer.target, at, genomes.target, first, count)
    move(buffer.weight, at, genomes.weight, first, count)
    move(buffer.enabled, at, genomes.enabled, first, count)
