"""What the code of one native function can see: where slots live, variables, the tick, the draws' keys."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from quale.compiler.emit.ir_text import BYTE, INDEX, NUMBER, TRUTH, Module, Value, Writer
from quale.compiler.emit.layout import ALIGNMENT, Layout
from quale.compiler.program.analysis import Draw, pieces
from quale.compiler.program.program import Kind, Program, Slot, Stmt, Table

ELEMENT = {Kind.NUMBER: NUMBER, Kind.INDEX: INDEX, Kind.TRUTH: TRUTH}
"""Type of a value of a kind."""

STORED = {Kind.NUMBER: NUMBER, Kind.INDEX: INDEX, Kind.TRUTH: BYTE}
"""Type of an element of a kind in the block."""


class Kept(NamedTuple):
    """A name in the frame, as the code that gave it left it there."""

    kind: str
    wide: bool
    serial: int  # the how manieth


class Queued(NamedTuple):
    """What a tick knows of lanes that began at different times."""

    cursor: Value  # wide: the address of the numbers that setup drew for a lane's tick
    base: Value  # the address of lane 0's, while all lanes read side by side
    together: Value  # whether they do
    beat: Value  # the ticks that all lanes have had


@dataclass(slots=True)
class Scope:
    """The surroundings of the statements of one function.

    Scalars live in `cells` of the function's frame, which LLVM keeps in registers; arrays live in the block at `bases`,
    and scalars without a cell do, too: those of functions that call pieces of the program.
    """

    writer: Writer
    program: Program
    layout: Layout
    tick: Value
    scenario: Value
    keys: tuple[Value, Value]
    bases: dict[str, str]  # of every slot, the pointer to the block that holds it
    given: str = "%work"  # pointer to the block that setup wrote: the same one in setup itself
    complexity: Value | None = None
    draws: str = ""  # pointer to the block with the numbers that setup drew; none in setup itself
    queued: "Queued | None" = None  # where lives follow one another in a lane
    cells: dict[str, str] = field(default_factory=dict)  # of scalars
    variables: dict[str, Value] = field(default_factory=dict)
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)  # of variables that Repeat counts
    slots: dict[str, Slot] = field(default_factory=dict)
    first_step: str = ""  # of the genome's network
    last_step: str = ""
    phase: str = ""  # cell that says which half holds a recurrent brain's values
    stride: str = ""  # bytes between the halves
    clocks: dict[str, str] = field(default_factory=dict)  # in a profile, the cell with the cycles of a part
    since: str = ""  # cell with the counter at the last Mark
    part: str = ""  # that is under way where code is written
    numbers: dict[str, int] = field(default_factory=dict)  # of slots
    tables: dict[str, Table] = field(default_factory=dict)
    drawn: dict[Draw, int] = field(default_factory=dict)  # the numbers of what setup drew
    kept: dict[str, Kept] = field(default_factory=dict)  # names in the frame, given so far; one for all functions
    known: int = 0  # how many of them were given before this function's code

    def __post_init__(self) -> None:
        # shared by all pieces of a program
        self.slots = self.slots or {slot.name: slot for slot in self.program.slots}
        self.numbers = self.numbers or {name: number for number, name in enumerate((*self.slots, ""))}
        self.tables = self.tables or {table.name: table for table in self.program.tables}
        self.drawn = self.drawn or {drawn: number for number, drawn in enumerate(self.layout.drawn)}

    def tag(self, slot: str) -> str:
        """Return the metadata that says: this memory is no other slot's; "" is the frame."""
        return f", !tbaa !{2 + 2 * self.numbers[slot]}"


