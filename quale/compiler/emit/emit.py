"""A Program as one LLVM module: setup, evaluation of genomes, and traces, with L scenarios in the lanes of vectors.

Exported functions, C calling convention:

* ``setup(block, seed, generation, first, count)`` fills a block (quale/compiler/emit/layout.py) for the scenarios
  first … first + count - 1 in the lanes 0 … count - 1. It does not depend on genomes.
* ``evaluate(call) -> i32`` runs genomes on the scenarios of blocks that lie one behind the other and writes
  results[genome][scenario][1 + M]. `call` points to the words of CALL (quale/compiler/emit/lives/evaluate.py), the
  first of which points to the addresses of NETWORK_ARRAYS. Returns 1 if the 32-bit flag at `stop` was found set; what
  was written is worthless then.
* ``trace(networks, genome, block, work, results, stop, rows, stride, lane) -> i64`` runs one genome on the scenarios of
  one block, writes results[1 + M][L] and rows of labelled values of one lane, `stride` bytes apart: one after setup,
  one after every tick, and one that does not count; returns the ticks of that lane, -1 when stopped. With a stride of 0
  there is one row for all.
* ``clocks(to)``, where the Program has marks, copies the cycles that each part has taken in all evaluations so far.

Two functions are left to the linker, because they depend on the machine: `mode.enter() -> i64` sets the default
floating-point mode and returns the one it found, `mode.leave(i64)` restores it.
"""

from quale.compiler.emit.cycle_counters import add_clocks, parts
from quale.compiler.emit.expression import expression
from quale.compiler.emit.functions import FEW
from quale.compiler.emit.ir_text import INDEX, NUMBER, TRUTH, Module, Value, Writer
from quale.compiler.emit.layout import Layout, lay_out, untouched
from quale.compiler.emit.lives.evaluate import add_evaluate
from quale.compiler.emit.network import add_update, element, network_array
from quale.compiler.emit.philox import draw, scenario_key
from quale.compiler.emit.scope import (
    Scope,
    get_cell,
    header,
    keep_cells,
    load_slot,
    store_slot,
    tag_slots,
    usual_cells,
)
from quale.compiler.emit.statement import block
from quale.compiler.emit.trace_rows import add_trace, end_row, lane_ticks, start_rows
from quale.compiler.program.analysis import calls, most, reads, runs_network, writes
from quale.compiler.program.program import Define, Kind, Program, Slot

SETUP_TICK = 0xFFFFFFFF
PATIENCE = 1 << 20
"""Instructions between two looks at the stop flag, about: a millisecond or a few, with the brain's."""

LONGEST_INTERVAL = 1024
"""Ticks between two looks that cost nothing to speak of, however short a tick is."""


def emit(program: Program, lanes: int, *, trace: bool = False) -> str:
    """Return LLVM IR with `setup` and `evaluate`, or with `setup` and `trace`."""
    module = Module(lanes, inline=calls(program.tick) <= FEW)
    layout = lay_out(program, lanes)
    tag_slots(module, program)
    for table in program.tables:
        values = ", ".join(f"double {_bits(module, value)}" for value in table.values)
        array = f"[{len(table.values)} x double] [{values}]"
        module.globals.append(f'@"table.{table.name}" = internal unnamed_addr constant {array}, align 64')
    module.declare("@mode.enter", "i64", ())
    module.declare("@mode.leave", "void", ("i64",))
    module.declare("@llvm.memcpy.p0.p0.i64", "void", ("ptr", "ptr", "i64", "i1"))
    module.declare("@llvm.memset.p0.i64", "void", ("ptr", "i8", "i64", "i1"))
    _add_setup(module, program, layout)
    if trace:
        if runs_network(program.tick):
            add_update(module)
        _add_life(module, program, layout)
        add_trace(module)
    else:
        add_evaluate(module, program, layout, stop_interval(program))
        if parts(program):
            add_clocks(module, program)
    return module.text()


def stop_interval(program: Program) -> int:
    """Return the ticks between two looks at the stop flag, a power of two: few where a tick may take long."""
    ticks = PATIENCE // (1 + most(program.tick))
    return 1 << min(max(ticks, 1), LONGEST_INTERVAL).bit_length() - 1


