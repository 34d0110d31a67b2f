"""Random programs and all examples mean the same in both executions, bit for bit."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.model.model import Model, world_task
from tests.compiler.differential.compare import LANES, compare, mismatch, only_model, random_program, reference
from tests.compiler.differential.picks import drawn, seeded
from tests.compiler.differential.random_genomes import random_networks

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.quale"))


def models() -> list[tuple[str, Model]]:
    return [(f"{path.stem}-{m.name}", m) for path in EXAMPLES for m in load(path, DOMAINS).project.models]


@pytest.mark.parametrize("lanes", LANES)
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**32))
def test_a_random_program_runs_the_same_in_lanes(lanes: int, seed: int) -> None:
    assert compare(seeded(seed), (lanes,)) is None


@pytest.mark.parametrize("seed", range(10_000, 10_040))
def test_a_random_program_is_interpreted(seed: int) -> None:
    picks = seeded(seed)
    model = only_model(random_program(picks))
    ranges = [
        (f"agent.{state.name}", state.type.low, state.type.high)
        for state in world_task(model).body.states
        if state.type.kind == "range"
    ]
    for traces in reference(model, random_networks(picks, model, 1), seed, 1):
        for trace in traces:
            assert 1 <= len(trace.values) <= world_task(model).ticks
            for label, low, high in ranges:
                column = trace.values[:, trace.labels.index(label)]
                assert np.all((column >= low) & (column <= high))


@settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_written_program_is_valid(data: st.DataObject) -> None:
    assert world_task(only_model(random_program(drawn(data)))).ticks >= 1


@pytest.mark.parametrize(("name", "model"), models(), ids=[name for name, _ in models()])
def test_an_example_runs_the_same(name: str, model: Model) -> None:
    networks = random_networks(seeded(len(name)), model, 2)
    model = replace(
        model,
        task=replace(world_task(model), ticks=min(world_task(model).ticks, 80)),
        scenarios=min(model.scenarios, 3),
    )
    traces = reference(model, networks, 3, 2)
    for lanes in LANES:
        assert mismatch(model, networks, traces, lanes, seed=3, generation=2) is None
