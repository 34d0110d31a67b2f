"""What statements read, write, draw and cost, for each kind of statement and expression."""

from quale.compiler.program.analysis import (
    LOOP_COST,
    calls,
    constant_draw,
    cost,
    draws,
    expressions,
    most,
    pieces,
    price,
    reads,
    runs_network,
    statements,
    writes,
)
from quale.compiler.program.program import (
    Apply,
    Branch,
    Define,
    Expr,
    Get,
    Lookup,
    Piece,
    Repeat,
    RunNetwork,
    Set,
    Stmt,
    Tick,
    Variable,
    While,
)
from quale.compiler.program.simplify import kept, simplify
from tests.compiler.least_program import index, number, with_tick

COUNT, STATE, FLAG = Get("count"), Get("state"), Get("flag")
SQRT = Apply("sqrt", (STATE,))


def test_a_scalar_that_is_read_only_inside_a_stores_index_is_read() -> None:
    block = (Set("line", number(1), COUNT),)
    assert reads(block) == {"count"}
    assert reads((Set("line", number(1), Apply("iadd", (COUNT, index(1)))),)) == {"count"}
    assert writes(block) == {"line"}


def test_what_an_index_needs_is_kept() -> None:
    place = Define("place", Apply("iadd", (COUNT, index(1))))
    block: tuple[Stmt, ...] = (place, Set("line", number(1), Variable("place")))
    assert kept(block, set()) == block
    assert simplify(with_tick(*block)).tick[:-1] == block
    reading: tuple[Stmt, ...] = (place, Set("state", Get("line", Variable("place"))))
    assert simplify(with_tick(*reading)).tick[:-1] == reading
    looking: tuple[Stmt, ...] = (place, Set("state", Lookup("rows", Variable("place"))))
    assert simplify(with_tick(*looking)).tick[:-1] == looking
    assert kept((place, Set("state", number(1))), set()) == (Set("state", number(1)),)


def test_every_place_where_something_is_read_counts() -> None:
    inner = Set("state", Get("line", COUNT))
    for block, found in (
        ((Define("x", STATE),), {"state"}),
        ((Set("state", Get("line", COUNT)),), {"line", "count"}),
        ((Set("state", Lookup("rows", COUNT)),), {"count"}),
        ((Branch(FLAG, (inner,), ()),), {"flag", "line", "count"}),
        ((Branch(FLAG, (), (inner,)),), {"flag", "line", "count"}),
        ((Repeat("i", 0, 3, (inner,)),), {"line", "count"}),
        ((While(FLAG, 3, (inner,)),), {"flag", "line", "count"}),
        ((RunNetwork(),), set()),
    ):
        assert reads(block) == found
        assert writes(block) == ({"state"} if any(isinstance(s, Set) for s in statements(block)) else set())


def test_outer_statements_and_expressions_come_first() -> None:
    inner = Set("state", Apply("add", (STATE, number(1))))
    loop = Repeat("i", 0, 3, (inner,))
    branch = Branch(FLAG, (loop,), (RunNetwork(),))
    assert list(statements((branch,))) == [branch, loop, inner, RunNetwork()]
    assert list(expressions((branch,))) == [FLAG, inner.value, STATE, number(1)]
    assert runs_network((branch,))
    assert not runs_network((loop,))


def draw(name: str, *at: Expr) -> Apply:
    return Apply(name, at)


def test_draws_whose_counter_is_constant_but_for_the_tick() -> None:
    fixed = draw("uniform01", index(1), index(2), index(3))
    dear = draw("normal01", index(5), index(0), index(0))
    loose = draw("uniform01", index(1), COUNT, index(3))
    assert constant_draw(fixed) == ("uniform01", 1, 2, 3)
    assert constant_draw(loose) is None
    assert constant_draw(draw("uniform01", COUNT, index(1), index(1))) is None
    assert constant_draw(draw("uniform01", index(1), index(1), COUNT)) is None
    assert constant_draw(Apply("add", (number(1), number(2), number(3)))) is None
    assert constant_draw(number(1)) is None
    block = tuple(Set("state", value) for value in (fixed, dear, fixed, loose))
    assert draws(block) == (("normal01", 5, 0, 0), ("uniform01", 1, 2, 3))


def test_calls_are_those_of_elementary_functions() -> None:
    call = Apply("call:tanh", (Apply("call:exp", (STATE,)),))
    assert calls((Set("state", call), Set("state", SQRT))) == 2


def test_prices() -> None:
    assert price(Apply("add", (STATE, STATE))) == 1
    assert price(Apply("div", (STATE, STATE))) == 4
    assert price(SQRT) == 6
    assert price(Apply("call:tanh", (STATE,))) == 20
    assert price(STATE) == 1
    assert price(Get("line", COUNT)) == 12
    assert price(Lookup("rows", COUNT)) == 12
    assert price(number(1)) == price(Tick()) == 0


def test_costs_and_bounds() -> None:
    one = Set("state", Apply("add", (STATE, number(1))))  # 1 + 1 + 1
    assert cost((one,)) == most((one,)) == 3
    assert cost((one, one)) == 6
    branch = Branch(FLAG, (one,), (one,))
    assert cost((branch,)) == 1 + 1 + 3 + 3
    assert most((branch,)) == 3 + 3 + 1 + 1
    assert cost((Repeat("i", 2, 7, (one,)),)) == LOOP_COST
    assert most((Repeat("i", 2, 7, (one,)),)) == 5 * (1 + 3)
    assert most((While(FLAG, 4, (one,)),)) == 4 * (1 + 1 + 3)
    assert most((RunNetwork(),)) == 0
    assert cost((RunNetwork(),)) == LOOP_COST
    assert most((Repeat("i", 0, 3, (Repeat("j", 0, 5, (one,)),)),)) == 3 * (1 + 5 * (1 + 3))


def test_pieces_are_looked_into() -> None:
    one = Set("state", Apply("add", (STATE, number(1))))
    piece = Piece((one, RunNetwork()))
    assert list(statements((piece,))) == [piece, one, RunNetwork()]
    assert reads((piece,)) == {"state"}
    assert writes((piece,)) == {"state"}
    assert most((piece, one)) == 3 + 3
    assert cost((piece,)) == LOOP_COST
    assert pieces((Branch(FLAG, (), (piece,)),))
    assert not pieces((Branch(FLAG, (), (one,)),))
    assert runs_network((piece,))


def test_what_takes_long_has_a_price_of_its_own() -> None:
    named = {"uniform01": 60, "normal01": 150, "div": 4, "sqrt": 6, "imod": 12, "call:sin": 20, "add": 1, "select": 1}
    assert {name: price(Apply(name, ())) for name in named} == named
    loop = While(Apply("lt", (STATE, Apply("sqrt", (STATE,)))), 3, ())
    assert most((loop,)) == 3 * (1 + 1 + 1 + 6 + 1)
    assert cost((loop,)) == cost((Piece(()),)) == LOOP_COST
    assert most((Branch(Apply("lt", (STATE, Apply("sqrt", (STATE,)))), ()),)) == 1 + 1 + 1 + 6 + 1
    assert cost((Set("line", STATE, Apply("iadd", (COUNT, index(1)))),)) == 1 + 1 + 1 + 1
    assert cost(()) == most(()) == calls(()) == 0
