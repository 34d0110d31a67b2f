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


SEAT_ARRAYS = ("genome", "life", "result", "cursor", "complexity", "first", "begin", "end")
"""What is kept of the life in each lane, [L] each: the genome, the scenario, the address of its results, the address of
the numbers drawn for its tick, the genome's connections as a NUMBER; and while the networks are planned, the first link
of a step, the first that is left and the one behind the last."""

SEAT_WORDS = ("base", "together", "turn", "next", "beat")
"""One of each for all lanes: where the numbers of lane 0 lie while all lanes read theirs side by side, whether they do;
the genome whose scenarios are under way, and which of them is next; the ticks that the lanes have had."""

SPARE_ROWS = 2
"""Rows behind a network's values: one of 1.0, and one for what nobody reads."""

STREAM = 1 << 17
"""Bytes that the networks of different genomes may take as the lanes read them: what stays in a processor's second
cache."""

SCRATCH = 24
"""Bytes a value slot that the planning of a network takes."""

GROUP = ("first", "last", "mask", "genome")
"""Words of the lanes that share a genome: its first step, the one behind its last, the lanes, the genome."""


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
    seats: int  # SEAT_ARRAYS, each [L] INDEX or NUMBER, and SEAT_WORDS
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
        return round_up(self.size + self.ticks * self.row)

    @property
    def row(self) -> int:
        """Bytes of the numbers drawn for one tick."""
        return len(self.drawn) * self.lanes * 8

    def stride(self, slots: int) -> int:
        """Bytes from the values before an update to those after it, for networks of at most `slots` value slots."""
        return round_up((max(slots, self.inputs + self.outputs) + SPARE_ROWS) * self.lanes * 8)

    @property
    def groups(self) -> int:
        """Bytes of the plan of how networks are run, before the stream."""
        return 64 + round_up(8 * len(GROUP) * self.lanes)

    def seat(self, name: str) -> int:
        """Return where a part of the seats begins."""
        row = round_up(self.lanes * 8)
        if name in SEAT_ARRAYS:
            return self.seats + SEAT_ARRAYS.index(name) * row
        return self.seats + len(SEAT_ARRAYS) * row + 8 * SEAT_WORDS.index(name)

    def work_size(self, slots: int) -> int:
        """Bytes of work memory for networks of at most `slots` value slots: what only setup writes, and all else."""
        planned = self.groups + STREAM + SCRATCH * max(slots, self.inputs + self.outputs) + ALIGNMENT
        return self.size + self.values + self.stride(slots) * (1 if self.in_place else 2) + planned


def round_up(size: int) -> int:
    """Return the next multiple of ALIGNMENT."""
    return -(-size // ALIGNMENT) * ALIGNMENT


def lay_out(program: Program, lanes: int) -> Layout:
    """Return the layout of a Program's block for a number of lanes."""
    in_place = _may_work_in_place(program)
    ends = ("inputs", "outputs") if in_place else ()
    header = round_up(lanes * 8)
    seats = 3 * header + round_up(lanes)
    position = seats + len(SEAT_ARRAYS) * header + round_up(8 * len(SEAT_WORDS))
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
        seats=seats,
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
