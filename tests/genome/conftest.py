"""Genomes written by hand."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from quale.genome.genome import ACTIVATIONS, HIDDEN, INPUT, NO_REGION, OUTPUT, Genomes, Interface
from quale.genome.interface import interface
from quale.genome.segments import starts

Gene = tuple[int, int, int, float, bool]  # innovation, source, target, weight, enabled
Build = Callable[..., Genomes]


def build_genomes(
    genes: Sequence[Sequence[Gene]], hidden: Sequence[Sequence[int]] | None = None, inputs: int = 2, outputs: int = 1
) -> Genomes:
    """Return genomes of these genes; all nodes are identity with bias 0."""
    extra = hidden or [
        sorted({end for gene in genome for end in gene[1:3] if end >= inputs + outputs}) for genome in genes
    ]
    ids = [node for hidden_ids in extra for node in (*range(inputs + outputs), *hidden_ids)]
    kind = [k for h in extra for k in (*[INPUT] * inputs, *[OUTPUT] * outputs, *[HIDDEN] * len(h))]
    flat = [gene for genome in genes for gene in genome]
    return Genomes(
        node_start=starts(np.array([inputs + outputs + len(h) for h in extra])),
        node_id=np.array(ids, dtype=np.int32),
        node_kind=np.array(kind, dtype=np.uint8),
        bias=np.zeros(len(ids)),
        activation=np.where(np.array(kind) == INPUT, 0, ACTIVATIONS.index("identity")).astype(np.uint8),
        region=np.full(len(ids), NO_REGION, dtype=np.int16),
        connection_start=starts(np.array([len(genome) for genome in genes])),
        innovation=np.array([gene[0] for gene in flat], dtype=np.int32),
        source=np.array([gene[1] for gene in flat], dtype=np.int32),
        target=np.array([gene[2] for gene in flat], dtype=np.int32),
        weight=np.array([gene[3] for gene in flat], dtype=np.float64),
        enabled=np.array([gene[4] for gene in flat], dtype=np.bool_),
    )


@pytest.fixture
def build() -> Build:
    return build_genomes


@pytest.fixture
def ends() -> Interface:
    """Two inputs (nodes 0 and 1) and an output (node 2)."""
    return interface(["a", "b"], ["y"])
