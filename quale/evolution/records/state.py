"""The whole state of an evolution between two generations: what a checkpoint holds and a resume needs."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.growing_arrays import Growing
from quale.genome.genome import Genomes, Interface


@dataclass(frozen=True, slots=True)
class Tracker(Growing):
    """Historical marks, run-wide: the same structural change gets the same number whenever it arises.

    X connections in the order of their innovation numbers (number i joins source[i] and target[i]); Y splits
    in the order in which they were made. Read-only arrays.
    """

    next_node_id: int
    source: NDArray[np.int32]  # [X] innovation number -> source node
    target: NDArray[np.int32]  # [X] innovation number -> target node
    split_innovation: NDArray[np.int32]  # [Y] the connection that was split
    split_node: NDArray[np.int32]  # [Y] the node it received

    @property
    def next_innovation(self) -> int:
        """The number that the next new connection gets."""
        return len(self.source)


@dataclass(frozen=True, slots=True)
class Species:
    """Q species that have members in the evaluated population, by ascending id. Read-only arrays."""

    id: NDArray[np.int32]  # [Q]
    founded: NDArray[np.int32]  # [Q] generation of the first member; age = generation - founded
    improved: NDArray[np.int32]  # [Q] generation in which its champion last improved
    best: NDArray[np.float64]  # [Q] highest fitness it ever had
    size: NDArray[np.int32]  # [Q] members in the evaluated population
    representatives: Genomes  # Q genomes, what the next generation is compared with
    next_id: int
    threshold: float  # compatibility distance in force, adapted to target_species


@dataclass(frozen=True, slots=True)
class Best:
    """The best genome so far."""

    genome: Genomes  # one genome
    fitness: float
    generation: int  # in which it appeared
    metrics: NDArray[np.float64]  # [M]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one generation came to: a row of the History, and the one record that logs, reports and progress show."""

    generation: int  # from 1
    best: float  # highest fitness
    mean: float
    median: float
    worst: float
    species: int
    complexity: float  # mean number of enabled connections
    evaluations: int  # genomes evaluated so far in the run, up to the winner where there is one
    seconds: float  # wall clock of the generation
    invalid: int  # genomes whose score was NaN or infinite
    changed: bool  # whether the program changed since the generation before
    metrics: tuple[float, ...]  # M, of the generation's best genome; NaN where none has a valid score


COLUMNS = tuple(field.name for field in fields(Figures) if field.name not in {"generation", "metrics"})
"""Figures between the generation and the metrics, in the order in which logs and tables have them."""


@dataclass(frozen=True, slots=True)
class History(Growing):
    """G rows, one a generation from 1, one array a column. Read-only arrays."""

    best: NDArray[np.float64]  # [G] highest fitness of the generation
    mean: NDArray[np.float64]  # [G]
    median: NDArray[np.float64]  # [G]
    worst: NDArray[np.float64]  # [G]
    species: NDArray[np.int32]  # [G]
    complexity: NDArray[np.float64]  # [G] mean number of enabled connections
    evaluations: NDArray[np.int64]  # [G] genomes evaluated so far, up to the winner where there is one
    seconds: NDArray[np.float64]  # [G] wall clock of the generation; the one column outside the promise of bits
    invalid: NDArray[np.int32]  # [G] genomes whose score was NaN or infinite
    changed: NDArray[np.bool_]  # [G] whether the program changed since the generation before
    metrics: NDArray[np.float64]  # [G, M] of the generation's best genome

    def __len__(self) -> int:
        return len(self.best)

    def figures(self, row: int) -> Figures:
        """Return a row, from 0; a negative one counts from the last, as everywhere."""
        cells: dict[str, Any] = {name: getattr(self, name)[row].item() for name in COLUMNS}
        return Figures(generation=range(len(self))[row] + 1, metrics=tuple(self.metrics[row].tolist()), **cells)


@dataclass(frozen=True, slots=True)
class State:
    """P genomes of a generation with their scores; generation 0 holds the founders, not yet evaluated.

    `fitness`, `metrics` and `membership` are empty (length 0) in generation 0.
    """

    generation: int
    seed: int
    interface: Interface
    population: Genomes  # P genomes, evaluated in `generation` (generation 0: to be evaluated first)
    fitness: NDArray[np.float64]  # [P] finite
    metrics: NDArray[np.float64]  # [P, M] means over scenarios; may be NaN
    membership: NDArray[np.int32]  # [P] species id
    species: Species
    tracker: Tracker
    best: Best | None
    winner: int | None  # genome that satisfied stop.when, in this population
    improved: int  # generation in which the run's best fitness last rose
    evaluations: int
    seconds: float  # wall clock so far, over all resumes
    history: History


@dataclass(frozen=True, slots=True)
class Offspring:
    """A population to be evaluated, with the tracker as its making left it.

    `parent` is, for each genome, the index of its (fitter) parent in the population before, -1 for founders;
    `elite` marks unchanged copies.
    """

    genomes: Genomes
    tracker: Tracker
    parent: NDArray[np.int32]  # [P]
    elite: NDArray[np.bool_]  # [P]
