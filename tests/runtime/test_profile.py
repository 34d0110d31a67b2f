"""A profile tells where the time goes and changes nothing else."""

import sys
import time
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from quale.domains.register import DOMAINS
from quale.evolution.initialize import found
from quale.genome.express import express
from quale.genome.interface import interface
from quale.language.load import load
from quale.runtime.evaluate import Evaluator
from quale.runtime.profile import EVALUATION, OTHER, STAGES, Profile, Share, stage, told

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("name", ["operator", "xor"])
def test_a_profile_counts_every_part_of_a_tick_and_changes_no_score(name: str) -> None:
    model = load(EXAMPLES / f"{name}.quale", DOMAINS).project.models[0]
    state = found(model.evolution, interface(model.body.inputs, model.body.outputs))
    networks = express(state.population, state.interface, model.evolution.brain.recurrent)
    with Evaluator(model, 1, workers=2) as plain, Evaluator(model, 1, workers=2, profile=True) as counting:
        assert plain.clocks() == {}
        assert set(counting.clocks().values()) == {0}
        scores = [evaluator.evaluate(networks, 1).scores for evaluator in (plain, counting)]
        clocks = counting.clocks()
        counting.evaluate(networks, 1)
        assert all(later > before for later, before in zip(counting.clocks().values(), clocks.values(), strict=True))
    assert np.array_equal(scores[0], scores[1], equal_nan=True)
    assert list(clocks) == ["between ticks", "entities", "perception", "brain", "action", "handlers", "dynamics"]


def test_the_stages_are_functions_that_there_are() -> None:
    for file, function in STAGES:
        module = import_module(file.removesuffix(".py").replace("/", "."))
        owners = [module, *(value for value in vars(module).values() if isinstance(value, type))]
        assert any(hasattr(owner, function) for owner in owners), (file, function)


def test_a_stack_belongs_to_its_outermost_stage() -> None:
    assert stage(None) == OTHER
    assert stage(sys._getframe()) == OTHER


def test_shares_are_parts_of_the_whole() -> None:
    with Profile(time.perf_counter) as profile:
        time.sleep(0.05)
    (share,) = profile.shares({"brain": 3})
    assert (share.name, share.part) == (OTHER, 1.0)
    assert Profile(time.perf_counter).shares({}) == ()


def test_what_is_told_has_the_parts_of_a_tick_under_evaluation() -> None:
    shares = (Share(EVALUATION, 0.75), Share("brain", 0.5, of_evaluation=True), Share("reproduction", 0.25))
    assert told(shares) == ("   75.0%  evaluation", "     50.0%  brain", "   25.0%  reproduction")
