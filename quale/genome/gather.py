"""Genomes by index, and populations end to end; no loop over genomes or genes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quale.genome.genome import Genomes
from quale.genome.segments import lengths, spread, starts


def take(genomes: Genomes, index: NDArray[np.integer]) -> Genomes:
    """Return the genomes at `index` [P], in that order; any may repeat."""
    node_start, node = spread(genomes.node_start, index)
    connection_start, connection = spread(genomes.connection_start, index)
    return Genomes(
        node_start=node_start,
        node_id=genomes.node_id[node],
        node_kind=genomes.node_kind[node],
        bias=genomes.bias[node],
        activation=genomes.activation[node],
        region=genomes.region[node],
        connection_start=connection_start,
        innovation=genomes.innovation[connection],
        source=genomes.source[connection],
        target=genomes.target[connection],
        weight=genomes.weight[connection],
        enabled=genomes.enabled[connection],
    )


def concatenate(parts: Sequence[Genomes]) -> Genomes:
    """Return all genomes of the parts (at least one part) as one population."""
    return Genomes(
        node_start=starts(np.concatenate([lengths(part.node_start) for part in parts])),
        node_id=np.concatenate([part.node_id for part in parts]),
        node_kind=np.concatenate([part.node_kind for part in parts]),
        bias=np.concatenate([part.bias for part in parts]),
        activation=np.concatenate([part.activation for part in parts]),
        region=np.concatenate([part.region for part in parts]),
        connection_start=starts(np.concatenate([lengths(part.connection_start) for part in parts])),
        innovation=np.concatenate([part.innovation for part in parts]),
        source=np.concatenate([part.source for part in parts]),
        target=np.concatenate([part.target for part in parts]),
        weight=np.concatenate([part.weight for part in parts]),
        enabled=np.concatenate([part.enabled for part in parts]),
    )


def keep(genomes: Genomes, nodes: NDArray[np.bool_], connections: NDArray[np.bool_]) -> Genomes:
    """Return the same genomes with only the marked nodes [N] and connections [C]."""
    return Genomes(
        node_start=starts(nodes)[genomes.node_start],
        node_id=genomes.node_id[nodes],
        node_kind=genomes.node_kind[nodes],
        bias=genomes.bias[nodes],
        activation=genomes.activation[nodes],
        region=genomes.region[nodes],
        connection_start=starts(connections)[genomes.connection_start],
        innovation=genomes.innovation[connections],
        source=genomes.source[connections],
        target=genomes.target[connections],
        weight=genomes.weight[connections],
        enabled=genomes.enabled[connections],
    )
