"""Hidden nodes come and go (Stanley & Miikkulainen 2002, section 3.1; going is this project's)."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.mutation.pick import NONE, count_enabled, nth_enabled, pick_hidden
from quale.evolution.mutation.steps import clamped
from quale.evolution.records.innovations import InnovationTable, node_splitting, number_between
from quale.evolution.records.rates import Rates
from quale.genome.buffer import GenomeBuffer
from quale.genome.edit import insert_connection, insert_hidden, take_hidden
from quale.genome.genome import NO_REGION
from quale.native.kernel import kernel
from quale.streams import draw

SMALL = 15
"""Genomes of fewer genes are split at their older connections."""

NEXT = 0.3
"""Chance that the next younger connection is looked at."""


@kernel
def add_node(buffer: GenomeBuffer, child: int, rates: Rates, table: InnovationTable, draws: NDArray[np.uint64]) -> None:
    """Split an enabled connection: it is disabled, the way in has weight 1 (clamped), the way out the old weight.

    In a small genome the older connections are the likelier ones. The node has bias 0 and `brain.activation`, and
    joins the region that both ends of the connection lie in.
    """
    gene = _pick_split(buffer, child, draws)
    if gene == NONE:
        return
    source: int = buffer.source[gene]
    target: int = buffer.target[gene]
    weight: float = buffer.weight[gene]
    buffer.enabled[gene] = False
    node = node_splitting(table, buffer, child, rates.ports, buffer.innovation[gene])
    region = _region_of(buffer, child, source)
    if region != _region_of(buffer, child, target):
        region = NO_REGION
    insert_hidden(buffer, child, rates.ports, node, rates.activation, region)
    way_in = clamped(1.0, rates.low, rates.high)
    insert_connection(buffer, child, number_between(table, source, node), source, node, way_in, True)
    insert_connection(buffer, child, number_between(table, node, target), node, target, weight, True)


@kernel
def _pick_split(buffer: GenomeBuffer, child: int, draws: NDArray[np.uint64]) -> int:
    """Return the place of the connection to split, NONE where none is enabled.

    In genomes of fewer than SMALL genes it is the oldest enabled one, or, each time with chance NEXT, the one after;
    in larger ones any. The authors' released code does so "because this encourages splitting to distribute evenly":
    else hidden nodes line up in chains instead of lying side by side.
    """
    enabled = count_enabled(buffer, child)
    if enabled == 0:
        return NONE
    drawn = draw(draws)
    if buffer.connection_start[child + 1] - buffer.connection_start[child] >= SMALL:
        return nth_enabled(buffer, child, int(drawn * enabled))
    order = 0
    chance = NEXT
    while order < enabled - 1 and drawn < chance:
        order += 1
        chance *= NEXT
    return nth_enabled(buffer, child, order)


@kernel
def _region_of(buffer: GenomeBuffer, child: int, node: int) -> int:
    """Return the region of a child's node."""
    place: int = buffer.node_start[child]
    while buffer.node_id[place] != node:
        place += 1
    region: int = buffer.region[place]
    return region


@kernel
def remove_node(buffer: GenomeBuffer, child: int, rates: Rates, draws: NDArray[np.uint64]) -> None:
    """Remove a hidden node and all its connections."""
    node = pick_hidden(buffer, child, rates.ports, draws)
    if node != NONE:
        take_hidden(buffer, child, node)
