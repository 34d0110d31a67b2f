"""Where a Program's slots lie in memory: the block that setup fills and every evaluation copies and works on.

All lanes of a value lie side by side. The block: a header (the lanes' scenarios, keys and which lanes are in use), the
slots, and last the brain's inputs and outputs. A feed-forward brain works in place: its value slots begin at the inputs
and go on beyond the block with its hidden nodes. Otherwise its values lie beyond the block, twice: before and after an
update.

Random numbers that no genome can change, those with a constant counter but for the tick, are drawn by setup for all
ticks, behind the part of the block that evaluations copy.
"""

from dataclasses import dataclass

from quale.compiler.program.analysis import Draw, draws, runs_network, writes
from quale.compiler.program.program import Kind, Program, RunNetwork

ALIGNMENT = 64
"""Of blocks, in bytes: one vector register or cache line."""

WIDTH = {Kind.NUMBER: 8, Kind.INDEX: 8, Kind.TRUTH: 1}
"""Bytes an element and lane."""


DRAWN_ONCE = 1 << 14
"""Numbers a lane that setup may draw: a millisecond's work at most, also where no genome lives to see them, and what
stays in a processor's second cache."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Offsets in bytes from the start of the block; L lanes."""

    lanes: int  # L
    scenario: int  # [L] INDEX
    keys: tuple[int, int]  # each [L] INDEX, the two words of each scenario's key
    used: int  # [L] TRUTH, whether a lane has a scenario
    offsets: dict[str, int]  # of each slot, [length or 1][L]
    size: int  # of the part of the block that evaluations copy
    drawn: tuple[Draw, ...]  # D draws whose numbers lie at `size`, [ticks][D][L] NUMBER
    ticks: int
    in_place: bool  # whether the brain's values begin at the inputs
    values: int  # where they begin
    inputs: int  # I
    outputs: int  # O
    frame: dict[str, int]  # offsets of the names that pieces share, [L], or one number where all lanes share it

    @property
    def block_size(self) -> int:
        """Bytes of a block with all that setup writes."""
        return self.size + self.ticks * self.row

    @property
    def row(self) -> int:
        """Bytes of the numbers drawn for one tick."""
        return len(self.drawn) * self.lanes * 8

    def stride(self, slots: int) -> int:
        """Bytes from the values before an update to those after it, for networks of at most `slots` value slots."""
        return round_up(max(slots, self.inputs + self.outputs) * self.lanes * 8)

    def work_size(self, slots: int) -> int:
        """Bytes of work memory for networks of at most `slots` value slots."""
        return self.values + self.stride(slots) * (1 if self.in_place else 2)


def round_up(size: int) -> int:
    """Return the next multiple of ALIGNMENT."""
    return -(-size // ALIGNMENT) * ALIGNMENT


def lay_out(program: Program, lanes: int) -> Layout:
    """Return the layout of a Program's block for a number of lanes."""
    in_place = _may_work_in_place(program)
    ends = ("inputs", "outputs") if in_place else ()
    header = round_up(lanes * 8)
    position = 3 * header + round_up(lanes)
    offsets = {}
    for slot in program.slots:
        if slot.name not in ends:
            offsets[slot.name] = position
            position = round_up(position + lanes * WIDTH[slot.kind] * max(slot.length, 1))
    frame = {}
    for name in program.frame:
        frame[name] = position
        position += round_up(lanes * 8)
    values = position
    if ends:
        offsets["inputs"] = position
        offsets["outputs"] = position + program.inputs * lanes * 8
        position = round_up(position + (program.inputs + program.outputs) * lanes * 8)
    return Layout(
        lanes=lanes,
        scenario=0,
        keys=(header, 2 * header),
        used=3 * header,
        offsets=offsets,
        size=position,
        drawn=draws(program.tick)[: DRAWN_ONCE // max(program.ticks, 1)],
        ticks=program.ticks,
        in_place=in_place,
        values=values if in_place else position,
        inputs=program.inputs,
        outputs=program.outputs,
        frame=frame,
    )


def _may_work_in_place(program: Program) -> bool:
    """Whether running the brain again on a lane that is over leaves its outputs as they were.

    A feed-forward brain's outputs follow from its inputs, so it is enough that nothing else writes the outputs and that
    nothing writes the inputs after the brain ran.
    """
    at = next((i for i, s in enumerate(program.tick) if isinstance(s, RunNetwork)), len(program.tick))
    if program.recurrent or at == len(program.tick):
        return False
    lengths = {slot.name: slot.length for slot in program.slots}
    if (lengths["inputs"], lengths["outputs"]) != (program.inputs, program.outputs):
        return False
    disturbs_outputs = "outputs" in writes(program.setup + program.tick + program.score)
    return not disturbs_outputs and "inputs" not in writes(program.tick[at:] + program.score)


def untouched(program: Program) -> frozenset[str]:
    """Return the slots that only setup writes: every evaluation may read them where setup left them."""
    written = writes(program.tick) | writes(program.score)
    ends = {"inputs", "outputs"} if runs_network(program.tick) else set()
    return frozenset(s.name for s in program.slots) - written - ends
