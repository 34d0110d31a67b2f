"""Where the time of a tick goes, in IR: the processor's counter is read at every Mark.

Reading takes some 25 cycles and does not wait for instructions that are still under way, so that what is short comes
out a little too long, and a boundary is blurred by as much as the processor works ahead.
"""

from quale.compiler.emit.control import bits_of
from quale.compiler.emit.ir_text import INDEX, Module, Value, Writer
from quale.compiler.emit.scope import Scope
from quale.compiler.program.program import OTHER_PART, Mark, Program

COUNTER = "@llvm.readcyclecounter"

LIVED, OFFERED = "lanes at work", "lanes"
"""What a profile counts beside cycles: the lanes that had a life in a tick, over all ticks, and those there were."""


def parts(program: Program) -> tuple[str, ...]:
    """Return the parts that a Program's marks tell apart, () without any."""
    found = [statement.part for statement in program.tick if isinstance(statement, Mark)]
    return tuple(dict.fromkeys((OTHER_PART, *found))) if found else ()


def counters(program: Program) -> tuple[str, ...]:
    """Return the names of all that a profile counts, () where it counts nothing."""
    found = parts(program)
    return (*found, LIVED, OFFERED) if found else ()


def count_lanes(scope: Scope, live: Value) -> None:
    """Write the counting of the lanes that have a life in this tick."""
    writer = scope.writer
    if not scope.clocks:
        return
    writer.module.declare("@llvm.ctpop.i64", INDEX, (INDEX,))
    alive = writer.op(f"call i64 @llvm.ctpop.i64({bits_of(writer, live).typed})", INDEX, wide=False)
    for name, more in ((LIVED, alive), (OFFERED, writer.constant(writer.lanes, INDEX))):
        so_far = writer.op(f"load i64, ptr {scope.clocks[name]}", INDEX, wide=False)
        writer.line(f"store {(so_far + more).typed}, ptr {scope.clocks[name]}")


def start_clock(scope: Scope) -> None:
    """Write the beginning of an evaluation, whose first part is OTHER_PART."""
    writer = scope.writer
    names = counters(scope.program)
    if not names:
        return
    writer.module.declare(COUNTER, INDEX, ())
    for name in names:
        scope.clocks[name] = writer.alloca(INDEX, "clock", 8)
        writer.line(f"store i64 0, ptr {scope.clocks[name]}")
    scope.since = writer.alloca(INDEX, "since", 8)
    now = writer.op(f"call i64 {COUNTER}()", INDEX, wide=False)
    writer.line(f"store {now.typed}, ptr {scope.since}")
    scope.part = OTHER_PART


def mark(scope: Scope, part: str) -> None:
    """Write the end of the part under way and the beginning of another."""
    writer = scope.writer
    now = writer.op(f"call i64 {COUNTER}()", INDEX, wide=False)
    before = writer.op(f"load i64, ptr {scope.since}", INDEX, wide=False)
    spent = writer.op(f"load i64, ptr {scope.clocks[scope.part]}", INDEX, wide=False)
    writer.line(f"store {(spent + (now - before)).typed}, ptr {scope.clocks[scope.part]}")
    writer.line(f"store {now.typed}, ptr {scope.since}")
    scope.part = part


def stop_clock(scope: Scope) -> None:
    """Write the end of an evaluation: its times are added to those of all, whichever thread they run in."""
    writer = scope.writer
    if not scope.clocks:
        return
    mark(scope, OTHER_PART)
    for name, cell in scope.clocks.items():
        spent = writer.op(f"load i64, ptr {cell}", INDEX, wide=False)
        writer.line(f'atomicrmw add ptr @"clock.{name}", {spent.typed} monotonic')


def add_clocks(module: Module, program: Program) -> None:
    """Add the exported function `clocks(to)`, which copies the cycles of every part."""
    writer = Writer(module)
    for place, name in enumerate(counters(program)):
        module.globals.append(f'@"clock.{name}" = internal global i64 0')
        spent = writer.op(f'load atomic i64, ptr @"clock.{name}" monotonic, align 8', INDEX, wide=False)
        writer.line(f"store {spent.typed}, ptr {writer.address('%to', place * 8)}")
    writer.line("ret void")
    module.functions["@clocks"] = writer.text("void @clocks(ptr %to)")
