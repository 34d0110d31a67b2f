"""What is told about programs, rule by rule; the exact diagnostics of larger programs are in wrong/."""

import pytest

from quale.diagnostics import Severity
from quale.model.show import show_model
from tests.language.checking import diagnostics, model, program, told

ROUTE = """topology: route  length: 10
  entity stone { properties { position: float, weight: 0..1 }  spawn: 3  HANDLERS }
"""
GRID = "topology: grid(5, 5)"


@pytest.mark.parametrize(
    "source",
    [
        program(),
        program(body="sensor b: internal(0..1)", perception="sensor b = sensor.energy"),
        program(body="state reward: float = 0  state ticks: int = 0", action="agent.reward += 1  agent.ticks = 2"),
        program(perception="let a = agent.energy  when a > 0.5 { let b = a + 1  let c = b }"),
        program(world="tick: 0.5 s", body="machine M { initial: a  state a { goto a after 2 seconds } }"),
        program(world=GRID, body="state x: int  state y: int"),
        program(world="topology: route length: 3", action="agent.position += 1"),
        program(world="topology: route length: 3", body="state position: m = 2", action="agent.position += 1"),
        program(
            fitness="metric m = engine.complexity * 2  terminate when chance(0.5) and ticks_up".replace(
                "ticks_up", "world.ticks > 3"
            )
        ),
        program(dynamics="per_tick { let lag = delay(energy, 2)  energy = lag }"),
        program(action="when agent.energy > 0.5 { agent.score = 1 } else when agent.energy > 0.2 { agent.score = 2 }"),
    ],
)
def test_these_programs_have_no_errors(source: str) -> None:
    assert told(source) == []


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (program(action="agent.energy = later  let later = 1"), "unknown name `later`"),
        (program(fitness="metric a = b  metric b = 1"), "unknown name `b`"),
        (program(perception="let a = sensor.missing"), "unknown sensor `missing`"),
        (program(perception="let a = actuator.go"), "`actuator.go` cannot be read in perception"),
        (program(body="sensor b: internal(0..1)", perception="sensor b = sensor.b"), "sensor `b` has no value yet"),
        (program(perception="record r { x: 1 }"), "`record` cannot stand in perception"),
        (program(perception="agent.score = 1"), "`agent.score` cannot be assigned in perception"),
        (program(world="state a: float = world.b  state b: float = 1"), "unknown name `world.b`"),
        (program(world="state a: float = agent.energy"), "`agent.energy` cannot be read in an initial value"),
        (program(world="a: world.time"), "`world.time` cannot be read in a constant"),
        (program(dynamics="per_tick { world.x = 1 }", world="state x: int = 0"),
         "`world.x` cannot be assigned in `per_tick`"),
        (program(dynamics="rules { if energy > 0.5: score = delay(energy, 1) }"),
         "`delay` stands at the top level of perception, action or `per_tick` only"),
        (program(dynamics="per_tick { record r { x: 1 } }"), "`record` cannot stand in `per_tick`"),
        (program(world=ROUTE.replace("HANDLERS", "on_tick { weight = actuator.go }")),
         "`actuator.go` cannot be read in an entity's `on_tick`"),
        (program(world=ROUTE.replace("HANDLERS", "on_cross { move actuator.step }")),
         "`move` belongs in the action block"),
        (program(world=ROUTE.replace("HANDLERS", ""), action="move actuator.step"), "`move` needs a grid"),
        (program(world=GRID + " entity s { spawn: 25 }"), "there are not enough free cells"),
        (program(world="topology: grid(2000, 2000)"), "a grid has at most 1,000,000 cells"),
        (program(world="topology: route length: 1 entity s { spawn: 100001 }"), "`spawn` must be at most 100,000"),
        (program(world="topology: route length: 1 entity s { spawn: 9..2 }"), "the range is reversed"),
        (program(world="topology: route length: 1 entity s { spawn: 1.5 }"), "`spawn` must be a whole number"),
        (program(world="topology: route length: 1 entity s { properties { a: 0..inf }  spawn: 1 }"),
         "property `a` needs a value"),
        (program(body="state alive: int = 0", fitness="gate alive"), "state `alive` must be a truth value"),
        (program(world=GRID, body="state x: bool"), "state `x` must be a number"),
        (program(body="machine M { initial: a  state a { goto a after 2 km } }"),
         "`after` needs the unit of `world.tick`, or `ticks`"),
        (program(body="sensor energy: internal(0..2)"),
         "sensor `energy` is declared twice"),
        (program(body="sensor go: directional(range: 1, directions: 4)  sensor go_n: internal(0..1)",
                 perception="sensor go_n = 1 sensor go_s = 1 sensor go_e = 1 sensor go_w = 1"),
         "two inputs are called `go_n`"),
        (program(evolve="seed: 0.5"), "`seed` must be a whole number"),
        (program(evolve="population: agent.energy"), "`agent.energy` cannot be read in a constant"),
        (program(evolve="stop { when: 3 >= energy }"), "`when` compares a metric with a number"),
        (program(evolve="checkpoint { every: 5 km }"), "`every` is given in generations"),
        (program(evolve="agents: 3"), "`agents` above 1 is not supported yet"),
        (program(action="let agent = 1  agent.energy = 1"), "`agent` has a meaning already"),
        (program(action="let a = [1]"), "a list is no value here"),
        (program(action="agent.energy = agent"), "unknown name `agent`"),
        (program(action="agent.energy = sin(1, 2)"), "`sin` takes 1 argument"),
    ],
)  # fmt: skip
def test_one_mistake_is_told_once(source: str, message: str) -> None:
    assert told(source) == [message]


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        (program(action="let a = 1"), ["`a` is never used"]),
        (program(action="agent.energy = 2 > 1 ? 1 : 0"), ["this condition is always true"]),
        (program(action="when agent.energy >= 0 { agent.score = 1 }"), ["this condition is always true"]),
        (program(action="when 2 < agent.energy { agent.score = 1 }"), ["this condition is always false"]),
        (program(action="when agent.energy == 1 { agent.score = 1 }"), []),
        (program(world="limit: 3", action="when world.limit > 2 { agent.score = 1 }"), []),
        (program(action="when agent.score > 1 { } else when agent.score > 1 { }"), ["this `when` is never reached"]),
        (program(action="when true { } else when agent.score > 1 { }"),
         ["this condition is always true", "this `when` is never reached"]),
        (program(action="when chance(0.5) { } else when chance(0.5) { }"), []),
        (program(action="agent.speed = 1 km + 1 m"), ["mixed units: `km` and `m` are added"]),
        (program(action="agent.speed = 1 s + 1 seconds"), []),
        (program(action="agent.energy = 1 km * 1 m"), []),
        (program(body="state d: km = 1 m"), ["mixed units: `m` is assigned to `km`"]),
        (program(dynamics="clamp 0..0.5"), ["`clamp` narrows `energy`"]),
    ],
)  # fmt: skip
def test_warnings(source: str, messages: list[str]) -> None:
    assert told(source, Severity.WARNING) == messages
    assert told(source) == []


