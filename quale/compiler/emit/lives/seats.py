"""Who sits in which lane: the queue of lives, the copy of a scenario into a lane, and the results of a life, in IR.

A life is a genome in a scenario. Lives are taken genome after genome, and of each scenario after scenario; genomes come
from a counter that all threads share, so that none runs out of work before the others do.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from quale.compiler.emit.control import Cell, bit, bits_of, counted, has_bit, load, mask_of, store, when
from quale.compiler.emit.ir_text import BYTE, INDEX, NUMBER, TRUTH, Module, Value, Writer
from quale.compiler.emit.layout import WIDTH, Layout, untouched
from quale.compiler.emit.network import element, network_array
from quale.compiler.program.program import Program

SEAT = "@seat"
DELIVER = "@deliver"
_COLUMNS = "@columns"

Run = tuple[int, int]
"""Rows of lanes that lie one behind the other: their offset in the block and their number."""

WIDE, NARROW = 8, 1
"""Bytes a lane of a row."""


def columns(program: Program, layout: Layout) -> dict[tuple[str, int], list[Run]]:
    """Return the rows that make up a scenario by the memory where they go and by their width.

    What only setup writes goes to `kept`, its number and keys included, all else to `work`.
    """
    kept = untouched(program)
    found: dict[tuple[str, int], list[Run]] = {
        (memory, width): [] for memory in ("kept", "work") for width in (WIDE, NARROW)
    }
    found["kept", WIDE] = [(offset, 1) for offset in (layout.scenario, *layout.keys)]
    for slot in program.slots:
        memory = "kept" if slot.name in kept else "work"
        found[memory, WIDTH[slot.kind]].append((layout.offsets[slot.name], max(slot.length, 1)))
    return {where: _joined(sorted(runs), where[1] * layout.lanes) for where, runs in found.items()}


def _joined(runs: list[Run], row: int) -> list[Run]:
    """Return runs with those in one that follow one another without a gap."""
    joined: list[Run] = []
    for offset, rows in runs:
        if joined and joined[-1][0] + joined[-1][1] * row == offset:
            joined[-1] = (joined[-1][0], joined[-1][1] + rows)
        else:
            joined.append((offset, rows))
    return joined


def add_seats(module: Module, program: Program, layout: Layout) -> None:
    """Add `seat` and `deliver`."""
    _add_seat(module, program, layout)
    _add_deliver(module, layout)


def _add_seat(module: Module, program: Program, layout: Layout) -> None:
    """Add `seat(networks, queue, end, scenarios, blocks, kept, work, results, stride, live) -> i64`.

    Lanes that are not `live` are given the next lives, in the order of the lanes. Returns the lanes that were, as bits.
    """
    _add_copies(module, columns(program, layout))
    writer = Writer(module)
    live = Value(writer, "%live", INDEX, wide=False)
    zero = writer.constant(0, INDEX)
    filled, changed, beside = (Cell(writer, INDEX, zero) for _ in range(3))
    with counted(writer, 0, layout.lanes) as lane, when(writer, ~has_bit(live, lane)):
        _take_turn(writer, layout)
        scenario = load(writer, INDEX, "%work", layout.seat("next"))
        there = scenario < Value(writer, "%scenarios", INDEX, wide=False)
        with when(writer, there):
            store(writer, scenario + 1, "%work", layout.seat("next"))
            seated = bit(writer, lane)
            before = load(writer, INDEX, "%kept", lane * 8 + layout.scenario)
            changed.set(changed.get() | writer.select(before != scenario, seated, zero))
            beside.set(beside.get() | writer.select((scenario & (layout.lanes - 1)) == lane, seated, zero))
            filled.set(filled.get() | seated)
            _sit_down(writer, program, layout, lane, scenario)
        with when(writer, ~there):
            store(writer, writer.constant(-1, INDEX), "%work", lane * 8 + layout.seat("genome"))
            blocks = _integer(writer, "%blocks")
            store(writer, blocks + lane * 8 + layout.size, "%work", lane * 8 + layout.seat("cursor"))
    _copy_all(writer, layout, filled.get(), changed.get(), beside.get())
    if layout.drawn:
        _look_side_by_side(writer, layout, live | filled.get())
    writer.line(f"ret {filled.get().typed}")
    parameters = "ptr noalias readonly %networks, ptr %queue, i64 %end, i64 %scenarios, ptr noalias readonly %blocks, "
    parameters += "ptr noalias %kept, ptr noalias %work, ptr %results, i64 %stride, i64 %live"
    module.functions[SEAT] = writer.text(f"internal i64 {SEAT}({parameters})", "#6")


def _integer(writer: Writer, pointer: str) -> Value:
    return writer.op(f"ptrtoint ptr {pointer} to i64", INDEX, wide=False)


def _take_turn(writer: Writer, layout: Layout) -> None:
    """Write: where a genome's scenarios are all taken, go on to the next genome, if there is one."""
    scenarios = Value(writer, "%scenarios", INDEX, wide=False)
    with when(writer, load(writer, INDEX, "%work", layout.seat("next")) >= scenarios):
        genome = writer.op("atomicrmw add ptr %queue, i64 1 monotonic", INDEX, wide=False)
        store(writer, genome, "%work", layout.seat("turn"))
        there = genome < Value(writer, "%end", INDEX, wide=False)
        store(writer, writer.select(there, writer.constant(0, INDEX), scenarios), "%work", layout.seat("next"))


