import json
from pathlib import Path

import pytest

from tests.systems.evolved import EXAMPLES, RECORD, evolve


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_evolves_the_recorded_bits_through_a_resume(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALE_CACHE", str(tmp_path / "cache"))  # this system's own code, compiled here
    assert evolve(example, tmp_path, interrupted=True) == json.loads(RECORD.read_text("utf-8"))[example]


def test_every_example_is_recorded() -> None:
    assert sorted(json.loads(RECORD.read_text("utf-8"))) == EXAMPLES
