"""Champions' tests: in written order up to the first that is not passed, called off at once, closed in the end."""

import threading
from threading import Timer

import numpy as np
import pytest

from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import Model, ProgramText
from quale.runtime.evaluator import Resources
from quale.runtime.examine import Examiner
from quale.runtime.examine import Reached as Result
from quale.runtime.register import EVALUATORS
from quale.runtime.thread_pool import StoppedError, ThreadPool
from quale.runtime.world import WorldEvaluator
from tests.compiler.random_networks import random_networks

PROGRAM = """
  body B { state n: float = 0  sensor s: internal(0..1)  actuator a: trigger(threshold: 0) }
  world W { topology: none }
  perception P { sensor s = 0.5 }
  action A { agent.n += 1 }
  fitness F { metric lived = agent.n  maximize lived: 1 }
  evolve E {
    body: B world: W perception: P action: A fitness: F scenarios: 3 ticks: 5 seed: 1
    test Short { ticks: 7  when: lived >= 7 }
    test Long { ticks: LONG  scenarios: MANY  when: lived >= 11 }
    test Never { ticks: 2  when: lived > 2 }
    test Beyond { ticks: 3  when: lived >= 0 }
  }
"""
NETWORKS = random_networks(3, 1, (1, 1))


def model(long: int = 11) -> Model:
    (found,) = load_text(
        ProgramText(
            (("tests.quale", PROGRAM.replace("LONG", str(long)).replace("MANY", str(3 if long < 100 else 1000))),), ()
        ),
        DOMAINS,
    ).project.models
    return found


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("quale")]


def test_tests_run_in_written_order_up_to_the_first_that_is_not_passed() -> None:
    with Examiner(model(), 1, EVALUATORS, Resources(workers=1)) as examiner:
        for generation in (1, 2):
            assert examiner.examine(NETWORKS, generation) == (
                Result("Short", "lived", 7.0, passed=True),
                Result("Long", "lived", 11.0, passed=True),
                Result("Never", "lived", 2.0, passed=False),
            )


def test_what_was_stopped_before_it_began_does_not_begin() -> None:
    with Examiner(model(), 1, EVALUATORS, Resources(workers=1)) as examiner:
        examiner.stop()
        with pytest.raises(StoppedError):
            examiner.examine(NETWORKS, 1)


def test_stop_calls_off_the_test_that_runs_and_all_after_it() -> None:
    with Examiner(model(long=1_000_000_000), 1, EVALUATORS, Resources(workers=1)) as examiner:
        timer = Timer(0.3, examiner.stop)
        timer.start()
        with pytest.raises(StoppedError):
            examiner.examine(NETWORKS, 1)
        timer.join()
        with pytest.raises(StoppedError):
            examiner.examine(NETWORKS, 2)


@pytest.mark.parametrize("how", ["with", "close"])
def test_nobody_works_on_when_an_evaluator_is_closed(how: str) -> None:
    before = threads()
    evaluator = WorldEvaluator(model(), 1, workers=2)
    assert np.isfinite(evaluator.evaluate(random_networks(3, 2000, (1, 1)), 1).scores).all()
    with ThreadPool(2) as pool:  # the evaluation may have been too short for threads
        pool.run([lambda _: None] * 4)
        assert len(threads()) > len(before)
    if how == "with":
        with evaluator:
            pass
    else:
        evaluator.close()
    assert threads() == before
    with pytest.raises(StoppedError):
        evaluator.evaluate(NETWORKS, 1)


def test_closing_calls_off_what_another_thread_waits_for() -> None:
    ended: list[type[BaseException] | None] = []
    evaluator = WorldEvaluator(model(long=11), 1, workers=1)
    endless = WorldEvaluator(model(1_000_000_000).tests[1].model, 1, workers=1)

    def wait() -> None:
        try:
            endless.evaluate(NETWORKS, 1)
        except StoppedError as error:
            ended.append(type(error))

    waiting = threading.Thread(target=wait)
    waiting.start()
    Timer(0.2, endless.close).start()
    waiting.join(60)
    assert ended == [StoppedError]
    evaluator.close()


def test_an_examiner_closes_the_evaluators_that_it_made(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[WorldEvaluator] = []
    close = WorldEvaluator.close

    def noted(self: WorldEvaluator) -> None:
        closed.append(self)
        close(self)

    monkeypatch.setattr(WorldEvaluator, "close", noted)
    with Examiner(model(), 1, EVALUATORS, Resources(workers=1)) as examiner:
        examiner.examine(NETWORKS, 1)
        examiner.examine(NETWORKS, 2)
        assert closed == []
    assert len(set(map(id, closed))) == 3, "those of the tests that ran, once each"
