"""What is printed when a run has ended: why, the champion, where its checkpoint is, and what to try next."""

import shlex
from collections.abc import Iterator
from typing import Any

from quale.model.model import Model
from quale.report.advise import takes_generations
from quale.report.inspect import inspect
from quale.report.inspection import Inspection
from quale.report.write import number
from quale.run.loop import what_ended
from quale.run.runner import Outcome


def summary(outcome: Outcome, model: Model, again: list[str]) -> Iterator[str]:
    """Yield the lines of a finished run's summary; `again` is the command for another run, if there is one."""
    found = inspect(outcome.snapshot)
    run = outcome.snapshot.run
    yield f"{run} is over after generation {found.generation}: {outcome.why}"
    for name, words in _champion(found):
        yield f"  {name:<12}{words}"
    yield f"  {'checkpoint':<12}{outcome.checkpoint}"
    directory = shlex.quote(str(outcome.checkpoint.parent))
    yield f"  {'next':<12}quale inspect {directory} --graph {shlex.quote(run.lower())}.svg"
    yield f"  {'':<12}quale score {directory}"
    if takes_generations(what_ended(model, outcome.snapshot)):
        yield f"  {'':<12}quale evolve --resume {directory} --generations {2 * found.generation}"
    elif again:
        yield f"  {'':<12}{shlex.join(again)}"
    else:
        yield f"  {'':<12}quale inspect {directory} --json"


def ending(outcome: Outcome) -> dict[str, Any]:
    """Return the same for a JSON object."""
    found = inspect(outcome.snapshot)
    state = outcome.snapshot.state
    enabled, disabled, hidden = _counts(found)
    return {
        "run": outcome.snapshot.run,
        "why": outcome.why,
        "generation": found.generation,
        "seed": state.seed,
        "fitness": found.fitness,
        "from_generation": state.best.generation if state.best else None,
        "metrics": dict(found.metrics),
        "nodes": len(found.graph.nodes),
        "hidden": hidden,
        "connections": {"enabled": enabled, "disabled": disabled},
        "evaluations": state.evaluations,
        "checkpoint": str(outcome.checkpoint),
    }


def _champion(found: Inspection) -> Iterator[tuple[str, str]]:
    enabled, disabled, hidden = _counts(found)
    yield "champion", f"fitness {number(found.fitness)}, {found.who}"
    if found.caution:
        yield "", found.caution
    yield "", f"{len(found.graph.nodes)} nodes ({hidden} hidden), {enabled} connections ({disabled} more disabled)"
    if found.metrics:
        yield "", ", ".join(f"{name} {number(value)}" for name, value in found.metrics)


def _counts(found: Inspection) -> tuple[int, int, int]:
    enabled = sum(link.enabled for link in found.graph.links)
    hidden = len(found.graph.nodes) - len(found.graph.inputs) - len(found.graph.outputs)
    return enabled, len(found.graph.links) - enabled, hidden
