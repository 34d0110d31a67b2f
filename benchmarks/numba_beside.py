"""Kernels beside Numba: what each costs to import, to call first and to run, and whether the bits are the same.

    python -m venv VENV && VENV/bin/pip install numba -e . && VENV/bin/python -m benchmarks.numba_beside

The same Python functions are compiled by both: `replace_invalid` and `total`, kernels of arrays and numbers that Numba
reads as they stand (it takes no frozen records). Every figure is the median of some processes or rounds of their own.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np

ROUNDS = 7

SETUP = {
    "nothing": "import numpy as np",
    "quale": """import numpy as np
from quale.evolution.species.valid_scores import replace_invalid as run""",
    "numba": """import numpy as np
import numba""",
}
NUMBA_FILE = """import numba, numpy as np
INFINITE, NO_GENOME = float('inf'), -1
@numba.njit(cache=True)
def run(score, fitness, valid):
    champion, lowest = NO_GENOME, 0.0
    for genome in range(len(score)):
        valid[genome] = -INFINITE < score[genome] < INFINITE
        if valid[genome]:
            if champion == NO_GENOME:
                champion, lowest = genome, score[genome]
            elif score[genome] > score[champion]:
                champion = genome
            lowest = min(lowest, score[genome])
    for genome in range(len(score)):
        fitness[genome] = score[genome] if valid[genome] else lowest
    return champion
"""
TIMED = """import time
began = time.perf_counter()
{body}
print(time.perf_counter() - began)
"""
ARRAYS = "\nscore = np.linspace(-1, 1, 1000); fitness = np.empty(1000); valid = np.empty(1000, dtype=np.bool_)\n"


def seconds(code: str, folder: str, **environment: str) -> float:
    """Return what a fresh process prints."""
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={"PATH": "", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(run.stdout.split()[-1])


def main() -> None:
    """Print the table."""
    import numba  # noqa: PLC0415  # an optional peer

    from quale.evolution.species.valid_scores import replace_invalid  # noqa: PLC0415
    from quale.numeric.sums import total  # noqa: PLC0415

    print(", ".join(f"{name} {version(name)}" for name in ("quale-lang", "numba", "llvmlite", "numpy")))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "kernel_of_numba.py").write_text(NUMBA_FILE, encoding="utf-8")
        for name, setup in SETUP.items():
            times = [seconds(TIMED.format(body=setup), folder) for _ in range(ROUNDS)]
            print(f"import, {name:8} {statistics.median(times) * 1000:8.0f} ms")
        for name in ("quale", "numba"):
            setup = SETUP["quale"] if name == "quale" else "import numpy as np\nfrom kernel_of_numba import run"
            code = setup + ARRAYS + TIMED.format(body="run(score, fitness, valid)")
            caches = {"QUALE_CACHE": f"{folder}/cache", "NUMBA_CACHE_DIR": f"{folder}/numba"}
            cold = seconds(code, folder, **caches)
            warm = [seconds(code, folder, **caches) for _ in range(ROUNDS)]
            print(f"first call, {name:6} cold {cold * 1000:7.1f} ms, on disk {statistics.median(warm) * 1000:7.1f} ms")
    score = np.random.default_rng(1).normal(size=100_000)
    pairs = []
    compiled = numba.njit(total.function)
    for _ in range(ROUNDS):
        row = []
        for function in (total, compiled):
            function(score)
            began = time.perf_counter()
            for _ in range(200):
                found = function(score)
            row.append((time.perf_counter() - began, found))
        pairs.append(row)
    ours, theirs = (statistics.median(row[i][0] for row in pairs) for i in (0, 1))
    equal = pairs[0][0][1] == pairs[0][1][1]
    print(f"steady, a sum of 100,000: numba takes {theirs / ours:.2f} times as long; bits equal: {equal}")
    small = score[:150].copy()
    fitness, valid = np.empty(150), np.empty(150, dtype=np.bool_)
    theirs_small = numba.njit(replace_invalid.function)
    times = []
    for function in (replace_invalid, theirs_small):
        function(small, fitness, valid)
        rounds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            for _ in range(5000):
                function(small, fitness, valid)
            rounds.append((time.perf_counter() - began) / 5000)
        times.append(statistics.median(rounds))
    print(f"steady, 150 scores: ours {times[0] * 1e6:.2f} µs a call, numba {times[1] * 1e6:.2f} µs")


if __name__ == "__main__":
    main()
