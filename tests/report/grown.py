"""States built by hand for the reports' tests: genomes from lists of nodes and connections."""

from collections.abc import Sequence

import numpy as np

from quale.checkpoint.format.snapshot import Lineage, Snapshot
from quale.evolution.records.state import Best, History, Species, State, Tracker
from quale.genome.genome import HIDDEN, INPUT, NO_REGION, OUTPUT, Genomes, Interface
from quale.model.model import ProgramText

Connection = tuple[int, int, float, bool]


def interface(inputs: Sequence[str], outputs: Sequence[str]) -> Interface:
    ids = np.arange(len(inputs) + len(outputs), dtype=np.int32)
    return Interface(tuple(inputs), tuple(outputs), ids[: len(inputs)], ids[len(inputs) :])


def genome(ends: Interface, hidden: Sequence[int], connections: Sequence[Connection]) -> Genomes:
    """Return one genome; connections are (source, target, weight, enabled), numbered in their order."""
    ids = [*range(len(ends.inputs) + len(ends.outputs)), *hidden]
    kinds = [INPUT] * len(ends.inputs) + [OUTPUT] * len(ends.outputs) + [HIDDEN] * len(hidden)
    return Genomes(
        node_start=np.array([0, len(ids)]),
        node_id=np.array(ids, np.int32),
        node_kind=np.array(kinds, np.uint8),
        bias=np.zeros(len(ids)),
        activation=np.zeros(len(ids), np.uint8),
        region=np.full(len(ids), NO_REGION, np.int16),
        connection_start=np.array([0, len(connections)]),
        innovation=np.arange(len(connections), dtype=np.int32),
        source=np.array([c[0] for c in connections], np.int32),
        target=np.array([c[1] for c in connections], np.int32),
        weight=np.array([c[2] for c in connections], np.float64),
        enabled=np.array([c[3] for c in connections], np.bool_),
    )


def snapshot(ends: Interface, genomes: Genomes, rows: int = 3, lineage: Lineage | None = None) -> Snapshot:
    """Return a snapshot of one evaluated genome after `rows` generations."""
    rise = np.arange(rows, dtype=np.float64)
    history = History(
        best=rise + 1,
        mean=rise / 2,
        median=rise / 2,
        worst=-rise,
        species=np.ones(rows, np.int32),
        complexity=rise + 3,
        evaluations=np.arange(1, rows + 1, dtype=np.int64),
        seconds=np.full(rows, 0.5),
        invalid=np.zeros(rows, np.int32),
        changed=rise == 1,
        metrics=np.stack([rise, rise * np.nan], axis=1),
    )
    species = Species(
        id=np.array([4], np.int32),
        founded=np.array([1], np.int32),
        improved=np.array([2], np.int32),
        best=np.array([float(rows)]),
        size=np.array([1], np.int32),
        representatives=genomes,
        next_id=5,
        threshold=3.0,
    )
    empty = np.empty(0, np.int32)
    state = State(
        generation=rows,
        seed=7,
        interface=ends,
        population=genomes,
        fitness=np.array([float(rows)] if rows else []),
        metrics=np.array([[1.5, np.nan]]) if rows else np.empty((0, 2)),
        membership=np.array([4] if rows else [], np.int32),
        species=species,
        tracker=Tracker(len(genomes.node_id), genomes.source, genomes.target, empty, empty),
        best=Best(genomes, float(rows), rows, np.array([1.5, np.nan])) if rows else None,
        winner=None,
        improved=rows,
        evaluations=rows,
        seconds=0.5 * rows,
        history=history,
    )
    return Snapshot(
        "Phase1", ProgramText((("a.quale", "evolve Phase1 {}"),), ()), (), ("eaten", "lost"), state, lineage
    )
