"""What it costs to hand out a slice: to a worker process, and with `--ray` to a Ray worker on this machine.

The domain of the test suite that does nothing but step a network is evaluated in slices of a size; what a slice takes
beyond its own seconds is overhead. docs/cluster.md says what follows from it.
"""

import argparse
import os
import tempfile
import time
from dataclasses import dataclass
from statistics import median

from quale.runtime.backend import Backend, Maker, Work
from quale.runtime.backends.processes import Processes
from quale.runtime.backends.ray import Ray
from tests.compiler.random_networks import random_networks
from tests.domains.test_seam import modelled
from tests.domains.unruly_evaluator import FOLDER, Unruly

ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a backend."""

    start: float  # until the first result
    slice: float  # of one slice of one genome, there and back, its evaluation (`alone`) included
    genome: float  # for each further genome in it


def cost(backend: Backend, small: Work, large: Work) -> Cost:
    """Measure a backend with a slice of one genome and one of many."""
    began = time.monotonic()
    backend.run(small)
    start = time.monotonic() - began
    times = []
    for work in (small, large):
        taken = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            backend.run(work)
            taken.append(time.perf_counter() - began)
        times.append(median(taken))
    return Cost(start, times[0], (times[1] - times[0]) / (len(large) - len(small)))


def main() -> None:
    """Print a row for each backend."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ray", action="store_true", help="measure Ray, too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ[FOLDER] = folder
        maker = Maker(Unruly, modelled(), 5)
        small, large = (Work(random_networks(7, genomes, (8, 2), 12, 6), 1, {}) for genomes in (1, 16))
        evaluator = maker()
        evaluator.evaluate(small.networks, 1, {})  # the first one makes the native step
        began = time.perf_counter()
        for _ in range(ROUNDS):
            evaluator.evaluate(small.networks, 1, {})
        alone = (time.perf_counter() - began) / ROUNDS
        print(f"{'':<12}{'start s':>9}{'slice ms':>10}{'genome ms':>11}   (evaluating one takes {1000 * alone:.2f} ms)")
        for name in ("process", "ray") if asked.ray else ("process",):
            began = time.monotonic()
            backend: Backend = Ray(maker, 1) if name == "ray" else Processes(maker, 1)
            found = cost(backend, small, large)
            made = time.monotonic() - began - 2 * ROUNDS * found.slice
            backend.close()
            print(f"{name:<12}{max(found.start, made):>9.2f}{1000 * found.slice:>10.2f}{1000 * found.genome:>11.3f}")


if __name__ == "__main__":
    main()
