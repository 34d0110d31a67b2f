"""Hidden nodes come and go (Stanley & Miikkulainen 2002, section 3.1; going is this project's)."""

from dataclasses import replace

import numpy as np

from quale.evolution.mutation import Brood
from quale.evolution.numbering import Numbering
from quale.evolution.pick import pick_hidden
from quale.evolution.settings import Settings
from quale.genome.extend import Wires, add_connections, add_hidden
from quale.genome.gather import keep
from quale.genome.genome import ACTIVATIONS, NO_REGION, Genomes
from quale.genome.locate import locate
from quale.genome.segments import Index, counts, lengths, nth, owners
from quale.streams import Stream

SMALL = 15
"""Genomes of fewer genes are split at their older connections."""

NEXT = 0.3
"""Chance that the next younger connection is looked at."""


def add_node(brood: Brood, chosen: Index, settings: Settings, numbering: Numbering, stream: Stream) -> Genomes:
    """Split an enabled connection: it is disabled, the way in has weight 1 (clamped), the way out the old weight.

    In a small genome the older connections are the likelier ones. The node has bias 0 and `brain.activation`, and
    joins the region that both ends of the connection lie in.
    """
    genomes = brood.genomes
    chosen, gene = _pick_split(genomes, chosen, stream)
    source, target = genomes.source[gene], genomes.target[gene]
    child = brood.child[chosen]
    node = numbering.splits(child, genomes.innovation[gene], genomes, chosen)
    from_node = np.stack([source, node], axis=1).reshape(-1)  # the way in and the way out, by turns
    to_node = np.stack([node, target], axis=1).reshape(-1)
    number = numbering.connections(np.repeat(child, 2), from_node, to_node)
    region = genomes.region[locate(genomes, chosen, source)]
    inside = region == genomes.region[locate(genomes, chosen, target)]
    grown = add_hidden(
        genomes,
        chosen,
        node,
        np.full(len(node), ACTIVATIONS.index(settings.brain.activation), dtype=np.uint8),
        np.where(inside, region, NO_REGION).astype(np.int16),
    )
    old = genomes.enabled.copy()
    old[gene] = False
    way_in = np.full(len(node), float(np.clip(1.0, *settings.brain.weights)))
    weight = np.stack([way_in, genomes.weight[gene]], axis=1).reshape(-1)
    wires = Wires(np.repeat(chosen, 2), number, from_node, to_node, weight, np.ones(2 * len(node), dtype=bool))
    return add_connections(replace(grown, enabled=old), wires)


def _pick_split(genomes: Genomes, chosen: Index, stream: Stream) -> tuple[Index, Index]:
    """Return those of the chosen genomes that have an enabled connection, and the one to split for each.

    In genomes of fewer than SMALL genes it is the oldest enabled one, or, each time with chance NEXT, the one after;
    in larger ones any. The authors' released code does so "because this encourages splitting to distribute evenly":
    else hidden nodes line up in chains instead of lying side by side.
    """
    enabled = counts(genomes.connection_start, genomes.enabled)[chosen]
    draw = stream.uniform(len(chosen))
    later = np.count_nonzero(draw[:, None] < np.cumprod(np.full(SMALL, NEXT)), axis=1)
    anywhere = np.floor(draw * enabled).astype(np.int64)
    small = lengths(genomes.connection_start)[chosen] < SMALL
    order = np.where(small, np.minimum(later, enabled - 1), anywhere)
    able = enabled > 0
    return chosen[able], nth(genomes.connection_start, genomes.enabled, chosen[able], order[able])


def remove_node(brood: Brood, chosen: Index, _settings: Settings, _numbering: Numbering, stream: Stream) -> Genomes:
    """Remove a hidden node and all its connections."""
    genomes = brood.genomes
    _, node = pick_hidden(genomes, chosen, stream.uniform(len(chosen)))
    owner = owners(genomes.connection_start)
    stays = np.ones(len(genomes.node_id), dtype=bool)
    stays[node] = False
    joined = stays[locate(genomes, owner, genomes.source)] & stays[locate(genomes, owner, genomes.target)]
    return keep(genomes, stays, joined)
