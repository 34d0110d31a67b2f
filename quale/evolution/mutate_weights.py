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
    draw = stream.uniform(len(gene))
    fresh = draw < mutation.replace
    moved = genomes.weight[gene] + _steps(stream, len(gene), mutation.weight_sd, settings)
    # Where it says "fresh", draw / replace is itself uniform in [0, 1).
    weight = genomes.weight.copy()
    weight[gene] = np.clip(np.where(fresh, low + (high - low) * (draw / (mutation.replace or 1.0)), moved), low, high)
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
