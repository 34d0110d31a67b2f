"""The code of the batched step is on file, for one lane and for several; QUALE_GOLDEN=1 rewrites it."""

import os
from pathlib import Path

import pytest

from quale.step.emit import emit

GOLDEN = Path(__file__).parents[1] / "golden/llvm"


@pytest.mark.parametrize("lanes", [1, 4])
def test_the_code_of_a_step_is_the_one_on_file(lanes: int) -> None:
    text, golden = emit(lanes), GOLDEN / f"step_{lanes}.ll"
    if os.environ.get("QUALE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
