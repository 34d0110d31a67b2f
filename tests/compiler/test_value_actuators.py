"""`actuator torque: value(-1..1)`: the output of the brain, scaled."""

import pytest

from quale.compiler.interpret.expression import worth
from quale.compiler.interpret.scenario import NOWHERE, begin
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import Model, ProgramText, world_task
from quale.model.statement import Assign
from tests.compiler.snippet import column, run


def program(bounds: str, activation: str) -> Model:
    text = f"""
      body B {{ state x: float  sensor s: internal(0..1)  actuator torque: value({bounds}) }}
      world W {{ topology: none }}
      perception P {{ sensor s = random() }}
      action A {{ agent.x = actuator.torque }}
      fitness F {{ metric m = agent.x  maximize m: 1 }}
      evolve E {{ body: B world: W perception: P action: A fitness: F ticks: 9 brain {{ activation: {activation} }} }}
    """
    (model,) = load_text(ProgramText((("value.quale", text),), ()), DOMAINS).project.models
    return model


@pytest.mark.parametrize(
    ("bounds", "activation", "at", "wanted"),
    [
        ("-1..1", "tanh", (-1.0, 0.25, 1.0), (-1.0, 0.25, 1.0)),
        ("-2..2", "tanh", (-1.0, 0.25, 1.0), (-2.0, 0.5, 2.0)),
        ("0..10", "sigmoid", (0.0, 0.25, 1.0), (0.0, 2.5, 10.0)),
        ("-1..1", "gauss", (0.0, 0.25, 1.0), (-1.0, -0.5, 1.0)),
        ("-1..3", "sin", (-1.0, 0.0, 1.0), (-1.0, 1.0, 3.0)),
        ("0..2", "identity", (-7.0, 0.25, 9.0), (0.0, 0.25, 2.0)),
        ("0.5..2", "relu", (0.0, 0.75, 9.0), (0.5, 0.75, 2.0)),
    ],
)
def test_an_output_is_scaled_and_saturates(
    bounds: str, activation: str, at: tuple[float, ...], wanted: tuple[float, ...]
) -> None:
    model = program(bounds, activation)
    trace = run(model)
    low, high = (float(bound) for bound in bounds.split(".."))
    assert all(low <= value <= high for value in column(trace, "agent.x"))
    assert [worth_of(model, output) for output in at] == list(wanted)


def worth_of(model: Model, output: float) -> float:
    """Return the value that the action reads where the brain's output is this."""
    (assigned,) = world_task(model).action
    assert isinstance(assigned, Assign)
    task = world_task(model)
    scenario = begin(task, None, (0, 0), 0)  # type: ignore[arg-type]  # nobody thinks
    scenario.outputs[0] = output
    return float(worth(assigned.value, scenario, NOWHERE))
