"""LLVM IR as text: values with operators, functions under construction, and the module that collects them.

A value is *uniform* (one scalar for all lanes) or *wide* (one element a lane); operators mix both and stay uniform as
long as they can. With one lane a wide value is a scalar too. Nothing here carries a fast-math flag, so LLVM neither
fuses nor reassociates. Own text instead of llvmlite.ir: a fraction of the time for modules of this size.
"""

import struct
from typing import Any

from quale.native.writer import FunctionText

NUMBER, INDEX, TRUTH, BYTE, POINTER = "double", "i64", "i1", "i8", "ptr"
"""Element types in IR."""

WIDTHS = (1, 4, 8, 16)
"""Lane counts that code is made for."""

_COMPARE = {
    NUMBER: {"<": "fcmp olt", "<=": "fcmp ole", ">": "fcmp ogt", ">=": "fcmp oge", "==": "fcmp oeq", "!=": "fcmp une"},
    INDEX: {"<": "icmp slt", "<=": "icmp sle", ">": "icmp sgt", ">=": "icmp sge", "==": "icmp eq", "!=": "icmp ne"},
}
_ARITHMETIC = {
    NUMBER: {"+": "fadd", "-": "fsub", "*": "fmul", "/": "fdiv"},
    INDEX: {"+": "add", "-": "sub", "*": "mul", "&": "and", "|": "or", "^": "xor", "<<": "shl", ">>": "ashr"},
    TRUTH: {"&": "and", "|": "or", "^": "xor"},
}


class Value:
    """A number, integer or mask in IR; Python's operators append instructions to the function it lives in."""

    __slots__ = ("kind", "text", "wide", "writer")

    def __init__(self, writer: "Writer", text: str, kind: str, *, wide: bool) -> None:
        self.writer = writer
        self.text = text
        self.kind = kind
        self.wide = wide

    @property
    def type(self) -> str:
        """The IR type."""
        return self.writer.type(self.kind, wide=self.wide)

    @property
    def typed(self) -> str:
        """Type and name, as an operand."""
        return f"{self.type} {self.text}"

    def _lift(self, other: Any) -> "Value":
        return other if isinstance(other, Value) else self.writer.constant(other, self.kind)

    def _combine(self, sign: str, left: "Value", right: "Value") -> "Value":
        return self.writer.binary(_ARITHMETIC[self.kind][sign], left, right, self.kind)

    def _compare(self, sign: str, other: Any) -> "Value":
        return self.writer.binary(_COMPARE[self.kind][sign], self, self._lift(other), TRUTH)

    def __add__(self, other: Any) -> "Value":
        return self._combine("+", self, self._lift(other))

    def __radd__(self, other: Any) -> "Value":
        return self._combine("+", self._lift(other), self)

    def __sub__(self, other: Any) -> "Value":
        return self._combine("-", self, self._lift(other))

    def __rsub__(self, other: Any) -> "Value":
        return self._combine("-", self._lift(other), self)

    def __mul__(self, other: Any) -> "Value":
        return self._combine("*", self, self._lift(other))

    def __rmul__(self, other: Any) -> "Value":
        return self._combine("*", self._lift(other), self)

    def __truediv__(self, other: Any) -> "Value":
        return self._combine("/", self, self._lift(other))

    def __rtruediv__(self, other: Any) -> "Value":
        return self._combine("/", self._lift(other), self)

    def __and__(self, other: Any) -> "Value":
        return self._combine("&", self, self._lift(other))

    def __rand__(self, other: Any) -> "Value":
        return self._combine("&", self._lift(other), self)

    def __or__(self, other: Any) -> "Value":
        return self._combine("|", self, self._lift(other))

    def __ror__(self, other: Any) -> "Value":
        return self._combine("|", self._lift(other), self)

    def __xor__(self, other: Any) -> "Value":
        return self._combine("^", self, self._lift(other))

    def __rxor__(self, other: Any) -> "Value":
        return self._combine("^", self._lift(other), self)

    def __lshift__(self, other: Any) -> "Value":
        return self._combine("<<", self, self._lift(other))

    def __rshift__(self, other: Any) -> "Value":
        return self._combine(">>", self, self._lift(other))

    def __neg__(self) -> "Value":
        if self.kind == NUMBER:
            return self.writer.op(f"fneg {self.typed}", NUMBER, wide=self.wide)
        return self._combine("-", self.writer.constant(0, INDEX), self)

    def __invert__(self) -> "Value":
        ones = self.writer.constant(1 if self.kind == TRUTH else -1, self.kind)
        return self.writer.binary("xor", self, ones, self.kind)

    def __lt__(self, other: Any) -> "Value":
        return self._compare("<", other)

    def __le__(self, other: Any) -> "Value":
        return self._compare("<=", other)

    def __gt__(self, other: Any) -> "Value":
        return self._compare(">", other)

    def __ge__(self, other: Any) -> "Value":
        return self._compare(">=", other)

    def __eq__(self, other: object) -> Any:
        return self._compare("==", other)

    def __ne__(self, other: object) -> Any:
        return self._compare("!=", other)

    def __hash__(self) -> int:
        return id(self)

    def __bool__(self) -> bool:
        raise TypeError("a value in IR has no truth while the code is written; select() chooses between values")


