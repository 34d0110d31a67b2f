"""What single constructs of the language cost: nanoseconds a tick of eight scenarios, side by side in lanes.

    python benchmarks/costs.py [--rounds 9]

Each construct stands some times in the action of a small world, and the world without it is subtracted: best CPU time
of rounds that take turns. A difference of a nanosecond is noise.
"""

import argparse
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from benchmarks.compare.measurement import timed
from quale.domains.register import DOMAINS
from quale.evolution.initialize import found
from quale.genome.express import express
from quale.genome.interface import interface
from quale.language.load import load_text
from quale.model.model import Model, ProgramText
from quale.native.link import host
from quale.runtime.world import WorldEvaluator

TICKS, GENOMES, TIMES = 200, 50, 10

PROGRAM = """
body B {{
  state u: float = 0.3  state w: float = 0.7  {states}
  sensor s: internal(0..1) {sensor}
  actuator a: trigger(threshold: 0)
}}
world W {{ {world} }}
perception P {{ sensor s = 0.5 }}
action A {{
  agent.w = agent.w * 0.999
{lines}
}}
fitness F {{ metric u = agent.u  maximize u: 1 }}
evolve E {{ body: B world: W perception: P action: A fitness: F scenarios: 8 ticks: {ticks} seed: 1 }}
"""

ROUTE = """topology: route length: 20
  entity post {{ properties {{ position: float = random(0, 20) }} spawn: {count} {handler} }}
  query nearest_ahead(kind, position) -> distance, index, properties"""
GRID = "topology: grid(32, 32) entity food {{ properties {{ worth: float = 1 }} spawn: {count} }}"


@dataclass(frozen=True, slots=True)
class Construct:
    """A line with {k}, a number that differs each time, and the world that it needs."""

    name: str
    line: str
    world: str = "topology: none"
    times: int = TIMES
    sensor: str = ""
    without: str = ""  # what stands there in the world that is subtracted


SUM = "  agent.u += agent.w + {k}"
LOOK = "  let n{i} = nearest_ahead(post, agent.w * 20 + {k})  agent.u += n{i}.index"
WHEN = "  when agent.w > {k} {{ agent.u += 1  agent.u *= 0.9  agent.u += {k}  agent.u -= 0.5 }}"
TEN = ROUTE.format(count=10, handler="")
EYES = "sensor food: directional(range: 6, directions: 4)"

CONSTRUCTS = (
    Construct("a sum stored in a state", SUM),
    Construct("x ^ 2", "  agent.u += (agent.w + {k}) ^ 2", without=SUM),
    Construct("division", "  agent.u += agent.w / (agent.w + {k})", without=SUM),
    Construct("sqrt", "  agent.u += sqrt(agent.w + {k})", without=SUM),
    Construct("sin", "  agent.u += sin(agent.w + {k})", without=SUM),
    Construct("exp", "  agent.u += exp(agent.w + {k})", without=SUM),
    Construct("log", "  agent.u += log(agent.w + {k})", without=SUM),
    Construct("tanh", "  agent.u += tanh(agent.w + {k})", without=SUM),
    Construct("pow with a fraction", "  agent.u += (agent.w + {k}) ^ 0.3", without=SUM),
    Construct("when, four statements", WHEN),
    Construct("random() in the action", "  agent.u += random()"),
    Construct("normal(0, 1) in the action", "  agent.u += normal(0, 1)"),
    Construct("random() in a loop", "  for p in post {{ agent.u += random() }}", TEN, 1),
    Construct("normal(0, 1) in a loop", "  for p in post {{ agent.u += normal(0, 1) }}", TEN, 1),
    Construct("nearest_ahead of 10", LOOK, TEN),
    Construct("nearest_ahead of 20", LOOK, ROUTE.format(count=20, handler="")),
    Construct("nearest_ahead of 30", LOOK, ROUTE.format(count=30, handler="")),
    Construct("nearest_ahead of 100", LOOK, ROUTE.format(count=100, handler="")),
    Construct("delay by three ticks", "  agent.u += delay(agent.w + {k}, 3 ticks)", without=SUM),
    Construct("four directions, 10 entities", "", GRID.format(count=10), 1, EYES),
    Construct("four directions, 20 entities", "", GRID.format(count=20), 1, EYES),
)  # fmt: skip


def model_of(line: str, construct: Construct, world: str, sensor: str) -> Model:
    """Return the Model of a world with a line some times over."""
    lines = "\n".join(line.format(k=round(0.1 + 0.01 * i, 2), i=i) for i in range(construct.times if line else 0))
    text = PROGRAM.format(states="", world=world, lines=lines, ticks=TICKS, sensor=sensor)
    (model,) = load_text(ProgramText((("costs.quale", text),), ()), DOMAINS).project.models
    return replace(model, evolution=replace(model.evolution, population=GENOMES, seed=1))


def measure(construct: Construct, rounds: int) -> float:
    """Return the nanoseconds a tick that a construct costs, once."""
    pairs = ((construct.line, construct.sensor), (construct.without, ""))
    best = [np.inf, np.inf]
    evaluators, networks = [], []
    for line, sensor in pairs:
        model = model_of(line, construct, construct.world, sensor)
        state = found(model.evolution, interface(model.ports.inputs, model.ports.outputs))
        networks.append(express(state.population, state.interface, recurrent=False))
        evaluators.append(WorldEvaluator(model, 1, workers=1))
    for _ in range(rounds):
        for side in (0, 1):
            seconds = timed(partial(evaluators[side].evaluate, networks[side], 1))
            best[side] = min(best[side], seconds)
    for evaluator in evaluators:
        evaluator.close()
    return (best[0] - best[1]) / (TICKS * GENOMES * construct.times) * 1e9


def main() -> None:
    """Print one line for each construct."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=9, help="measurements, of which the best counts (9)")
    rounds = parser.parse_args().rounds
    print(f"CPU {host().cpu}, 8 lanes")
    for construct in CONSTRUCTS:
        print(f"{construct.name:32}{measure(construct, rounds):8.1f} ns", flush=True)


if __name__ == "__main__":
    main()
