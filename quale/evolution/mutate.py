"""Mutation: the registers of operators, each tried independently for each child."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from quale.evolution.mutate_connections import add_connection, remove_connection, rewire
from quale.evolution.mutate_nodes import add_node, remove_node
from quale.evolution.mutate_values import change_activations, shift_biases, shift_weights
from quale.evolution.mutation import Brood, Growth, Shift
from quale.evolution.numbering import Numbering
from quale.evolution.settings import Mutation, Settings
from quale.genome.draft import Draft, gathered
from quale.streams import Stream

Tried = NDArray[np.bool_]
"""[operators, P] which operators are tried on which child."""

SHIFTS = (
    Shift("weight_shift", shift_weights),
    Shift("bias_shift", shift_biases),
    Shift("change_activation", change_activations),
)
GROWTHS = (
    Growth("add_connection", add_connection),
    Growth("remove_connection", remove_connection),
    Growth("add_node", add_node),
    Growth("remove_node", remove_node),
    Growth("rewire", rewire),
)


def trials(children: int, mutation: Mutation, stream: Stream) -> tuple[Tried, Tried]:
    """Return which of SHIFTS and which of GROWTHS are tried on each child.

    With `mutation.exclusive` a child undergoes the first growth that its chances allow, no other one, and no shift
    beside it.
    """
    chance = np.array([getattr(mutation, operator.name) for operator in (*SHIFTS, *GROWTHS)])
    tried = stream.uniform(len(chance) * children).reshape(len(chance), children) < chance[:, None]
    shifts, growths = tried[: len(SHIFTS)], tried[len(SHIFTS) :]
    if mutation.exclusive:
        shifts &= ~growths.any(axis=0)
        growths &= np.cumsum(growths, axis=0) == 1
    return shifts, growths


def shift(children: Draft, tried: Tried, settings: Settings, streams: Callable[[str], Stream]) -> None:
    """Apply the operators that leave the structure alone to the children, in register order."""
    for operator, on in zip(SHIFTS, tried, strict=True):
        (chosen,) = on.nonzero()
        if len(chosen):
            operator.change(children, chosen, settings, streams(operator.name))


def grow(
    brood: Brood, tried: Tried, settings: Settings, numbering: Numbering, streams: Callable[[str], Stream]
) -> Draft:
    """Return a draft of the brood's genomes after the operators that change the structure, in register order.

    They come after the shifts, so that new genes come unshifted; these have the provisional numbers of `numbering`.
    """
    parts, part, row = [brood.genomes], np.zeros(len(brood.child), dtype=np.int64), np.arange(len(brood.child))
    for operator, on in zip(GROWTHS, tried, strict=True):
        (chosen,) = on.nonzero()
        if len(chosen):
            genomes = gathered(parts, part[chosen], row[chosen]).finished()
            few = replace(brood, genomes=genomes, child=brood.child[chosen])
            parts.append(operator.change(few, np.arange(len(chosen)), settings, numbering, streams(operator.name)))
            part[chosen], row[chosen] = len(parts) - 1, np.arange(len(chosen))
    return gathered(parts, part, row)
