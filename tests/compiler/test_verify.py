from dataclasses import replace

import pytest

from quale.compiler.program.program import (
    Apply,
    Beat,
    Branch,
    Complexity,
    Constant,
    Define,
    Get,
    Lookup,
    Mark,
    Piece,
    Program,
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
from quale.compiler.program.verify import InternalError, verify
from quale.diagnostics import QualeError
from tests.compiler.least_program import INDEX, NUMBER, SMALL, TRUTH, index, number, truth, with_tick

YES = truth(value=True)
I = Variable("i")  # noqa: E741

RIGHT = {
    "the smallest program": SMALL,
    "a name in the rest of its block and inside": with_tick(
        Define("x", number(1)), Branch(YES, (Set("state", Variable("x")),)), Set("state", Variable("x"))
    ),
    "a counter as an index": with_tick(Repeat("i", 0, 4, (Set("line", Get("line", I), I),))),
    "a counter moved by a constant": with_tick(
        Repeat("i", 0, 3, (Set("line", Lookup("rows", I), Apply("iadd", (index(1), I))),))
    ),
    "counting down": with_tick(
        Repeat(
            "i",
            0,
            4,
            (Define("j", Apply("isub", (index(3), I))), Set("line", number(0), Variable("j"))),
        )
    ),
    "an index known only when the program runs": with_tick(Set("line", number(1), Get("count"))),
    "a result that the score defines": replace(
        SMALL, score=(Define("s", Complexity()),), results=(Variable("s"), number(1))
    ),
    "a function with the right number of values": with_tick(
        Set("state", Apply("call:clamp", (number(1), number(0), number(2))))
    ),
    "as many labels as elements, and one for a scalar": replace(
        SMALL, slots=(*SMALL.slots, Slot("s", NUMBER, 2, labels=("a", "b")), Slot("t", NUMBER, labels=("a",)))
    ),
    "a loop that never goes round": with_tick(Repeat("i", 2, 2, ()), While(YES, 0, ())),
    "names of a piece, and time that is counted": with_tick(
        Piece((Define("x", number(1)),)), Mark("act"), Set("state", number(1))
    ),
    "names that come again into sight, part by part": replace(
        SMALL, setup=(Define("x", number(1)),), score=(Define("y", number(1)), Set("state", Variable("y")))
    ),
    "more room than there are inputs": replace(SMALL, inputs=1),
    "no inputs": replace(SMALL, inputs=0),
    "the last element": with_tick(Set("line", Lookup("rows", index(2)), index(3))),
    "a number that a name stands for as an index": with_tick(
        Define("j", index(3)), Set("line", number(1), Variable("j"))
    ),
    "two offsets": with_tick(
        Repeat("i", 0, 2, (Set("line", number(1), Apply("iadd", (index(1), Apply("iadd", (index(1), I))))),))
    ),
    "an offset from what is not known": with_tick(
        Set("line", number(1), Apply("iadd", (index(9), Get("count")))),
        Set("line", number(1), Apply("isub", (index(9), Get("count")))),
        Set("line", number(1), Apply("imul", (index(9), index(9)))),
    ),
    "the tick in setup, the scenario everywhere": replace(
        SMALL, setup=(Set("count", Tick()),), score=(Set("count", Scenario()),)
    ),
}

WRONG = {
    "slot s has -1 elements and 0 labels": replace(SMALL, slots=(*SMALL.slots, Slot("s", NUMBER, -1))),
    "slot s has 0 elements and 2 labels": replace(SMALL, slots=(*SMALL.slots, Slot("s", NUMBER, labels=("a", "b")))),
    "inputs must be an array of 2 numbers": replace(SMALL, slots=(Slot("inputs", TRUTH, 2), *SMALL.slots[1:])),
    "inputs must be an array of 0 numbers": replace(SMALL, inputs=0, slots=(Slot("inputs", NUMBER), *SMALL.slots[1:])),
    "outputs must be an array of 2 numbers": replace(SMALL, outputs=2),
    "over must be a truth": replace(SMALL, slots=(*SMALL.slots[:2], Slot("over", TRUTH, 1), *SMALL.slots[3:])),
    "Small: over must be a truth value": replace(
        SMALL, slots=(*SMALL.slots[:2], Slot("over", NUMBER), *SMALL.slots[3:])
    ),
    "tick: time is counted at the top level": with_tick(Branch(YES, (Mark("act"),))),
    "tick: the brain runs at the top level": with_tick(Repeat("i", 0, 1, (RunNetwork(),))),
    "setup: time is counted at the top level": replace(SMALL, setup=(Mark("act"),)),
    "score: the brain runs at the top level": replace(SMALL, score=(RunNetwork(),)),
    "score: x is used but not defined": replace(
        with_tick(Define("x", number(1))), score=(Set("state", Variable("x")),)
    ),
    "tick: x is used but not defined": replace(with_tick(Set("state", Variable("x"))), setup=(Define("x", number(1)),)),
    "z is used but not defined": with_tick(Branch(YES, (), (Define("z", number(1)),)), Set("state", Variable("z"))),
    "w is used but not defined": with_tick(While(YES, 1, (Define("w", number(1)),)), Set("state", Variable("w"))),
    "i counts from -1 to 1": with_tick(Repeat("i", -1, 1, ())),
    "index -1 … -1 into slot line of 4": with_tick(Set("line", number(1), index(-1))),
    "index 4 … 4 into slot line": with_tick(Define("j", index(4)), Set("line", number(1), Variable("j"))),
    "index 1 … 4 into slot line": with_tick(Repeat("i", 0, 4, (Set("line", number(0), Apply("isub", (index(4), I))),))),
    "index 2 … 4 into slot line": with_tick(
        Repeat("i", 0, 3, (Set("line", number(1), Apply("iadd", (index(1), Apply("iadd", (index(1), I))))),))
    ),
    "the index into table rows must be a index, not a number": with_tick(Set("state", Lookup("rows", number(1)))),
    "argument 0 of call:sin must be a number, not a index": with_tick(Set("state", Apply("call:sin", (index(1),)))),
    "setup: the complexity belongs to the score": replace(SMALL, setup=(Set("state", Complexity()),)),
    "Small: two slots are called over; two slots are called state; the brain runs 0 times a tick": replace(
        SMALL, slots=(*SMALL.slots, *SMALL.slots[2:4]), tick=()
    ),
    "x is read in another piece and not in the frame": with_tick(
        Piece((Define("x", number(1)),)), Set("state", Variable("x"))
    ),
    "two slots are called state": replace(SMALL, slots=(*SMALL.slots, Slot("state", NUMBER))),
    "two tables are called rows": replace(SMALL, tables=(*SMALL.tables, Table("rows", (1.0,)))),
    "has 1 elements and 2 labels": replace(SMALL, slots=(*SMALL.slots, Slot("s", NUMBER, 1, labels=("a", "b")))),
    "inputs must be an array of 3 numbers": replace(SMALL, inputs=3),
    "outputs must be an array": replace(SMALL, slots=tuple(s for s in SMALL.slots if s.name != "outputs")),
    "over must be a truth value": replace(SMALL, slots=tuple(s for s in SMALL.slots if s.name != "over")),
    "the brain runs 0 times": replace(SMALL, tick=()),
    "the brain runs 2 times": with_tick(RunNetwork()),
    "top level of the tick": with_tick(Branch(YES, (RunNetwork(),))),
    "there is no slot nothing": with_tick(Set("nothing", number(1))),
    "there is no table nothing": with_tick(Set("state", Lookup("nothing", index(0)))),
    "there is no operation plus": with_tick(Set("state", Apply("plus", (number(1), number(2))))),
    "call:clamp with 2 values": with_tick(Set("state", Apply("call:clamp", (number(1), number(2))))),
    "call:nothing with 0 values": with_tick(Set("state", Apply("call:nothing", ()))),
    "add takes 2 values, not 1": with_tick(Set("state", Apply("add", (number(1),)))),
    "argument 1 of add must be a number, not a truth": with_tick(Set("state", Apply("add", (number(1), YES)))),
    "what is stored in flag must be a truth": with_tick(Set("flag", number(1))),
    "a condition must be a truth": with_tick(Branch(number(1), ())),
    "x is used but not defined": with_tick(Set("state", Variable("x"))),
    "y is used but not defined": with_tick(Branch(YES, (Define("y", number(1)),)), Set("state", Variable("y"))),
    "i is used but not defined": with_tick(Repeat("i", 0, 1, ()), Set("count", I)),
    "x is defined twice": with_tick(
        Branch(YES, (Define("x", number(1)),), (Define("x", number(2)),)),
    ),
    "i is defined twice": with_tick(Repeat("i", 0, 1, ()), Repeat("i", 0, 1, ())),
    "an index is due exactly for arrays": with_tick(Set("line", number(1))),
    "state has 0 elements": with_tick(Set("state", number(1), index(0))),
    "index 4 … 4 into slot line of 4": with_tick(Set("line", number(1), index(4))),
    "index 3 … 3 into table rows of 3": with_tick(Set("state", Lookup("rows", index(3)))),
    "index 0 … 4 into slot line of 4": with_tick(Repeat("i", 0, 5, (Set("line", number(0), I),))),
    "index 1 … 4 into slot line of 4": with_tick(
        Repeat("i", 0, 4, (Set("line", number(0), Apply("iadd", (index(1), I))),))
    ),
    "index -1 … 2 into slot line of 4": with_tick(
        Repeat("i", 0, 4, (Set("line", number(0), Apply("isub", (index(2), I))),))
    ),
    "the index into slot line must be a index": with_tick(Set("line", number(1), number(1))),
    "i counts from 2 to 1": with_tick(Repeat("i", 2, 1, ())),
    "at most -1 times": with_tick(While(YES, -1, ())),
    "the score has no tick": replace(SMALL, score=(Set("count", Tick()),)),
    "beats belong to the tick": replace(SMALL, score=(Set("count", Beat()),)),
    "the complexity belongs to the score": with_tick(Set("state", Complexity())),
    "a result must be a number": replace(SMALL, results=(Scenario(),)),
    "constant 1 is no number": with_tick(Set("state", Constant(1, NUMBER))),
    "constant True is no index": with_tick(Set("count", Constant(value=True, kind=INDEX))),
    "constant 0.0 is no truth": with_tick(Set("flag", Constant(0.0, TRUTH))),
}


@pytest.mark.parametrize("program", RIGHT.values(), ids=RIGHT.keys())
def test_a_sound_program_passes(program: Program) -> None:
    verify(program)


@pytest.mark.parametrize(("fault", "program"), WRONG.items(), ids=WRONG.keys())
def test_a_program_that_breaks_a_promise_is_refused(fault: str, program: Program) -> None:
    with pytest.raises(InternalError) as error:
        verify(program)
    assert fault in str(error.value)
    assert str(error.value).startswith("Small: ")


def test_a_violation_is_our_fault_and_no_error_of_the_user() -> None:
    assert not issubclass(InternalError, QualeError)
