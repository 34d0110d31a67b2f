"""One gene, or one node, of a child."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.draft import Draft
from quale.native.kernel import kernel
from quale.streams import draw_below

NONE = -1


@kernel
def count_enabled(draft: Draft, child: int) -> int:
    """Return how many enabled connections a child has."""
    enabled = draft.enabled
    count = 0
    for gene in range(draft.connection_start[child], draft.connection_start[child + 1]):
        count += int(enabled[gene])
    return count


@kernel
def nth_enabled(draft: Draft, child: int, order: int) -> int:
    """Return the place of a child's enabled connection number `order`, from 0; it must exist."""
    gene: int = draft.connection_start[child]
    left = order
    while left > 0 or not draft.enabled[gene]:
        left -= int(draft.enabled[gene])
        gene += 1
    return gene


@kernel
def pick_enabled(draft: Draft, child: int, draws: NDArray[np.uint64]) -> int:
    """Return the place of one of a child's enabled connections, NONE without any."""
    count = count_enabled(draft, child)
    return nth_enabled(draft, child, draw_below(draws, count)) if count > 0 else NONE


@kernel
def pick_hidden(draft: Draft, child: int, ends: int, draws: NDArray[np.uint64]) -> int:
    """Return the place of one of a child's hidden nodes, which follow its first `ends` ones; NONE without any."""
    first: int = draft.node_start[child] + ends
    count: int = draft.node_start[child + 1] - first
    return first + draw_below(draws, count) if count > 0 else NONE
