"""Expressions of a Program in IR."""

from quale.compiler.emit.arithmetic import LaneArithmetic
from quale.compiler.emit.drawn import drawn_apart
from quale.compiler.emit.functions import call_function
from quale.compiler.emit.ir_text import BYTE, INDEX, NUMBER, TRUTH, Module, Value, Writer
from quale.compiler.emit.layout import WIDTH
from quale.compiler.emit.philox import draw
from quale.compiler.emit.scope import ELEMENT, STORED, Scope, get_cell, load_slot, take
from quale.compiler.program.analysis import Draw, constant_draw
from quale.compiler.program.program import (
    Apply,
    Beat,
    Complexity,
    Constant,
    Expr,
    Get,
    Lookup,
    Scenario,
    Slot,
    Table,
    Tick,
    Variable,
)
from quale.numeric.operators import PRIMITIVES


def expression(scope: Scope, source: Expr) -> Value:
    """Write an expression; its value is uniform if it is the same in all lanes by construction."""
    writer = scope.writer
    match source:
        case Constant(value, kind):
            return writer.constant(value, ELEMENT[kind])
        case Variable(name):
            return take(scope, name)
        case Tick() | Beat() | Scenario() | Complexity():
            return _surroundings(scope, source)
        case Get(slot, index):
            return get_cell(scope, slot) if index is None else _element(scope, scope.slots[slot], index)
        case Lookup(table, index):
            return _lookup(scope, scope.tables[table], index)
        case Apply():
            return _operation(scope, source)


def _surroundings(scope: Scope, source: Tick | Beat | Scenario | Complexity) -> Value:
    """Return what a life is given by where it stands."""
    match source:
        case Tick():
            return scope.tick
        case Beat():
            return scope.tick if scope.queued is None else scope.queued.beat
        case Scenario():
            return scope.scenario
        case Complexity():
            if scope.complexity is None:
                raise ValueError("complexity is known to the score only")
            return scope.complexity


def _operation(scope: Scope, source: Apply) -> Value:
    draw = constant_draw(source) if scope.draws else None
    if draw is not None and draw in scope.drawn:
        return _drawn(scope, draw)
    return _apply(scope, source.operation, tuple(expression(scope, a) for a in source.arguments))


def _drawn(scope: Scope, draw: Draw) -> Value:
    """Load what setup drew for this tick."""
    layout, writer = scope.layout, scope.writer
    if scope.queued is not None:
        return drawn_apart(writer, scope.queued, scope.drawn[draw] * layout.lanes * 8)
    offset = scope.tick * layout.row + (layout.size + scope.drawn[draw] * layout.lanes * 8)
    place = writer.address(scope.draws, offset)
    align = min(64, writer.lanes * 8)
    return writer.op(f"load {writer.type(NUMBER, wide=True)}, ptr {place}, align {align}", NUMBER, wide=True)


def _apply(scope: Scope, operation: str, values: tuple[Value, ...]) -> Value:
    writer = scope.writer
    arithmetic = LaneArithmetic(writer)
    if operation.startswith("call:"):
        return call_function(writer, operation.removeprefix("call:"), *values)
    if operation in PRIMITIVES:
        result: Value = PRIMITIVES[operation].formula(arithmetic, *values)
        return result
    if operation in ("uniform01", "normal01"):
        return writer.call(draw(writer.module, operation), NUMBER, *scope.keys, scope.tick, *values)
    if operation == "index_of":
        return arithmetic.to_integer(writer.intrinsic("trunc", values[0]))
    if operation == "imod":
        return remainder(writer, *values)
    raise ValueError(f"no such operation: {operation}")


def remainder(writer: Writer, a: Value, b: Value) -> Value:
    """Return a - b · floor(a / b) for |a| < 2^51 and 0 < b < 2^51.

    No vector unit divides integers. The quotient of the numbers, rounded down, is right or one too large.
    """
    if b.text.isdigit() and int(b.text).bit_count() == 1:
        return a & (int(b.text) - 1)
    if not a.wide and not b.wide:
        rest = writer.binary("srem", a, b, INDEX)
        return writer.select(rest < 0, rest + b, rest)
    arithmetic = LaneArithmetic(writer)
    quotient = arithmetic.floor(arithmetic.to_number(a) / arithmetic.to_number(b))
    rest = a - arithmetic.to_integer(quotient) * b
    return writer.select(rest < 0, rest + b, rest)


