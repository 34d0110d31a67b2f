"""Expressions of a kernel as LLVM instructions."""

import ast
import operator
from collections.abc import Callable, Sequence
from functools import partial
from types import FunctionType
from typing import Any

from quale.native import bounds, elements, functions
from quale.native.operators import KernelError, binary, chosen, compared, constant, negative, same
from quale.native.signature import BOOL, INT, Array, Kind, Record, Scalar, signature_of, words
from quale.native.writer import Cells, Fields, Value, Writer, load

FOLDED: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}


Called = Callable[[Any], FunctionType | None]
"""Whether a value is a kernel: its function, or None."""


def symbol(function: FunctionType) -> str:
    """Return the name of a kernel in its module."""
    return f'@"{function.__module__}.{function.__qualname__}"'


class Expressions:
    """What a function's expressions are made of: its names, and the text written so far."""

    def __init__(self, function: FunctionType, called: Called, *, checked: bool) -> None:
        self.function = function
        self.called = called
        self.checked = checked  # whether indices are looked at
        self.messages: list[str] = []  # constants of the module: where which index is
        self.writer = Writer()
        self.names: dict[str, tuple[Scalar, str] | Cells | Fields] = {}  # a number's kind and where it is kept
        self.calls: list[FunctionType] = []
        self.known: dict[tuple[str, str], Value | Cells | Fields] = {}  # fields of records by address and name
        self.readers: dict[type[ast.expr], Callable[[Any], Value | Cells | Fields | None]] = {
            ast.Constant: self._constant,
            ast.Name: self._named,
            ast.Attribute: self._attribute,
            ast.Subscript: self._element,
            ast.BinOp: self._calculation,
            ast.UnaryOp: self._sign,
            ast.Compare: self._comparison,
            ast.BoolOp: self._both,
            ast.IfExp: self._choice,
            ast.Call: self._call,
        }

    def _condition(self, node: ast.expr) -> Value:
        value = self._number(node)
        if value.kind is not BOOL:
            raise KernelError(f"a condition must be bool, not {value.kind.name}")
        return value

    def _number(self, node: ast.expr) -> Value:
        value = self._any(node)
        if not isinstance(value, Value):
            raise KernelError(f"{ast.unparse(node)} is no number")
        return value

    def _any(self, node: ast.expr) -> Value | Cells | Fields | None:
        read = self.readers.get(type(node))
        if read is None:
            raise KernelError(f"no {ast.unparse(node)} in kernels")
        return read(node)

    def _constant(self, node: ast.Constant) -> Value:
        if not isinstance(node.value, bool | int | float):
            raise KernelError(f"no {node.value!r} in kernels")
        return constant(node.value)

    def _attribute(self, node: ast.Attribute) -> Value | Cells | Fields:
        record = self.names.get(node.value.id) if isinstance(node.value, ast.Name) else self._any(node.value)
        if not isinstance(record, Fields):
            raise KernelError(f"{ast.unparse(node.value)} is no record")
        return self._field(record, node.attr)

    def _element(self, node: ast.Subscript) -> Value:
        cells, address = self._place(node)
        return Value(cells.array.element.read, load(self.writer, cells.array.element, address))

    def _calculation(self, node: ast.BinOp) -> Value:
        left, right = self._number(node.left), self._number(node.right)
        if left.constant is not None and right.constant is not None and type(node.op) in FOLDED:
            return constant(FOLDED[type(node.op)](left.constant, right.constant))
        return binary(self.writer, node.op, left, right)

    def _sign(self, node: ast.UnaryOp) -> Value:
        value = self._number(node.operand)
        if isinstance(node.op, ast.USub) and value.constant is not None:
            return constant(-value.constant)
        return negative(self.writer, node.op, value)

    def _both(self, node: ast.BoolOp) -> Value:
        return self._chain([partial(self._condition, value) for value in node.values], node.op)

    def _named(self, node: ast.Name) -> Value | Cells | Fields:
        name = node.id
        known = self.names.get(name)
        if isinstance(known, tuple):
            kind, slot = known
            return Value(kind, self.writer.result(f"load {kind.type}, ptr {slot}"))
        if known is not None:
            return known
        value = self.function.__globals__.get(name)
        if isinstance(value, bool | int | float):
            return constant(value)
        raise KernelError(f"{name} is neither a local name nor a number of the module")

    def _field(self, record: Fields, attribute: str) -> Value | Cells | Fields:
        """Return a field of a record; it is read at the head, since it stays the same."""
        if (record.address, attribute) in self.known:
            return self.known[record.address, attribute]
        place = 0
        for field, kind in record.record.fields:
            if field == attribute:
                break
            place += words(kind)
        else:
            raise KernelError(f"{record.record.record.__name__} has no {attribute}")
        value: Value | Cells | Fields
        if isinstance(kind, Record):
            value = Fields(kind, self.writer.early(f"getelementptr inbounds i64, ptr {record.address}, i64 {place}"))
        elif isinstance(kind, Array):
            value = Cells(kind, self._word("ptr", record, place), self._word("i64", record, place + 1))
        elif kind is BOOL:
            value = Value(BOOL, self.writer.early(f"trunc i64 {self._word('i64', record, place)} to i1"))
        else:
            value = Value(kind, self._word(kind.type, record, place))
        self.known[record.address, attribute] = value
        return value

    def _word(self, type_: str, record: Fields, place: int) -> str:
        address = self.writer.early(f"getelementptr inbounds i64, ptr {record.address}, i64 {place}")
        return self.writer.early(f"load {type_}, ptr {address}, !invariant.load !0")

    def _place(self, node: ast.Subscript) -> tuple[Cells, str]:
        cells, index = self._any(node.value), self._number(node.slice)
        if not isinstance(cells, Cells) or index.kind is not INT:
            raise KernelError(f"{ast.unparse(node)}: only an array has elements, and only whole numbers name them")
        if self.checked:
            bounds.index(self.writer, cells, index, self._message(node))
        stored = cells.array.element.stored
        return cells, self.writer.result(f"getelementptr inbounds {stored}, ptr {cells.address}, i64 {index.text}")

    def _message(self, node: ast.expr) -> str:
        """Return the name of a text that says where in the source a node is."""
        code = self.function.__code__
        line = min(part.lineno for part in ast.walk(node) if isinstance(part, ast.expr) and hasattr(part, "lineno"))
        name = f'{symbol(self.function)[:-1]}.{len(self.messages)}"'
        where = f"{code.co_filename}:{code.co_firstlineno + line - 1}: {ast.unparse(node)}"
        self.messages.append(bounds.message(name, where))
        return name

    def _comparison(self, node: ast.Compare) -> Value:
        if len(node.ops) == 1:
            return compared(self.writer, node.ops[0], self._number(node.left), self._number(node.comparators[0]))
        before = [self._number(node.left)]

        def link(op: ast.cmpop, other: ast.expr) -> Value:
            before.append(self._number(other))
            return compared(self.writer, op, before[-2], before[-1])

        links = [partial(link, op, other) for op, other in zip(node.ops, node.comparators, strict=True)]
        return self._chain(links, ast.And())

    def _chain(self, parts: Sequence[Callable[[], Value]], op: ast.boolop) -> Value:
        """Return whether all parts hold, or any; what is settled already is not computed."""
        writer, result = self.writer, self.writer.early("alloca i1", "holds")
        after = writer.block()
        for number, part in enumerate(parts):
            value = part()
            writer.line(f"store i1 {value.text}, ptr {result}")
            if number < len(parts) - 1:
                further = writer.block()
                ways = (further, after) if isinstance(op, ast.And) else (after, further)
                writer.branch(value, *ways)
                writer.begin(further)
        writer.begin(after)
        return Value(BOOL, writer.result(f"load i1, ptr {result}"))

    def _choice(self, node: ast.IfExp) -> Value:
        writer, condition = self.writer, self._condition(node.test)
        if all(isinstance(part, ast.Constant | ast.Name) for part in (node.body, node.orelse)):
            return chosen(writer, condition, *same(self._number(node.body), self._number(node.orelse)))
        then, otherwise, after = writer.block(), writer.block(), writer.block()
        writer.branch(condition, then, otherwise)
        writer.begin(then)
        first = self._number(node.body)
        slot = writer.early(f"alloca {first.kind.type}", "choice")
        writer.line(f"store {first.kind.type} {first.text}, ptr {slot}")
        writer.end(f"br label %{after}")
        writer.begin(otherwise)
        second = self._number(node.orelse)
        same(first, second)
        writer.line(f"store {second.kind.type} {second.text}, ptr {slot}")
        writer.begin(after)
        return Value(first.kind, writer.result(f"load {first.kind.type}, ptr {slot}"))

    def _call(self, node: ast.Call) -> Value | None:
        function = self._callee(node.func)
        if node.keywords:
            raise KernelError("arguments go by position in kernels")
        arguments = [self._any(argument) for argument in node.args]
        kernel = self.called(function)
        if kernel is None:
            if function not in functions.FUNCTIONS:
                raise KernelError(f"{ast.unparse(node.func)} can be called by no kernel")
            if self.checked and function is elements.move:
                bounds.run(self.writer, arguments, self._message(node))
            return functions.call(self.writer, function, arguments)
        signature = signature_of(kernel)
        if len(arguments) != len(signature.parameters):
            raise KernelError(f"{kernel.__qualname__} takes {len(signature.parameters)} arguments")
        texts: list[str] = []
        for argument, (name, kind) in zip(arguments, signature.parameters, strict=True):
            if argument is None or _kind_of(argument) != kind:
                raise KernelError(f"{kernel.__qualname__}: {name} is to be {kind}")
            texts += _passed(argument)
        self.calls.append(kernel)
        call = f"call {signature.result.type if signature.result else 'void'} {symbol(kernel)}({', '.join(texts)})"
        if signature.result is None:
            self.writer.line(call)
            return None
        return Value(signature.result, self.writer.result(call))

    def _callee(self, node: ast.expr) -> Any:
        scope = self.function.__globals__
        match node:
            case ast.Name(id=name):
                builtins = scope["__builtins__"]
                found = builtins if isinstance(builtins, dict) else vars(builtins)
                return scope.get(name, found.get(name))
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                return getattr(scope.get(module), name, None)
        raise KernelError(f"{ast.unparse(node)} can be called by no kernel")


def _kind_of(value: Value | Cells | Fields) -> Kind:
    return value.kind if isinstance(value, Value) else value.array if isinstance(value, Cells) else value.record


def _passed(value: Value | Cells | Fields) -> list[str]:
    if isinstance(value, Value):
        return [f"{value.kind.type} {value.text}"]
    if isinstance(value, Cells):
        return [f"ptr {value.address}", f"i64 {value.length}"]
    return [f"ptr {value.address}"]
