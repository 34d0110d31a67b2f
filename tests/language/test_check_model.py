"""What programs resolve to: every test is a rule of the language in words, its program in the language."""

import math

import pytest

from quale.evolution.records.settings import Condition
from quale.model.expression import (
    Call,
    Clock,
    Complexity,
    Delay,
    Draw,
    IntegerPower,
    Local,
    MachineIs,
    MachineTicks,
    MetricValue,
    Number,
    Operation,
    PropertyValue,
    Query,
    ResultField,
    Truth,
    known,
)
from quale.model.kept import ActuatorValue, AgentState, Hidden, SensorValue, WorldState
from quale.model.kinds import Aggregate, ClockKind, Distribution, QueryKind, ResultKind, TypeKind
from quale.model.model import world_task
from quale.model.statement import Assign, Consume, ForEach, Let, LetQuery, Move, Record, When
from quale.model.world import Metric, OfRecords, Type
from tests.language.checking import model, program

ENERGY, SCORE, HAPPY = AgentState(0, truth=False), AgentState(1, truth=False), AgentState(2, truth=True)

ROUTE = """topology: route  length: 10 km  max_speed: 120 km/h
  entity stone { properties { position: km, weight: 0.25..0.75, hot: bool, size: int, name: float = 3 }  spawn: 3 }
  entity zone { properties { start: km, end: km, limit: km/h }  spawn: 1..4  respawn: 7 ticks }
  query nearest_ahead(kind, position) -> distance, index, properties
  query nearest_behind(kind, position) -> distance
  query nearest(kind, position) -> index
  query count_within(kind, position, r) -> count
  query zone_at(position) -> limit
"""
GRID = """topology: grid(5, 4)  walls: border
  entity food { properties { energy: 0..1 }  spawn: 2 }
  entity foodstuff { spawn: 1 }
  entity gem { properties { x: int = 1, y: int = 2 }  spawn: 1 }
  query nearest(kind, x, y) -> distance, index, properties
  query cell_at(x, y) -> cell
"""


def test_a_compound_assignment_is_written_out() -> None:
    (statement,) = world_task(model(program(action="agent.energy -= 0.5 * actuator.go"))).action
    product = Operation("*", (Number(0.5), ActuatorValue(0)), truth=False)
    assert statement == Assign(ENERGY, Operation("-", (ENERGY, product), truth=False))


def test_a_bool_becomes_0_or_1_where_it_is_assigned_to_a_number() -> None:
    checked = model(program(action="agent.score = agent.happy  agent.energy = true", fitness="metric m = agent.happy"))
    as_number = Operation("truth_to_number", (HAPPY,), truth=False)
    assert world_task(checked).action == (Assign(SCORE, as_number), Assign(ENERGY, Number(1.0)))
    assert world_task(checked).fitness.metrics == (Metric("m", as_number),)


def test_a_field_of_the_world_is_folded_into_what_reads_it() -> None:
    (statement,) = world_task(
        model(program(world="gravity: 2 * 4.9 m/s2  half: world.gravity / 2", action="agent.energy = world.half"))
    ).action
    assert statement == Assign(ENERGY, Number(4.9))


def test_clocks_and_states_of_the_world_are_read_with_its_prefix() -> None:
    source = program(
        world="state wind: float = world.scenario",
        action="world.wind = world.time  agent.energy = world.wind + world.ticks + world.tick",
    )
    checked = model(source)
    wind = WorldState(0, truth=False)
    both = Operation("+", (wind, Clock(ClockKind.TICKS)), truth=False)
    assert world_task(checked).world.states[0].initial == Clock(ClockKind.SCENARIO)
    assert world_task(checked).action == (
        Assign(wind, Clock(ClockKind.TIME)),
        Assign(ENERGY, Operation("+", (both, Number(1.0)), truth=False)),
    )


def test_precedence_leaves_the_tree_as_it_was_written() -> None:
    (statement,) = world_task(model(program(action="agent.energy = -2 ^ 2 + 2 ^ -1"))).action
    power = Operation("neg", (IntegerPower(Number(2.0), 2),), truth=False)
    assert statement == Assign(ENERGY, Operation("+", (power, IntegerPower(Number(2.0), -1)), truth=False))


