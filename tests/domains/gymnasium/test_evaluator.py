"""Episodes: the same for all genomes, the same for any cut, and contained whatever an environment does."""

import itertools
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import pytest
from numpy.typing import NDArray

from quale.diagnostics import EvaluationError
from quale.genome.cut import cut, pick
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, Ports
from quale.model.model import Model
from quale.runtime.evaluator import Resources
from quale.runtime.gymnasium.evaluator import GymnasiumEvaluator, episode_seed, evaluator_of_gymnasium
from quale.step.brains import Brains
from tests.domains.gymnasium.made import MODULE, brains, modelled, module

THRESHOLD = -4.0
"""Of the environment that the module registers."""


def by_hand(model: Model, env: Any, genome: int, count: int, generation: int = 2) -> list[list[float]]:
    """Return return and length of each episode as anybody would play it."""
    found = []
    networks = brains(model, count)
    for scenario in range(model.scenarios):
        seen, _ = env.reset(seed=episode_seed(7, generation, scenario))
        total, length, over = 0.0, 0, False
        while not over:
            one = Brains(cut(networks, genome, genome + 1))
            outputs = one.activate(np.asarray(seen, dtype=np.float64)[None, None])[0, 0]
            action = outputs.argmax() + env.action_space.start
            seen, reward, terminated, truncated, _ = env.step(int(action))
            total, length, over = total + float(reward), length + 1, terminated or truncated
        found.append([total, length])
    return found


def test_episodes_are_those_that_anybody_would_play(tmp_path: Path) -> None:
    model = modelled(tmp_path, '"CartPole-v1", max_steps: 60')
    found = GymnasiumEvaluator(model, 7).evaluate(brains(model, 6), 2, NOTHING).results
    env = gymnasium.make("CartPole-v1", max_episode_steps=60)
    for genome in range(6):
        wanted = by_hand(model, env, genome, 6)
        assert found[genome, :, 1:3].tolist() == wanted
        assert found[genome, :, 0].tolist() == [total for total, _ in wanted]
    env.close()
    assert len({*found[:, :, 1].ravel().tolist()}) > 3


@pytest.mark.parametrize("size", [1, 2, 5])
@pytest.mark.parametrize("normalize", ["", "normalize: true"])
def test_the_cut_changes_nothing(tmp_path: Path, size: int, normalize: str) -> None:
    model = modelled(tmp_path, '"CartPole-v1", max_steps: 60', normalize)
    networks = brains(model, 7)
    evaluator = GymnasiumEvaluator(model, 7)
    first = evaluator.evaluate(networks, 1, NOTHING)
    state = evaluator.combine(first.handed_on, NOTHING)
    whole = evaluator.evaluate(networks, 2, state)
    other = GymnasiumEvaluator(model, 7)
    pieces = [other.evaluate(cut(networks, at, min(at + size, 7)), 2, state) for at in reversed(range(0, 7, size))]
    assert np.array_equal(np.concatenate([each.results for each in reversed(pieces)]), whole.results)
    assert np.array_equal(np.concatenate([each.handed_on for each in reversed(pieces)]), whole.handed_on)


def test_more_genomes_than_there_are_environments_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = modelled(tmp_path, '"CartPole-v1", max_steps: 30')
    whole = GymnasiumEvaluator(model, 7).evaluate(brains(model, 9), 1, NOTHING)
    monkeypatch.setattr("quale.runtime.gymnasium.evaluator.ROWS", 7)
    assert np.array_equal(GymnasiumEvaluator(model, 7).evaluate(brains(model, 9), 1, NOTHING).results, whole.results)


def test_seeds_are_of_generation_and_scenario_and_stay_with_resample_never(tmp_path: Path) -> None:
    seeds = {episode_seed(*of) for of in itertools.product((1, 2), (0, 1), (0, 1))}
    assert len(seeds) == 8
    for fields, same in (("", False), ("resample: never", True)):
        model = modelled(tmp_path, '"CartPole-v1", max_steps: 60', fields)
        with evaluator_of_gymnasium(model, 7, Resources()) as evaluator:
            one, other = (evaluator.evaluate(brains(model, 6), generation).scores for generation in (1, 2))
        assert np.array_equal(one, other) == same


