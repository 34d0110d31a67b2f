"""From nothing to a solution: XOR and two poles, here and in neat-python, seconds of CPU."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.compare.measurement import Effort, Row, seconds_text
from benchmarks.compare.peers import Peer
from benchmarks.compare.world_rows import model_of
from benchmarks.paper import own_settings, unchanged
from quale.evolution.records.settings import Settings
from quale.run.loop import evolve, founders
from quale.runtime.world import WorldEvaluator

GENERATIONS = 300
DECISIONS = 100_000
PATIENCE = 60.0
"""CPU seconds after which a run of neat-python on two poles is given up."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds with all that comes before the first generation, and what came of it."""

    seconds: float
    before: float  # of these, what went by before the founders were made
    generations: int
    evaluations: float
    solved: bool


def rows(effort: Effort, _folder: Path, neat: Peer | None, _jax: Peer | None) -> list[Row]:
    """Compare over many seeds."""
    if neat is None:
        return []
    found = _xor(6 if effort.quick else 20, neat)
    return found if effort.quick else found + _poles(20, neat)


def here(example: str, seed: int, change: Callable[[Settings], Settings] = unchanged) -> Run:
    """Solve an example on one thread, its code compiled before; the time goes from the Model to the last generation."""
    model = model_of(example, 150)
    model = replace(model, evolution=replace(change(model.evolution), seed=seed, generations=GENERATIONS))
    began = time.process_time()
    with WorldEvaluator(model, seed, workers=1) as evaluator:
        before = time.process_time() - began
        for finished in evolve(model, founders(model), evaluator.evaluate, time.perf_counter):
            state = finished.snapshot.state
    return Run(time.process_time() - began, before, state.generation, state.evaluations, state.winner is not None)


def there(answer: dict[str, float]) -> Run:
    """Return a run as a peer reports it, who reads its configuration before it looks at the clock."""
    generations, solved = int(answer["generations"]), bool(answer["solved"])
    return Run(answer["seconds"], 0.0, generations, answer["evaluations"], solved)


def _in_turns(seeds: int, *ways: Callable[[int], Run]) -> list[list[Run]]:
    """Return the runs of each way, seed after seed in turns; the first one runs once before, so that code is there."""
    ways[0](0)
    turns = [[way(seed) for way in ways] for seed in range(1, seeds + 1)]
    return [list(runs) for runs in zip(*turns, strict=True)]


def _cost(runs: list[Run]) -> float:
    """Return the seconds that a solution costs: those of all runs, failures included, for each that is solved."""
    return sum(run.seconds for run in runs) / max(1, sum(run.solved for run in runs))


def _generation(runs: list[Run]) -> float:
    """Return the seconds of a generation."""
    return sum(run.seconds - run.before for run in runs) / sum(run.generations for run in runs)


def _tale(runs: list[Run]) -> str:
    solved = [run for run in runs if run.solved]
    evaluations = sum(run.evaluations for run in solved) / max(1, len(solved))
    return f"{len(solved)} of {len(runs)} solved, {evaluations:,.0f} evaluations each"


def _row(what: str, runs: list[Run], others: list[Run], bounds: tuple[float | None, float | None]) -> Row:
    mine, other = _cost(runs), _cost(others)
    note = f"here {_tale(runs)}; there {_tale(others)}"
    texts = seconds_text(mine), seconds_text(other)
    return Row("solutions", what, "neat-python", *texts, other / mine, *bounds, note=note)


def _xor(seeds: int, neat: Peer) -> list[Row]:
    def theirs(seed: int) -> Run:
        return there(neat.ask("xor", seed=seed, generations=GENERATIONS, population=150))

    runs, own, others = _in_turns(
        seeds, lambda seed: here("xor", seed), lambda seed: here("xor", seed, own_settings), theirs
    )
    mine, other = _generation(runs), _generation(others)
    texts = seconds_text(mine), seconds_text(other)
    whole = Row("solutions", "XOR, a whole generation of 150", "neat-python", *texts, other / mine, 6, 20)
    solved = _row("XOR to solution", runs, others, (40, 60))
    return [whole, solved, _row("XOR to solution, own settings", own, others, (60, 100))]


def _poles(seeds: int, neat: Peer) -> list[Row]:
    def theirs(seed: int) -> Run:
        return there(neat.ask("poles", seed=seed, generations=GENERATIONS, limit=DECISIONS, seconds=PATIENCE))

    runs, others = _in_turns(seeds, lambda seed: here("double_pole", seed), theirs)
    return [_row("two poles with velocities to solution", runs, others, (250, 500))]
