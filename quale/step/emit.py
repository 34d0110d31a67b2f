"""The batched step in IR: the network's update of the compiled world, with rows of numbers around it.

The exported function, C calling convention::

    step(call)

steps P genomes on R rows each. `call` points to the words of CALL, one of which points to those of SLICE: one argument
in place of seven, since ctypes takes a tenth of a microsecond for each. `inputs` [P, R, I], or [1, R, I] for all, and
`outputs` [P, R, O] are the objects of NumPy arrays of doubles, aligned and contiguous.

Rows of one genome lie in lanes, L at a time, so a genome takes ⌈R / L⌉ blocks of values [slots][L]. A feed-forward
network's values live in `work`, one block of the largest network. A recurrent network's live in `memory`, all blocks of
all genomes one after the other, and `work` has room for one of them beside it; a `memory` of 0 means feed-forward.
"""

from quale.compiler.emit.ir_text import INDEX, NUMBER, Module, Value, Writer
from quale.compiler.emit.network import FUNCTION, add_update, element, network_array
from quale.native.object_layout import ARRAY_DATA

ENTRY = "step"
SLICE = ("networks", "begin", "end", "updates", "columns.in", "columns.out")
"""Words that say what is stepped: the address of the networks' addresses, the genomes begin … end - 1, updates a step,
and the numbers of inputs and outputs."""

CALL = ("slice", "rows", "apart", "inputs", "outputs", "memory", "work")
"""Words of a call; `apart` are the bytes from the inputs of a genome to those of the next, 0 where all share them."""

NUMERIC = {"rows", "apart", "begin", "end", "updates", "columns.in", "columns.out"}
"""The words that are no addresses."""


def emit(lanes: int) -> str:
    """Return LLVM IR with `step` for a number of lanes."""
    module = Module(lanes, inline=True)
    module.declare("@mode.enter", "i64", ())
    module.declare("@mode.leave", "void", ("i64",))
    module.declare("@llvm.memcpy.p0.p0.i64", "void", ("ptr", "ptr", "i64", "i1"))
    module.declare("@llvm.smin.i64", INDEX, (INDEX, INDEX))
    add_update(module)
    _add_copy(module, "@read", into_lanes=True)
    _add_copy(module, "@write", into_lanes=False)
    _add_update_all(module)
    _add_step(module)
    return module.text()


def _index(writer: Writer, name: str) -> Value:
    return Value(writer, name, INDEX, wide=False)


def _add_copy(module: Module, function: str, *, into_lanes: bool) -> None:
    """Add `read` or `write`: rows of `columns` numbers to values [columns][L], or back.

    Lanes beyond the last row stand for that row once more. They are written first, so that what the row's own lane
    found comes last and stays.
    """
    writer = Writer(module)
    lanes = module.lanes
    wide = writer.type(NUMBER, wide=True)
    stride = _index(writer, "%columns") * 8
    places = []
    for lane in range(lanes):
        row = writer.op(f"call i64 @llvm.smin.i64(i64 {lane}, i64 %last)", INDEX, wide=False) if lane else None
        places.append("%rows" if row is None else writer.address("%rows", row * stride))
    writer.line("br label %head")
    writer.label("head")
    writer.line("%any = icmp slt i64 0, %columns")
    writer.line("br i1 %any, label %column, label %done")
    writer.label("column")
    writer.line("%c = phi i64 [ 0, %head ], [ %c.next, %column ]")
    cell = writer.address("%values", _index(writer, "%c") * (lanes * 8))
    align = min(64, lanes * 8)
    numbers = [writer.address(place, _index(writer, "%c") * 8) for place in places]
    if into_lanes:
        value = Value(writer, "poison", NUMBER, wide=True)
        for lane, number in enumerate(numbers):
            one = writer.op(f"load double, ptr {number}, align 8", NUMBER, wide=False)
            insert = f"insertelement {value.typed}, {one.typed}, i64 {lane}"
            value = writer.op(insert, NUMBER, wide=True) if lanes > 1 else one
        writer.line(f"store {wide} {value.text}, ptr {cell}, align {align}")
    else:
        value = writer.op(f"load {wide}, ptr {cell}, align {align}", NUMBER, wide=True)
        for lane, number in reversed(list(enumerate(numbers))):
            extract = f"extractelement {value.typed}, i64 {lane}"
            one = writer.op(extract, NUMBER, wide=False) if lanes > 1 else value
            writer.line(f"store double {one.text}, ptr {number}, align 8")
    writer.line("%c.next = add nuw nsw i64 %c, 1")
    writer.line("%more = icmp slt i64 %c.next, %columns")
    writer.line("br i1 %more, label %column, label %done")
    writer.label("done")
    writer.line("ret void")
    signature = f"internal void {function}(ptr %rows, i64 %columns, i64 %last, ptr %values)"
    module.functions[function] = writer.text(signature)


