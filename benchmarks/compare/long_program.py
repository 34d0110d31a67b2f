"""Programs of many statements, as a person would write them: what compiling them takes."""

import time

from quale.compiler.emit.emit import emit
from quale.compiler.lower.lower import lower
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import ProgramText
from quale.native.link import assemble, host

HEAD = """
body Walker {
  state speed: float = 0
  state heat: 0..1 = 0.2
  state load: float = 1
  state steps: int = 0
  sensor heat: internal(0..1)
  sensor speed: internal(-5..5)
  actuator push: trigger(threshold: 0.1)
  actuator rest: trigger(threshold: 0.1)
}
world Yard { topology: none }
perception Eyes {
  sensor heat = agent.heat
  sensor speed = agent.speed
}
action Acts {
"""

PATTERN = (
    "  let a{i} = agent.speed * {c} + sin(agent.load + {c})",
    "  agent.heat += clamp(a{i}, 0, 0.01) * 0.3",
    "  when agent.heat > {c} and fired(actuator.push) {{ agent.speed += 0.1 * a{i}  agent.steps += 1 }}",
    "  agent.load = lerp(agent.load, max(a{i}, agent.speed), {c})",
    "  when agent.load > 2 {{ agent.load = 1  agent.speed *= {c} }} else {{ agent.heat -= 0.001 }}",
)
"""Five lines of ten statements."""

TAIL = """}
fitness Warm { metric steps = agent.steps  maximize steps: 1 }
evolve Long {
  body: Walker
  world: Yard
  perception: Eyes
  action: Acts
  fitness: Warm
  population: 10
  generations: 1
  scenarios: 8
  ticks: 100
  seed: 1
}
"""


def program_text(statements: int) -> str:
    """Return a program whose action has about so many statements."""
    lines = [
        line.format(i=i, c=round(0.1 + 0.8 * (i * 37 % 100) / 100, 3))
        for i in range(statements // 10)
        for line in PATTERN
    ]
    return HEAD + "\n".join(lines) + "\n" + TAIL


def compile_seconds(statements: int, lanes: int = 8) -> float:
    """Return the CPU seconds from the Model to object code, nothing taken from a cache."""
    text = ProgramText((("long.quale", program_text(statements)),), ())
    project = load_text(text, DOMAINS).project
    if project is None:
        raise ValueError("the long program has errors")
    began = time.process_time()
    assemble(emit(lower(project.models[0]), lanes), host())
    return time.process_time() - began
