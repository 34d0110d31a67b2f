"""Elementary functions and activations in IR: every kernel of quale.numeric becomes one function of the module."""

from collections.abc import Callable
from typing import Any

from quale.compiler.emit.arithmetic import LaneArithmetic
from quale.compiler.emit.ir_text import NUMBER, Module, Value, Writer
from quale.numeric.functions import FUNCTIONS

LONG = 30
"""Lines of a kernel from which on it stays a function: copies of it in many places cost more time than calls do."""

FEW = 64
"""Calls of elementary functions up to which a program has copies all the same: a chain of operations overlaps with its
neighbours only where it is not a function of its own, and sin and cos of one angle share their first half."""


def formula_function(module: Module, formula: Callable[..., Any], arity: int) -> str:
    """Return the module's function for a kernel of `arity` numbers, adding it if it is new."""
    function = f"@{formula.__module__}.{formula.__qualname__}.{arity}"
    if function not in module.functions:
        writer = Writer(module)
        parameters = [Value(writer, f"%p{i}", NUMBER, wide=True) for i in range(arity)]
        result = formula(LaneArithmetic(writer), *parameters)
        value = result if isinstance(result, Value) else writer.constant(result, NUMBER)
        writer.line(f"ret {writer.widen(value).typed}")
        signature = ", ".join(p.typed for p in parameters)
        attributes = "#1" if module.inline or len(writer.lines) < LONG else "#3"
        module.functions[function] = writer.text(
            f"internal {writer.type(NUMBER, wide=True)} {function}({signature})", attributes
        )
    return function


def call_function(writer: Writer, name: str, *arguments: Value) -> Value:
    """Call the language function `name`."""
    function = formula_function(writer.module, FUNCTIONS[name].formula, len(arguments))
    return writer.call(function, NUMBER, *arguments)
