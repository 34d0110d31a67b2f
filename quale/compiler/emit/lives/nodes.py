"""One network in all lanes, its nodes side by side, in IR: up to four that do not wait for one another.

The links of a node are added in order, so that one addition waits for the one before. Nodes of one level (the longest
way from an input) read nothing of one another, and several are added up at a time, each in its own order: where one has
fewer links, it adds -0.0 · 1.0, which changes no number's bits. The network is copied to a stream of such records when
a life of a genome begins in the lanes: NODE_HEADER with the width, the links, kinds, targets and biases, then for each
link the weights and the places of the sources of all nodes.
"""

from quale.compiler.emit.control import Cell, counted, leave, load, repeated, store, when
from quale.compiler.emit.ir_text import INDEX, NUMBER, Module, Value, Writer
from quale.compiler.emit.layout import STREAM
from quale.compiler.emit.network import activate, add_activate, element, network_array

BUILD, NODES = "@stream.nodes", "@update.nodes"

WIDTHS = (4, 2, 1)
"""Nodes of a record."""

NODE_HEADER = 128
"""Bytes of what is said of a record's nodes before their links."""

_WIDTH, _LINKS, _KINDS, _TARGETS, _BIASES = 0, 8, 16, 48, 80
_ARRAYS = ("step_slot", "step_bias", "step_activation", "link_start", "link_source", "link_weight")


def add_nodes(module: Module, *, recurrent: bool) -> None:
    """Add `stream.nodes`, `update.nodes` and `activate`."""
    add_activate(module)
    _add_build(module, recurrent=recurrent)
    _add_update(module)


def _add_build(module: Module, *, recurrent: bool) -> None:
    """Add `stream.nodes(networks, first, last, rows, scratch, stream) -> i64`: the number of records, 0 without room.

    `scratch` has room for three integers a value slot: its level, how many steps a level has, and the steps by level.
    """
    writer = Writer(module)
    first, last, rows = (Value(writer, name, INDEX, wide=False) for name in ("%first", "%last", "%rows"))
    arrays = {name: network_array(writer, name) for name in _ARRAYS}
    zero = writer.constant(0, INDEX)
    levels = "%scratch"
    counts = writer.address("%scratch", rows * 8)
    order = writer.address("%scratch", rows * 16 + 16)
    with counted(writer, 0, rows) as slot:
        store(writer, zero, levels, slot * 8)
        store(writer, zero, counts, slot * 8)
    store(writer, zero, counts, rows * 8)
    with counted(writer, first, last) as step:
        level = Cell(writer, INDEX, zero)
        if not recurrent:
            begin, end = (element(writer, arrays["link_start"], at, INDEX) for at in (step, step + 1))
            with counted(writer, begin, end) as link:
                source = element(writer, arrays["link_source"], link, "i32")
                below = load(writer, INDEX, levels, source * 8)
                level.set(writer.select(below > level.get(), below, level.get()))
        above = level.get() + 1
        store(writer, above, levels, element(writer, arrays["step_slot"], step, "i32") * 8)
        store(writer, load(writer, INDEX, counts, above * 8) + 1, counts, above * 8)
    total = Cell(writer, INDEX, zero)
    with counted(writer, 0, rows + 1) as at:
        here = load(writer, INDEX, counts, at * 8)
        store(writer, total.get(), counts, at * 8)
        total.set(total.get() + here)
    with counted(writer, first, last) as step:
        level_of = load(writer, INDEX, levels, element(writer, arrays["step_slot"], step, "i32") * 8)
        place = load(writer, INDEX, counts, level_of * 8)
        store(writer, place + 1, counts, level_of * 8)
        store(writer, step, order, place * 8)
    _write_records(writer, arrays, (levels, counts, order), last - first)
    parameters = "ptr noalias readonly %networks, i64 %first, i64 %last, i64 %rows, ptr noalias %scratch, "
    parameters += "ptr noalias %stream"
    module.functions[BUILD] = writer.text(f"internal i64 {BUILD}({parameters})", "#6")


