"""Genome → Network."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quale.export.network import Input, Link, Network, Output, Step
from quale.genome.genome import ACTIVATIONS, Networks


def network_of(
    networks: Networks,
    index: int,
    ids: NDArray[np.integer],
    ends: tuple[tuple[Input, ...], tuple[Output, ...]],
    name: str,
    updates: int,
    limit: float | None = None,
    about: Sequence[tuple[str, str]] = (),
) -> Network:
    """Return one of the networks as whoever writes it into a file needs it; regions mean nothing to it.

    Args:
        networks: As the native kernel runs them.
        index: Which of them.
        ids: [N] Node ids of its genome, by slot.
        ends: Its inputs and outputs, in order.
        name: Of the run.
        updates: Updates a step, of a recurrent network.
        limit: Of scaled inputs; None where inputs are taken as they are.
        about: Where it comes from, as (what, words).
    """
    first, last = int(networks.step_start[index]), int(networks.step_start[index + 1])
    stepped = networks.step_slot[first:last].tolist()
    fixed = networks.inputs + networks.outputs
    kept = [*range(fixed), *sorted(slot for slot in stepped if slot >= fixed)]  # what takes no step is left out
    place = {slot: number for number, slot in enumerate(kept)}
    steps = []
    for step, slot in enumerate(stepped, first):
        begin, end = int(networks.link_start[step]), int(networks.link_start[step + 1])
        sources, weights = networks.link_source[begin:end].tolist(), networks.link_weight[begin:end].tolist()
        links = tuple(Link(place[source], weight) for source, weight in zip(sources, weights, strict=True))
        activation = ACTIVATIONS[int(networks.step_activation[step])]
        steps.append(Step(place[slot], int(ids[slot]), activation, float(networks.step_bias[step]), links))
    return Network(
        name=name,
        inputs=ends[0],
        outputs=ends[1],
        steps=tuple(steps),
        recurrent=networks.recurrent,
        updates=updates if networks.recurrent else 1,
        limit=limit,
        about=tuple(about),
    )
