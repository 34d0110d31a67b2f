"""Statements of the Model in print, one a line."""

from collections.abc import Iterator

from quale.model.model import Model
from quale.model.show_expression import show_expression, show_query
from quale.model.statement import Assign, Consume, ForEach, Let, LetQuery, Move, Record, Statement, When


def show_statements(statements: tuple[Statement, ...], model: Model, indent: str) -> Iterator[str]:
    """Yield the lines of a block, each after `indent`."""
    for statement in statements:
        yield from _statement(statement, model, indent)


def _statement(statement: Statement, model: Model, indent: str) -> Iterator[str]:
    match statement:
        case Let(index, name, value):
            yield f"{indent}let %{index} = {show_expression(value, model)}  // {name}"
        case LetQuery(index, name, query):
            yield f"{indent}let %{index} = {show_query(query, model)}  // {name}"
        case Assign(target, value):
            yield f"{indent}{show_expression(target, model)} = {show_expression(value, model)}"
        case When(condition, then, otherwise):
            yield f"{indent}when {show_expression(condition, model)}"
            yield from show_statements(then, model, indent + "  ")
            if otherwise:
                yield f"{indent}else"
                yield from show_statements(otherwise, model, indent + "  ")
        case ForEach(kind, binding, body):
            yield f"{indent}for e{binding} in {model.world.kinds[kind].name}"
            yield from show_statements(body, model, indent + "  ")
        case Record(record, values):
            kind_ = model.records[record]
            fields = (
                f"{field}: {show_expression(value, model)}" for field, value in zip(kind_.fields, values, strict=True)
            )
            yield f"{indent}record {kind_.name} {{ {', '.join(fields)} }}"
        case Consume(binding):
            yield f"{indent}consume e{binding}"
        case Move(actuator):
            yield f"{indent}move {model.body.actuators[actuator].name}"
