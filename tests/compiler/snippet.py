"""Small experiments in the language, run by the interpreter and as a Program."""

from quale.compiler.interpret.interpret import interpret
from quale.compiler.lower.lower import lower
from quale.compiler.trace import Trace, difference
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import DataFile, Model, ProgramText
from quale.streams import scenario_key
from tests.compiler.random_networks import random_networks
from tests.compiler.run_program import run_program

SEED = 7


def experiment(
    *,
    states: str = "",
    body: str = "",
    world: str = "topology: none",
    perception: str = "",
    action: str = "",
    dynamics: str = "",
    fitness: str = "metric one = 1  maximize one: 1",
    ticks: int = 12,
    data: dict[str, str] | None = None,
    defined: str = "",
) -> Model:
    """Return a Model with one sensor, one actuator, and what is given."""
    text = f"""
      {defined}
      body B {{ {states} {body} sensor s: internal(0..1) actuator a: trigger(threshold: 0) }}
      world W {{ {world} }}
      perception P {{ {perception} sensor s = 0.5 }}
      action A {{ {action} }}
      dynamics D {{ {dynamics} }}
      fitness F {{ {fitness} }}
      evolve E {{ body: B world: W perception: P action: A dynamics: D fitness: F scenarios: 4 ticks: {ticks} seed: 1 }}
    """
    files = tuple(DataFile(name, content.encode()) for name, content in (data or {}).items())
    (model,) = load_text(ProgramText((("snippet.quale", text),), files), DOMAINS).project.models
    return model


def run(model: Model, scenario: int = 0, genome: int = 0) -> Trace:
    """Return the interpreter's trace, after holding the Program's against it."""
    ends = (len(model.ports.inputs), len(model.ports.outputs))
    networks = random_networks(3, 4, ends, recurrent=model.evolution.brain.recurrent)
    expected = interpret(model, networks, genome, seed=SEED, generation=1, scenario=scenario)
    key = scenario_key(SEED, 1 if model.resample else 0, scenario)
    found = run_program(lower(model), networks, genome, key, scenario)
    assert difference(expected, found) is None
    return expected


def run_all(model: Model) -> tuple[Trace, ...]:
    """Return the traces of four scenarios, each with a brain of its own."""
    return tuple(run(model, number, number) for number in range(4))


def column(trace: Trace, label: str) -> list[float]:
    """Return a value after every tick."""
    return [float(value) for value in trace.values[:, trace.labels.index(label)]]
