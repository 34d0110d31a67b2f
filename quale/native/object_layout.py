"""Where CPython and NumPy keep what machine code reads of an array, all in one place.

Asking NumPy for an address takes a microsecond an array, longer than many a kernel runs. So machine code is handed the
array's object and reads two of its fields, which lie where every extension module is compiled to find them
(`PyArrayObject_fields` in NumPy's `ndarraytypes.h`, behind CPython's `PyObject`, whose size Python itself tells):

    PyObject           header
    char *data         address of the elements    ← ARRAY_DATA
    int nd             number of dimensions
    npy_intp *shape    address of the lengths     ← ARRAY_SHAPE
    npy_intp *strides  address of the strides, behind the lengths in the same piece of memory
    PyObject *base     owner of the elements

That this is so is looked at once a process, before any machine code runs: `check` reads only what lies inside an
array's own object until its fields have told, all together, what NumPy says of arrays of several shapes.
"""

import ctypes
import sys
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import EvaluationError

WORD = 8
"""Bytes of an address, and of a length."""

HEADER = object.__basicsize__
"""Bytes of a PyObject: 16, or 32 in a Python without the global interpreter lock."""

_DATA, _DIMENSIONS, _SHAPE, _STRIDES, _BASE = range(0, 5 * WORD, WORD)
"""Offsets of an array's own fields, behind the header."""

ARRAY_DATA, ARRAY_SHAPE = HEADER + _DATA, HEADER + _SHAPE
"""Offsets in an array's object, for machine code."""

object_address = id
"""Return the address of an object: what `id` is in CPython, and nowhere else."""


def data_address(array: NDArray[Any]) -> int:
    """Return the address of an array's elements."""
    return _word(object_address(array) + ARRAY_DATA)


@cache
def check() -> None:
    """See to it that machine code finds an array's elements and lengths where it looks for them.

    Raises:
        EvaluationError: This Python or this NumPy keeps them elsewhere.
    """
    found = differences(HEADER)
    if found:
        raise EvaluationError(
            f"native code cannot read the arrays of NumPy {np.__version__} under {sys.implementation.name} "
            f"{'.'.join(map(str, sys.version_info[:3]))}: {found}. Quale runs on CPython with 64 bits; where this is "
            "one, try another version of NumPy, and report the two"
        )


def differences(header: int) -> str:
    """Return what is not as described above behind a header of so many bytes, in words; nothing where all is."""
    if sys.implementation.name != "cpython":
        return "an object's `id` is its address in CPython alone"
    if ctypes.sizeof(ctypes.c_void_p) != WORD:
        return f"an address takes {ctypes.sizeof(ctypes.c_void_p)} bytes, not {WORD}"
    if np.ndarray.__basicsize__ < header + _BASE + WORD:
        return f"an array's object takes {np.ndarray.__basicsize__} bytes, fewer than its fields"
    whole = np.arange(60, dtype=np.int32)
    for array in (whole[3:50], whole[::7], whole.reshape(5, 12)[1:], whole.reshape(3, 4, 5)[:, 1:3]):
        fields = object_address(array) + header
        shape, rank = _word(fields + _SHAPE), array.ndim
        looked_at = {
            "elements": (_word(fields + _DATA), array.ctypes.data),
            "number of dimensions": (_word(fields + _DIMENSIONS) & 0xFFFFFFFF, rank),
            "strides": (_word(fields + _STRIDES), shape + rank * WORD),
            "owner": (_word(fields + _BASE), object_address(array.base)),
        }
        missed = [name for name, (found, wanted) in looked_at.items() if found != wanted]
        # the address of the lengths is followed only where all else is as it should be
        if missed or [_word(shape + i * WORD) for i in range(2 * rank)] != [*array.shape, *array.strides]:
            return f"an array's {', '.join(missed) or 'lengths'} cannot be found"
    return ""


def _word(address: int) -> int:
    return ctypes.c_int64.from_address(address).value