@pytest.mark.parametrize(
    ("exponent", "value"),
    [
        ("(1 + 1)", 2),
        ("-(3 - 1)", -2),
        ("64", 64),
        ("-64", -64),
        ("(2 ^ 3)", 8),
        ("0", 0),
        ("-0", 0),
        ("65", 65.0),
        ("-65", -65.0),
        ("2.5", 2.5),
        ("(1 / 0)", math.inf),
    ],
)
def test_whether_an_exponent_is_a_whole_constant_stands_in_the_model(exponent: str, value: float) -> None:
    (statement,) = world_task(model(program(action=f"agent.energy = agent.energy ^ {exponent}"))).action
    power = (
        IntegerPower(ENERGY, value) if isinstance(value, int) else Operation("^", (ENERGY, Number(value)), truth=False)
    )
    assert statement == Assign(ENERGY, power)


def test_an_exponent_that_changes_is_no_constant() -> None:
    (statement,) = world_task(model(program(action="agent.energy = agent.energy ^ agent.score"))).action
    assert statement == Assign(ENERGY, Operation("^", (ENERGY, SCORE), truth=False))


def test_fired_compares_with_the_threshold() -> None:
    (statement,) = world_task(
        model(program(action="agent.happy = fired(actuator.go) or fired(actuator.step_e)"))
    ).action
    fired = [
        Operation(">", (ActuatorValue(0), Number(0.5)), truth=True),
        Operation(">", (ActuatorValue(3), Number(0.25)), truth=True),
    ]
    assert statement == Assign(HAPPY, Operation("or", tuple(fired), truth=True))


def test_a_threshold_can_be_read() -> None:
    (statement,) = world_task(model(program(action="agent.energy = actuator.step.threshold"))).action
    assert statement == Assign(ENERGY, Number(0.25))


def test_a_let_is_seen_from_the_blocks_inside_and_can_be_hidden_there() -> None:
    action = "let a = 1  when agent.happy { let a = 2  agent.energy = a }  agent.energy = a"
    let, when, last = world_task(model(program(action=action))).action
    assert let == Let(0, "a", Number(1.0), truth=False)
    inner = (Let(1, "a", Number(2.0), truth=False), Assign(ENERGY, Local(1, truth=False)))
    assert when == When(HAPPY, inner, ())
    assert last == Assign(ENERGY, Local(0, truth=False))


def test_else_when_nests() -> None:
    (statement,) = world_task(
        model(
            program(
                action="""when agent.happy { agent.score = 1 }
            else when agent.score > 2 { agent.score = 2 } else { agent.score = 3 }"""
            )
        )
    ).action
    second = When(
        Operation(">", (SCORE, Number(2.0)), truth=True), (Assign(SCORE, Number(2.0)),), (Assign(SCORE, Number(3.0)),)
    )
    assert statement == When(HAPPY, (Assign(SCORE, Number(1.0)),), (second,))


def test_draws_are_numbered_in_the_order_of_the_text() -> None:
    (statement,) = world_task(model(program(action="agent.energy = random(normal(0, 1), 2) + random()"))).action
    first = Draw(Distribution.UNIFORM, (Draw(Distribution.NORMAL, (Number(0.0), Number(1.0)), 2), Number(2.0)), 1)
    second = Draw(Distribution.UNIFORM, (Number(0.0), Number(1.0)), 3)
    assert statement == Assign(ENERGY, Operation("+", (first, second), truth=False))  # site 0 is the starting cell's


def test_delays_are_bound_ahead_of_their_statement() -> None:
    checked = model(program(action="agent.energy = agent.happy ? delay(agent.score, 3 ticks) : 0"))
    let, assign = world_task(checked).action
    assert world_task(checked).delays == (3,)
    assert let == Let(0, "delay", Delay(0, SCORE), truth=False)
    assert assign == Assign(ENERGY, Operation("?:", (HAPPY, Local(0, truth=False), Number(0.0)), truth=False))


def test_a_sensor_is_read_by_its_name() -> None:
    checked = model(program(action="agent.energy = sensor.energy"))
    assert world_task(checked).action == (Assign(ENERGY, SensorValue(0)),)
    assert world_task(checked).perception == (Assign(SensorValue(0), ENERGY),)


def test_functions_keep_their_names() -> None:
    (statement,) = world_task(model(program(action="agent.energy = clamp(hypot(3, 4), 0, 1)"))).action
    assert statement == Assign(
        ENERGY, Call("clamp", (Call("hypot", (Number(3.0), Number(4.0))), Number(0.0), Number(1.0)))
    )


