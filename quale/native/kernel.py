"""Kernels: functions in a typed part of Python. They run as machine code, and as checked Python, to the same bits.

What a kernel may be made of is told in `quale.native.translate`, which refuses anything else.
"""

import functools
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from types import FunctionType, SimpleNamespace
from typing import Any, Generic, ParamSpec, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from quale.native.load import load

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Kernel(Generic[Parameters, Result]):
    """A function that is compiled when it is first called; its code is kept on disk between runs.

    Arrays must have the element type that the annotation says and lie contiguous; records are dataclasses of arrays
    and plain numbers. Machine code does not look at the ends of arrays: `interpret` does, so tests use it.
    """

    def __init__(self, function: Callable[Parameters, Result]) -> None:
        functools.update_wrapper(self, function)
        self.function = cast("FunctionType", function)
        self._native: Callable[..., Any] | None = None

    def __call__(self, *arguments: Parameters.args, **named: Parameters.kwargs) -> Result:
        """Run the machine code.

        Raises:
            TypeError: An argument is not what the annotation says.
        """
        if named:
            raise TypeError(f"{self.function.__name__} is a kernel: its arguments have no names in calls")
        if self._native is None:
            self._native = load(self.function, function_of)
        return cast("Result", self._native(*arguments))

    def interpret(self, *arguments: Parameters.args, **_: Parameters.kwargs) -> Result:
        """Run the function as Python; every index is checked.

        Raises:
            IndexError: An index is negative or beyond the end.
            OverflowError: A value does not fit its array.
        """
        return cast("Result", _as_python(self.function, {})(*map(_checked, arguments)))


def kernel(function: Callable[Parameters, Result]) -> Kernel[Parameters, Result]:
    """Make a kernel of a function; for use as a decorator."""
    return Kernel(function)


def function_of(value: Any) -> FunctionType | None:
    """Return the function of a kernel, None for anything else."""
    return value.function if isinstance(value, Kernel) else None


class CheckedArray:
    """An array whose elements are plain Python numbers and whose indices are checked."""

    def __init__(self, array: NDArray[Any]) -> None:
        self._array = array

    def __len__(self) -> int:
        return len(self._array)

    def __getitem__(self, index: int) -> Any:
        self._check(index)
        return self._array[index].item()

    def __setitem__(self, index: int, value: Any) -> None:
        self._check(index)
        if self._array.dtype.kind in "iu" and not isinstance(value, int):
            raise TypeError(f"{value!r} for an array of whole numbers")
        self._array[index] = value

    def _check(self, index: int) -> None:
        if not isinstance(index, int) or not 0 <= index < len(self._array):
            raise IndexError(f"index {index!r} of an array of {len(self._array)}")


def _checked(argument: Any) -> Any:
    """Return an argument as the interpreted function gets it."""
    if isinstance(argument, np.ndarray):
        return CheckedArray(argument)
    if is_dataclass(argument):
        return SimpleNamespace(**{field.name: _checked(getattr(argument, field.name)) for field in fields(argument)})
    return argument


def _as_python(function: FunctionType, done: dict[str, FunctionType]) -> FunctionType:
    """Return the function with all kernels that it calls as Python, too."""
    name = f"{function.__module__}.{function.__qualname__}"
    if name not in done:
        scope: dict[str, Any] = dict(function.__globals__)
        done[name] = FunctionType(function.__code__, scope, function.__name__, function.__defaults__)
        scope |= {
            key: _as_python(value.function, done)
            for key, value in function.__globals__.items()
            if isinstance(value, Kernel)
        }
    return done[name]
