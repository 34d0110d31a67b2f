"""What every mutation operator is given, and the shape of an operator."""

from collections.abc import Callable
from dataclasses import dataclass

from quale.evolution.numbering import Numbering
from quale.evolution.settings import Settings
from quale.genome.draft import Draft
from quale.genome.genome import Genomes
from quale.genome.segments import Index
from quale.streams import Stream


@dataclass(frozen=True, slots=True)
class Brood:
    """P children while they are made."""

    genomes: Genomes  # P genomes
    child: Index  # [P] place of each among all children, by which new genes are numbered
    inputs: int  # I, the first nodes of every genome


@dataclass(frozen=True, slots=True)
class Shift:
    """A mutation that leaves the structure alone: `name` is its field of `mutation { }`, its chance, and its stream.

    `change` writes to the genomes at the given places.
    """

    name: str
    change: Callable[[Draft, Index, Settings, Stream], None]


@dataclass(frozen=True, slots=True)
class Growth:
    """A mutation that changes which genes there are, or which are enabled; `name` as for a Shift.

    `change` returns the brood's genomes with those at the given places mutated, where there is something to mutate.
    """

    name: str
    change: Callable[[Brood, Index, Settings, Numbering, Stream], Genomes]
