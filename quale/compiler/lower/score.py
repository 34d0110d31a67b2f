"""The score and the metrics of a finished scenario."""

from quale.compiler.lower.expression import lower_number
from quale.compiler.lower.scope import Scope
from quale.compiler.program.construct import FALSE, ZERO, apply, choose, either, get, number
from quale.compiler.program.program import Expr, Kind
from quale.model.world import Metric

FINISHED = "finished"
"""Slot: a terminate condition held in the last tick and the agent was not killed in it."""


def lower_score(scope: Scope) -> tuple[Expr, ...]:
    """Lower metrics in written order, then the score; return (score, metrics …)."""
    fitness, block, places = scope.task.fitness, scope.block, scope.places
    for metric in fitness.metrics:
        value = lower_number(metric.value, scope) if metric.value is not None else _aggregate(metric, scope)
        scope.metrics.append(block.define(f"metric.{metric.name}", value))
    factor: Expr = number(1)
    for gate in fitness.factors:
        factor = block.part(apply("mul", factor, lower_number(gate, scope)))
    gained: Expr = number(0)
    lost: Expr = number(0)
    for term in fitness.terms:
        weighted = apply("mul", lower_number(term.value, scope), number(term.weight))
        if term.verb == "penalize":
            lost = block.part(apply("add", lost, weighted))
        else:
            gained = block.part(apply("add", gained, weighted))
    finishing = _finishing_gate(scope)
    passes = block.both(
        *(either(get(places.agent[gate]), get(FINISHED) if gate == finishing else FALSE) for gate in fitness.gates)
    )
    total = block.define("total", apply("sub", apply("mul", factor, gained), lost))
    return block.define("score", choose(passes, total, ZERO, Kind.NUMBER)), *scope.metrics


def _finishing_gate(scope: Scope) -> int:
    """Return the state `alive` if it is a gate that finishing passes too, else -1."""
    return scope.task.body.alive if scope.task.fitness.terminate else -1


def keeps_finish(scope: Scope) -> bool:
    """Return whether the score asks if the scenario ended by finishing."""
    alive = _finishing_gate(scope)
    return alive >= 0 and alive in scope.task.fitness.gates


def _aggregate(metric: Metric, scope: Scope) -> Expr:
    """Return an aggregate of a record's field; 0 without a record."""
    places = scope.places
    count = get(places.records[metric.record])

    def kept(name: str) -> Expr:
        return get(places.aggregates[metric.record][metric.field, name])

    match metric.aggregate:
        case "count":
            return count
        case "avg":
            value = apply("div", kept("sum"), count)
        case "std":
            value = apply("sqrt", apply("div", kept("m2"), count))
        case _:
            return kept(metric.aggregate)
    return choose(apply("gt", count, number(0)), value, ZERO, Kind.NUMBER)
