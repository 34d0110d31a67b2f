"""What the making of a child works with: all in one record for the kernels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.random_batch import Batch
from quale.genome.graph import Graph


@dataclass(frozen=True, slots=True)
class Workplace:
    """Room for one child at a time, and its chance."""

    graph: Graph
    batch: Batch
    draws: NDArray[np.uint64]  # state of a child's stream, see quale.streams
