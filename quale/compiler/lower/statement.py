"""Statements of the Model as statements of the Program."""

from quale.compiler.lower.entities import consume
from quale.compiler.lower.expression import lower_all, lower_expression, lower_number
from quale.compiler.lower.movement import move
from quale.compiler.lower.query import lower_results
from quale.compiler.lower.scope import Scope
from quale.compiler.lower.store import store
from quale.compiler.program.builder import Block
from quale.compiler.program.construct import apply, get, number
from quale.compiler.program.program import Expr
from quale.model.kept import SensorValue
from quale.model.statement import Assign, Consume, ForEach, Let, LetQuery, Move, Record, Repeat, Statement, When


def lower_statements(statements: tuple[Statement, ...], scope: Scope) -> None:
    """Lower statements in order into the scope's block."""
    for statement in statements:
        lower_statement(statement, scope)


def lower_statement(statement: Statement, scope: Scope) -> None:
    """Lower one statement into the scope's block."""
    match statement:
        case Let():
            value = lower_expression(statement.value, scope)
            scope.locals[statement.index] = scope.block.define(statement.name, value)
        case LetQuery():
            lower_results(statement, lower_all(statement.query.arguments, scope), scope)
        case Assign():
            target = statement.target
            to_truth = not isinstance(target, SensorValue) and target.truth
            value = lower_expression(statement.value, scope) if to_truth else lower_number(statement.value, scope)
            store(target, value, scope)
        case When():
            _when(statement, scope)
        case ForEach():
            kind = scope.task.world.kinds[statement.kind]
            with (
                scope.block.repeat(kind.name, 0, kind.capacity) as (inner, at),
                inner.branch(scope.live(statement.kind, at)) as body,
            ):
                lower_statements(statement.body, scope.in_loop(body, statement.binding, statement.kind, at))
        case Repeat():
            with scope.block.repeat("step", 0, statement.times) as (inner, _):
                lower_statements(statement.body, scope.within(inner))
        case Record():
            _record(statement, scope)
        case Consume():
            kind_number, at = scope.bindings[statement.binding]
            consume(kind_number, at, scope)
        case Move():
            move(statement.actuator, scope)


def _when(statement: When, scope: Scope) -> None:
    """Lower a condition and its sides."""
    condition = scope.block.define("when", lower_expression(statement.condition, scope))
    then, otherwise = Block(scope.storage), Block(scope.storage)
    lower_statements(statement.then, scope.within(then))
    lower_statements(statement.otherwise, scope.within(otherwise))
    scope.block.between(condition, then, otherwise)


def _record(statement: Record, scope: Scope) -> None:
    """Count a record and update the accumulators that metrics read (std: Welford 1962)."""
    block, places = scope.block, scope.places
    count = places.records[statement.record]
    kept = places.aggregates.get(statement.record, {})
    values: dict[int, Expr] = {
        field: block.define("recorded", lower_number(statement.values[field], scope))
        for field in sorted({field for field, _ in kept})
    }
    first = block.define("first", apply("eq", get(count), number(0)))
    block.set(count, apply("add", get(count), number(1)))
    for (field, name), slot in kept.items():
        x, old = values[field], get(slot)
        match name:
            case "sum":
                block.set(slot, apply("add", old, x))
            case "last":
                block.set(slot, x)
            case "min" | "max":
                beyond = apply("lt" if name == "min" else "gt", x, old)
                block.set(slot, apply("select", first, x, apply("select", beyond, x, old)))
            case "mean":
                m2 = kept[field, "m2"]
                delta = block.define("delta", apply("sub", x, old))
                block.set(slot, apply("add", old, apply("div", delta, get(count))))
                squared = apply("mul", delta, apply("sub", x, get(slot)))
                block.set(m2, apply("add", get(m2), squared))
            case _:
                continue