def within(scope: Scope, writer: Writer) -> Scope:
    """Return the surroundings of a piece of the same program, a function of block, work, tick and complexity."""
    scenario, keys = header(writer, scope.layout, "%block")
    complexity = None if scope.complexity is None else Value(writer, "%complexity", NUMBER, wide=scope.complexity.wide)
    return replace(
        scope,
        writer=writer,
        tick=Value(writer, "%t", INDEX, wide=scope.tick.wide),
        scenario=scenario,
        keys=keys,
        complexity=complexity,
        given="%block",
        queued=None if scope.queued is None else queued(writer, scope.layout),
        cells={},
        variables={},
        known=len(scope.kept),
    )


def queued(writer: Writer, layout: Layout) -> Queued:
    """Load from the work memory what a tick knows of its lanes."""
    cursor = writer.op(
        f"load {writer.type(INDEX, wide=True)}, ptr {writer.address('%work', layout.seat('cursor'))}, "
        f"align {min(64, writer.lanes * 8)}",
        INDEX,
        wide=True,
    )
    base, together, beat = (
        writer.op(f"load i64, ptr {writer.address('%work', layout.seat(name))}, align 8", INDEX, wide=False)
        for name in ("base", "together", "beat")
    )
    return Queued(cursor, base, together != 0, beat)


def header(writer: Writer, layout: Layout, base: str) -> tuple[Value, tuple[Value, Value]]:
    """Load scenario and keys from a block."""

    def lanes_of(offset: int) -> Value:
        place = writer.address(base, offset)
        align = min(64, writer.lanes * 8)
        return writer.op(f"load {writer.type(INDEX, wide=True)}, ptr {place}, align {align}", INDEX, wide=True)

    return lanes_of(layout.scenario), (lanes_of(layout.keys[0]), lanes_of(layout.keys[1]))


def tag_slots(module: Module, program: Program) -> None:
    """Add the metadata that `Scope.tag` refers to."""
    module.metadata.append('!0 = !{!"quale"}')
    if program.frame:
        last = 2 * len(program.slots)
        module.metadata.append(f'!{last + 1} = !{{!"the frame", !0, i64 0}}')
        module.metadata.append(f"!{last + 2} = !{{!{last + 1}, !{last + 1}, i64 0}}")
    for i, slot in enumerate(program.slots):
        module.metadata.append(f'!{1 + 2 * i} = !{{!"{slot.name}", !0, i64 0}}')
        module.metadata.append(f"!{2 + 2 * i} = !{{!{1 + 2 * i}, !{1 + 2 * i}, i64 0}}")


def give(scope: Scope, name: str, value: Value) -> None:
    """Name a value; where other pieces read it, it goes to the frame, too."""
    scope.variables[name] = value
    offset = scope.layout.frame.get(name)
    if offset is not None:
        scope.kept[name] = Kept(value.kind, value.wide, len(scope.kept))
        writer = scope.writer
        place = writer.address("%work", offset)
        writer.line(f"store {value.typed}, ptr {place}, align {ALIGNMENT}{scope.tag('')}")


def take(scope: Scope, name: str) -> Value:
    """Return a named value.

    What was given before this function was begun is loaded once, at its head, and what a piece that it called has given
    since, wherever it is wanted: the head comes before the call.
    """
    if name in scope.variables:
        return scope.variables[name]
    writer, kept = scope.writer, scope.kept[name]
    pointer, result = "%" + writer.fresh(), "%" + writer.fresh()
    kind = writer.type(kept.kind, wide=kept.wide)
    lines = (
        f"  {pointer} = getelementptr i8, ptr %work, i64 {scope.layout.frame[name]}",
        f"  {result} = load {kind}, ptr {pointer}, align {ALIGNMENT}{scope.tag('')}",
    )
    value = Value(writer, result, kept.kind, wide=kept.wide)
    if kept.serial < scope.known:
        writer.head += lines
        scope.variables[name] = value
    else:
        writer.lines += lines
    return value


def get_cell(scope: Scope, slot: str) -> Value:
    """Write the value of a scalar slot."""
    writer, declared = scope.writer, scope.slots[slot]
    if slot not in scope.cells:
        return load_slot(scope, declared, writer.address(scope.bases[slot], scope.layout.offsets[slot]))
    kind = ELEMENT[declared.kind]
    return writer.op(f"load {writer.type(kind, wide=True)}, ptr {scope.cells[slot]}", kind, wide=True)


