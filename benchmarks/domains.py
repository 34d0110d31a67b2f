"""Datasets and Python functions: what the domains cost, and what evolves on the examples.

    python benchmarks/domains.py             speed alone, half a minute
    python benchmarks/domains.py --quality   iris and digits with five seeds each, too: some minutes

The simulator alone is the example's own code, given the actions that brains chose: what is left is NumPy's part, with
as many genomes at a time as suit it best. Best of several rounds that take turns, wall clock.
"""

import argparse
import itertools
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.api.experiment import load as open_program
from quale.domains.foreign import bring
from quale.domains.register import DOMAINS
from quale.genome.express import express
from quale.genome.genome import Networks
from quale.language.load import load
from quale.model.model import Model
from quale.run.loop import evolve, founders
from quale.runtime.evaluator import Resources
from quale.runtime.python.draw import Draw
from quale.runtime.register import EVALUATORS
from quale.step.brains import Brains

EXAMPLES = Path(__file__).parents[1] / "examples"
GENOMES, EPISODES, TICKS = 1000, 8, 200
SLICES = (1000, 250, 50)  # genomes at a time: what suits the machine's caches is the simulator's best
SEEDS = (1, 2, 3, 4, 5)
TARGETS = {"iris": 0.93, "digits": 0.85}

POLES = f"""evolve Poles {{
  domain: python("cart_poles:evaluate", inputs: 4, outputs: 1, metrics: [distance],
                 episodes: {EPISODES}, ticks: {TICKS})
  population: {GENOMES}  generations: 10  seed: 1
}}
"""
DIGITS = """evolve Digits {
  domain: dataset("digits.csv", inputs: others, targets: [digit], loss: LOSS, standardize: true)
  population: 100  generations: 5  seed: 1
}
"""


class Recorded:
    """Brains that remember what they chose."""

    def __init__(self, brains: Brains) -> None:
        self._brains, self.chosen = brains, list[NDArray[np.float64]]()

    def __len__(self) -> int:
        return len(self._brains)

    def activate(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Choose."""
        self.chosen.append(self._brains.activate(inputs))
        return self.chosen[-1]


class Replayed:
    """What was chosen, once more, without brains."""

    def __init__(self, recorded: Recorded) -> None:
        self._genomes, self._chosen = len(recorded), iter(recorded.chosen)

    def __len__(self) -> int:
        return self._genomes

    def activate(self, _inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what was chosen then."""
        return next(self._chosen)


def best(rounds: int, *functions: Callable[[], Any]) -> list[float]:
    """Return the shortest time of each of several functions that take turns."""
    times = [float("inf")] * len(functions)
    for _ in range(rounds):
        for number, function in enumerate(functions):
            began = time.perf_counter()
            function()
            times[number] = min(times[number], time.perf_counter() - began)
    return times


def written(folder: Path, text: str) -> Model:
    """Return the model of a program that lies in a folder."""
    path = folder / "bench.quale"
    path.write_text(text, encoding="utf-8")
    return load(path, DOMAINS).project.models[0]


def evolved(model: Model, workers: int) -> Networks:
    """Return the population of the model's last generation."""
    with EVALUATORS[model.domain](model, 1, Resources(workers if model.domain == "dataset" else None)) as evaluator:
        last = next(itertools.islice(evolve(model, founders(model), evaluator.evaluate, time.monotonic), 4, None))
    state = last.snapshot.state
    return express(state.population, state.interface, model.evolution.brain.recurrent)


def recordings(
    simulate: Callable[..., NDArray[np.float64]], networks: Networks, size: int
) -> list[tuple[Recorded, NDArray[np.float64]]]:
    """Run a population through a simulator, so many genomes at a time; return what was chosen and scored."""
    recorded = [Recorded(Brains(networks, 1, begin, begin + size)) for begin in range(0, len(networks), size)]
    return [(one, simulate(one, Draw(1, 5), EPISODES, TICKS)) for one in recorded]


def replay(simulate: Callable[..., NDArray[np.float64]], recorded: list[tuple[Recorded, NDArray[np.float64]]]) -> None:
    """Run a simulator as it ran then, without brains."""
    for one, _ in recorded:
        simulate(Replayed(one), Draw(1, 5), EPISODES, TICKS)


def poles(folder: Path) -> None:
    """Tell how much longer a simulator takes through the domain than by itself."""
    (folder / "cart_poles.py").write_bytes((EXAMPLES / "python_domain/cart_poles.py").read_bytes())
    model = written(folder, POLES)
    networks = evolved(model, 1)
    simulate = bring("cart_poles:evaluate", folder)
    pieces = {size: recordings(simulate, networks, size) for size in SLICES}
    with EVALUATORS["python"](model, 1, Resources()) as evaluator:
        scores = evaluator.evaluate(networks, 5).scores
        if not np.array_equal(np.concatenate([found for _, found in pieces[GENOMES]]), scores):
            raise SystemExit("the simulator finds something else than the domain")
        replays = [partial(replay, simulate, pieces[size]) for size in SLICES]
        *alones, through = best(7, *replays, lambda: evaluator.evaluate(networks, 5))
    told = ", ".join(f"{size} at a time {took:.3f} s" for size, took in zip(SLICES, alones, strict=True))
    print(f"cart-poles, {GENOMES:,} genomes x {EPISODES} episodes x {TICKS} ticks: simulator alone: {told}")
    print(f"through the domain {through:.3f} s")
    alone = min(alones)
    ratio = through / alone
    print(f"{'times the simulator alone':<60} {ratio:6.2f}   limit 1.5   {'ok' if ratio <= 1.5 else 'MISSED'}")


def digits(folder: Path) -> None:
    """Tell how many connections a second a dataset's rows come to, with one thread and with two."""
    (folder / "digits.csv").write_bytes((EXAMPLES / "dataset/digits.csv").read_bytes())
    for loss in ("accuracy", "cross_entropy"):
        model = written(folder, DIGITS.replace("LOSS", loss))
        networks = evolved(model, 2)
        evaluators = [EVALUATORS["dataset"](model, 1, Resources(workers)) for workers in (1, 2)]
        one, two = best(3, *(partial(each.evaluate, networks, 5) for each in evaluators))
        for each in evaluators:
            each.close()
        work = len(networks.link_source) * 1797
        print(
            f"digits, loss {loss}: {work / one / 1e6:,.0f} million connections a second with one thread, "
            f"{len(networks) / one:,.0f} evaluations a second; with two {one / two:.2f} times as many"
        )


def quality(folder: Path) -> bool:
    """Tell what is reached on the rows that evolution has not seen, and whether that is enough."""
    enough = True
    for name, target in TARGETS.items():
        reached, began = [], time.perf_counter()
        for seed in SEEDS:
            experiment = open_program(EXAMPLES / f"dataset/{name}.quale")
            run = experiment.evolve(seed=seed, checkpoints=folder / name, overwrite=True)
            reached.append(run.best.metrics["held_out_accuracy"])
        good = sum(each >= target for each in reached)
        enough &= good == len(SEEDS)
        told = ", ".join(f"{each:.3f}" for each in reached)
        seconds = (time.perf_counter() - began) / len(SEEDS)
        print(f"{name}: held-out accuracy {told} ({seconds:.0f} s each); {good} of {len(SEEDS)} reach {target}")
    return enough


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quality", action="store_true", help="iris and digits with five seeds, too")
    with tempfile.TemporaryDirectory() as folder:
        asked = parser.parse_args()
        poles(Path(folder))
        digits(Path(folder))
        if asked.quality and not quality(Path(folder)):
            sys.exit("not all seeds reach what they should")


if __name__ == "__main__":
    main()
