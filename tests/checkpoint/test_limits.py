"""What is written can be read: the language refuses what the format will, and takes all that the format takes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from quale.checkpoint.directory.resume import Resumed
from quale.checkpoint.directory.store import load, save
from quale.checkpoint.format.codec import decode, encode
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import ProgramError, UsageError
from quale.domains.register import DOMAINS
from quale.evolution.initialize import found
from quale.evolution.records.settings import Settings
from quale.genome.interface import interface
from quale.language.load import load as load_program
from quale.language.load import load_text
from quale.model import limits
from quale.model.limits import (
    LARGEST_SEED,
    LONGEST_FOLDER,
    LONGEST_NAME,
    MOST_FILES,
    MOST_GENERATIONS,
    MOST_METRICS,
    MOST_PORTS,
    MOST_TESTS,
)
from quale.model.model import DataFile, Model, ProgramText
from quale.run.loop import founders
from quale.run.plan import fresh, stored
from tests.checkpoint.made import ORIGIN

PROGRAM = """
body B {{ state s: float = 0  sensor {sensor}: {kind}  actuator {actuator}: trigger(threshold: 0.5) {ports} }}
world W {{ {world} }}
perception P {{ {perceive} }}
action A {{ agent.s = actuator.{actuator} }}
fitness F {{ metric {metric} = agent.s  {metrics}  maximize {metric}: 1 }}
evolve {evolve} {{
  body: B world: W perception: P action: A fitness: F population: 3 generations: 2 scenarios: 2 ticks: 3 seed: 4
  brain {{ initial: none }} {tests} }}
