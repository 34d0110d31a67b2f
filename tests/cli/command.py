"""The real command in a process of its own, small programs to run with it, and what two runs are compared by."""

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quale.checkpoint.directory.resume import find
from quale.checkpoint.directory.store import load
from quale.cli.main import main

BLOCKS = """
body Walker {
  state place: -1..1 = 0
  state pushes: int = 0
  sensor place: internal(-1..1)
  sensor noise: internal(0..1)
  actuator push: trigger(threshold: 0.5)
}
world Line { topology: none }
perception Feel {
  sensor place = agent.place
  sensor noise = random()
}
action Push {
  agent.place += 0.1 * (actuator.push - random())
  when fired(actuator.push) { agent.pushes += 1 }
}
fitness Stay {
  metric nearness = 1 - abs(agent.place)
  metric pushes = agent.pushes
  maximize nearness: 1
}
"""

EVOLVE = """
evolve {name} {{
  body: Walker
  world: Line
  perception: Feel
  action: Push
  fitness: Stay
  population: 20
  generations: {generations}
  scenarios: 3
  ticks: {ticks}
  seed: {seed}
  {more}
}}
"""

CACHE = Path(tempfile.gettempdir()) / f"quale-tests-{os.getuid() if hasattr(os, 'getuid') else 0}"
"""Compiled code is kept between tests: a compilation is tested elsewhere."""


def evolve_block(name: str = "Walk", generations: int = 6, ticks: int = 20, seed: int = 5, more: str = "") -> str:
    return EVOLVE.format(name=name, generations=generations, ticks=ticks, seed=seed, more=more)


def write_program(folder: Path, *blocks: str) -> Path:
    program = folder / "walk.quale"
    program.write_text(BLOCKS + "".join(blocks or (evolve_block(),)), encoding="utf-8")
    return program


def arguments_of(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "quale", *map(str, arguments)]


def environment() -> dict[str, str]:
    return os.environ | {"QUALE_CACHE": str(CACHE), "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said."""

    stdout: str
    stderr: str


def quale(*arguments: str | Path, cwd: Path, code: int = 0) -> Said:
    """Run the command in this process, which is quicker than in one of its own; it must exit as it should."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        ended = main([str(argument) for argument in arguments])
    assert ended == code, f"{ended}\n{out.getvalue()}\n{err.getvalue()}"
    return Said(out.getvalue(), err.getvalue())


def quale_process(*arguments: str | Path, cwd: Path, code: int = 0) -> Said:
    """Run the real command in a process of its own; see to it that it exits as it should and shows no traceback."""
    run = subprocess.run(
        arguments_of(*arguments), cwd=cwd, env=environment(), capture_output=True, text=True, check=False, timeout=120
    )
    assert "Traceback" not in run.stderr, run.stderr
    assert run.returncode == code, f"{run.returncode}\n{run.stdout}\n{run.stderr}"
    return Said(run.stdout, run.stderr)


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def essence(directory: Path) -> dict[str, Any]:
    """Return all of a run's newest checkpoint and logs that equal runs must have equal, byte for byte."""
    found = find(str(directory), Path("nowhere"))
    header, snapshot = load(found.path)
    parts = {part.name: part.digest for part in header.sections if part.name != "history"}
    history = snapshot.state.history
    columns = {name: getattr(history, name).tobytes() for name in history.__slots__ if name != "seconds"}
    with (directory / "history.csv").open(encoding="utf-8", newline="") as file:
        table = [{name: cell for name, cell in row.items() if name != "seconds"} for row in csv.DictReader(file)]
    lines = objects((directory / "history.jsonl").read_text(encoding="utf-8"))
    for line in lines:
        del line["seconds"]
    spread = objects((directory / "population.jsonl").read_text(encoding="utf-8"))
    assert [row["generation"] for row in spread] == list(range(1, header.generation + 1))
    logs = {"csv": table, "jsonl": lines, "population": spread}
    return {"generation": header.generation, "parts": parts, "history": columns, **logs}
