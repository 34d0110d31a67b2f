"""A network exported as C beside the native kernel in one lane: connection evaluations a second, on one core.

    python benchmarks/exported.py [--rounds 5]

The same networks of 100 connections in the same loop as benchmarks/kernel.py: each tick 8 inputs from the 4 outputs of
the tick before. All networks are in one program, so that the processor cannot learn one by heart. Needs a C compiler.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.kernel import INPUTS, OUTPUTS, POPULATION, TICKS, measure, networks
from quale.export.express import network_of
from quale.export.formats import c
from quale.export.network import Input, Output

CONNECTIONS, HIDDEN = 100, 12
TARGET = 0.9
"""Part of the native kernel's one-lane speed that the project sets itself for the exported C."""

MAIN = """
#include <stdio.h>
#include <time.h>
typedef void (*Activate)(const double *, double *);
static const Activate ALL[] = {%s};
int main(void) {
    static double outputs[%d][%d];
    struct timespec began, ended;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &began);
    for (int p = 0; p < %d; p++)
        for (int t = 0; t < %d; t++) {
            double inputs[%d];
            for (int i = 0; i < %d; i++) inputs[i] = outputs[p][i %% %d] * (0.9 - 0.1 * i);
            ALL[p](inputs, outputs[p]);
        }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
    double sum = 0.0;
    for (int p = 0; p < %d; p++) sum += outputs[p][0];
    double nanoseconds = 1e9 * (double)(ended.tv_sec - began.tv_sec) + (double)(ended.tv_nsec - began.tv_nsec);
    printf("%%.9f %%.17g\\n", 1e-9 * nanoseconds, sum);
    return 0;
}
"""


def exported(compiler: str, rounds: int) -> tuple[float, int]:
    """Return the median CPU seconds of stepping all networks, and the size in bytes of the longest header."""
    population = networks(CONNECTIONS, HIDDEN)
    ends = tuple(Input(f"i{i}") for i in range(INPUTS)), tuple(Output(f"o{i}") for i in range(OUTPUTS))
    headers = [
        c.write(network_of(population, p, np.arange(population.slots[p]), ends, f"network{p}", 1))
        for p in range(POPULATION)
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, header in enumerate(headers):
            (folder / f"network{number}.h").write_bytes(header)
        includes = "".join(f'#include "network{p}.h"\n' for p in range(POPULATION))
        names = ", ".join(f"network{p}_activate" for p in range(POPULATION))
        numbers = (names, POPULATION, OUTPUTS, POPULATION, TICKS, INPUTS, INPUTS, OUTPUTS, POPULATION)
        (folder / "main.c").write_text(includes + MAIN % numbers, encoding="utf-8")
        subprocess.run([compiler, "-O2", "-std=gnu99", "-o", "main", "main.c"], cwd=folder, check=True)
        times = [
            float(subprocess.run([folder / "main"], check=True, capture_output=True, text=True).stdout.split()[0])
            for _ in range(rounds)
        ]
    return statistics.median(times), max(map(len, headers))


def main() -> None:
    """Print both speeds and what one is of the other."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=5, help="measurements, of which the median counts (5)")
    rounds = parser.parse_args().rounds
    compiler = shutil.which("cc")
    if compiler is None:
        sys.exit("benchmarks/exported.py needs a C compiler: there is no cc on the PATH")
    seconds, size = exported(compiler, rounds)
    work = CONNECTIONS * POPULATION * TICKS
    native = work / measure(1, networks(CONNECTIONS, HIDDEN), rounds)
    ours = work / seconds
    print(f"{CONNECTIONS} connections, one lane, connections/s: native kernel {native:.3g}, exported C {ours:.3g}")
    print(f"the C is {ours / native:.2f} of the native kernel (target {TARGET}); header {size:,} bytes")


if __name__ == "__main__":
    main()
