"""`quale score`: what a genome is worth in scenarios that it has never met."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from quale.cli.failure import failures
from quale.cli.opened import Opened, open_checkpoint
from quale.diagnostics import UsageError
from quale.report.data import finite
from quale.report.estimate import Estimate, estimate
from quale.report.write import number, table
from quale.run.plan import require_overrides
from quale.run.score import MOST_SCENARIOS, Scores, networks_of, score


def command(
    checkpoint: Annotated[
        str, typer.Argument(metavar="CKPT|DIR|NAME", help="A checkpoint, a run's directory, or an evolve block's name.")
    ],
    scenarios: Annotated[int, typer.Option(metavar="N", help="How many fresh scenarios.")] = 100,
    seed: Annotated[int | None, typer.Option(metavar="N", help="Which ones; the run's own seed by default.")] = None,
    genome: Annotated[str, typer.Option(metavar="best|winner|ID", help="Which genome.")] = "best",
    program: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The program, where it brings modules of your own.")
    ] = None,
    checkpoints: Annotated[Path, typer.Option(metavar="DIR", help="Where runs lie by name.")] = Path("checkpoints"),
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with every scenario's score.")] = False,
) -> None:
    """Score a genome on fresh scenarios: mean, deviation, and the interval that holds the true mean.

    Example: quale score Phase1 --scenarios 100 --seed 7
    """
    with failures(as_json):
        require_scenarios(scenarios)
        require_overrides(seed, None)
        opened = open_checkpoint(checkpoint, checkpoints, genome, program)
        snapshot = opened.found.snapshot
        seed = opened.model.evolution.seed if seed is None else seed
        networks = networks_of(snapshot, opened.model, opened.chosen.genome)
        scores = score(opened.model, networks, scenarios, seed, opened.chosen.given)
        estimates = [estimate(scores.values[0, :, column].tolist()) for column in range(len(scores.names))]
        if as_json:
            print(json.dumps(finite(_object(opened, scores, estimates))))
            return
        for line in _lines(opened, scores, estimates, shlex.quote(checkpoint)):
            print(line)


def require_scenarios(scenarios: int) -> None:
    """Refuse a number of fresh scenarios that nobody can run.

    Raises:
        UsageError: it is below 1 or very large.
    """
    if not 1 <= scenarios <= MOST_SCENARIOS:
        raise UsageError(f"--scenarios: wanted a whole number from 1 to {MOST_SCENARIOS:,}, not {scenarios}")


def _lines(opened: Opened, scores: Scores, estimates: list[Estimate], typed: str) -> Iterator[str]:
    run, chosen, fitness = opened.found.snapshot.run, opened.chosen, estimates[0]
    yield f"{run}: {chosen.who}"
    yield f"{fitness.count:,} fresh scenarios of seed {scores.seed}"
    head = ("", "mean", "deviation", "95 % interval of the mean", "least", "most")
    yield from table(head, [_row(*pair) for pair in zip(scores.names, estimates, strict=True)])
    values = scores.values[0, :, 0]
    least = int(values.argmin())
    yield f"the least is that of scenario {least}: quale replay {typed} --seed {scores.seed} --scenario {least}"
    if chosen.fitness is not None:
        yield f"its fitness in the run is {number(chosen.fitness)}{f', {chosen.caution}' if chosen.caution else ''}"
    if opened.model.aggregate != "mean":
        yield f"the run counts the {opened.model.aggregate} over its scenarios as fitness, not the mean"


def _row(name: str, found: Estimate) -> tuple[str, ...]:
    interval = f"{number(found.low)} to {number(found.high)}" if found.count > 1 else "needs more scenarios"
    deviation = number(found.deviation) if found.count > 1 else "-"
    return (name, number(found.mean), deviation, interval, number(found.least), number(found.most))


def _object(opened: Opened, scores: Scores, estimates: list[Estimate]) -> dict[str, Any]:
    chosen = opened.chosen
    return {
        "run": opened.found.snapshot.run,
        "who": chosen.who,
        "fitness": chosen.fitness,
        "caution": chosen.caution,
        "aggregate": opened.model.aggregate,
        "seed": scores.seed,
        "scenarios": len(scores.values[0]),
        "scores": {
            name: asdict(found) | {"values": scores.values[0, :, column].tolist()}
            for column, (name, found) in enumerate(zip(scores.names, estimates, strict=True))
        },
    }
