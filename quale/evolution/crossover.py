"""Crossover by historical marks, "multipoint" (Stanley & Miikkulainen 2002, section 3.2, figure 4)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.loops import loops
from quale.evolution.settings import Settings
from quale.genome.extend import node_ranks
from quale.genome.gather import take
from quale.genome.genome import HIDDEN, INPUT, Genomes
from quale.genome.segments import Index, find, lengths, ordered_keys, spread, starts
from quale.streams import Stream

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Couples:
    """M pairs of genomes, as places in a population."""

    first: Index  # [M] the fitter
    second: Index  # [M]
    equal: Mask  # [M] whether they are equally fit


def crossover(genomes: Genomes, couples: Couples, settings: Settings, stream: Stream) -> Genomes:
    """Return a child of each couple [M].

    Matching genes come from either parent at random, disjoint and excess ones from the first. Between equally fit
    parents each disjoint or excess gene of either is taken with probability 1/2, in innovation order, unless it would
    close a cycle in a feed-forward genome, disabled genes counted. A gene disabled in both parents is disabled; one
    disabled in one parent, whether the other holds it or not, is disabled with chance `inherit_disabled`. A matching
    node takes its bias and activation together from one parent; a hidden node that one of two equal parents holds
    comes along where a gene needs it.
    """
    equal = couples.equal
    if not len(equal):
        return take(genomes, couples.first)
    genes = _pair(genomes.connection_start, couples, lambda place, _: genomes.innovation.take(place))
    taken = genes.shared | ~equal[genes.owner]
    open_genes = np.flatnonzero(~genes.shared & equal[genes.owner])
    taken[open_genes] = stream.uniform(len(open_genes)) < 0.5
    if not settings.brain.recurrent:
        risky = np.flatnonzero(taken & equal[genes.owner])
        place = genes.place[risky]
        owner, shared = genes.owner[risky], genes.shared[risky]
        taken[risky[loops(owner, genomes.source[place], genomes.target[place], shared)]] = False

    swap = genes.shared.copy()
    swap[swap] = stream.uniform(int(np.count_nonzero(swap))) < 0.5
    gene = np.where(swap, genes.partner, genes.place)[taken]
    on, partner_on = genomes.enabled[genes.place[taken]], genomes.enabled[genes.partner[taken]]
    partner_on |= ~genes.shared[taken]
    enabled = on & partner_on
    one_off = on != partner_on
    enabled[one_off] = stream.uniform(int(np.count_nonzero(one_off))) >= settings.reproduction.inherit_disabled

    owner, source, target = genes.owner[taken], genomes.source[gene], genomes.target[gene]
    nodes = _pair(
        genomes.node_start,
        couples,
        lambda place, local: node_ranks(genomes.node_kind.take(place), genomes.node_id.take(place), local),
    )
    needed = _holds(nodes, genomes, np.concatenate([owner, owner]), np.concatenate([source, target]), equal)
    kept = nodes.shared | needed | ~equal[nodes.owner]
    swap = nodes.shared & (genomes.node_kind[nodes.place] != INPUT)
    swap[swap] = stream.uniform(int(np.count_nonzero(swap))) < 0.5
    node = np.where(swap, nodes.partner, nodes.place)[kept]
    return Genomes(
        node_start=starts(np.bincount(nodes.owner[kept], minlength=len(equal))),
        node_id=genomes.node_id[node],
        node_kind=genomes.node_kind[node],
        bias=genomes.bias[node],
        activation=genomes.activation[node],
        region=genomes.region[node],
        connection_start=starts(np.bincount(owner, minlength=len(equal))),
        innovation=genomes.innovation[gene],
        source=source,
        target=target,
        weight=genomes.weight[gene],
        enabled=enabled,
    )


@dataclass(frozen=True, slots=True)
class _Pairing:
    """The U genes (or nodes) that M pairs of parents may pass on, by pair and rank.

    They are the first parent's, and where the two are equal those that only the second has.
    """

    owner: Index  # [U] pair
    place: Index  # [U] flat position in the first parent that has it
    partner: Index  # [U] flat position in the second parent where shared, else `place`
    shared: Mask  # [U] whether both parents have it


def _pair(start: Index, couples: Couples, rank: Callable[[Index, Index], NDArray[np.integer]]) -> _Pairing:
    """Match the elements of the couples' segments by rank, which ascends in a segment.

    `rank` is given flat positions, and positions within the segments.
    """
    places, keys = [], []
    for parent in (couples.first, couples.second):
        own_start, place = spread(start, parent)
        places.append(place)
        keys.append(ordered_keys(own_start, rank(place, place - np.repeat(start[parent], lengths(own_start)))))
    place, key = np.concatenate(places), np.concatenate(keys)
    order = np.argsort(key, kind="stable")  # ascending runs: no more than a merge
    place, key, in_second = place.take(order), key.take(order), order >= len(places[0])
    twin = key[1:] == key[:-1]
    shared, is_partner = np.append(twin, False), np.append(False, twin)
    partner = np.where(shared, np.append(place[1:], 0), place)
    owner = key >> 32
    (kept,) = np.nonzero(~is_partner & (~in_second | couples.equal.take(owner)))
    return _Pairing(owner.take(kept), place.take(kept), partner.take(kept), shared.take(kept))


def _holds(nodes: _Pairing, genomes: Genomes, owner: Index, ids: NDArray[np.int32], equal: Mask) -> Mask:
    """Return which nodes of equal parents [U] are among `ids`, the ends of the genes that the children take."""
    hidden = np.flatnonzero((genomes.node_kind[nodes.place] == HIDDEN) & equal[nodes.owner])
    asked = equal[owner]
    keys = (nodes.owner[hidden] << 32) | genomes.node_id[nodes.place[hidden]]
    found = find(keys, (owner[asked] << 32) | ids[asked])
    needed = np.zeros(len(nodes.owner), dtype=bool)
    needed[hidden[found[found >= 0]]] = True
    return needed
