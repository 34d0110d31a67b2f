"""Rows of a trace in IR: one lane's labelled values, once after setup and once after every tick."""

from dataclasses import dataclass

from quale.compiler.emit.arithmetic import LaneArithmetic
from quale.compiler.emit.ir_text import BYTE, INDEX, NUMBER, POINTER, TRUTH, Module, Value, Writer
from quale.compiler.emit.layout import WIDTH
from quale.compiler.emit.scope import ELEMENT, STORED, Scope
from quale.compiler.program.program import Program, Slot


@dataclass(frozen=True, slots=True)
class Rows:
    """Cells of the tracing function."""

    ticks: str  # how many ticks each lane has had
    scratch: str  # room for one value in all lanes


def labels(program: Program) -> tuple[str, ...]:
    """Return the labels of a row: those of the slots in order."""
    return tuple(label for slot in program.slots for label in slot.traced)


def start_rows(scope: Scope) -> Rows:
    """Write the row after setup."""
    writer = scope.writer
    rows = Rows(
        writer.alloca(writer.type(INDEX, wide=True), "ticks", 64),
        writer.alloca(writer.type(NUMBER, wide=True), "scratch", 64),
    )
    writer.line(f"store {writer.widen(writer.constant(0, INDEX)).typed}, ptr {rows.ticks}")
    _write_row(scope, rows, "%rows")
    return rows


def end_row(scope: Scope, rows: Rows, lanes: Value) -> None:
    """Write the row after a tick, and count the tick in the lanes that had it.

    Once the traced lane is over, its state stands still, and the row after its last one is written again and again.
    """
    writer = scope.writer
    stride = Value(writer, "%stride", INDEX, wide=False)
    _write_row(scope, rows, writer.address("%rows", (lane_ticks(scope, rows) + 1) * stride))
    kind = writer.type(INDEX, wide=True)
    ticks = writer.op(f"load {kind}, ptr {rows.ticks}", INDEX, wide=True)
    writer.line(f"store {writer.select(lanes, ticks + 1, ticks).typed}, ptr {rows.ticks}")


def lane_ticks(scope: Scope, rows: Rows) -> Value:
    """Return the ticks of the traced lane."""
    place = scope.writer.op(f"getelementptr i64, ptr {rows.ticks}, i64 %lane", POINTER, wide=False).text
    return scope.writer.op(f"load i64, ptr {place}", INDEX, wide=False)


def _write_row(scope: Scope, rows: Rows, row: str) -> None:
    writer = scope.writer
    position = 0
    for slot in scope.program.slots:
        if not slot.traced:
            continue
        if slot.length:
            _write_array(scope, slot, writer.address(row, position))
        else:
            kind = ELEMENT[slot.kind]
            value = writer.op(f"load {writer.type(kind, wide=True)}, ptr {scope.cells[slot.name]}", kind, wide=True)
            writer.line(f"store {writer.widen(_number(writer, value)).typed}, ptr {rows.scratch}")
            place = writer.op(f"getelementptr double, ptr {rows.scratch}, i64 %lane", POINTER, wide=False).text
            one = writer.op(f"load double, ptr {place}", NUMBER, wide=False)
            writer.line(f"store {one.typed}, ptr {writer.address(row, position)}")
        position += 8 * len(slot.traced)


def _write_array(scope: Scope, slot: Slot, row: str) -> None:
    """Write a loop over the elements of an array."""
    writer = scope.writer
    name = writer.fresh("elements")
    counter = Value(writer, f"%{name}.i", INDEX, wide=False)
    writer.line(f"br label %{name}.start")
    writer.label(f"{name}.start")
    writer.line(f"br label %{name}.body")
    writer.label(f"{name}.body")
    writer.line(f"{counter.text} = phi i64 [ 0, %{name}.start ], [ %{name}.next, %{name}.body ]")
    lane = Value(writer, "%lane", INDEX, wide=False)
    offset = (counter * scope.layout.lanes + lane) * WIDTH[slot.kind] + scope.layout.offsets[slot.name]
    pointer = writer.address(scope.bases[slot.name], offset)
    stored = STORED[slot.kind]
    value = writer.op(f"load {stored}, ptr {pointer}", stored, wide=False)
    if stored == BYTE:
        value = writer.op(f"icmp ne i8 {value.text}, 0", TRUTH, wide=False)
    writer.line(f"store {_number(writer, value).typed}, ptr {writer.address(row, counter * 8)}")
    writer.line(f"%{name}.next = add nuw nsw i64 {counter.text}, 1")
    more = writer.op(f"icmp slt i64 %{name}.next, {len(slot.traced)}", TRUTH, wide=False)
    writer.line(f"br i1 {more.text}, label %{name}.body, label %{name}.end")
    writer.label(f"{name}.end")


def _number(writer: Writer, value: Value) -> Value:
    if value.kind == INDEX:
        return LaneArithmetic(writer).to_number(value)
    if value.kind == TRUTH:
        return writer.select(value, writer.constant(1.0, NUMBER), writer.constant(0.0, NUMBER))
    return value


def add_trace(module: Module) -> None:
    """Add the exported function `trace`."""
    writer = Writer(module)
    arguments = (
        "ptr %networks, i64 %genome, ptr %block, ptr %work, ptr %results, ptr %stop, ptr %rows, i64 %stride, i64 %lane"
    )
    writer.line("%mode = call i64 @mode.enter()")
    writer.line(f"%ticks = call i64 @life({arguments})")
    writer.line("call void @mode.leave(i64 %mode)")
    writer.line("ret i64 %ticks")
    module.functions["@trace"] = writer.text(f"i64 @trace({arguments})")
