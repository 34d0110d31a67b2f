"""fitness: metrics, gates, terms and when a scenario ends."""

from dataclasses import replace

from quale.diagnostics import Note
from quale.language.expressions.constant import finite
from quale.language.expressions.declared_value import duplicate
from quale.language.expressions.expression import resolve
from quale.language.expressions.require import as_number, require_condition
from quale.language.expressions.value import agent_state
from quale.language.scope.context import Context
from quale.language.scope.declarations import UNKNOWN, RecordName
from quale.language.scope.limits import require_few, require_short
from quale.language.scope.permissions import FITNESS, METRIC, TERMINATE
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.expression import Complexity, Expression, MetricValue, Number
from quale.model.kinds import Aggregate, Verb
from quale.model.limits import MOST_METRICS
from quale.model.statement import Record, Statement
from quale.model.world import Fitness, Metric, OfRecords, Term

AGGREGATES = tuple(aggregate.value for aggregate in Aggregate)


def check_fitness(fitness: syntax.Fitness, context: Context, reads: set[tuple[str, str]]) -> Fitness:
    """Resolve fitness. `reads` gathers the record fields that metrics read."""
    names = context.names
    place = Context(names, FITNESS)
    metrics: list[Metric] = []
    first: dict[str, syntax.Name] = {}
    kept: list[Statement] = []
    for declared in fitness.metrics:
        metric = _metric(declared, place, reads, kept)
        if declared.name.text in first:
            duplicate(declared.name, "metric", first[declared.name.text].span, context)
            continue
        first[declared.name.text] = declared.name
        require_short(declared.name, declared.name.text, "a metric", context.log)
        require_few(declared.name, len(first), MOST_METRICS, "metrics", context.log)
        names.metrics[declared.name.text] = len(metrics)
        metrics.append(metric)
    gates, factors = _gates(fitness.gates, place)
    terms = tuple(term for written in fitness.terms if (term := _term(written, place)) is not None)
    if not any(term.verb.text != Verb.PENALIZE for term in fitness.terms):
        context.log.warning(
            fitness.name.span, f"fitness `{fitness.name.text}` rewards nothing", "no brain can be better than idle"
        )
    terminate = []
    for condition in fitness.terminate:
        end = Context(names, TERMINATE)
        typed = require_condition(resolve(condition.condition, end), condition.condition.span, end, "`terminate`")
        terminate.append(typed.value)
    return Fitness(fitness.name.text, tuple(metrics), gates, factors, terms, tuple(terminate), tuple(kept))


def _metric(
    declared: syntax.MetricDeclaration, context: Context, reads: set[tuple[str, str]], kept: list[Statement]
) -> Metric:
    name = declared.name.text
    if declared.value is not None:
        return Metric(name, as_number(resolve(declared.value, context)))
    wrong = Metric(name, Number(0.0))
    if declared.per_tick is not None:
        record = _over_ticks(declared, declared.per_tick, context, kept)
    elif declared.record is None or declared.field is None:
        label = "expected `per record R: field` or `per tick: expr`"
        context.log.error(declared.name.span, f"metric `{name}` reads no record", label)
        return wrong
    else:
        record = None
    if declared.aggregate is None:
        context.log.error(
            declared.name.span, f"metric `{name}` needs `aggregate`", f"expected one of {', '.join(AGGREGATES)}"
        )
        return wrong
    if declared.aggregate.text not in AGGREGATES:
        context.log.error(
            declared.aggregate.span,
            f"unknown aggregate `{declared.aggregate.text}`",
            f"expected one of {', '.join(AGGREGATES)}",
            hint(declared.aggregate.text, AGGREGATES),
        )
        return wrong
    if declared.record is not None:
        record = _record(declared.record, context)
    if record is None:
        return wrong
    if declared.field is None:
        return Metric(name, OfRecords(record.index, 0, Aggregate(declared.aggregate.text)))
    fields = [field.text for field in record.fields]
    if declared.field.text not in fields:
        context.log.absent(
            declared.field.span,
            f"unknown field `{declared.field.text}`",
            f"not a field of record `{record.name}`",
            hint(declared.field.text, fields),
            notes=(Note("recorded here", record.span),),
        )
        return wrong
    reads.add((record.name, declared.field.text))
    of = OfRecords(record.index, fields.index(declared.field.text), Aggregate(declared.aggregate.text))
    return Metric(name, of)


def _over_ticks(
    declared: syntax.MetricDeclaration, value: syntax.Expression, context: Context, kept: list[Statement]
) -> RecordName | None:
    """Make a record of a metric's own, and the statement that adds to it in every tick."""
    place, names = Context(context.names, METRIC, before=[]), context.names
    typed = resolve(value, place)
    # with a blank, as no record of a program has one
    record = RecordName(f"tick {declared.name.text}", declared.name.span, len(names.records), ())
    if typed.type == UNKNOWN or record.name in names.records:
        return None
    field = syntax.Name("value", declared.name.span)
    names.records[record.name] = replace(record, fields=(field,))
    kept += [*(place.before or ()), Record(record.index, (as_number(typed),))]
    return record


def _record(name: syntax.Name, context: Context) -> RecordName | None:
    record = context.names.records.get(name.text)
    if record is None and context.names.complete:
        context.log.absent(
            name.span,
            f"unknown record `{name.text}`",
            "no `record` statement makes it",
            hint(name.text, context.names.records),
        )
    return record


def _gates(gates: tuple[syntax.Gate, ...], context: Context) -> tuple[tuple[int, ...], tuple[Expression, ...]]:
    states: list[int] = []
    factors: list[Expression] = []
    first: dict[str, syntax.Name] = {}
    for gate in gates:
        if gate.name.text in first:
            duplicate(gate.name, "gate", first[gate.name.text].span, context)
        first.setdefault(gate.name.text, gate.name)
        if gate.value is not None:
            factors.append(as_number(resolve(gate.value, context)))
            continue
        state = agent_state(gate.name, context)
        if state is None or not state.sound:
            continue
        if state.truth:
            states.append(state.index)
        else:
            context.log.error(
                gate.name.span,
                f"gate `{state.name}` needs a truth value",
                f"its type is `{state.type.kind}`",
                f"write `gate NAME = agent.{state.name}` to multiply by it",
            )
    return tuple(states), tuple(factors)


def _term(term: syntax.Term, context: Context) -> Term | None:
    value = _subject(term.subject, context)
    weight = finite(term.weight, context, "a weight")
    return Term(Verb(term.verb.text), value, weight[0]) if value is not None and weight is not None else None


def _subject(subject: syntax.Path, context: Context) -> Expression | None:
    names = context.names
    parts = [part.text for part in subject.parts]
    if parts == ["engine", "complexity"]:
        return Complexity()
    if len(parts) > 1:
        typed = resolve(subject, context)
        return None if typed.type == UNKNOWN else as_number(typed)
    if parts[0] in names.metrics:
        return MetricValue(names.metrics[parts[0]])
    if names.body is None:
        return None
    if parts[0] in names.body.states or parts[0] == "alive":
        typed = resolve(subject, context)
        return None if typed.type == UNKNOWN else as_number(typed)
    context.log.absent(
        subject.span,
        f"unknown metric `{parts[0]}`",
        "neither a metric nor a state",
        hint(parts[0], (*names.metrics, *names.body.states, "engine.complexity")),
    )
    return None
