"""What stands outside of blocks: constants."""

import pytest

from quale.diagnostics import Severity
from quale.model.expression import Number
from quale.model.model import world_task
from quale.model.statement import Assign
from quale.model.world import Type
from tests.language.checking import model, program, told


def assigned(text: str) -> object:
    (statement,) = world_task(model(text)).action
    assert isinstance(statement, Assign)
    return statement.value


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("6", 6.0), ("6 km", 6.0), ("2 ^ -1", 0.5), ("sqrt(16) + pi * 0", 4.0), ("-low", -3.0), ("low > 2 ? 7 : 8", 7.0)],
)
def test_a_constant_is_its_value_wherever_it_stands(value: str, wanted: float) -> None:
    text = f"constant it = {value}\n{program(action='agent.speed = it')}\nconstant low = 3"
    assert assigned(text) == Number(wanted)


def test_a_constant_bounds_a_type_and_fills_a_field() -> None:
    text = "constant most = 7 " + program(body="state far: -most..most", evolve="ticks: most")
    task = world_task(model(text))
    assert next(s.type for s in task.body.states if s.name == "far") == Type("range", -7.0, 7.0)
    assert task.ticks == 7


def test_a_let_hides_a_constant() -> None:
    task = world_task(model("constant it = 3 " + program(action="let it = agent.speed  agent.score = it")))
    assert len(task.action) == 2


def test_a_constant_keeps_its_unit() -> None:
    text = "constant far = 6 km " + program(body="state time: s = 0", action="agent.time = far")
    assert told(text, Severity.WARNING) == ["mixed units: `km` is assigned to `s`"]


def test_a_constant_that_nothing_uses_is_noted() -> None:
    text = "constant a = 1  constant b = a " + program()
    assert told(text, Severity.NOTE) == ["nothing uses constant `b`"]


def test_the_word_constant_stays_a_name() -> None:
    assert assigned(program(body="state constant: float", action="agent.constant = 2")) == Number(2.0)


def test_a_constant_may_be_called_by_any_word() -> None:
    assert assigned("constant body = 2 " + program(action="agent.speed = body")) == Number(2.0)


@pytest.mark.parametrize("length", [3, 500])
def test_a_long_chain_of_constants_is_settled(length: int) -> None:
    chain = "".join(f"constant c{i} = c{i + 1} + 1\n" for i in range(length))
    text = f"{chain}constant c{length} = 0\n" + program(action="agent.speed = c0")
    assert assigned(text) == Number(float(length))
