"""Connections come, go and move (Stanley & Miikkulainen 2002, section 3.1; going and moving are this project's)."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from quale.evolution.candidates import candidates
from quale.evolution.mutation import Brood
from quale.evolution.numbering import Numbering
from quale.evolution.pick import pick_enabled
from quale.evolution.settings import Settings
from quale.genome.cycles import closing
from quale.genome.extend import Wires, add_connections
from quale.genome.gather import keep
from quale.genome.genome import Genomes
from quale.genome.locate import locate
from quale.genome.segments import Index, find, lengths, owners
from quale.streams import Stream


def add_connection(brood: Brood, chosen: Index, settings: Settings, numbering: Numbering, stream: Stream) -> Genomes:
    """Connect two nodes that no enabled connection joins; a disabled one that does is enabled instead.

    The target is no input; unless brains are recurrent, no cycle may arise. The weight is U(-1, 1), clamped. Nothing
    happens where no tried pair will do.
    """
    genomes = brood.genomes
    chosen = chosen[lengths(genomes.node_start)[chosen] > brood.inputs]
    size = lengths(genomes.node_start)[chosen]
    targets = size - brood.inputs
    tried, fits = candidates(size * targets, stream)
    first = genomes.node_start[chosen][:, None]
    new_source, new_target = first + tried // targets[:, None], first + brood.inputs + tried % targets[:, None]
    fresh_weight = np.clip(2.0 * stream.uniform(len(chosen)) - 1.0, *settings.brain.weights)

    edges = _Edges(genomes)
    existing = edges.between(new_source, new_target)
    fits &= ~np.append(genomes.enabled, False)[existing]
    if not settings.brain.recurrent:
        here = edges.of(chosen)
        closed = closing(len(genomes.node_id), edges.source[here], edges.target[here], new_source, new_target)
        fits &= (existing >= 0) | ~closed
    row = np.flatnonzero(fits.any(axis=1))
    column = fits[row].argmax(axis=1)

    gene = existing[row, column]
    enabled = genomes.enabled.copy()
    enabled[gene[gene >= 0]] = True
    row, column = row[gene < 0], column[gene < 0]
    source = genomes.node_id[new_source[row, column]]
    target = genomes.node_id[new_target[row, column]]
    number = numbering.connections(brood.child[chosen[row]], source, target)
    marked = np.ones(len(row), dtype=bool)
    wires = Wires(chosen[row], number, source, target, fresh_weight[row], marked)
    return add_connections(replace(genomes, enabled=enabled), wires)


def remove_connection(
    brood: Brood, chosen: Index, _settings: Settings, _numbering: Numbering, stream: Stream
) -> Genomes:
    """Disable one enabled connection."""
    _, gene = pick_enabled(brood.genomes, chosen, stream.uniform(len(chosen)))
    enabled = brood.genomes.enabled.copy()
    enabled[gene] = False
    return replace(brood.genomes, enabled=enabled)


def rewire(brood: Brood, chosen: Index, settings: Settings, numbering: Numbering, stream: Stream) -> Genomes:
    """Move one end of an enabled connection to another node; its number becomes that of its new ends.

    The rules are those of add_connection; a pair that is joined already, disabled or not, will not do.
    """
    genomes = brood.genomes
    chosen, gene = pick_enabled(genomes, chosen, stream.uniform(len(chosen)))
    size = lengths(genomes.node_start)[chosen]
    tried, fits = candidates(2 * size - brood.inputs, stream)  # any node as source, or any but the inputs as target
    edges = _Edges(genomes)
    first = genomes.node_start[chosen][:, None]
    by_source = tried < size[:, None]
    new_source = np.where(by_source, first + tried, edges.source[gene][:, None])
    new_target = np.where(by_source, edges.target[gene][:, None], first + tried - size[:, None] + brood.inputs)

    fits &= edges.between(new_source, new_target) < 0
    if not settings.brain.recurrent:
        here = edges.of(chosen)
        here[gene] = False
        fits &= ~closing(len(genomes.node_id), edges.source[here], edges.target[here], new_source, new_target)
    row = np.flatnonzero(fits.any(axis=1))
    column = fits[row].argmax(axis=1)

    source = genomes.node_id[new_source[row, column]]
    target = genomes.node_id[new_target[row, column]]
    number = numbering.connections(brood.child[chosen[row]], source, target)
    moved = gene[row]
    stays = np.ones(len(genomes.weight), dtype=bool)
    stays[moved] = False
    rest = keep(genomes, np.ones(len(genomes.node_id), dtype=bool), stays)
    wires = Wires(chosen[row], number, source, target, genomes.weight[moved], genomes.enabled[moved])
    return add_connections(rest, wires)


class _Edges:
    """All connections, disabled ones too, as edges between positions in the flat node arrays."""

    def __init__(self, genomes: Genomes) -> None:
        self.owner = owners(genomes.connection_start)
        self.source = locate(genomes, self.owner, genomes.source)
        self.target = locate(genomes, self.owner, genomes.target)
        self._nodes = len(genomes.node_id)
        key = self.source * self._nodes + self.target
        self._order = np.argsort(key)
        self._key = key[self._order]

    def of(self, chosen: Index) -> NDArray[np.bool_]:
        """Return which edges [C] belong to the chosen genomes."""
        marked = np.zeros(int(self.owner.max(initial=-1)) + 1, dtype=bool)
        marked[chosen[chosen < len(marked)]] = True
        return marked[self.owner]

    def between(self, source: Index, target: Index) -> Index:
        """Return the positions of the edges from source to target (any shape), -1 where there is none."""
        place = find(self._key, (source * self._nodes + target).reshape(-1))
        if not len(self._order):
            return place.reshape(source.shape)
        return np.where(place < 0, -1, self._order[place]).reshape(source.shape)
