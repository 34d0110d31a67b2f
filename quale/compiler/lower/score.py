"""The score and the metrics of a finished scenario."""

from quale.compiler.lower.expression import lower_number
from quale.compiler.lower.scope import Scope
from quale.compiler.program.construct import FALSE, ZERO, apply, choose, either, get, number
from quale.compiler.program.program import Expr, Kind
from quale.model.kinds import Aggregate, Verb
from quale.model.world import OfRecords

FINISHED = "finished"
"""Slot: a terminate condition held in the last tick and the agent was not killed in it."""


def lower_score(scope: Scope) -> tuple[Expr, ...]:
    """Lower metrics in written order, then the score; return (score, metrics …)."""
    fitness, block, places = scope.task.fitness, scope.block, scope.places
    for metric in fitness.metrics:
        of = metric.value
        value = _aggregate(of, scope) if isinstance(of, OfRecords) else lower_number(of, scope)
        scope.metrics.append(block.define(f"metric.{metric.name}", value))
    factor: Expr = number(1)
    for gate in fitness.factors:
        factor = block.part(apply("mul", factor, lower_number(gate, scope)))
    gained: Expr = number(0)
    lost: Expr = number(0)
    for term in fitness.terms:
        weighted = apply("mul", lower_number(term.value, scope), number(term.weight))
        if term.verb is Verb.PENALIZE:
            lost = block.part(apply("add", lost, weighted))
        else:
            gained = block.part(apply("add", gained, weighted))
    finishing = finishing_gate(scope)
    passes = block.both(
        *(either(get(*places.agent[gate]), get(FINISHED) if gate == finishing else FALSE) for gate in fitness.gates)
    )
    total = block.define("total", apply("sub", apply("mul", factor, gained), lost))
    return block.define("score", choose(passes, total, ZERO, Kind.NUMBER)), *scope.metrics


def finishing_gate(scope: Scope) -> int | None:
    """Return the state `alive` if it is a gate that finishing passes too; only then the score asks how it ended."""
    fitness, alive = scope.task.fitness, scope.task.body.alive
    return alive if fitness.terminate and alive in fitness.gates else None


def _aggregate(of: OfRecords, scope: Scope) -> Expr:
    """Return an aggregate of a record's field; 0 without a record."""
    places = scope.places
    count = get(places.records[of.record])

    def kept(name: str) -> Expr:
        return get(places.aggregates[of.record][of.field, name])

    match of.aggregate:
        case Aggregate.COUNT:
            return count
        case Aggregate.AVG:
            value = apply("div", kept("sum"), count)
        case Aggregate.STD:
            value = apply("sqrt", apply("div", kept("m2"), count))
        case _:
            return kept(of.aggregate)
    return choose(apply("gt", count, number(0)), value, ZERO, Kind.NUMBER)
