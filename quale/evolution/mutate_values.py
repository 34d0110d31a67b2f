"""Weights and biases: small steps, now and then a fresh weight (Stanley & Miikkulainen 2002, section 4.1); activations.

Changing activations is this project's.
"""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.pick import pick_hidden
from quale.evolution.settings import Settings
from quale.genome.draft import Draft
from quale.genome.genome import ACTIVATIONS, INPUT
from quale.genome.segments import Index, spread
from quale.streams import Stream, normal01


def shift_weights(draft: Draft, chosen: Index, settings: Settings, stream: Stream) -> None:
    """Touch every weight: a fresh one, uniform in the bounds, with chance `replace`, else a step; then clamp."""
    mutation = settings.mutation
    low, high = settings.brain.weights
    _, gene = spread(draft.connection_start, chosen)
    draw = stream.uniform(len(gene))
    # Either part of a uniform draw is, scaled up, uniform itself: below `replace` it says which fresh weight, above
    # it says which step.
    fresh = np.flatnonzero(draw < mutation.replace)
    value = low + (high - low) / (mutation.replace or 1.0) * draw.take(fresh)
    draw -= mutation.replace
    draw /= 1.0 - mutation.replace or 1.0
    draw[fresh] = 0.5
    moved = _steps(draw, mutation.weight_sd, settings)
    moved += draft.weight.take(gene)
    moved[fresh] = value
    draft.weight[gene] = np.clip(moved, low, high, out=moved)


def shift_biases(draft: Draft, chosen: Index, settings: Settings, stream: Stream) -> None:
    """Move every bias by a step and clamp it as weights are; inputs, and brains without biases, have none."""
    if not settings.brain.bias:
        return
    _, node = spread(draft.node_start, chosen)
    node = node[draft.node_kind.take(node) != INPUT]
    moved = draft.bias.take(node) + _steps(stream.uniform(len(node)), settings.mutation.bias_sd, settings)
    draft.bias[node] = np.clip(moved, *settings.brain.weights)


def change_activations(draft: Draft, chosen: Index, settings: Settings, stream: Stream) -> None:
    """Give a hidden node another of `brain.activations`."""
    listed = np.array([ACTIVATIONS.index(name) for name in dict.fromkeys(settings.brain.activations)], dtype=np.int64)
    draw = stream.uniform(2 * len(chosen)).reshape(-1, 2)
    has_hidden, node = pick_hidden(draft, chosen, draw[:, 0])
    is_now = listed[None, :] == draft.activation[node][:, None]
    others = len(listed) - is_now.any(axis=1)
    drawn = (draw[has_hidden, 1] * others).astype(np.int64)
    now = np.where(is_now.any(axis=1), is_now.argmax(axis=1), len(listed))
    able = others > 0
    draft.activation[node[able]] = listed[(drawn + (drawn >= now))[able]]


def _steps(uniform: NDArray[np.float64], size: float, settings: Settings) -> NDArray[np.float64]:
    """Return the steps [n] that go with uniform draws [n]: N(0, size), or U(-size, size) where `perturb` says so."""
    if settings.mutation.perturb == "uniform":
        steps = uniform - 0.5
        steps *= 2.0 * size
    else:
        steps = normal01(uniform)
        steps *= size
    return steps
