"""Handlers of entities: when they run, and their statements."""

from dataclasses import replace

from quale.diagnostics import Note
from quale.language.blocks.fields import Fields
from quale.language.expressions.statement import resolve_block
from quale.language.scope.context import Context
from quale.language.scope.declarations import KindName
from quale.language.scope.permissions import ENTITY_TICK, HANDLER
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.kinds import GRID, NONE, Event
from quale.model.world import Handler

_EVENTS: dict[str, tuple[str, ...]] = {
    Event.ON_ENTER: ("threshold", "max_speed"),
    Event.ON_PASS: (),
    Event.ON_CROSS: (),
    Event.ON_CONTACT: ("threshold",),
    Event.ON_TICK: (),
}


def check_handlers(entity: syntax.Entity, kind: KindName, context: Context) -> tuple[Handler, ...]:
    """Resolve the handlers of a kind in written order."""
    handlers: list[Handler] = []
    first: dict[str, syntax.Handler] = {}
    for handler in entity.handlers:
        event = handler.event.text
        if event not in _EVENTS:
            context.log.error(
                handler.event.span, f"unknown event `{event}`", "no event of an entity", hint(event, _EVENTS)
            )
            continue
        if event in first:
            context.log.error(
                handler.event.span,
                f"`{event}` is given twice",
                "",
                notes=(Note("first given here", first[event].event.span),),
            )
        first.setdefault(event, handler)
        handlers.append(_handler(handler, kind, context))
    _can_happen(tuple(first.values()), kind, context)
    return _with_threshold(tuple(handlers))


def _can_happen(handlers: tuple[syntax.Handler, ...], kind: KindName, context: Context) -> None:
    """Report events that cannot happen here; where the entity lacks a place, once for all of them."""
    world = context.names.world
    spatial = [handler.event for handler in handlers if handler.event.text != "on_tick"]
    if world is None or not world.topology or not spatial:
        return
    event = spatial[0]
    crossing = next((event for event in spatial if event.text == "on_cross"), None)
    if world.topology == NONE:
        context.log.absent(
            event.span, f"`{event.text}` never happens", f"world `{world.name}` has no space: its topology is none"
        )
    elif world.topology == GRID and crossing is not None:
        context.log.error(
            crossing.span, "`on_cross` needs a route", "on a grid there is `on_enter`", "write `on_enter`"
        )
    elif world.topology != GRID and not kind.properties.keys() & {"position", "start"}:
        context.log.absent(
            event.span,
            f"`{event.text}` never happens",
            f"entity `{kind.name}` has no property `position`",
            "declare `position` in its properties",
        )


def _handler(handler: syntax.Handler, kind: KindName, context: Context) -> Handler:
    event, names = Event(handler.event.text), context.names
    ordinal = names.numbers.handler()
    fields = Fields(f"`{event}`", handler.arguments, _EVENTS[event], context)
    threshold = fields.number("threshold", 0.0, lambda value: value >= 0, "at least 0")
    max_speed = None
    if "max_speed" in fields:
        max_speed = fields.number("max_speed", 0.0, lambda value: value >= 0, "at least 0")
        if names.body is not None and "speed" not in names.body.states:
            context.log.absent(
                handler.event.span,
                "`max_speed` needs a state `speed`",
                f"body `{names.body.name}` does not declare it",
                "declare `state speed: float = 0`",
            )
    place = ENTITY_TICK if event is Event.ON_TICK else HANDLER
    body = resolve_block(handler.body, Context(names, place, entity=kind))
    return Handler(event, body, ordinal, threshold if "threshold" in fields else None, max_speed)


def _with_threshold(handlers: tuple[Handler, ...]) -> tuple[Handler, ...]:
    """Give on_pass the threshold of its kind's on_enter: both speak of one visit."""
    enter = next((handler for handler in handlers if handler.event is Event.ON_ENTER), None)
    if enter is None:
        return handlers
    return tuple(
        replace(handler, threshold=enter.threshold) if handler.event is Event.ON_PASS else handler
        for handler in handlers
    )
