"""What every mutation operator is given, and the shape of an operator."""

from collections.abc import Callable
from dataclasses import dataclass

from quale.evolution.numbering import Numbering
from quale.evolution.settings import Settings
from quale.genome.genome import Genomes
from quale.genome.segments import Index
from quale.streams import Stream


@dataclass(frozen=True, slots=True)
class Brood:
    """P children while they are made."""

    genomes: Genomes  # P genomes
    child: Index  # [P] place of each among all children, by which new genes are numbered
    inputs: int  # I, the first nodes of every genome


Change = Callable[[Brood, Index, Settings, Numbering, Stream], Genomes]
"""Returns the brood's genomes with those at the given places mutated, where there is something to mutate."""


@dataclass(frozen=True, slots=True)
class Operator:
    """A mutation: `name` is its field of `mutation { }`, which holds its chance, and its stream."""

    name: str
    structural: bool  # whether it changes which genes there are, or which are enabled
    change: Change
