"""Where a large Program is cut, and what its pieces share, statement by statement."""

from dataclasses import replace

import pytest

from quale.compiler.program.cut import CALL, cut, shared, weight
from quale.compiler.program.program import (
    Apply,
    Branch,
    Complexity,
    Define,
    Expr,
    Get,
    Lookup,
    Mark,
    Piece,
    Repeat,
    RunNetwork,
    Set,
    Stmt,
    Tick,
    Variable,
    While,
)
from tests.compiler.least_program import SMALL, index, number

STATE, FLAG, COUNT = Get("state"), Get("flag"), Get("count")
SUM = Apply("add", (STATE, number(1)))  # 1 + 1
AT = Get("line", COUNT)  # 4 + 1
SMALLEST, MIDDLE = Set("state", number(1)), Set("state", SUM)  # 3 and 5

WEIGHTS: list[tuple[Stmt, int]] = [
    (Define("x", number(1)), 1),
    (Define("x", SUM), 1 + 2),
    (Define("x", Apply("select", (FLAG, SUM, AT))), 1 + 1 + 1 + 2 + 5),
    (Define("x", Lookup("rows", COUNT)), 1 + 5),
    (Define("x", Tick()), 1),
    (Define("x", Complexity()), 1),
    (SMALLEST, 3),
    (MIDDLE, 3 + 2),
    (Set("line", number(1), COUNT), 3 + 8 + 1),
    (Set("line", SUM, index(2)), 3 + 2 + 8),
    (Branch(FLAG, (SMALLEST,), (MIDDLE, MIDDLE)), 4 + 1 + 3 + 10),
    (Repeat("i", 0, 3, (SMALLEST, MIDDLE)), 8 + 3 + 5),
    (While(FLAG, 3, (MIDDLE,)), 12 + 1 + 5),
    (RunNetwork(), CALL),
    (Mark("act"), CALL),
    (Piece((MIDDLE,)), CALL),
]


@pytest.mark.parametrize(("statement", "wanted"), WEIGHTS)
def test_a_statement_weighs_what_it_holds(statement: Stmt, wanted: int) -> None:
    assert weight(statement) == wanted


def test_a_part_is_cut_where_it_is_larger_than_the_whole_may_be() -> None:
    program = replace(SMALL, setup=(MIDDLE,) * 4, score=(SMALLEST,) * 4)
    assert cut(program, 20, 10) is program
    setup, score = (Piece((MIDDLE,) * 2),) * 2, (Piece((SMALLEST,) * 3), SMALLEST)
    assert cut(program, 19, 10) == replace(program, setup=setup)
    assert cut(replace(program, score=(SMALLEST,) * 7), 20, 10).setup == program.setup
    assert cut(program, 0, 10) == replace(program, setup=setup, score=score)


def pieces(statements: tuple[Stmt, ...], size: int) -> tuple[Stmt, ...]:
    return cut(replace(SMALL, setup=statements), 0, size).setup


LOOP = Repeat("i", 0, 3, (MIDDLE,) * 4)
HALF = Piece((MIDDLE,) * 2)


@pytest.mark.parametrize(
    ("statements", "size", "wanted"),
    [
        ((MIDDLE,) * 4, 20, (MIDDLE,) * 4),
        ((MIDDLE,) * 4, 19, (Piece((MIDDLE,) * 3), MIDDLE)),
        ((MIDDLE,) * 4, 15, (Piece((MIDDLE,) * 3), MIDDLE)),
        ((MIDDLE,) * 4, 14, (HALF, HALF)),
        ((MIDDLE, RunNetwork(), MIDDLE, MIDDLE), 20, (MIDDLE, RunNetwork(), HALF)),
        ((MIDDLE, MIDDLE, Mark("act"), MIDDLE), 20, (HALF, Mark("act"), MIDDLE)),
        ((RunNetwork(), MIDDLE, MIDDLE, MIDDLE), 20, (RunNetwork(), Piece((MIDDLE,) * 3))),
        ((LOOP,), 28, (LOOP,)),
        ((LOOP,), 19, (Piece((Repeat("i", 0, 3, (Piece((MIDDLE,) * 3), MIDDLE)),)),)),
        (
            (While(FLAG, 9, (MIDDLE,) * 4),),
            19,
            (Piece((While(FLAG, 9, (Piece((MIDDLE,) * 3), MIDDLE)),)),),
        ),
        (
            (Branch(FLAG, (MIDDLE,) * 4, (SMALLEST,) * 7),),
            19,
            (Piece((Branch(FLAG, (Piece((MIDDLE,) * 3), MIDDLE), (Piece((SMALLEST,) * 6), SMALLEST)),)),),
        ),
        ((MIDDLE,) * 8, 16, (Piece((Piece((MIDDLE,) * 3), Piece((MIDDLE,) * 3))), HALF)),
    ],
)
def test_neighbours_become_pieces_up_to_the_size_and_pieces_of_pieces(
    statements: tuple[Stmt, ...], size: int, wanted: tuple[Stmt, ...]
) -> None:
    assert pieces(statements, size) == wanted


X, Y = Variable("x"), Variable("y")
GIVEN = Piece((Define("x", SUM),))


@pytest.mark.parametrize(
    "reader",
    [
        Define("z", X),
        Define("z", Apply("add", (number(1), Apply("neg", (X,))))),
        Set("state", X),
        Set("line", number(1), X),
        Set("state", Get("line", X)),
        Set("state", Lookup("rows", X)),
        Branch(X, ()),
        Branch(FLAG, (Set("state", X),)),
        Branch(FLAG, (), (Set("state", X),)),
        Repeat("i", 0, 3, (Set("state", X),)),
        While(X, 3, ()),
        While(FLAG, 3, (Set("state", X),)),
        Piece((Set("state", X),)),
    ],
)
def test_a_name_that_is_given_in_one_piece_and_read_elsewhere_is_shared(reader: Stmt) -> None:
    assert list(shared(replace(SMALL, setup=(GIVEN, reader)))) == ["x"]
    assert list(shared(replace(SMALL, setup=(Piece((*GIVEN.body, reader)),)))) == (
        ["x"] if isinstance(reader, Piece) else []
    )
    assert list(shared(replace(SMALL, setup=(*GIVEN.body, reader)))) == (["x"] if isinstance(reader, Piece) else [])


def test_counters_results_and_the_order_of_reading_count() -> None:
    counted = Repeat("i", 0, 3, (Piece((Set("count", Variable("i")),)),))
    assert list(shared(replace(SMALL, setup=(counted,)))) == ["i"]
    result: tuple[Expr, ...] = (number(1), Apply("neg", (X,)))
    assert list(shared(replace(SMALL, score=(GIVEN,), results=result))) == ["x"]
    assert list(shared(replace(SMALL, score=GIVEN.body, results=result))) == []
    two = (Piece((Define("x", SUM), Define("y", SUM))), Piece((Set("state", Y), Set("state", X), Set("state", Y))))
    program = replace(SMALL, setup=two)
    assert list(shared(program)) == ["y", "x"]
    parts = replace(SMALL, tick=(GIVEN, Set("state", X), *SMALL.tick), score=(Define("y", SUM),), results=(Y,))
    assert list(shared(parts)) == ["x"]


def test_the_frame_holds_what_is_shared() -> None:
    statements = (Define("x", SUM), MIDDLE, MIDDLE, MIDDLE, Set("state", X))
    found = cut(replace(SMALL, setup=statements), 0, 14)
    assert found.setup == (Piece((Define("x", SUM), MIDDLE, MIDDLE)), Piece((MIDDLE, Set("state", X))))
    assert found.frame == ("x",)
