"""Mutation: the register of operators, each tried independently for each child."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from quale.evolution.mutate_connections import add_connection, remove_connection, rewire
from quale.evolution.mutate_nodes import add_node, change_activation, remove_node
from quale.evolution.mutate_weights import shift_biases, shift_weights
from quale.evolution.mutation import Brood, Operator
from quale.evolution.numbering import Numbering
from quale.evolution.settings import Settings
from quale.genome.gather import concatenate, take
from quale.genome.genome import Genomes
from quale.streams import Stream

OPERATORS = (
    Operator("weight_shift", structural=False, change=shift_weights),
    Operator("bias_shift", structural=False, change=shift_biases),
    Operator("change_activation", structural=False, change=change_activation),
    Operator("add_connection", structural=True, change=add_connection),
    Operator("remove_connection", structural=True, change=remove_connection),
    Operator("add_node", structural=True, change=add_node),
    Operator("remove_node", structural=True, change=remove_node),
    Operator("rewire", structural=True, change=rewire),
)


def mutate(brood: Brood, settings: Settings, numbering: Numbering, streams: Callable[[str], Stream]) -> Genomes:
    """Return the brood's genomes after every operator has been tried on each.

    First those that leave the structure alone, then the others, in register order, so that new genes come unshifted.
    With `mutation.exclusive` a child undergoes the first structural operator that its chances allow, no other one,
    and no change of weights or biases beside it. New genes have the provisional numbers of `numbering`.
    """
    drawn = {operator.name: streams(operator.name) for operator in OPERATORS}
    chance = np.array([getattr(settings.mutation, operator.name) for operator in OPERATORS])
    dice = streams("mutate").uniform(len(OPERATORS) * len(brood.child)).reshape(len(OPERATORS), -1)
    tried = dice < chance[:, None]
    if settings.mutation.exclusive:
        tried = _exclusive(tried)
    for operator, on in zip(OPERATORS, tried, strict=True):
        if not operator.structural and on.any():
            after = operator.change(brood, np.flatnonzero(on), settings, numbering, drawn[operator.name])
            brood = replace(brood, genomes=after)
    return _grow(brood, tried, settings, numbering, drawn)


def _grow(
    brood: Brood, tried: NDArray[np.bool_], settings: Settings, numbering: Numbering, drawn: dict[str, Stream]
) -> Genomes:
    """Apply the structural operators to the few children that meet any; only these are taken out and put back."""
    structural = np.array([operator.structural for operator in OPERATORS])
    grown = np.flatnonzero(tried[structural].any(axis=0))
    if not len(grown):
        return brood.genomes
    few = replace(brood, genomes=take(brood.genomes, grown), child=brood.child[grown])
    for operator, on in zip(OPERATORS, tried[:, grown], strict=True):
        if operator.structural and on.any():
            after = operator.change(few, np.flatnonzero(on), settings, numbering, drawn[operator.name])
            few = replace(few, genomes=after)
    place = np.arange(len(brood.child))
    place[grown] = len(place) + np.arange(len(grown))
    return take(concatenate([brood.genomes, few.genomes]), place)


def _exclusive(tried: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return for each child the first structural operator tried, alone; all others where there is none."""
    structural = np.array([operator.structural for operator in OPERATORS])[:, None]
    first = structural & tried & (np.cumsum(structural & tried, axis=0) == 1)
    return np.where(first.any(axis=0), first, tried)
