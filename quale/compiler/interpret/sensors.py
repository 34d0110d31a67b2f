"""Directional sensors that the grid fills. docs/semantics.md, Sensors."""

from quale.compiler.interpret.query import site
from quale.compiler.interpret.scenario import Scenario
from quale.model.expression import known
from quale.model.port_names import SUFFIXES
from quale.model.world import Sensor

SLOPE = 0.41421356237309503
"""tan(π / 8): where the sectors of eight directions meet."""


def fill_sensors(scenario: Scenario) -> None:
    """Fill the directional sensors that perception does not assign."""
    for sensor in scenario.task.body.sensors:
        if sensor.directions and not sensor.assigned:
            for offset, direction in enumerate(SUFFIXES[sensor.directions]):
                scenario.inputs[sensor.first + offset] = _sensed(sensor, direction, scenario)


def _sensed(sensor: Sensor, direction: str, scenario: Scenario) -> float:
    """Return 1 - (m - 1) / range for the nearest entity in a direction, at Manhattan distance m; 0 without one."""
    task = scenario.task
    x, y = (scenario.agent[at] for at in known(task.body.cell))
    distances = []
    for number in sensor.sees:
        where = site(task.world.kinds[number], task)
        for entity in scenario.entities[number] if where else ():
            dx, dy = entity.values[where[0]] - x, entity.values[where[1]] - y
            m = abs(dx) + abs(dy)
            if entity.live and 1 <= m <= sensor.range and lies(dx, dy, direction, sensor.directions):
                distances.append(m)
    return 1.0 - (min(distances) - 1.0) / sensor.range if distances else 0.0


def lies(dx: float, dy: float, direction: str, directions: int) -> bool:
    """Return whether (dx, dy), not both 0, lies in the sector of a direction; x grows east, y south."""
    if directions == 4:
        match direction:
            case "n":
                return dy < 0 and dx >= dy and dx < -dy
            case "e":
                return dx > 0 and dy >= -dx and dy < dx
            case "s":
                return dy > 0 and dx > -dy and dx <= dy
            case _:
                return dx < 0 and dy > dx and dy <= -dx
    if abs(dx) < SLOPE * abs(dy):
        return direction == ("n" if dy < 0 else "s")
    if abs(dy) < SLOPE * abs(dx):
        return direction == ("w" if dx < 0 else "e")
    return direction == ("n" if dy < 0 else "s") + ("w" if dx < 0 else "e")
