"""Random genomes, every activation among them."""

import numpy as np

from quale.genome.express import express
from quale.genome.genome import ACTIVATIONS, HIDDEN, INPUT, NO_REGION, OUTPUT, Genomes, Networks
from quale.genome.interface import interface
from quale.model.model import Model
from tests.compiler.differential.picks import Picks


def random_networks(picks: Picks, model: Model, count: int) -> Networks:
    """Networks of `count` random genomes for a model's body."""
    inputs, outputs = model.ports.inputs, model.ports.outputs
    recurrent = model.evolution.brain.recurrent
    nodes: list[tuple[int, int, float, int]] = []
    links: list[tuple[int, int, int, float, bool]] = []
    node_start, link_start = [0], [0]
    for _ in range(count):
        hidden = picks.between(0, 4)
        ports = len(inputs) + len(outputs)
        for node in range(ports + hidden):
            kind = INPUT if node < len(inputs) else OUTPUT if node < ports else HIDDEN
            bias, activation = (0.0, 0) if kind == INPUT else (picks.number(), picks.below(len(ACTIVATIONS)))
            nodes.append((node, kind, bias, activation))
        pairs = _pairs(len(inputs), len(outputs), hidden, recurrent)
        for innovation, (source, target) in enumerate(pairs):
            if picks.often(60):
                links.append((innovation, source, target, picks.number(), picks.often(85)))
        node_start.append(len(nodes))
        link_start.append(len(links))
    genomes = Genomes(
        node_start=np.array(node_start, np.int64),
        node_id=np.array([node[0] for node in nodes], np.int32),
        node_kind=np.array([node[1] for node in nodes], np.uint8),
        bias=np.array([node[2] for node in nodes], np.float64),
        activation=np.array([node[3] for node in nodes], np.uint8),
        region=np.full(len(nodes), NO_REGION, np.int16),
        connection_start=np.array(link_start, np.int64),
        innovation=np.array([link[0] for link in links], np.int32),
        source=np.array([link[1] for link in links], np.int32),
        target=np.array([link[2] for link in links], np.int32),
        weight=np.array([link[3] for link in links], np.float64),
        enabled=np.array([link[4] for link in links], np.bool_),
    )
    return express(genomes, interface(inputs, outputs), recurrent)


def _pairs(inputs: int, outputs: int, hidden: int, recurrent: bool) -> list[tuple[int, int]]:
    """Connections that a brain may have: forward ones only from a hidden node to a later one, or to an output."""
    ports = inputs + outputs
    targets = range(inputs, ports + hidden)
    if recurrent:
        return [(source, target) for source in range(ports + hidden) for target in targets]
    sources = (*range(inputs), *range(ports, ports + hidden))
    return [(s, t) for t in targets for s in sources if t < ports or s < t]
