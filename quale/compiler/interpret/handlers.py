"""Entity handlers: what the agent's movement sets off. docs/semantics.md, Entity handlers."""

from dataclasses import dataclass

from quale.compiler.interpret.query import site, stands_on
from quale.compiler.interpret.scenario import Entity, Frame, Scenario, Value
from quale.compiler.interpret.statement import run
from quale.model.expression import known
from quale.model.kinds import GRID, NONE, Event
from quale.model.world import Handler, Kind

VISITS = (Event.ON_ENTER, Event.ON_PASS)


@dataclass(frozen=True, slots=True)
class Due:
    """A handler that is to run for an entity."""

    handler: Handler
    slot: int
    entity: Entity
    along: float  # where on the movement: smaller comes first


@dataclass(frozen=True, slots=True)
class Meeting:
    """How an entity and the movement of this tick meet."""

    near: bool
    crossed: bool
    distance: float
    along: float


def run_on_tick(scenario: Scenario) -> None:
    """Run the on_tick handlers: kinds in order, live slots ascending."""
    for kind, entities in zip(scenario.task.world.kinds, scenario.entities, strict=True):
        for slot, entity in enumerate(entities):
            for handler in kind.handlers:
                if handler.event is Event.ON_TICK and entity.live:
                    run(handler.body, scenario, Frame(slot=1 + slot, bindings={0: entity}))


def run_handlers(before: float, scenario: Scenario) -> None:
    """Find all that is due after the action, then run it along the movement; `before` is p0 on a route."""
    due = _find_due(before, scenario)
    due.sort(key=lambda each: (each.handler.ordinal, each.slot))
    while due:
        first = due[0]
        for each in due:
            if each.along < first.along:  # strictly: by ordinal and slot where places are equal
                first = each
        due.remove(first)
        if first.entity.live:
            run(first.handler.body, scenario, Frame(slot=1 + first.slot, bindings={0: first.entity}))


def _find_due(before: float, scenario: Scenario) -> list[Due]:
    """Return what is due for every live entity, and keep the visits."""
    due: list[Due] = []
    for kind, entities in zip(scenario.task.world.kinds, scenario.entities, strict=True):
        if scenario.task.world.topology == NONE or not site(kind, scenario.task):
            continue
        for slot, entity in enumerate(entities):
            if entity.live:
                meeting = _meet(entity, kind, before, scenario)
                events = _visit(entity, kind, meeting, scenario)
                for handler in kind.handlers:
                    if handler.event is Event.ON_CROSS:
                        is_due = meeting.crossed
                    elif handler.event is Event.ON_CONTACT:
                        is_due = meeting.distance <= handler.reach
                    else:
                        is_due = handler.event in events
                    if is_due:
                        due.append(Due(handler, slot, entity, meeting.along))
    return due


def _meet(entity: Entity, kind: Kind, before: float, scenario: Scenario) -> Meeting:
    """Return how an entity and the movement meet; on a grid only the cell counts."""
    body, agent = scenario.task.body, scenario.agent
    if scenario.task.world.topology == GRID:
        here = stands_on(entity, kind, scenario.task, *(agent[at] for at in known(body.cell)))
        return Meeting(near=here, crossed=False, distance=0.0 if here else float("inf"), along=0.0)
    p0, p1 = before, agent[known(body.position)]
    q: Value = entity.values[site(kind, scenario.task)[0]]
    threshold = next((handler.reach for handler in kind.handlers if handler.event in VISITS), 0.0)
    distance = abs(p1 - q)
    return Meeting(
        near=distance <= threshold,
        crossed=p0 < q <= p1 or p1 <= q < p0,
        distance=distance,
        along=q if p1 >= p0 else -q,
    )


def _visit(entity: Entity, kind: Kind, meeting: Meeting, scenario: Scenario) -> set[str]:
    """Start, continue or end the agent's visit to an entity; return which of on_enter and on_pass are due."""
    if not any(handler.event in VISITS for handler in kind.handlers):
        return set()
    events = set()
    here = meeting.near or meeting.crossed
    if here and not entity.visiting:
        entity.visiting, entity.entered = True, False
    if here and not entity.entered and _may_enter(kind, scenario):
        events.add("on_enter")
        entity.entered = True
    if entity.visiting and not meeting.near:
        entity.visiting = False
        if not entity.entered:
            events.add("on_pass")
    return events


def _may_enter(kind: Kind, scenario: Scenario) -> bool:
    """Return whether the kind has an on_enter whose max_speed the agent keeps to."""
    state = scenario.task.body.speed
    speed = 0.0 if state is None else scenario.agent[state]
    return any(
        handler.event is Event.ON_ENTER and (handler.max_speed is None or abs(speed) <= handler.max_speed)
        for handler in kind.handlers
    )
