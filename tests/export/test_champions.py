"""Twenty champions that evolved, feed-forward and recurrent, exported: with the native kernel's bits, or near them."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import quale
from quale.export.express import network_of
from quale.export.network import Input, Output
from quale.export.register import FORMATS
from quale.export.verify import random_inputs, verify
from quale.genome.express import express
from tests.export.networks import Case, case, tried

EXAMPLES = Path(__file__).parents[2] / "examples"
RUNS = (
    ("forager.quale", "Phase1"),
    ("operator.quale", None),
    ("traffic.quale", None),
    ("double_pole_no_velocity.quale", None),
    ("xor.quale", None),
)
GROWING = [
    "population=20",
    "scenarios=1",
    "mutation.add_node=0.9",
    "mutation.add_connection=0.5",
    "mutation.change_activation=0.7",
]
SEEDS = (1, 2, 3, 4)


@pytest.fixture(scope="module")
def champions(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    folder = tmp_path_factory.mktemp("champions")
    found = []
    for file, run in RUNS:
        experiment = quale.load(EXAMPLES / file, GROWING)
        for seed in SEEDS:
            checkpoints = folder / f"{file}-{seed}"
            best = experiment.evolve(run, seed=seed, generations=6, workers=1, checkpoints=checkpoints).best
            networks = express(best.genome, best.interface, best.settings.recurrent)
            ends = tuple(map(Input, best.interface.inputs)), tuple(map(Output, best.interface.outputs))
            network = network_of(networks, 0, best.genome.node_id, ends, file, best.settings.steps)
            found.append(Case(network, networks))
    return found


def test_they_are_of_many_kinds(champions: list[Case]) -> None:
    assert len(champions) == 20
    assert {case.network.recurrent for case in champions} == {False, True}
    assert sum(bool(case.network.hidden) for case in champions) >= 10
    assert len({step.activation for case in champions for step in case.network.steps}) >= 6


@pytest.mark.parametrize(
    ("name", "every"), [("c", 1), ("python", 1), ("javascript", 1), ("csharp", 5), ("gdscript", 5)]
)
def test_each_has_the_native_kernels_bits(name: str, every: int, champions: list[Case]) -> None:
    """Of the languages whose tools take long to start, one of each kind."""
    form = FORMATS[name]
    assert form.trial is not None
    if not all(any(map(shutil.which, names)) for names in form.trial.tools):
        pytest.skip(f"{form.trial.wanted} is not installed")
    for found in champions[::every]:
        assert tried(form, found, rows=64).exact, found.network


LARGE = [
    case(3, ends=(10, 5), hidden=hidden, links=25, activation=activation)
    for hidden in (200, 400)
    for activation in ("tanh", "sigmoid", "relu", "identity")
]
"""Of 2,000 and 4,000 connections; recurrent networks of this size are chaotic: no two roundings agree for long."""


@pytest.mark.parametrize(("single", "most"), [(False, 1e-12), (True, 1e-5)])
def test_onnx_is_near_on_each_and_on_large_networks(single: bool, most: float, champions: list[Case]) -> None:
    """By the largest output, where that is above 1."""
    if not all(map(find_spec, ("onnx", "onnxruntime"))):
        pytest.skip("onnx and onnxruntime are an extra: make test-export")
    assert {found.network.links > 2000 for found in LARGE} == {True}
    for found in [*champions, *LARGE]:
        inputs = np.clip(random_inputs(found.network, 64, single=single), -4, 4)
        wanted = found.wanted(inputs)
        content = FORMATS["onnx"].write(found.network, single=single)
        result = verify(FORMATS["onnx"], found.network, content, wanted, inputs, single=single)
        assert result.difference <= most * max(1.0, float(np.abs(wanted).max())), found.network.name
