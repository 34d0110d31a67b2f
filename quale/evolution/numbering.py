"""Historical marks for the genes that one generation makes (Stanley & Miikkulainen 2002, section 3.2).

The operators work on all children at once, operator after operator, and get provisional numbers; at the end these
are exchanged for final ones in child order, as if child after child had been made. Equal changes share a number
throughout, so the exchange is one to one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.state import Tracker
from quale.genome.draft import Draft
from quale.genome.extend import node_ranks
from quale.genome.gather import take
from quale.genome.genome import Genomes
from quale.genome.locate import locate
from quale.genome.seal import sealed
from quale.genome.segments import Index, counts, ordered_keys, owners, starts

Numbers = NDArray[np.int32]


class Numbering:
    """The tracker while a generation is made; used up when it has settled."""

    def __init__(self, tracker: Tracker) -> None:
        self._first_connection = tracker.next_innovation
        self._first_node = tracker.next_node_id
        self._source = tracker.source
        self._target = tracker.target
        self._split_innovation = tracker.split_innovation
        self._split_node = tracker.split_node
        self._next_node = tracker.next_node_id
        # Who asked for which new number, request after request: (children, numbers).
        self._connections: list[tuple[Index, Index]] = []
        self._nodes: list[tuple[Index, Index]] = []

    def connections(self, child: Index, source: Numbers, target: Numbers) -> Numbers:
        """Return the numbers [K] of connections asked for by the children [K]; what is new is appended."""
        wanted = (source.astype(np.int64) << 32) | target
        keys, first, inverse = np.unique(wanted, return_index=True, return_inverse=True)
        number = np.full(len(keys), -1, dtype=np.int64)
        if len(keys):
            table = (self._source.astype(np.int64) << 32) | self._target
            place = np.minimum(np.searchsorted(keys, table), len(keys) - 1)
            known = np.flatnonzero(keys[place] == table)
            number[place[known]] = known
        new = np.flatnonzero(number < 0)
        new = new[np.argsort(first[new])]
        number[new] = len(self._source) + np.arange(len(new))
        self._source = np.concatenate([self._source, source[first[new]]])
        self._target = np.concatenate([self._target, target[first[new]]])
        answer = number[inverse]
        fresh = answer >= self._first_connection
        self._connections.append((child[fresh], answer[fresh]))
        return answer.astype(np.int32)

    def splits(self, child: Index, innovation: Numbers, genomes: Genomes, owner: Index) -> Numbers:
        """Return the nodes [K] that split the connections `innovation` [K] of the genomes `owner` [K].

        It is the first node recorded for that connection that the genome does not hold, else a new one.
        """
        entries = np.flatnonzero(np.isin(self._split_innovation, innovation))
        entries = entries[np.argsort(self._split_innovation[entries], kind="stable")]
        recorded = self._split_innovation[entries]
        low = np.searchsorted(recorded, innovation, side="left")
        high = np.searchsorted(recorded, innovation, side="right")
        pair_start = starts(high - low)
        request = owners(pair_start)
        node = self._split_node[entries[low[request] + np.arange(len(request)) - pair_start[request]]]
        free = np.flatnonzero(locate(genomes, owner[request], node) < 0)
        served, first_free = np.unique(request[free], return_index=True)
        answer = np.full(len(innovation), -1, dtype=np.int64)
        answer[served] = node[free[first_free]]

        unserved = np.flatnonzero(answer < 0)
        connection, first, inverse = np.unique(innovation[unserved], return_index=True, return_inverse=True)
        rank = np.empty(len(connection), dtype=np.int64)
        rank[np.argsort(first)] = np.arange(len(connection))
        answer[unserved] = self._next_node + rank[inverse]
        self._next_node += len(connection)
        self._split_innovation = np.concatenate([self._split_innovation, connection[np.argsort(first)]])
        made = answer[unserved[np.sort(first)]].astype(np.int32)
        self._split_node = np.concatenate([self._split_node, made])
        fresh = answer >= self._first_node
        self._nodes.append((child[fresh], answer[fresh]))
        return answer.astype(np.int32)

    def settle(self) -> tuple["Exchange", Tracker]:
        """Return the exchange of provisional for final numbers, and the tracker that holds the final ones."""
        connection = _in_child_order(self._connections, self._first_connection, len(self._source))
        node = _in_child_order(self._nodes, self._first_node, self._next_node)
        order = np.argsort(connection)
        splits = np.argsort(node[self._split_node])  # the table always ascends in nodes: each was new when recorded
        tracker = Tracker(
            next_node_id=self._next_node,
            source=sealed(node[self._source[order]]),
            target=sealed(node[self._target[order]]),
            split_innovation=sealed(connection[self._split_innovation[splits]]),
            split_node=sealed(node[self._split_node[splits]]),
        )
        return Exchange(connection, node), tracker


@dataclass(frozen=True, slots=True)
class Exchange:
    """Final numbers for X provisional innovation numbers and Y provisional node ids."""

    connection: Numbers  # [X]
    node: Numbers  # [Y]

    @property
    def needed(self) -> bool:
        """Whether any number changes."""
        return bool((self.connection[1:] < self.connection[:-1]).any() or (self.node[1:] < self.node[:-1]).any())

    def apply(self, genomes: Draft) -> Genomes:
        """Return the genomes, which are finished now, under final numbers and with their genes in order."""
        if not self.needed:
            return genomes.finished()
        other = self.connection[genomes.innovation] != genomes.innovation
        renamed = self.node[genomes.node_id] != genomes.node_id
        touched = counts(genomes.connection_start, other) + counts(genomes.node_start, renamed)
        (rows,) = touched.nonzero()
        genomes.put(rows, self._applied(take(genomes, rows)), np.arange(len(rows)))
        return genomes.finished()

    def _applied(self, genomes: Genomes) -> Genomes:
        innovation, ids = self.connection[genomes.innovation], self.node[genomes.node_id]
        gene = ordered_keys(genomes.connection_start, innovation).argsort(kind="stable")
        local = np.arange(len(ids)) - genomes.node_start[owners(genomes.node_start)]
        rank = node_ranks(genomes.node_kind, ids, local)
        node = ordered_keys(genomes.node_start, rank).argsort(kind="stable")
        return Genomes(
            node_start=genomes.node_start,
            node_id=ids[node],
            node_kind=genomes.node_kind[node],
            bias=genomes.bias[node],
            activation=genomes.activation[node],
            region=genomes.region[node],
            connection_start=genomes.connection_start,
            innovation=innovation[gene],
            source=self.node[genomes.source[gene]],
            target=self.node[genomes.target[gene]],
            weight=genomes.weight[gene],
            enabled=genomes.enabled[gene],
        )


def _in_child_order(requests: list[tuple[Index, Index]], first: int, count: int) -> Numbers:
    """Return final numbers [count]: those below `first` stay, newer ones go by the first child that asked."""
    final = np.arange(count, dtype=np.int32)
    if count > first:
        child = np.concatenate([children for children, _ in requests])
        number = np.concatenate([numbers for _, numbers in requests])[np.argsort(child, kind="stable")]
        new, place = np.unique(number, return_index=True)
        final[new[np.argsort(place)]] = np.arange(first, count, dtype=np.int32)
    return final
