"""Twenty champions that evolved, feed-forward and recurrent, exported with the bits that the native kernel has."""

import shutil
from pathlib import Path

import pytest

import quale
from quale.export.express import network_of
from quale.export.network import Input, Output
from quale.export.register import FORMATS
from quale.genome.express import express
from tests.export.networks import Case, tried

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


@pytest.mark.parametrize("name", ["c", "python", "javascript"])
def test_each_has_the_native_kernels_bits(name: str, champions: list[Case]) -> None:
    form = FORMATS[name]
    assert form.trial is not None
    if not all(any(map(shutil.which, names)) for names in form.trial.tools):
        pytest.skip(f"{form.trial.wanted} is not installed")
    for case in champions:
        assert tried(form, case, rows=64).exact, case.network
