"""The evaluation of genomes in IR: lives follow one another in every lane until none is left.

When a life is over its results are written, and the next one moves into its lane: its scenario's prepared column is
copied there and its tick is 0, whatever the other lanes are at. The tick's code knows that in three places alone: the
tick is a number of each lane, what setup drew is read at each lane's own tick, and lanes may have different networks.
"""

from dataclasses import dataclass

from quale.compiler.emit.control import Cell, bits_of, mask_of, store
from quale.compiler.emit.cycle_counters import count_lanes, start_clock, stop_clock
from quale.compiler.emit.drawn import advance
from quale.compiler.emit.expression import expression
from quale.compiler.emit.ir_text import INDEX, NUMBER, TRUTH, Module, Value, Writer
from quale.compiler.emit.layout import Layout, untouched
from quale.compiler.emit.lives.mixed import add_mixed
from quale.compiler.emit.lives.plan import PLAN, add_plan
from quale.compiler.emit.lives.seats import SEAT, add_seats, deliver
from quale.compiler.emit.lives.stream import GENOME
from quale.compiler.emit.scope import Queued, Scope, get_cell, header, load_slot, queued, usual_cells
from quale.compiler.emit.statement import block
from quale.compiler.program.analysis import reads, runs_network, writes
from quale.compiler.program.program import Define, Program

CALL = ("networks", "queue", "end", "scenarios", "blocks", "work", "results", "stop", "rows")
"""Words of a call of `evaluate`: `queue` points to the number of the next genome, which all callers share, `end` is the
number behind the last; `rows` are the value slots of the largest network."""

_NUMERIC = {"end", "scenarios", "rows"}


def add_evaluate(module: Module, program: Program, layout: Layout, interval: int) -> None:
    """Add `evaluate`; `interval` is a power of two, the ticks between two looks at the stop flag."""
    add_seats(module, program, layout)
    if runs_network(program.tick):
        add_plan(module, layout, recurrent=program.recurrent)
        add_mixed(module)
    _add_lives(module, program, layout, interval)
    writer = Writer(module)
    writer.line("%mode = call i64 @mode.enter()")
    arguments = []
    for place, name in enumerate(CALL):
        kind = INDEX if name in _NUMERIC else "ptr"
        writer.line(f"%{name} = load {kind}, ptr {writer.address('%call', place * 8)}, align 8")
        arguments.append(f"{kind} %{name}")
        if name == "work":
            arguments[-1:] = ["ptr %work", f"ptr {writer.address('%work', layout.size)}"]
    writer.line(f"%stopped = call i1 @lives({', '.join(arguments)})")
    writer.line("call void @mode.leave(i64 %mode)")
    writer.line("%flag = zext i1 %stopped to i32")
    writer.line("ret i32 %flag")
    module.functions["@evaluate"] = writer.text("i32 @evaluate(ptr %call)")


@dataclass(frozen=True, slots=True)
class _Lanes:
    """Variables of the code that runs lives."""

    live: Cell  # the lanes in which a life is under way
    done: Cell  # those whose life is over
    ticks: Cell  # that each lane's life has had
    passed: Cell  # that all lanes have had

    def __init__(self, writer: Writer) -> None:
        for name, kind, wide in (
            ("live", TRUTH, True),
            ("done", TRUTH, True),
            ("ticks", INDEX, True),
            ("passed", INDEX, False),
        ):
            object.__setattr__(self, name, Cell(writer, kind, writer.constant(0, kind), wide=wide))


def _add_lives(module: Module, program: Program, layout: Layout, interval: int) -> None:
    """Add `lives`: all lives that the queue has, L at a time; true if stopped."""
    writer = Writer(module)
    nowhere = writer.constant(0, INDEX)
    kept = untouched(program)
    bases = {name: "%block" if name in kept else "%work" for name in layout.offsets}
    scope = Scope(writer, program, layout, nowhere, nowhere, (nowhere, nowhere), bases, "%block", draws="%work")
    start_clock(scope)
    _make_room(scope)
    results = tuple(Define(f"result {i}", e) for i, e in enumerate(program.results))
    code = program.tick + program.score + results
    usual_cells(scope, reads(code) | writes(code) | {"over"}, "", code)
    lanes = _Lanes(writer)
    writer.line("br label %fill")
    writer.label("fill")
    _look_at_flag(writer, "filling")
    _fill(scope, lanes)
    writer.line(f"br i1 {writer.any(lanes.live.get()).text}, label %begin, label %finish")
    writer.label("begin")  # a scenario may be over before its first tick
    lanes.done.set(lanes.live.get() & get_cell(scope, "over"))
    writer.line(f"br i1 {writer.any(lanes.done.get()).text}, label %retire, label %tick")
    _write_tick(scope, lanes, interval)
    writer.label("retire")
    _retire(scope, lanes)
    writer.line("br label %fill")
    writer.label("finish")
    stop_clock(scope)
    writer.line("ret i1 false")
    writer.label("abandon")
    writer.line("ret i1 true")
    parameters = "ptr noalias readonly %networks, ptr %queue, i64 %end, i64 %scenarios, ptr %blocks, "
    parameters += "ptr noalias %block, ptr noalias %work, ptr %results, ptr %stop, i64 %rows"
    module.functions["@lives"] = writer.text(f"internal i1 @lives({parameters})", "#2")