def test_an_environment_that_remembers_is_made_anew_for_each_episode(tmp_path: Path) -> None:
    name = module(tmp_path)
    model = modelled(tmp_path, f'"{name}:Remembering", max_steps: 30')
    networks = brains(model, 4)
    evaluator = GymnasiumEvaluator(model, 7)
    one = evaluator.evaluate(networks, 1, NOTHING).results
    evaluator.evaluate(networks, 2, NOTHING)
    assert np.array_equal(evaluator.evaluate(networks, 1, NOTHING).results, one)
    kept = GymnasiumEvaluator(modelled(tmp_path, f'"{name}:Remembering", max_steps: 30, reuse: true'), 7)
    kept.evaluate(networks, 2, NOTHING)
    assert not np.array_equal(kept.evaluate(networks, 1, NOTHING).results, one)


def test_environments_are_closed(tmp_path: Path) -> None:
    name = module(tmp_path)
    model = modelled(tmp_path, f'"{name}:Point", max_steps: 30')
    with evaluator_of_gymnasium(model, 7, Resources()) as evaluator:
        evaluator.evaluate(brains(model, 5), 1)
        evaluator.evaluate(brains(model, 3), 2)
    made, closed = sys.modules[name].made, sys.modules[name].closed
    assert len(made) > 20
    assert len(made) == len(closed)


def test_success_is_what_the_environment_says_or_else_its_threshold(tmp_path: Path) -> None:
    name = module(tmp_path)
    for arguments, some in ((f'"{name}:Point"', True), (f'"{name}:Point", says: false', False)):
        model = modelled(tmp_path, arguments)
        results = GymnasiumEvaluator(model, 7).evaluate(brains(model, 30), 1, NOTHING).results
        assert set(results[:, :, 3].ravel()) == ({0.0, 1.0} if some else {0.0})
    model = modelled(tmp_path, f'"{name}:{name}-v0"')  # registered with a threshold when the module is imported
    results = GymnasiumEvaluator(model, 7).evaluate(brains(model, 30), 1, NOTHING).results
    assert np.array_equal(results[:, :, 3], results[:, :, 1] >= THRESHOLD)
    assert set(results[:, :, 3].ravel()) == {0.0, 1.0}
    assert (results[:, :, 2] == 9).all()


def test_an_episode_without_end_is_ended(tmp_path: Path) -> None:
    model = modelled(tmp_path, f'"{module(tmp_path)}:Endless", max_steps: 13')
    results = GymnasiumEvaluator(model, 7).evaluate(brains(model, 2), 1, NOTHING).results
    assert (results[:, :, 2] == 13).all()


def test_a_genome_whose_environment_fails_is_told_and_no_other_is_touched(tmp_path: Path) -> None:
    name = module(tmp_path)
    sound = GymnasiumEvaluator(modelled(tmp_path, f'"{name}:Point", max_steps: 30'), 7)
    model = modelled(tmp_path, f'"{name}:Point", max_steps: 30, fails: step', "normalize: true")
    networks = brains(model, 12)
    wanted = sound.evaluate(networks, 1, NOTHING).results
    with evaluator_of_gymnasium(model, 7, Resources()) as evaluator:
        found = evaluator.evaluate(networks, 1)
        again = evaluator.evaluate(networks, 1)
    told = {fault.genome: str(fault) for fault in found.faults}  # type: ignore[attr-defined]
    assert 0 < len(told) < 12
    for genome in range(12):
        if genome in told:
            assert np.isnan(found.scores[genome]).all()
            assert "RuntimeError: fell off the line" in told[genome]
            assert f"{name}.py" in told[genome]
            assert "plain.py" not in told[genome]
        else:
            assert found.scores[genome, 1] == wanted[genome, :, 1].sum() / 3
    assert np.array_equal(found.scores, again.scores, equal_nan=True)
    assert np.isfinite(found.state["observed_mean"]).all()


