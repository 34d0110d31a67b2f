"""Annotations of kernels: every way in which Python and NumPy write an array's type means the same."""

import typing
from types import FunctionType
from typing import Any, TypeVar, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.native.signature import ELEMENTS, FLOAT, Array, signature_of

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
