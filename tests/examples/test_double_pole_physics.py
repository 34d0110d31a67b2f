"""The double pole of examples/double_pole.quale against reference values of Wieland's equations."""

from pathlib import Path

import numpy as np
import pytest

from quale.compiler.interpret.interpret import interpret
from quale.compiler.trace import Trace
from quale.domains.register import DOMAINS
from quale.genome.genome import ACTIVATIONS, Networks
from quale.language.load import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "double_pole.quale"

STATE = ("agent.x", "agent.v", "agent.a1", "agent.w1", "agent.a2", "agent.w2")

# (constant output, decisions, the state after them), computed apart from this project in double precision
REFERENCE = (
    (
        0.5,
        1,
        (
            "-9.983824566971e-06 -9.989314707065e-04 7.022067873409e-02 2.207947227723e-02 "
            "1.504318247278e-04 1.512203353600e-02"
        ),
    ),
    (
        0.5,
        10,
        (
            "-1.054579200586e-03 -1.113169322452e-02 9.324129864272e-02 2.445180368609e-01 "
            "2.482794284508e-02 3.668826351992e-01"
        ),
    ),
    (
        1.0,
        1,
        (
            "1.935940476243e-03 1.936082369617e-01 6.730742796634e-02 -2.694189634757e-01 "
            "-2.916909706802e-02 -2.930648326348e+00"
        ),
    ),
)


def constant_brain(output: float) -> Networks:
    """A network without connections whose output is exactly 0, 0.5 or 1."""
    bias = {0.0: -1000.0, 0.5: 0.0, 1.0: 1000.0}[output]
    return Networks(
        inputs=7,
        outputs=1,
        recurrent=False,
        step_start=np.array([0, 1]),
        step_slot=np.array([7], np.int32),
        step_bias=np.array([bias]),
        step_activation=np.array([ACTIVATIONS.index("neat_sigmoid")], np.int32),
        link_start=np.array([0, 0]),
        link_source=np.zeros(0, np.int32),
        link_weight=np.zeros(0),
        slots=np.array([8], np.int32),
        complexity=np.array([0], np.int32),
    )


def run(output: float) -> Trace:
    (model,) = load(EXAMPLE, DOMAINS).project.models
    return interpret(model, constant_brain(output), 0, seed=1, generation=1, scenario=0)


@pytest.mark.parametrize(("output", "decisions", "state"), REFERENCE)
def test_state_after_some_decisions(output: float, decisions: int, state: str) -> None:
    trace = run(output)
    row = trace.values[decisions - 1]
    got = [row[trace.labels.index(label)] for label in STATE]
    np.testing.assert_allclose(got, [float(x) for x in state.split()], rtol=1e-11)


@pytest.mark.parametrize(("output", "fails_at"), [(0.5, 23), (1.0, 5), (0.0, 5)])
def test_a_constant_push_fails_at(output: float, fails_at: int) -> None:
    assert len(run(output).values) == fails_at
