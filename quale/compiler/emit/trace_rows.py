"""Rows of a trace in IR: one lane's labelled values, once after setup and once after every tick."""

from dataclasses import dataclass

from quale.compiler.emit.arithmetic import LaneArithmetic
from quale.compiler.emit.ir_text import BYTE, INDEX, NUMBER, TRUTH, Module, Value, Writer
from quale.compiler.emit.layout import WIDTH
from quale.compiler.emit.scope import STORED, Scope, get_cell
from quale.compiler.program.program import Kind, Program, Slot

ROW = "@row"
"""Function that writes a row where scalars have no cells, and the beginning of its tables' names."""


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
    place = scope.writer.result(f"getelementptr i64, ptr {rows.ticks}, i64 %lane")
    return scope.writer.op(f"load i64, ptr {place}", INDEX, wide=False)


def _write_row(scope: Scope, rows: Rows, row: str) -> None:
    writer = scope.writer
    if not scope.cells:
        _call_row(scope, row)
        return
    position = 0
    for slot in scope.program.slots:
        if not slot.traced:
            continue
        if slot.length:
            _write_array(scope, slot, writer.address(row, position))
        else:
            value = get_cell(scope, slot.name)
            writer.line(f"store {writer.widen(_number(writer, value)).typed}, ptr {rows.scratch}")
            place = writer.result(f"getelementptr double, ptr {rows.scratch}, i64 %lane")
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
    more = writer.result(f"icmp slt i64 %{name}.next, {len(slot.traced)}")
    writer.line(f"br i1 {more}, label %{name}.body, label %{name}.end")
    writer.label(f"{name}.end")


def _call_row(scope: Scope, row: str) -> None:
    """Write a row from memory by a function that reads tables of slots: its code is the same for few slots and many."""
    module = scope.writer.module
    if ROW not in module.functions:
        tables: dict[Kind, list[tuple[int, int, int]]] = {}
        position = 0
        for slot in scope.program.slots:
            if slot.traced:
                tables.setdefault(slot.kind, []).append((scope.layout.offsets[slot.name], position, len(slot.traced)))
            position += 8 * len(slot.traced)
        writer = Writer(module)
        for kind, entries in tables.items():
            table = f"{ROW}.{kind.value}"
            texts = (f"[3 x i64] [{', '.join(f'i64 {number}' for number in entry)}]" for entry in entries)
            module.globals.append(f"{table} = internal constant [{len(entries)} x [3 x i64]] [{', '.join(texts)}]")
            _write_all_of(writer, kind, table, len(entries))
        writer.line("ret void")
        module.functions[ROW] = writer.text(f"internal void {ROW}(ptr %work, ptr %row, i64 %lane)", "#2")
    scope.writer.line(f"call void {ROW}(ptr %work, ptr {row}, i64 %lane)")


def _write_all_of(writer: Writer, kind: Kind, table: str, count: int) -> None:
    """Write the loop over the slots of a kind, by their (offset, position in the row, elements) in a table."""
    name = kind.value

    def local(of: str) -> Value:
        return Value(writer, f"%{name}.{of}", INDEX, wide=False)

    for line in (f"br label %{name}.start", f"{name}.start:", f"br label %{name}.slot", f"{name}.slot:"):
        writer.lines.append(line if line.endswith(":") else f"  {line}")
    writer.line(f"%{name}.e = phi i64 [ 0, %{name}.start ], [ %{name}.e.next, %{name}.done ]")
    for at, of in enumerate(("offset", "position", "elements")):
        place = writer.result(f"getelementptr [3 x i64], ptr {table}, i64 %{name}.e, i64 {at}")
        writer.line(f"%{name}.{of} = load i64, ptr {place}")
    writer.line(f"br label %{name}.element")
    writer.label(f"{name}.element")
    writer.line(f"%{name}.i = phi i64 [ 0, %{name}.slot ], [ %{name}.i.next, %{name}.element ]")
    lane = Value(writer, "%lane", INDEX, wide=False)
    pointer = writer.address("%work", (local("i") * writer.lanes + lane) * WIDTH[kind] + local("offset"))
    value = writer.op(f"load {STORED[kind]}, ptr {pointer}", STORED[kind], wide=False)
    if STORED[kind] == BYTE:
        value = writer.op(f"icmp ne i8 {value.text}, 0", TRUTH, wide=False)
    place_of = writer.address("%row", local("position") + local("i") * 8)
    writer.line(f"store {_number(writer, value).typed}, ptr {place_of}")
    for of, limit, again, after in (("i", f"%{name}.elements", "element", "done"), ("e", str(count), "slot", "end")):
        writer.line(f"%{name}.{of}.next = add nuw nsw i64 %{name}.{of}, 1")
        more = writer.result(f"icmp slt i64 %{name}.{of}.next, {limit}")
        writer.line(f"br i1 {more}, label %{name}.{again}, label %{name}.{after}")
        writer.label(f"{name}.{after}")


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
