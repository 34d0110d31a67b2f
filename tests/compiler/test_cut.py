"""Large Programs in pieces: the same bits, functions of bounded size, and code that grows like the Program."""

import pytest

from quale.compiler.cut import cut
from quale.compiler.program.analysis import statements
from quale.compiler.program.program import Piece
from quale.compiler.program.verify import verify
from tests.compiler.random_networks import random_networks
from tests.compiler.random_program import random_program
from tests.compiler.run_native import run_native

SMALLEST = 12
"""Weight of a piece here: a few statements, so that small Programs become pieces of pieces."""


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALE_CACHE", "")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("lanes", [1, 8])
def test_a_program_in_pieces_gives_the_same_bits(seed: int, lanes: int) -> None:
    program = random_program(seed, recurrent=seed % 2 == 1)
    pieces = cut(program, 0, SMALLEST)
    verify(pieces)
    found = sum(isinstance(statement, Piece) for statement in statements(pieces.tick))
    assert found > 1
    networks = random_networks(seed, 2, recurrent=program.recurrent)
    whole, parts = (run_native(each, networks, (5, seed), lanes, min(lanes, 5)) for each in (program, pieces))
    for at, trace in whole.items():
        assert trace.results.tobytes() == parts[at].results.tobytes()
        assert trace.setup.tobytes() == parts[at].setup.tobytes()
        assert trace.values.tobytes() == parts[at].values.tobytes()
