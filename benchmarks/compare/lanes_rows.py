"""How full lanes are, what threads gain, and whole worlds against an older commit's checkout (`--before FOLDER`)."""

import json
import os
import statistics
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks.compare.measurement import Effort, Row, seconds_text
from benchmarks.compare.peers import Peer
from benchmarks.compare.world_rows import model_of
from benchmarks.worlds import grown
from quale.compiler.emit.cycle_counters import LIVED, OFFERED
from quale.runtime.world import WorldEvaluator

BEFORE = "QUALE_BEFORE"
"""Name of the environment's variable with the older checkout, if there is one."""

WORLDS: tuple[tuple[str, int, float, float], ...] = (
    ("double_pole", 0, 3.0, 5.0),
    ("double_pole_no_velocity", 0, 3.0, 5.0),
    ("cart_pole", 5, 1.4, 1.7),
    ("forager", 5, 1.4, 1.7),
    ("cart_pole", 0, 1.3, 1.6),
    ("forager", 0, 1.0, 1.15),
    ("operator", 0, 1.0, 1.15),
    ("traffic", 0, 1.0, 1.15),
)
"""Example, scenarios (0: its own), and the ratios to hold and to reach."""

CROWD = 1000
"""Genomes of the rows about threads."""

ROOT = Path(__file__).parents[2]


class Quale:
    """A process with the Quale of a checkout."""

    def __init__(self, checkout: Path) -> None:
        script = ROOT / "benchmarks" / "peers" / "older_quale.py"
        environment = os.environ | {"PYTHONPATH": str(checkout)}
        command = [sys.executable, "-P", str(script)]
        self._process = subprocess.Popen(  # this very Python, with a file of this folder
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=checkout
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def ask(self, name: str, scenarios: int = 0, population: int = 256, workers: int = 1, *, wall: bool = False) -> Any:
        """Return the seconds of an evaluation and its scores."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("a process without pipes")
        question = {
            "file": f"examples/{name}.quale",
            "scenarios": scenarios,
            "population": population,
            "workers": workers,
            "wall": wall,
        }
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def rows(effort: Effort, _folder: Path, _neat: Peer | None, _jax: Peer | None) -> list[Row]:
    """Return the rows; those against an older commit only where its checkout is given."""
    found = []
    with Quale(ROOT) as now:
        if os.environ.get(BEFORE):
            with Quale(Path(os.environ[BEFORE]).resolve()) as before:
                found += [_against(before, now, world, effort) for world in WORLDS]
        found.append(_occupancy())
        names = () if effort.quick else ("cart_pole", "forager", "operator", "traffic", "double_pole_no_velocity")
        found += [_threads(now, name, effort) for name in names]
    return found


def _against(before: Quale, now: Quale, world: tuple[str, int, float, float], effort: Effort) -> Row:
    name, scenarios, hold, goal = world
    pairs = [[quale.ask(name, scenarios) for quale in (before, now)] for _ in range(effort.rounds + 1)][1:]
    if any(one["scores"] != other["scores"] for one, other in pairs):
        raise RuntimeError(f"{name}: other bits than before")
    old, new = (statistics.median(pair[i]["seconds"] for pair in pairs) for i in (0, 1))
    ratio = statistics.median(one["seconds"] / other["seconds"] for one, other in pairs)
    what = f"{name}.quale, {scenarios} scenarios" if scenarios else f"{name}.quale"
    return Row("lanes", what, "the commit before", seconds_text(new), seconds_text(old), ratio, hold, goal)


def _occupancy() -> Row:
    """Return how full lanes are in the example where they are emptiest."""
    shares = {}
    for name in ("cart_pole", "double_pole_no_velocity", "forager", "operator", "traffic", "xor"):
        model = model_of(name, 256)
        with WorldEvaluator(replace(model), 1, workers=1, profile=True) as evaluator:
            networks = grown(model, evaluator, 10)
            before = evaluator.clocks()
            evaluator.evaluate(networks, 11)
            after = evaluator.clocks()
        shares[name] = (after[LIVED] - before[LIVED]) / (after[OFFERED] - before[OFFERED])
    least = min(shares, key=shares.__getitem__)
    note = ", ".join(f"{name} {share:.1%}" for name, share in shares.items())
    text = f"{shares[least]:.1%}"
    return Row("lanes", f"lanes at work, {least}.quale", "all lanes", text, "", shares[least], 0.85, 0.95, note=note)


def _threads(now: Quale, name: str, effort: Effort) -> Row:
    pairs = [[now.ask(name, 0, CROWD, workers, wall=True) for workers in (1, 2)] for _ in range(effort.rounds + 1)][1:]
    one, two = (statistics.median(pair[i]["seconds"] for pair in pairs) for i in (0, 1))
    ratio = statistics.median(alone["seconds"] / both["seconds"] for alone, both in pairs)
    what = f"two threads, {CROWD:,} genomes of {name}.quale"
    return Row("lanes", what, "one thread", seconds_text(two), seconds_text(one), ratio, 1.8, 1.95)
