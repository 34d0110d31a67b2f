from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from quale.compiler.interpret.interpret import interpret
from quale.compiler.trace import difference
from quale.diagnostics import EvaluationError
from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.model.model import Model, world_task
from quale.runtime.thread_pool import StoppedError
from quale.runtime.world import WorldEvaluator
from tests.compiler.random_networks import random_networks

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def example(name: str) -> Model:
    return load(EXAMPLES / f"{name}.quale", DOMAINS).project.models[0]


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("QUALE_CACHE", str(tmp_path_factory.getbasetemp() / "quale-cache"))


def test_scores_are_the_mean_of_what_the_interpreter_says() -> None:
    model = example("cart_pole")
    networks = random_networks(5, 3, (len(model.ports.inputs), len(model.ports.outputs)))
    with WorldEvaluator(model, 9, workers=2) as evaluator:
        evaluation = evaluator.evaluate(networks, 3)
        assert evaluation.scores.shape == (3, 1 + len(world_task(model).fitness.metrics))
        assert evaluation.faults == ()
        for genome in range(3):
            total = np.zeros(evaluation.scores.shape[1])
            for scenario in range(model.scenarios):
                wanted = interpret(model, networks, genome, seed=9, generation=3, scenario=scenario)
                assert difference(wanted, evaluator.trace(networks, genome, 3, scenario)) is None
                total += wanted.results
            assert np.array_equal(evaluation.scores[genome], total / model.scenarios)


@pytest.mark.parametrize("resample", [True, False])
def test_scenarios_are_redrawn_only_if_the_program_says_so(resample: bool) -> None:
    model = replace(example("forager"), resample=resample)
    networks = random_networks(5, 20, (len(model.ports.inputs), len(model.ports.outputs)))
    with WorldEvaluator(model, 9) as evaluator:
        first, second = (evaluator.evaluate(networks, generation).scores for generation in (1, 2))
        assert np.array_equal(first, second) != resample


def test_a_stopped_evaluator_says_so() -> None:
    model = example("xor")
    networks = random_networks(5, 2, (len(model.ports.inputs), len(model.ports.outputs)))
    with WorldEvaluator(model, 9, workers=1) as evaluator:
        evaluator.stop()
        with pytest.raises(StoppedError):
            evaluator.evaluate(networks, 1)


def test_a_machine_that_cannot_run_code_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(code: bytes, names: tuple[str, ...]) -> None:
        raise RuntimeError(f"no memory for {len(code) > 0} {names}")

    monkeypatch.setattr("quale.compiler.compile.link", refuse)
    with pytest.raises(EvaluationError, match="cannot run on this machine: no memory"):
        WorldEvaluator(example("xor"), 1)
