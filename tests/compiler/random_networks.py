"""Random networks as flat arrays, with every activation and nodes without links."""

import numpy as np

from quale.genome.genome import ACTIVATIONS, Networks


def random_networks(
    seed: int,
    population: int,
    ends: tuple[int, int] = (3, 2),
    hidden: int = 4,
    links: int = 3,
    *,
    recurrent: bool = False,
) -> Networks:
    """Return networks of `hidden` hidden nodes and up to `links` links a node; `ends` are the inputs and outputs."""
    random = np.random.default_rng(seed)
    inputs, outputs = ends
    slots = inputs + outputs + hidden
    order = [*range(inputs + outputs, slots), *range(inputs, inputs + outputs)]
    sources: list[int] = []
    starts, nodes = [0], []
    for _ in range(population):
        for place, node in enumerate(order):
            known = range(slots) if recurrent else [*range(inputs), *order[:place]]
            sources += [int(random.choice(known)) for _ in range(random.integers(0, links + 1) if known else 0)]
            starts.append(len(sources))
            nodes.append(node)
    steps = len(nodes)
    return Networks(
        inputs=inputs,
        outputs=outputs,
        recurrent=recurrent,
        step_start=np.arange(population + 1, dtype=np.int64) * len(order),
        step_slot=np.array(nodes, dtype=np.int32),
        step_bias=random.normal(size=steps),
        step_activation=random.integers(0, len(ACTIVATIONS), steps).astype(np.int32),
        link_start=np.array(starts, dtype=np.int64),
        link_source=np.array(sources, dtype=np.int32),
        link_weight=random.normal(size=len(sources)),
        slots=np.full(population, slots, dtype=np.int32),
        complexity=np.diff(np.array(starts)[:: len(order)]).astype(np.int32),
    )
