"""What a plan says, and the stream of networks that are run step by step side by side, in IR.

The plan: the way, the number of groups or of steps; then the groups of lanes that share a genome; then the stream,
step after step: STEP_HEADER, for each lane bias, activation and where its value goes, and the links, as rows or lane by
lane. A row has ROW_HEADER and each lane's weight; a link lane by lane has each lane's weight and where its source lies.
"""

from quale.compiler.emit.control import Cell, bit, counted, has_bit, leave, load, repeated, store, when
from quale.compiler.emit.ir_text import INDEX, NUMBER, TRUTH, Module, Value, Writer
from quale.compiler.emit.layout import GROUP, Layout
from quale.compiler.emit.network import element, network_array

MERGE, GATHER = "@stream.rows", "@stream.places"

SHARED, MASKS, APART, LONG = 0, 1, 2, 3
"""Ways to run the networks of all lanes: one for all, one after the other under masks, step by step side by side; and
one for all that is too long for a stream."""

COUNT, GENOME = 8, 16
"""Where the plan says how many groups, steps or records there are, and whose network the stream of one for all is."""

ROW_LINK, LANE_LINK = 5, 10
"""What links take for all lanes together, in cycles, about: a link of one row, one of a place in each lane."""

STEP_HEADER = 64
"""Bytes of what all lanes of a step of the stream share: the number of links or rows, whether they are rows, the kinds
of activations as bits, the row where the values go if all go to one, and the lanes that have such a step."""

ROW_HEADER = 64
"""Bytes of what all lanes of a row share: where it lies, and the lanes that have a link from it."""

LINKS, ROWS, KINDS, TARGET, LANES = 0, 8, 16, 24, 32
"""Where the parts of STEP_HEADER lie."""

EVERYWHERE = -1
"""In place of the row where the values of a step go: to a row of its own in each lane."""


def add_stream(module: Module, layout: Layout) -> None:
    """Add what writes a step's links."""
    _add_merge(module, layout)
    _add_gather(module, layout)


def group_word(writer: Writer, number: Value, name: str) -> str:
    """Return the address of a word of a group."""
    return writer.address("%plan", number * (8 * len(GROUP)) + (64 + 8 * GROUP.index(name)))


def larger(writer: Writer, a: Value, b: Value) -> Value:
    """Return the larger one of two integers."""
    return writer.select(a < b, b, a)


def write_lanes(writer: Writer, layout: Layout, step: Value, record: str) -> Value:
    """Write what a step of the stream says of each lane; return the most links that it has in a lane.

    In a lane that is not live or has no such step, it is one that nobody reads.
    """
    row = writer.lanes * 8
    zero = writer.constant(0, INDEX)
    live, rows = (Value(writer, name, INDEX, wide=False) for name in ("%live", "%rows"))
    names = ("step_start", "step_slot", "step_bias", "step_activation", "link_start")
    arrays = {name: network_array(writer, name) for name in names}
    kinds, most, having = (Cell(writer, INDEX, zero) for _ in range(3))
    target = Cell(writer, INDEX, writer.constant(EVERYWHERE, INDEX))
    alike = Cell(writer, TRUTH, writer.constant(1, TRUTH))
    with counted(writer, 0, writer.lanes) as lane:
        begin, end = Cell(writer, INDEX, zero), Cell(writer, INDEX, zero)
        bias = Cell(writer, NUMBER, writer.constant(0.0, NUMBER))
        kind, slot = Cell(writer, INDEX, zero), Cell(writer, INDEX, rows + 1)
        with when(writer, has_bit(live, lane)):
            genome = load(writer, INDEX, "%work", lane * 8 + layout.seat("genome"))
            at = element(writer, arrays["step_start"], genome, INDEX) + step
            with when(writer, at < element(writer, arrays["step_start"], genome + 1, INDEX)):
                begin.set(element(writer, arrays["link_start"], at, INDEX))
                end.set(element(writer, arrays["link_start"], at + 1, INDEX))
                bias.set(element(writer, arrays["step_bias"], at, NUMBER))
                kind.set(element(writer, arrays["step_activation"], at, "i32"))
                slot.set(element(writer, arrays["step_slot"], at, "i32"))
                kinds.set(kinds.get() | bit(writer, kind.get()))
                alike.set(alike.get() & ((target.get() == slot.get()) | (target.get() == EVERYWHERE)))
                target.set(slot.get())
                having.set(having.get() | bit(writer, lane))
        column = lane * 8
        store(writer, bias.get(), record, column + STEP_HEADER)
        store(writer, kind.get(), record, column + (STEP_HEADER + row))
        store(writer, slot.get() * row + column, record, column + (STEP_HEADER + 2 * row))
        for name, value in (("begin", begin.get()), ("first", begin.get()), ("end", end.get())):
            store(writer, value, "%work", column + layout.seat(name))
        most.set(larger(writer, most.get(), end.get() - begin.get()))
    store(writer, kinds.get(), record, KINDS)
    everywhere = writer.constant(EVERYWHERE, INDEX)
    store(writer, writer.select(alike.get(), target.get() * row, everywhere), record, TARGET)
    store(writer, having.get(), record, LANES)
    return most.get()


