"""Genomes in the making: all arrays are there at their final size, and may be written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.genome.genome import Genomes
from quale.genome.segments import Index, lengths, spread, starts

NODE_COLUMNS = ("node_id", "node_kind", "bias", "activation", "region")
CONNECTION_COLUMNS = ("innovation", "source", "target", "weight", "enabled")
PARTS = (("node_start", NODE_COLUMNS), ("connection_start", CONNECTION_COLUMNS))

BATCH = 1 << 17
"""Genes that are worked on at once, so that what lies between stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Draft:
    """P genomes as in `Genomes`, writable."""

    node_start: Index  # [P + 1]
    node_id: NDArray[np.int32]  # [N]
    node_kind: NDArray[np.uint8]  # [N]
    bias: NDArray[np.float64]  # [N]
    activation: NDArray[np.uint8]  # [N]
    region: NDArray[np.int16]  # [N]
    connection_start: Index  # [P + 1]
    innovation: NDArray[np.int32]  # [C]
    source: NDArray[np.int32]  # [C]
    target: NDArray[np.int32]  # [C]
    weight: NDArray[np.float64]  # [C]
    enabled: NDArray[np.bool_]  # [C]

    def __len__(self) -> int:
        return len(self.node_start) - 1

    def finished(self) -> Genomes:
        """Return the genomes; nothing may be written any more."""
        return Genomes(**{name: getattr(self, name) for name in self.__dataclass_fields__})

    def between(self, first: int, last: int) -> "Draft":
        """Return the genomes first … last - 1; what is written to them is written here."""
        return Draft(**_columns(self, first, last))

    def fill(self, genomes: Genomes, index: Index) -> None:
        """Write the genomes at `index` [P], which must fit; where one is longer than its place, nothing sensible."""
        for start_name, names in PARTS:
            start, theirs = getattr(self, start_name), getattr(genomes, start_name)
            place = (theirs[index] - start[:-1]).repeat(start[1:] - start[:-1])
            place += np.arange(len(place))
            for name in names:
                column = getattr(genomes, name)
                if len(column):
                    column.take(place, out=getattr(self, name), mode="clip")

    def put(self, rows: Index, genomes: Genomes, index: Index) -> None:
        """Write the genomes at `index` to the places `rows`, which they must fit."""
        for start_name, names in PARTS:
            _, place = spread(getattr(self, start_name), rows)
            _, theirs = spread(getattr(genomes, start_name), index)
            for name in names:
                getattr(self, name)[place] = getattr(genomes, name).take(theirs)


def draft(node_sizes: Index, connection_sizes: Index) -> Draft:
    """Return a draft of genomes with so many nodes and connections each [P]; it holds nothing sensible yet."""
    node_start, connection_start = starts(node_sizes), starts(connection_sizes)
    nodes, connections = int(node_start[-1]), int(connection_start[-1])
    return Draft(
        node_start=node_start,
        node_id=np.empty(nodes, dtype=np.int32),
        node_kind=np.empty(nodes, dtype=np.uint8),
        bias=np.empty(nodes),
        activation=np.empty(nodes, dtype=np.uint8),
        region=np.empty(nodes, dtype=np.int16),
        connection_start=connection_start,
        innovation=np.empty(connections, dtype=np.int32),
        source=np.empty(connections, dtype=np.int32),
        target=np.empty(connections, dtype=np.int32),
        weight=np.empty(connections),
        enabled=np.empty(connections, dtype=np.bool_),
    )


def gathered(parts: Sequence[Genomes], part: Index, row: Index) -> Draft:
    """Return a draft of the genomes parts[part[k]][row[k]], [K]."""
    rows = [(part == number).nonzero()[0] for number in range(len(parts))]
    sizes = []
    for name in ("node_start", "connection_start"):
        size = np.empty(len(part), dtype=np.int64)
        for genomes, here in zip(parts, rows, strict=True):
            size[here] = lengths(getattr(genomes, name))[row[here]]
        sizes.append(size)
    together = draft(*sizes)
    for genomes, here in zip(parts, rows, strict=True):
        if len(here) == len(part):
            together.fill(genomes, row)
        elif len(here):
            together.put(here, genomes, row[here])
    return together


def copied(genomes: Genomes) -> Draft:
    """Return a draft of the same genomes."""
    return Draft(**{name: getattr(genomes, name).copy() for name in genomes.__dataclass_fields__})


def between(genomes: Genomes, first: int, last: int) -> Genomes:
    """Return the genomes first … last - 1, without copying them."""
    return Genomes(**_columns(genomes, first, last))


def _columns(genomes: Genomes | Draft, first: int, last: int) -> dict[str, Any]:
    columns = {}
    for start_name, names in PARTS:
        start = getattr(genomes, start_name)
        here = slice(int(start[first]), int(start[last]))
        columns[start_name] = start[first : last + 1] - start[first]
        columns |= {name: getattr(genomes, name)[here] for name in names}
    return columns


def batches(start: Index) -> Iterator[tuple[int, int]]:
    """Yield the ends of runs of segments with about BATCH elements each, and at least one segment."""
    weight = start + np.arange(len(start))  # also bounds the segments, which may be empty
    first = 0
    while first < len(start) - 1:
        last = int(weight.searchsorted(weight[first] + BATCH, side="right")) - 1
        yield first, max(last, first + 1)
        first = max(last, first + 1)
