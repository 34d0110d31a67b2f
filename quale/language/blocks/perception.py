"""perception: every sensor is assigned exactly once on every path."""

from quale.diagnostics import Note, Span
from quale.language.expressions.statement import resolve_block
from quale.language.scope.context import Context
from quale.language.scope.declarations import BodyNames
from quale.language.scope.permissions import PERCEPTION
from quale.language.syntax import tree as syntax
from quale.model.kinds import GRID
from quale.model.port_names import port_names
from quale.model.statement import Statement

Assigned = dict[str, Span]
"""Inputs that were assigned, and where first."""


def check_perception(
    perception: syntax.Statements | None, evolve: syntax.Settings, context: Context
) -> tuple[tuple[Statement, ...], frozenset[str]]:
    """Resolve perception; return its statements and the inputs that it assigns."""
    body, names = context.names.body, context.names
    statements = perception.body if perception is not None else ()
    assigned = _block(statements, {}, body, context) if body is not None else {}
    resolved = resolve_block(statements, Context(names, PERCEPTION, every_tick=True))
    if body is None:
        return resolved, frozenset()
    missing = _missing(body, assigned, context)
    if missing and perception is None:
        if names.complete:
            context.log.absent(
                evolve.span,
                f"evolve block `{evolve.name.text if evolve.name else ''}` needs `perception`",
                f"sensor `{missing[0]}` must be assigned",
            )
        return resolved, frozenset()
    for sensor in missing:
        ports = [p for p in port_names(sensor, body.sensors[sensor].directions) if p not in assigned]
        context.log.absent(
            body.sensor_spans[sensor],
            f"sensor `{sensor}` is never assigned",
            f"perception `{perception.name.text if perception else ''}` must assign {', '.join(ports[:4])}",
            f"write `sensor {ports[0]} = …`",
            notes=(Note("in this perception", perception.span),) if perception else (),
        )
    _warn_of_all_seeing(body, assigned, context)
    return resolved, frozenset(assigned)


def _warn_of_all_seeing(body: BodyNames, assigned: Assigned, context: Context) -> None:
    """Warn of directional sensors that the grid fills and that nobody has told which of several kinds they see."""
    world = context.names.world
    for sensor in body.sensors.values() if world is not None and world.topology == GRID else ():
        filled = sensor.directions and not any(p in assigned for p in port_names(sensor.name, sensor.directions))
        if filled and len(sensor.sees) > 1 and body.sound(f"sensor.{sensor.name}"):
            context.log.warning(
                body.sensor_spans[sensor.name],
                f"sensor `{sensor.name}` sees every kind of entity",
                "its name contains the name of none",
                "say which with `of: KIND`",
            )


def _missing(body: BodyNames, assigned: Assigned, context: Context) -> list[str]:
    missing = []
    for sensor in body.sensors.values():
        ports = port_names(sensor.name, sensor.directions)
        given = [port for port in ports if port in assigned]
        engine = sensor.directions and _fills(context)
        if not body.sound(f"sensor.{sensor.name}"):
            continue
        if len(given) < len(ports) and not (engine and not given):
            missing.append(sensor.name)
    return missing


def _block(statements: tuple[syntax.Statement, ...], before: Assigned, body: BodyNames, context: Context) -> Assigned:
    """Follow the paths through a block; return what it has assigned, `before` included."""
    assigned = dict(before)
    for statement in statements:
        match statement:
            case syntax.Assign(syntax.Path((prefix, name))) if prefix.text == "sensor":
                _read(statement.value, assigned, body, context)
                if name.text not in body.inputs:
                    continue
                if name.text in assigned:
                    context.log.error(
                        statement.target.span,
                        f"sensor `{name.text}` is assigned twice",
                        "once on every path",
                        notes=(Note("first assigned here", assigned[name.text]),),
                    )
                elif statement.operator != "=":
                    context.log.error(
                        statement.target.span,
                        f"sensor `{name.text}` has no value yet",
                        f"`{statement.operator}` needs one",
                        "write `=`",
                    )
                assigned.setdefault(name.text, statement.target.span)
            case syntax.When():
                _read(statement.condition, assigned, body, context)
                assigned = _when(statement, assigned, body, context)
            case syntax.ForEach() | syntax.Counted():
                _in_loop(statement.body, context)
                _read(statement.body, assigned, body, context)
            case _:
                _read(statement, assigned, body, context)
    return assigned


def _read(node: object, assigned: Assigned, body: BodyNames, context: Context) -> None:
    """Report sensors that are read before they are assigned; those that the grid fills have their values."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        match part:
            case syntax.Path((prefix, name, *_)) if prefix.text == "sensor" and name.text in body.inputs:
                index = body.inputs[name.text]
                sensor = next(s for s in body.sensors.values() if s.first <= index < s.first + s.width)
                if name.text not in assigned and not (sensor.directions and _fills(context)):
                    context.log.error(
                        part.span, f"sensor `{name.text}` has no value yet", "it is assigned further down, if at all"
                    )
            case syntax.Assign():
                waiting.append(part.value)
            case tuple():
                waiting += part
            case syntax.Name() | Span() | str() | float() | bool() | None:
                pass
            case _ if hasattr(part, "__slots__"):
                waiting += [getattr(part, slot) for slot in part.__slots__]
            case _:
                pass


def _fills(context: Context) -> bool:
    """Whether the engine fills directional sensors: on a grid, or where nobody knows."""
    return context.names.world is None or context.names.world.topology in (GRID, "")


def _when(statement: syntax.When, before: Assigned, body: BodyNames, context: Context) -> Assigned:
    then = _block(statement.then, before, body, context)
    otherwise = _block(statement.otherwise, before, body, context)
    for name in {**then, **otherwise}:
        if name in then and name in otherwise:
            continue
        context.log.error(
            then.get(name) or otherwise[name],
            f"sensor `{name}` is not assigned on every path",
            "only if this condition holds" if name in then else "only if the condition does not hold",
            notes=(Note("this condition", statement.condition.span),),
        )
    return {**otherwise, **then}


def _in_loop(statements: tuple[syntax.Statement, ...], context: Context) -> None:
    for statement in statements:
        match statement:
            case syntax.Assign(syntax.Path((prefix, _))) if prefix.text == "sensor":
                context.log.error(
                    statement.target.span, "a sensor is assigned once, not in a loop", "use a query, or a state"
                )
            case syntax.When():
                _in_loop((*statement.then, *statement.otherwise), context)
            case syntax.ForEach() | syntax.Counted():
                _in_loop(statement.body, context)
            case _:
                pass
