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
    Lookup,
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
        ("state", Apply("mul", (STATE, number(1))), STATE),
        ("state", Apply("mul", (STATE, number(2))), Apply("mul", (STATE, number(2)))),
        ("count", Apply("iadd", (COUNT, index(0))), COUNT),
        ("count", Apply("iadd", (COUNT, index(1))), Apply("iadd", (COUNT, index(1)))),
        ("count", Apply("isub", (COUNT, index(0))), Apply("isub", (COUNT, index(0)))),
        ("flag", Apply("and", (FLAG, YES)), FLAG),
        ("flag", Apply("and", (NO, FLAG)), NO),
        ("flag", Apply("or", (FLAG, NO)), FLAG),
        ("flag", Apply("or", (YES, FLAG)), YES),
        ("flag", Apply("and", (YES, NO)), NO),
        ("flag", Apply("or", (NO, NO)), NO),
        ("flag", Apply("xor", (FLAG, NO)), Apply("xor", (FLAG, NO))),
        ("state", Apply("select", (NO, number(1), STATE)), STATE),
        ("state", Apply("select", (YES, STATE, number(1))), STATE),
        ("count", Apply("select_index", (YES, COUNT, index(1))), COUNT),
        ("state", Get("line", Apply("iadd", (index(1), index(2)))), Get("line", index(3))),
        ("state", Lookup("rows", Apply("iadd", (index(1), index(1)))), Lookup("rows", index(2))),
        ("state", Apply("call:sin", (Apply("add", (number(1), number(2))),)), Apply("call:sin", (number(3),))),
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


def test_a_choice_between_two_of_one_name_is_that_name() -> None:
    name = Define("x", Apply("call:sin", (STATE,)))
    x, y = Variable("x"), Variable("y")
    other = Define("y", Apply("call:cos", (STATE,)))
    assert simplified(name, Set("state", Apply("select", (FLAG, x, x)))) == (name, Set("state", x))
    chosen = Set("state", Apply("select", (FLAG, x, y)))
    assert simplified(name, other, chosen) == (name, other, chosen)


def test_names_of_names_and_of_constants_go_wherever_they_stand() -> None:
    name = Define("x", Apply("call:sin", (STATE,)))
    alias, two, place = Define("y", Variable("x")), Define("t", number(2)), Define("p", index(1))
    assert simplified(
        name,
        alias,
        two,
        place,
        Set("line", Variable("t"), Variable("p")),
        Branch(Apply("lt", (Variable("y"), Variable("t"))), (Set("state", Variable("y")),), (Set("flag", NO),)),
        While(Apply("lt", (Variable("y"), Variable("t"))), 2, (Set("state", Variable("t")),)),
        Set("state", Get("line", Variable("p"))),
    ) == (
        name,
        Set("line", number(2), index(1)),
        Branch(Apply("lt", (Variable("x"), number(2))), (Set("state", Variable("x")),), (Set("flag", NO),)),
        While(Apply("lt", (Variable("x"), number(2))), 2, (Set("state", number(2)),)),
        Set("state", Get("line", index(1))),
    )


def test_what_is_read_where_nothing_else_reads_it_stays() -> None:
    name = Define("x", Apply("call:sin", (STATE,)))
    flag = Define("f", Apply("lt", (STATE, number(1))))
    x, f = Variable("x"), Variable("f")
    for reader in (
        Set("state", x),
        Branch(FLAG, (Set("state", x),)),
        Branch(FLAG, (), (Set("state", x),)),
        Repeat("i", 0, 2, (Set("state", x),)),
        While(FLAG, 2, (Set("state", x),)),
    ):
        assert simplified(name, reader) == (name, reader)
    for reader in (Branch(f, (Set("state", number(1)),)), While(f, 2, ())):
        assert simplified(flag, reader) == (flag, reader)
    assert simplified(Branch(FLAG, (name,), (Set("state", number(1)),))) == (
        Branch(FLAG, (), (Set("state", number(1)),)),
    )
    assert simplified(Repeat("i", 0, 2, (name,))) == ()
    assert simplified(While(FLAG, 2, (name,))) == (While(FLAG, 2, ()),)


def test_setup_and_score_are_simplified_too() -> None:
    sine = Define("s", Apply("call:sin", (STATE,)))
    unread = Define("u", Apply("call:cos", (STATE,)))
    program = replace(
        SMALL,
        setup=(unread, Set("state", Apply("add", (number(1), number(1))))),
        score=(sine,),
        results=(Variable("s"),),
    )
    assert simplify(program) == replace(program, setup=(Set("state", number(2)),))
    constant = replace(
        SMALL, score=(Define("s", number(3)), unread), results=(Variable("s"), Apply("neg", (number(1),)))
    )
    assert simplify(constant) == replace(SMALL, score=(), results=(number(3), number(-1)))
