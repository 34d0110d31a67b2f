"""Programs of any size: pieces do what the whole does, no function grows without bound, code grows as they do."""

import re

import pytest

from benchmarks.compare.many_things import MANY
from quale.compiler.emit.emit import emit
from quale.compiler.lower import slots
from quale.compiler.lower.lower import lower
from quale.compiler.program.analysis import statements
from quale.compiler.program.cut import PIECE, cut, shared
from quale.compiler.program.program import Piece, Program
from quale.compiler.program.verify import InternalError, verify
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import Model, ProgramText
from tests.compiler.random_networks import random_networks
from tests.compiler.random_program import random_program
from tests.compiler.run_native import run_native
from tests.compiler.snippet import experiment, run_all

SMALLEST = 12
"""Weight of a piece here: a few statements, so that small Programs become pieces of pieces."""

FEW, MORE = 20, 80
LINES = 12
"""Lines of IR that a unit of weight may become."""


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALE_CACHE", "")


def model_of(text: str) -> Model:
    (model,) = load_text(ProgramText((("many.quale", text),), ()), DOMAINS).project.models
    return model


def functions(ir: str) -> list[int]:
    """The lines of every function."""
    return [text.count("\n") for text in re.findall(r"^define .*?^}", ir, re.MULTILINE | re.DOTALL)]


@pytest.mark.parametrize(("seed", "lanes"), [(1, 1), (2, 8), (3, 4), (6, 16)])
def test_a_program_in_pieces_gives_the_same_bits(seed: int, lanes: int) -> None:
    program = random_program(seed, recurrent=seed % 2 == 1)
    pieces = cut(program, 0, SMALLEST)
    verify(pieces)
    assert sum(isinstance(statement, Piece) for statement in statements(pieces.tick)) > 1
    assert pieces.frame
    networks = random_networks(seed, 2, recurrent=program.recurrent)
    whole, parts = (run_native(each, networks, (5, seed), lanes, min(lanes, 5)) for each in (program, pieces))
    for at, trace in whole.items():
        assert trace.results.tobytes() == parts[at].results.tobytes()
        assert trace.setup.tobytes() == parts[at].setup.tobytes()
        assert trace.values.tobytes() == parts[at].values.tobytes()


def test_a_name_that_pieces_share_and_the_frame_lacks_is_found() -> None:
    pieces = cut(random_program(2, recurrent=False), 0, SMALLEST)
    lacking = Program(**{**{name: getattr(pieces, name) for name in Program.__slots__}, "frame": pieces.frame[1:]})
    with pytest.raises(InternalError, match=f"{re.escape(pieces.frame[0])} is read in another piece"):
        verify(lacking)


@pytest.mark.parametrize("what", MANY)
def test_code_grows_like_what_there_is_many_of(what: str) -> None:
    programs = [lower(model_of(MANY[what](count))) for count in (FEW, MORE)]
    for trace in (False, True):
        few, more = (functions(emit(program, 8, trace=trace)) for program in programs)
        # twice as many things make at most about twice as much code: 4 times here, and what is there without any
        assert sum(more) < 4.4 * sum(few)
        assert max(more) < max(LINES * PIECE, *few)
    slots_of = [len(program.slots) for program in programs]
    assert slots_of[1] < 4.4 * slots_of[0]


@pytest.mark.parametrize("what", ["states", "entity kinds"])
def test_what_is_large_is_cut_and_nothing_is_shared_beside_the_frame(what: str) -> None:
    program = lower(model_of(MANY[what](600 if what == "states" else 100)))
    assert any(isinstance(statement, Piece) for statement in statements(program.tick))
    assert tuple(shared(program)) == program.frame


@pytest.mark.parametrize(("what", "count"), [("states", 400), ("metrics", 400), ("entity kinds on a route", 150)])
def test_chains_of_many_members_are_no_deep_trees(what: str, count: int) -> None:
    verify(lower(model_of(MANY[what](count))))


def test_many_kinds_find_their_cells_as_few_kinds_do(monkeypatch: pytest.MonkeyPatch) -> None:
    # a grid that is nearly full: most cells that are drawn are taken, by entities that moved, too
    kind = """entity k{i} {{ properties {{ worth: 0..1 }} spawn: 0..2 respawn: 3 ticks
      on_tick {{ when chance(0.2) {{ x = {i} % 6 }} }} on_contact {{ agent.met += 1 consume }} }}"""
    many = "\n".join(kind.format(i=i) for i in range(slots.CROWD + 1))
    imported = 'import entities from "rows.csv" entity rock { properties { weight: float } }'
    model = experiment(
        states="state met: float",
        world=f"topology: grid(6, 5) {many} {imported}",
        body="actuator go: directional(threshold: 0, directions: 4)",
        action="move actuator.go",
        data={"rows.csv": "type,x,y,weight\nrock,1,1,0\nrock,2,3,1\n"},
    )
    listed = run_all(model)
    assert any(name.startswith("crowd.") for name in (slot.name for slot in lower(model).slots))
    monkeypatch.setattr(slots, "CROWD", 1000)
    assert not any(slot.name.startswith("crowd.") for slot in lower(model).slots)
    for mine, theirs in zip(listed, run_all(model), strict=True):
        assert mine.values.tobytes() == theirs.values.tobytes()
