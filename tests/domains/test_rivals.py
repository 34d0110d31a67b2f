"""The seam of co-evolution: an evaluator may be handed a second population. No run does that yet."""

from pathlib import Path

import numpy as np
import pytest

from quale.diagnostics import EvaluationError
from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.model.domain import NOTHING
from quale.runtime.backends.in_process import InProcess
from quale.runtime.backends.processes import Processes
from quale.runtime.evaluator import Resources
from quale.runtime.register import EVALUATORS
from quale.runtime.slices import Backend, Maker, SlicedEvaluator
from tests.cli.command import write_program
from tests.compiler.random_networks import random_networks
from tests.domains.rivalled import make
from tests.domains.tables import CSV, program
from tests.domains.test_seam import modelled
from tests.domains.tiny_evaluator import EchoEvaluator

OURS, THEIRS = random_networks(7, 23, (1, 1), links=6), random_networks(8, 9, (1, 1), links=6)
MAKER = Maker(make, modelled(), 5)


def backend(kind: str) -> Backend:
    return Processes(MAKER, 2) if kind == "processes" else InProcess(MAKER, int(kind))


@pytest.mark.parametrize("kind", ["1", "4", "23", "processes"])
def test_every_slice_meets_the_whole_second_population(kind: str) -> None:
    with SlicedEvaluator(MAKER, InProcess(MAKER, 23)) as evaluator:
        whole = evaluator.evaluate(OURS, 3, NOTHING, THEIRS)
        alone = evaluator.evaluate(OURS, 3, NOTHING)
    assert not np.array_equal(whole.scores, alone.scores)
    assert 0 < whole.scores[:, 0].max() <= len(THEIRS)
    with SlicedEvaluator(MAKER, backend(kind)) as evaluator:
        found = evaluator.evaluate(OURS, 3, NOTHING, THEIRS)
        assert found.scores.tobytes() == whole.scores.tobytes()
        assert found.state["met"].tolist() == [23.0]
        turned = evaluator.evaluate(THEIRS, 3, NOTHING, OURS)
        assert len(turned.scores) == len(THEIRS)
        assert evaluator.evaluate(OURS, 3, NOTHING).scores.tobytes() == alone.scores.tobytes()


def test_a_domain_of_whole_populations_takes_them_by_the_same_name() -> None:
    with pytest.raises(EvaluationError, match="parrots listen to nobody"):
        EchoEvaluator(modelled(), 5, Resources()).evaluate(OURS, 1, NOTHING, THEIRS)


@pytest.mark.parametrize("backend", ["threads", "processes"])
@pytest.mark.parametrize("domain", ["world", "dataset"])
def test_domains_that_know_no_rivals_refuse_them(tmp_path: Path, domain: str, backend: str) -> None:
    if domain == "world":
        file = write_program(tmp_path)
    else:
        (tmp_path / "t.csv").write_text(CSV)
        file = tmp_path / "t.quale"
        file.write_text(program())
    model = load(file, DOMAINS).project.models[0]
    sizes = len(model.ports.inputs), len(model.ports.outputs)
    ours, theirs = (random_networks(seed, 3, sizes) for seed in (1, 2))
    resources = Resources(workers=1, backend=backend)
    with (
        EVALUATORS[domain](model, 1, resources) as evaluator,
        pytest.raises(EvaluationError, match="cannot be handed a second population"),
    ):
        evaluator.evaluate(ours, 1, NOTHING, theirs)
