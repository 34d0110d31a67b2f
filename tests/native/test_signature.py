"""Annotations of kernels: every way in which Python and NumPy write an array's type means the same."""

import typing
from dataclasses import dataclass
from types import FunctionType
from typing import Any, TypeVar, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.native.entry import arrays_of, numbers_of
from quale.native.signature import (
    BOOL,
    ELEMENTS,
    FLOAT,
    INT,
    Array,
    Record,
    Signature,
    leaves,
    records_in,
    signature_of,
    words,
)

Kind, Other = TypeVar("Kind", bound=np.generic), TypeVar("Other")
NAMED = vars(typing).get("TypeAliasType")
"""What a `type` statement makes, in a Python that has them."""
ARRAY, DTYPE = cast("Any", np.ndarray), cast("Any", np.dtype)


def annotated(hint: Any) -> FunctionType:
    def function(x: Any) -> float:
        return float(x[0])

    function.__annotations__ = {"x": hint, "return": float}
    return cast("FunctionType", function)


def spellings() -> list[Any]:
    plain = ARRAY[Any, DTYPE[np.int32]]
    found: list[Any] = [plain, NDArray[np.int32]]
    if NAMED is not None:
        name = NAMED("Counts", plain)
        array = NAMED("Kinds", ARRAY[Any, DTYPE[Kind]], type_params=(Kind,))
        second = NAMED("Second", ARRAY[Other, DTYPE[Kind]], type_params=(Kind, Other))
        found += [name, array[np.int32], NAMED("Twice", name), NAMED("Inner", array[np.int32]), second[np.int32, Any]]
    return found


@pytest.mark.parametrize("hint", spellings(), ids=str)
def test_an_arrays_type_is_understood_however_it_is_written(hint: Any) -> None:
    signature = signature_of(annotated(hint))
    assert signature.parameters == (("x", Array(ELEMENTS[np.int32])),)
    assert signature.result == FLOAT


@pytest.mark.parametrize("element", sorted(ELEMENTS, key=str), ids=str)
def test_every_element_that_there_is_can_be_named(element: Any) -> None:
    assert signature_of(annotated(NDArray[element])).parameters == (("x", Array(ELEMENTS[element])),)


@pytest.mark.parametrize("hint", [NDArray[np.float32], NDArray[Any], list[int], str, dict[str, int]])
def test_what_no_kernel_can_be_given_is_refused(hint: Any) -> None:
    with pytest.raises(TypeError, match="nothing that a kernel can be given"):
        signature_of(annotated(hint))


def test_a_parameter_or_a_result_without_annotation_is_named() -> None:
    def one(a, b: int): ...  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202

    def two(a: int) -> list[int]:
        return [a]

    with pytest.raises(TypeError, match=r"kernel .*one: no annotation for a, return$"):
        signature_of(cast("FunctionType", one))
    with pytest.raises(TypeError, match=r"kernel .*two: list\[int\] is nothing that a kernel can be given"):
        signature_of(cast("FunctionType", two))


@dataclass(frozen=True)
class Inner:
    """A record in a record."""

    part: NDArray[np.int16]
    flag: bool


@dataclass(frozen=True)
class Outer:
    """A record."""

    size: int
    inner: Inner
    whole: NDArray[np.float64]


@dataclass(frozen=True)
class Odd:
    """A record that no kernel can be given."""

    name: str


def test_records_are_what_their_fields_say_those_inside_too() -> None:
    def function(outer: Outer, x: float) -> None: ...

    signature = signature_of(cast("FunctionType", function))
    inner = Record(Inner, (("part", Array(ELEMENTS[np.int16])), ("flag", BOOL)))
    outer = Record(Outer, (("size", INT), ("inner", inner), ("whole", Array(ELEMENTS[np.float64]))))
    assert signature == Signature((("outer", outer), ("x", FLOAT)), None)
    assert [words(kind) for kind in (INT, Array(ELEMENTS[np.int16]), inner, outer)] == [1, 2, 3, 6]
    named = [name for name, _ in leaves(outer)]
    assert named == ["size", "inner.part", "inner.flag", "whole"]
    assert records_in(outer) == (("inner", Inner),)
    assert (arrays_of(outer), numbers_of(outer)) == (["inner.part", "whole"], ["size", "inner.flag"])

    def odd(record: Odd) -> None: ...

    def gives(x: int) -> Inner:
        return Inner(np.full(1, x, np.int16), flag=True)

    with pytest.raises(TypeError, match=r"odd, Odd: <class 'str'> is nothing that a kernel can be given"):
        signature_of(cast("FunctionType", odd))
    with pytest.raises(TypeError, match=r"gives returns .*Inner'>; int, float, bool or None can be"):
        signature_of(cast("FunctionType", gives))


def test_elements_are_as_llvm_and_numpy_have_them() -> None:
    for scalar, element in ELEMENTS.items():
        dtype = np.dtype(scalar)
        assert element.dtype == dtype.name
        assert element.stored == ("double" if dtype.kind == "f" else f"i{8 * dtype.itemsize}")
        assert element.read == {"f": FLOAT, "b": BOOL}.get(dtype.kind, INT)
        assert element.signed == (dtype.kind in "fi")