def test_ports_of_a_direction_have_its_suffix() -> None:
    body = world_task(model(program())).body
    assert body.inputs == ("energy",)
    assert body.outputs == ("go", "step_n", "step_s", "step_e", "step_w")


def test_a_state_without_an_initial_value_starts_at_0_or_the_low_bound() -> None:
    states = world_task(model(program(body="state a: 2..3  state b: bool  state c: -1..1  state d: km"))).body.states
    assert [state.initial for state in states[4:]] == [Number(2.0), Truth(value=False), Number(0.0), Number(0.0)]
    assert [state.type for state in states[4:]] == [
        Type(TypeKind.RANGE, 2, 3),
        Type(TypeKind.BOOL),
        Type(TypeKind.RANGE, -1, 1),
        Type(TypeKind.FLOAT, unit="km"),
    ]


def test_named_constants_bound_ranges() -> None:
    state = world_task(model(program(body="state angle: -pi..pi = 0"))).body.states[4]
    assert state.type == Type(TypeKind.RANGE, -math.pi, math.pi)


def test_alive_is_declared_where_it_is_used() -> None:
    assert world_task(model(program())).body.alive is None
    for source in (
        program(action="agent.alive = false"),
        program(fitness="gate alive"),
        program(dynamics="death { if energy <= 0 }"),
    ):
        body = world_task(model(source)).body
        assert body.states[known(body.alive)].name == "alive"
        assert body.states[known(body.alive)].initial == Truth(value=True)
        assert body.states[known(body.alive)].implicit


def test_a_route_has_a_position_and_uniform_places() -> None:
    checked = model(program(world=ROUTE))
    body, (stone, zone) = world_task(checked).body, world_task(checked).world.kinds
    assert (body.states[known(body.position)].implicit, body.states[known(body.position)].initial) == (
        True,
        Number(0.0),
    )
    assert body.speed == 3
    position, weight, hot, size, name = (each.initial for each in stone.properties)
    assert position == Draw(Distribution.UNIFORM, (Number(0.0), Number(10.0)), 2)
    assert weight == Draw(Distribution.UNIFORM, (Number(0.25), Number(0.75)), 3)
    assert hot == Draw(Distribution.CHANCE, (Number(0.5),), 4)
    assert (size, name) == (Number(0.0), Number(3.0))
    assert (stone.spawn_site, stone.place_site, zone.spawn_site) == (0, 1, 5)
    assert zone.properties[0].initial == Draw(Distribution.UNIFORM, (Number(0.0), Number(10.0)), 7)
    assert (zone.spawn_low, zone.spawn_high, zone.respawn, zone.capacity) == (1, 4, 7, 4)


def test_a_grid_gives_everybody_a_cell() -> None:
    checked = model(program(world=GRID))
    body, (food, foodstuff, gem) = world_task(checked).body, world_task(checked).world.kinds
    assert [(body.states[i].name, body.states[i].initial) for i in known(body.cell)] == [("x", None), ("y", None)]
    assert [(each.name, each.initial) for each in foodstuff.properties] == [("x", None), ("y", None)]
    assert [each.name for each in food.properties] == ["energy", "x", "y"]
    assert [each.initial for each in gem.properties] == [Number(1.0), Number(2.0)]
    assert world_task(checked).world.walls[0] == (True,) * 5
    assert world_task(checked).world.walls[1] == (True, False, False, False, True)


def test_an_agent_with_a_cell_of_its_own_starts_there() -> None:
    body = world_task(model(program(world=GRID, body="state y: int = 1  state x: int = 2"))).body
    assert [body.states[i].initial for i in known(body.cell)] == [Number(2.0), Number(1.0)]


@pytest.mark.parametrize(
    ("sensor", "sees"),
    [
        ("food: directional(range: 3, directions: 4)", (0,)),
        ("foodstuffs: directional(range: 3, directions: 8)", (1,)),
        ("thing: directional(range: 3, directions: 4)", (0, 1, 2)),
        ("food: directional(range: 3, directions: 4, of: gem)", (2,)),
    ],
)
def test_a_directional_sensor_sees_what_it_says_or_is_called(sensor: str, sees: tuple[int, ...]) -> None:
    found = world_task(model(program(world=GRID, body=f"sensor {sensor}"))).body.sensors[1]
    assert found.sees == sees
    assert not found.assigned


