"""A profile tells where the time goes and changes nothing else."""

import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from quale.domains.register import DOMAINS
from quale.evolution.initialize import found
from quale.genome.express import express
from quale.genome.interface import interface
from quale.language.load import load
from quale.runtime.profile import EVALUATION, OTHER, Profile, Share, stage, stages_of, told
from quale.runtime.world import WorldEvaluator

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("name", ["operator", "xor"])
def test_a_profile_counts_every_part_of_a_tick_and_changes_no_score(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALE_CACHE", "")
    model = load(EXAMPLES / f"{name}.quale", DOMAINS).project.models[0]
    state = found(model.evolution, interface(model.ports.inputs, model.ports.outputs))
    networks = express(state.population, state.interface, model.evolution.brain.recurrent)
    with WorldEvaluator(model, 1, workers=2) as plain, WorldEvaluator(model, 1, workers=2, profile=True) as counting:
        assert plain.clocks() == {}
        assert set(counting.clocks().values()) == {0}
        scores = [evaluator.evaluate(networks, 1).scores for evaluator in (plain, counting)]
        clocks = counting.clocks()
        counting.evaluate(networks, 1)
        assert all(later > before for later, before in zip(counting.clocks().values(), clocks.values(), strict=True))
    assert np.array_equal(scores[0], scores[1], equal_nan=True)
    parts = ["between ticks", "entities", "perception", "brain", "action", "handlers", "dynamics"]
    assert list(clocks) == [*parts, "lanes at work", "lanes"]
    assert name != "xor" or clocks["lanes at work"] == 4 * len(networks)  # all lives of XOR have four ticks
    assert 0.5 < clocks["lanes at work"] / clocks["lanes"] <= 1


class Stages:
    def outer(self) -> str:
        return self.inner()

    def inner(self) -> str:
        stages = stages_of(((self.outer, "outer"), (Stages.inner, "inner")))
        return stage(sys._getframe(), stages)


def test_a_stack_belongs_to_its_outermost_stage() -> None:
    assert stage(None, {}) == OTHER
    assert stage(sys._getframe(), {}) == OTHER
    assert Stages().inner() == "inner"
    assert Stages().outer() == "outer"


class Looks:
    """In the place of the event that ends a profile: so many looks, without a pause."""

    def __init__(self, count: int) -> None:
        self.count = count

    def wait(self, _seconds: float) -> bool:
        self.count -= 1
        return self.count < 0


def test_the_time_between_two_looks_counts_for_what_the_second_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter([EVALUATION, "reproduction", EVALUATION])
    monkeypatch.setattr("quale.runtime.profile.stage", lambda _frame, _stages: next(found))
    profile = Profile(iter([10.0, 11.0, 15.0, 18.0]).__next__, {})
    monkeypatch.setattr(profile, "_over", Looks(3))
    profile._watch(0)
    assert profile.shares({}) == (Share(EVALUATION, 4 / 8), Share("reproduction", 4 / 8))
    assert profile.shares({"brain": 1, "action": 3}) == (
        Share(EVALUATION, 0.5),
        Share("action", 0.5 * 3 / 4, of_evaluation=True),
        Share("brain", 0.5 * 1 / 4, of_evaluation=True),
        Share("reproduction", 0.5),
    )


def breed_slowly() -> None:
    time.sleep(0.1)


def test_a_profile_looks_at_the_thread_that_entered_it() -> None:
    with Profile(time.perf_counter, stages_of(((breed_slowly, "reproduction"),))) as profile:
        breed_slowly()
    assert max(profile.shares({}), key=lambda share: share.part).name == "reproduction"
    assert not [thread for thread in threading.enumerate() if thread.name == "quale-profile"]


def test_shares_are_parts_of_the_whole() -> None:
    with Profile(time.perf_counter, {}) as profile:
        time.sleep(0.05)
    (share,) = profile.shares({"brain": 3})
    assert (share.name, share.part) == (OTHER, 1.0)
    assert Profile(time.perf_counter, {}).shares({}) == ()


def test_what_is_told_has_the_parts_of_a_tick_under_evaluation() -> None:
    shares = (Share(EVALUATION, 0.75), Share("brain", 0.5, of_evaluation=True), Share("reproduction", 0.25))
    assert told(shares) == ("   75.0%  evaluation", "     50.0%  brain", "   25.0%  reproduction")
