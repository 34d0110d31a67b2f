"""Native code does what a plain run of the Program does, bit for bit, in every number of lanes."""

import numpy as np
import pytest

from quale.compiler.program.verify import verify
from quale.compiler.trace import difference
from quale.streams import scenario_key
from tests.compiler.random_networks import random_networks
from tests.compiler.random_program import random_program
from tests.compiler.run_native import run_native
from tests.compiler.run_program import run_program

SEED, GENERATION = 0xFEDCBA9876543210, 3


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALE_CACHE", "")


@pytest.mark.parametrize("lanes", [1, 4, 8, 16])
@pytest.mark.parametrize("number", range(3))
def test_random_programs_run_alike(number: int, lanes: int) -> None:
    recurrent = number % 2 == 1
    program = random_program(number, recurrent=recurrent)
    verify(program)
    networks = random_networks(number, 2, recurrent=recurrent)
    used = max(1, lanes - 1)
    with np.errstate(all="ignore"):
        found = run_native(program, networks, (SEED, GENERATION), lanes, used)
        for (genome, scenario), trace in found.items():
            key = scenario_key(SEED, GENERATION, scenario)
            wanted = run_program(program, networks, genome, key, scenario)
            assert difference(wanted, trace) is None
