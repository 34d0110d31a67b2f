"""Snapshots made by hand: small, valid, and different for every seed."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from quale.checkpoint.format.header import Origin
from quale.checkpoint.format.snapshot import Lineage, Snapshot, Trials
from quale.evolution.records.state import Best, History, Species, State, Tracker
from quale.genome.genome import HIDDEN, INPUT, NO_REGION, OUTPUT, Genomes, Interface
from quale.model.domain import TaskState
from quale.model.model import DataFile, ProgramText

ORIGIN = Origin("a" * 32, "2026-01-01T00:00:00+00:00", "", (("quale-lang", "0.1.0"),), "here", 7)
INTERFACE = Interface(
    ("hunger", "food"), ("eat", "move", "wait"), np.array([0, 1], np.int32), np.array([2, 3, 4], np.int32)
)
# Innovation numbers 0 to 5 join inputs to outputs; 6 and 7 run through node 5, which splits number 0.
SOURCE = np.array([0, 0, 0, 1, 1, 1, 0, 5], np.int32)
TARGET = np.array([2, 3, 4, 2, 3, 4, 5, 2], np.int32)


def genomes(count: int, rng: np.random.Generator) -> Genomes:
    """Return genomes that are all alike but for weights and biases: two inputs, three outputs, one hidden node."""
    nodes, links = 6, len(SOURCE)
    bias = rng.normal(size=(count, nodes))
    bias[:, :2] = 0
    return Genomes(
        node_start=np.arange(count + 1, dtype=np.int64) * nodes,
        node_id=np.tile(np.arange(nodes, dtype=np.int32), count),
        node_kind=np.tile(np.array([INPUT, INPUT, OUTPUT, OUTPUT, OUTPUT, HIDDEN], np.uint8), count),
        bias=bias.ravel(),
        activation=np.zeros(nodes * count, np.uint8),
        region=np.full(nodes * count, NO_REGION, np.int16),
        connection_start=np.arange(count + 1, dtype=np.int64) * links,
        innovation=np.tile(np.arange(links, dtype=np.int32), count),
        source=np.tile(SOURCE, count),
        target=np.tile(TARGET, count),
        weight=rng.normal(size=links * count),
        enabled=rng.random(links * count) < 0.8,
    )


def history(generation: int, metrics: int, rng: np.random.Generator) -> History:
    def column() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return rng.normal(size=generation)

    return History(
        best=column(),
        mean=column(),
        median=column(),
        worst=column(),
        species=rng.integers(1, 9, generation, dtype=np.int32),
        complexity=column(),
        evaluations=np.arange(1, generation + 1, dtype=np.int64) * 5,
        seconds=rng.random(generation),
        invalid=np.zeros(generation, np.int32),
        changed=np.zeros(generation, bool),
        metrics=rng.normal(size=(generation, metrics)),
    )


def snapshot(
    generation: int = 3, population: int = 5, seed: int = 1, run: str = "Phase1", best_generation: int | None = None
) -> Snapshot:
    """Return a run after some generation; generation 0 has founders only."""
    rng = np.random.default_rng((seed, generation))
    evaluated = population if generation else 0
    past = history(generation, 2, rng)
    half = (population + 1) // 2
    state = State(
        generation=generation,
        seed=seed,
        interface=INTERFACE,
        population=genomes(population, rng),
        fitness=rng.normal(size=evaluated),
        metrics=rng.normal(size=(evaluated, 2)),
        membership=(np.arange(evaluated) >= half).astype(np.int32) * 3,
        species=Species(
            id=np.array([0, 3], np.int32),
            founded=np.array([0, 0], np.int32),
            improved=np.array([0, generation], np.int32),
            best=np.array([1.5, -np.inf]),
            size=np.array([half, population - half], np.int32),
            representatives=genomes(2, rng),
            next_id=4,
            threshold=2.7,
        ),
        tracker=Tracker(6, SOURCE, TARGET, np.array([0], np.int32), np.array([5], np.int32)),
        best=Best(genomes(1, rng), 4.5, best_generation or max(generation - 1, 1), rng.normal(size=2))
        if generation
        else None,
        winner=1 if generation > 2 else None,
        improved=max(generation - 1, 0),
        evaluations=int(past.evaluations[-1]) if generation else 0,
        seconds=float(past.seconds.sum()),
        history=past,
    )
    return Snapshot(
        run=run,
        text=ProgramText((("a.quale", "evolve Phase1 { }\n"), ("b.quale", "// ü\n")), (DataFile("z.csv", b"1,2\n"),)),
        configuration=(("brain.recurrent", "false"), ("population", str(population))),
        metrics=("eaten", "walked"),
        state=state,
        lineage=Lineage("old/checkpoint_gen9.quale-ckpt", "Phase0", "b" * 32, 9, "c" * 64),
    )


def with_trials(generation: int = 3) -> Snapshot:
    """Return a run of an experiment with two tests, of which the second is only run where the first is passed."""
    passed = np.arange(generation)[:, None] >= [1, 2]
    reached = np.where(passed[:, [0, 0]] | [True, False], np.linspace(-1, 1, 2 * generation).reshape(-1, 2), np.nan)
    return replace(snapshot(generation), trials=Trials(("Near", "Far"), reached, passed))


def with_task_state(generation: int = 3) -> Snapshot:
    """Return a run whose evaluations hand on two sums and how inputs are scaled."""

    def handed_on(more: float) -> TaskState:
        mean, deviation = np.array([0.5, -more]), np.array([1.0, more])
        return {"seen": np.array([more]), "input_mean": mean, "input_deviation": deviation, "nothing": np.zeros(0)}

    given = handed_on(2.0), handed_on(3.0), handed_on(4.0)
    return replace(snapshot(generation), best_state=given[0], scored_state=given[1], task_state=given[2])


def with_state(old: Snapshot, **changes: object) -> Snapshot:
    return replace(old, state=replace(old.state, **changes))  # type: ignore[arg-type]


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())
