"""Draws among several are even, stay in their bounds, and mean the same in both executions."""

from collections import Counter

import pytest

from tests.compiler.snippet import column, experiment, run_all
from tests.language.checking import program, told


@pytest.mark.parametrize(
    ("drawn", "wanted"),
    [
        ("random_int(1, 3)", {1.0, 2.0, 3.0}),
        ("random_int(-1, 0)", {-1.0, 0.0}),
        ("random_int(4, 4)", {4.0}),
        ("choose(1, 5, 7)", {1.0, 5.0, 7.0}),
        ("choose(2, 3)", {2.0, 3.0}),
        ("(choose(true, false, false) ? 1 : 0)", {0.0, 1.0}),
        ("choose(1, 2, 3, 4, 5)", {1.0, 2.0, 3.0, 4.0, 5.0}),
    ],
)
def test_every_value_is_drawn_and_none_else(drawn: str, wanted: set[float]) -> None:
    model = experiment(states="state x: float", action=f"agent.x = {drawn}", ticks=100)
    found = Counter(value for trace in run_all(model) for value in column(trace, "agent.x"))
    assert set(found) == wanted
    share = {value: found[value] / 400 for value in wanted}
    if drawn.startswith(("random_int", "choose")):
        assert all(abs(part - 1 / len(wanted)) < 0.1 for part in share.values())


def test_a_direction_is_an_angle() -> None:
    model = experiment(states="state x: float", action="agent.x = random_direction()", ticks=100)
    found = [value for trace in run_all(model) for value in column(trace, "agent.x")]
    assert all(0 <= value < 6.2831853072 for value in found)
    assert min(found) < 0.5
    assert max(found) > 5.5


def test_two_draws_are_two() -> None:
    model = experiment(states="state x: float", action="agent.x = random_int(0, 99) - random_int(0, 99)", ticks=20)
    assert any(value for trace in run_all(model) for value in column(trace, "agent.x"))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("random_int(0.5, 2)", "`random_int` takes whole numbers"),
        ("random_int(3, 2)", "the range is reversed"),
        ("random_int(3)", "`random_int` takes 2 arguments"),
        ("choose(1)", "`choose` takes 2 arguments or more"),
        ("choose(1, true)", "`choose` takes values of one type"),
        ("random_direction(2)", "`random_direction` takes 0 arguments"),
    ],
)
def test_a_wrong_draw_is_told(wrong: str, message: str) -> None:
    assert told(program(action=f"agent.speed = {wrong}")) == [message]


def test_fitness_draws_nothing() -> None:
    assert told(program(fitness="metric m = choose(1, 2)")) == ["`choose` cannot be drawn in fitness"]
