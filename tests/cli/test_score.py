"""`quale score`: the same for the same seed, scenarios that no run has met, and what it says of the run's fitness."""

import json
from pathlib import Path

import numpy as np
import pytest

from quale.checkpoint.directory.resume import find
from quale.genome.express import express
from quale.genome.gather import concatenate
from quale.run.plan import stored
from quale.run.score import FRESH, networks_of, score
from quale.runtime.world import WorldEvaluator
from tests.cli.command import quale, write_program


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scored")
    quale("evolve", write_program(folder), cwd=folder)
    return folder


def test_the_table_has_mean_deviation_interval_and_the_runs_own_fitness(folder: Path) -> None:
    shown = quale("score", "Walk", "--scenarios", "30", "--seed", "7", cwd=folder).stdout
    lines = shown.splitlines()
    assert lines[0].startswith("Walk: best so far, from generation")
    assert lines[1] == "30 fresh scenarios of seed 7"
    heads = ["mean", "deviation", "95 % interval of the mean", "least", "most"]
    assert [word.strip() for word in lines[2].split("  ") if word.strip()] == heads
    assert [line.split()[0] for line in lines[3:6]] == ["fitness", "nearness", "pushes"]
    assert "quale replay Walk --seed 7 --scenario " in lines[6]
    assert "the best of 120 scores over 3 scenarios: where scenarios are drawn, luck is in it" in lines[7]


def test_json_has_every_score_and_the_same_for_the_same_seed(folder: Path) -> None:
    first = quale("score", "Walk", "--scenarios", "12", "--seed", "7", "--json", cwd=folder).stdout
    assert first == quale("score", "Walk", "--scenarios", "12", "--seed", "7", "--json", cwd=folder).stdout
    other = json.loads(quale("score", "Walk", "--scenarios", "12", "--seed", "8", "--json", cwd=folder).stdout)
    more = json.loads(quale("score", "Walk", "--scenarios", "15", "--seed", "7", "--json", cwd=folder).stdout)
    found = json.loads(first)
    values = found["scores"]["fitness"]["values"]
    assert (found["seed"], found["scenarios"], len(values)) == (7, 12, 12)
    assert found["scores"]["fitness"]["mean"] == pytest.approx(np.mean(values))
    assert values != other["scores"]["fitness"]["values"]
    assert values == more["scores"]["fitness"]["values"][:12]  # more scenarios are the same ones and others


def test_without_a_seed_it_is_the_runs_own_and_yet_no_scenario_of_the_run(folder: Path) -> None:
    found = find(str(folder / "checkpoints/walk"), Path("nowhere"))
    model = stored(found)
    best = found.snapshot.state.best
    assert best is not None
    network = networks_of(found.snapshot, model, best.genome)
    fresh = score(model, network, 8, model.evolution.seed).values[0, :, 0]
    with WorldEvaluator(model, model.evolution.seed, workers=1) as world:
        met = [
            world.trace(network, 0, generation, scenario).results[0]
            for generation in range(1, 7)
            for scenario in range(3)
        ]
        assert model.evolution.generations < FRESH
    assert not set(fresh.tolist()) & {float(value) for value in met}
    shown = json.loads(quale("score", "Walk", "--scenarios", "8", "--json", cwd=folder).stdout)
    assert shown["scores"]["fitness"]["values"] == fresh.tolist()


def test_genomes_of_one_call_meet_the_same_scenarios(folder: Path) -> None:
    found = find(str(folder / "checkpoints/walk"), Path("nowhere"))
    model = stored(found)
    best = found.snapshot.state.best
    assert best is not None
    twice = express(concatenate([best.genome, best.genome]), found.snapshot.state.interface, False)
    values = score(model, twice, 5, 3).values
    assert values[0].tolist() == values[1].tolist()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--scenarios", "0"), "from 1 to 1,000,000, not 0"),
        (("--seed", "-1"), "seed: wanted a whole number"),
        (("--genome", "winner"), "no genome has ended this run"),
        (("--genome", "99"), "from 0 to 19"),
    ],
)
def test_what_cannot_be_scored_is_told(options: tuple[str, ...], said: str, folder: Path) -> None:
    assert said in quale("score", "Walk", *options, cwd=folder, code=2).stderr
