"""Code that is kept between runs must not outlive the source that it was made of."""

import gc

import numpy as np
import pytest

from quale.compiler import compile as compiled
from quale.compiler.emit.ir_text import WIDTHS
from quale.step import load
from quale.step.brains import Brains
from quale.step.load import step
from tests.compiler.random_networks import random_networks
from tests.house.imports import arrows


def reached(file: str) -> set[str]:
    """Return the rooms of all that a file imports, and that this imports, and so on."""
    follows: dict[str, set[str]] = {}
    for one, other in arrows():
        follows.setdefault(one, set()).add(other)
    found, waiting = set[str](), [file]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += follows.get(one, ())
    return {one.split("/")[0] for one in found}


@pytest.mark.parametrize(
    ("emitter", "sources"), [("compiler/emit/emit.py", compiled.SOURCES), ("step/emit.py", load.SOURCES)]
)
def test_all_that_decides_the_code_is_part_of_its_name(emitter: str, sources: tuple[str, ...]) -> None:
    words_only = {"diagnostics.py"}
    assert reached(emitter) - words_only <= {"native", *sources}


def test_code_that_nobody_else_keeps_lives_as_long_as_the_brains_that_run_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads that come first at the same time each link code; the cache keeps one of the two."""
    monkeypatch.setattr("quale.step.brains.step", step.__wrapped__)
    networks = random_networks(3, 4)
    brains, rows = Brains(networks), np.ones((4, 2, 3))
    before = brains.activate(rows)
    gc.collect()
    pieces = [step.__wrapped__(8) for _ in range(4)]  # which may take the place of what was given back
    assert np.array_equal(brains.activate(rows), before)
    assert len(pieces) == 4


@pytest.mark.parametrize("recurrent", [False, True])
@pytest.mark.parametrize("lanes", WIDTHS)
def test_code_made_anew_has_the_bits_of_what_is_kept(
    lanes: int, recurrent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    networks = random_networks(5, 4, recurrent=recurrent)
    rows = np.random.default_rng(lanes).normal(size=(4, 11, 3))

    def twice() -> list[bytes]:
        brains = Brains(networks, lanes=lanes)
        return [brains.activate(rows).tobytes() for _ in range(2)]

    kept = twice()
    monkeypatch.setenv("QUALE_CACHE", "")
    monkeypatch.setattr("quale.step.brains.step", step.__wrapped__)
    assert twice() == kept
