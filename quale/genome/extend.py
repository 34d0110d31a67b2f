"""More genes for some genomes, put where the order of genes wants them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.genome.genome import HIDDEN, Genomes
from quale.genome.segments import Index, owners, starts


def node_ranks(kind: NDArray[np.uint8], ids: NDArray[np.int32], local: Index) -> Index:
    """Return numbers below 2^32 by which nodes ascend in a genome: inputs and outputs by place, then hidden by id."""
    return np.where(kind == HIDDEN, ids.astype(np.int64) + (1 << 31), local)


def add_hidden(
    genomes: Genomes,
    owner: Index,
    ids: NDArray[np.int32],
    activation: NDArray[np.uint8],
    region: NDArray[np.int16],
) -> Genomes:
    """Return the genomes with hidden nodes [K] of bias 0 added to the genomes `owner` [K], which do not hold them."""
    old_owner = owners(genomes.node_start)
    local = np.arange(len(old_owner)) - genomes.node_start[old_owner]
    old_rank = node_ranks(genomes.node_kind, genomes.node_id, local)
    new_rank = node_ranks(np.full(len(ids), HIDDEN, dtype=np.uint8), ids, np.zeros(len(ids), dtype=np.int64))
    both = np.concatenate([old_owner, owner])
    order = ((both << 32) | np.concatenate([old_rank, new_rank])).argsort(kind="stable")
    return Genomes(
        node_start=starts(np.bincount(both, minlength=len(genomes))),
        node_id=np.concatenate([genomes.node_id, ids])[order],
        node_kind=np.concatenate([genomes.node_kind, np.full(len(ids), HIDDEN, np.uint8)])[order],
        bias=np.concatenate([genomes.bias, np.zeros(len(ids))])[order],
        activation=np.concatenate([genomes.activation, activation])[order],
        region=np.concatenate([genomes.region, region])[order],
        connection_start=genomes.connection_start,
        innovation=genomes.innovation,
        source=genomes.source,
        target=genomes.target,
        weight=genomes.weight,
        enabled=genomes.enabled,
    )


@dataclass(frozen=True, slots=True)
class Wires:
    """K connections for genomes that do not hold them."""

    owner: Index  # [K] genome
    innovation: NDArray[np.int32]  # [K]
    source: NDArray[np.int32]  # [K] node id
    target: NDArray[np.int32]  # [K] node id
    weight: NDArray[np.float64]  # [K]
    enabled: NDArray[np.bool_]  # [K]


def add_connections(genomes: Genomes, wires: Wires) -> Genomes:
    """Return the genomes with the connections added."""
    both = np.concatenate([owners(genomes.connection_start), wires.owner])
    numbers = np.concatenate([genomes.innovation, wires.innovation])
    order = ((both << 32) | numbers).argsort(kind="stable")
    return Genomes(
        node_start=genomes.node_start,
        node_id=genomes.node_id,
        node_kind=genomes.node_kind,
        bias=genomes.bias,
        activation=genomes.activation,
        region=genomes.region,
        connection_start=starts(np.bincount(both, minlength=len(genomes))),
        innovation=numbers[order],
        source=np.concatenate([genomes.source, wires.source])[order],
        target=np.concatenate([genomes.target, wires.target])[order],
        weight=np.concatenate([genomes.weight, wires.weight])[order],
        enabled=np.concatenate([genomes.enabled, wires.enabled])[order],
    )
