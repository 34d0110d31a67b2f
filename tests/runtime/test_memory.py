"""What a population takes is told before it is made, from the sizes of the records that hold it."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from quale.diagnostics import UsageError
from quale.domains.register import DOMAINS
from quale.evolution.initialize import found
from quale.genome.express import express
from quale.genome.genome import Genomes, Networks
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


def test_words_are_exact_at_the_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = 3 << 29
    monkeypatch.setattr("quale.run.memory.memory_needed", lambda _: needed)
    model = model_of("xor", 1000)
    takes = "a population of 1,000 takes about 1.5 GiB of memory"
    assert told_memory(model, needed) == takes
    with pytest.raises(UsageError) as refused:
        told_memory(model, needed - 1)
    assert str(refused.value) == (
        f"{model.name}: {takes}, and this machine has 1.5 GiB: write `population: 499` or less, or use a larger machine"
    )
    for bytes_needed, told in ((1 << 30, "a population of 1,000 takes about 1.0 GiB of memory"), ((1 << 30) - 1, "")):
        monkeypatch.setattr("quale.run.memory.memory_needed", lambda _, size=bytes_needed: size)
        assert told_memory(model, 1 << 40) == told


@pytest.mark.parametrize("population", [5, 32, 33, 1000])
def test_it_is_reckoned_from_a_sample_of_founders(population: int) -> None:
    model = model_of("xor", population)
    sample = min(population, 32)
    state = found(replace(model.evolution, population=sample), interface(model.ports.inputs, model.ports.outputs))
    networks = express(state.population, state.interface, model.evolution.brain.recurrent)
    one = (6 * held_by(state.population) + held_by(networks)) / sample
    scores = 8 * (1 + len(model.metrics)) * (1 + model.scenarios)
    assert memory_needed(model) == int((one + scores) * population)


def held_by(record: Genomes | Networks) -> int:
    values = [getattr(record, field.name) for field in fields(record)]
    return sum(value.nbytes for value in values if isinstance(value, np.ndarray))


def test_scores_of_every_scenario_are_held() -> None:
    model = model_of("forager", 1000)
    more = replace(model, scenarios=model.scenarios + 7)
    assert memory_needed(more) - memory_needed(model) == 1000 * 8 * 7 * (1 + len(model.metrics))