def _sit_down(writer: Writer, program: Program, layout: Layout, lane: Value, scenario: Value) -> None:
    """Write what a life needs in its lane: its scenario as setup left it, and an empty memory."""
    lanes = layout.lanes
    genome = load(writer, INDEX, "%work", layout.seat("turn"))
    life = genome * Value(writer, "%scenarios", INDEX, wide=False) + scenario
    result = _integer(writer, "%results") + life * (8 * len(program.results))
    turn, column = scenario >> (lanes.bit_length() - 1), scenario & (lanes - 1)
    cursor = _integer(writer, "%blocks") + turn * layout.block_size + column * 8 + layout.size
    count = element(writer, network_array(writer, "complexity"), genome, "i32")
    complexity = writer.op(f"sitofp i64 {count.text} to double", NUMBER, wide=False)
    mine = (("genome", genome), ("result", result), ("cursor", cursor), ("complexity", complexity), ("life", scenario))
    for name, value in mine:
        store(writer, value, "%work", lane * 8 + layout.seat(name))
    if program.recurrent and not layout.in_place:
        for half in (0, 1):
            values = writer.address("%work", Value(writer, "%stride", INDEX, wide=False) * half + layout.values)
            column_of = writer.address(values, lane * 8)
            slots = element(writer, network_array(writer, "slots"), genome, "i32")
            with counted(writer, 0, slots) as row:
                store(writer, writer.constant(0, INDEX), column_of, row * (lanes * 8))


def _copy_all(writer: Writer, layout: Layout, filled: Value, changed: Value, beside: Value) -> None:
    """Write the copying of prepared scenarios: by rows where each lane has its own column of one block, else by lanes.

    What only setup writes is copied where a lane has another scenario than before.
    """
    lanes = writer.lanes
    writer.module.declare("@llvm.cttz.i64", INDEX, (INDEX, "i1"))
    first = writer.op(f"call i64 @llvm.cttz.i64({filled.typed}, i1 false)", INDEX, wide=False) & (lanes - 1)
    scenario = load(writer, INDEX, "%work", first * 8 + layout.seat("life"))
    shift = lanes.bit_length() - 1
    last = load(writer, INDEX, "%work", layout.seat("next")) - 1
    rows_fit = (filled == beside) & (scenario >> shift == last >> shift) & (scenario <= last)
    with when(writer, rows_fit & (filled != 0)):
        source = writer.address("%blocks", (scenario >> shift) * layout.block_size)
        for memory, which in (("work", filled), ("kept", changed)):
            writer.line(f"call void @copy.rows.{memory}(ptr {source}, ptr %{memory}, {mask_of(writer, which).typed})")
    with when(writer, ~rows_fit), counted(writer, 0, lanes) as lane, when(writer, has_bit(filled, lane)):
        number = load(writer, INDEX, "%work", lane * 8 + layout.seat("life"))
        source = writer.address("%blocks", (number >> shift) * layout.block_size)
        arguments = f"ptr {source}, {(number & (lanes - 1)).typed}, {lane.typed}"
        writer.line(f"call void @copy.column.work(ptr %work, {arguments})")
        with when(writer, has_bit(changed, lane)):
            writer.line(f"call void @copy.column.kept(ptr %kept, {arguments})")


def _add_copies(module: Module, runs: dict[tuple[str, int], list[Run]]) -> None:
    """Add `copy.rows.MEMORY(source, target, mask)` and `copy.column.MEMORY(target, source, column, lane)`."""
    for memory in ("kept", "work"):
        rows, column = Writer(module), Writer(module)
        for width in (WIDE, NARROW):
            entries = runs[memory, width]
            if not entries:
                continue
            table = f"{_COLUMNS}.{memory}.{width}"
            texts = ", ".join(f"[2 x i64] [i64 {offset}, i64 {count}]" for offset, count in entries)
            module.globals.append(f"{table} = internal constant [{len(entries)} x [2 x i64]] [{texts}]")
            _copy_rows(rows, table, len(entries), width)
            _copy_column(column, table, len(entries), width)
        mask = rows.type(TRUTH, wide=True)
        for writer, name, parameters in (
            (rows, "rows", f"ptr noalias readonly %source, ptr noalias %target, {mask} %mask"),
            (column, "column", "ptr noalias %target, ptr noalias readonly %source, i64 %column, i64 %lane"),
        ):
            writer.line("ret void")
            function = f"@copy.{name}.{memory}"
            module.functions[function] = writer.text(f"internal void {function}({parameters})", "#2")


