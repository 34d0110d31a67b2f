"""How Programs are written: names, blocks and the foldings of single expressions; and how they are printed."""

from dataclasses import replace

import pytest

from quale.compiler.program.builder import DEEP, Block, Storage, is_deep
from quale.compiler.program.construct import (
    FALSE,
    TRUE,
    apply,
    both,
    choose,
    either,
    get,
    index,
    negate,
    number,
    offset,
    truth,
    zero,
)
from quale.compiler.program.program import (
    Apply,
    Branch,
    Complexity,
    Constant,
    Define,
    Expr,
    Kind,
    Lookup,
    Mark,
    Piece,
    Repeat,
    RunNetwork,
    Scenario,
    Set,
    Slot,
    Table,
    Tick,
    Variable,
    While,
)
from quale.compiler.program.show import INFIX, show_program
from tests.compiler.least_program import SMALL

A, B, STATE = get("a"), get("b"), get("state")


def test_names_are_given_once_and_then_with_a_number() -> None:
    storage = Storage()
    assert [storage.name(name) for name in ("x", "x", "y", "x", "x.2", "x")] == ["x", "x.2", "y", "x.3", "x.2.2", "x.4"]


def test_slots_and_tables_are_kept_and_equal_tables_of_one_name_are_shared() -> None:
    storage = Storage()
    assert [storage.slot("s", Kind.NUMBER), storage.slot("s", Kind.TRUTH, 3, "s[]", ("p",))] == ["s", "s.2"]
    assert storage.slots == [Slot("s", Kind.NUMBER), Slot("s.2", Kind.TRUTH, 3, "s[]", ("p",))]
    tables = [("t", (1.0,)), ("t", (1.0,)), ("t", (2.0,)), ("u", (1.0,)), ("t", (2.0,))]
    assert [storage.table(name, values) for name, values in tables] == ["t", "t", "t.2", "u", "t.2"]
    assert storage.tables == [Table("t", (1.0,)), Table("t.2", (2.0,)), Table("u", (1.0,))]


def nested(levels: int) -> Expr:
    """An expression of so many operations in one another."""
    value: Expr = STATE
    for _ in range(levels):
        value = apply("add", number(1), value)
    return value


def test_what_is_deep_gets_a_name_and_what_needs_none_gets_none() -> None:
    assert [is_deep(nested(levels), 2) for levels in range(5)] == [False, False, False, True, True]
    block = Block(Storage())
    assert block.part(nested(DEEP)) == nested(DEEP)
    assert block.part(nested(DEEP + 1)) == Variable("part")
    assert [block.define("x", value) for value in (number(1), Variable("y"), Tick())] == [
        number(1),
        Variable("y"),
        Tick(),
    ]
    assert block.define("x", STATE) == Variable("x")
    assert block.statements == [Define("part", nested(DEEP + 1)), Define("x", STATE)]


@pytest.mark.parametrize(("word", "start"), [("and", TRUE), ("or", FALSE)])
def test_many_conditions_are_combined_in_parts(word: str, start: Constant) -> None:
    def combined(conditions: list[Expr]) -> Expr:
        return (block.both if word == "and" else block.either)(*conditions)

    def chain(names: list[Expr]) -> Expr:
        value = names[0]
        for name in names[1:]:
            value = apply(word, value, name)
        return value

    block = Block(Storage())
    flags: list[Expr] = [get(f"f{place}") for place in range(DEEP + 1)]
    assert combined([]) == start
    assert combined(flags[:DEEP]) == chain(flags[:DEEP])
    assert block.statements == []
    assert combined(flags) == chain([Variable("part"), Variable("part.2")])
    assert block.statements == [Define("part", chain(flags[:DEEP])), Define("part.2", flags[DEEP])]


def test_blocks_that_do_nothing_leave_nothing() -> None:
    block = Block(Storage())
    with block.branch(A):
        pass
    with block.branch(FALSE) as never:
        never.set("state", number(1))
    with block.repeat("i", 0, 3):
        pass
    with block.repeat("i", 2, 2) as (inner, counter):
        inner.set("state", counter)
    block.between(A, Block(block.storage), Block(block.storage))
    assert block.statements == []


