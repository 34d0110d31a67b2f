"""An update of the networks in all lanes as it was planned, in IR (quale/compiler/emit/lives/plan.py)."""

from quale.compiler.emit.control import Cell, counted, leave, load, mask_of, repeated, store, when
from quale.compiler.emit.ir_text import INDEX, NUMBER, POINTER, TRUTH, Module, Value, Writer
from quale.compiler.emit.lives.nodes import NODES
from quale.compiler.emit.lives.stream import (
    APART,
    COUNT,
    KINDS,
    LANES,
    LINKS,
    LONG,
    MASKS,
    ROW_HEADER,
    ROWS,
    SHARED,
    STEP_HEADER,
    TARGET,
    group_word,
)
from quale.compiler.emit.network import MASKED, MIXED, activate, add_update

APART_UPDATE = "@update.lanes"


def add_mixed(module: Module) -> None:
    """Add `update.mixed`."""
    add_update(module, masked=True)
    if module.lanes > 1:
        _add_lanes(module)
    _add_mixed(module)


def _add_lanes(module: Module) -> None:
    """Add `update.lanes(before, after, stream, steps)`: the steps of the stream, from values to values."""
    writer = Writer(module)
    lanes, row = module.lanes, module.lanes * 8
    stream = Cell(writer, POINTER, Value(writer, "%stream", POINTER, wide=False))
    with counted(writer, 0, Value(writer, "%steps", INDEX, wide=False)):
        record = stream.get().text
        links = load(writer, INDEX, record, LINKS)
        total = Cell(writer, NUMBER, _column(writer, record, STEP_HEADER, NUMBER), wide=True)
        first = writer.address(record, STEP_HEADER + 3 * row)
        in_rows = load(writer, INDEX, record, ROWS) != 0
        with when(writer, in_rows):
            _add_up_rows(writer, total, first, links)
        with when(writer, ~in_rows):
            _add_up_places(writer, total, first, links)
        sums = total.get()
        kinds = _column(writer, record, STEP_HEADER + row, INDEX)
        values = _activate_each(writer, sums, kinds, load(writer, INDEX, record, KINDS))
        target = load(writer, INDEX, record, TARGET)
        with when(writer, target >= 0):
            place = writer.address("%after", target)
            kept = writer.op(f"load {values.type}, ptr {place}, align {min(64, row)}", NUMBER, wide=True)
            chosen = writer.select(mask_of(writer, load(writer, INDEX, record, LANES)), values, kept)
            writer.line(f"store {chosen.typed}, ptr {place}, align {min(64, row)}")
        with when(writer, target < 0):
            for lane in range(lanes):
                place = writer.address("%after", load(writer, INDEX, record, STEP_HEADER + 2 * row + 8 * lane))
                one = writer.op(f"extractelement {values.typed}, i64 {lane}", NUMBER, wide=False)
                store(writer, one, place, 0)
        size = writer.select(in_rows, writer.constant(row + ROW_HEADER, INDEX), writer.constant(2 * row, INDEX))
        stream.set(Value(writer, writer.address(first, links * size), POINTER, wide=False))
    writer.line("ret void")
    signature = f"internal void {APART_UPDATE}(ptr %before, ptr %after, ptr noalias readonly %stream, i64 %steps)"
    module.functions[APART_UPDATE] = writer.text(signature, "#2")


def _column(writer: Writer, base: str, offset: int, kind: str) -> Value:
    """Write the reading of a value in all lanes."""
    align = min(64, writer.lanes * 8)
    place = writer.address(base, offset)
    return writer.op(f"load {writer.type(kind, wide=True)}, ptr {place}, align {align}", kind, wide=True)


def _add_up_rows(writer: Writer, total: Cell, first: str, links: Value) -> None:
    """Write the sum of rows, each in the lanes that have a link from it."""
    nothing = writer.constant(-0.0, NUMBER)
    with counted(writer, 0, links) as link:
        place = writer.address(first, link * (writer.lanes * 8 + ROW_HEADER))
        values = _column(writer, writer.address("%before", load(writer, INDEX, place, 0)), 0, NUMBER)
        mask = mask_of(writer, load(writer, INDEX, place, 8))
        product = _column(writer, place, ROW_HEADER, NUMBER) * values
        total.set(total.get() + writer.select(mask, product, nothing))


def _add_up_places(writer: Writer, total: Cell, first: str, links: Value) -> None:
    """Write the sum of what lies at a place of its own in each lane."""
    row = writer.lanes * 8
    with counted(writer, 0, links) as link:
        place = writer.address(first, link * (2 * row))
        values = Value(writer, "poison", NUMBER, wide=True)
        for lane in range(writer.lanes):
            source = writer.address("%before", load(writer, INDEX, place, row + 8 * lane))
            one = load(writer, NUMBER, source, 0)
            values = writer.op(f"insertelement {values.typed}, {one.typed}, i64 {lane}", NUMBER, wide=True)
        total.set(total.get() + _column(writer, place, 0, NUMBER) * values)


def _activate_each(writer: Writer, sums: Value, kinds: Value, present: Value) -> Value:
    """Write each lane's own activation function, of those that are present as bits."""
    writer.module.declare("@llvm.cttz.i64", INDEX, (INDEX, "i1"))
    result = Cell(writer, NUMBER, sums, wide=True)
    left = Cell(writer, INDEX, present)
    with repeated(writer) as end:
        kind = writer.op(f"call i64 @llvm.cttz.i64({left.get().typed}, i1 true)", INDEX, wide=False)
        found = activate(writer, sums, kind)
        result.set(writer.select(kinds == kind, found, result.get()))
        left.set(left.get() & (left.get() - 1))
        leave(writer, end, left.get() == 0)
    return result.get()


def _add_mixed(module: Module) -> None:
    """Add `update.mixed(before, after, networks, plan, stream)`: an update of all lanes as it was planned."""
    writer = Writer(module)
    way, count = load(writer, INDEX, "%plan", 0), load(writer, INDEX, "%plan", COUNT)
    ends = "ptr %before, ptr %after"

    def steps(number: Value) -> str:
        first, last = (load(writer, INDEX, group_word(writer, number, name), 0) for name in ("first", "last"))
        return f"ptr %networks, {first.typed}, {last.typed}"

    with when(writer, way == SHARED):
        writer.line(f"call void {NODES}({ends}, ptr %stream, {count.typed})")
    with when(writer, way == LONG):
        everyone = writer.widen(writer.constant(1, TRUTH))
        writer.line(f"call void {MASKED}({ends}, {steps(writer.constant(0, INDEX))}, {everyone.typed})")
    if module.lanes > 1:
        with when(writer, way == MASKS), counted(writer, 0, count) as number:
            mask = mask_of(writer, load(writer, INDEX, group_word(writer, number, "mask"), 0))
            writer.line(f"call void {MASKED}({ends}, {steps(number)}, {mask.typed})")
        with when(writer, way == APART):
            writer.line(f"call void {APART_UPDATE}({ends}, ptr %stream, {count.typed})")
    writer.line("ret void")
    parameters = "ptr %before, ptr %after, ptr noalias readonly %networks, ptr %plan, ptr %stream"
    module.functions[MIXED] = writer.text(f"internal void {MIXED}({parameters})", "#2")
