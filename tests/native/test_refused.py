"""What cannot be a kernel is refused, each thing in words, with the line where it stands."""

import importlib.util
import linecache
import sys
from pathlib import Path

import pytest

from quale.native.kernel import function_of
from quale.native.operators import KernelError
from quale.native.translate import translate

HEAD = """
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.native.elements import move
from quale.native.kernel import kernel
from quale.native.words import add_words

NAME = "text"
WIDE = 1 << 64
LOW = -(1 << 63)


@dataclass(frozen=True)
class Herd:
    size: int
    tame: bool
    age: NDArray[np.int32]


@kernel
def nothing(a: int) -> None:
    pass


@kernel
def whole(a: int, real: NDArray[np.float64]) -> int:
    return a


@kernel
def run(a: int, b: int, x: float, t: bool, ints: NDArray[np.int64], real: NDArray[np.float64], herd: Herd) -> int:
"""

REFUSED = {
    "return 'text'": "no 'text' in kernels",
    "return NAME": "NAME is neither a local name nor a number of the module",
    "return WIDE": "18446744073709551616 does not fit 64 bits",
    "return LOW - 1": "-9223372036854775809 does not fit 64 bits",
    "return -a if t else ints": "ints is no number",
    "return herd": "herd is no number",
    "return nothing(a)": "nothing(a) is no number",
    "return herd.colour": "Herd has no colour",
    "return ints.size": "ints is no record",
    "return math.pi.real": "math is no record",
    "return math.pi": "math is no record",
    "return real.flags.owndata": "real is no record",
    "return a[0]": "only an array has elements, and only whole numbers name them",
    "return ints[x]": "only an array has elements, and only whole numbers name them",
    "return ints[t]": "only an array has elements, and only whole numbers name them",
    "return ints[0:1]": "no 0:1 in kernels",
    "return [a]": "no [a] in kernels",
    "return a if a else b": "a condition must be bool, not int",
    "return a if x < 1.0 and b else b": "a condition must be bool, not int",
    "return a if t else x": "int and float: both must be of one kind here",
    "return min(a, x)": "int and float: both must be of one kind here",
    "return min(a, b, a)": "min takes (number, number)",
    "return abs(t)": "abs takes (number)",
    "return len(a)": "len takes (array)",
    "return add_words(x, a)": "add_words takes (int, int)",
    "return whole(a, real=real)": "arguments go by position in kernels",
    "return whole(a)": "whole takes 2 arguments",
    "return whole(x, real)": "whole: a is to be",
    "return whole(a, ints)": "whole: real is to be",
    "return whole(nothing(a), real)": "whole: a is to be",
    "return str(a)": "str can be called by no kernel",
    "return math.sin(x)": "math.sin can be called by no kernel",
    "return (a + b)(a)": "a + b can be called by no kernel",
    "move(ints, 0, real, 0, a)": "float64 cannot be moved to int64",
    "return a ** b": "no Pow in kernels",
    "return x % 2.0": "no Mod of float",
    "return x & a": "no BitAnd of float",
    "return a is b": "no comparison Is in kernels",
    "return not a": "no Not of int",
    "return ~t": "no Invert of bool",
    "return -t": "no USub of bool",
    "return ~x": "no Invert of float",
    "return x": "returns float instead of int",
    "return t": "returns bool instead of int",
    "return": "wants to return int",
    "a + b\n    return a": "an expression alone does nothing",
    "a = 0.5\n    return a": "a is int and cannot become float",
    "ints = real\n    return a": "ints stands for something else already",
    "ints = 1\n    return a": "ints stands for an array already",
    "c = herd\n    return a": "only a number or an array can be given a name",
    "c = nothing(a)\n    return a": "only a number or an array can be given a name",
    "a = b = 1\n    return a": "one assignment at a time, please",
    "a, b = a, b, a\n    return a": "as many names as values, please",
    "c: int\n    return a": "a name needs a value",
    "ints[0] = x\n    return a": "float for an element of an array of int64",
    "real[0] = t\n    return a": "bool for an element of an array of float64",
    "ints[0] = real\n    return a": "only numbers can be elements",
    "herd.size = 1\n    return a": "only a number or an array can be given a name",
    "ints[whole(a, real)] += 1\n    return a": "only names, and elements whose place no call gives, can be changed",
    "for i in ints:\n        a += i\n    return a": "only `for NAME in range(…)`, without else",
    "for i in range(a):\n        b = i\n    else:\n        b = 0\n    return b": "only `for NAME in range(…)`, without",
    "while a > 0:\n        a -= 1\n    else:\n        b = 0\n    return b": "no else of a loop in kernels",
    "for i in range(x):\n        a += i\n    return a": "range takes one to three whole numbers",
    "for i in range():\n        a += i\n    return a": "range takes one to three whole numbers",
    "for i in range(1, 2, 3, 4):\n        a += i\n    return a": "range takes one to three whole numbers",
    "for i in range(0, 9, b):\n        a += i\n    return a": "the step of range must be a constant other than 0",
    "for i in range(0, 9, 0):\n        a += i\n    return a": "the step of range must be a constant other than 0",
    "while True:\n        a += 1\n    return a": "cannot be reached",
    "return a\n    return b": "cannot be reached",
    "with a:\n        return b": "no With in kernels",
    "raise a": "no Raise in kernels",
}


def translated(body: str, folder: Path) -> str:
    path = folder / "refused_kernel.py"
    path.write_text(f"{HEAD}    {body}\n", encoding="utf-8")
    linecache.clearcache()
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), vars(module))  # noqa: S102
    sys.modules[path.stem] = module  # where dataclasses look for annotations
    try:
        return translate(module.run.function, function_of)
    finally:
        del sys.modules[path.stem]


@pytest.mark.parametrize("body", REFUSED)
def test_what_is_no_kernel_is_refused(body: str, tmp_path: Path) -> None:
    with pytest.raises(KernelError) as caught:
        translated(body, tmp_path)
    said = str(caught.value)
    assert REFUSED[body] in said
    path, line, _ = said.split(":", 2)
    text = (tmp_path / "refused_kernel.py").read_text(encoding="utf-8").splitlines()
    assert path == str(tmp_path / "refused_kernel.py")
    assert len(HEAD.splitlines()) < int(line) <= len(text)


def test_a_result_that_may_be_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KernelError, match="run may end without a result"):
        translated("if t:\n        return a", tmp_path)


@pytest.mark.parametrize(
    "body",
    [
        "return 18446744073709551615",
        "return LOW",
        "return a if t else b",
        "while True:\n        a += 1\n        if a > 5:\n            break\n    return a",
        "if t:\n        return a\n    else:\n        return b",
        "for i in range(9, a, -2):\n        b += i\n    return b",
        "c: int = 3\n    return c",
        "c = ints\n    c = ints\n    return c[0]",
        "real[0] = a\n    ints[0] = t\n    return a",
        "'a text alone says something'\n    nothing(a)\n    return a",
        "return int(x) + int(t) + int(bool(a)) + int(t | (a > b))",
    ],
)
def test_what_is_a_kernel_is_none_of_it(body: str, tmp_path: Path) -> None:
    assert "define" in translated(body, tmp_path)
