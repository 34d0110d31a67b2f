"""Statements of a Program in IR: conditions become masks, with branches around idle code (Pharr & Mark 2012)."""

from quale.compiler.emit.cycle_counters import mark
from quale.compiler.emit.expression import element_pointer, expression, safe_index, scatter
from quale.compiler.emit.ir_text import BYTE, INDEX, NUMBER, TRUTH, Value, Writer
from quale.compiler.emit.network import FUNCTION, MIXED
from quale.compiler.emit.scope import (
    STORED,
    Scope,
    give,
    keep_cells,
    load_slot,
    make_cells,
    set_cell,
    store_slot,
    within,
)
from quale.compiler.program.analysis import cost, pieces, reads, writes
from quale.compiler.program.program import Branch, Define, Kind, Mark, Piece, Repeat, RunNetwork, Set, Stmt, While

BRANCH_COST = 24
"""Statements cheaper than this run in all lanes; a branch around them would cost as much when it is mispredicted."""


def block(scope: Scope, statements: tuple[Stmt, ...], mask: Value | None) -> None:
    """Write statements for the lanes in the mask; None means all lanes."""
    for statement in statements:
        match statement:
            case Define(name, value):
                give(scope, name, expression(scope, value))
            case Set():
                _set(scope, statement, mask)
            case Branch():
                _branch(scope, statement, mask)
            case Repeat():
                _repeat(scope, statement, mask)
            case While():
                _while(scope, statement, mask)
            case RunNetwork():
                _think(scope, mask)
            case Mark(part):
                mark(scope, part)
            case Piece(body):
                _piece(scope, body, mask)


def _set(scope: Scope, statement: Set, mask: Value | None) -> None:
    writer = scope.writer
    slot = scope.slots[statement.slot]
    value = expression(scope, statement.value)
    if statement.index is None:
        set_cell(scope, slot.name, value, mask)
        return
    index = safe_index(scope, statement.index, slot.length)
    if index.wide and writer.lanes > 1:
        wide = writer.widen(value)
        stored = writer.type(STORED[slot.kind], wide=True)
        if slot.kind is Kind.TRUTH:
            wide = writer.op(f"zext {wide.typed} to {stored}", BYTE, wide=True)
        base = writer.address(scope.bases[slot.name], scope.layout.offsets[slot.name])
        lanes = writer.widen(mask if mask is not None else writer.constant(1, TRUTH))
        function = scatter(writer.module, STORED[slot.kind])
        writer.line(f"call void {function}(ptr {base}, {index.typed}, {wide.typed}, {lanes.typed})")
        return
    pointer = element_pointer(scope, slot, Value(writer, index.text, INDEX, wide=False))
    if mask is not None:
        value = writer.select(mask, value, load_slot(scope, slot, pointer))
    store_slot(scope, slot, pointer, value)


def _narrow(mask: Value | None, condition: Value) -> Value:
    return condition if mask is None else mask & condition


def _branch(scope: Scope, statement: Branch, mask: Value | None) -> None:
    writer = scope.writer
    condition = expression(scope, statement.condition)
    if not condition.wide or writer.lanes == 1:
        _jump(scope, statement, condition, mask)
        return
    _guarded(scope, statement.then, _narrow(mask, condition))
    if statement.otherwise:
        _guarded(scope, statement.otherwise, _narrow(mask, ~condition))


def _jump(scope: Scope, statement: Branch, condition: Value, mask: Value | None) -> None:
    """Write a branch that all lanes take alike."""
    writer = scope.writer
    name = writer.fresh("when")
    writer.line(f"br i1 {condition.text}, label %{name}.then, label %{name}.else")
    for part, statements in (("then", statement.then), ("else", statement.otherwise)):
        writer.label(f"{name}.{part}")
        block(scope, statements, mask)
        writer.line(f"br label %{name}.end")
    writer.label(f"{name}.end")


def _guarded(scope: Scope, statements: tuple[Stmt, ...], mask: Value) -> None:
    """Write statements for a mask, with a branch around them if they are worth it."""
    writer = scope.writer
    if cost(statements) < BRANCH_COST:
        block(scope, statements, mask)
        return
    name = writer.fresh("when")
    writer.line(f"br i1 {writer.any(mask).text}, label %{name}.then, label %{name}.end")
    writer.label(f"{name}.then")
    block(scope, statements, mask)
    writer.line(f"br label %{name}.end")
    writer.label(f"{name}.end")


def _repeat(scope: Scope, statement: Repeat, mask: Value | None) -> None:
    writer = scope.writer
    name = writer.fresh("repeat")
    counter = Value(writer, f"%{name}.i", INDEX, wide=False)
    scope.ranges[statement.variable] = (statement.start, statement.stop)
    writer.line(f"br label %{name}.start")
    writer.label(f"{name}.start")
    writer.line(f"br label %{name}.head")
    writer.label(f"{name}.head")
    writer.line(f"{counter.text} = phi i64 [ {statement.start}, %{name}.start ], [ %{name}.next, %{name}.latch ]")
    more = counter < statement.stop
    writer.line(f"br i1 {more.text}, label %{name}.body, label %{name}.end")
    writer.label(f"{name}.body")
    give(scope, statement.variable, counter)
    block(scope, statement.body, mask)
    writer.line(f"br label %{name}.latch")
    writer.label(f"{name}.latch")
    writer.line(f"%{name}.next = add nuw nsw i64 {counter.text}, 1")
    writer.line(f"br label %{name}.head")
    writer.label(f"{name}.end")


