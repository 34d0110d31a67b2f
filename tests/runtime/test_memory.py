"""What a population takes is told before it is made, from the sizes of the records that hold it."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from quale.diagnostics import UsageError
from quale.domains.register import DOMAINS
from quale.evolution.initialize import found
from quale.genome.interface import interface
from quale.language.load import load
from quale.model.model import Model
from quale.run.memory import POPULATIONS, memory_here, memory_needed, told_memory

EXAMPLES = Path(__file__).parents[2] / "examples"


def model_of(example: str, population: int) -> Model:
    model = load(EXAMPLES / f"{example}.quale", DOMAINS).project.models[0]
    return replace(model, evolution=replace(model.evolution, population=population))


@pytest.mark.parametrize("example", ["xor", "forager"])
def test_it_grows_with_the_population_and_holds_the_genomes_that_there_are(example: str) -> None:
    small, large = (memory_needed(model_of(example, count)) for count in (200, 10_000_000))
    assert large == pytest.approx(50_000 * small, rel=0.05)
    model = model_of(example, 200)
    genomes = found(model.evolution, interface(model.ports.inputs, model.ports.outputs)).population
    held = sum(getattr(genomes, field.name).nbytes for field in fields(genomes))
    assert POPULATIONS * held * 0.9 < small < 2 * POPULATIONS * held + 8 * 200 * 1000


def test_more_than_the_machine_has_is_refused_with_what_fits() -> None:
    model = model_of("forager", 10_000_000)
    with pytest.raises(UsageError, match=r"population of 10,000,000 takes about .* GiB .* has 16.0 GiB") as refused:
        told_memory(model, 16 << 30)
    fits = int(str(refused.value).split("`population: ")[1].split("`")[0].replace("_", ""))
    assert told_memory(model_of("forager", fits), 16 << 30).startswith(f"a population of {fits:,} takes about ")


def test_little_is_not_worth_a_word() -> None:
    assert told_memory(model_of("xor", 150), memory_here()) == ""
    assert memory_here() > np.iinfo(np.int16).max


def test_scores_of_every_scenario_are_held() -> None:
    model = model_of("forager", 1000)
    more = replace(model, scenarios=model.scenarios + 7)
    assert memory_needed(more) - memory_needed(model) == 1000 * 8 * 7 * (1 + len(model.metrics))