class Writer(FunctionText):
    """The body of one function under construction, for `lanes` lanes."""

    def __init__(self, module: "Module") -> None:
        super().__init__()
        self.module = module
        self.lanes = module.lanes

    def type(self, kind: str, *, wide: bool) -> str:
        """Return the IR type of a value."""
        return f"<{self.lanes} x {kind}>" if wide and self.lanes > 1 else kind

    def op(self, text: str, kind: str, *, wide: bool) -> Value:
        """Append an instruction and return its result."""
        return Value(self, self.result(text), kind, wide=wide)

    def constant(self, value: float, kind: str) -> Value:
        """Return a uniform constant."""
        if kind == NUMBER:
            text = f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"
        elif kind == TRUTH:
            text = "true" if value else "false"
        else:
            text = str(int(value))
        return Value(self, text, kind, wide=False)

    def widen(self, value: Value) -> Value:
        """Return a uniform value in every lane."""
        if value.wide or self.lanes == 1:
            return Value(self, value.text, value.kind, wide=True)
        if not value.text.startswith("%"):
            return Value(self, f"splat ({value.typed})", value.kind, wide=True)
        wide = f"<{self.lanes} x {value.kind}>"
        first = self.op(f"insertelement {wide} poison, {value.typed}, i64 0", value.kind, wide=True)
        spread = f"shufflevector {first.typed}, {wide} poison, <{self.lanes} x i32> zeroinitializer"
        return self.op(spread, value.kind, wide=True)

    def level(self, *values: Value) -> tuple[Value, ...]:
        """Return the values all uniform, or all wide if one of them is."""
        if any(v.wide for v in values):
            return tuple(self.widen(v) for v in values)
        return values

    def binary(self, operation: str, left: Value, right: Value, kind: str) -> Value:
        """Append `operation left, right`."""
        a, b = self.level(left, right)
        return self.op(f"{operation} {a.typed}, {b.text}", kind, wide=a.wide)

    def select(self, mask: Value, then: Value, otherwise: Value) -> Value:
        """Return `then` where the mask holds, `otherwise` elsewhere."""
        m, a, b = self.level(mask, then, otherwise) if mask.wide else (mask, *self.level(then, otherwise))
        return self.op(f"select {m.typed}, {a.typed}, {b.typed}", a.kind, wide=a.wide)

    def intrinsic(self, name: str, *arguments: Value) -> Value:
        """Call an LLVM intrinsic that is overloaded on the type of its arguments, which is also that of its result."""
        values = self.level(*arguments)
        wide = values[0].wide and self.lanes > 1
        element = {NUMBER: "f64", INDEX: "i64"}[values[0].kind]
        function = f"@llvm.{name}.{f'v{self.lanes}{element}' if wide else element}"
        self.module.declare(function, values[0].type, tuple(v.type for v in values))
        arguments_text = ", ".join(v.typed for v in values)
        return self.op(f"call {values[0].type} {function}({arguments_text})", values[0].kind, wide=values[0].wide)

    def call(self, function: str, result: str, *arguments: Value) -> Value:
        """Call a function of the module whose arguments and result are wide."""
        text = ", ".join(self.widen(a).typed for a in arguments)
        return self.op(f"call {self.type(result, wide=True)} {function}({text})", result, wide=True)

    def any(self, mask: Value) -> Value:
        """Whether the mask holds in any lane, as a uniform truth."""
        if not mask.wide or self.lanes == 1:
            return Value(self, mask.text, TRUTH, wide=False)
        bits = self.result(f"bitcast {mask.typed} to i{self.lanes}")
        return self.op(f"icmp ne i{self.lanes} {bits}, 0", TRUTH, wide=False)

    def address(self, base: str, offset: "Value | int") -> str:
        """Return the name of a pointer `offset` bytes after `base`."""
        if isinstance(offset, int):
            if offset == 0:
                return base
            offset = self.constant(offset, INDEX)
        return self.result(f"getelementptr i8, ptr {base}, {offset.typed}")

    def alloca(self, type_: str, stem: str, align: int) -> str:
        """Reserve memory in the function's frame; LLVM turns it into registers where it can."""
        return self.early(f"alloca {type_}, align {align}", stem)

    def text(self, signature: str, attributes: str = "#0") -> str:
        """Return the finished function."""
        return "\n".join([f"define {signature} {attributes} {{", "entry:", *self.head, *self.lines, "}"])


class Module:
    """Functions, declarations and constants collected for one module of `lanes` lanes."""

    def __init__(self, lanes: int, *, inline: bool = False) -> None:
        self.lanes = lanes
        self.inline = inline  # whether elementary functions are copied to where they are called
        self.globals: list[str] = []
        self.functions: dict[str, str] = {}
        self.metadata: list[str] = []
        self._declarations: dict[str, str] = {}

    def declare(self, function: str, result: str, arguments: tuple[str, ...]) -> None:
        """Declare an intrinsic once."""
        self._declarations.setdefault(function, f"declare {result} {function}({', '.join(arguments)})")

    def text(self) -> str:
        """Return the module."""
        attributes = (
            'attributes #0 = { nounwind "no-trapping-math"="true" "prefer-vector-width"="512" }',
            'attributes #1 = { alwaysinline nounwind willreturn memory(none) "prefer-vector-width"="512" }',
            'attributes #2 = { nounwind noinline "prefer-vector-width"="512" }',
            'attributes #3 = { nounwind noinline willreturn memory(none) "prefer-vector-width"="512" }',
            'attributes #4 = { nounwind willreturn memory(argmem: read) "prefer-vector-width"="512" }',
            'attributes #5 = { nounwind willreturn memory(read) "prefer-vector-width"="512" }',
            "attributes #6 = { nounwind noinline optsize }",  # run once a life: to compile them quickly counts for more
        )
        parts = (*self.globals, *self._declarations.values(), *self.functions.values(), *attributes, *self.metadata)
        return "\n\n".join(parts) + "\n"
