"""Whether the examples of the NEAT paper are solved: XOR, one pole, two poles with velocities, over many seeds.

    python benchmarks/learning.py            100 seeds of xor.quale, 20 of cart_pole.quale and double_pole.quale
    python benchmarks/learning.py --quick    10 and 5

Evaluations are counted up to the winner (150 · (generations - 1) + its index). Exit code 1 where a seed misses its
bound. The published figures are Stanley & Miikkulainen's (2002), tables 1 and 2, sections 4.1 and 4.2.
"""

import argparse
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import repeat
from pathlib import Path

from quale.domains.register import DOMAINS
from quale.genome.genome import HIDDEN
from quale.language.load import load
from quale.run import evolve, founders
from quale.runtime.evaluate import Evaluator

EXAMPLES = Path(__file__).parents[1] / "examples"


@dataclass(frozen=True, slots=True)
class Task:
    """An example, how many seeds it is run with, and what every run must hold."""

    example: str
    seeds: int
    quick_seeds: int
    generations: int
    evaluations: int
    published: str


TASKS = (
    Task("xor", 100, 10, 500, 75_000, "paper: mean 4,755 (sd 2,553), worst 13,459, 2.35 hidden, 100 runs"),
    Task("cart_pole", 20, 5, 666, 100_000, "no comparable table: starts are random here, eight a genome"),
    Task("double_pole", 20, 5, 666, 100_000, "paper: mean 3,600 (sd 2,704), 120 runs"),
)


@dataclass(frozen=True, slots=True)
class Result:
    """One run: whether a genome satisfied `stop { when }`, after how many evaluations, and what it looks like."""

    seed: int
    solved: bool
    evaluations: int
    generations: int
    hidden: int
    seconds: float


def solve(task: Task, seed: int) -> Result:
    """Run a task's example with one seed until it is solved or out of generations."""
    (model,) = load(EXAMPLES / f"{task.example}.quale", DOMAINS).project.models
    model = replace(model, evolution=replace(model.evolution, seed=seed, generations=task.generations))
    began = time.perf_counter()
    with Evaluator(model, seed, workers=1) as evaluator:
        for snapshot in evolve(model, founders(model), evaluator.evaluate, time.perf_counter):
            state = snapshot.state
    hidden = 0
    if state.winner is not None:
        nodes = slice(*state.population.node_start[state.winner : state.winner + 2])
        hidden = int((state.population.node_kind[nodes] == HIDDEN).sum())
    seconds = time.perf_counter() - began
    return Result(seed, state.winner is not None, state.evaluations, state.generation, hidden, seconds)


def report(task: Task, results: list[Result]) -> bool:
    """Print what came of a task; true if every seed held."""
    held = [r for r in results if r.solved and r.evaluations <= task.evaluations and r.generations <= task.generations]
    counts = [r.evaluations for r in held]
    print(f"{task.example}: {len(held)} of {len(results)} seeds solved within {task.evaluations:,} evaluations")
    if counts:
        spread = statistics.stdev(counts) if len(counts) > 1 else 0.0
        print(
            f"  evaluations: mean {statistics.mean(counts):,.0f} (sd {spread:,.0f}), "
            f"median {statistics.median(counts):,.0f}, worst {max(counts):,}"
        )
        print(
            f"  generations {statistics.mean(r.generations for r in held):.1f}, "
            f"hidden nodes {statistics.mean(r.hidden for r in held):.2f}, "
            f"median {statistics.median(r.seconds for r in held):.2f} s a run on one core"
        )
    print(f"  {task.published}")
    for result in results:
        if result not in held:
            print(f"  missed: seed {result.seed}, {result.evaluations:,} evaluations, solved: {result.solved}")
    return len(held) == len(results)


def main() -> int:
    """Run all tasks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="fewer seeds")
    parser.add_argument("--only", help="one example, by name")
    options = parser.parse_args()
    print(", ".join(f"{name} {version(name)}" for name in ("quale-lang", "numpy", "llvmlite")))
    everything_held = True
    with ProcessPoolExecutor() as pool:
        for task in TASKS:
            if options.only in (None, task.example):
                seeds = range(1, (task.quick_seeds if options.quick else task.seeds) + 1)
                results = list(pool.map(solve, repeat(task), seeds))
                everything_held = report(task, results) and everything_held
    return 0 if everything_held else 1


if __name__ == "__main__":
    sys.exit(main())
