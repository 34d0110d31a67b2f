"""Small programs in the language, interpreted with a brain of constant outputs."""

import numpy as np

from quale.compiler.interpret.interpret import interpret
from quale.compiler.trace import Trace
from quale.domains.register import DOMAINS
from quale.genome.genome import ACTIVATIONS, Networks
from quale.language.load import load_text
from quale.model.model import Model, ProgramText


def constant_brain(model: Model, outputs: tuple[float, ...]) -> Networks:
    """A network without links whose outputs are these numbers."""
    inputs, count = len(model.ports.inputs), len(model.ports.outputs)
    biases = np.zeros(count)
    biases[: len(outputs)] = outputs
    return Networks(
        inputs=inputs,
        outputs=count,
        recurrent=False,
        step_start=np.array([0, count]),
        step_slot=np.arange(inputs, inputs + count, dtype=np.int32),
        step_bias=biases,
        step_activation=np.full(count, ACTIVATIONS.index("identity"), np.int32),
        link_start=np.zeros(count + 1, np.int64),
        link_source=np.zeros(0, np.int32),
        link_weight=np.zeros(0),
        slots=np.array([inputs + count], np.int32),
        complexity=np.array([3], np.int32),
    )


def write(
    states: str = "",
    world: str = "topology: none",
    action: str = "",
    *,
    body: str = "",
    perception: str = "",
    dynamics: str = "",
    fitness: str = "",
    ticks: int = 6,
) -> str:
    """A program of these parts, with one actuator `go`."""
    return f"""
body B {{ {states}
  {body if "actuator" in body else body + " actuator go: trigger(threshold: 0.5)"} }}
world W {{ {world} }}
perception P {{ {perception} }}
action A {{ {action} }}
dynamics D {{ {dynamics} }}
fitness F {{ {fitness} }}
evolve E {{ body: B world: W perception: P action: A dynamics: D fitness: F
  scenarios: 2  ticks: {ticks}  seed: 1 }}
"""


def checked(program: str) -> Model:
    (model,) = load_text(ProgramText((("test.quale", program),), ()), DOMAINS).project.models
    return model


def run(program: str, outputs: tuple[float, ...] = (0.0,), *, scenario: int = 0, generation: int = 1) -> Trace:
    model = checked(program)
    brain = constant_brain(model, outputs)
    return interpret(model, brain, 0, seed=1, generation=generation, scenario=scenario)


def column(trace: Trace, label: str) -> list[float]:
    """The values of a label, tick by tick."""
    values: list[float] = trace.values[:, trace.labels.index(label)].tolist()
    return values
