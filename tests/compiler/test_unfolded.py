"""Functions, counted loops, `var` and reductions in both executions."""

import math

import pytest

from quale.compiler.lower.lower import lower
from quale.model.model import Model
from tests.compiler.snippet import column, experiment, run

WALLS = "topology: none  entity wall { properties { n: int = NUMBER, solid: bool = SOLID } spawn: 4 }"


def world(number: str, solid: str = "true") -> str:
    return WALLS.replace("NUMBER", number).replace("SOLID", solid)


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("min(w.n for w in wall)", 2.0),
        ("max(w.n for w in wall when w.solid)", 2.0),
        ("sum(w.n for w in wall)", 8.0),
        ("count(w for w in wall)", 4.0),
        ("count(w.n > 3 for w in wall)", 0.0),
        ("(any(w.solid for w in wall) ? 1 : 0)", 1.0),
        ("(all(w.n < 2 for w in wall) ? 1 : 0)", 0.0),
        ("argmin(w.n for w in wall)", 0.0),
        ("argmax(w.n for w in wall when false)", -1.0),
        ("min(w.n for w in wall when w.n > 2)", math.inf),
        ("max(w.n for w in wall when w.n > 2)", -math.inf),
        ("sum(w.n for w in wall when w.n > 2)", 0.0),
        ("min(0 / 0 for w in wall)", math.inf),
        ("argmin(1 / 0 for w in wall)", -1.0),
        ("sum(w.n * sum(v.n for v in wall) for w in wall)", 64.0),
    ],
)
def test_a_reduction_over_entities(expression: str, wanted: float) -> None:
    model = experiment(states="state x: float", world=world("2"), action=f"agent.x = {expression}")
    assert column(run(model), "agent.x") == [wanted] * 12


def test_a_reduction_stands_in_metrics_and_conditions() -> None:
    model = experiment(
        states="state x: float",
        world=world("3"),
        fitness="metric m = sum(w.n for w in wall)  maximize m: 1  terminate when any(w.n > 5 for w in wall)",
    )
    assert list(run(model).results) == [12.0, 12.0]


def test_a_var_keeps_what_branches_and_loops_make_of_it() -> None:
    action = """
      var best = 0
      for w in wall { when w.n > 1 { best += w.n } }
      repeat 2 { best *= 2 }
      var found = false
      found = best > 3
      agent.x = found ? best : -1
    """
    model = experiment(states="state x: float", world=world("2"), action=action)
    assert column(run(model), "agent.x")[-1] == 32.0


def test_an_argmin_is_the_index_of_the_entity() -> None:
    action = "agent.x = argmin(w.n for w in wall)  agent.y = sum(w.n for w in wall)"
    model = experiment(states="state x: float  state y: float", world=world("floor(random(0, 9))"), action=action)
    for scenario in range(4):
        trace = run(model, scenario)
        drawn = [column(trace, f"wall.n[{slot}]")[-1] for slot in range(4)]
        assert column(trace, "agent.x")[-1] == drawn.index(min(drawn))


def equal_programs() -> list[tuple[str, str]]:
    return [
        ("agent.x = twice(agent.x + 1)", "let x = agent.x + 1  let y = x * 2  agent.x = y"),
        ("for i in 1..3 { agent.x += i }", "agent.x += 1  agent.x += 2  agent.x += 3"),
        ("repeat 2 { agent.x += 1 }", "agent.x += 1  agent.x += 1"),
    ]


@pytest.mark.parametrize(("short", "long"), equal_programs())
def test_what_is_written_out_costs_what_the_long_form_costs(short: str, long: str) -> None:
    def statements(action: str) -> int:
        return len(lower(with_function(action)).tick)

    assert statements(short) == statements(long)
    assert column(run(with_function(short)), "agent.x") == column(run(with_function(long)), "agent.x")


def with_function(action: str) -> Model:
    return experiment(states="state x: float = 1", action=action, defined="function twice(x) = x * 2")
