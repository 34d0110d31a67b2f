"""An experiment of a second, run in this process as `quale evolve --continue` runs it, and what to compare of it."""

import hashlib
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.run_directory import directory_of
from quale.checkpoint.directory.store import candidates
from quale.checkpoint.format.codec import encode
from quale.checkpoint.format.header import Origin
from quale.checkpoint.format.snapshot import Snapshot
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import Model, ProgramText
from quale.run.finished import Finished
from quale.run.loop import why_over
from quale.run.plan import fresh, going_on, order_after
from quale.run.runner import Environment, Outcome, RunPlan, put_right, run_evolution

PROGRAM = """
body Gate {{
  state error: float = 0
  sensor a: internal(0..1)
  sensor b: internal(0..1)
  sensor bias: internal(0..1)
  actuator out: trigger(threshold: 0.5)
}}
world Cases {{ topology: none }}
perception Inputs {{
  sensor a = floor(world.ticks / 2)
  sensor b = world.ticks % 2
  sensor bias = 1
}}
action Answer {{
  let wanted = floor(world.ticks / 2) == world.ticks % 2 ? 0 : 1
  agent.error += abs(wanted - actuator.out)
}}
fitness Closeness {{
  metric closeness = (4 - agent.error) ^ 2
  maximize closeness: 1
}}
evolve {run} {{
  body: Gate  world: Cases  perception: Inputs  action: Answer  fitness: Closeness
  preset: neat2002
  population: {population}
  generations: {generations}
  scenarios: {scenarios}
  ticks: {ticks}
  seed: 7
  checkpoint {{ every: {every} generations  keep: {keep}  keep_best: {keep_best} }}
}}
"""
LOGS = ("history.jsonl", "history.csv", "population.jsonl")
ORIGIN = Origin("0" * 32, "2026-01-01T00:00:00+00:00")


def program(
    *,
    run: str = "Small",
    population: int = 8,
    generations: int = 4,
    every: int = 1,
    keep: int = 2,
    keep_best: bool = True,
    scenarios: int = 1,
    ticks: int = 4,
) -> str:
    """Return the text of the experiment."""
    texts = {"keep_best": str(keep_best).lower()}
    numbers = {"population": population, "generations": generations, "every": every, "keep": keep}
    return PROGRAM.format(run=run, scenarios=scenarios, ticks=ticks, **numbers, **texts)


@cache
def model(text: str) -> Model:
    return load_text(ProgramText((("small.quale", text),), ()), DOMAINS).project.models[0]


def planned(generations: int = 4, *, every: int = 1, keep: int = 2, keep_best: bool = True) -> Model:
    return model(program(generations=generations, every=every, keep=keep, keep_best=keep_best))


class Heard:
    """What a run told, in order."""

    def __init__(self) -> None:
        self.generations: list[int] = []
        self.saves: list[int] = []
        self.notes: list[str] = []
        self.warnings: list[str] = []

    def generation(self, finished: Finished, seconds: float) -> None:
        assert seconds >= 0
        self.generations.append(finished.generation)

    def saved(self, generation: int, path: Path) -> None:
        assert path.name == f"checkpoint_gen{generation}.quale-ckpt"
        self.saves.append(generation)

    def note(self, words: str) -> None:
        self.notes.append(words)

    def warn(self, words: str) -> None:
        self.warnings.append(words)


class Time:
    """A clock that jumps: hours forward, days back."""

    def __init__(self) -> None:
        self.count = 0

    def now(self) -> str:
        self.count += 1
        return f"{2026 + (-1) ** self.count * self.count:04}-01-01T00:00:00+00:00"

    def monotonic(self) -> float:
        self.count += 1
        return float(self.count)


def go(checkpoints: Path, plan: Model, heard: Heard | None = None, checkpoint: Path | None = None) -> Outcome:
    """Start a run or go on with it, as `--continue` does; `checkpoint`: with that one, as `--resume` does."""
    heard = heard or Heard()
    directory = directory_of(checkpoints, plan.name)
    clock = Time()
    around = Environment(clock.monotonic, clock.now, lambda _ask: None)
    with RunLock(directory) as lock:
        if not (directory.is_dir() and candidates(directory)):
            return run_evolution(
                RunPlan(fresh(plan, None, None), directory, checkpoints, workers=1), heard, around, lock
            )
        found = newest(checkpoint.parent if checkpoint else directory)
        heard.warnings += found.messages
        going, changed = going_on(found, plan, None, None, heard.note)
        if (why := why_over(going, found.snapshot, changed=changed)) is not None:
            put_right(found, heard)
            return Outcome(found.snapshot, found.path, why)
        return run_evolution(order_after(found, going, changed, 1), heard, around, lock)


def digest(snapshot: Snapshot) -> str:
    """Return a digest of all that must be the same in equal runs, whatever the file's version."""
    history = replace(snapshot.state.history, seconds=np.zeros(len(snapshot.state.history)))
    state = replace(snapshot.state, history=history, seconds=0.0)
    return hashlib.sha256(encode(replace(snapshot, state=state), ORIGIN, dense=False)).hexdigest()


def logged(directory: Path, lost: int = 0) -> list[object]:
    """Return the rows of all logs without the seconds; each generation must be there once.

    `lost` is how many the population log lacks at its start: what no checkpoint remembers, and nobody wrote down.
    """
    rows = [json.loads(line) for line in (directory / LOGS[0]).read_text().splitlines()]
    table = [line.split(",") for line in (directory / LOGS[1]).read_text().splitlines()]
    assert [row["generation"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row[0] for row in table] == ["generation", *(str(row["generation"]) for row in rows)]
    at = table[0].index("seconds")
    path = directory / LOGS[2]
    population = [json.loads(line) for line in path.read_text().splitlines()] if rows else []
    assert [row["generation"] for row in population] == list(range(lost + 1, len(rows) + 1))
    assert [len(row["species"]) for row in population] == [row["species"] for row in rows[lost:]]
    return [
        *({**row, "seconds": 0} for row in rows),
        *([*row[:at], *row[at + 1 :]] for row in table),
        *population,
    ]


def temporaries(checkpoints: Path) -> list[str]:
    return sorted(path.name for path in checkpoints.rglob("*.quale-tmp"))