def _add_update_all(module: Module) -> None:
    """Add `update.all`: a recurrent network's updates, all nodes from the values before, which end where they began.

    A copy is read by the first of an odd number of updates, and written by the first of an even number.
    """
    writer = Writer(module)
    for line in (
        "call void @llvm.memcpy.p0.p0.i64(ptr %copy, ptr %values, i64 %size, i1 false)",
        "%bit = and i64 %updates, 1",
        "%odd = icmp ne i64 %bit, 0",
        "%first.before = select i1 %odd, ptr %copy, ptr %values",
        "%first.after = select i1 %odd, ptr %values, ptr %copy",
        "br label %again",
    ):
        writer.line(line)
    writer.label("again")
    for line in (
        "%u = phi i64 [ 0, %entry ], [ %u.next, %again ]",
        "%before = phi ptr [ %first.before, %entry ], [ %after, %again ]",
        "%after = phi ptr [ %first.after, %entry ], [ %before, %again ]",
        f"call void {FUNCTION}(ptr %before, ptr %after, ptr %networks, i64 %first, i64 %last)",
        "%u.next = add nuw nsw i64 %u, 1",
        "%more = icmp slt i64 %u.next, %updates",
        "br i1 %more, label %again, label %done",
    ):
        writer.line(line)
    writer.label("done")
    writer.line("ret void")
    parameters = "ptr %values, ptr %copy, i64 %size, ptr %networks, i64 %first, i64 %last, i64 %updates"
    module.functions["@update.all"] = writer.text(f"internal void @update.all({parameters})")


def _add_step(module: Module) -> None:
    """Add `step`: genome after genome, and of each block after block of rows; memory lies in the same order."""
    writer = Writer(module)
    writer.line("%mode = call i64 @mode.enter()")
    _load_words(writer, "call", CALL)
    _load_words(writer, "slice", SLICE)
    for name in ("inputs", "outputs"):
        writer.line(f"%{name}.data = load ptr, ptr {writer.address(f'%{name}', ARRAY_DATA)}, align 8")
    starts, sizes = (network_array(writer, name) for name in ("step_start", "slots"))
    for line in (
        "%recurrent = icmp ne ptr %memory, null",
        "%genomes.any = icmp slt i64 %begin, %end",
        "%rows.any = icmp slt i64 0, %rows",
        "%any = and i1 %genomes.any, %rows.any",
        "br i1 %any, label %genome, label %done",
    ):
        writer.line(line)
    writer.label("genome")
    writer.line("%g = phi i64 [ %begin, %entry ], [ %g.next, %genome.end ]")
    for name, first, following in (
        ("in", "%inputs.data", "%g.in.next"),
        ("out", "%outputs.data", "%out.next"),
        ("cells", "%memory", "%cells.next"),
    ):
        writer.line(f"%g.{name} = phi ptr [ {first}, %entry ], [ {following}, %genome.end ]")
    genome = _index(writer, "%g")
    steps = element(writer, starts, genome, INDEX), element(writer, starts, genome + 1, INDEX)
    size = element(writer, sizes, genome, "i32") * (module.lanes * 8)
    writer.line("br label %block")
    _write_block(writer, *steps, size)
    writer.label("genome.end")
    writer.line("%g.in.next = getelementptr i8, ptr %g.in, i64 %apart")
    writer.line("%g.next = add nsw i64 %g, 1")
    writer.line("%g.more = icmp slt i64 %g.next, %end")
    writer.line("br i1 %g.more, label %genome, label %done")
    writer.label("done")
    writer.line("call void @mode.leave(i64 %mode)")
    writer.line("ret void")
    module.functions["@step"] = writer.text(f"void @{ENTRY}(ptr %call)")


def _load_words(writer: Writer, record: str, words: tuple[str, ...]) -> None:
    """Load the words that a pointer points to, under their names."""
    for place, name in enumerate(words):
        kind = INDEX if name in NUMERIC else "ptr"
        writer.line(f"%{name} = load {kind}, ptr {writer.address(f'%{record}', place * 8)}, align 8")


def _write_block(writer: Writer, first: Value, last: Value, size: Value) -> None:
    """Write the loop over the blocks of a genome's rows, from `block` to `genome.end`."""
    lanes = writer.lanes
    writer.label("block")
    writer.line("%r = phi i64 [ 0, %genome ], [ %r.next, %block.end ]")
    for name in ("in", "out", "cells"):
        writer.line(f"%{name} = phi ptr [ %g.{name}, %genome ], [ %{name}.next, %block.end ]")
    left = _index(writer, "%rows") - _index(writer, "%r")
    last_row = left - 1
    writer.line("%values = select i1 %recurrent, ptr %cells, ptr %work")
    writer.line(f"call void @read(ptr %in, i64 %columns.in, {last_row.typed}, ptr %values)")
    steps = f"ptr %networks, {first.typed}, {last.typed}"
    writer.line("br i1 %recurrent, label %block.recurrent, label %block.forward")
    writer.label("block.recurrent")
    writer.line(f"call void @update.all(ptr %values, ptr %work, {size.typed}, {steps}, i64 %updates)")
    writer.line("br label %block.end")
    writer.label("block.forward")
    writer.line(f"call void {FUNCTION}(ptr %values, ptr %values, {steps})")
    writer.line("br label %block.end")
    writer.label("block.end")
    results = writer.address("%values", _index(writer, "%columns.in") * (lanes * 8))
    writer.line(f"call void @write(ptr %out, i64 %columns.out, {last_row.typed}, ptr {results})")
    taken = writer.op(f"call i64 @llvm.smin.i64({left.typed}, i64 {lanes})", INDEX, wide=False)
    for name, columns in (("in", "%columns.in"), ("out", "%columns.out")):
        distance = taken * _index(writer, columns) * 8
        writer.line(f"%{name}.next = getelementptr i8, ptr %{name}, {distance.typed}")
    writer.line(f"%cells.next = getelementptr i8, ptr %cells, {size.typed}")
    writer.line(f"%r.next = add nuw nsw i64 %r, {lanes}")
    writer.line("%r.more = icmp slt i64 %r.next, %rows")
    writer.line("br i1 %r.more, label %block, label %genome.end")
