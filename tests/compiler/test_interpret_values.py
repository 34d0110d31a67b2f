"""What is stored, delayed, drawn and scored."""

import math

import pytest

from quale.model.expression import Draw
from quale.model.model import Model, world_task
from quale.model.statement import Assign
from quale.streams import philox, scenario_key, uniform01
from tests.compiler.interpreted import checked, column, run, write


def test_a_range_saturates_and_nan_becomes_its_lower_bound() -> None:
    trace = run(write("state a: -1..2 = 0  state n: -1..2 = 0", action="agent.a += 0.75\nagent.n = 0 / 0"))
    assert column(trace, "agent.a") == [0.75, 1.5, 2.0, 2.0, 2.0, 2.0]
    assert column(trace, "agent.n") == [-1.0] * 6


def test_an_int_rounds_ties_to_even_and_nan_becomes_0() -> None:
    trace = run(write("state a: int = 0  state n: int = 3", action="agent.a += 1.5\nagent.n = 0 / 0"))
    assert column(trace, "agent.a") == [2.0, 4.0, 6.0, 8.0, 10.0, 12.0]
    assert column(trace, "agent.n") == [0.0] * 6


def test_a_truth_value_is_0_or_1_in_a_number() -> None:
    assert column(run(write("state a: float = 5", action="agent.a = world.ticks > 2")), "agent.a") == [0, 0, 0, 1, 1, 1]


def test_division_is_that_of_ieee() -> None:
    states = "state a: float = 0  state b: float = 0  state c: float = 0"
    trace = run(write(states, action="agent.a = 1 / agent.c\nagent.b = agent.c / agent.c\nagent.c *= -1"), (0.0,))
    assert column(trace, "agent.a") == [math.inf, -math.inf] * 3
    assert all(math.isnan(value) for value in column(trace, "agent.b"))


def test_a_power_with_a_constant_exponent_multiplies() -> None:
    trace = run(write("state a: float = 1.1  state b: float = 0", action="agent.b = agent.a ^ 3 - -2 ^ 2"))
    assert column(trace, "agent.b")[0] == 1.1 * (1.1 * 1.1) + 4.0


def test_the_delay_gives_the_first_value_until_it_has_passed() -> None:
    program = write("state a: float = 0", action="let v = delay(world.ticks + 10, 2 ticks)\nagent.a = v")
    assert column(run(program), "agent.a") == [10, 10, 10, 11, 12, 13]


def sites(model: Model) -> list[int]:
    """Call sites of the draws of a state's initial value and of an assigned value."""
    values = (
        world_task(model).body.states[0].initial,
        *(each.value for each in world_task(model).action if isinstance(each, Assign)),
    )
    return [value.site for value in values if isinstance(value, Draw)]


def test_a_draw_counts_by_tick_site_slot_and_loop() -> None:
    program = write("state a: float = random()", action="agent.a = random(2, 4)")
    trace = run(program, scenario=1, generation=3)
    first, second = sites(checked(program))
    key = scenario_key(1, 3, 1)
    initial = philox(key, (0xFFFFFFFF, first, 0, 0))
    assert trace.setup[trace.labels.index("agent.a")] == uniform01(initial[0], initial[1])
    for tick, value in enumerate(column(trace, "agent.a")):
        words = philox(key, (tick, second, 0, 0))
        assert value == 2.0 + (4.0 - 2.0) * uniform01(words[0], words[1])


def test_scenarios_and_generations_draw_differently_and_the_same_again() -> None:
    program = write("state a: float = 0", action="agent.a = normal(0, 1)")
    first = column(run(program), "agent.a")
    assert first == column(run(program), "agent.a")
    assert first != column(run(program, scenario=1), "agent.a")
    assert first != column(run(program, generation=2), "agent.a")


@pytest.mark.parametrize(
    ("aggregate", "wanted"),
    [
        ("avg", 2.5),
        ("sum", 15.0),
        ("min", 0.0),
        ("max", 5.0),
        ("last", 5.0),
        ("count", 6.0),
        ("std", math.sqrt(35 / 12)),
    ],
)
def test_aggregates_of_records(aggregate: str, wanted: float) -> None:
    fitness = f"metric m {{ per record r: v  aggregate: {aggregate} }}"
    trace = run(write(action="record r { v: world.ticks }", fitness=fitness))
    assert trace.results[1] == pytest.approx(wanted, rel=1e-15)
    assert trace.records[0][:, 0].tolist() == [0, 1, 2, 3, 4, 5]


def test_without_a_record_every_aggregate_is_0() -> None:
    fitness = "metric m { per record r: v  aggregate: std }"
    assert run(write(action="when false { record r { v: 1 } }", fitness=fitness)).results[1] == 0.0


def test_factors_gate_what_is_gained_and_never_penalties() -> None:
    fitness = "metric m = 3  gate g = 0.5  maximize m: 2  reward m: 1  penalize engine.complexity: 0.25"
    assert run(write(fitness=fitness)).results[0] == 0.5 * (3 * 2 + 3 * 1) - 3 * 0.25


def test_a_gate_that_fails_makes_the_score_0() -> None:
    fitness = "gate done  metric m = 3  penalize m: 1"
    assert run(write("state done: bool = false", fitness=fitness)).results[0] == 0.0
    assert run(write("state done: bool = true", fitness=fitness)).results[0] == -3.0


@pytest.mark.parametrize(
    ("action", "death", "terminate", "score", "ticks"),
    [
        ("when world.ticks == 2 { agent.alive = false }", "", "", 0.0, 3),
        ("", "if world.ticks == 1", "", 0.0, 2),
        ("", "", "terminate when world.ticks == 1", 2.0, 2),
        ("", "if world.ticks == 1", "terminate when world.ticks == 1", 0.0, 2),
        ("when world.ticks == 1 { agent.alive = false }", "", "terminate when world.ticks == 1", 2.0, 2),
    ],
)
def test_finishing_is_not_dying(action: str, death: str, terminate: str, score: float, ticks: int) -> None:
    program = write(
        "state alive: bool = true",
        action=action,
        dynamics=f"death {{ {death} }}" if death else "",
        fitness=f"metric m = 2  maximize m: 1  gate alive  {terminate}",
    )
    trace = run(program)
    assert (trace.results[0], len(trace.values)) == (score, ticks)


def test_dynamics_run_in_order_and_clamp_ranges_only() -> None:
    program = write(
        "state a: 0..10 = 5  state f: float = 5",
        dynamics="hidden h: 0..10 = 1  per_tick { a += 1  h = a } rules { if h > 5: f += 1 } clamp 0..2",
    )
    trace = run(program, (0.0,))
    assert column(trace, "agent.a") == [2, 2, 2, 2, 2, 2]
    assert column(trace, "agent.f") == [6, 6, 6, 6, 6, 6]
    assert column(trace, "hidden.h") == [2, 2, 2, 2, 2, 2]


def test_a_sensor_is_clamped_to_its_range() -> None:
    program = write(body="sensor s: internal(-1..1)", perception="sensor s = world.ticks - 2")
    assert column(run(program), "sensor.s") == [-1, -1, 0, 1, 1, 1]
