"""Elementary functions and activations in IR: every kernel of quale.numeric becomes one function of the module."""

from collections.abc import Callable
from typing import Any

from quale.compiler.emit_arithmetic import LaneArithmetic
from quale.compiler.emit_text import NUMBER, Module, Value, Writer
from quale.numeric.functions import FUNCTIONS


def kernel_function(module: Module, name: str, kernel: Callable[..., Any], arity: int) -> str:
    """Return the module's function `name` for a kernel of `arity` numbers, adding it if it is new."""
    function = f"@{name}.{arity}"
    if function not in module.functions:
        writer = Writer(module)
        parameters = [Value(writer, f"%p{i}", NUMBER, wide=True) for i in range(arity)]
        result = kernel(LaneArithmetic(writer), *parameters)
        value = result if isinstance(result, Value) else writer.constant(result, NUMBER)
        writer.line(f"ret {writer.widen(value).typed}")
        signature = ", ".join(p.typed for p in parameters)
        module.functions[function] = writer.text(
            f"internal {writer.type(NUMBER, wide=True)} {function}({signature})", "#1"
        )
    return function


def call_function(writer: Writer, name: str, *arguments: Value) -> Value:
    """Call the language function `name`."""
    function = kernel_function(writer.module, f"call.{name}", FUNCTIONS[name].kernel, len(arguments))
    return writer.call(function, NUMBER, *arguments)