def test_perception_may_fill_a_directional_sensor_itself() -> None:
    perception = "sensor food_n = 1  sensor food_s = 1  sensor food_e = 1  sensor food_w = 1"
    body = "sensor food: directional(range: 3, directions: 4)"
    assert world_task(model(program(world=GRID, body=body, perception=perception))).body.sensors[1].assigned
    assert world_task(model(program(body=body, perception=perception))).body.sensors[1].assigned


def test_move_names_an_actuator() -> None:
    assert world_task(model(program(world=GRID, action="move actuator.step"))).action == (Move(1),)


def test_queries_with_several_results_are_bound() -> None:
    action = """
      let next = nearest_ahead(stone, 2 km)
      agent.energy = next.distance + next.index + next.size
      agent.happy = next.hot
    """
    let, first, second = world_task(model(program(world=ROUTE, action=action))).action
    assert let == LetQuery(0, "next", Query(QueryKind.NEAREST_AHEAD, 0, (Number(2.0),)))
    distance, index = ResultField(0, ResultKind.DISTANCE), ResultField(0, ResultKind.INDEX)
    both = Operation("+", (distance, index), truth=False)
    assert first == Assign(ENERGY, Operation("+", (both, ResultField(0, ResultKind.PROPERTY, 3)), truth=False))
    assert second == Assign(HAPPY, ResultField(0, ResultKind.PROPERTY, 2, truth=True))


def test_queries_with_one_result_are_numbers() -> None:
    action = """
      agent.energy = nearest_behind(stone, 1) + count_within(stone, 1, 2) + zone_at(3)
      agent.score = nearest(stone, 1)
    """
    energy, let, score = world_task(model(program(world=ROUTE, action=action))).action
    two = Operation(
        "+",
        (
            Query(QueryKind.NEAREST_BEHIND, 0, (Number(1.0),)),
            Query(QueryKind.COUNT_WITHIN, 0, (Number(1.0), Number(2.0))),
        ),
        truth=False,
    )
    zone = Query(QueryKind.ZONE, 1, (Number(3.0),), 2, 120.0)
    assert energy == Assign(ENERGY, Operation("+", (two, zone), truth=False))
    assert let == LetQuery(0, "nearest", Query(QueryKind.NEAREST, 0, (Number(1.0),)))
    assert score == Assign(SCORE, ResultField(0, ResultKind.INDEX))


def test_queries_on_a_grid_take_a_cell() -> None:
    (statement,) = world_task(model(program(world=GRID, action="agent.score = cell_at(agent.x, agent.y + 1)"))).action
    below = Operation("+", (AgentState(5, truth=False), Number(1.0)), truth=False)
    assert statement == Assign(SCORE, Query(QueryKind.CELL_AT, None, (AgentState(4, truth=False), below)))


def test_loops_bind_entities() -> None:
    action = "for s in stone { s.weight -= 1  when s.hot { consume s }  for z in zone { agent.score += z.limit } }"
    (statement,) = world_task(model(program(world=ROUTE, action=action))).action
    weight, hot = PropertyValue(1, 0, 1, truth=False), PropertyValue(1, 0, 2, truth=True)
    inner = ForEach(1, 2, (Assign(SCORE, Operation("+", (SCORE, PropertyValue(2, 1, 2, truth=False)), truth=False)),))
    assert statement == ForEach(
        0, 1, (Assign(weight, Operation("-", (weight, Number(1.0)), truth=False)), When(hot, (Consume(1, 0),)), inner)
    )


def test_handlers_know_their_entity_and_their_order() -> None:
    world = ROUTE.replace(
        "spawn: 3",
        """spawn: 3
        on_pass { agent.score += 1 }
        on_enter(threshold: 0.5, max_speed: 8) { weight = 0.5  consume }
        on_cross { record hit { at: position } }
        on_tick { size += 1 }
        """,
    )
    checked = model(program(world=world, fitness="metric m { per record hit: at  aggregate: last }"))
    on_pass, enter, cross, tick = world_task(checked).world.kinds[0].handlers
    assert [each.ordinal for each in (on_pass, enter, cross, tick)] == [0, 1, 2, 3]
    assert (on_pass.threshold, on_pass.max_speed) == (0.5, None)
    assert (enter.threshold, enter.max_speed) == (0.5, 8.0)
    assert enter.body == (Assign(PropertyValue(0, 0, 1, truth=False), Number(0.5)), Consume(0, 0))
    assert cross.body == (Record(0, (PropertyValue(0, 0, 0, truth=False),)),)
    assert world_task(checked).fitness.metrics == (Metric("m", OfRecords(0, 0, Aggregate.LAST)),)


