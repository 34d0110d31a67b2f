"""The Inspection: what there is to say about a checkpoint and one of its genomes."""

from dataclasses import dataclass

from quale.checkpoint.format.snapshot import Lineage, Trials
from quale.evolution.records.state import Figures
from quale.report.graph import Graph, Pathway


@dataclass(frozen=True, slots=True)
class Trial:
    """One test of the experiment, as champions stood it."""

    name: str
    reached: float | None  # by the last generation's champion; None where it was not run
    passed: bool  # by the same
    passes: int  # generations whose champion passed it


@dataclass(frozen=True, slots=True)
class SpeciesRow:
    """One species of the population."""

    id: int
    age: int
    size: int
    best: float
    stagnation: int  # generations without a better champion


@dataclass(frozen=True, slots=True)
class Inspection:
    """`about` are facts of the file's header as (name, value); `who` says which genome is shown."""

    run: str
    generation: int
    seed: int
    about: tuple[tuple[str, str], ...]
    lineage: Lineage | None
    history: tuple[Figures, ...]
    trials: Trials
    held_out: tuple[float, ...]  # of each generation's best genome; empty where evolution sees all
    seconds: float
    species: tuple[SpeciesRow, ...]
    threshold: float  # compatibility distance in force
    population: int
    who: str
    fitness: float | None  # None for a founder that was never evaluated
    metrics: tuple[tuple[str, float], ...]
    graph: Graph
    pathways: tuple[Pathway, ...]
    tests: tuple[Trial, ...] = ()

    @property
    def silent(self) -> tuple[str, ...]:
        """Names of the sensors that reach nothing."""
        reaching = {pathway.source for pathway in self.pathways}
        return tuple(self.graph.nodes[index].name for index in self.graph.inputs if index not in reaching)

    @property
    def unmoved(self) -> tuple[str, ...]:
        """Names of the actuators that nothing reaches."""
        reached = {pathway.target for pathway in self.pathways}
        return tuple(self.graph.nodes[index].name for index in self.graph.outputs if index not in reached)
