"""Saving and loading 10,000 genomes of 100 connections against the plain work on the same bytes; `every: 1` on forager.

    python benchmarks/checkpoints.py [--rounds 5] [--generations 120] [--skip-forager]

A save is compared with write + fsync + read back + hashing twice, a load with read + hash; medians of rounds that
alternate, wall clock. Exits 1 where a limit that the project sets itself is missed.
"""

import argparse
import hashlib
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.store import file_name, load, save
from quale.checkpoint.format.header import Origin
from quale.checkpoint.format.snapshot import Snapshot
from quale.domains.register import DOMAINS
from quale.evolution.records.state import Best, History, Species, State, Tracker
from quale.genome.gather import take
from quale.genome.genome import HIDDEN, INPUT, NO_REGION, OUTPUT, Genomes, Interface
from quale.language.load import load as load_program
from quale.model.model import CheckpointPlan, ProgramText
from quale.run.finished import Finished
from quale.run.runner import Environment, RunPlan, run_evolution

ORIGIN = Origin("a" * 32, "2026-01-01T00:00:00+00:00", "", (), "bench", 1)
INPUTS, OUTPUTS, HIDDEN_NODES, KNOWN = 10, 5, 25, 400
SPECIES, GENERATIONS = 40, 500
SAVE_LIMIT, LOAD_LIMIT, SLOWER_LIMIT = 3.0, 3.0, 1.10
FORAGER = Path(__file__).parents[1] / "examples" / "forager.quale"


def population(count: int, rng: np.random.Generator) -> tuple[Genomes, Tracker]:
    """Return genomes with all inputs joined to all outputs and 25 splits of 400 that the run knows: 100 connections."""
    ends, full = INPUTS + OUTPUTS, INPUTS * OUTPUTS
    origin, goal = np.divmod(np.arange(full), OUTPUTS)
    split = np.arange(KNOWN) % full
    source = np.concatenate([origin, np.stack([origin[split], ends + np.arange(KNOWN)], axis=1).ravel()])
    target = np.concatenate([goal + INPUTS, np.stack([ends + np.arange(KNOWN), goal[split] + INPUTS], axis=1).ravel()])
    chosen = np.sort(rng.permuted(np.tile(np.arange(KNOWN), (count, 1)), axis=1)[:, :HIDDEN_NODES], axis=1)
    nodes, links = ends + HIDDEN_NODES, full + 2 * HIDDEN_NODES
    kinds = np.repeat(np.array([INPUT, OUTPUT, HIDDEN], np.uint8), (INPUTS, OUTPUTS, HIDDEN_NODES))
    bias = rng.normal(size=(count, nodes))
    bias[:, :INPUTS] = 0
    further = np.stack([full + 2 * chosen, full + 2 * chosen + 1], axis=2).reshape(count, -1)
    innovation = np.concatenate([np.tile(np.arange(full), (count, 1)), further], axis=1).ravel()
    genomes = Genomes(
        node_start=np.arange(count + 1, dtype=np.int64) * nodes,
        node_id=np.concatenate([np.tile(np.arange(ends), (count, 1)), ends + chosen], axis=1).ravel().astype(np.int32),
        node_kind=np.tile(kinds, count),
        bias=bias.ravel(),
        activation=np.zeros(count * nodes, np.uint8),
        region=np.full(count * nodes, NO_REGION, np.int16),
        connection_start=np.arange(count + 1, dtype=np.int64) * links,
        innovation=innovation.astype(np.int32),
        source=source[innovation].astype(np.int32),
        target=target[innovation].astype(np.int32),
        weight=rng.normal(size=count * links),
        enabled=rng.random(count * links) < 0.8,
    )
    tracker = Tracker(
        ends + KNOWN,
        source.astype(np.int32),
        target.astype(np.int32),
        split.astype(np.int32),
        np.arange(ends, ends + KNOWN, dtype=np.int32),
    )
    return genomes, tracker


