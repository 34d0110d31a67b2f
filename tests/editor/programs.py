"""A program with a cursor in it, as an editor has it."""

from pathlib import Path

from quale.diagnostics import Source
from quale.editor.analysis import Analysis, analyse

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted([*ROOT.glob("examples/*.quale"), *ROOT.glob("examples/*/*.quale")])

PROGRAM = """constant radius = 6 km
function half(x) = x / 2
body Walker {
  state place: -1..1 = 0.25
  state speed: km/h
  state age: int = 0
  sensor place: internal(-1..1)
  sensor food: directional(range: 6, directions: 4)
  actuator push: trigger(threshold: 0.5)
  machine Mood {
    initial: calm
    state calm { goto wild when agent.age > 3 }
    state wild { goto calm after 2 ticks }
  }
}
body Runner from Walker { state age: int = 5 }
world Line {
  topology: grid(9, 9)
  tick: 0.5 s
  state weather: 0..1 = random()
  entity food {
    properties { energy: 0..1, ripe: bool = true }
    spawn: 3
    on_contact { when ripe { agent.place += energy  record meal { size: energy }  consume } }
  }
  query nearest(kind, x, y) -> distance, index, properties
}
perception Feel {
  let next = nearest(food, agent.x, agent.y)
  sensor place = half(agent.place) + next.distance / radius + next.energy
}
action Push {
  var sum = 0
  for e in food { sum += e.energy }
  agent.speed = sum + min(e.energy for e in food when e.ripe)
  when Mood is wild and fired(actuator.push) { agent.age += 1 }
}
dynamics Ageing {
  hidden strain: 0..1 = 0
  per_tick { age += 1  strain = place }
}
fitness Stay {
  metric near = 1 - abs(agent.place)
  metric eaten { per record meal: size  aggregate: sum }
  maximize near: 1
  reward eaten: 2
}
evolve First {
  body: Walker  world: Line  perception: Feel  action: Push  dynamics: Ageing  fitness: Stay
  preset: neat2002
  population: 30
  mutation { add_node: 0.5 }
  test Long { ticks: 900  when: near >= 1 }
}
evolve Second from First { body: Runner  seed_from: First }
"""


def written(text: str, name: str = "/nowhere/walk.quale") -> tuple[Analysis, Source]:
    """A program as it is in an editor, with nothing on the disk."""
    path = Path(name)
    analysis = analyse(path, {path: text})
    source = analysis.source(path)
    assert source is not None
    return analysis, source


def at(text: str, before: str, behind: str = "") -> int:
    """The place behind some words of a text, and before others."""
    assert text.count(before + behind) == 1, f"{before + behind!r} stands {text.count(before + behind)} times"
    return text.index(before + behind) + len(before)
