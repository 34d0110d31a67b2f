"""Code that is kept between runs must not outlive the source that it was made of."""

import pytest

from quale.compiler import compile as compiled
from quale.step import load
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
