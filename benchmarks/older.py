"""The forager in the older form: generations until a champion lives 0.9 of the ticks in scenarios that it has not met.

    python benchmarks/older.py [--seeds 5]     three minutes on one core

The program is examples/older_forager.quale: its test of each generation's champion has 100 scenarios. Exit code 1
where a seed fails within the 300 generations.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import quale

PROGRAM = Path(__file__).parents[1] / "examples" / "older_forager.quale"


def main() -> None:
    """Evolve with each seed and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    seeds = parser.parse_args().seeds
    experiment = quale.load(PROGRAM)
    passed = 0
    print("seed  generations  passed  seconds")
    for seed in range(1, seeds + 1):
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            run = experiment.evolve(seed=seed, checkpoints=Path(folder))
        good = "passed every test" in run.why
        passed += good
        print(f"{seed:4}  {len(run.history):11}  {'yes' if good else 'no':6}  {time.perf_counter() - start:7.0f}")
    print(f"{passed} of {seeds}")
    sys.exit(passed < seeds)


if __name__ == "__main__":
    main()
