"""Tables, and metrics over ticks, in both executions; handlers that see the agent."""

import io

import numpy as np
import pytest

from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import DataFile, ProgramText, world_task
from tests.compiler.snippet import column, experiment, run

MOONS = "mass,far,name\n1,10,Io\n2,20,Europa\n4,40,Ganymede\n"
ONLY = 'table moons from "moons.csv" { only: [mass, far] } '


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("moons[1].mass", [2.0, 2.0]),
        ("moons[world.ticks].far", [10.0, 20.0]),
        ("moons[world.ticks + 9].far", [40.0, 40.0]),
        ("moons.length", [3.0, 3.0]),
        ("sum(moons[i].mass * (i + world.ticks) for i in 0..moons.length - 1)", [10.0, 17.0]),
        ("heavy(world.ticks)", [2.0, 4.0]),
    ],
)
def test_a_number_of_a_table(expression: str, wanted: list[float]) -> None:
    model = experiment(
        defined=f"{ONLY} function heavy(i) = 2 * moons[i].mass",
        states="state x: float",
        action=f"agent.x = {expression}",
        data={"moons.csv": MOONS},
        ticks=2,
    )
    assert column(run(model), "agent.x") == wanted


def test_a_table_lends_its_length_to_arrays_and_its_numbers_to_initial_values() -> None:
    model = experiment(
        defined=ONLY,
        states="state m[moons.length]: float = [moons[i].far for i in 0..moons.length - 1]",
        data={"moons.csv": MOONS},
        ticks=1,
    )
    assert [column(run(model), f"agent.m_{k}")[0] for k in range(3)] == [10.0, 20.0, 40.0]


def test_defaults_stand_for_cells_and_columns_that_are_not_there() -> None:
    model = experiment(
        defined='table t from "t.csv" { only: [a, b, c]  defaults { b: 7, c: -1 } }',
        states="state x: float  state y: float",
        action="agent.x = t[world.ticks].b  agent.y = t[world.ticks].c",
        data={"t.csv": "a,b\n1,2\n3,\n"},
        ticks=2,
    )
    assert column(run(model), "agent.x") == [2.0, 7.0]
    assert column(run(model), "agent.y") == [-1.0, -1.0]


def test_an_npz_file_is_a_table() -> None:
    content = io.BytesIO()
    np.savez(content, a=np.array([1.5, 2.5]), flag=np.array([True, False]), text=np.array(["x", "y"]))
    text = """
      table t from "t.npz" { only: [a, flag] }
      body B { state x: float  sensor s: internal(0..1) actuator a: trigger(threshold: 0) }
      world W { topology: none }
      perception P { sensor s = 0.5 }
      action A { agent.x = t[world.ticks].a + t[world.ticks].flag }
      fitness F { metric one = 1  maximize one: 1 }
      evolve E { body: B world: W perception: P action: A fitness: F ticks: 2 seed: 1 }
    """
    files = (DataFile("t.npz", content.getvalue()),)
    (model,) = load_text(ProgramText((("p.quale", text),), files), DOMAINS).project.models
    assert column(run(model), "agent.x") == [2.5, 2.5]
    assert model.text.data == files


@pytest.mark.parametrize(
    ("aggregate", "wanted"), [("sum", 15.0), ("avg", 2.5), ("min", 0.0), ("max", 5.0), ("last", 5.0), ("count", 6.0)]
)
def test_a_metric_over_ticks_aggregates_the_end_of_every_tick(aggregate: str, wanted: float) -> None:
    model = experiment(
        states="state n: int",
        action="agent.n = 99",
        dynamics="per_tick { n = world.ticks }",
        fitness=f"metric m {{ per tick: n  aggregate: {aggregate} }}  maximize m: 2  terminate when n >= 5",
        ticks=20,
    )
    assert list(run(model).results) == [2 * wanted, wanted]


def test_a_metric_over_ticks_sees_what_the_brain_does_and_counts_truths() -> None:
    model = experiment(
        fitness="""
          metric busy { per tick: fired(actuator.a)  aggregate: sum }
          metric effort { per tick: let_of(actuator.a)  aggregate: sum }
          maximize busy: 1
        """,
        defined="function let_of(x) { let half = x / 2  return half * half }",
        ticks=5,
    )
    trace = run(model)
    outputs = column(trace, "actuator.a")
    assert list(trace.results[1:]) == [sum(x > 0 for x in outputs), sum(x / 2 * (x / 2) for x in outputs)]


def test_prey_flees_what_the_agent_was_a_tick_before() -> None:
    model = experiment(
        states="state x: float",
        world="""topology: none
          entity prey { properties { place: float = 1 } spawn: 1
            on_tick { when abs(place - agent.x) < 1.5 { place += 2 } } }""",
        action="agent.x += 1",
        ticks=4,
    )
    assert column(run(model), "prey.place[0]") == [3.0, 3.0, 5.0, 5.0]
    assert len(world_task(model).records) == 0
