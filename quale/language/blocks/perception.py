"""perception: every sensor is assigned exactly once on every path."""

from quale.diagnostics import Note, Span
from quale.language.expressions.statement import resolve_block
from quale.language.scope.context import Assigned, Context
from quale.language.scope.declarations import BodyNames
from quale.language.scope.permissions import PERCEPTION
from quale.language.syntax import tree as syntax
from quale.model.kinds import GRID
from quale.model.port_names import port_names
from quale.model.statement import Statement


def check_perception(
    perception: syntax.Statements | None, evolve: syntax.Settings, context: Context
) -> tuple[tuple[Statement, ...], frozenset[str]]:
    """Resolve perception; return its statements and the inputs that it assigns."""
    body, names = context.names.body, context.names
    statements = perception.body if perception is not None else ()
    flow = Assigned(_fills(context)) if body is not None else None
    resolved = resolve_block(statements, Context(names, PERCEPTION, every_tick=True, assigned=flow))
    if body is None or flow is None:
        return resolved, frozenset()
    assigned = flow.inputs
    missing = _missing(body, assigned, context)
    if missing and perception is None:
        if names.complete:
            context.log.absent(
                evolve.span,
                f"evolve block `{evolve.name.text if evolve.name else ''}` needs `perception`",
                f"sensor `{missing[0]}` must be assigned",
            )
        return resolved, frozenset()
    told: set[Span] = set()
    for sensor in missing:
        span = body.sensor_spans[sensor]
        if span not in told:  # of an array once
            told.add(span)
            elements = [other for other in missing if body.sensor_spans[other] == span]
            _tell_missing(elements, span.text, assigned, body, perception, context)
    _warn_of_all_seeing(body, assigned, context)
    return resolved, frozenset(assigned)


def _tell_missing(
    sensors: list[str],
    name: str,
    assigned: dict[str, Span],
    body: BodyNames,
    perception: syntax.Statements | None,
    context: Context,
) -> None:
    ports = [p for each in sensors for p in port_names(each, body.sensors[each].directions) if p not in assigned]
    whole = name in body.sensor_arrays and len(ports) == body.sensor_arrays[name]
    context.log.absent(
        body.sensor_spans[sensors[0]],
        f"sensor `{name}` is never assigned",
        f"perception `{perception.name.text if perception else ''}` must assign {', '.join(ports[:4])}",
        f"write `sensor {name} = [a, b, …]`" if whole else f"write `sensor {ports[0]} = …`",
        notes=(Note("in this perception", perception.span),) if perception else (),
    )


def _warn_of_all_seeing(body: BodyNames, assigned: dict[str, Span], context: Context) -> None:
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


def _missing(body: BodyNames, assigned: dict[str, Span], context: Context) -> list[str]:
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


def _fills(context: Context) -> bool:
    """Whether the engine fills directional sensors: on a grid, or where nobody knows."""
    return context.names.world is None or context.names.world.topology in (GRID, "")
