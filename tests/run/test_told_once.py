"""Warnings that come again are counted, kind by kind, and told once more at the end."""

from dataclasses import dataclass
from typing import cast

from quale.run.finished import Finished
from quale.run.repeats import Repeats


@dataclass(frozen=True)
class Faulty:
    """A finished generation, as far as its warnings go."""

    generation: int
    faults: tuple[str, ...]


def new(repeats: Repeats, generation: int, *faults: str) -> tuple[str, ...]:
    return repeats.new(cast("Finished", Faulty(generation, faults)))


def test_a_kind_of_warning_is_told_once_and_counted_by_generations() -> None:
    repeats = Repeats()
    assert new(repeats, 3, "genome 1 is nan (and 2 more)", "late") == (
        "generation 3: genome 1 is nan (and 2 more)",
        "generation 3: late",
    )
    assert new(repeats, 4, "genome -7 is nan", "genome 1.5e-3 is nan") == ()  # one kind, one generation
    assert new(repeats, 6, "genome 2 is nan", "other") == ("generation 6: other",)
    assert repeats.rest() == ("2 more generations like this, the last 6: genome 1 is nan (and 2 more)",)
    assert repeats.rest() == ()
    assert new(repeats, 7, "late") == ("generation 7: late",)  # anew
    assert new(repeats, 8, "late") == ()
    assert repeats.rest() == ("1 more generation like this, the last 8: late",)


def test_a_warning_that_comes_twice_in_its_first_generation_came_once() -> None:
    repeats = Repeats()
    assert new(repeats, 1, "odd 1", "odd 2") == ("generation 1: odd 1",)
    assert repeats.rest() == ()
    assert new(repeats, 2) == ()
