"""One gene, or one node, of a child."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.buffer import GenomeBuffer
from quale.native.kernel import kernel
from quale.streams import draw_below

NONE = -1


@kernel
def count_enabled(buffer: GenomeBuffer, child: int) -> int:
    """Return how many enabled connections a child has."""
    enabled = buffer.enabled
    count = 0
    for gene in range(buffer.connection_start[child], buffer.connection_start[child + 1]):
        count += int(enabled[gene])
    return count


@kernel
def nth_enabled(buffer: GenomeBuffer, child: int, order: int) -> int:
    """Return the place of a child's enabled connection number `order`, from 0; it must exist."""
    gene: int = buffer.connection_start[child]
    left = order
    while left > 0 or not buffer.enabled[gene]:
        left -= int(buffer.enabled[gene])
        gene += 1
    return gene


@kernel
def pick_enabled(buffer: GenomeBuffer, child: int, draws: NDArray[np.uint64]) -> int:
    """Return the place of one of a child's enabled connections, NONE without any."""
    count = count_enabled(buffer, child)
    return nth_enabled(buffer, child, draw_below(draws, count)) if count > 0 else NONE


@kernel
def pick_hidden(buffer: GenomeBuffer, child: int, ports: int, draws: NDArray[np.uint64]) -> int:
    """Return the place of one of a child's hidden nodes, which follow its first `ports` ones; NONE without any."""
    first: int = buffer.node_start[child] + ports
    count: int = buffer.node_start[child + 1] - first
    return first + draw_below(draws, count) if count > 0 else NONE
