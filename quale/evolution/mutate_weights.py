"""Weights and biases: small steps, and now and then a fresh weight (Stanley & Miikkulainen 2002, section 4.1)."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from quale.evolution.mutation import Brood
from quale.evolution.numbering import Numbering
from quale.evolution.settings import Settings
from quale.genome.genome import INPUT, Genomes
from quale.genome.segments import Index, spread
from quale.streams import Stream


def shift_weights(brood: Brood, chosen: Index, settings: Settings, _numbering: Numbering, stream: Stream) -> Genomes:
    """Touch every weight: a fresh one, uniform in the bounds, with chance `replace`, else a step; then clamp."""
    genomes, mutation = brood.genomes, settings.mutation
    low, high = settings.brain.weights
    _, gene = spread(genomes.connection_start, chosen)
    fresh = stream.uniform(len(gene)) < mutation.replace
    kept = ~fresh
    new = np.empty(len(gene))
    new[fresh] = low + (high - low) * stream.uniform(int(np.count_nonzero(fresh)))
    new[kept] = genomes.weight[gene[kept]] + _steps(stream, int(np.count_nonzero(kept)), mutation.weight_sd, settings)
    weight = genomes.weight.copy()
    weight[gene] = np.clip(new, low, high)
    return replace(genomes, weight=weight)


def shift_biases(brood: Brood, chosen: Index, settings: Settings, _numbering: Numbering, stream: Stream) -> Genomes:
    """Move every bias by a step and clamp it as weights are; inputs, and brains without biases, have none."""
    genomes = brood.genomes
    if not settings.brain.bias:
        return genomes
    _, node = spread(genomes.node_start, chosen)
    node = node[genomes.node_kind[node] != INPUT]
    bias = genomes.bias.copy()
    bias[node] = np.clip(
        bias[node] + _steps(stream, len(node), settings.mutation.bias_sd, settings), *settings.brain.weights
    )
    return replace(genomes, bias=bias)


def _steps(stream: Stream, count: int, size: float, settings: Settings) -> NDArray[np.float64]:
    """Return steps [count]: N(0, size), or U(-size, size) where `perturb` says so."""
    if settings.mutation.perturb == "uniform":
        return (2.0 * stream.uniform(count) - 1.0) * size
    return stream.normal(count) * size
