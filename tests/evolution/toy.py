"""Toy evolutions and genomes written by hand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.evolution.ask import ask
from quale.evolution.initialize import found
from quale.evolution.records.mutations import OPERATORS
from quale.evolution.records.parents import Parents, nobody
from quale.evolution.records.rates import Rates, rates_of
from quale.evolution.records.settings import Mutation, Settings
from quale.evolution.records.state import State, Tracker
from quale.evolution.reproduction.breed import breed
from quale.evolution.reproduction.founders import founding
from quale.evolution.tell import tell
from quale.genome.genome import ACTIVATIONS, HIDDEN, INPUT, NO_REGION, OUTPUT, Genomes
from quale.genome.interface import interface
from quale.genome.invariants import violations
from quale.genome.seal import sealed
from quale.genome.segments import starts
from quale.streams import child_streams

Gene = tuple[int, int, int, float, bool]  # innovation, source, target, weight, enabled

BUSY = Mutation(
    add_connection=0.3,
    remove_connection=0.1,
    add_node=0.3,
    remove_node=0.1,
    rewire=0.2,
    change_activation=0.2,
    bias_shift=0.5,
)
"""Chances at which structure grows quickly."""


def toy_scores(genomes: Genomes, generation: int, metrics: int = 0) -> NDArray[np.float64]:
    """Return scores that depend on genes and generation alone, with many ties."""
    weight = np.concatenate([genomes.weight, [0.0]])
    first = weight[np.minimum(genomes.connection_start[:-1], len(genomes.weight))]
    nodes = genomes.node_start[1:] - genomes.node_start[:-1]
    fitness = np.floor(4.0 * first) + nodes % 3 + generation % 2
    return np.stack([fitness, *[fitness + column for column in range(metrics)]], axis=1)


def advance(state: State, settings: Settings, generations: int = 1) -> State:
    """Return the state after some toy generations, every rule looked at on the way."""
    for _ in range(generations):
        offspring = ask(state, settings)
        assert violations(offspring.genomes, state.interface, settings.brain.recurrent) == ()
        assert len(offspring.genomes) == settings.population
        scores = toy_scores(offspring.genomes, state.generation, len(settings.metrics))
        state = tell(state, offspring, scores, settings)
    return state


def begin(settings: Settings, inputs: int = 2, outputs: int = 1) -> State:
    return found(settings, interface([f"i{k}" for k in range(inputs)], [f"o{k}" for k in range(outputs)]))


def scored(state: State, settings: Settings, fitness: Sequence[float]) -> State:
    """Return the state after its next population has got this fitness."""
    return tell(state, ask(state, settings), np.array(fitness, dtype=np.float64)[:, None], settings)


def build_genomes(genes: Sequence[Sequence[Gene]], inputs: int = 2, outputs: int = 1) -> Genomes:
    """Return genomes of these genes; all nodes are identity with bias 0."""
    ends = inputs + outputs
    extra = [sorted({end for gene in genome for end in gene[1:3] if end >= ends}) for genome in genes]
    ids = [node for hidden in extra for node in (*range(ends), *hidden)]
    kind = np.array(
        [k for hidden in extra for k in (*[INPUT] * inputs, *[OUTPUT] * outputs, *[HIDDEN] * len(hidden))],
        dtype=np.uint8,
    )
    flat = [gene for genome in genes for gene in genome]
    return Genomes(
        node_start=starts(np.array([ends + len(hidden) for hidden in extra])),
        node_id=np.array(ids, dtype=np.int32),
        node_kind=kind,
        bias=np.zeros(len(ids)),
        activation=np.where(kind == INPUT, 0, ACTIVATIONS.index("identity")).astype(np.uint8),
        region=np.full(len(ids), NO_REGION, dtype=np.int16),
        connection_start=starts(np.array([len(genome) for genome in genes])),
        innovation=np.array([gene[0] for gene in flat], dtype=np.int32),
        source=np.array([gene[1] for gene in flat], dtype=np.int32),
        target=np.array([gene[2] for gene in flat], dtype=np.int32),
        weight=np.array([gene[3] for gene in flat], dtype=np.float64),
        enabled=np.array([gene[4] for gene in flat], dtype=np.bool_),
    )


def tracker_for(genomes: Genomes) -> Tracker:
    """Return a tracker that knows the genes of hand-written genomes, whose marks must have no gaps."""
    size = int(genomes.innovation.max(initial=-1)) + 1
    source, target = np.full(size, -1, dtype=np.int32), np.full(size, -1, dtype=np.int32)
    source[genomes.innovation] = genomes.source
    target[genomes.innovation] = genomes.target
    none = sealed(np.zeros(0, dtype=np.int32))
    return Tracker(int(genomes.node_id.max()) + 1, sealed(source), sealed(target), none, none)


def genes_of(genomes: Genomes, place: int = 0) -> list[Gene]:
    here = slice(genomes.connection_start[place], genomes.connection_start[place + 1])
    columns = (genomes.innovation, genomes.source, genomes.target, genomes.weight, genomes.enabled)
    return [
        (int(i), int(s), int(t), float(w), bool(e)) for i, s, t, w, e in zip(*(c[here] for c in columns), strict=True)
    ]


def rates_for(genomes: Genomes, settings: Settings) -> Rates:
    """Return the rates for hand-written genomes."""
    kinds = genomes.node_kind[: genomes.node_start[1]]
    ports = [[f"p{n}" for n in range(np.count_nonzero(kinds == kind))] for kind in (INPUT, OUTPUT)]
    return rates_of(settings, interface(*ports))


def mutated(
    names: str, genomes: Genomes, settings: Settings, draw: int = 0, tracker: Tracker | None = None
) -> tuple[Genomes, Tracker]:
    """Return hand-written genomes after operators have been applied to each, and the tracker."""
    everyone = nobody(len(genomes))
    everyone.first[:] = everyone.second[:] = np.arange(len(genomes))
    return _conceived(genomes, everyone, only(names.split(), settings), draw, tracker or tracker_for(genomes))


def only(names: Sequence[str], settings: Settings) -> Settings:
    """Return the settings with mutations by these operators, always, and by no others."""
    chances: dict[str, Any] = {operator: float(operator in names) for operator in OPERATORS}
    return replace(settings, mutation=replace(settings.mutation, **chances))


def crossed(
    genomes: Genomes,
    first: Sequence[int],
    second: Sequence[int],
    equal: Sequence[bool],
    settings: Settings,
    draw: int = 0,
) -> Genomes:
    """Return the children of couples of genomes, the first the fitter one where the two are not equal."""
    couples = nobody(len(first))
    couples.first[:], couples.second[:], couples.equal[:], couples.mated[:] = first, second, equal, True
    nothing = Tracker(int(genomes.node_id.max()) + 1, *[np.zeros(0, dtype=np.int32)] * 4)
    return _conceived(genomes, couples, only([], settings), draw, nothing)[0]


def _conceived(
    genomes: Genomes, parents: Parents, settings: Settings, draw: int, tracker: Tracker
) -> tuple[Genomes, Tracker]:
    none = founding(0, interface([], []), settings.brain, "found")
    streams = child_streams(settings.seed, draw)
    return breed(genomes, parents, none, rates_for(genomes, settings), tracker, streams)


def same(left: object, right: object) -> bool:
    """Return whether two records are equal to the bit, arrays and records inside them too."""
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
    fields = getattr(left, "__dataclass_fields__", None)
    if fields is None or type(left) is not type(right):
        return bool(left == right)
    return all(same(getattr(left, name), getattr(right, name)) for name in fields)
