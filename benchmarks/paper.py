"""NEAT against its paper (Stanley & Miikkulainen 2002): the published tasks and ablations, over many seeds.

    python benchmarks/paper.py               everything: half a minute on two cores
    python benchmarks/paper.py --quick       a few seeds of everything
    python benchmarks/paper.py --only xor    one row, by name

The tasks are the programs in examples/ as they stand; an ablation changes one setting. Evaluations are counted up to
the winner, and by whole generations where champions are tested. Exit code 1 where a row misses what it must hold.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from itertools import repeat
from pathlib import Path

import numpy as np

from quale.domains.register import DOMAINS
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import State
from quale.genome.express import express
from quale.genome.gather import take
from quale.genome.genome import HIDDEN
from quale.language.load import load
from quale.model.model import Model
from quale.run.loop import evolve, founders
from quale.runtime.evaluator import Resources
from quale.runtime.examine import Examiner
from quale.runtime.register import EVALUATORS
from quale.runtime.world import WorldEvaluator

EXAMPLES = Path(__file__).parents[1] / "examples"


def no_crossover(settings: Settings) -> Settings:
    """Children are mutated copies."""
    return replace(settings, reproduction=replace(settings.reproduction, crossover=0.0))


def no_speciation(settings: Settings) -> Settings:
    """All genomes are one species."""
    return replace(settings, speciation=replace(settings.speciation, threshold=1e9))


def no_growth(settings: Settings) -> Settings:
    """Topologies stay as the founders have them, sensors joined to actuators; the paper's had ten hidden nodes."""
    return replace(settings, mutation=replace(settings.mutation, add_node=0.0, add_connection=0.0))


def random_start(settings: Settings) -> Settings:
    """Every founder has its own random half of the connections. The paper's also had random hidden nodes."""
    return replace(settings, brain=replace(settings.brain, initial=0.5))


def own_settings(settings: Settings) -> Settings:
    """What suits XOR better than the paper's settings: more connections, several changes a child, closer selection."""
    mutation = replace(settings.mutation, add_connection=0.3, exclusive=False)
    return replace(settings, mutation=mutation, reproduction=replace(settings.reproduction, tournament=3))


