"""The first genomes: sensors connected to actuators, and nothing between them."""

import numpy as np

from quale.evolution.numbering import Numbering
from quale.evolution.settings import Brain
from quale.genome.genome import ACTIVATIONS, INPUT, NO_REGION, OUTPUT, Genomes, Interface
from quale.genome.segments import Index, owners, starts
from quale.streams import Stream


def founders(child: Index, interface: Interface, brain: Brain, numbering: Numbering, stream: Stream) -> Genomes:
    """Return len(child) founders, numbered as the children `child`.

    Weights are U(-1, 1), clamped to `brain.weights`, biases 0. Of the I x O possible connections every founder has
    the part `brain.initial`, rounded to a whole number (halves up), which ones drawn for each.
    """
    count, inputs, outputs = len(child), len(interface.inputs), len(interface.outputs)
    ends = inputs + outputs
    pairs = inputs * outputs
    held = int(np.floor(brain.initial * pairs + 0.5))
    pair = np.tile(np.arange(pairs), (count, 1))
    if held < pairs:
        dice = stream.uniform(count * pairs).reshape(count, pairs)
        pair = np.sort(np.argsort(dice, axis=1, kind="stable")[:, :held], axis=1)
    pair = pair.reshape(-1)
    start = starts(np.full(count, held))
    owner = owners(start)
    source = interface.input_ids[pair // max(outputs, 1)]
    target = interface.output_ids[pair % max(outputs, 1)]
    innovation = numbering.connections(child[owner], source, target)
    weight = np.clip(2.0 * stream.uniform(count * held) - 1.0, *brain.weights)
    gene = np.argsort((owner << 32) | innovation)
    is_output = np.tile(np.arange(ends) >= inputs, count)
    return Genomes(
        node_start=starts(np.full(count, ends)),
        node_id=np.tile(np.concatenate([interface.input_ids, interface.output_ids]), count),
        node_kind=np.where(is_output, OUTPUT, INPUT).astype(np.uint8),
        bias=np.zeros(count * ends),
        activation=np.where(is_output, ACTIVATIONS.index(brain.activation), 0).astype(np.uint8),
        region=np.full(count * ends, NO_REGION, dtype=np.int16),
        connection_start=start,
        innovation=innovation[gene],
        source=source[gene],
        target=target[gene],
        weight=weight,
        enabled=np.ones(len(pair), dtype=bool),
    )
