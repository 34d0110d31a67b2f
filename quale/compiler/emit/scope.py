"""What the code of one native function can see: where slots live, variables, the tick, the draws' keys."""

from dataclasses import dataclass, field

from quale.compiler.emit.ir_text import BYTE, INDEX, NUMBER, TRUTH, Module, Value, Writer
from quale.compiler.emit.layout import Layout
from quale.compiler.program.program import Kind, Program, Slot

ELEMENT = {Kind.NUMBER: NUMBER, Kind.INDEX: INDEX, Kind.TRUTH: TRUTH}
"""Type of a value of a kind."""

STORED = {Kind.NUMBER: NUMBER, Kind.INDEX: INDEX, Kind.TRUTH: BYTE}
"""Type of an element of a kind in the block."""


@dataclass(slots=True)
class Scope:
    """The surroundings of the statements of one function.

    Scalars live in `cells` of the function's frame, which LLVM keeps in registers; arrays live in the block at `bases`.
    """

    writer: Writer
    program: Program
    layout: Layout
    tick: Value
    scenario: Value
    keys: tuple[Value, Value]
    bases: dict[str, str]  # of every slot, the pointer to the block that holds it
    complexity: Value | None = None
    draws: str = ""  # pointer to the block with the numbers that setup drew; none in setup itself
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

    def __post_init__(self) -> None:
        self.slots = {slot.name: slot for slot in self.program.slots}

    def tag(self, slot: str) -> str:
        """Return the metadata that says: this memory is no other slot's."""
        names = [s.name for s in self.program.slots]
        return f", !tbaa !{2 + 2 * names.index(slot)}"


def tag_slots(module: Module, program: Program) -> None:
    """Add the metadata that `Scope.tag` refers to."""
    module.metadata.append('!0 = !{!"quale"}')
    for i, slot in enumerate(program.slots):
        module.metadata.append(f'!{1 + 2 * i} = !{{!"{slot.name}", !0, i64 0}}')
        module.metadata.append(f"!{2 + 2 * i} = !{{!{1 + 2 * i}, !{1 + 2 * i}, i64 0}}")


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
