"""Every example as a Program: the same as the interpreter, and its print on file; QUALE_GOLDEN=1 rewrites that."""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from quale.compiler.lower.lower import lower
from quale.compiler.program.show import show_program
from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.model.model import Model, world_task
from tests.compiler.snippet import run

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/program"
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.quale"))


@cache
def models(example: str) -> tuple[Model, ...]:
    return load(ROOT / f"examples/{example}.quale", DOMAINS).project.models


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_examples_program_is_the_one_on_file(example: str) -> None:
    text = "\n".join(show_program(lower(model)) for model in models(example))
    file = GOLDEN / f"{example}.txt"
    if os.environ.get("QUALE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("genome", range(2))
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_examples_program_does_what_the_interpreter_does(example: str, genome: int) -> None:
    for model in models(example):
        for scenario in range(min(2, model.scenarios)):
            run(
                replace(model, task=replace(world_task(model), ticks=min(world_task(model).ticks, 60))),
                scenario,
                genome,
            )