def _add_merge(module: Module, layout: Layout) -> None:
    """Add `merge(networks, work, record, most, rows) -> i64`: a step's links as rows; 0 where that is dearer.

    Row after row is that of the next link of the first lane that has links left, for all lanes whose next link it is.
    """
    writer = Writer(module)
    row = module.lanes * 8
    zero = writer.constant(0, INDEX)
    sources, weights = network_array(writer, "link_source"), network_array(writer, "link_weight")
    limit = Value(writer, "%most", INDEX, wide=False) * LANE_LINK
    count = Cell(writer, INDEX, zero)
    with repeated(writer) as end:
        source = Cell(writer, INDEX, writer.constant(-1, INDEX))
        place = writer.address("%record", count.get() * (row + ROW_HEADER) + (STEP_HEADER + 3 * row))
        mask = Cell(writer, INDEX, zero)
        with counted(writer, 0, module.lanes) as lane:
            column = lane * 8
            at = load(writer, INDEX, "%work", column + layout.seat("begin"))
            weight = Cell(writer, NUMBER, writer.constant(0.0, NUMBER))
            with when(writer, at < load(writer, INDEX, "%work", column + layout.seat("end"))):
                mine = element(writer, sources, at, "i32")
                with when(writer, (source.get() < 0) | (source.get() == mine)):
                    source.set(mine)
                    weight.set(element(writer, weights, at, NUMBER))
                    mask.set(mask.get() | bit(writer, lane))
                    store(writer, at + 1, "%work", column + layout.seat("begin"))
            store(writer, weight.get(), place, column + ROW_HEADER)
        leave(writer, end, mask.get() == 0)
        store(writer, source.get() * row, place, 0)
        store(writer, mask.get(), place, 8)
        count.set(count.get() + 1)
        leave(writer, end, count.get() * ROW_LINK > limit)
    store(writer, count.get(), "%record", LINKS)
    store(writer, writer.constant(1, INDEX), "%record", ROWS)
    writer.line(f"ret {writer.select(count.get() * ROW_LINK > limit, zero, count.get()).typed}")
    parameters = "ptr noalias readonly %networks, ptr %work, ptr %record, i64 %most, i64 %rows"
    module.functions[MERGE] = writer.text(f"internal i64 {MERGE}({parameters})", "#6")


def _add_gather(module: Module, layout: Layout) -> None:
    """Add `gather(networks, work, record, most, rows)`: a step's links, the first of all lanes and so on."""
    writer = Writer(module)
    row = module.lanes * 8
    most, rows = (Value(writer, name, INDEX, wide=False) for name in ("%most", "%rows"))
    sources, weights = network_array(writer, "link_source"), network_array(writer, "link_weight")
    with counted(writer, 0, module.lanes) as lane:
        column = lane * 8
        end = load(writer, INDEX, "%work", column + layout.seat("end"))
        begin = load(writer, INDEX, "%work", column + layout.seat("first"))
        own = end - begin
        first = writer.address("%record", column + (STEP_HEADER + 3 * row))
        with counted(writer, 0, own) as link:
            source = element(writer, sources, begin + link, "i32")
            store(writer, element(writer, weights, begin + link, NUMBER), first, link * (2 * row))
            store(writer, source * row + column, first, link * (2 * row) + row)
        with counted(writer, own, most) as link:
            store(writer, writer.constant(-0.0, NUMBER), first, link * (2 * row))
            store(writer, rows * row + column, first, link * (2 * row) + row)
    store(writer, most, "%record", LINKS)
    store(writer, writer.constant(0, INDEX), "%record", ROWS)
    writer.line("ret void")
    parameters = "ptr noalias readonly %networks, ptr %work, ptr %record, i64 %most, i64 %rows"
    module.functions[GATHER] = writer.text(f"internal void {GATHER}({parameters})", "#6")
