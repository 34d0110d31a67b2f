"""Commands that are in one stage for long: a program for each stage, made by code, with the stage's own size."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROGRAM = """
body Walker {{
  state place: float = 0
  sensor place: internal(-1..1)
  actuator push: trigger(threshold: 0.5)
  {body}
}}
world Line {{
  topology: none
  {world}
}}
perception Feel {{ sensor place = agent.place }}
action Push {{
  agent.place += 0.1 * actuator.push
  {action}
}}
fitness Stay {{
  metric nearness = 1 - abs(agent.place)
  maximize nearness: 1
}}
evolve Small {{
  body: Walker  world: Line  perception: Feel  action: Push  fitness: Stay
  population: {population}
  generations: 100_000
  scenarios: {scenarios}
  ticks: {ticks}
  seed: 7
  checkpoint {{ every: {every} generations  keep: 1 }}
}}
"""


def text(
    *,
    body: str = "",
    world: str = "entity post { spawn: 2  properties { mark: float = 1 } }",
    action: str = "",
    population: int = 20,
    scenarios: int = 2,
    ticks: int = 10,
    every: int = 1000,
) -> str:
    numbers = {"population": population, "scenarios": scenarios, "ticks": ticks, "every": every}
    return PROGRAM.format(body=body, world=world, action=action, **numbers)


def many_lines(count: int) -> str:
    """Return `count` statements of about 50 characters, which are read, checked, lowered and compiled."""
    return "\n".join(f"  agent.place += sin(agent.place * {i}) + cos({i}.5)" for i in range(count))


def loops(depth: int) -> str:
    """Return nested loops over all entities, whose innermost statement takes a while."""
    opened = "".join(f"for e{i} in post {{ " for i in range(depth))
    return f"{opened} agent.place += sin(agent.place + e0.mark) {'}' * depth}"


@dataclass(frozen=True, slots=True)
class Stage:
    """What a process is busy with: the program, the arguments of the command, and the seconds in which it gets there.

    `ready` are words on stderr after which the stage has begun or is near; without them it is near the start.
    """

    name: str
    program: Callable[[], str]
    seconds: float  # about how long the stage lasts, or the part of it that is looked at
    command: tuple[str, ...] = ("evolve", "small.quale", "--overwrite")
    ready: str = ""
    cache: bool = True  # whether compiled code is taken from the cache

    def write(self, folder: Path) -> None:
        """Write the program."""
        (folder / "small.quale").write_text(self.program())


STAGES = (
    Stage("start", text, 0.6),
    Stage("reading 2 MB", lambda: text(action="\n".join(["  agent.place += 0.5 * actuator.push"] * 40_000)), 6.0),
    Stage("checking", lambda: text(action=many_lines(5_000)), 6.0, ("check", "small.quale")),
    Stage("lowering and LLVM", lambda: text(action=many_lines(3_000)), 20.0),
    Stage("kernels", text, 6.0, ready="starts", cache=False),
    Stage(
        "setup of 100,000 entities",
        lambda: text(world="entity post { spawn: 100_000  properties { mark: 0..1 } }", scenarios=16),
        2.0,
        ready="saved generation 0",
    ),
    Stage(
        "one tick of nested loops",
        lambda: text(world="entity post { spawn: 300  properties { mark: 0..1 } }", action=loops(3)),
        3.0,
        ready="saved generation 0",
    ),
    Stage(
        "reproduction and saving of 300,000 genomes",
        lambda: text(population=300_000, scenarios=1, ticks=1, every=1),
        8.0,
        ready="saved generation 0",
    ),
    Stage("evaluation", lambda: text(ticks=1_000_000_000), 1.0, ready="saved generation 0"),
    Stage("generations of milliseconds", text, 1.0, ready="saved generation 0"),
)