def _bits(module: Module, value: float) -> str:
    return Writer(module).constant(value, NUMBER).text


def _add_setup(module: Module, program: Program, layout: Layout) -> None:
    writer = Writer(module)
    lanes = module.lanes

    def parameter(name: str) -> Value:
        return Value(writer, name, INDEX, wide=False)

    writer.line(f"call void @llvm.memset.p0.i64(ptr %work, i8 0, i64 {layout.size}, i1 false)")
    numbers = "0" if lanes == 1 else f"<{', '.join(f'i64 {i}' for i in range(lanes))}>"
    number = Value(writer, numbers, INDEX, wide=True)
    scenario = parameter("%first") + number
    keys = scenario_key(writer, parameter("%seed"), parameter("%generation"), scenario)
    for offset, value in ((layout.scenario, scenario), (layout.keys[0], keys[0]), (layout.keys[1], keys[1])):
        writer.line(f"store {value.typed}, ptr {writer.address('%work', offset)}, align {min(64, lanes * 8)}")
    bases = dict.fromkeys(layout.offsets, "%work")
    tick = writer.constant(SETUP_TICK, INDEX)
    scope = Scope(writer, program, layout, tick, scenario, keys, bases)
    used = Slot("", Kind.TRUTH)
    store_slot(scope, used, writer.address("%work", layout.used), number < parameter("%count"), tag=False)
    usual_cells(scope, frozenset(layout.offsets), "%work", program.setup)
    block(scope, program.setup, None)
    keep_cells(scope, scope.cells)
    _draw_all(scope)
    writer.line("ret void")
    parameters = "ptr noalias %work, i64 %seed, i64 %generation, i64 %first, i64 %count"
    module.functions["@fill"] = writer.text(f"internal void @fill({parameters})", "#2")
    outer = Writer(module)
    outer.line("%mode = call i64 @mode.enter()")
    outer.line(f"call void @fill({parameters.replace('noalias ', '')})")
    outer.line("call void @mode.leave(i64 %mode)")
    outer.line("ret void")
    module.functions["@setup"] = outer.text(f"void @setup({parameters})")


def _draw_all(scope: Scope) -> None:
    """Write the numbers that are drawn once for all genomes, tick after tick."""
    writer, layout = scope.writer, scope.layout
    if not layout.drawn:
        return
    tick = Value(writer, "%t", INDEX, wide=False)
    writer.line("br label %draw.start")
    writer.label("draw.start")
    writer.line("br label %draw")
    writer.label("draw")
    writer.line("%t = phi i64 [ 0, %draw.start ], [ %t.next, %draw ]")
    row = writer.address("%work", tick * layout.row + layout.size)
    for number, (name, *counter) in enumerate(layout.drawn):
        words = [writer.constant(word, INDEX) for word in counter]
        value = writer.call(draw(writer.module, name), NUMBER, *scope.keys, tick, *words)
        place = writer.address(row, number * layout.lanes * 8)
        writer.line(f"store {value.typed}, ptr {place}, align {min(64, layout.lanes * 8)}")
    writer.line("%t.next = add nuw nsw i64 %t, 1")
    writer.line(f"%t.more = icmp slt i64 %t.next, {layout.ticks}")
    writer.line("br i1 %t.more, label %draw, label %drawn")
    writer.label("drawn")


