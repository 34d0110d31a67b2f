"""One scenario with everything that happened in it: the trace, and every value slot of the brain.

The reference interpreter runs it: it is the definition, keeps what native code has no need to keep, and one scenario
takes it a second or less.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.compiler.interpret.interpret import interpret
from quale.compiler.interpret.network import RunningNetwork
from quale.compiler.interpret.painter import Painter
from quale.compiler.trace import Trace
from quale.genome.genome import Networks
from quale.genome.seal import sealed
from quale.model.model import Model
from quale.model.picture import Pictures


@dataclass(frozen=True, slots=True)
class Episode:
    """One genome in one scenario: T ticks, its brain's V value slots. Read-only array."""

    trace: Trace
    activations: NDArray[np.float64]  # [T, V] after the brain's turn in every tick
    pictures: Pictures | None = None  # where the experiment has a `draw` block


def run_episode(model: Model, networks: Networks, *, seed: int, generation: int, scenario: int) -> Episode:
    """Run the first genome through one scenario of a generation.

    Raises:
        TypeError: the experiment's domain has no world.
    """
    painter = Painter(model.picture) if model.picture is not None else None
    trace = interpret(model, networks, 0, seed=seed, generation=generation, scenario=scenario, painter=painter)
    inputs = [at for at, label in enumerate(trace.labels) if label.startswith("sensor.")]
    brain = RunningNetwork(networks, 0, model.evolution.brain.steps)
    rows = []
    for row in trace.values:
        brain.think(row[inputs].tolist())
        rows.append(brain.values)
    values = np.array(rows, dtype=np.float64).reshape(len(rows), int(networks.slots[0]))
    return Episode(trace, sealed(values), painter.pictures() if painter is not None else None)
