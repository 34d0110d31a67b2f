"""Constant expressions: what some of its values decide is decided, and nothing else."""

from itertools import product

import pytest

from quale.language.expressions.fold import Constant, fold
from quale.model.expression import Call, Clock, Expression, IntegerPower, Number, Operation, Truth
from quale.model.kinds import ClockKind

UNKNOWN: Expression = Clock(ClockKind.TICKS)
TRUTHS: dict[Expression, Constant | None] = {Truth(value=True): True, Truth(value=False): False, UNKNOWN: None}


def operation(sign: str, *arguments: Expression) -> Expression:
    return Operation(sign, arguments, truth=True)


@pytest.mark.parametrize("sign", ["and", "or"])
def test_and_and_or_are_decided_by_every_value_that_they_may_have(sign: str) -> None:
    for arguments in product(TRUTHS, repeat=2):
        values = [[known] if (known := TRUTHS[one]) is not None else [True, False] for one in arguments]
        worth = {all(pair) if sign == "and" else any(pair) for pair in product(*values)}
        assert fold(operation(sign, *arguments)) == (worth.pop() if len(worth) == 1 else None)


def test_a_choice_is_decided_by_its_condition() -> None:
    one, two = Number(1.0), Number(2.0)
    assert fold(operation("?:", Truth(value=True), one, UNKNOWN)) == 1.0
    assert fold(operation("?:", Truth(value=False), UNKNOWN, two)) == 2.0
    assert fold(operation("?:", Truth(value=True), UNKNOWN, two)) is None
    assert fold(operation("?:", UNKNOWN, one, one)) is None


def test_nothing_else_is_worth_anything_without_all_its_values() -> None:
    for sign in ("+", "*", "<", "==", "not", "neg"):
        arguments = [UNKNOWN] if sign in {"not", "neg"} else [UNKNOWN, Number(0.0)]
        assert fold(operation(sign, *arguments)) is None
    assert fold(Call("max", (UNKNOWN, Number(1.0)))) is None
    assert fold(Call("max", (Number(3.0), Number(1.0)))) == 3.0
    assert fold(IntegerPower(UNKNOWN, 0)) is None
    assert fold(IntegerPower(Number(3.0), 2)) == 9.0
    assert fold(operation("not", Truth(value=False))) is True
    assert fold(UNKNOWN) is None
