"""Programs with many things of one sort: entity kinds, machines, states, and what is asked about them."""

from collections.abc import Callable

TEMPLATE = """
body B {{
  state hunger: 0..1 = 0.3
  state seen: float = 0
  {body}
  sensor hunger: internal(0..1)
  sensor food: directional(range: 6, directions: 4, of: kind0)
  actuator move: directional(threshold: 0.2, directions: 4)
  actuator eat: trigger(threshold: 0.3)
}}
world W {{
  {world}
}}
perception P {{ sensor hunger = agent.hunger {perception} }}
action A {{ {action} }}
dynamics D {{ per_tick {{ hunger += 0.01 }} {dynamics} }}
fitness F {{ metric hunger = agent.hunger  maximize hunger: 1 {fitness} }}
evolve E {{
  body: B  world: W  perception: P  action: A  dynamics: D  fitness: F
  population: 10  generations: 1  scenarios: 8  ticks: 100  seed: 1
}}
"""

GRID = "topology: grid(64, 64)"
KIND = "entity kind0 { spawn: 1 }"


def _program(**parts: str) -> str:
    """Return a program on a grid, or on what `world` says, with the given parts."""
    found = dict.fromkeys(("body", "perception", "action", "dynamics", "fitness"), "")
    return TEMPLATE.format(**{**found, "world": f"{GRID} {KIND}", "action": "move actuator.move", **parts})


def _lines(count: int, line: str) -> str:
    """Return a line for every number, with {i}, the next {j} of them in a ring, and {c} between 0 and 1."""
    numbers = ((i, (i + 1) % count, round(0.1 + 0.8 * i / count, 4)) for i in range(count))
    return "\n".join(line.format(i=i, j=j, c=c) for i, j, c in numbers)


def kinds(count: int) -> str:
    """Return a program whose grid has so many entity kinds that are eaten and come back."""
    kind = """entity kind{i} {{ properties {{ worth: 0.1..0.4 }} spawn: 3 respawn: 40 ticks
      on_contact {{ when fired(actuator.eat) {{ agent.hunger -= worth  consume }} }} }}"""
    return _program(world=f"{GRID}\n{_lines(count, kind)}")


def kinds_on_a_route(count: int) -> str:
    """Return a program whose route has so many entity kinds, each with handlers."""
    kind = """entity kind{i} {{ properties {{ position: float = random(0, 20), done: bool = false }} spawn: 3
      respawn: 40 ticks  on_enter(threshold: 0.2) {{ agent.hunger -= {c}  done = true  consume }}
      on_pass {{ agent.seen += {c} }} on_tick {{ position += 0.01 }} }}"""
    perception = "".join(f" sensor food_{side} = agent.position / 20" for side in "nesw")
    action = "agent.position += actuator.eat"
    return _program(world=f"topology: route length: 20\n{_lines(count, kind)}", perception=perception, action=action)


def machines(count: int) -> str:
    """Return a program whose body has so many machines of three states."""
    machine = """machine M{i} {{ initial: idle
      state idle {{ goto busy when agent.hunger > {c} }}
      state busy {{ on_enter {{ agent.seen += 1 }} on_tick {{ agent.hunger -= 0.001 }} on_exit {{ agent.hunger -= {c} }}
        goto idle after 3 ticks  goto rest when fired(actuator.eat) }}
      state rest {{ goto idle after 2 ticks }} }}"""
    return _program(body=_lines(count, machine))


def machine_states(count: int) -> str:
    """Return a program whose body has a machine of so many states."""
    state = """state s{i} {{ on_enter {{ agent.seen += {i} }} on_tick {{ agent.hunger -= 0.0001 }}
      goto s{j} when agent.hunger > {c}  goto s0 after 9 ticks }}"""
    return _program(body=f"machine M {{ initial: s0 {_lines(count, state)} }}")


def states(count: int) -> str:
    """Return a program whose body has so many states that depend on one another, may kill, and are scored."""
    return _program(
        body=_lines(count, "state s{i}: 0..1 = 0.5"),
        action="move actuator.move\n" + _lines(count, "agent.s{i} = agent.s{j} * 0.5 + agent.hunger"),
        dynamics=f"""rules {{ {_lines(count, "if s{i} > {c}: s{j} -= 0.02")} }}
          death {{ {_lines(count, "if s{i} >= 2")} }} clamp 0..1""",
    )


def metrics(count: int) -> str:
    """Return a program whose fitness adds up so many metrics."""
    return _program(fitness=_lines(count, "metric m{i} = agent.hunger * {c}  maximize m{i}: {c}"))


MANY: dict[str, Callable[[int], str]] = {
    "entity kinds": kinds,
    "entity kinds on a route": kinds_on_a_route,
    "machines": machines,
    "states of a machine": machine_states,
    "states": states,
    "metrics": metrics,
}
"""What there can be many of, with the program that has a number of them."""
