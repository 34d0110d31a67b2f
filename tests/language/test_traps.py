"""What is allowed and seldom meant is warned of, at its place; what only looks like it is not."""

from itertools import product as pairs

import pytest

from quale.diagnostics import Severity
from quale.language.syntax.units import UNITS, differ, product
from tests.language.checking import diagnostics, program

ROUTE = "topology: route  length: 10 km  tick: 1 s  "
GRID = "topology: grid(5, 5)  entity fox { spawn: 1 }  entity hare { spawn: 1 }  "
ZONE = ROUTE + "entity zone { properties { start: km = START, end: km = END }  spawn: 1 }"
SPEED = "state dash: km/h = 3  state far: km = 0  state wait: s = 2  state age: h = 1"
BRAIN = "brain { activation: ACTIVATION }"

TRAPS = {  # parts of a program; the place; the message
    "division": ({"action": "agent.energy = agent.speed «// 2»"}, "`//` begins a comment"),
    "difference": ({"action": "agent.energy = agent.speed «--1»"}, "`--` begins a comment"),
    "difference of states": ({"action": "let a = 3 «-- agent.speed»\n when a > 2 { agent.energy = a }"}, "`--` begins"),
    "quotient in brackets": ({"action": "agent.energy = (agent.speed)«//(2 + agent.score)»"}, "`//` begins a comment"),
    "every kind": ({"body": "sensor «smell»: directional(range: 2, directions: 4)", "world": GRID}, "sees every kind"),
    "never": ({"body": "actuator «eat»: trigger(threshold: 1)"}, "actuator `eat` never fires"),
    "always": ({"body": "actuator «eat»: trigger(threshold: -1.5)"}, "actuator `eat` always fires"),
    "never, steep": (
        {"body": "actuator «eat»: trigger(threshold: 1)", "evolve": BRAIN.replace("ACTIVATION", "sigmoid")},
        "actuator `eat` never fires",
    ),
    "always, positive": (
        {"body": "actuator «eat»: trigger(threshold: -0.1)", "evolve": BRAIN.replace("ACTIVATION", "abs")},
        "actuator `eat` always fires",
    ),
    "beyond a state": ({"action": "agent.energy = «5»"}, "`agent.energy` cannot be 5"),
    "below a state": ({"action": "agent.energy = «-0.5»"}, "`agent.energy` cannot be -0.5"),
    "beyond a sensor": (
        {"body": "sensor more: internal(0..1)", "perception": "sensor more = «7»"},
        "`sensor more` cannot be 7",
    ),
    "beyond a hidden": ({"dynamics": "hidden h: 0..1 = 0  per_tick { h = «2» }"}, "`h` cannot be 2"),
    "rounded away": ({"action": "agent.score += «0.4»"}, "`agent.score` never changes by 0.4"),
    "rounded away, down": ({"action": "agent.score -= «0.1 * 2»"}, "`agent.score` never changes by 0.2"),
    "rounded": ({"action": "agent.score += «1.5»"}, "`agent.score` is a whole number"),
    "empty zones": ({"world": ZONE.replace("START", "5").replace("= END", "= 2")}, "every zone of `zone` is empty"),
    "elitism": ({"evolve": "population: 20  reproduction { elitism_size: «21» }"}, "no species can be so large"),
    "a missing factor": (
        {"body": SPEED, "action": "«agent.far += agent.dash * agent.wait»"},
        "mixed units: `km` and `km·s/h` are added",
    ),
    "a missing factor through a name": (
        {"body": SPEED, "action": "let step = agent.dash * agent.wait «agent.far = step»"},
        "mixed units: `km·s/h` is assigned to `km`",
    ),
    "a quotient of the wrong way": (
        {"body": SPEED, "action": "let late = agent.dash / agent.far «>» agent.age  when late { agent.energy = 1 }"},
        "mixed units: `1/h` and `h` are compared",
    ),
}
NO_TRAPS = {
    "a remark": {"action": "agent.energy = agent.speed // metres"},
    "a sentence": {"action": "agent.energy = agent.speed // 2 metres on"},
    "a remark further off": {"action": "agent.energy = agent.speed  // 2"},
    "a rule of signs": {"action": "agent.energy = agent.speed //////// 2"},
    "a comment in a comment": {"action": "agent.energy = agent.speed // half of it is agent.speed // 2"},
    "a comment in brackets": {"action": "agent.energy = agent.speed /* a // 2 */"},
    "a name": {"body": "sensor fox: directional(range: 2, directions: 4)", "world": GRID},
    "of": {"body": "sensor smell: directional(range: 2, directions: 4, of: hare)", "world": GRID},
    "one kind": {
        "body": "sensor smell: directional(range: 2, directions: 4)",
        "world": "topology: grid(5, 5)  entity fox { spawn: 1 }",
    },
    "assigned": {
        "body": "sensor smell: directional(range: 2, directions: 4)",
        "world": GRID,
        "perception": "sensor smell_n = 0 sensor smell_s = 0 sensor smell_e = 0 sensor smell_w = 0",
    },
    "reachable": {"body": "actuator eat: trigger(threshold: 0.99)  actuator sleep: trigger(threshold: -1)"},
    "any output": {
        "body": "actuator eat: trigger(threshold: 12)",
        "evolve": BRAIN.replace("ACTIVATION", "identity"),
    },
    "within": {"action": "agent.energy = 1  agent.score += 2  agent.energy += 3"},
    "zones": {"world": ZONE.replace("START", "2").replace("= END", "= 5")},
    "elitism": {"evolve": "population: 20  reproduction { elitism_size: 20 }"},
    "no elitism": {"evolve": "population: 20  reproduction { elitism: 0  elitism_size: 50 }"},
    "a matching product": {"body": SPEED, "action": "agent.far += agent.dash * agent.age"},
    "a factor": {"body": SPEED, "action": "agent.far += agent.dash * agent.wait / 3600"},
    "all cancels": {"body": SPEED, "action": "agent.energy = agent.far / agent.far"},
}