def test_implicit_states_and_unread_fields_are_notes() -> None:
    source = program(
        world="topology: grid(4, 4)",
        action="agent.alive = true  record r { a: 1, b: 2 }",
        fitness="metric m { per record r: b  aggregate: max }",
    )
    assert told(source, Severity.NOTE) == [
        "state `x` is declared implicitly",
        "state `y` is declared implicitly",
        "state `alive` is declared implicitly",
        "no metric reads field `a` of record `r`",
    ]


def test_blocks_shared_by_experiments_are_told_about_once() -> None:
    again = "evolve Next { body: Walker world: Void perception: Senses action: Acts fitness: Lasting }"
    assert told(program(action="agent.enrgy = 1") + again) == ["unknown state `enrgy`"]


def test_a_span_lies_under_the_very_words() -> None:
    (found,) = diagnostics(program(action="agent.score = agent.enrgy * 2"))
    assert found.span is not None
    assert found.span.text == "enrgy"
    assert found.hint == "did you mean `energy`?"


def test_where_syntax_is_broken_nothing_is_said_about_what_is_absent() -> None:
    source = program(body="state mode 3", action="agent.mode = 1  agent.happy = 2")
    assert told(source) == ["expected `:`, found `3`", "`agent.happy` needs a truth value, but this is a number"]


def test_where_syntax_is_broken_what_is_absent_elsewhere_is_told_all_the_same() -> None:
    source = program(body="state mode: int", action="agent.mood = 1  let a = = 2  agent.mode = a")
    assert told(source) == ["unknown state `mood`", "expected an expression, found `=`"]


@pytest.mark.parametrize(
    "action",
    [
        "agent.energy = " + "abs(" * 190 + "1" + ")" * 190,
        "agent.energy = " + "random(1, " * 190 + "1" + ")" * 190,
        "agent.energy = " + "(1 + " * 190 + "1" + ")" * 190,
        "agent.energy = " + "1 + " * 190 + "1",
        "agent.energy = " + "-" + "(-" * 190 + "1" + ")" * 190,
        "agent.energy = " + "(agent.happy ? 1 : " * 190 + "1" + ")" * 190,
        "when agent.happy { " * 190 + "agent.score = 1" + "}" * 190,
        "when agent.score > 1 { }" + " else when agent.score > 2 { }" * 190,
    ],
)
def test_what_nests_as_deep_as_it_may_is_checked(action: str) -> None:
    assert show_model(model(program(action=action)))


@pytest.mark.parametrize("opening", ["(", "abs(", "[", "-", "not ", "when agent.happy {", "{"])
def test_what_nests_too_deep_is_told(opening: str) -> None:
    assert told(program(action="agent.energy = " + opening * 5000))


def test_queries_nest_as_deep_as_they_may() -> None:
    world = "topology: route length: 5 entity s { properties { position: float } spawn: 1 }"
    world += " query count_within(kind, position, r) -> count"
    action = "agent.score = " + "count_within(s, 1, " * 190 + "1" + ")" * 190
    assert show_model(model(program(world=world, action=action)))
