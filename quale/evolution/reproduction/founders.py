"""The first genomes: sensors connected to actuators, and nothing between them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.mutation.steps import clamped
from quale.evolution.records.innovations import InnovationTable, number_between
from quale.evolution.records.rates import Rates
from quale.evolution.records.settings import BrainSettings
from quale.genome.buffer import GenomeBuffer
from quale.genome.genome import INPUT, NO_REGION, OUTPUT, Interface
from quale.native.kernel import kernel
from quale.streams import PURPOSES, begin, draw, draw_below


@dataclass(frozen=True, slots=True)
class Founding:
    """Founders to be made; each has `held` of the I x O possible connections, which ones drawn for each."""

    count: int
    held: int
    purpose: int  # of their streams
    input_ids: NDArray[np.int32]  # [I]
    output_ids: NDArray[np.int32]  # [O]

    @property
    def pairs(self) -> int:
        """How many connections are possible."""
        return len(self.input_ids) * len(self.output_ids)


def founding(count: int, interface: Interface, brain: BrainSettings, purpose: str) -> Founding:
    """Return what so many founders are like: they have the part `brain.initial` of all connections, halves up."""
    held = math.floor(brain.initial * (len(interface.inputs) * len(interface.outputs)) + 0.5)
    return Founding(count, held, PURPOSES[purpose], interface.input_ids, interface.output_ids)


@kernel
def add_founders(
    buffer: GenomeBuffer,
    first: int,
    founding: Founding,
    rates: Rates,
    table: InnovationTable,
    streams: NDArray[np.uint64],
) -> None:
    """Write founders as the children from `first` on. Weights are U(-1, 1), clamped to `brain.weights`, biases 0."""
    for child in range(first, first + founding.count):
        _add_ends(buffer, child, founding, rates)
        begin(streams, founding.purpose, child)
        _add_pairs(buffer, child, founding, table, streams)
        for gene in range(buffer.connection_start[child], buffer.connection_start[child + 1]):
            number: int = buffer.innovation[gene]
            buffer.source[gene] = table.source[number]
            buffer.target[gene] = table.target[number]
            buffer.weight[gene] = clamped(2.0 * draw(streams) - 1.0, rates.low, rates.high)
            buffer.enabled[gene] = True


@kernel
def _add_ends(buffer: GenomeBuffer, child: int, founding: Founding, rates: Rates) -> None:
    """Write the inputs and outputs."""
    first: int = buffer.node_start[child]
    for place in range(rates.ports):
        node = first + place
        is_input = place < rates.inputs
        buffer.node_id[node] = founding.input_ids[place] if is_input else founding.output_ids[place - rates.inputs]
        buffer.node_kind[node] = INPUT if is_input else OUTPUT
        buffer.bias[node] = 0.0
        buffer.activation[node] = 0 if is_input else rates.activation
        buffer.region[node] = NO_REGION
    buffer.node_start[child + 1] = first + rates.ports


@kernel
def _add_pairs(
    buffer: GenomeBuffer, child: int, founding: Founding, table: InnovationTable, streams: NDArray[np.uint64]
) -> None:
    """Write the numbers of the connections held, in order: each pair with the same chance (Knuth 1998, algorithm S)."""
    first: int = buffer.connection_start[child]
    gene = first
    outputs = len(founding.output_ids)
    pairs = len(founding.input_ids) * outputs
    for pair in range(pairs):
        missing = founding.held - (gene - first)
        if missing == pairs - pair or (missing > 0 and draw_below(streams, pairs - pair) < missing):
            source: int = founding.input_ids[pair // outputs]
            target: int = founding.output_ids[pair % outputs]
            buffer.innovation[gene] = number_between(table, source, target)
            gene += 1
    buffer.connection_start[child + 1] = gene
    _sort(buffer.innovation, first, gene)


@kernel
def _sort(values: NDArray[np.int32], first: int, end: int) -> None:
    """Put `values` [C] first … end - 1 in order (Shell 1959); mostly they are."""
    gap = (end - first) // 2
    while gap > 0:
        for place in range(first + gap, end):
            value: int = values[place]
            at = place
            while at - gap >= first and values[at - gap] > value:
                values[at] = values[at - gap]
                at -= gap
            values[at] = value
        gap //= 2