def _write_records(writer: Writer, arrays: dict[str, str], scratch: tuple[str, str, str], steps: Value) -> None:
    """Write the loop over the steps by level; `counts` holds where each level ends."""
    levels, counts, order = scratch
    zero = writer.constant(0, INDEX)
    position, records, used = (Cell(writer, INDEX, zero) for _ in range(3))
    with repeated(writer) as end:
        leave(writer, end, position.get() >= steps)
        step = load(writer, INDEX, order, position.get() * 8)
        level = load(writer, INDEX, levels, element(writer, arrays["step_slot"], step, "i32") * 8)
        left = load(writer, INDEX, counts, level * 8) - position.get()
        narrow = writer.select(left >= 2, writer.constant(2, INDEX), writer.constant(1, INDEX))
        width = writer.select(left >= 4, writer.constant(4, INDEX), narrow)
        most = Cell(writer, INDEX, zero)
        with counted(writer, 0, width) as node:
            at = load(writer, INDEX, order, (position.get() + node) * 8)
            links = element(writer, arrays["link_start"], at + 1, INDEX) - element(
                writer, arrays["link_start"], at, INDEX
            )
            most.set(writer.select(links > most.get(), links, most.get()))
        size = most.get() * width * 16 + NODE_HEADER
        with when(writer, used.get() + size > STREAM):
            writer.line("ret i64 0")
            writer.label(writer.fresh("unreachable"))
        record = writer.address("%stream", used.get())
        store(writer, width, record, _WIDTH)
        store(writer, most.get(), record, _LINKS)
        with counted(writer, 0, width) as node:
            at = load(writer, INDEX, order, (position.get() + node) * 8)
            _write_node(writer, arrays, (at, node, width), most.get(), record)
        used.set(used.get() + size)
        records.set(records.get() + 1)
        position.set(position.get() + width)
    writer.line(f"ret {records.get().typed}")


def _write_node(
    writer: Writer, arrays: dict[str, str], which: tuple[Value, Value, Value], most: Value, record: str
) -> None:
    """Write what a record says of one node: of the step, the how manieth node, of how many."""
    step, node, width = which
    row = writer.lanes * 8
    kind = element(writer, arrays["step_activation"], step, "i32")
    target = element(writer, arrays["step_slot"], step, "i32") * row
    bias = element(writer, arrays["step_bias"], step, NUMBER)
    for value, offset in ((kind, _KINDS), (target, _TARGETS), (bias, _BIASES)):
        store(writer, value, record, node * 8 + offset)
    begin, end = (element(writer, arrays["link_start"], at, INDEX) for at in (step, step + 1))
    first = writer.address(record, node * 8 + NODE_HEADER)
    apart = width * 16
    with counted(writer, 0, end - begin) as link:
        place = link * apart
        store(writer, element(writer, arrays["link_weight"], begin + link, NUMBER), first, place)
        source = element(writer, arrays["link_source"], begin + link, "i32")
        store(writer, source * row, first, place + width * 8)
    with counted(writer, end - begin, most) as link:
        place = link * apart
        store(writer, writer.constant(-0.0, NUMBER), first, place)
        store(writer, Value(writer, "%rows", INDEX, wide=False) * row, first, place + width * 8)


def _add_update(module: Module) -> None:
    """Add `update.nodes(before, after, stream, records)`: the nodes of the stream, from values to values."""
    writer = Writer(module)
    offset = Cell(writer, INDEX, writer.constant(0, INDEX))
    with counted(writer, 0, Value(writer, "%records", INDEX, wide=False)):
        record = writer.address("%stream", offset.get())
        width, links = load(writer, INDEX, record, _WIDTH), load(writer, INDEX, record, _LINKS)
        for nodes in WIDTHS:
            with when(writer, width == nodes):
                _update_record(writer, record, links, nodes)
        offset.set(offset.get() + links * width * 16 + NODE_HEADER)
    writer.line("ret void")
    signature = f"internal void {NODES}(ptr %before, ptr %after, ptr noalias readonly %stream, i64 %records)"
    module.functions[NODES] = writer.text(signature, "#2")


def _update_record(writer: Writer, record: str, links: Value, nodes: int) -> None:
    """Write the update of so many nodes."""
    align = min(64, writer.lanes * 8)
    wide = writer.type(NUMBER, wide=True)
    sums = [Cell(writer, NUMBER, load(writer, NUMBER, record, _BIASES + 8 * node), wide=True) for node in range(nodes)]
    first = writer.address(record, NODE_HEADER)
    with counted(writer, 0, links) as link:
        place = writer.address(first, link * (16 * nodes))
        for node, total in enumerate(sums):
            source = writer.address("%before", load(writer, INDEX, place, 8 * (nodes + node)))
            values = writer.op(f"load {wide}, ptr {source}, align {align}", NUMBER, wide=True)
            total.set(total.get() + load(writer, NUMBER, place, 8 * node) * values)
    for node, total in enumerate(sums):
        found = activate(writer, total.get(), load(writer, INDEX, record, _KINDS + 8 * node))
        target = writer.address("%after", load(writer, INDEX, record, _TARGETS + 8 * node))
        writer.line(f"store {found.typed}, ptr {target}, align {align}")
