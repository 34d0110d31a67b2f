"""What stands outside of blocks: constants and functions."""

import pytest

from quale.diagnostics import Severity
from quale.model.expression import Number
from quale.model.kinds import TypeKind
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
    assert next(s.type for s in task.body.states if s.name == "far") == Type(TypeKind.RANGE, -7.0, 7.0)
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


@pytest.mark.parametrize(
    ("function", "wanted"),
    [
        ("f(x) = 2 * x", 6.0),
        ("f(x) { var s = 0  for i in 1..x { s += i }  return s }", 6.0),
        ("f(x) { var s = x  when x > 2 { s = 1 } else { s = 7 }  return s }", 1.0),
        ("f(x) { var s = 1  repeat 3 { s *= x }  return s }", 27.0),
        ("f(x) = sum(i ^ 2 for i in 1..x when i != 2)", 10.0),
        ("f(x) = argmin(abs(i - 2) for i in 0..x)", 2.0),
        ("f(x) { let last = half(x)  return last }  function half(a) = a / 2", 1.5),
        ("f(x) = any(i > x for i in 0..3) ? 1 : all(i < 4 for i in 0..x) ? 2 : 3", 2.0),
    ],
)
def test_a_function_of_constants_is_a_constant(function: str, wanted: float) -> None:
    assert assigned(f"function {function} {program(action='agent.speed = f(3)')}") == Number(wanted)


def test_a_function_may_bound_a_constant() -> None:
    text = "function double(x) = 2 * x  constant it = double(4) " + program(action="agent.speed = it")
    assert assigned(text) == Number(8.0)


def test_programs_without_the_new_words_may_use_them_as_names() -> None:
    names = ("constant", "function", "var", "repeat", "return", "count", "any", "sum")
    body = "".join(f"state {name}: float  " for name in names)
    action = "".join(f"let {name} = agent.{name}  agent.{name} = {name} + 1  " for name in names)
    dynamics = f"per_tick {{ {' '.join(f'{name} += {name}' for name in names)} }}"
    assert told(program(body=body, action=action, dynamics=dynamics)) == []


@pytest.mark.parametrize("name", ["var", "repeat", "return"])
def test_an_entity_called_by_a_word_of_statements_is_consumed(name: str) -> None:
    world = "topology: none  entity food { properties { x: float } spawn: 2 }"
    assert told(program(world=world, action=f"for {name} in food {{ consume {name} }}")) == []


@pytest.mark.parametrize(("length", "levels"), [(11, 180), (60, 0), (1, 180)])
def test_functions_do_not_nest_deeper_than_they_can_be_resolved(length: int, levels: int) -> None:
    deep = "(" * levels + "x" + " + 1)" * levels
    chain = "".join(f"function f{i}(x) = {deep.replace('x', f'f{i + 1}(x)')}\n" for i in range(length))
    messages = told(f"{chain} function f{length}(x) = x {program(action='agent.speed = f0(1)')}")
    assert messages
    assert all(message.endswith("is too deep") for message in messages)


def test_the_deepest_functions_are_called_from_the_deepest_expression_and_block() -> None:
    chain = "".join(f"function f{i}(x) = f{i + 1}(x) + 1\n" for i in range(13)) + "function f13(x) = x + 1\n"
    blocks, levels = 90, 90
    value = f"{'(' * levels}f0(agent.speed){' + 1)' * levels}"
    action = "when agent.happy { " * blocks + f"agent.speed = {value}" + " }" * blocks
    assert world_task(model(chain + program(action=action))).action
    assert told("function g(x) = f0(x) + 1 " + chain + program(action=action)) == ["function `g` is too deep"]