def unchanged(settings: Settings) -> Settings:
    """The example as it stands."""
    return settings


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: an example, perhaps changed, and what is published and must hold about it."""

    name: str
    example: str
    seeds: int
    quick_seeds: int
    evaluations: int  # a run that needs more has failed
    published: str
    change: Callable[[Settings], Settings] = unchanged
    must_solve_all: bool = True
    mean_at_most: float | None = None
    generalization: float | None = None  # of `test General`, at least, in starts mastered of 625


ROWS = (
    Row("xor", "xor", 100, 10, 75_000, "4,755 (sd 2,553), worst 13,459, 2.35 hidden, 100 runs", mean_at_most=7_000),
    Row(
        "xor, own settings", "xor", 100, 10, 75_000, "3,745, the best engine measured", own_settings, mean_at_most=3_745
    ),
    Row("cart_pole", "cart_pole", 20, 5, 100_000, "none comparable: eight random starts a genome here"),
    Row("double_pole", "double_pole", 60, 5, 100_000, "3,600 (sd 2,704), 120 runs", mean_at_most=4_300),
    Row(
        "double_pole_no_velocity",
        "double_pole_no_velocity",
        20,
        4,
        100_000,
        "33,184 (sd 21,790), generalization 286 of 625, 20 runs",
        mean_at_most=40_000,
        generalization=250,
    ),
    Row("no crossover", "double_pole", 20, 3, 100_000, "5,557, 0 % failures", no_crossover, must_solve_all=False),
    Row("no speciation", "double_pole", 20, 3, 100_000, "25,600, 25 % failures", no_speciation, must_solve_all=False),
    Row("no growth", "double_pole", 20, 3, 100_000, "30,239, 80 % failures", no_growth, must_solve_all=False),
    Row("random start", "double_pole", 20, 3, 100_000, "23,033, 5 % failures", random_start, must_solve_all=False),
)


@dataclass(frozen=True, slots=True)
class Result:
    """One run: whether there was a winner, after how many evaluations, and what it looks like."""

    seed: int
    solved: bool
    evaluations: int
    generations: int
    hidden: int
    generalization: float  # share of `test General` that the winner masters, NaN where there is no such test
    seconds: float


def solve(row: Row, seed: int) -> Result:
    """Run a row's example with one seed until it is solved or out of evaluations."""
    (model,) = load(EXAMPLES / f"{row.example}.quale", DOMAINS).project.models
    settings = row.change(model.evolution)
    generations = -(-row.evaluations // settings.population)
    model = replace(model, evolution=replace(settings, seed=seed, generations=generations))
    began = time.perf_counter()
    alone = Resources(workers=1)
    with WorldEvaluator(model, seed, workers=1) as evaluator, Examiner(model, seed, EVALUATORS, alone) as examiner:
        for finished in evolve(model, founders(model), evaluator.evaluate, time.perf_counter, examiner.examine):
            state = finished.snapshot.state
    seconds = time.perf_counter() - began
    solved = state.winner is not None and state.evaluations <= row.evaluations
    hidden, general = 0, float("nan")
    if state.winner is not None:
        nodes = slice(*state.population.node_start[state.winner : state.winner + 2])
        hidden = int((state.population.node_kind[nodes] == HIDDEN).sum())
        general = mastered(model, state, state.winner)
    return Result(seed, solved, state.evaluations, state.generation, hidden, general, seconds)


def mastered(model: Model, state: State, winner: int) -> float:
    """Return what the winner reaches in `test General`."""
    for test in model.tests:
        when = test.model.evolution.stop.when
        if test.name == "General" and when is not None:
            genome = take(state.population, np.array([winner]))
            network = express(genome, state.interface, model.evolution.brain.recurrent)
            with WorldEvaluator(test.model, state.seed, workers=1) as evaluator:
                return float(evaluator.evaluate(network, state.generation).scores[0, 1 + when.metric])
    return float("nan")


def report(row: Row, results: list[Result]) -> bool:
    """Print what came of a row; true if all that it must hold holds."""
    solved = [result for result in results if result.solved]
    counts = [result.evaluations for result in solved]
    failures = len(results) - len(solved)
    print(f"{row.name}: {len(solved)} of {len(results)} seeds solved within {row.evaluations:,} evaluations")
    print(f"  paper        {row.published}")
    held = not (row.must_solve_all and failures)
    if counts:
        mean = statistics.mean(counts)
        spread = statistics.stdev(counts) if len(counts) > 1 else 0.0
        print(
            f"  evaluations  {mean:,.0f} (sd {spread:,.0f}), median {statistics.median(counts):,.0f}, "
            f"worst {max(counts):,}"
        )
        print(
            f"  networks     {statistics.mean(r.hidden for r in solved):.2f} hidden nodes, "
            f"{statistics.mean(r.generations for r in solved):.1f} generations, "
            f"{statistics.median(r.seconds for r in solved):.2f} s a run (median, one core)"
        )
        held = held and (row.mean_at_most is None or mean <= row.mean_at_most)
        if row.generalization is not None:
            general = statistics.mean(625 * r.generalization for r in solved)
            print(f"  generalization {general:.0f} of 625 starts")
            held = held and general >= row.generalization
    missed = [r.seed for r in results if not r.solved]
    if missed:
        print(f"  failures     {100 * failures / len(results):.0f} %: seeds {', '.join(map(str, missed))}")
    if row.must_solve_all:
        print(f"  {'holds' if held else 'DOES NOT HOLD'}", flush=True)
    return held


def main() -> int:
    """Run all rows."""
    parser = argparse.ArgumentParser(description="NEAT against its paper")
    parser.add_argument("--quick", action="store_true", help="fewer seeds")
    parser.add_argument("--only", action="append", choices=[row.name for row in ROWS], help="a row; may be repeated")
    parser.add_argument("--json", type=Path, help="write all runs to this file")
    options = parser.parse_args()
    print(", ".join(f"{name} {version(name)}" for name in ("quale-lang", "numpy", "llvmlite")))
    everything_holds, runs = True, {}
    with ProcessPoolExecutor() as pool:
        for row in ROWS:
            if options.only is None or row.name in options.only:
                seeds = range(1, (row.quick_seeds if options.quick else row.seeds) + 1)
                results = list(pool.map(solve, repeat(row), seeds))
                runs[row.name] = [asdict(result) for result in results]
                everything_holds = report(row, results) and everything_holds
    if options.json:
        options.json.write_text(json.dumps(runs, indent=1), encoding="utf-8")
    return 0 if everything_holds else 1


if __name__ == "__main__":
    sys.exit(main())
