"""Arrays in both executions: elements by constant and by changing indices, whole arrays, arrays of everything."""

import math

import pytest

from quale.compiler.lower.lower import lower
from quale.model.model import world_task
from tests.compiler.snippet import column, experiment, run

STATES = "state m[4]: float = [10, 20, 30, 40]  state x: float"


@pytest.mark.parametrize(
    ("index", "wanted"),
    [
        ("0", 10.0),
        ("3", 40.0),
        ("one + 1", 30.0),
        ("world.ticks", 10.0),
        ("world.ticks + 2.5", 30.0),
        ("world.ticks + 1.5", 30.0),
        ("world.ticks + 99", 40.0),
        ("world.ticks - 99", 10.0),
        ("world.ticks / 0", 10.0),
        ("1 / world.ticks", 40.0),
        ("-1 / world.ticks", 10.0),
    ],
)
def test_an_index_is_rounded_to_even_and_saturates(index: str, wanted: float) -> None:
    model = experiment(defined="constant one = 1", states=STATES, action=f"agent.x = agent.m[{index}]", ticks=1)
    assert column(run(model), "agent.x") == [wanted]


@pytest.mark.parametrize("place", ["agent.m", "world.m"])
@pytest.mark.parametrize("index", ["2", "world.ticks + 2"])
@pytest.mark.parametrize(("assignment", "wanted"), [("= 7", 7.0), ("+= 7", 37.0), ("*= 2", 60.0)])
def test_an_element_is_assigned_and_no_other(place: str, index: str, assignment: str, wanted: float) -> None:
    owner = place.partition(".")[0]
    states = "state m[4]: float = [10, 20, 30, 40]"
    model = experiment(
        states=states if owner == "agent" else "",
        world=f"topology: none  {states if owner == 'world' else ''}",
        action=f"{place}[{index}] {assignment}",
        ticks=1,
    )
    assert [column(run(model), f"{place}_{k}") for k in range(4)] == [[10.0], [20.0], [wanted], [40.0]]


def test_hiddens_are_arrays_and_bare() -> None:
    model = experiment(
        states="state x: float",
        dynamics="hidden h[3]: 0..10 = [1, 2, 3]  per_tick { h[x] += 4  h[2] = 99  x += 1 }",
        ticks=3,
    )
    assert column(run(model), "hidden.h_0") == [5.0, 5.0, 5.0]
    assert column(run(model), "hidden.h_1") == [2.0, 6.0, 6.0]
    assert column(run(model), "hidden.h_2") == [10.0, 10.0, 10.0]


def test_types_of_elements_are_kept() -> None:
    model = experiment(
        states="state n[2]: int  state r[2]: 0..1  state b[2]: bool = [true, false]  state x: float",
        action="""
          agent.n[world.ticks] = 2.5
          agent.r[world.ticks] = 7
          agent.b[world.ticks] = false
          when agent.b[1 - world.ticks] { agent.x = 1 }
        """,
        ticks=1,
    )
    trace = run(model)
    assert [column(trace, f"agent.{name}_0")[0] for name in "nrb"] == [2.0, 1.0, 0.0]
    assert column(trace, "agent.x") == [0.0]


def test_a_whole_array_takes_all_values_before_any_changes() -> None:
    model = experiment(states=STATES, action="agent.m = [agent.m[1], agent.m[0], agent.m[3] + 1, 5]", ticks=1)
    assert [column(run(model), f"agent.m_{k}")[0] for k in range(4)] == [20.0, 10.0, 41.0, 5.0]


def test_a_whole_array_is_made_of_a_comprehension_or_another_array() -> None:
    model = experiment(
        states=f"{STATES}  state other[4]: float",
        action="agent.m = [agent.m[3 - i] + i for i in 0..3]  agent.other = agent.m",
        ticks=1,
    )
    assert [column(run(model), f"agent.other_{k}")[0] for k in range(4)] == [40.0, 31.0, 22.0, 13.0]


def test_initial_values_are_drawn_for_each_element() -> None:
    model = experiment(states="state m[3]: float = random(0, 1)", ticks=1)
    assert len({column(run(model), f"agent.m_{k}")[0] for k in range(3)}) == 3


def test_arrays_stand_in_functions_reductions_and_loops() -> None:
    model = experiment(
        defined="function at(i) = agent.m[i]  function most() = max(at(i) for i in 0..3)",
        states=STATES,
        action="var sum = 0  for i in 0..3 { sum += agent.m[i] }  agent.x = sum + most() + at(world.ticks + 1)",
        fitness="metric best = argmax(agent.m[i] for i in 0..3)  maximize best: 1",
        ticks=1,
    )
    trace = run(model)
    assert column(trace, "agent.x") == [100.0 + 40.0 + 20.0]
    assert list(trace.results) == [3.0, 3.0]


