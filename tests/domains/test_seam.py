"""A domain is two files and a line in each register: the tests' own goes the whole way."""

import itertools
from pathlib import Path
from types import MappingProxyType

import pytest

from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.resume import newest
from quale.diagnostics import ProgramError
from quale.domains.register import DOMAINS, declaration_of
from quale.language.load import load_text
from quale.model.model import Model, ProgramText
from quale.model.show import show_model
from quale.run.finished import Finished
from quale.run.loop import evolve, founders, resumed
from quale.run.runner import Environment, Outcome, RunPlan, run_evolution
from quale.runtime.evaluator import Resources
from quale.runtime.examine import Examiner
from quale.runtime.register import EVALUATORS
from tests.domains.tiny_declaration import EchoDeclaration, EchoTask
from tests.domains.tiny_evaluator import EchoEvaluator

WITH_ECHO = (*DOMAINS, EchoDeclaration())
EVALUATE = MappingProxyType({**EVALUATORS, "echo": EchoEvaluator})
PROGRAM = """evolve Parrot {
  domain: echo(steps: 7)
  population: 30  generations: 12  scenarios: 2  seed: 5
  FIELDS
}
"""


class Silent:
    def generation(self, finished: Finished, seconds: float) -> None: ...

    def saved(self, generation: int, path: Path) -> None: ...

    def note(self, words: str) -> None: ...

    def warn(self, words: str) -> None: ...


def modelled(fields: str = "", program: str = PROGRAM) -> Model:
    text = ProgramText((("parrot.quale", program.replace("FIELDS", fields)),), ())
    return load_text(text, WITH_ECHO).project.models[0]


def run(model: Model, place: Path) -> Outcome:
    ticks = itertools.count()
    around = Environment(lambda: float(next(ticks)), lambda: "2026-01-01T00:00:00+00:00", lambda _: None, EVALUATE)
    with RunLock(place / "parrot") as lock:
        return run_evolution(RunPlan(model, place / "parrot", place), Silent(), around, lock)


def test_a_domain_of_ones_own_is_checked_evolved_and_kept(tmp_path: Path) -> None:
    model = modelled()
    assert model.ports.inputs == ("shown",)
    assert model.metrics == ("error",)
    assert ("domain", "echo") in model.configuration
    assert ("domain.steps", "7") in model.configuration
    assert "EchoTask(steps=7" in show_model(model)
    outcome = run(model, tmp_path)
    history = outcome.snapshot.state.history
    assert history.best[-1] > history.best[0]
    assert newest(tmp_path / "parrot").snapshot.state.generation == 12
    assert outcome.snapshot.task_state["asked"] == [12.0]


def test_what_an_evaluation_hands_on_goes_on_with_a_resumed_run() -> None:
    model = modelled()
    evaluator = EchoEvaluator(model, 5, Resources())
    snapshots = [one.snapshot for one in evolve(model, founders(model), evaluator.evaluate, lambda: 0.0)]
    start, _ = resumed(model, snapshots[4], evaluator.evaluate, changed=False)
    again = [one.snapshot for one in evolve(model, start, evaluator.evaluate, lambda: 0.0)]
    assert again[-1].task_state["asked"] == snapshots[-1].task_state["asked"]
    assert (again[-1].state.fitness == snapshots[-1].state.fitness).all()


def test_champions_tests_go_the_same_way() -> None:
    model = modelled("test Long { domain: echo(steps: 50)  when: error <= 2 }")
    assert [test.name for test in model.tests] == ["Long"]
    assert model.tests[0].model.task == EchoTask(50)
    evaluator = EchoEvaluator(model, 5, Resources())
    with Examiner(model, 5, EVALUATE) as examiner:
        flow = evolve(model, founders(model), evaluator.evaluate, lambda: 0.0, examiner.examine)
        finished = next(itertools.islice(flow, 1, None))
    assert [test.passed for test in finished.tests] == [True]
    assert str(finished.tests[0]).startswith("Long: error")


def test_a_body_names_the_ports() -> None:
    body = "body Bird { sensor ear: internal(0..1)  actuator beak: trigger(threshold: 0.5) }\n"
    model = modelled("body: Bird", body + PROGRAM)
    assert (model.ports.inputs, model.ports.outputs) == (("ear",), ("beak",))


def test_a_time_limit_is_part_of_the_experiment() -> None:
    model = modelled("time_limit: 2 min  test Long { domain: echo(steps: 50)  when: error <= 2 }")
    assert model.time_limit == model.tests[0].model.time_limit == 120.0
    assert ("time_limit", "120 s") in model.configuration
    assert modelled().time_limit is None
    assert not any(name == "time_limit" for name, _ in modelled().configuration)


def test_fields_of_the_domain_are_its_own() -> None:
    assert ("domain.patience", "3") in modelled("patience: 3").configuration


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("world: Nowhere", "`world` has no meaning with domain `echo`"),
        ("ticks: 5", "`ticks` has no meaning with domain `echo`"),
        ("stop { when: happiness >= 1 }", "unknown metric `happiness`"),
        ("hurry: 3", "unknown field `hurry`"),
        ("time_limit: 10", "`time_limit` needs a unit of time"),
        ("time_limit: 0 s", "`time_limit` must be positive"),
    ],
)
def test_what_does_not_belong_there_is_told(fields: str, message: str) -> None:
    with pytest.raises(ProgramError) as raised:
        modelled(fields)
    assert [diagnostic.message for diagnostic in raised.value.diagnostics][:1] == [message]


def test_wrong_arguments_are_the_declarations_to_tell() -> None:
    with pytest.raises(ProgramError) as raised:
        modelled(program=PROGRAM.replace("steps: 7", "loudness: 7"))
    assert raised.value.diagnostics[0].message == "`echo` takes `steps`, a number"


def test_declarations_and_evaluators_have_the_same_names() -> None:
    assert set(EVALUATORS) <= {declaration.name for declaration in DOMAINS}
    for name in EVALUATORS:
        assert declaration_of(name).name == name


def test_scores_of_another_task_are_not_comparable() -> None:
    echo = EchoDeclaration()
    assert not echo.differences(modelled().task, modelled("checkpoint { every: 5 }").task)
    assert echo.differences(modelled().task, EchoTask(8)) == ("steps",)
