"""The Inspection: what there is to say about a checkpoint and one of its genomes."""

from dataclasses import dataclass

from quale.checkpoint.directory.family import Kin
from quale.checkpoint.format.snapshot import Lineage, Trials
from quale.evolution.records.state import Figures
from quale.report.graph import INPUT, Graph, Pathway


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
class Scaled:
    """What a genome was shown of a sensor: its value less the mean, in deviations."""

    sensor: str
    mean: float
    deviation: float


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
    scaled: tuple[Scaled, ...] = ()  # of every sensor; empty where brains are shown values as they are
    caution: str = ""  # what has to be known about the fitness
    family: tuple[Kin, ...] = ()  # this run, its sources, and what else came of them; empty where nobody looked

    def totals(self, kind: str) -> tuple[tuple[str, float], ...]:
        """Return every sensor or actuator that is on a pathway with the sum of its influences' sizes, largest first."""
        sums: dict[int, float] = {}
        for pathway in self.pathways:
            end = pathway.source if kind == INPUT else pathway.target
            sums[end] = sums.get(end, 0.0) + abs(pathway.influence)
        largest = sorted(sums, key=lambda end: (-sums[end], end))
        return tuple((self.graph.nodes[end].name, sums[end]) for end in largest)

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