def _add_life(module: Module, program: Program, layout: Layout) -> None:
    """Add `life`: one genome on the scenarios of a block, from setup to results, with rows; -1 if stopped."""
    writer = Writer(module)
    kept = untouched(program)
    bases = {name: "%block" if name in kept else "%work" for name in layout.offsets}
    tick = Value(writer, "%t", INDEX, wide=False)
    scope = Scope(writer, program, layout, tick, *header(writer, layout, "%block"), bases, "%block", draws="%block")
    _prepare_network(scope)
    writer.line(f"call void @llvm.memcpy.p0.p0.i64(ptr %work, ptr %block, i64 {layout.size}, i1 false)")
    results = tuple(Define(f"result {i}", e) for i, e in enumerate(program.results))
    code = program.tick + program.score + results
    labelled = frozenset(s.name for s in program.slots if s.traced)
    usual_cells(scope, reads(code) | writes(code) | labelled | {"over"}, "%block", code)
    live = _live_cell(scope)
    rows = start_rows(scope)
    writer.line("br label %tick.start")
    writer.label("tick.start")
    writer.line("br label %tick")
    writer.label("tick")
    writer.line("%t = phi i64 [ 0, %tick.start ], [ %t.next, %tick.end ]")
    lanes = writer.op(f"load {writer.type(TRUTH, wide=True)}, ptr {live}", TRUTH, wide=True)
    going = writer.any(lanes) & (scope.tick < program.ticks)
    writer.line(f"br i1 {going.text}, label %look, label %score")
    writer.label("look")
    writer.line(f"%since = and i64 %t, {stop_interval(program) - 1}")
    writer.line("%due = icmp eq i64 %since, 0")
    writer.line("br i1 %due, label %flag, label %body")
    writer.label("flag")
    writer.line("%stopping = load atomic i32, ptr %stop monotonic, align 4")
    writer.line("%stopped = icmp ne i32 %stopping, 0")
    writer.line("br i1 %stopped, label %abandon, label %body")
    writer.label("abandon")
    writer.line("ret i64 -1")
    writer.label("body")
    block(scope, program.tick, lanes if writer.lanes > 1 else None)
    writer.line(f"store {(lanes & ~get_cell(scope, 'over')).typed}, ptr {live}")
    end_row(scope, rows, lanes)
    writer.line("br label %tick.end")
    writer.label("tick.end")
    writer.line("%t.next = add nuw nsw i64 %t, 1")
    writer.line("br label %tick")
    writer.label("score")
    _write_results(scope)
    writer.line(f"ret {lane_ticks(scope, rows).typed}")
    parameters = "ptr noalias readonly %networks, i64 %genome, ptr noalias readonly %block, ptr noalias %work, "
    parameters += "ptr noalias %results, ptr %stop, ptr noalias %rows, i64 %stride, i64 %lane"
    module.functions["@life"] = writer.text(f"internal i64 @life({parameters})", "#2")


def _prepare_network(scope: Scope) -> None:
    """Load what `life` must know of the genome's network, and clear what a recurrent brain remembers."""
    writer, layout = scope.writer, scope.layout
    genome = Value(writer, "%genome", INDEX, wide=False)
    starts = network_array(writer, "step_start")
    scope.first_step = element(writer, starts, genome, INDEX).text
    scope.last_step = element(writer, starts, genome + 1, INDEX).text
    count = element(writer, network_array(writer, "complexity"), genome, "i32")
    scope.complexity = writer.op(f"sitofp i64 {count.text} to double", NUMBER, wide=False)
    if not layout.in_place and runs_network(scope.program.tick):
        slots = element(writer, network_array(writer, "slots"), genome, "i32")
        stride = slots * (layout.lanes * 8)
        scope.stride = stride.text
        values = writer.address("%work", layout.values)
        writer.line(f"call void @llvm.memset.p0.i64(ptr {values}, i8 0, i64 {(stride * 2).text}, i1 false)")
        scope.phase = writer.alloca("i1", "phase", 1)
        writer.line(f"store i1 false, ptr {scope.phase}")


def _live_cell(scope: Scope) -> str:
    """Return the cell of the lanes that have a scenario that is not over."""
    writer = scope.writer
    kind = writer.type(TRUTH, wide=True)
    live = writer.alloca(kind, "live", max(1, writer.lanes // 8))
    used = load_slot(scope, Slot("", Kind.TRUTH), writer.address("%block", scope.layout.used), tag=False)
    writer.line(f"store {(used & ~get_cell(scope, 'over')).typed}, ptr {live}")
    return live


def _write_results(scope: Scope) -> None:
    """Write the score statements and results[k][L]."""
    writer, program = scope.writer, scope.program
    block(scope, program.score, None)
    row = scope.layout.lanes * 8
    for i, result in enumerate(program.results):
        value = writer.widen(expression(scope, result))
        writer.line(f"store {value.typed}, ptr {writer.address('%results', i * row)}, align 8")
