"""Children as copies, crossed and shifted, written where they are to lie; their structure is settled before."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.inherit import inherit
from quale.evolution.mutate import Tried, shift
from quale.evolution.settings import Settings
from quale.genome.draft import Draft, batches, draft
from quale.genome.genome import Genomes
from quale.genome.segments import Index, lengths
from quale.streams import Stream


@dataclass(frozen=True, slots=True)
class Births:
    """B children: copies of their first parents, but for those whose structure is another; these are given."""

    first: Index  # [B] the fitter parent
    second: Index  # [B] the less fit one
    crossed: NDArray[np.bool_]  # [B] copies that have something from the second
    shifted: Tried  # [S, B] which mutations meet whom, as `mutate.trials` says
    made: Index  # [G] ascending, the children that are given
    given: Genomes  # G genomes, not yet shifted


def conceive(
    births: Births, genomes: Genomes, inputs: int, settings: Settings, streams: Callable[[str], Stream]
) -> Genomes:
    """Return the children of `genomes`, B genomes with `inputs` input nodes each."""
    sizes = []
    for ours, theirs in (
        (genomes.node_start, births.given.node_start),
        (genomes.connection_start, births.given.connection_start),
    ):
        size = lengths(ours)[births.first]
        size[births.made] = lengths(theirs)
        sizes.append(size)
    children = draft(*sizes)
    for first, last in batches(children.connection_start):
        part = children.between(first, last)
        _write(part, first, births, genomes, inputs=inputs, settings=settings, streams=streams)
    return children.finished()


def _write(
    part: Draft,
    first: int,
    births: Births,
    genomes: Genomes,
    *,
    inputs: int,
    settings: Settings,
    streams: Callable[[str], Stream],
) -> None:
    """Write the children from `first` on, as many as the part has."""
    here = slice(first, first + len(part))
    low, high = births.made.searchsorted((here.start, here.stop)).tolist()
    if high - low < len(part):
        part.fill(genomes, births.first[here])
    if high > low:
        part.put(births.made[low:high] - first, births.given, np.arange(low, high))
    (rows,) = births.crossed[here].nonzero()
    if len(rows):
        second = births.second[first + rows]
        off = settings.reproduction.inherit_disabled
        inherit(part, rows, genomes, second, inherit_disabled=off, inputs=inputs, streams=streams)
    shift(part, births.shifted[:, here], settings, streams)
