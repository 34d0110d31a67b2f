"""Statements of the Model in print, one a line."""

from collections.abc import Iterator

from quale.model.picture import Colour, Shape
from quale.model.show_expression import show_expression, show_query
from quale.model.statement import Assign, Consume, ForEach, Let, LetQuery, Move, Record, Repeat, Statement, When
from quale.model.world import WorldTask


def show_statements(statements: tuple[Statement, ...], task: WorldTask, indent: str) -> Iterator[str]:
    """Yield the lines of a block, each after `indent`."""
    for statement in statements:
        yield from _statement(statement, task, indent)


def _statement(statement: Statement, task: WorldTask, indent: str) -> Iterator[str]:
    match statement:
        case Let(index, name, value):
            yield f"{indent}let %{index} = {show_expression(value, task)}  // {name}"
        case LetQuery(index, name, query):
            yield f"{indent}let %{index} = {show_query(query, task)}  // {name}"
        case Assign(target, value):
            yield f"{indent}{show_expression(target, task)} = {show_expression(value, task)}"
        case When(condition, then, otherwise):
            yield f"{indent}when {show_expression(condition, task)}"
            yield from show_statements(then, task, indent + "  ")
            if otherwise:
                yield f"{indent}else"
                yield from show_statements(otherwise, task, indent + "  ")
        case ForEach() | Repeat():
            yield indent + _loop_head(statement, task)
            yield from show_statements(statement.body, task, indent + "  ")
        case Record(record, values):
            kind_ = task.records[record]
            fields = (
                f"{field}: {show_expression(value, task)}" for field, value in zip(kind_.fields, values, strict=True)
            )
            yield f"{indent}record {kind_.name} {{ {', '.join(fields)} }}"
        case Consume(binding):
            yield f"{indent}consume e{binding}"
        case Move(actuator):
            yield f"{indent}move {task.body.actuators[actuator].name}"
        case _:
            yield f"{indent}{_shape(statement, task)}"


def _shape(shape: Shape, task: WorldTask) -> str:
    points = [f"({show_expression(x, task)}, {show_expression(y, task)})" for x, y in shape.points]
    words = (word if isinstance(word, str) else f"{{{show_expression(word, task)}}}" for word in shape.words)
    text = ['"' + "".join(words) + '"'] if shape.words else []
    lengths = (("width", shape.width), ("radius", shape.radius))
    looks = [f"{what} {show_expression(length, task)}" for what, length in lengths if length is not None]
    return " ".join((shape.kind, *points, *text, *looks, f"colour {_colour(shape.colour, task)}"))


def _colour(colour: Colour, task: WorldTask) -> str:
    if isinstance(colour, str):
        return colour
    sides = f"{_colour(colour.then, task)} : {_colour(colour.otherwise, task)}"
    return f"({show_expression(colour.condition, task)} ? {sides})"


def _loop_head(loop: ForEach | Repeat, task: WorldTask) -> str:
    if isinstance(loop, Repeat):
        return f"repeat {loop.times}"
    return f"for e{loop.binding} in {task.world.kinds[loop.kind].name}"