def _write_tick(scope: Scope, lanes: _Lanes, interval: int) -> None:
    """Write a tick of all lanes, the block `tick`, which goes on to itself or to `retire`."""
    writer, program = scope.writer, scope.program
    writer.label("tick")
    lanes.passed.set(lanes.passed.get() + 1)
    if not scope.cells:  # pieces of the program read it there
        store(writer, lanes.passed.get(), "%work", scope.layout.seat("beat"))
    due = (lanes.passed.get() & (interval - 1)) == 0
    writer.line(f"br i1 {due.text}, label %flag, label %body")
    writer.label("flag")
    _look_at_flag(writer, "body")
    live = lanes.live.get()
    count_lanes(scope, live)
    seats = _take_view(scope, lanes.ticks.get(), lanes.passed)
    block(scope, program.tick, live if writer.lanes > 1 else None)
    advance(writer, scope.layout, seats, live)
    following = lanes.ticks.get() + 1
    lanes.ticks.set(following)
    lanes.done.set(live & (get_cell(scope, "over") | (following >= program.ticks)))
    writer.line(f"br i1 {writer.any(lanes.done.get()).text}, label %retire, label %tick")


def _look_at_flag(writer: Writer, onwards: str) -> None:
    """Write a look at the stop flag, which leads on to a block that begins here."""
    stopping = writer.op("load atomic i32, ptr %stop monotonic, align 4", "i32", wide=False)
    stopped = writer.op(f"icmp ne i32 {stopping.text}, 0", TRUTH, wide=False)
    writer.line(f"br i1 {stopped.text}, label %abandon, label %{onwards}")
    writer.label(onwards)


def _make_room(scope: Scope) -> None:
    """Write what the work memory holds before the first life: an empty turn, and the rows behind all values."""
    writer, layout = scope.writer, scope.layout
    row = layout.lanes * 8
    rows = Value(writer, "%rows", INDEX, wide=False)
    store(writer, Value(writer, "%scenarios", INDEX, wide=False), "%work", layout.seat("next"))
    nobody = writer.widen(writer.constant(-1, INDEX))
    writer.line(f"store {nobody.typed}, ptr {writer.address('%block', layout.scenario)}, align {min(64, row)}")
    stride = ((rows + 2) * row + 63) & -64
    scope.stride = stride.text
    halves = 1 if layout.in_place else 2
    one = writer.widen(writer.constant(1.0, NUMBER))
    for half in range(halves):
        place = writer.address("%work", rows * row + stride * half + layout.values)
        writer.line(f"store {one.typed}, ptr {place}, align {min(64, row)}")
    plan = writer.address("%work", stride * halves + layout.values)
    writer.line(f"%plan = getelementptr i8, ptr {plan}, i64 0")
    writer.line(f"%stream = getelementptr i8, ptr {plan}, i64 {layout.groups}")
    store(writer, writer.constant(-1, INDEX), "%plan", GENOME)
    scope.phase = writer.alloca("i1", "phase", 1)
    writer.line(f"store i1 false, ptr {scope.phase}")


def _fill(scope: Scope, lanes: _Lanes) -> None:
    """Write the seating of new lives in the lanes that have none, and how networks are run from here on."""
    writer = scope.writer
    arguments = "ptr %networks, ptr %queue, i64 %end, i64 %scenarios, ptr %blocks, ptr %block, ptr %work, "
    arguments += f"ptr %results, i64 {scope.stride}, {bits_of(writer, lanes.live.get()).typed}"
    filled = mask_of(writer, writer.op(f"call i64 {SEAT}({arguments})", INDEX, wide=False))
    lanes.live.set(lanes.live.get() | filled)
    lanes.ticks.set(writer.select(filled, writer.constant(0, INDEX), lanes.ticks.get()))
    for name, cell in scope.cells.items():
        slot = scope.slots[name]
        place = writer.address(scope.bases[name], scope.layout.offsets[name])
        value = writer.select(filled, load_slot(scope, slot, place, tag=False), get_cell(scope, name))
        writer.line(f"store {value.typed}, ptr {cell}")
    if runs_network(scope.program.tick):
        arguments = f"ptr %networks, ptr %work, ptr %plan, {bits_of(writer, lanes.live.get()).typed}, i64 %rows"
        writer.line(f"call void {PLAN}({arguments})")


def _take_view(scope: Scope, ticks: Value, beat: Cell) -> Queued:
    """Write what the code that follows sees of the lanes: their ticks, scenarios, keys, and what was drawn for them."""
    writer, layout = scope.writer, scope.layout
    scope.tick = ticks
    scope.scenario, scope.keys = header(writer, layout, "%block")
    seats = queued(writer, layout)
    scope.queued = seats = seats._replace(beat=beat.get()) if scope.cells else seats
    scope.variables.clear()
    return seats


def _retire(scope: Scope, lanes: _Lanes) -> None:
    """Write the score of the lives that are over, and their results."""
    writer, layout, program = scope.writer, scope.layout, scope.program
    done = lanes.done.get()
    _take_view(scope, lanes.ticks.get(), lanes.passed)
    place = writer.address("%work", layout.seat("complexity"))
    kind = writer.type(NUMBER, wide=True)
    scope.complexity = writer.op(f"load {kind}, ptr {place}, align {min(64, layout.lanes * 8)}", NUMBER, wide=True)
    block(scope, program.score, done if writer.lanes > 1 else None)
    for number, result in enumerate(program.results):
        deliver(writer, number, expression(scope, result), done)
    lanes.live.set(lanes.live.get() & ~done)
