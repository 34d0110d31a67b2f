"""What setup drew once for all genomes, read by lanes that may be at different ticks, in IR."""

from quale.compiler.emit.control import load, store
from quale.compiler.emit.ir_text import INDEX, NUMBER, Module, Value, Writer
from quale.compiler.emit.layout import Layout
from quale.compiler.emit.scope import Queued


def advance(writer: Writer, layout: Layout, seats: Queued, lanes: Value) -> None:
    """Write that the lanes go on to the numbers drawn for their next tick."""
    if not layout.drawn:
        return
    step = writer.select(lanes, writer.constant(layout.row, INDEX), writer.constant(0, INDEX))
    place = writer.address("%work", layout.seat("cursor"))
    writer.line(f"store {(seats.cursor + step).typed}, ptr {place}, align {min(64, layout.lanes * 8)}")
    store(writer, seats.base + layout.row, "%work", layout.seat("base"))


def drawn_apart(writer: Writer, seats: Queued, offset: int) -> Value:
    """Write the reading of what setup drew, in lanes that may be at different ticks."""
    wide = writer.type(NUMBER, wide=True)
    if writer.lanes == 1:
        place = writer.result(f"inttoptr {(seats.cursor + offset).typed} to ptr")
        return Value(writer, load(writer, NUMBER, place, 0).text, NUMBER, wide=True)
    name = writer.fresh("drawn")
    writer.line(f"br i1 {seats.together.text}, label %{name}.beside, label %{name}.apart")
    writer.label(f"{name}.beside")
    place = writer.result(f"inttoptr {(seats.base + offset).typed} to ptr")
    beside = writer.op(f"load {wide}, ptr {place}, align {min(64, writer.lanes * 8)}", NUMBER, wide=True)
    writer.line(f"br label %{name}.end")
    writer.label(f"{name}.apart")
    apart = writer.op(f"call {wide} {_gather_drawn(writer.module)}({(seats.cursor + offset).typed})", NUMBER, wide=True)
    writer.line(f"br label %{name}.end")
    writer.label(f"{name}.end")
    return writer.op(
        f"phi {wide} [ {beside.text}, %{name}.beside ], [ {apart.text}, %{name}.apart ]", NUMBER, wide=True
    )


def _gather_drawn(module: Module) -> str:
    """Return a function that loads a number from each lane's address."""
    function = "@gather.drawn"
    if function not in module.functions:
        writer = Writer(module)
        wide = writer.type(NUMBER, wide=True)
        addresses = Value(writer, "%addresses", INDEX, wide=True)
        gathered = f"{wide} poison"
        for lane in range(module.lanes):
            at = writer.op(f"extractelement {addresses.typed}, i64 {lane}", INDEX, wide=False)
            place = writer.result(f"inttoptr {at.typed} to ptr")
            one = load(writer, NUMBER, place, 0)
            gathered = writer.op(f"insertelement {gathered}, {one.typed}, i64 {lane}", NUMBER, wide=True).typed
        writer.line(f"ret {gathered}")
        module.functions[function] = writer.text(f"internal {wide} {function}({addresses.typed})", "#5")
    return function
