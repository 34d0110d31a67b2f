import math
from dataclasses import replace

import pytest

from quale.compiler.program.program import (
    Apply,
    Branch,
    Constant,
    Define,
    Expr,
    Get,
    Program,
    Repeat,
    Set,
    Stmt,
    Variable,
    While,
)
from quale.compiler.program.simplify import simplify
from quale.compiler.program.verify import verify
from tests.compiler.least_program import SMALL, index, number, truth, with_tick

YES, NO = truth(value=True), truth(value=False)
STATE, FLAG, COUNT = Get("state"), Get("flag"), Get("count")


def simplified(*statements: Stmt) -> tuple[Stmt, ...]:
    program = with_tick(*statements)
    verify(program)
    smaller = simplify(program)
    verify(smaller)
    return smaller.tick[:-1]


def folded(slot: str, value: Expr) -> Expr:
    (statement,) = simplified(Set(slot, value))
    assert isinstance(statement, Set)
    return statement.value


@pytest.mark.parametrize(
    ("value", "result"),
    [
        (Apply("add", (number(0.1), number(0.2))), 0.1 + 0.2),
        (Apply("mul", (number(1e300), number(1e300))), math.inf),
        (Apply("div", (number(1), number(0))), math.inf),
        (Apply("div", (number(1), number(-0.0))), -math.inf),
        (Apply("rint", (number(2.5),)), 2.0),
        (Apply("rint", (number(-0.2),)), -0.0),
        (Apply("floor", (number(-0.5),)), -1.0),
        (Apply("number_of_truth", (YES,)), 1.0),
        (Apply("select", (Apply("lt", (number(1), number(2))), number(3), number(4))), 3.0),
    ],
)
def test_what_is_exact_is_calculated(value: Expr, result: float) -> None:
    constant = folded("state", value)
    assert isinstance(constant, Constant)
    assert math.copysign(1, float(constant.value)) == math.copysign(1, result)
    assert constant == number(result)


@pytest.mark.parametrize(
    "value",
    [
        Apply("div", (number(0), number(0))),
        Apply("call:sin", (number(1),)),
        Apply("add", (number(0), STATE)),
        Apply("select", (FLAG, number(0.0), number(-0.0))),
    ],
    ids=["a result that is NaN", "a function", "0 + x, which turns -0 into 0", "0 and -0 are not the same"],
)
def test_what_may_change_a_bit_is_left_alone(value: Expr) -> None:
    assert folded("state", value) == value


@pytest.mark.parametrize(
    ("slot", "value", "result"),
    [
        ("state", Apply("mul", (number(1), STATE)), STATE),
        ("count", Apply("iadd", (index(0), COUNT)), COUNT),
        ("flag", Apply("and", (YES, FLAG)), FLAG),
        ("flag", Apply("and", (FLAG, NO)), NO),
        ("flag", Apply("or", (NO, FLAG)), FLAG),
        ("flag", Apply("or", (FLAG, YES)), YES),
        ("flag", Apply("select_truth", (Apply("not", (NO,)), FLAG, NO)), FLAG),
    ],
)
def test_neutral_operands_go(slot: str, value: Expr, result: Expr) -> None:
    assert folded(slot, value) == result


def test_constants_reach_their_uses_inside_blocks() -> None:
    assert simplified(
        Define("x", Apply("add", (number(1), number(1)))),
        Repeat("i", 0, 4, (Set("line", Variable("x"), Variable("i")),)),
    ) == (Repeat("i", 0, 4, (Set("line", number(2), Variable("i")),)),)


def test_decided_branches_are_taken_or_left() -> None:
    then, otherwise = Set("state", number(1)), Set("state", number(2))
    assert simplified(Branch(YES, (then,), (otherwise,))) == (then,)
    assert simplified(Branch(Apply("lt", (number(2), number(1))), (then,))) == ()


def test_what_nobody_reads_goes() -> None:
    assert simplified(
        Define("read", Apply("call:sin", (STATE,))),
        Define("unread", Apply("call:cos", (Variable("read"),))),
        Branch(FLAG, (Define("inside", STATE),)),
        Repeat("i", 0, 3, ()),
        Set("state", Variable("read")),
    ) == (Define("read", Apply("call:sin", (STATE,))), Set("state", Variable("read")))


def test_a_loop_whose_condition_the_body_changes_stays() -> None:
    loop = While(FLAG, 3, (Set("flag", NO),))
    assert simplified(loop) == (loop,)


def test_results_keep_what_they_read() -> None:
    program: Program = replace(SMALL, score=(Define("s", Apply("call:sin", (STATE,))),), results=(Variable("s"),))
    assert simplify(program) == program
