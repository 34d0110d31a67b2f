"""Kernels asked to look at their indices: one outside ends the process, and says where; all else is the same."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.native.elements import move
from quale.native.kernel import kernel
from tests.native.random_kernel import SIZE
from tests.native.test_random_kernels import random_module

ROOT = Path(__file__).parents[2]


@kernel
def get(values: NDArray[np.int64], place: int) -> int:
    return int(values[place])


@kernel
def put(values: NDArray[np.int64], place: int) -> None:
    values[place] += 1


@kernel
def shift(values: NDArray[np.int64], at: int, first: int, count: int) -> None:
    move(values, at, values, first, count)


def run(name: str, *arguments: int) -> None:
    """Call a kernel on five numbers and say what they are then; for a process of its own."""
    values = np.arange(5)
    {"get": get, "put": put, "shift": shift}[name](values, *arguments)  # type: ignore[operator]
    print(values.tolist())


def child(name: str, *arguments: int, bounds: str = "1") -> subprocess.CompletedProcess[str]:
    call = f"from tests.native.test_bounds import run; run({name!r}, *{arguments!r})"
    environment = os.environ | {"QUALE_BOUNDS": bounds, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", call], capture_output=True, text=True, check=False, env=environment, cwd=ROOT
    )


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("get", (5,), "values[place]: index 5 of an array of 5"),
        ("get", (-1,), "values[place]: index -1 of an array of 5"),
        ("put", (5,), "values[place]: index 5 of an array of 5"),
        ("shift", (1, 0, 5), "move(values, at, values, first, count): index 6 of an array of 5"),
        ("shift", (0, 1, 5), "move(values, at, values, first, count): index 6 of an array of 5"),
        ("shift", (0, 0, -1), "move(values, at, values, first, count): index -1 of an array of 5"),
        ("shift", (-1, 0, 2), "move(values, at, values, first, count): index 1 of an array of 5"),
    ],
)
def test_an_index_outside_ends_the_process_with_its_place(name: str, arguments: tuple[int, ...], says: str) -> None:
    ended = child(name, *arguments)
    assert ended.returncode == -signal.SIGABRT
    assert ended.stdout == ""
    (line,) = [line for line in ended.stderr.splitlines() if says in line]
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    assert line.startswith(f"{__file__}:")
    assert says.partition(":")[0] in lines[int(line.removeprefix(f"{__file__}:").partition(":")[0]) - 1]


@pytest.mark.parametrize(
    ("name", "arguments", "values"),
    [
        ("get", (4,), [0, 1, 2, 3, 4]),
        ("put", (0,), [1, 1, 2, 3, 4]),
        ("shift", (0, 1, 4), [1, 2, 3, 4, 4]),
        ("shift", (5, 9, 0), [0, 1, 2, 3, 4]),
    ],
)
def test_what_lies_inside_goes_on(name: str, arguments: tuple[int, ...], values: list[int]) -> None:
    ended = child(name, *arguments)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"{values}\n", "")


@pytest.mark.parametrize("seed", range(3))
def test_checked_code_gives_the_same_bits(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALE_CACHE", "")
    given = np.random.default_rng(seed).integers(-1000, 1000, SIZE), np.random.default_rng(seed).normal(size=SIZE)
    results = []
    for bounds in ("", "1"):
        monkeypatch.setenv("QUALE_BOUNDS", bounds)
        module = random_module(seed, tmp_path)
        whole, real = (array.copy() for array in given)
        results.append((module.run(17, -5, 0.75, whole, real), whole.tolist(), real.tolist()))
    assert results[0] == results[1]