def snapshot(count: int) -> Snapshot:
    """Return a run after 500 generations of `count` genomes in 40 species."""
    rng = np.random.default_rng(1)
    genomes, tracker = population(count, rng)
    real, whole = rng.normal(size=GENERATIONS), np.ones(GENERATIONS, np.int32)
    history = History(
        best=real,
        mean=real,
        median=real,
        worst=real,
        species=whole,
        complexity=real,
        evaluations=np.arange(GENERATIONS, dtype=np.int64),
        seconds=np.abs(real),
        invalid=whole,
        changed=np.zeros(GENERATIONS, bool),
        metrics=rng.normal(size=(GENERATIONS, 2)),
    )
    membership = np.sort(rng.integers(0, SPECIES, count)).astype(np.int32)
    numbers = np.arange(SPECIES, dtype=np.int32)
    state = State(
        generation=GENERATIONS,
        seed=1,
        interface=Interface(
            tuple(f"in{i}" for i in range(INPUTS)),
            tuple(f"out{i}" for i in range(OUTPUTS)),
            np.arange(INPUTS, dtype=np.int32),
            np.arange(INPUTS, INPUTS + OUTPUTS, dtype=np.int32),
        ),
        population=genomes,
        fitness=rng.normal(size=count),
        metrics=rng.normal(size=(count, 2)),
        membership=membership,
        species=Species(
            id=numbers,
            founded=numbers * 0,
            improved=numbers * 0,
            best=rng.normal(size=SPECIES),
            size=np.bincount(membership, minlength=SPECIES).astype(np.int32),
            representatives=take(genomes, np.arange(SPECIES)),
            next_id=SPECIES,
            threshold=3.0,
        ),
        tracker=tracker,
        best=Best(take(genomes, np.arange(1)), 9.0, GENERATIONS, rng.normal(size=2)),
        winner=None,
        improved=GENERATIONS,
        evaluations=count * GENERATIONS,
        seconds=1.0,
        history=history,
    )
    text = ProgramText((("program.quale", "// nothing\n" * 100),), ())
    return Snapshot("Bench", text, (("brain.recurrent", "false"),), ("a", "b"), state)


def raw_save(path: Path, data: bytes) -> None:
    """Write, fsync, read back, hash twice."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
    os.fsync(handle)
    os.close(handle)
    hashlib.sha256(data).digest()
    hashlib.sha256(path.read_bytes()).digest()


def raw_load(path: Path) -> None:
    """Read, hash."""
    hashlib.sha256(path.read_bytes()).digest()


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def compare(name: str, ours: Callable[[], object], raw: Callable[[], object], rounds: int, limit: float) -> bool:
    """Print medians of alternating rounds, and return whether the ratio is within its limit."""
    pairs = [(timed(ours), timed(raw)) for _ in range(rounds)]
    seconds, plain = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = seconds / plain
    verdict = "holds" if ratio <= limit else "MISSED"
    print(f"{name}: {1e3 * seconds:.0f} ms, plain work {1e3 * plain:.0f} ms: {ratio:.2f}x (limit {limit:g}x) {verdict}")
    return bool(ratio <= limit)


class Deaf:
    """Someone who watches a run and says nothing."""

    def generation(self, finished: Finished, seconds: float) -> None:
        """Nothing."""

    def saved(self, generation: int, path: Path) -> None:
        """Nothing."""

    def note(self, words: str) -> None:
        """Nothing."""

    def warn(self, words: str) -> None:
        """Nothing."""


def forager(every: int, generations: int) -> None:
    """Evolve the forager in a fresh directory, saving every so often."""
    model = load_program(FORAGER, DOMAINS).project.models[0]
    settings = replace(model.evolution, generations=generations)
    plan = CheckpointPlan(every=every, keep=3, keep_best=model.checkpoint.keep_best)
    with tempfile.TemporaryDirectory() as place:
        order = RunPlan(replace(model, evolution=settings, checkpoint=plan), Path(place) / "run", Path(place))
        around = Environment(time.monotonic, lambda: ORIGIN.created, lambda _ask: None)
        with RunLock(order.directory) as lock:
            run_evolution(order, Deaf(), around, lock)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--generations", type=int, default=120, help="of the forager; its own by default")
    parser.add_argument("--skip-forager", action="store_true")
    chosen = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}")
    content = snapshot(10_000)
    held = []
    with tempfile.TemporaryDirectory(dir=".") as place:
        directory = Path(place)
        path = save(directory, content, ORIGIN).path
        data = path.read_bytes()
        print(f"10,000 genomes of 100 connections: {len(data) / 2**20:.1f} MiB in {file_name(GENERATIONS)}")
        plain = directory / "plain"

        def fresh_save() -> None:
            path.unlink()
            save(directory, content, ORIGIN)

        held.append(compare("save", fresh_save, lambda: raw_save(plain, data), chosen.rounds, SAVE_LIMIT))
        held.append(compare("load", lambda: load(path), lambda: raw_load(path), chosen.rounds, LOAD_LIMIT))
    if not chosen.skip_forager:
        count = chosen.generations
        forager(1, 2)  # compiled from here on
        rarely, often = f"forager, {count} generations, `every: 1`", f"`every: {count}`"
        held.append(
            compare(
                f"{rarely} against {often}",
                lambda: forager(1, count),
                lambda: forager(count, count),
                chosen.rounds,
                SLOWER_LIMIT,
            )
        )
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
