"""A scenario under way: all that changes while the interpreter runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quale.compiler.interpret.network import RunningNetwork
from quale.model.picture import Drawn
from quale.model.world import Machine, WorldTask
from quale.streams import philox, uniform01

SETUP = 0xFFFFFFFF
"""Stands for the tick in draws of the setup."""

Value = float | bool


@dataclass(slots=True)
class Entity:
    """One entity slot of a kind."""

    values: list[Value]  # by property
    live: bool = False
    consumed: int | None = None  # the tick in which it was consumed, until it respawns
    visiting: bool = False
    entered: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Where in the program a statement runs: what its draws count by, and the entities that bindings stand for."""

    slot: int = 0  # 1 + the entity's slot in its own code, 0 elsewhere
    loop: int = 0  # 0 outside loops
    bindings: Mapping[int, Entity] = field(default_factory=dict)  # binding -> entity


NOWHERE = Frame()
"""Outside entities and loops."""


@dataclass(slots=True)
class Scenario:
    """The state of a scenario. Values are floats, or bools where the type is bool."""

    task: WorldTask
    brain: RunningNetwork
    key: tuple[int, int]
    number: int
    tick: int
    agent: list[Value]
    world: list[Value]
    hidden: list[Value]
    inputs: list[float]
    outputs: list[float]
    machines: tuple[Machine, ...]  # the world's, then the agent's
    machine_state: list[int]
    machine_ticks: list[int]
    entities: tuple[tuple[Entity, ...], ...]  # by kind, then slot
    records: tuple[list[tuple[float, ...]], ...]  # by record kind
    delayed: tuple[list[Value], ...]  # by delay: its values so far
    lets: dict[int, Value] = field(default_factory=dict)
    results: dict[int, "Found"] = field(default_factory=dict)  # of queries bound by let
    metrics: list[float] = field(default_factory=list)
    shapes: list[Drawn] = field(default_factory=list)  # of the picture under way
    placed: bool = False  # whether the agent stands somewhere on the grid
    killed: bool = False
    terminated: bool = False

    def words(self, site: int, slot: int, loop: int) -> tuple[int, int, int, int]:
        """Return the random words of a draw in this tick."""
        words: tuple[int, int, int, int] = philox(self.key, (self.tick, site, slot, loop))
        return words

    def uniform(self, site: int, slot: int, loop: int) -> float:
        """Return u(w0, w1) of a draw in this tick, in [0, 1)."""
        words = self.words(site, slot, loop)
        return float(uniform01(words[0], words[1]))

    @property
    def now(self) -> int:
        """The tick's index as the program sees it: 0 in the setup."""
        return 0 if self.tick == SETUP else self.tick


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found, as it was then."""

    distance: float
    index: float
    values: tuple[Value, ...]  # by property


def begin(task: WorldTask, brain: RunningNetwork, key: tuple[int, int], number: int) -> Scenario:
    """Return a scenario before its setup: everything is 0 or false."""
    machines = (*task.world.machines, *task.body.machines)

    def zeros(types: list[str]) -> list[Value]:
        return [False if kind == "bool" else 0.0 for kind in types]

    hiddens = task.dynamics.hiddens if task.dynamics else ()
    return Scenario(
        task=task,
        brain=brain,
        key=key,
        number=number,
        tick=SETUP,
        agent=zeros([state.type.kind for state in task.body.states]),
        world=zeros([state.type.kind for state in task.world.states]),
        hidden=zeros([state.type.kind for state in hiddens]),
        inputs=[0.0] * len(task.body.inputs),
        outputs=[0.0] * len(task.body.outputs),
        machines=machines,
        machine_state=[0] * len(machines),
        machine_ticks=[0] * len(machines),
        entities=tuple(
            tuple(Entity(zeros([each.type.kind for each in kind.properties])) for _ in range(kind.capacity))
            for kind in task.world.kinds
        ),
        records=tuple([] for _ in task.records),
        delayed=tuple([] for _ in task.delays),
    )
