"""Entities come into the world, and come back. docs/semantics.md, Setup of a scenario."""

import math

from quale.compiler.interpret.expression import worth
from quale.compiler.interpret.query import is_open, site, stands_on
from quale.compiler.interpret.scenario import Frame, Scenario
from quale.compiler.interpret.statement import converted
from quale.model.expression import known

TRIES = 32
"""Cells drawn at random before the grid is searched cell by cell."""


def spawn(number: int, scenario: Scenario) -> None:
    """Bring a kind's entities into the world: the imported rows, then as many as are to be spawned."""
    kind = scenario.task.world.kinds[number]
    count = kind.spawn_low
    if kind.spawn_low < kind.spawn_high:
        u = scenario.uniform(kind.spawn_site, 0, 0)
        count += math.floor(u * (kind.spawn_high - kind.spawn_low + 1))
    for slot in range(len(kind.rows) + count):
        give_life(number, slot, scenario)


def respawn(scenario: Scenario) -> None:
    """Bring back the consumed entities whose time has come; who finds no free cell waits for the next tick."""
    for number, kind in enumerate(scenario.task.world.kinds):
        if kind.respawn is None:
            continue
        for slot, entity in enumerate(scenario.entities[number]):
            if entity.consumed is not None and scenario.tick >= entity.consumed + kind.respawn:
                give_life(number, slot, scenario)


def give_life(number: int, slot: int, scenario: Scenario) -> None:
    """Make an entity live, with its properties; without a free cell for it nothing happens."""
    task = scenario.task
    kind, entity = task.world.kinds[number], scenario.entities[number][slot]
    if slot < len(kind.rows):
        values = dict(enumerate(kind.rows[slot]))
    else:
        place = Frame(slot=1 + slot, bindings={0: entity})
        values = {
            at: worth(each.initial, scenario, place)
            for at, each in enumerate(kind.properties)
            if each.initial is not None
        }
        lacking = [at for at in site(kind, task) if at not in values]
        if lacking:
            cell = free_cell(kind.place_site, 1 + slot, scenario)
            if cell is None:
                return
            values.update(zip(site(kind, task), cell, strict=True))
    for at, value in values.items():
        entity.values[at] = converted(value, kind.properties[at].type)
    entity.live, entity.consumed, entity.visiting, entity.entered = True, None, False, False


def free_cell(draw_site: int, slot: int, scenario: Scenario) -> tuple[float, float] | None:
    """Draw a cell of the grid that is no wall and on which nobody stands; None if there is none."""
    world = scenario.task.world
    area = world.width * world.height
    cell = 0
    for attempt in range(TRIES):
        cell = math.floor(scenario.uniform(draw_site, slot, attempt) * area)
        if _is_free(cell, scenario):
            return _coordinates(cell, scenario)
    for _ in range(area):
        cell = (cell + 1) % area
        if _is_free(cell, scenario):
            return _coordinates(cell, scenario)
    return None


def _coordinates(cell: int, scenario: Scenario) -> tuple[float, float]:
    """Return the x and y of a cell; cells count row by row."""
    y, x = divmod(cell, scenario.task.world.width)
    return float(x), float(y)


def _is_free(cell: int, scenario: Scenario) -> bool:
    """Return whether a cell is no wall, and neither a live entity nor the agent, once it has a place, stands on it."""
    task, (x, y) = scenario.task, _coordinates(cell, scenario)
    if not is_open(task, x, y):
        return False
    if scenario.placed and tuple(scenario.agent[at] for at in known(task.body.cell)) == (x, y):
        return False
    return not any(
        entity.live and stands_on(entity, kind, task, x, y)
        for kind, entities in zip(task.world.kinds, scenario.entities, strict=True)
        for entity in entities
    )
