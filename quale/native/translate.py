"""From the source of kernels to LLVM's IR.

A kernel is a function whose parameters and result are annotated, of

- numbers: `int` of 64 bits, `float`, `bool`; a local name has the kind of what it is first given, and may stand for an
  array instead, for good;
- arrays `NDArray[np.T]` of one dimension, and records: dataclasses of arrays, numbers and records; elements are
  read as plain numbers, and written if they are of the kind that the array holds, or whole numbers to arrays of floats;
- assignments, also of several names at once; `if`, `while`, `for … in range(…)` with a constant step, `break`,
  `continue`, `return`, `pass`; calls of kernels and of what `quale.native.functions` lists, by position;
- arithmetic, comparisons and conditions with Python's meaning, where conditions are `bool`; numbers of the module.

Whole numbers wrap around at 64 bits; neither the ends of arrays nor divisors are looked at: `Kernel.interpret` does,
and `checked` code at the ends of arrays, too.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from types import FunctionType
from typing import Any

from quale.native import bounds, functions
from quale.native.dependencies import check_loaded
from quale.native.entry import entry
from quale.native.expressions import Called, Expressions, symbol
from quale.native.operators import KernelError, binary, constant, to_float, to_int
from quale.native.signature import BOOL, FLOAT, INT, Array, Record, Signature, signature_of
from quale.native.writer import Cells, Fields, Value, metadata, store


class PlacedError(KernelError):
    """A KernelError that says where."""


def translate(function: FunctionType, called: Called, *, checked: bool = False) -> str:
    """Return a module of IR with a kernel's function, all that it calls, and its `entry`.

    `called` says for a value whether it is a kernel, and gives its function. In `checked` code an index outside its
    array ends the process with a message.

    Raises:
        KernelError: The function, or one that it calls, is no kernel.
    """
    texts: dict[FunctionType, str] = {}
    waiting = [function]
    while waiting:
        one = waiting.pop()
        if one not in texts:
            texts[one], more = _Function(one, called, checked=checked).translated()
            waiting += more
    head = (functions.DECLARATIONS, *((bounds.DECLARATIONS,) if checked else ()))
    return "\n".join((*head, entry(symbol(function), signature_of(function)), *texts.values(), metadata()))


class _Function(Expressions):
    """One kernel while it is translated."""

    def __init__(self, function: FunctionType, called: Called, *, checked: bool) -> None:
        super().__init__(function, called, checked=checked)
        self.signature: Signature = signature_of(function)
        self.loops: list[tuple[str, str]] = []  # where `continue` and `break` lead
        self.writers: dict[type[ast.stmt], Callable[[Any], None]] = {
            ast.Assign: self._assignment,
            ast.AnnAssign: self._annotated,
            ast.AugAssign: self._change,
            ast.If: self._if,
            ast.While: self._while,
            ast.For: self._for,
            ast.Break: self._leave,
            ast.Continue: self._leave,
            ast.Return: self._return,
            ast.Expr: self._alone,
            ast.Pass: lambda _: None,
        }

    def translated(self) -> tuple[str, list[FunctionType]]:
        """Return the function's IR and the kernels that it calls."""
        tree = ast.parse(textwrap.dedent(inspect.getsource(self.function))).body[0]
        if not isinstance(tree, ast.FunctionDef):
            raise KernelError(f"{self.function.__qualname__} is no function with a name")
        parameters = self._parameters()
        self._block(tree.body)
        if self.writer.open:
            if self.signature.result is not None:
                raise KernelError(f"{self.function.__qualname__} may end without a result")
            self.writer.end("ret void")
        result = self.signature.result.type if self.signature.result else "void"
        head = f"define internal {result} {symbol(self.function)}({', '.join(parameters)}) nounwind {{"
        check_loaded(self.function)
        return "\n".join((*self.messages, head, *self.writer.head, *self.writer.lines, "}\n")), self.calls

    def _parameters(self) -> list[str]:
        texts = []
        for name, kind in self.signature.parameters:
            if isinstance(kind, Record):
                texts.append(f"ptr %{name}")
                self.names[name] = Fields(kind, f"%{name}")
            elif isinstance(kind, Array):
                texts.append(f"ptr %{name}, i64 %{name}.length")
                self.names[name] = Cells(kind, f"%{name}", f"%{name}.length")
            else:
                texts.append(f"{kind.type} %{name}")
                slot = self.writer.early(f"alloca {kind.type}", name)
                self.writer.head.append(f"  store {kind.type} %{name}, ptr {slot}")
                self.names[name] = (kind, slot)
        return texts

    def _block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            if not self.writer.open:
                raise self._error(statement, "cannot be reached")
            try:
                self._statement(statement)
            except PlacedError:
                raise
            except KernelError as error:
                raise self._error(statement, str(error)) from None

    def _error(self, node: ast.stmt, text: str) -> "PlacedError":
        line = self.function.__code__.co_firstlineno + node.lineno - 1
        return PlacedError(f"{self.function.__code__.co_filename}:{line}: {text}")

    def _statement(self, statement: ast.stmt) -> None:
        write = self.writers.get(type(statement))
        if write is None:
            raise KernelError(f"no {type(statement).__name__} in kernels")
        write(statement)

    def _assignment(self, statement: ast.Assign) -> None:
        match statement:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                if len(targets) != len(values):
                    raise KernelError("as many names as values, please")
                for target, value in zip(targets, [self._number(value) for value in values], strict=True):
                    self._assign(target, value)
            case ast.Assign(targets=[target], value=value):
                self._assign(target, self._any(value))
            case _:
                raise KernelError("one assignment at a time, please")

    def _annotated(self, statement: ast.AnnAssign) -> None:
        if statement.value is None:
            raise KernelError("a name needs a value")
        self._assign(statement.target, self._any(statement.value))

    def _change(self, statement: ast.AugAssign) -> None:
        before = self._number(_read_again(statement.target))
        self._assign(statement.target, binary(self.writer, statement.op, before, self._number(statement.value)))

    def _leave(self, statement: ast.Break | ast.Continue) -> None:
        self.writer.end(f"br label %{self.loops[-1][isinstance(statement, ast.Break)]}")

    def _alone(self, statement: ast.Expr) -> None:
        match statement.value:
            case ast.Call() as call:
                self._call(call)
            case ast.Constant(value=str()):
                pass
            case _:
                raise KernelError("an expression alone does nothing")

    def _assign(self, target: ast.expr, value: Value | Cells | Fields | None) -> None:
        if isinstance(target, ast.Subscript):
            self._store(target, value)
            return
        if not isinstance(target, ast.Name) or value is None or isinstance(value, Fields):
            raise KernelError("only a number or an array can be given a name")
        known = self.names.get(target.id)
        if isinstance(value, Cells):
            if known not in (None, value):
                raise KernelError(f"{target.id} stands for something else already")
            self.names[target.id] = value
            return
        if known is None:
            known = (value.kind, self.writer.early(f"alloca {value.kind.type}", target.id))
            self.names[target.id] = known
        if not isinstance(known, tuple):
            raise KernelError(f"{target.id} stands for an array already")
        kind, slot = known
        if kind is not value.kind:
            raise KernelError(f"{target.id} is {kind.name} and cannot become {value.kind.name}")
        self.writer.line(f"store {kind.type} {value.text}, ptr {slot}")

    def _store(self, target: ast.Subscript, value: Value | Cells | Fields | None) -> None:
        cells, address = self._place(target)
        element = cells.array.element
        if not isinstance(value, Value):
            raise KernelError("only numbers can be elements")
        if element.read is FLOAT and value.kind is INT:
            value = to_float(self.writer, value)
        elif element.read is INT and value.kind is BOOL:
            value = to_int(self.writer, value)
        if element.read is not value.kind:
            raise KernelError(f"{value.kind.name} for an element of an array of {element.dtype}")
        store(self.writer, element, address, value.text)

    def _if(self, statement: ast.If) -> None:
        writer, body, orelse = self.writer, statement.body, statement.orelse
        then, otherwise, after = writer.block(), writer.block(), writer.block()
        writer.branch(self._condition(statement.test), then, otherwise if orelse else after)
        writer.begin(then)
        self._block(body)
        goes_on = writer.open or not orelse
        writer.end(f"br label %{after}")
        if orelse:
            writer.begin(otherwise)
            self._block(orelse)
            goes_on |= writer.open
            writer.end(f"br label %{after}")
        if goes_on:
            writer.begin(after)

    def _while(self, statement: ast.While) -> None:
        writer, test = self.writer, statement.test
        if statement.orelse:
            raise KernelError("no else of a loop in kernels")
        again, inside, after = writer.block(), writer.block(), writer.block()
        writer.begin(again)
        endless = isinstance(test, ast.Constant) and test.value is True
        if endless:
            writer.end(f"br label %{inside}")
        else:
            writer.branch(self._condition(test), inside, after)
        writer.begin(inside)
        self.loops.append((again, after))
        self._block(statement.body)
        self.loops.pop()
        writer.end(f"br label %{again}")
        left = f"label %{after}"
        if not endless or any(line.endswith(left) or f"{left}," in line for line in writer.lines):
            writer.begin(after)

    def _for(self, statement: ast.For) -> None:
        writer = self.writer
        match statement:
            case ast.For(target=ast.Name(), iter=ast.Call(func=ast.Name(id="range"), args=ends), orelse=[]):
                start, stop, step = self._range(ends)
            case _:
                raise KernelError("only `for NAME in range(…)`, without else")
        again, inside, next_, after = (writer.block() for _ in range(4))
        counter = writer.early("alloca i64", "counter")
        writer.line(f"store i64 {start.text}, ptr {counter}")
        writer.begin(again)
        now = writer.result(f"load i64, ptr {counter}")
        goes = writer.result(f"icmp {'slt' if step > 0 else 'sgt'} i64 {now}, {stop.text}")
        writer.branch(Value(BOOL, goes), inside, after)
        writer.begin(inside)
        self._assign(statement.target, Value(INT, now))
        self.loops.append((next_, after))
        self._block(statement.body)
        self.loops.pop()
        writer.begin(next_)
        further = writer.result(f"add nsw i64 {writer.result(f'load i64, ptr {counter}')}, {step}")
        writer.line(f"store i64 {further}, ptr {counter}")
        writer.end(f"br label %{again}")
        writer.begin(after)

    def _range(self, ends: list[ast.expr]) -> tuple[Value, Value, int]:
        values = [self._number(end) for end in ends]
        if any(value.kind is not INT for value in values) or not 1 <= len(values) <= 3:
            raise KernelError("range takes one to three whole numbers")
        start, stop = (constant(0), values[0]) if len(values) == 1 else values[:2]
        step = values[2].constant if len(values) == 3 else 1
        if not isinstance(step, int) or step == 0:
            raise KernelError("the step of range must be a constant other than 0")
        return start, stop, step

    def _return(self, statement: ast.Return) -> None:
        node, result = statement.value, self.signature.result
        if (node is None) != (result is None):
            raise KernelError(f"wants to return {result.name if result else None}")
        if node is None or result is None:
            self.writer.end("ret void")
            return
        value = self._number(node)
        if value.kind is not result:
            raise KernelError(f"returns {value.kind.name} instead of {result.name}")
        self.writer.end(f"ret {result.type} {value.text}")


def _read_again(target: ast.expr) -> ast.expr:
    """Return the target of an augmented assignment as something that is read."""
    match target:
        case ast.Name(id=name):
            return ast.Name(id=name, ctx=ast.Load())
        case ast.Subscript(value=value, slice=place) if not any(isinstance(part, ast.Call) for part in ast.walk(place)):
            return ast.Subscript(value=value, slice=place, ctx=ast.Load())
    raise KernelError("only names, and elements whose place no call gives, can be changed")
