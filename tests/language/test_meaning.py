"""What programs mean: those on file that once were random, whose Models are told by a digest, and rules for all Models.

QUALE_GOLDEN=1 writes the digests anew; `quale check --emit model` prints what differs.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.model.expression import (
    Call,
    Draw,
    Expression,
    IntegerPower,
    Local,
    Number,
    Operation,
    PropertyValue,
    Reduction,
    ResultField,
    Truth,
    Variable,
    Where,
)
from quale.model.kinds import Distribution
from quale.model.model import Model
from quale.model.show import show_model

FOLDER = Path(__file__).parents[1] / "golden/random"
EXAMPLES = Path(__file__).parents[2] / "examples"
RANDOM = sorted((path for path in FOLDER.iterdir() if path.is_dir()), key=lambda path: int(path.name))
DIGESTS = FOLDER / "models.json"
PROGRAMS = [*RANDOM, *sorted(EXAMPLES.glob("*.quale"))]
NUMBERS = {"neg", "+", "-", "*", "/", "%", "^"}
TRUTHS = {"==", "!=", "<", "<=", ">", ">=", "not", "and", "or"}


def models_of(path: Path) -> tuple[Model, ...]:
    return load(path, DOMAINS).project.models


def written(value: object) -> str:
    """Return a record with all that is in it, but for fields that are what they are by default."""
    if is_dataclass(value) and not isinstance(value, type):
        given = ((field, getattr(value, field.name)) for field in fields(value))
        named = (
            f"{field.name}={written(own)}" for field, own in given if own is not field.default and own != field.default
        )
        return f"{type(value).__name__}({', '.join(named)})"
    if isinstance(value, tuple):
        return f"({', '.join(map(written, value))})"
    return repr(value)


@pytest.mark.parametrize("path", RANDOM, ids=lambda path: path.name)
def test_a_program_means_what_it_meant(path: Path) -> None:
    (model,) = models_of(path)
    digests = json.loads(DIGESTS.read_text()) if DIGESTS.exists() else {}
    found = hashlib.sha256(f"{show_model(model)}\n{written(model)}".encode()).hexdigest()
    if os.environ.get("QUALE_GOLDEN"):
        digests[path.name] = found
        DIGESTS.write_text(json.dumps(digests, indent=1) + "\n")
    assert digests[path.name] == found


def parts(value: object) -> Iterator[object]:
    """Yield all records in a record."""
    if is_dataclass(value) and not isinstance(value, type):
        yield value
        for field in fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from parts(item)


def is_truth(value: Expression) -> bool | None:
    """Return whether a value is true or false, None where its record does not say."""
    match value:
        case Operation() | Local() | Variable() | PropertyValue() | ResultField():
            return value.truth
        case Truth():
            return True
        case Number() | IntegerPower() | Call():
            return False
        case Draw():
            return value.distribution is Distribution.CHANCE
        case Where():
            return is_truth(value.value)
        case _:
            return None


def of_kind(values: tuple[Expression, ...], truth: bool) -> bool:
    return all(is_truth(value) in {truth, None} for value in values)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_every_value_is_a_number_or_a_truth_as_its_operator_says(path: Path) -> None:
    found = [part for model in models_of(path) for part in parts(model)]
    operations = [part for part in found if isinstance(part, Operation)]
    for one in operations:
        sign, truth = one.operator, one.truth
        if sign in NUMBERS:
            assert truth is False
            assert of_kind(one.arguments, truth=False)
        elif sign in TRUTHS:
            assert truth is True
            if sign in {"not", "and", "or"}:
                assert of_kind(one.arguments, truth=True)
            else:
                assert of_kind(one.arguments, truth=False) or sign in {"==", "!="}
                assert of_kind(one.arguments, truth=bool(is_truth(one.arguments[0]))) or None in map(
                    is_truth, one.arguments
                )
        elif sign == "?:":
            assert of_kind(one.arguments[:1], truth=True)
            assert of_kind(one.arguments[1:], truth=truth)
        else:
            assert (sign, truth) == ("truth_to_number", False)
            assert of_kind(one.arguments, truth=True)
    for part in found:
        if isinstance(part, Call | Draw):
            assert of_kind(part.arguments, truth=False)


def test_random_programs_have_all_there_is() -> None:
    """Every operator, and every kind of value that is not about other domains, stands in one of them."""
    found = [part for path in RANDOM for model in models_of(path) for part in parts(model)]
    assert {part.operator for part in found if isinstance(part, Operation)} >= NUMBERS | TRUTHS | {"?:"}
    kinds = {type(part) for part in found}
    assert {Call, Draw, IntegerPower, Local, PropertyValue, Reduction, ResultField, Variable, Where} <= kinds