def written(parts: dict[str, str]) -> str:
    return program(**{slot: f"{text}\n" for slot, text in parts.items()})


def warnings(parts: dict[str, str]) -> list[tuple[str, int, int]]:
    found = diagnostics(written(parts))
    assert not [each.message for each in found if each.severity is Severity.ERROR]
    told = [each for each in found if each.severity is Severity.WARNING and each.span]
    return [(each.message, each.span.start, each.span.end) for each in told if each.span]


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_warned_of_at_its_place(name: str) -> None:
    parts, message = TRAPS[name]
    marked = written(parts)
    plain = {slot: text.replace("«", "").replace("»", "") for slot, text in parts.items()}
    (found,) = warnings(plain)
    assert message in found[0]
    if "«" in marked:
        assert found[1:] == (marked.index("«"), marked.index("»") - 1)


@pytest.mark.parametrize("name", NO_TRAPS)
def test_what_only_looks_like_a_trap_is_not_warned_of(name: str) -> None:
    assert not warnings(NO_TRAPS[name])


def test_an_imported_zone_that_is_empty_is_warned_of() -> None:
    world = ROUTE + 'entity zone { properties { start: km, end: km } }  import entities from "a.csv"'
    found = diagnostics(program(world=world), a_csv=b"type,start,end\nzone,1,2\nzone,3,2\n")
    (warning,) = (each for each in found if each.severity is Severity.WARNING)
    assert warning.message == "this zone is empty"
    assert warning.span is not None
    assert (warning.span.line, warning.span.text) == (3, "3")


def test_labels_of_products_and_quotients_cancel() -> None:
    for a, b in pairs(UNITS, repeat=2):
        assert not differ(product(product(a, b, 1), b, -1), a)
        assert not differ(product(product(a, b, -1), b, 1), a)
        assert (not product(a, b, -1)) == (not differ(a, b))
        assert not differ(product(a, b, 1), product(b, a, 1))
