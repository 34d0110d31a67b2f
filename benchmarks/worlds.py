"""Whole worlds: agent-ticks a second of the examples, on one core.

    python benchmarks/worlds.py [NAME ...] [--generations 10] [--population 256] [--rounds 5]

An agent-tick is one tick of one genome in one scenario: senses, brain, action, handlers, dynamics. Each example evolves
for some generations first, so that networks and lives are those of a run under way; then one population is evaluated
several times by one worker. Prints the median of CPU seconds (of the whole process), ticks lived as traces count them
on a sample of the genomes, and the seconds a cold compilation takes (best of three).
"""

import argparse
import os
import platform
import statistics
import time
from dataclasses import replace
from pathlib import Path

import llvmlite
import llvmlite.binding
import numpy as np

from quale.compiler.emit.emit import emit
from quale.compiler.lower.lower import lower
from quale.domains.register import DOMAINS
from quale.evolution.ask import ask
from quale.evolution.initialize import found
from quale.evolution.tell import tell
from quale.genome.express import express
from quale.genome.genome import Networks
from quale.genome.interface import interface
from quale.language.load import load
from quale.model.model import Model
from quale.native.link import assemble, host
from quale.runtime.lanes import choose_lanes
from quale.runtime.world import WorldEvaluator

EXAMPLES = Path(__file__).parent.parent / "examples"
SAMPLE = 64
"""Genomes whose ticks are counted."""


def grown(model: Model, evaluator: WorldEvaluator, generations: int) -> Networks:
    """Return the networks of a population after some generations."""
    settings = model.evolution
    state = found(settings, interface(model.ports.inputs, model.ports.outputs))
    for generation in range(1, generations + 1):
        offspring = ask(state, settings)
        networks = express(offspring.genomes, state.interface, settings.brain.recurrent)
        scores = evaluator.evaluate(networks, generation).scores
        state = tell(state, offspring, scores, settings)
    return express(ask(state, settings).genomes, state.interface, settings.brain.recurrent)


def ticks_lived(model: Model, evaluator: WorldEvaluator, networks: Networks, generation: int) -> float:
    """Return the mean ticks of a genome's scenario, from every n-th genome."""
    step = max(1, len(networks) // SAMPLE)
    traces = (
        evaluator.trace(networks, genome, generation, scenario)
        for genome in range(0, len(networks), step)
        for scenario in range(model.scenarios)
    )
    return statistics.mean(len(trace.values) for trace in traces)


def compile_seconds(model: Model) -> float:
    """Return the CPU seconds from the Model to object code."""
    times = []
    for _ in range(3):
        began = time.process_time()
        assemble(emit(lower(model), choose_lanes(model.scenarios)), host())
        times.append(time.process_time() - began)
    return min(times)


def measure(name: str, generations: int, population: int, rounds: int) -> str:
    """Return a line of results for one example."""
    model = load(EXAMPLES / f"{name}.quale", DOMAINS).project.models[0]
    model = replace(model, evolution=replace(model.evolution, population=population, seed=1))
    with WorldEvaluator(model, 1, workers=1) as evaluator:
        networks = grown(model, evaluator, generations)
        lived = ticks_lived(model, evaluator, networks, generations + 1)
        times = []
        for _ in range(rounds):
            began = time.process_time()
            evaluator.evaluate(networks, generations + 1)
            times.append(time.process_time() - began)
    seconds = statistics.median(times)
    agent_ticks = lived * len(networks) * model.scenarios
    links = float(np.mean(np.diff(networks.link_start[networks.step_start])))
    return (
        f"{name:12} {agent_ticks / seconds:10.3g} agent-ticks/s   {seconds * 1e3:8.2f} ms a generation   "
        f"{lived:7.1f} ticks lived   {links:5.1f} links   {choose_lanes(model.scenarios):2} lanes   "
        f"compile {compile_seconds(model):.2f} s"
    )


def main() -> None:
    """Print one line for each example."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    known = sorted(path.stem for path in EXAMPLES.glob("*.quale"))
    parser.add_argument("names", nargs="*", default=known, metavar="NAME", help=f"of {', '.join(known)}")
    parser.add_argument("--generations", type=int, default=10, help="of evolution before measuring (10)")
    parser.add_argument("--population", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=5, help="measurements, of which the median counts (5)")
    chosen = parser.parse_args()
    version = ".".join(str(part) for part in llvmlite.binding.llvm_version_info)
    print(f"CPU {host().cpu}, {os.cpu_count()} processors, Python {platform.python_version()}, ", end="")
    print(f"NumPy {np.__version__}, llvmlite {llvmlite.__version__}, LLVM {version}")
    for name in chosen.names:
        print(measure(name, chosen.generations, chosen.population, chosen.rounds), flush=True)


if __name__ == "__main__":
    main()