def safe_index(scope: Scope, source: Expr, length: int) -> Value:
    """Write an index that is in bounds in every lane.

    Lanes that do not take part may hold any index; what they read is not used, but it must not be read from elsewhere.
    """
    value = expression(scope, source)
    if isinstance(source, Constant) and 0 <= source.value < length:
        return value
    if isinstance(source, Variable) and source.name in scope.ranges:
        start, stop = scope.ranges[source.name]
        if start >= 0 and stop <= length:
            return value
    writer = scope.writer
    inside = writer.binary("icmp ult", value, writer.constant(length, INDEX), TRUTH)
    return writer.select(inside, value, writer.constant(0, INDEX))


def element_pointer(scope: Scope, slot: Slot, index: Value) -> str:
    """Return the address of the lanes of an element at a uniform index."""
    offset = index * (WIDTH[slot.kind] * scope.layout.lanes) + scope.layout.offsets[slot.name]
    return scope.writer.address(scope.bases[slot.name], offset)


def _element(scope: Scope, slot: Slot, source: Expr) -> Value:
    index = safe_index(scope, source, slot.length)
    writer = scope.writer
    if not index.wide or writer.lanes == 1:
        narrow = Value(writer, index.text, INDEX, wide=False)
        return load_slot(scope, slot, element_pointer(scope, slot, narrow))
    base = writer.address(scope.bases[slot.name], scope.layout.offsets[slot.name])
    stored = STORED[slot.kind]
    function = _gather(writer.module, stored, lanes_apart=True)
    loaded = writer.op(
        f"call {writer.type(stored, wide=True)} {function}(ptr {base}, {index.typed})", stored, wide=True
    )
    if stored == BYTE:
        return writer.op(f"icmp ne {loaded.typed}, zeroinitializer", TRUTH, wide=True)
    return loaded


def _lookup(scope: Scope, table: Table, source: Expr) -> Value:
    index = safe_index(scope, source, len(table.values))
    writer = scope.writer
    base = f'@"table.{table.name}"'
    if not index.wide or writer.lanes == 1:
        place = writer.result(f"getelementptr double, ptr {base}, i64 {index.text}")
        return writer.op(f"load double, ptr {place}, align 8", NUMBER, wide=index.wide)
    function = _gather(writer.module, NUMBER, lanes_apart=False)
    return writer.op(f"call {writer.type(NUMBER, wide=True)} {function}(ptr {base}, {index.typed})", NUMBER, wide=True)


def _gather(module: Module, stored: str, *, lanes_apart: bool) -> str:
    """Return a function that loads element index[l] for every lane l, of slots (one column a lane) or of a table."""
    function = f"@gather.{stored}.{'slot' if lanes_apart else 'table'}"
    if function not in module.functions:
        writer = Writer(module)
        lanes = module.lanes
        wide = writer.type(stored, wide=True)
        index = Value(writer, "%index", INDEX, wide=True)
        gathered = f"{wide} poison"
        place = index * lanes if lanes_apart else index
        for lane in range(lanes):
            at = writer.op(f"extractelement {place.typed}, i64 {lane}", INDEX, wide=False)
            at = at + lane if lanes_apart else at
            pointer = writer.result(f"getelementptr {stored}, ptr %base, {at.typed}")
            one = writer.op(f"load {stored}, ptr {pointer}", stored, wide=False)
            gathered = writer.op(f"insertelement {gathered}, {one.typed}, i64 {lane}", stored, wide=True).typed
        writer.line(f"ret {gathered}")
        module.functions[function] = writer.text(f"internal {wide} {function}(ptr readonly %base, {index.typed})", "#4")
    return function


def scatter(module: Module, stored: str) -> str:
    """Return a function that stores value[l] at element index[l] of a slot for every lane l in the mask."""
    function = f"@scatter.{stored}"
    if function not in module.functions:
        writer = Writer(module)
        wide = writer.type(stored, wide=True)
        index = Value(writer, "%index", INDEX, wide=True)
        place = index * module.lanes
        for lane in range(module.lanes):
            at = writer.op(f"extractelement {place.typed}, i64 {lane}", INDEX, wide=False) + lane
            pointer = writer.result(f"getelementptr {stored}, ptr %base, {at.typed}")
            new = writer.op(f"extractelement {wide} %value, i64 {lane}", stored, wide=False)
            old = writer.op(f"load {stored}, ptr {pointer}", stored, wide=False)
            part = writer.op(f"extractelement <{module.lanes} x i1> %mask, i64 {lane}", TRUTH, wide=False)
            chosen = writer.op(f"select {part.typed}, {new.typed}, {old.typed}", stored, wide=False)
            writer.line(f"store {chosen.typed}, ptr {pointer}")
        writer.line("ret void")
        signature = f"ptr %base, {index.typed}, {wide} %value, <{module.lanes} x i1> %mask"
        module.functions[function] = writer.text(f"internal void {function}({signature})", "#0")
    return function
