"""Reproduction and speciation, phase by phase: CPU milliseconds of a generation that nobody evaluates.

    python benchmarks/reproduction.py [--size GENOMESxCONNECTIONS ...] [--rounds 15] [--memory]

Populations are those of `benchmarks/compare/populations.py`, eight species apart, scored at random. `ask` makes the
children, `tell` sorts them into species, `express` makes networks of them. Prints medians of the process's CPU time,
what ask and tell take together for each gene, and with --memory the most that they allocate at once, results
included, in sizes of the population's arrays. The last row is a whole generation of XOR as
examples/xor.quale sets it, evaluation included.
"""

import argparse
import os
import platform
import statistics
import time
import tracemalloc
from dataclasses import fields, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.compare.populations import FEWEST_CONNECTIONS, FEWEST_GENOMES, population, settings
from quale.domains.register import DOMAINS
from quale.evolution.ask import ask
from quale.evolution.initialize import found
from quale.evolution.records.state import State
from quale.evolution.tell import tell
from quale.genome.express import express
from quale.genome.genome import Genomes
from quale.genome.interface import interface
from quale.language.load import load
from quale.runtime.world import WorldEvaluator

XOR = Path(__file__).parents[1] / "examples" / "xor.quale"
SIZES = ((150, 100), (1000, 100), (10_000, 100), (10_000, 1000))
PHASES = ("ask", "tell", "express", "evaluate", "all")
LARGE = 1_000_000
"""Genes from which on three rounds are enough."""


class Laps:
    """CPU seconds from mark to mark, by name."""

    def __init__(self) -> None:
        self._began = time.process_time()
        self._taken: dict[str, list[float]] = {}

    def start(self) -> None:
        """Leave out what was done since the last mark."""
        self._began = time.process_time()

    def mark(self, name: str) -> None:
        """Take down the time since the last mark under this name."""
        now = time.process_time()
        self._taken.setdefault(name, []).append(now - self._began)
        self._began = time.process_time()

    def medians(self) -> dict[str, float]:
        """Return the median of each name's, without its first, and of their sums."""
        sums = [sum(times) for times in zip(*self._taken.values(), strict=True)]
        return {name: statistics.median(times[1:]) for name, times in {**self._taken, "all": sums}.items()}


def generations(count: int, connections: int, rounds: int) -> tuple[dict[str, float], State]:
    """Return the median CPU seconds of each phase, and the last state; the first generation is not counted."""
    chosen = settings(count)
    state = population(count, connections)
    random = np.random.default_rng(1)
    laps = Laps()
    for _ in range(rounds + 1):
        scores = random.random((count, 1))
        laps.start()
        offspring = ask(state, chosen)
        laps.mark("ask")
        express(offspring.genomes, state.interface, recurrent=False)
        laps.mark("express")
        state = tell(state, offspring, scores, chosen)
        laps.mark("tell")
    return laps.medians(), state


def memory(count: int, connections: int) -> tuple[float, float]:
    """Return the most that ask and tell allocate at once, with what they return, in sizes of the population."""
    chosen, state = settings(count), population(count, connections)
    scores = np.random.default_rng(1).random((count, 1))
    tracemalloc.start()
    offspring = ask(state, chosen)
    _, asked = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    tell(state, offspring, scores, chosen)
    _, told = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    own = size(state.population)
    return asked / own, told / own


def size(genomes: Genomes) -> int:
    """Return the bytes of the genomes' arrays."""
    return sum(getattr(genomes, field.name).nbytes for field in fields(genomes))


def xor(runs: int) -> dict[str, float]:
    """Return the median CPU seconds of each phase of a generation of XOR, over the first thirty of several runs."""
    (model,) = load(XOR, DOMAINS).project.models
    chosen = model.evolution
    laps = Laps()
    with WorldEvaluator(model, chosen.seed, workers=1) as evaluator:
        for seed in range(1, runs + 1):
            state = found(replace(chosen, seed=seed), interface(model.ports.inputs, model.ports.outputs))
            for generation in range(1, 31):
                laps.start()
                offspring = ask(state, chosen)
                laps.mark("ask")
                networks = express(offspring.genomes, state.interface, chosen.brain.recurrent)
                laps.mark("express")
                scores = evaluator.evaluate(networks, generation).scores
                laps.mark("evaluate")
                state = tell(state, offspring, scores, chosen)
                laps.mark("tell")
    return laps.medians()


def size_of(text: str) -> tuple[int, int]:
    """Return genomes and connections as `--size` is given them.

    Raises:
        argparse.ArgumentTypeError: there is no such population.
    """
    count, _, connections = text.partition("x")
    if not (count.isdecimal() and connections.isdecimal()):
        raise argparse.ArgumentTypeError(f"wants GENOMESxCONNECTIONS, such as 1000x100, not {text!r}")
    if int(count) < FEWEST_GENOMES or int(connections) < FEWEST_CONNECTIONS:
        least = f"{FEWEST_GENOMES}x{FEWEST_CONNECTIONS}"
        raise argparse.ArgumentTypeError(f"wants at least {least}: eight species, all sensors connected, some splits")
    return int(count), int(connections)


def row(name: str, taken: dict[str, float], note: str = "") -> str:
    """Return a line of the table."""
    cells = [f"{taken[phase] * 1e3:10.2f}" if phase in taken else " " * 10 for phase in PHASES]
    return f"{name:>12}{''.join(cells)}  {note}".rstrip()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    usual = ", ".join(f"{count}x{connections}" for count, connections in SIZES)
    parser.add_argument(
        "--size", action="append", type=size_of, metavar="GENOMESxCONNECTIONS", help=f"instead of {usual}"
    )
    parser.add_argument("--rounds", type=int, default=15, help="generations, of which the median counts")
    parser.add_argument("--memory", action="store_true", help="how much is allocated, too, which takes longer")
    options = parser.parse_args()
    print(f"quale-lang {version('quale-lang')}, NumPy {np.__version__}, Python {platform.python_version()}")
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; milliseconds of CPU, medians")
    print(f"{'':>12}{''.join(f'{phase:>10}' for phase in PHASES)}")
    for count, connections in options.size or SIZES:
        rounds = options.rounds if count * connections < LARGE else max(1, options.rounds // 5)
        taken, state = generations(count, connections, rounds)
        each = (taken["ask"] + taken["tell"]) / len(state.population.weight) * 1e9
        note = f"ask + tell {(taken['ask'] + taken['tell']) * 1e3:.2f}, {each:.0f} ns a gene"
        if options.memory:
            asked, told = memory(count, connections)
            note += f"; allocated at most {asked:.2f} (ask) and {told:.2f} (tell) times the population's arrays"
        print(row(f"{count}x{connections}", taken, note), flush=True)
    print(row("XOR, 150", xor(10), "whole generations"))


if __name__ == "__main__":
    main()
