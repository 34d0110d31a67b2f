"""The print of every example's Models is on file; QUALE_GOLDEN=1 rewrites it."""

import os
from pathlib import Path

import pytest

from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.model.show import show_model

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.quale"))
GOLDEN = ROOT / "tests" / "golden" / "model"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_print_of_an_example_is_on_file(name: str) -> None:
    project = load(ROOT / "examples" / f"{name}.quale", DOMAINS).project
    text = "\n".join(show_model(model) for model in project.models)
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("QUALE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
