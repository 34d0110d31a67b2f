"""What benchmarks measure is there and sound; how fast it is, they say themselves."""

import importlib
from pathlib import Path

import numpy as np
import pytest

from benchmarks.compare import populations
from benchmarks.compare.activate_rows import CONNECTIONS, HIDDEN_NODES, genome_of
from benchmarks.kernel import INPUTS, OUTPUTS, networks
from quale.brain import Brain
from quale.genome.interface import interface
from quale.genome.invariants import violations

FOLDER = Path(__file__).parents[1] / "benchmarks"
NEEDING_EXTRAS = {"numba_beside"}
MODULES = sorted(
    ".".join(path.relative_to(FOLDER.parent).with_suffix("").parts)
    for path in FOLDER.rglob("*.py")
    if path.stem not in NEEDING_EXTRAS and "peers" not in path.parts and "examples" not in path.parts
)


@pytest.mark.parametrize("module", MODULES)
def test_every_benchmark_can_be_loaded(module: str) -> None:
    assert importlib.import_module(module).__doc__


def test_the_brain_that_is_used_from_python_is_a_brain() -> None:
    population = networks(CONNECTIONS, HIDDEN_NODES)
    ends = interface(tuple(f"in{i}" for i in range(INPUTS)), tuple(f"out{i}" for i in range(OUTPUTS)))
    brain = Brain(genome_of(population), ends, recurrent=False, steps=1)
    assert np.isfinite(brain.activate(np.ones((2, INPUTS)))).all()
    assert int(population.link_start[population.step_start[1]]) == CONNECTIONS


def test_the_populations_that_reproduce_are_sound() -> None:
    state = populations.population(40, populations.FEWEST_CONNECTIONS)
    assert violations(state.population, state.interface, False) == ()
    assert violations(state.species.representatives, state.interface, False) == ()