@contextmanager
def _all_rows(writer: Writer, table: str, runs: int, row: int) -> Iterator[Value]:
    """Write a loop over all rows of a table; yields their offsets."""
    with counted(writer, 0, runs) as run:
        entry = writer.result(f"getelementptr [2 x i64], ptr {table}, {run.typed}")
        first, count = load(writer, INDEX, entry, 0), load(writer, INDEX, entry, 8)
        with counted(writer, first, first + count * row, row) as offset:
            yield offset


def _copy_rows(writer: Writer, table: str, runs: int, width: int) -> None:
    """Write the copying of the mask's lanes of all rows of a table."""
    kind, row = INDEX if width == WIDE else BYTE, width * writer.lanes
    wide, align = writer.type(kind, wide=True), min(64, row)
    with _all_rows(writer, table, runs, row) as offset:
        new, old = (
            writer.op(f"load {wide}, ptr {writer.address(base, offset)}, align {align}", kind, wide=True)
            for base in ("%source", "%target")
        )
        chosen = writer.select(Value(writer, "%mask", TRUTH, wide=True), new, old)
        writer.line(f"store {chosen.typed}, ptr {writer.address('%target', offset)}, align {align}")


def _copy_column(writer: Writer, table: str, runs: int, width: int) -> None:
    """Write the copying of one lane of all rows of a table."""
    column, lane = (Value(writer, name, INDEX, wide=False) for name in ("%column", "%lane"))
    source, target = writer.address("%source", column * width), writer.address("%target", lane * width)
    with _all_rows(writer, table, runs, width * writer.lanes) as offset:
        store(writer, load(writer, INDEX if width == WIDE else BYTE, source, offset), target, offset)


def _look_side_by_side(writer: Writer, layout: Layout, live: Value) -> None:
    """Write whether the live lanes' drawn numbers lie side by side, as they do when all of them began together."""
    writer.module.declare("@llvm.cttz.i64", INDEX, (INDEX, "i1"))
    first = writer.op(f"call i64 @llvm.cttz.i64({live.typed}, i1 false)", INDEX, wide=False) & (layout.lanes - 1)
    base = load(writer, INDEX, "%work", first * 8 + layout.seat("cursor")) - first * 8
    first_column = (base & (min(64, layout.lanes * 8) - 1)) == 0  # else what lies side by side is not a whole row
    together = Cell(writer, INDEX, writer.op(f"zext {first_column.typed} to i64", INDEX, wide=False))
    with counted(writer, 0, layout.lanes) as lane, when(writer, has_bit(live, lane)):
        apart = load(writer, INDEX, "%work", lane * 8 + layout.seat("cursor")) - lane * 8 != base
        with when(writer, apart):
            together.set(writer.constant(0, INDEX))
    store(writer, base, "%work", layout.seat("base"))
    store(writer, together.get(), "%work", layout.seat("together"))


def _add_deliver(module: Module, layout: Layout) -> None:
    """Add `deliver(work, offset, done, value)`: one result of the lanes whose lives are over, as bits."""
    writer = Writer(module)
    wide = writer.type(NUMBER, wide=True)
    scratch = writer.alloca(wide, "scratch", 64)
    writer.line(f"store {wide} %value, ptr {scratch}")
    done = Value(writer, "%done", INDEX, wide=False)
    with counted(writer, 0, layout.lanes) as lane, when(writer, has_bit(done, lane)):
        address = load(writer, INDEX, "%work", lane * 8 + layout.seat("result"))
        place = writer.result(f"inttoptr {address.typed} to ptr")
        target = writer.address(place, Value(writer, "%offset", INDEX, wide=False))
        store(writer, load(writer, NUMBER, scratch, lane * 8), target, 0)
    writer.line("ret void")
    signature = f"internal void {DELIVER}(ptr %work, i64 %offset, i64 %done, {wide} %value)"
    module.functions[DELIVER] = writer.text(signature, "#6")


def deliver(writer: Writer, number: int, value: Value, done: Value) -> None:
    """Write a result of the lanes whose lives are over."""
    arguments = f"ptr %work, i64 {8 * number}, {bits_of(writer, done).typed}, {writer.widen(value).typed}"
    writer.line(f"call void {DELIVER}({arguments})")