def _while(scope: Scope, statement: While, mask: Value | None) -> None:
    writer = scope.writer
    name = writer.fresh("while")
    wide = writer.type(TRUTH, wide=True)
    cell = writer.alloca(wide, "mask", max(1, writer.lanes // 8))
    lanes = writer.widen(mask if mask is not None else writer.constant(1, TRUTH))
    writer.line(f"store {lanes.typed}, ptr {cell}")
    writer.line(f"br label %{name}.start")
    writer.label(f"{name}.start")
    writer.line(f"br label %{name}.head")
    writer.label(f"{name}.head")
    counter = Value(writer, f"%{name}.i", INDEX, wide=False)
    writer.line(f"{counter.text} = phi i64 [ 0, %{name}.start ], [ %{name}.next, %{name}.latch ]")
    going = writer.op(f"load {wide}, ptr {cell}", TRUTH, wide=True) & expression(scope, statement.condition)
    writer.line(f"store {going.typed}, ptr {cell}")
    more = writer.any(going) & (counter < statement.limit)
    writer.line(f"br i1 {more.text}, label %{name}.body, label %{name}.end")
    writer.label(f"{name}.body")
    block(scope, statement.body, going if writer.lanes > 1 else None)
    writer.line(f"br label %{name}.latch")
    writer.label(f"{name}.latch")
    writer.line(f"%{name}.next = add nuw nsw i64 {counter.text}, 1")
    writer.line(f"br label %{name}.head")
    writer.label(f"{name}.end")


def _piece(scope: Scope, body: tuple[Stmt, ...], mask: Value | None) -> None:
    """Write statements as a function and its call. One that calls no others has its scalars in cells meanwhile."""
    caller, module = scope.writer, scope.writer.module
    writer = Writer(module)
    inner = within(scope, writer)
    calls = pieces(body)
    if not calls:
        make_cells(inner, reads(body) | writes(body))
    block(inner, body, None if mask is None else Value(writer, "%mask", TRUTH, wide=True))
    if not calls:
        keep_cells(inner, writes(body))
    writer.line("ret void")
    name = f"@piece{len(module.functions)}"
    lanes = f", {caller.type(TRUTH, wide=True)}" if mask is not None else ""
    complexity = "double 0.0" if scope.complexity is None else scope.complexity.typed
    parameters = "ptr noalias readonly %block, ptr noalias %work, "
    parameters += f"{scope.tick.type} %t, {complexity.rsplit(' ', 1)[0]} %complexity"
    parameters += f"{lanes} %mask" if lanes else ""
    module.functions[name] = writer.text(f"internal void {name}({parameters})", "#2")
    arguments = f"ptr {scope.given}, ptr %work, {scope.tick.typed}, {complexity}"
    arguments += f"{lanes} {caller.widen(mask).text}" if mask is not None else ""
    caller.line(f"call void {name}({arguments})")


def _think(scope: Scope, mask: Value | None) -> None:
    """Run the brain in place, or from one half of its values to the other and copy the ends."""
    writer, layout, program = scope.writer, scope.layout, scope.program
    steps = f"ptr %networks, i64 {scope.first_step}, i64 {scope.last_step}"
    update = FUNCTION
    if scope.queued is not None:
        steps, update = "ptr %networks, ptr %plan, ptr %stream", MIXED
    values = writer.address("%work", layout.values)
    if layout.in_place:
        writer.line(f"call void {update}(ptr {values}, ptr {values}, {steps})")
        return
    row = layout.lanes * 8
    stride = Value(writer, scope.stride, INDEX, wide=False)
    halves = (values, writer.address(values, stride))
    inputs = writer.address("%work", layout.offsets["inputs"])
    for half in halves:
        writer.line(f"call void @llvm.memcpy.p0.p0.i64(ptr {half}, ptr {inputs}, i64 {layout.inputs * row}, i1 false)")
    after = halves[0]
    if program.recurrent:
        for _ in range(program.steps):
            phase = writer.op(f"load i1, ptr {scope.phase}", TRUTH, wide=False)
            before = writer.result(f"select i1 {phase.text}, ptr {halves[1]}, ptr {halves[0]}")
            after = writer.result(f"select i1 {phase.text}, ptr {halves[0]}, ptr {halves[1]}")
            writer.line(f"call void {update}(ptr {before}, ptr {after}, {steps})")
            writer.line(f"store {(~phase).typed}, ptr {scope.phase}")
    else:
        writer.line(f"call void {update}(ptr {after}, ptr {after}, {steps})")
    outputs = scope.slots["outputs"]
    for i in range(layout.outputs):
        source = writer.address(after, (layout.inputs + i) * row)
        value = writer.op(
            f"load {writer.type(NUMBER, wide=True)}, ptr {source}, align {min(64, row)}", NUMBER, wide=True
        )
        pointer = writer.address("%work", layout.offsets["outputs"] + i * row)
        if mask is not None:
            value = writer.select(mask, value, load_slot(scope, outputs, pointer))
        store_slot(scope, outputs, pointer, value)