def set_cell(scope: Scope, slot: str, value: Value, mask: Value | None) -> None:
    """Write a scalar slot in the lanes of the mask."""
    writer = scope.writer
    if mask is not None:
        value = writer.select(mask, value, get_cell(scope, slot))
    if slot in scope.cells:
        writer.line(f"store {writer.widen(value).typed}, ptr {scope.cells[slot]}")
    else:
        place = writer.address(scope.bases[slot], scope.layout.offsets[slot])
        store_slot(scope, scope.slots[slot], place, value)


CELLS = 256
"""Scalars of a function up to which they have cells there; more would go from register to memory and back anyway."""


def usual_cells(scope: Scope, names: frozenset[str], base: str, *blocks: tuple[Stmt, ...]) -> None:
    """Give the scalars of a function cells, unless it calls pieces of the program or has too many of them."""
    scalars = [name for name in names if scope.slots[name].length == 0]
    if len(scalars) <= CELLS and not any(map(pieces, blocks)):
        make_cells(scope, scalars, base)


def make_cells(scope: Scope, names: Iterable[str], base: str = "") -> None:
    """Give scalar slots cells, filled from the block: from where they lie, or from another one."""
    writer = scope.writer
    for name in sorted((n for n in names if scope.slots[n].length == 0), key=scope.numbers.__getitem__):
        slot = scope.slots[name]
        kind = writer.type(ELEMENT[slot.kind], wide=True)
        align = max(1, writer.lanes // 8) if slot.kind is Kind.TRUTH else min(64, writer.lanes * 8)
        cell = writer.alloca(kind, "cell", align)
        place = writer.address(base or scope.bases[name], scope.layout.offsets[name])
        writer.line(f"store {load_slot(scope, slot, place, tag=False).typed}, ptr {cell}")
        scope.cells[name] = cell


def keep_cells(scope: Scope, names: Iterable[str]) -> None:
    """Write cells back to where their slots lie."""
    for name in sorted((n for n in names if n in scope.cells), key=scope.numbers.__getitem__):
        slot = scope.slots[name]
        value = get_cell(scope, name)
        place = scope.writer.address(scope.bases[name], scope.layout.offsets[name])
        store_slot(scope, slot, place, value, tag=False)


def load_slot(scope: Scope, slot: Slot, pointer: str, *, tag: bool = True) -> Value:
    """Load a value in all lanes from the block."""
    writer = scope.writer
    stored = writer.type(STORED[slot.kind], wide=True)
    metadata = scope.tag(slot.name) if tag else ""
    align = _align(writer.lanes, slot.kind)
    value = writer.op(f"load {stored}, ptr {pointer}, align {align}{metadata}", ELEMENT[slot.kind], wide=True)
    if slot.kind is Kind.TRUTH:
        zero = "0" if writer.lanes == 1 else "zeroinitializer"
        return writer.op(f"icmp ne {stored} {value.text}, {zero}", TRUTH, wide=True)
    return value


def store_slot(scope: Scope, slot: Slot, pointer: str, value: Value, *, tag: bool = True) -> None:
    """Store a value in all lanes in the block."""
    writer = scope.writer
    wide = writer.widen(value)
    stored = writer.type(STORED[slot.kind], wide=True)
    text = wide.text
    if slot.kind is Kind.TRUTH:
        text = writer.op(f"zext {wide.typed} to {stored}", BYTE, wide=True).text
    metadata = scope.tag(slot.name) if tag else ""
    writer.line(f"store {stored} {text}, ptr {pointer}, align {_align(writer.lanes, slot.kind)}{metadata}")


def _align(lanes: int, kind: Kind) -> int:
    return min(64, lanes * (1 if kind is Kind.TRUTH else 8))