def test_blocks_are_written_with_what_they_hold() -> None:
    block = Block(Storage())
    with block.branch(A) as inner:
        inner.set("state", number(1))
    with block.branch(TRUE) as always:
        always.set("state", number(2), index(3))
    with block.repeat("i", 1, 2) as (inner, counter):
        inner.set("line", number(1), counter)
    with block.repeat("i", 0, 3) as (inner, counter):
        inner.set("line", number(1), counter)
    with block.loop(B, 7):
        pass
    with block.loop(B, 7) as inner:
        inner.set("state", number(4))
    other = Block(block.storage)
    other.set("state", number(5))
    block.between(FALSE, Block(block.storage), other)
    block.between(A, Block(block.storage), other)
    assert block.statements == [
        Branch(A, (Set("state", number(1)),)),
        Set("state", number(2), index(3)),
        Repeat("i", 1, 2, (Set("line", number(1), Variable("i")),)),
        Repeat("i.2", 0, 3, (Set("line", number(1), Variable("i.2")),)),
        While(B, 7, ()),
        While(B, 7, (Set("state", number(4)),)),
        Set("state", number(5)),
        Branch(A, (), (Set("state", number(5)),)),
    ]


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (both(), TRUE),
        (both(A), A),
        (both(TRUE, A, TRUE, B), apply("and", A, B)),
        (both(A, FALSE, B), FALSE),
        (both(FALSE), FALSE),
        (both(TRUE, TRUE), TRUE),
        (either(), FALSE),
        (either(A), A),
        (either(FALSE, A, FALSE, B), apply("or", A, B)),
        (either(A, TRUE, B), TRUE),
        (either(TRUE), TRUE),
        (either(FALSE, FALSE), FALSE),
        (negate(TRUE), FALSE),
        (negate(FALSE), TRUE),
        (negate(A), apply("not", A)),
        (negate(apply("not", A)), A),
        (negate(apply("and", A, B)), apply("not", apply("and", A, B))),
        (truth(value=True), TRUE),
        (offset(3, index(4)), index(7)),
        (offset(0, A), A),
        (offset(1, A), apply("iadd", index(1), A)),
        (choose(TRUE, A, B, Kind.NUMBER), A),
        (choose(FALSE, A, B, Kind.NUMBER), B),
        (choose(A, A, B, Kind.NUMBER), apply("select", A, A, B)),
        (choose(A, A, B, Kind.TRUTH), apply("select_truth", A, A, B)),
        (choose(A, A, B, Kind.INDEX), apply("select_index", A, A, B)),
        (zero(Kind.NUMBER), number(0)),
        (zero(Kind.INDEX), index(0)),
        (zero(Kind.TRUTH), FALSE),
    ],
)
def test_expressions_are_folded_where_they_are_made(made: Expr, wanted: Expr) -> None:
    assert made == wanted
    assert type(getattr(made, "value", None)) is type(getattr(wanted, "value", None))


SHOWN = """\
program Small: 2 inputs, 1 outputs, recurrent, 3 steps, 10 ticks

slot inputs: number[2]  # sensor.a, sensor.b
slot outputs: number[1]  # actuator.x
slot over: truth  # untraced
slot state: number
slot flag: truth  # untraced
slot count: index  # untraced
slot line: number[4]
table rows = 1.0, 2.5, -0.0

setup {
  %x = table rows[2]
  line[%x] := 1e+300
  for %i in 0 ..< 3 {
    line[(%i + 1) mod 4] := sin(a)
  }
}

tick {
  time for act
  if flag {
    flag := not(false)
  } else {
    count := tick
  }
  if (a and b) or true {
    while a < 1.0 at most 5 times {
      piece {
        state := select(flag, a * (b - 1.0), neg(a) / b)
      }
    }
  }
  think
}

score {
}

result complexity
result number_of_index(scenario)
"""


def test_every_statement_and_expression_is_shown() -> None:
    i = Variable("i")
    program = replace(
        SMALL,
        recurrent=True,
        steps=3,
        tables=(Table("rows", (1.0, 2.5, -0.0)),),
        setup=(
            Define("x", Lookup("rows", index(2))),
            Set("line", number(1e300), Variable("x")),
            Repeat(
                "i",
                0,
                3,
                (Set("line", apply("call:sin", A), apply("imod", apply("iadd", i, index(1)), index(4))),),
            ),
        ),
        tick=(
            Mark("act"),
            Branch(get("flag"), (Set("flag", apply("not", FALSE)),), (Set("count", Tick()),)),
            Branch(
                apply("or", apply("and", A, B), TRUE),
                (
                    While(
                        apply("lt", A, number(1)),
                        5,
                        (
                            Piece(
                                (
                                    Set(
                                        "state",
                                        apply(
                                            "select",
                                            get("flag"),
                                            apply("mul", A, apply("sub", B, number(1))),
                                            apply("div", apply("neg", A), B),
                                        ),
                                    ),
                                )
                            ),
                        ),
                    ),
                ),
            ),
            RunNetwork(),
        ),
        score=(),
        results=(Complexity(), apply("number_of_index", Scenario())),
    )
    assert show_program(program) == SHOWN


def test_operations_between_their_arguments_have_the_signs_of_the_language() -> None:
    for name, sign in INFIX.items():
        assert show_program(replace(SMALL, results=(Apply(name, (A, B)),))).splitlines()[-1] == f"result a {sign} b"
    signs = "+ - * / < <= > >= == != and or xor + - * mod < <= =="
    assert list(INFIX.values()) == signs.split()