def test_record_fields_keep_the_order_of_the_first_statement() -> None:
    checked = model(program(action="record a { x: 1, y: 2 }  record a { y: 3, x: agent.happy }"))
    assert world_task(checked).records[0].fields == ("x", "y")
    assert world_task(checked).action[1] == Record(
        0, (Operation("truth_to_number", (HAPPY,), truth=False), Number(3.0))
    )


MACHINES = """machine Mood {
    scope: agent
    initial: angry
    state calm { goto angry when agent.happy }
    state angry { on_tick { agent.score += 1 }  goto calm after 10 ticks  goto calm after 3 seconds }
  }"""


def test_machines_write_their_waiting_out() -> None:
    checked = model(
        program(
            body=MACHINES,
            world="tick: 0.5 s  machine Sun { initial: up  state up { } }",
            action="agent.happy = Mood is calm  agent.score = Mood.ticks + Sun.ticks",
        )
    )
    (mood,) = world_task(checked).body.machines
    assert [machine.name for machine in world_task(checked).world.machines] == ["Sun"]
    assert (mood.scope, mood.initial) == ("agent", 1)
    ticks = MachineTicks(1)  # the world's machine is number 0
    counted, timed = mood.states[1].gotos
    assert counted.when == Operation(">=", (ticks, Number(10.0)), truth=True)
    passed = Operation("*", (ticks, Number(0.5)), truth=False)
    assert timed.when == Operation(">=", (passed, Number(3.0)), truth=True)
    both = Operation("+", (ticks, MachineTicks(0)), truth=False)
    assert world_task(checked).action == (Assign(HAPPY, MachineIs(1, 0)), Assign(SCORE, both))


def test_dynamics_names_states_and_hiddens_barely() -> None:
    checked = model(
        program(
            dynamics="""hidden strain: 0..1 = 0.25
            per_tick { energy += strain }
            rules { if energy > 0.5: strain -= 0.5  if happy { score = 1  score += 1 } }
            death { if energy <= 0.25  if score > 3 }
            clamp 0..1"""
        )
    )
    dynamics = world_task(checked).dynamics
    assert dynamics is not None
    strain = Hidden(0, truth=False)
    assert dynamics.per_tick == (Assign(ENERGY, Operation("+", (ENERGY, strain), truth=False)),)
    assert [type(rule) for rule in dynamics.rules] == [When, When]
    assert (dynamics.clamp, dynamics.clamped, dynamics.clamped_hiddens) == ((0.0, 1.0), (0,), (0,))
    assert len(dynamics.death) == 2


def test_a_metric_hides_a_state_of_the_same_name() -> None:
    fitness = (
        "metric score = agent.score * 2  metric more = score + energy  reward score: 2  penalize engine.complexity: 0.5"
    )
    checked = world_task(model(program(fitness=fitness))).fitness
    assert checked.metrics[1].value == Operation("+", (MetricValue(0), ENERGY), truth=False)
    assert [(term.verb, term.value, term.weight) for term in checked.terms] == [
        ("maximize", ENERGY, 1.0),
        ("reward", MetricValue(0), 2.0),
        ("penalize", Complexity(), 0.5),
    ]


def test_gates_are_states_or_factors() -> None:
    checked = world_task(
        model(program(fitness="gate happy  gate rested = agent.energy > 0.5  gate full = agent.energy"))
    ).fitness
    assert checked.gates == (2,)
    above = Operation(">", (ENERGY, Number(0.5)), truth=True)
    assert checked.factors == (Operation("truth_to_number", (above,), truth=False), ENERGY)


def test_stop_names_a_metric_by_its_column() -> None:
    source = program(
        fitness="metric a = 1  metric b = agent.score",
        evolve="stop { when: b >= -3  fitness: 2  stagnation: 5 generations  time: 2 h }",
    )
    evolution = model(source).evolution
    assert evolution.metrics == ("a", "b")
    assert evolution.stop.when == Condition(1, ">=", -3.0)
    assert (evolution.stop.fitness, evolution.stop.stagnation, evolution.stop.seconds) == (2.0, 5, 7200.0)
