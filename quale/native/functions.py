"""What kernels may call beside kernels: a register from Python function to LLVM."""

import math
from collections.abc import Callable
from typing import Any

from quale.native import elements, words
from quale.native.operators import KernelError, extreme, to_bool, to_float, to_int
from quale.native.signature import BOOL, FLOAT, INT
from quale.native.writer import Cells, Value, Writer

SIZES = {"double": 8, "i64": 8, "i32": 4, "i16": 2, "i8": 1}

DECLARATIONS = """
declare double @llvm.sqrt.f64(double)
declare double @llvm.floor.f64(double)
declare double @llvm.fabs.f64(double)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare i64 @mode.enter()
declare void @mode.leave(i64)
"""


def _sqrt(writer: Writer, x: Value) -> Value:
    return Value(FLOAT, writer.result(f"call double @llvm.sqrt.f64(double {to_float(writer, x).text})"))


def _floor(writer: Writer, x: Value) -> Value:
    down = Value(FLOAT, writer.result(f"call double @llvm.floor.f64(double {to_float(writer, x).text})"))
    return to_int(writer, down)


def _absolute(writer: Writer, x: Value) -> Value:
    if x.kind is FLOAT:
        return Value(FLOAT, writer.result(f"call double @llvm.fabs.f64(double {x.text})"))
    minus = writer.result(f"sub i64 0, {x.text}")
    below = writer.result(f"icmp slt i64 {x.text}, 0")
    return Value(INT, writer.result(f"select i1 {below}, i64 {minus}, i64 {x.text}"))


def _length(_writer: Writer, array: Cells) -> Value:
    return Value(INT, array.length)


def _add(writer: Writer, a: Value, b: Value) -> Value:
    return Value(INT, writer.result(f"add i64 {a.text}, {b.text}"))


def _low(writer: Writer, a: Value, b: Value) -> Value:
    return Value(INT, writer.result(f"trunc i128 {_product(writer, a, b)} to i64"))


def _high(writer: Writer, a: Value, b: Value) -> Value:
    return Value(INT, writer.result(f"trunc i128 {writer.result(f'lshr i128 {_product(writer, a, b)}, 64')} to i64"))


def _product(writer: Writer, a: Value, b: Value) -> str:
    """Return the whole product: where both words are wanted, one instruction gives them."""
    wide = [writer.result(f"zext i64 {value.text} to i128") for value in (a, b)]
    return writer.result(f"mul i128 {wide[0]}, {wide[1]}")


def _right(writer: Writer, word: Value, places: Value) -> Value:
    return Value(INT, writer.result(f"lshr i64 {word.text}, {places.text}"))


def _bits(writer: Writer, x: Value) -> Value:
    return Value(INT, writer.result(f"bitcast double {to_float(writer, x).text} to i64"))


def _number(writer: Writer, word: Value) -> Value:
    return Value(FLOAT, writer.result(f"bitcast i64 {word.text} to double"))


def _move(writer: Writer, target: Cells, at: Value, source: Cells, *run: Value) -> None:
    element, (first, count) = target.array.element, run
    if source.array.element is not element:
        raise KernelError(f"{source.array.element.dtype} cannot be moved to {element.dtype}")
    there = writer.result(f"getelementptr inbounds {element.stored}, ptr {target.address}, i64 {at.text}")
    here = writer.result(f"getelementptr inbounds {element.stored}, ptr {source.address}, i64 {first.text}")
    size = writer.result(f"mul i64 {count.text}, {SIZES[element.stored]}")
    writer.line(f"call void @llvm.memmove.p0.p0.i64(ptr {there}, ptr {here}, i64 {size}, i1 false)")


FUNCTIONS: dict[Any, tuple[tuple[str, ...], Callable[..., Value | None]]] = {
    abs: (("number",), _absolute),
    min: (("number", "number"), lambda writer, a, b: extreme(writer, "lt", a, b)),
    max: (("number", "number"), lambda writer, a, b: extreme(writer, "gt", a, b)),
    int: (("any",), to_int),
    float: (("any",), to_float),
    bool: (("any",), to_bool),
    len: (("array",), _length),
    math.sqrt: (("number",), _sqrt),
    math.floor: (("number",), _floor),
    words.add_words: (("int", "int"), _add),
    words.multiply_low: (("int", "int"), _low),
    words.multiply_high: (("int", "int"), _high),
    words.shift_right: (("int", "int"), _right),
    words.bits_of: (("number",), _bits),
    words.number_of: (("int",), _number),
    elements.move: (("array", "int", "array", "int", "int"), _move),
}
"""Each with what its arguments must be: "any" scalar, a "number" (no bool), an "int", an "array"."""


def call(writer: Writer, function: Any, arguments: list[Any]) -> Value | None:
    """Write a call of a registered function; None where it gives nothing back.

    Raises:
        KernelError: The arguments do not suit it.
    """
    wanted, emit = FUNCTIONS[function]
    if len(arguments) != len(wanted) or not all(map(_suits, arguments, wanted)):
        raise KernelError(f"{function.__name__} takes ({', '.join(wanted)})")
    return emit(writer, *arguments)


def _suits(argument: Any, wanted: str) -> bool:
    if wanted == "array":
        return isinstance(argument, Cells)
    if not isinstance(argument, Value):
        return False
    return wanted == "any" or (argument.kind is not BOOL and (wanted == "number" or argument.kind is INT))
