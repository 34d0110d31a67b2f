"""Expressions and storing, as Programs: docs/semantics.md, Storing, Random numbers, Delay."""

import inspect
import math
import sys

import pytest

from quale.compiler.emit.emit import emit
from quale.compiler.lower.lower import lower
from tests.compiler.snippet import column, experiment, run, run_all


def value_of(expression: str, kind: str = "float", states: str = "") -> float:
    """Return what `agent.v = expression` leaves in a state of a type."""
    start = "false" if kind == "bool" else "0.5"
    trace = run(experiment(states=f"state v: {kind} = {start} {states}", action=f"agent.v = {expression}", ticks=2))
    return column(trace, "agent.v")[-1]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3 - 4 / 8", 6.5),
        ("-2 ^ 2", -4.0),
        ("2 ^ -1", 0.5),
        ("1.1 ^ 3", 1.1 * (1.1 * 1.1)),
        ("3 ^ 0", 1.0),
        ("4 ^ 0.5", 2.0),
        ("1 / 0", math.inf),
        ("-1 / 0", -math.inf),
        ("7 % 3", 1.0),
        ("-7 % 3", 2.0),
        ("7 % -3", -2.0),
        ("round(2.5) + round(3.5) + round(-0.5)", 6.0),
        ("floor(-1.5) + ceil(-1.5)", -3.0),
        ("min(3, 1, 2) + max(3, 1, 2)", 4.0),
        ("clamp(0 / 0, 2, 3)", 2.0),
        ("1 < 2 ? 10 : 20", 10.0),
        ("world.ticks + world.time", 1.5),
    ],
)
def test_numbers(expression: str, value: float) -> None:
    world = "topology: none tick: 0.5 s"
    trace = run(experiment(states="state v: float = 0", world=world, action=f"agent.v = {expression}", ticks=2))
    assert column(trace, "agent.v")[-1] == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("true and not false", 1),
        ("false or 1 > 2", 0),
        ("true == false", 0),
        ("true != false", 1),
        ("0 / 0 == 0 / 0", 0),
        ("0 / 0 != 0 / 0", 1),
        ("agent.v ? 1 >= 1 : 2 <= 1", 0),
        ("fired(actuator.a) == (actuator.a > actuator.a.threshold)", 1),
    ],
)
def test_truth_values(expression: str, value: float) -> None:
    assert value_of(expression, "bool") == value


@pytest.mark.parametrize(
    ("kind", "expression", "value"),
    [
        ("0..1", "5", 1.0),
        ("0..1", "-5", 0.0),
        ("0..1", "0 / 0", 0.0),
        ("-2..3", "0 / 0", -2.0),
        ("int", "2.5", 2.0),
        ("int", "-0.4", -0.0),
        ("int", "0 / 0", 0.0),
        ("int", "1 / 0", math.inf),
        ("int", "1 > 0", 1.0),
        ("0..1", "1 > 0", 1.0),
    ],
)
def test_storing_converts_as_the_type_says(kind: str, expression: str, value: float) -> None:
    found = value_of(expression, kind)
    assert (found, math.copysign(1, found)) == (value, math.copysign(1, value))


def test_a_let_keeps_the_value_that_it_had() -> None:
    trace = run(
        experiment(
            states="state v: float = 1  state w: float = 0",
            action="let old = agent.v  agent.v += 1  agent.w = old",
            ticks=3,
        )
    )
    assert column(trace, "agent.w") == [1, 2, 3]


def test_a_delay_gives_the_first_value_until_its_ticks_have_passed() -> None:
    trace = run(
        experiment(
            states="state v: float = 0  state b: float = 0",
            action="agent.v = delay(world.ticks + 10, 3 ticks)  agent.b = delay(agent.v, 1 ticks) - 10",
            ticks=7,
        )
    )
    assert column(trace, "agent.v") == [10, 10, 10, 10, 11, 12, 13]
    assert column(trace, "agent.b") == [0, 0, 0, 0, 0, 1, 2]


def test_draws_differ_by_site_tick_slot_and_loop() -> None:
    model = experiment(
        states="state v: float = random(-1, 1)  state w: float = 0  state n: float = normal(5, 2)",
        world="topology: none  entity e { properties { p: float = random(), q: float = 0 } spawn: 3 }",
        action="""
          agent.w = 0
          for a in e {
            a.q = random()
            for b in e { agent.w += random(2, 3)  when chance(0.5) { agent.v = normal(0, 1) } }
          }
        """,
    )
    traces = run_all(model)
    drawn = {trace.setup[trace.labels.index(f"e.p[{i}]")] for trace in traces for i in range(3)}
    drawn |= {value for trace in traces for i in range(3) for value in column(trace, f"e.q[{i}]")}
    assert len(drawn) == 4 * 3 * (1 + 12)


def test_scenarios_know_their_number() -> None:
    for number, trace in enumerate(run_all(experiment(states="state v: float = world.scenario * 2"))):
        assert column(trace, "agent.v")[0] == 2 * number


def test_sensors_store_within_their_range() -> None:
    body = "sensor r: internal(-1..1)"
    trace = run(experiment(body=body, perception="sensor r = (world.ticks - 2) * 0.75", ticks=5))
    assert column(trace, "sensor.r") == [-1.0, -0.75, 0.0, 0.75, 1.0]


def test_world_states_and_hiddens_are_states_too() -> None:
    trace = run(
        experiment(
            states="state v: float = 0",
            world="topology: none  state load: 0..3 = 1",
            action="world.load += 1.5  agent.v = world.load",
            dynamics="hidden h: 0..10 = 1  per_tick { h *= 2 }  rules { if h > 5: h = 1 }  clamp 0..4",
            ticks=4,
        )
    )
    assert column(trace, "world.load") == [2.5, 3, 3, 3]
    assert column(trace, "hidden.h") == [2, 4, 1, 2]


DEEP = {
    "a sum": (" + ".join(["agent.v * 0.5"] * 90), 45.0),
    "brackets": ("(" * 99 + "agent.v" + " - 1) * 0.5" * 99, -1.0),
    "a power": ("(" * 190 + "agent.v" + " ^ 3)" * 190, 1.0),
    "calls": ("max(0, agent.v, 3, " * 190 + "agent.v" + ")" * 190, 3.0),
    "choices": ("(agent.v > 0 ? " * 190 + "agent.v" + " : 1)" * 190, 1.0),
}


@pytest.mark.parametrize("kind", DEEP)
def test_deep_expressions_are_calculated(kind: str) -> None:
    expression, value = DEEP[kind]
    trace = run(experiment(states="state v: float = 1", action=f"agent.v = {expression}", ticks=1))
    assert column(trace, "agent.v") == [pytest.approx(value)]


@pytest.mark.parametrize("kind", DEEP)
def test_a_deep_expression_is_emitted_in_few_frames(kind: str) -> None:
    """Later stages walk over trees by recursion, and a program may be compiled deep inside another one."""
    model = experiment(states="state v: float = 1", action=f"agent.v = {DEEP[kind][0]}", ticks=1)
    program = lower(model)
    before, deep = sys.getrecursionlimit(), len(inspect.stack(0))
    sys.setrecursionlimit(deep + 150)
    try:
        assert emit(program, 4)
        assert repr(program)  # what names its code in the cache
    finally:
        sys.setrecursionlimit(before)


def test_deep_conditions_are_no_trouble() -> None:
    conditions = "when agent.v > 0 { " * 60 + "agent.v = 7" + " }" * 60
    trace = run(experiment(states="state v: float = 1", action=conditions, ticks=2))
    assert column(trace, "agent.v") == [7.0, 7.0]
