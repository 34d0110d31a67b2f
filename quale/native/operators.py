"""Operators on plain numbers as LLVM instructions, with Python's meaning."""

import ast

from quale.native.signature import BOOL, FLOAT, INT, Scalar
from quale.native.words import bits_of
from quale.native.writer import Value, Writer


class KernelError(TypeError):
    """A function holds something that a kernel cannot be made of."""


WORD = 1 << 64

_INTEGER = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.LShift: "shl", ast.RShift: "ashr"}
_BITS = {ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor"}
_FLOAT = {ast.Add: "fadd", ast.Sub: "fsub", ast.Mult: "fmul", ast.Div: "fdiv"}
_ORDER = {ast.Lt: "slt", ast.LtE: "sle", ast.Gt: "sgt", ast.GtE: "sge", ast.Eq: "eq", ast.NotEq: "ne"}
_FLOAT_ORDER = {ast.Lt: "olt", ast.LtE: "ole", ast.Gt: "ogt", ast.GtE: "oge", ast.Eq: "oeq", ast.NotEq: "une"}


def constant(value: float | bool) -> Value:
    """Return a Python number as a value; whole numbers from 2^63 on are words, whose highest bit is set."""
    if isinstance(value, bool):
        return Value(BOOL, "true" if value else "false", value)
    if isinstance(value, int):
        if not -(WORD >> 1) <= value < WORD:
            raise KernelError(f"{value} does not fit 64 bits")
        return Value(INT, str(value - WORD if value >= WORD >> 1 else value), value)
    return Value(FLOAT, f"0x{bits_of(value):016X}", value)


def to_float(writer: Writer, value: Value) -> Value:
    """Return a whole number as a float."""
    if value.kind is FLOAT:
        return value
    if value.constant is not None:
        return constant(float(value.constant))
    whole = to_int(writer, value)
    return Value(FLOAT, writer.result(f"sitofp i64 {whole.text} to double"))


def to_int(writer: Writer, value: Value) -> Value:
    """Return a number as a whole one: a float towards 0."""
    if value.kind is INT:
        return value
    if value.constant is not None:
        return constant(int(value.constant))
    if value.kind is BOOL:
        return Value(INT, writer.result(f"zext i1 {value.text} to i64"))
    return Value(INT, writer.result(f"fptosi double {value.text} to i64"))


def to_bool(writer: Writer, value: Value) -> Value:
    """Return whether a number is not 0."""
    if value.kind is BOOL:
        return value
    zero = "0" if value.kind is INT else "0.0"
    compare = "icmp ne i64" if value.kind is INT else "fcmp une double"
    return Value(BOOL, writer.result(f"{compare} {value.text}, {zero}"))


def binary(writer: Writer, operator: ast.operator, left: Value, right: Value) -> Value:
    """Return what a binary operator makes of two numbers.

    Raises:
        KernelError: There is no such operator for numbers of these kinds.
    """
    kind = type(operator)
    if kind in _BITS and left.kind is BOOL and right.kind is BOOL:
        return Value(BOOL, writer.result(f"{_BITS[kind]} i1 {left.text}, {right.text}"))
    if kind is ast.Div or FLOAT in (left.kind, right.kind):
        if kind not in _FLOAT:
            raise KernelError(f"no {kind.__name__} of float")
        first, second = to_float(writer, left), to_float(writer, right)
        return Value(FLOAT, writer.result(f"{_FLOAT[kind]} double {first.text}, {second.text}"))
    first, second = to_int(writer, left), to_int(writer, right)
    if kind in _INTEGER or kind in _BITS:
        return Value(INT, writer.result(f"{(_INTEGER | _BITS)[kind]} i64 {first.text}, {second.text}"))
    if kind in {ast.FloorDiv, ast.Mod}:
        return _floored(writer, first, second, quotient=kind is ast.FloorDiv)
    raise KernelError(f"no {kind.__name__} in kernels")


def _floored(writer: Writer, left: Value, right: Value, *, quotient: bool) -> Value:
    """Return quotient or remainder of a division that rounds down, as Python's does."""
    rest = writer.result(f"srem i64 {left.text}, {right.text}")
    signs = writer.result(f"xor i64 {rest}, {right.text}")
    apart = writer.result(f"icmp slt i64 {signs}, 0")
    some = writer.result(f"icmp ne i64 {rest}, 0")
    off = writer.result(f"and i1 {apart}, {some}")
    if quotient:
        towards_zero = writer.result(f"sdiv i64 {left.text}, {right.text}")
        less = writer.result(f"sext i1 {off} to i64")
        return Value(INT, writer.result(f"add i64 {towards_zero}, {less}"))
    more = writer.result(f"select i1 {off}, i64 {right.text}, i64 0")
    return Value(INT, writer.result(f"add i64 {rest}, {more}"))


def compared(writer: Writer, operator: ast.cmpop, left: Value, right: Value) -> Value:
    """Return whether a comparison of two numbers holds.

    Raises:
        KernelError: There is no such comparison.
    """
    kind = type(operator)
    if kind not in _ORDER:
        raise KernelError(f"no comparison {kind.__name__} in kernels")
    if FLOAT in (left.kind, right.kind):
        first, second = to_float(writer, left), to_float(writer, right)
        return Value(BOOL, writer.result(f"fcmp {_FLOAT_ORDER[kind]} double {first.text}, {second.text}"))
    first, second = to_int(writer, left), to_int(writer, right)
    return Value(BOOL, writer.result(f"icmp {_ORDER[kind]} i64 {first.text}, {second.text}"))


def negative(writer: Writer, operator: ast.unaryop, value: Value) -> Value:
    """Return what a unary operator makes of a number.

    Raises:
        KernelError: There is no such operator for numbers of this kind.
    """
    if isinstance(operator, ast.Not) and value.kind is BOOL:
        return Value(BOOL, writer.result(f"xor i1 {value.text}, true"))
    if isinstance(operator, ast.USub) and value.kind is FLOAT:
        return Value(FLOAT, writer.result(f"fneg double {value.text}"))
    if isinstance(operator, ast.USub) and value.kind is INT:
        return Value(INT, writer.result(f"sub i64 0, {value.text}"))
    if isinstance(operator, ast.Invert) and value.kind is INT:
        return Value(INT, writer.result(f"xor i64 {value.text}, -1"))
    raise KernelError(f"no {type(operator).__name__} of {value.kind.name}")


def same(left: Value, right: Value) -> tuple[Value, Value]:
    """Return both values, which must be of one kind.

    Raises:
        KernelError: They are not.
    """
    if left.kind is not right.kind:
        raise KernelError(f"{left.kind.name} and {right.kind.name}: both must be of one kind here")
    return left, right


def extreme(writer: Writer, order: str, left: Value, right: Value) -> Value:
    """Return the smaller (`order` "lt") or the larger ("gt") of two numbers, the left one of equals."""
    left, right = same(left, right)
    compare = f"fcmp o{order} double" if left.kind is FLOAT else f"icmp s{order} i64"
    taken = writer.result(f"{compare} {right.text}, {left.text}")
    return chosen(writer, Value(BOOL, taken), right, left)


def chosen(writer: Writer, condition: Value, then: Value, otherwise: Value) -> Value:
    """Return one of two numbers, both of which have been computed."""
    kind: Scalar = then.kind
    text = f"select i1 {condition.text}, {kind.type} {then.text}, {kind.type} {otherwise.text}"
    return Value(kind, writer.result(text))