def test_where_every_genome_fails_the_run_ends_in_words(tmp_path: Path) -> None:
    model = modelled(tmp_path, f'"{module(tmp_path)}:Point", max_steps: 30, fails: reset')
    with (
        evaluator_of_gymnasium(model, 7, Resources()) as evaluator,
        pytest.raises(EvaluationError, match=r"every genome failed; .*no ground to stand on"),
    ):
        evaluator.evaluate(brains(model, 3), 1)


def test_wrappers_are_put_around(tmp_path: Path) -> None:
    name = module(tmp_path)
    plain, wrapped = (
        GymnasiumEvaluator(model, 7).evaluate(brains(model, 4), 1, NOTHING).results
        for model in (
            modelled(tmp_path, f'"{name}:Point", max_steps: 30'),
            modelled(tmp_path, f'"{name}:Point", max_steps: 30, wrappers: ["{name}:far"]'),
        )
    )
    assert np.allclose(wrapped[:, :, 1], plain[:, :, 1] - 20)


def test_the_vector_entry_point_plays_the_same_episodes(tmp_path: Path) -> None:
    """The same physics from the same starts: only last bits differ, which rarely ends an episode elsewhere."""
    plain = modelled(tmp_path, '"CartPole-v1"')
    networks = brains(plain, 30)
    wanted = GymnasiumEvaluator(plain, 7).evaluate(networks, 1, NOTHING).results
    evaluator = GymnasiumEvaluator(modelled(tmp_path, '"CartPole-v1", backend: vector'), 7)
    found = evaluator.evaluate(networks, 1, NOTHING).results
    assert (found[:, :, 2] == wanted[:, :, 2]).mean() > 0.9
    assert len(np.unique(found[:, :, 2])) > 5
    pieces = [evaluator.evaluate(cut(networks, at, at + 1), 1, NOTHING).results for at in range(30)]
    assert np.array_equal(np.concatenate(pieces), found)


def test_brains_of_other_ends_are_told_with_all_four_numbers(tmp_path: Path) -> None:
    model = modelled(tmp_path, '"CartPole-v1"')
    with pytest.raises(EvaluationError) as caught:
        GymnasiumEvaluator(replace(model, ports=Ports(("a", "b", "c"), ("d",))), 7)
    assert str(caught.value) == (
        "CartPole-v1 has 4 numbers to see and 2 to do; the brains of this run have 3 inputs and 1 outputs"
    )


def test_observations_that_are_no_numbers_are_told_though_scores_do_not_show_them(tmp_path: Path) -> None:
    blank = (
        MODULE
        + """

class Blank(Point):
    def seen(self):
        return np.array([self.place, np.nan if self.steps == 7 and self.place > 0 else 0.5], np.float32)
"""
    )
    model = modelled(tmp_path, f'"{module(tmp_path, blank)}:Blank"')
    with evaluator_of_gymnasium(model, 7, Resources()) as evaluator:
        found = evaluator.evaluate(brains(model, 9), 1, NOTHING)
    assert np.isfinite(found.scores).all()
    assert [str(fault) for fault in found.faults] == ["the environment showed NaN as `obs_1`"]


def test_brains_that_are_done_are_left_out_and_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Episodes end at very different moments, and one by one every genome scores what it scores among others."""
    falling = (
        MODULE
        + """

class Falling(Point):
    def step(self, action):
        seen, reward, over, _, info = super().step(action)
        return seen, reward, over or abs(self.place) > 0.3 + self.steps / 40, False, info
"""
    )
    model = modelled(tmp_path, f'"{module(tmp_path, falling)}:Falling"')
    networks = brains(model, 40)
    left: list[int] = []

    def picked(some: Networks, chosen: NDArray[np.int64]) -> Networks:
        left.append(len(chosen))
        return pick(some, chosen)

    monkeypatch.setattr("quale.runtime.gymnasium.evaluator.pick", picked)
    evaluator = GymnasiumEvaluator(model, 7)
    whole = evaluator.evaluate(networks, 1, NOTHING)
    assert left
    assert left[-1] <= 20
    for genome in range(40):
        alone = evaluator.evaluate(cut(networks, genome, genome + 1), 1, NOTHING)
        assert np.array_equal(alone.results[0], whole.results[genome])