"""
DIRECTIONAL = "directional(range: 2, directions: 8)"
NONE, GRID = "topology: none", "topology: grid(3, 3) walls: none entity a { spawn: 1 }"


def checked(**given: str) -> Model:
    plain = {"sensor": "a", "kind": "internal(0..1)", "actuator": "g", "metric": "m", "evolve": "E", "world": NONE}
    full = {**plain, "ports": "", "metrics": "", "tests": "", **given}
    perceive = "" if full["world"] == GRID else f"sensor {full['sensor']} = random()"
    text = PROGRAM.format(perceive=perceive, **full)
    return load_text(ProgramText((("x.quale", text),), ()), DOMAINS).project.models[0]


def written_and_read(model: Model) -> Snapshot:
    return decode(encode(founders(model).snapshot, ORIGIN), "x")[1]


def refused(**given: str) -> str:
    with pytest.raises(ProgramError) as caught:
        checked(**given)
    errors = [one for one in caught.value.diagnostics if one.severity.value == "error"]
    assert len(errors) == 1, [one.message for one in errors]
    return errors[0].message + ": " + errors[0].label


NAMES = {"sensor": LONGEST_NAME, "actuator": LONGEST_NAME, "metric": LONGEST_NAME, "evolve": LONGEST_FOLDER}


@pytest.mark.parametrize(("what", "longest"), NAMES.items())
def test_the_longest_names_are_written_and_read(what: str, longest: int) -> None:
    name = "n" * longest
    found_names = written_and_read(checked(**{what: name}))
    interface_ = found_names.state.interface
    assert name in (found_names.run, *interface_.inputs, *interface_.outputs, *found_names.metrics)


@pytest.mark.parametrize(("what", "longest"), NAMES.items())
def test_longer_names_are_refused_by_the_language(what: str, longest: int) -> None:
    said = refused(**{what: "n" * (longest + 1)})
    assert f"{longest + 1:,}" in said
    assert f"at most {longest:,}" in said


def test_the_direction_counts_as_part_of_a_name() -> None:
    directional = {"kind": DIRECTIONAL, "world": GRID}
    written_and_read(checked(sensor="n" * (LONGEST_NAME - 3), **directional))
    assert "1,001 characters" in refused(sensor="n" * (LONGEST_NAME - 2), **directional)


def test_bytes_of_the_lower_case_name_count_for_a_folder() -> None:
    letters = LONGEST_FOLDER // 2
    assert checked(evolve="Ü" * letters).name == "Ü" * letters
    assert f"{2 * letters + 2} bytes" in refused(evolve="Ü" * (letters + 1))


def many(most: int, form: str) -> str:
    return " ".join(form.format(number) for number in range(most))


@pytest.mark.parametrize(
    ("what", "form", "name", "there"),
    [
        ("ports", "actuator s{}: trigger(threshold: 0)", "MOST_PORTS", 2),
        ("metrics", "metric n{} = 1", "MOST_METRICS", 1),
        ("tests", "test t{} {{ when: m >= 0 }}", "MOST_TESTS", 0),
    ],
)
def test_more_than_the_most_is_refused(
    monkeypatch: pytest.MonkeyPatch, what: str, form: str, name: str, there: int
) -> None:
    for module in ("blocks.ports", "blocks.fitness", "experiment.assemble"):
        monkeypatch.setattr(f"quale.language.{module}.{name}", 7, raising=False)
    checked(**{what: many(7 - there, form)})
    assert "too many" in refused(**{what: many(8 - there, form)})


def test_more_files_than_the_most_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("quale.language.load.MOST_FILES", 3)
    for number in range(4):
        (tmp_path / f"{number}.quale").write_text(f"world W{number} {{ topology: none }}\n")
    with pytest.raises(UsageError, match=r"holds 4 \.quale files; a program has at most 3"):
        load_program(tmp_path, DOMAINS)


def test_all_the_most_at_once_is_written_and_read(tmp_path: Path) -> None:
    inputs = [f"i{number}" for number in range(MOST_PORTS - 1)]
    metrics = tuple(f"m{number}" for number in range(MOST_METRICS))
    settings = Settings(population=1, metrics=metrics)
    settings = replace(settings, brain=replace(settings.brain, initial=0.0))
    state = found(settings, interface(inputs, ["o"]))
    model = checked(tests=many(2, "test t{} {{ when: m >= 0 }}"))
    told = [pair for pair in model.configuration if not pair[0].startswith("test.t1.")]
    per_test = len(model.configuration) - len(told)
    pairs = (*told, *((f"test.t{number}.x", "1") for number in range(MOST_TESTS * per_test)))
    files = tuple((f"{number}.quale", "") for number in range(MOST_FILES))
    data = tuple(DataFile(f"{number:04}.csv", b"") for number in range(MOST_FILES))
    snapshot = Snapshot("E", ProgramText(files, data), pairs, metrics, state)
    saved = save(tmp_path, snapshot, ORIGIN)
    again = load(saved.path)[1]
    assert again.state.interface.inputs == tuple(inputs)
    assert again.configuration == pairs
    assert np.array_equal(again.state.population.node_id, state.population.node_id)


def test_every_limit_is_held() -> None:
    known = {name for name in vars(limits) if name.isupper()}
    tried = {"LONGEST_NAME", "LONGEST_FOLDER", "MOST_PORTS", "MOST_METRICS", "MOST_TESTS", "MOST_FILES"}
    assert known == tried | {"LARGEST_SEED", "MOST_GENERATIONS"}


@pytest.mark.parametrize(("seed", "generations"), [(LARGEST_SEED, 2), (1, MOST_GENERATIONS)])
def test_the_largest_overrides_are_written_and_read(tmp_path: Path, seed: int, generations: int) -> None:
    model = fresh(checked(), seed, generations)
    saved = save(tmp_path, founders(model).snapshot, ORIGIN)
    header, snapshot = load(saved.path)
    again = stored(Resumed(snapshot, header, saved.path, ()))
    assert (again.evolution.seed, again.evolution.generations) == (seed, generations)


@pytest.mark.parametrize(
    ("seed", "generations"),
    [(LARGEST_SEED + 1, None), (-1, None), (1.5, None), (None, MOST_GENERATIONS + 1), (None, -1), (None, 2.5)],
)
def test_larger_overrides_are_refused(seed: int | None, generations: int | None) -> None:
    with pytest.raises(UsageError, match=r"(seed|generations): wanted a whole number from 0 to"):
        fresh(checked(), seed, generations)