def test_properties_are_arrays_for_every_entity() -> None:
    model = experiment(
        states="state x: float",
        world="""topology: none
          entity e { properties { level[3]: float = [i * 10 for i in 1..3], n: int = 1 } spawn: 2
            on_tick { level[n] += 1  n = world.ticks } }""",
        action="for e in e { agent.x = e.level[0] + e.level[world.ticks + 1] }",
        ticks=3,
    )
    trace = run(model)
    assert column(trace, "e.level_1[0]") == [21.0, 21.0, 22.0]
    assert column(trace, "e.level_0[1]") == [10.0, 11.0, 11.0]
    assert column(trace, "agent.x") == [31.0, 41.0, 41.0]


def test_imported_properties_are_arrays_of_tables() -> None:
    model = experiment(
        states="state x: float",
        world='topology: none  entity e { properties { level[2]: float } }  import entities from "e.csv"',
        action="agent.x = sum(e.level[world.ticks % 2] for e in e)",
        data={"e.csv": "type,level_0,level_1\ne,1,2\ne,3,4\n"},
        ticks=2,
    )
    assert column(run(model), "agent.x") == [4.0, 6.0]


def test_ports_are_arrays() -> None:
    model = experiment(
        body="sensor ray[3]: internal(0..2)  actuator wheel[2]: value(0..10)  actuator fire[2]: trigger(threshold: 2)",
        states="state x: float  state y: float  state n: int",
        perception="sensor ray = [i * world.ticks for i in 0..2]",
        action="""
          agent.x = sensor.ray[world.ticks] + actuator.fire[world.ticks].threshold
          agent.y = actuator.wheel[world.ticks]
          when fired(actuator.fire[world.ticks]) { agent.n += 1 }
        """,
        ticks=3,
    )
    assert model.ports.inputs == ("ray_0", "ray_1", "ray_2", "s")
    assert model.ports.outputs == ("wheel_0", "wheel_1", "fire_0", "fire_1", "a")
    trace = run(model)
    assert column(trace, "agent.x") == [2.0, 3.0, 4.0]
    wheels = [column(trace, f"actuator.wheel_{k}") for k in range(2)]
    scaled = [min(max(5 + 5 * wheels[min(tick, 1)][tick], 0), 10) for tick in range(3)]
    assert all(math.isclose(a, b, rel_tol=1e-12) for a, b in zip(column(trace, "agent.y"), scaled, strict=True))


def test_a_sensor_is_assigned_in_a_counted_loop() -> None:
    model = experiment(
        body="sensor ray[3]: internal(0..9)", perception="for i in 0..2 { sensor ray[2 - i] = i }", ticks=1
    )
    assert [column(run(model), f"sensor.ray_{k}")[0] for k in range(3)] == [2.0, 1.0, 0.0]


def test_an_integral_moves_elements() -> None:
    states = "state q[2]: float = [1, 0]  state x: float"
    motion = "motion Swing { dq_0 = q[1]  dq_1 = -agent.q[0] + 0 * q[world.ticks] }"
    model = experiment(defined=motion, states=states, action="integrate Swing by rk4 over 1 in 20 steps", ticks=1)
    assert math.isclose(column(run(model), "agent.q_0")[0], math.cos(1), rel_tol=1e-6)


def test_only_arrays_that_are_asked_while_it_runs_lie_in_memory() -> None:
    still = experiment(states=STATES, action="for i in 0..3 { agent.m[i] += agent.m[3 - i] }")
    asked = experiment(states=STATES, action="agent.x = agent.m[world.ticks]")
    assert not [slot for slot in lower(still).slots if slot.length > 1]
    assert [slot.labels for slot in lower(asked).slots if slot.length > 1] == [tuple(f"agent.m_{k}" for k in range(4))]
    assert [state.name for state in world_task(still).body.states][:4] == [f"m_{k}" for k in range(4)]


def test_a_large_array_costs_no_statement_for_each_element() -> None:
    model = experiment(
        states="state m[2000]: float  state x: float",
        action="agent.m[world.ticks * 7] += 1  agent.x = agent.m[agent.x + 7]",
        ticks=3,
    )
    assert len(world_task(model).action) == 2
    assert len(lower(model).tick) < 40
    run(model)
