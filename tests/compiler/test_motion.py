"""Motions in both executions: each method is what it is called, whatever stands in the equations."""

import math

import pytest

from quale.model.model import world_task
from quale.model.statement import Repeat
from tests.compiler.snippet import column, experiment, run

OSCILLATOR = "motion Swing { dx = v  dv = -x }"
STATES = "state x: float = 1  state v: float = 0"


def after_one(method: str, steps: int, motion: str = OSCILLATOR, states: str = STATES) -> tuple[float, float]:
    """Return x and v after one unit of time."""
    model = experiment(
        defined=motion, states=states, action=f"integrate Swing by {method} over 1 in {steps} steps", ticks=1
    )
    trace = run(model)
    return column(trace, "agent.x")[0], column(trace, "agent.v")[0]


@pytest.mark.parametrize(("method", "order"), [("euler", 1), ("semi_implicit", 1), ("rk4", 4)])
def test_the_error_of_a_method_falls_with_its_order(method: str, order: int) -> None:
    coarse, fine = (abs(after_one(method, steps)[0] - math.cos(1)) for steps in (8, 16))
    assert order - 0.3 < math.log2(coarse / fine) < order + 0.5


def test_euler_takes_all_slopes_from_the_old_values() -> None:
    assert after_one("euler", 1) == (1.0, -1.0)


def test_semi_implicit_euler_uses_new_values_below() -> None:
    assert after_one("semi_implicit", 1, "motion Swing { dv = -x  dx = v }") == (0.0, -1.0)
    assert after_one("semi_implicit", 1) == (1.0, -1.0)


def test_runge_and_kutta_stand_as_written_by_hand() -> None:
    h, x, v = 0.25, 1.0, 0.0
    for _ in range(4):
        k1, l1 = v, -x
        k2, l2 = v + 0.5 * h * l1, -(x + 0.5 * h * k1)
        k3, l3 = v + 0.5 * h * l2, -(x + 0.5 * h * k2)
        k4, l4 = v + h * l3, -(x + h * k3)
        x, v = (
            x + h * (1 / 6 * k1 + 1 / 3 * k2 + 1 / 3 * k3 + 1 / 6 * k4),
            v + h * (1 / 6 * l1 + 1 / 3 * l2 + 1 / 3 * l3 + 1 / 6 * l4),
        )
    assert after_one("rk4", 4) == (x, v)


@pytest.mark.parametrize(
    "equations",
    [
        "dx = agent.v  dv = -agent.x",
        "let pull = -x  dx = v  dv = pull",
        "dx = speed()  dv = place(-1)",
        "var pull = 0  dx = v  when x > 0 { pull = -x } else { pull = -x }  dv = pull",
        "dv = -x  dx = v  repeat 1 { }",
        "dv = sum(-x for i in 1..1)  dx = v",
    ],
)
def test_equations_see_the_values_of_a_stage_however_they_are_written(equations: str) -> None:
    functions = "function speed() = agent.v  function place(f) = f * agent.x "
    wanted = after_one("rk4", 2)
    assert after_one("rk4", 2, f"{functions} motion Swing {{ {equations} }}") == wanted


def test_a_derivative_can_be_read_below_its_line() -> None:
    motion = "motion Swing { dv = -x  dx = v + 0 * dv }"
    assert after_one("rk4", 2, motion) == after_one("rk4", 2)


def test_a_motion_reads_world_and_outputs_and_moves_hiddens_in_dynamics() -> None:
    model = experiment(
        defined="motion Flow { dh = agent.x + world.pull + 0 * actuator.a }",
        states="state x: float = 2  state seen: float",
        world="topology: none  pull: 3",
        dynamics="hidden h: float = 1  per_tick { integrate Flow by euler over 0.5 seen = h }",
    )
    assert column(run(model), "agent.seen")[:2] == [3.5, 6.0]


def test_a_motion_made_from_another_keeps_what_it_does_not_repeat() -> None:
    damped = "motion Free { let k = 1  dx = v  dv = -k * x }  motion Swing from Free { let k = 4 }"
    alone = "motion Swing { let k = 4  dx = v  dv = -k * x }"
    assert after_one("rk4", 2, damped) == after_one("rk4", 2, alone)


def test_steps_stand_in_the_model_once() -> None:
    model = experiment(defined=OSCILLATOR, states=STATES, action="integrate Swing by rk4 over 1 in 500 steps")
    (repeated,) = world_task(model).action
    assert isinstance(repeated, Repeat)
    assert repeated.times == 500
    assert len(repeated.body) < 50


def test_it_runs_where_a_condition_holds() -> None:
    model = experiment(
        defined=OSCILLATOR,
        states=STATES,
        action="when world.ticks % 2 == world.scenario % 2 { integrate Swing by euler over 1 in 3 steps }",
    )
    assert column(run(model), "agent.x")[:2] == column(run(model), "agent.x")[:1] * 2
    assert column(run(model, 1), "agent.x")[:2] == [1.0, column(run(model), "agent.x")[0]]
