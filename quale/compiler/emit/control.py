"""Loops, conditions and variables of what is one scalar for all lanes; LLVM turns the cells into registers."""

from collections.abc import Iterator
from contextlib import contextmanager

from quale.compiler.emit.ir_text import INDEX, TRUTH, Value, Writer


class Cell:
    """A variable of a function: one value for all lanes, or one a lane."""

    def __init__(self, writer: Writer, kind: str, first: Value | None = None, *, wide: bool = False) -> None:
        """Reserve it; `first` is what it holds from here on."""
        self._writer, self._kind, self._wide = writer, kind, wide
        self.place = writer.alloca(writer.type(kind, wide=wide), "variable", 64 if wide else 8)
        if first is not None:
            self.set(first)

    def get(self) -> Value:
        """Write the reading of it."""
        kind = self._writer.type(self._kind, wide=self._wide)
        return self._writer.op(f"load {kind}, ptr {self.place}", self._kind, wide=self._wide)

    def set(self, value: Value) -> None:
        """Write the writing of it."""
        given = self._writer.widen(value) if self._wide else value
        self._writer.line(f"store {given.typed}, ptr {self.place}")


@contextmanager
def counted(writer: Writer, start: Value | int, stop: Value | int, by: int = 1) -> Iterator[Value]:
    """Write a loop over start, start + by, … below `stop`; what is written inside is its body."""
    name = writer.fresh("loop")
    first = start if isinstance(start, Value) else writer.constant(start, INDEX)
    cell = Cell(writer, INDEX, first)
    writer.line(f"br label %{name}.head")
    writer.label(f"{name}.head")
    counter = cell.get()
    writer.line(f"br i1 {(counter < stop).text}, label %{name}.body, label %{name}.end")
    writer.label(f"{name}.body")
    yield counter
    cell.set(counter + by)
    writer.line(f"br label %{name}.head")
    writer.label(f"{name}.end")


@contextmanager
def when(writer: Writer, condition: Value) -> Iterator[None]:
    """Write what is done only where a condition holds that is the same for all lanes."""
    name = writer.fresh("only")
    writer.line(f"br i1 {condition.text}, label %{name}.then, label %{name}.end")
    writer.label(f"{name}.then")
    yield
    writer.line(f"br label %{name}.end")
    writer.label(f"{name}.end")


@contextmanager
def repeated(writer: Writer) -> Iterator[str]:
    """Write a loop that is left by `leave`, with the label that is yielded."""
    name = writer.fresh("again")
    writer.line(f"br label %{name}.head")
    writer.label(f"{name}.head")
    yield f"{name}.end"
    writer.line(f"br label %{name}.head")
    writer.label(f"{name}.end")


def leave(writer: Writer, loop: str, condition: Value) -> None:
    """Leave the loop of `repeated` where a condition holds."""
    name = writer.fresh("stay")
    writer.line(f"br i1 {condition.text}, label %{loop}, label %{name}")
    writer.label(name)


def load(writer: Writer, kind: str, base: str, offset: Value | int) -> Value:
    """Load one number, integer or truth `offset` bytes behind a pointer."""
    return writer.op(
        f"load {kind}, ptr {writer.address(base, offset)}, align {1 if kind == 'i8' else 8}", kind, wide=False
    )


def store(writer: Writer, value: Value, base: str, offset: Value | int) -> None:
    """Store one number or integer `offset` bytes behind a pointer."""
    writer.line(f"store {value.typed}, ptr {writer.address(base, offset)}, align {1 if value.kind == 'i8' else 8}")


def bits_of(writer: Writer, mask: Value) -> Value:
    """Return a mask as an integer, a bit a lane."""
    if writer.lanes == 1:
        return writer.op(f"zext {mask.typed} to i64", INDEX, wide=False)
    packed = writer.op(f"bitcast {mask.typed} to i{writer.lanes}", f"i{writer.lanes}", wide=False)
    return writer.op(f"zext {packed.typed} to i64", INDEX, wide=False)


def mask_of(writer: Writer, bits: Value) -> Value:
    """Return the mask whose lanes are the lowest bits of an integer."""
    packed = writer.op(f"trunc {bits.typed} to i{writer.lanes}", f"i{writer.lanes}", wide=False)
    if writer.lanes == 1:
        return Value(writer, packed.text, TRUTH, wide=True)
    return writer.op(f"bitcast {packed.typed} to <{writer.lanes} x i1>", TRUTH, wide=True)


def has_bit(bits: Value, lane: Value | int) -> Value:
    """Whether the bit of a lane is set."""
    writer = bits.writer
    at = lane if isinstance(lane, Value) else writer.constant(lane, INDEX)
    shifted = writer.binary("lshr", bits, at, INDEX)
    return writer.binary("icmp ne", shifted & 1, writer.constant(0, INDEX), TRUTH)


def bit(writer: Writer, lane: Value) -> Value:
    """Return the bit of a lane."""
    return writer.constant(1, INDEX) << lane
