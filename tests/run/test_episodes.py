"""Single scenarios of a checkpoint and fresh ones: which there are, and that they are the ones that they say."""

from dataclasses import replace

import numpy as np
import pytest

from quale.checkpoint.directory.resume import Resumed, newest
from quale.diagnostics import UsageError
from quale.genome.express import express
from quale.genome.gather import take
from quale.genome.genome import Genomes
from quale.model.model import Model
from quale.run.plan import stored
from quale.run.replay import ablate, replay, require_world
from quale.run.score import FRESH, networks_of, score, single
from quale.runtime.world import WorldEvaluator
from tests.cli.command import evolve_block
from tests.domains.tables import CSV
from tests.domains.tables import modelled as table_of
from tests.faults.small import go
from tests.test_run import modelled


@pytest.fixture(name="found", scope="module")
def _found(tmp_path_factory: pytest.TempPathFactory) -> Resumed:
    place = tmp_path_factory.mktemp("played")
    go(place, modelled(evolve_block(generations=2)))
    return newest(place / "walk")


@pytest.fixture(name="model", scope="module")
def _model(found: Resumed) -> Model:
    return stored(found)


@pytest.fixture(name="genome", scope="module")
def _genome(found: Resumed) -> Genomes:
    assert found.snapshot.state.best is not None
    return found.snapshot.state.best.genome


def test_the_scenarios_of_a_generation_are_those_that_scored(found: Resumed, model: Model, genome: Genomes) -> None:
    networks = networks_of(found.snapshot, model, genome)
    for generation in (1, 2):
        with WorldEvaluator(model, model.evolution.seed, workers=1) as evaluator:
            scored = evaluator.evaluate(networks, generation).scores[0]
        played = [
            replay(found.snapshot, model, genome, generation, scenario).trace.results
            for scenario in range(model.scenarios)
        ]
        assert np.mean([results[0] for results in played]) == pytest.approx(scored[0], rel=1e-12)
    founders = replay(found.snapshot, model, genome, 0, 1).trace.results  # they are shown what they will meet
    assert np.array_equal(founders, replay(found.snapshot, model, genome, 1, 1).trace.results)


def test_a_fresh_scenario_is_one_of_those_that_are_scored(found: Resumed, model: Model, genome: Genomes) -> None:
    values = score(model, networks_of(found.snapshot, model, genome), 4, 9).values
    assert values.shape == (1, 4, 1 + len(model.metrics))
    assert not values.flags.writeable
    assert len(np.unique(values[0, :, 0])) == 4
    for scenario in range(4):
        played = replay(found.snapshot, model, genome, 1, scenario, fresh=9)
        assert np.array_equal(played.trace.results, values[0, scenario])
    with WorldEvaluator(single(model), 9, workers=1) as evaluator:
        first = evaluator.evaluate(networks_of(found.snapshot, model, genome), FRESH).scores
    assert np.array_equal(first[0], values[0, 0])
    assert FRESH == 10**9 + 1  # beyond the last generation of any run
    assert score(model, networks_of(found.snapshot, model, genome), 1, 9).names == ("fitness", *model.metrics)


def test_one_scenario_is_drawn_anew_each_time(model: Model) -> None:
    fixed = single(replace(model, resample=False))
    assert (fixed.scenarios, fixed.resample) == (1, True)


@pytest.mark.parametrize(("scenario", "fresh"), [(-1, None), (3, None), (4, None), (-1, 9)])
def test_scenarios_that_there_are_not(
    scenario: int, fresh: int | None, found: Resumed, model: Model, genome: Genomes
) -> None:
    with pytest.raises(UsageError, match=f"no scenario {scenario}: the run has 3 in every generation, from 0"):
        replay(found.snapshot, model, genome, 1, scenario, fresh)


def test_what_a_part_is_worth_is_told_in_the_same_scenarios(found: Resumed, model: Model, genome: Genomes) -> None:
    other = take(found.snapshot.state.population, np.array([3]))
    both = ablate(found.snapshot, model, (genome, other), 3, 9)
    for values, one in ((both.whole, genome), (both.without, other)):
        assert np.array_equal(values, score(model, networks_of(found.snapshot, model, one), 3, 9).values[0, :, 0])
        assert not values.flags.writeable
    assert not np.array_equal(both.whole, both.without)


def test_networks_are_those_of_the_experiment(found: Resumed, model: Model, genome: Genomes) -> None:
    networks = networks_of(found.snapshot, model, genome)
    expected = express(genome, found.snapshot.state.interface, model.evolution.brain.recurrent)
    assert np.array_equal(networks.link_weight, expected.link_weight)
    assert networks.recurrent == expected.recurrent


def test_a_table_has_no_scenario_to_replay(found: Resumed, genome: Genomes) -> None:
    table = table_of(CSV)
    with pytest.raises(UsageError, match="is of the domain dataset: replay follows scenarios of `domain: world`"):
        require_world(table)
    with pytest.raises(UsageError, match="is of the domain dataset"):
        replay(found.snapshot, table, genome, 1, 0)
