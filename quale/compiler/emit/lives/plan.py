"""Networks of several genomes in one vector, in IR: how they are run is planned when a life ends or begins.

There are three ways, and what decides is a count of what they take:

* all lanes share a genome: its nodes in all lanes, up to four of a level at a time (`nodes.py`);
* some share one: the same for each genome under its mask;
* step by step side by side: the first step of every lane's own network, then the second, and so on.

For the last way the networks are copied to a stream, step after step. Where the lanes' links mostly come from the
same nodes, as in networks that are kin, a step adds row after row of values, each in the lanes that have such a link;
else it adds the first links of all lanes, then the second, wherever their sources lie. A lane without a link at that
place adds -0.0, which changes no number's bits; within a lane, links keep their order.
"""

from quale.compiler.emit.control import Cell, bit, counted, has_bit, leave, load, repeated, store, when
from quale.compiler.emit.ir_text import INDEX, Module, Value, Writer
from quale.compiler.emit.layout import STREAM, Layout
from quale.compiler.emit.lives.nodes import BUILD, add_nodes
from quale.compiler.emit.lives.stream import (
    APART,
    COUNT,
    GATHER,
    GENOME,
    LANE_LINK,
    LONG,
    MASKS,
    MERGE,
    ROW_HEADER,
    ROW_LINK,
    SHARED,
    STEP_HEADER,
    add_stream,
    group_word,
    larger,
    write_lanes,
)
from quale.compiler.emit.network import element, network_array

PLAN = "@plan"

LINK, STEP, LANE_STEP = 4, 40, 60
"""What a link and a step take that lanes share, in cycles, about, and a step where each lane has its own."""


def add_plan(module: Module, layout: Layout, *, recurrent: bool) -> None:
    """Add `plan`."""
    add_nodes(module, recurrent=recurrent)
    if module.lanes > 1:
        add_stream(module, layout)
    _add_plan(module, layout)


def _add_plan(module: Module, layout: Layout) -> None:
    """Add `plan(networks, work, plan, live, rows)`: how the networks of the live lanes are run from now on."""
    writer = Writer(module)
    live = Value(writer, "%live", INDEX, wide=False)
    zero = writer.constant(0, INDEX)
    groups = Cell(writer, INDEX, zero)
    starts = network_array(writer, "step_start")
    with counted(writer, 0, module.lanes) as lane, when(writer, has_bit(live, lane)):
        genome = load(writer, INDEX, "%work", lane * 8 + layout.seat("genome"))
        home = Cell(writer, INDEX, groups.get())
        with counted(writer, 0, groups.get()) as number:
            same = load(writer, INDEX, group_word(writer, number, "genome"), 0) == genome
            home.set(writer.select(same, number, home.get()))
        with when(writer, home.get() == groups.get()):
            first, last = element(writer, starts, genome, INDEX), element(writer, starts, genome + 1, INDEX)
            for name, value in (("first", first), ("last", last), ("mask", zero), ("genome", genome)):
                store(writer, value, group_word(writer, groups.get(), name), 0)
            groups.set(groups.get() + 1)
        mask = group_word(writer, home.get(), "mask")
        store(writer, load(writer, INDEX, mask, 0) | bit(writer, lane), mask, 0)
    several = groups.get() > 1
    with when(writer, several):
        store(writer, writer.constant(MASKS, INDEX), "%plan", 0)
        store(writer, writer.constant(-1, INDEX), "%plan", GENOME)
        store(writer, groups.get(), "%plan", COUNT)
        if module.lanes > 1:
            _choose(writer, layout, groups.get())
    with when(writer, ~several & (live != 0)):
        _share(writer, layout)
    writer.line("ret void")
    parameters = "ptr noalias readonly %networks, ptr %work, ptr %plan, i64 %live, i64 %rows"
    module.functions[PLAN] = writer.text(f"internal void {PLAN}({parameters})", "#6")


def _share(writer: Writer, layout: Layout) -> None:
    """Write the stream of the one genome that all lanes have, unless it is there."""
    one = writer.constant(0, INDEX)
    first, last, genome = (
        load(writer, INDEX, group_word(writer, one, name), 0) for name in ("first", "last", "genome")
    )
    with when(writer, load(writer, INDEX, "%plan", GENOME) != genome):
        stream = writer.address("%plan", layout.groups)
        scratch = writer.address("%plan", layout.groups + STREAM)
        arguments = f"ptr %networks, {first.typed}, {last.typed}, i64 %rows, ptr {scratch}, ptr {stream}"
        records = writer.op(f"call i64 {BUILD}({arguments})", INDEX, wide=False)
        way = writer.select(records == 0, writer.constant(LONG, INDEX), writer.constant(SHARED, INDEX))
        store(writer, way, "%plan", 0)
        store(writer, records, "%plan", COUNT)
        store(writer, genome, "%plan", GENOME)


def _choose(writer: Writer, layout: Layout, groups: Value) -> None:
    """Write the comparison of masks with the stream: it is made until it costs more than masks or has no room."""
    lanes = writer.lanes
    zero = writer.constant(0, INDEX)
    link_start = network_array(writer, "link_start")
    masks, steps = (Cell(writer, INDEX, zero) for _ in range(2))
    with counted(writer, 0, groups) as number:
        first = load(writer, INDEX, group_word(writer, number, "first"), 0)
        last = load(writer, INDEX, group_word(writer, number, "last"), 0)
        entering = element(writer, link_start, last, INDEX) - element(writer, link_start, first, INDEX)
        masks.set(masks.get() + entering * LINK + (last - first) * STEP)
        steps.set(larger(writer, steps.get(), last - first))
    apart = Cell(writer, INDEX, steps.get() * LANE_STEP)
    stream = Cell(writer, INDEX, writer.constant(layout.groups, INDEX))
    step = Cell(writer, INDEX, zero)
    row = lanes * 8
    with repeated(writer) as end:
        leave(writer, end, (step.get() >= steps.get()) | (apart.get() >= masks.get()))
        at = writer.address("%plan", stream.get())
        links = write_lanes(writer, layout, step.get(), at)
        size = links * (2 * (row + ROW_HEADER)) + (STEP_HEADER + 5 * row + 2 * ROW_HEADER)
        leave(writer, end, stream.get() + size > STREAM)
        arguments = f"ptr %networks, ptr %work, ptr {at}, {links.typed}, i64 %rows"
        merged = writer.op(f"call i64 {MERGE}({arguments})", INDEX, wide=False)
        with when(writer, merged == 0):
            writer.line(f"call void {GATHER}({arguments})")
        dear, cheap = links * LANE_LINK, merged * ROW_LINK
        apart.set(apart.get() + writer.select(merged == 0, dear, cheap))
        used = writer.select(merged == 0, links * (2 * row), merged * (row + ROW_HEADER))
        stream.set(stream.get() + used + (STEP_HEADER + 3 * row))
        step.set(step.get() + 1)
    with when(writer, (step.get() == steps.get()) & (apart.get() < masks.get())):
        store(writer, writer.constant(APART, INDEX), "%plan", 0)
        store(writer, steps.get(), "%plan", COUNT)
