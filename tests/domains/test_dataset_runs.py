"""Brains on a dataset: which rows they see, what a loss is, and that nothing depends on how a population is cut."""

import math
import shutil
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.api.checkpoint import Checkpoint
from quale.api.experiment import load
from quale.domains.dataset.task import LOSSES, DatasetTask
from quale.model.domain import NOTHING
from quale.model.model import Model
from quale.runtime.dataset import evaluator as module
from quale.runtime.dataset import losses
from quale.runtime.dataset.evaluator import DatasetEvaluator, evaluator_of_dataset
from quale.runtime.dataset.rows import batch, split
from quale.runtime.evaluator import Resources
from quale.step.brains import Brains
from tests.cli.command import essence, objects, quale, quale_process
from tests.cli.test_resume import killed
from tests.compiler.random_networks import random_networks
from tests.domains.tables import modelled, numbers, program, task, with_population

ROWS = 40
TEXT = numbers(ROWS)
NETWORKS = random_networks(3, 13, (2, 3))
EXAMPLES = Path(__file__).parents[2] / "examples/dataset"


def made(loss: str = "cross_entropy", more: str = "", target: str = "kind", text: str = TEXT) -> Model:
    return with_population(modelled(text, program(f"targets: [{target}], loss: {loss}{more}")), len(NETWORKS))


def table(model: Model) -> DatasetTask:
    assert isinstance(model.task, DatasetTask)
    return model.task


def test_the_split_is_drawn_from_the_runs_seed_and_holds_for_the_whole_run() -> None:
    dataset = table(made())
    found = split(dataset, 5, NOTHING)
    assert len(found.held_out) == ROWS / 5
    assert sorted((*found.training.tolist(), *found.held_out.tolist())) == list(range(ROWS))
    assert found.held_out.tolist() == split(dataset, 5, NOTHING).held_out.tolist()
    assert found.held_out.tolist() != split(dataset, 6, NOTHING).held_out.tolist()
    large = 2**64 - 3
    state = split(dataset, large, NOTHING).state()
    assert split(dataset, 6, state).held_out.tolist() == split(dataset, large, NOTHING).held_out.tolist()


@pytest.mark.parametrize(("share", "rows"), [("1", 0), ("0.999", 1), ("0.5", 20), ("0.001", 39)])
def test_a_split_leaves_a_row_on_either_side(share: str, rows: int) -> None:
    model = made(more=f", split: {share}")
    assert (table(model).held_out, len(split(table(model), 1, NOTHING).held_out)) == (rows, rows)
    assert model.metrics == (("held_out", "accuracy", "held_out_accuracy") if rows else ("accuracy",))


def test_inputs_are_standardised_by_the_rows_that_evolution_sees() -> None:
    dataset = task(
        "c,x,same,y\n" + "".join(f"{'ab'[n % 2]},{n * n},7,{n}\n" for n in range(20)),
        program("targets: [y], category: [c], loss: mse, standardize: true"),
    )
    found = split(dataset, 5, NOTHING)
    seen = dataset.inputs[found.training]
    assert found.mean.tolist()[:2] == [0, 0], "what is 1 or 0 stays so"
    assert found.deviation.tolist()[:2] == [1, 1]
    assert found.mean[2] == pytest.approx(seen[:, 2].mean())
    assert found.deviation[2] == pytest.approx(seen[:, 2].std())
    assert (found.mean[3], found.deviation[3]) == (7, 1)
    shifted = {**found.state(), "input_mean": np.full(4, 3.0)}
    assert split(dataset, 5, shifted).mean.tolist() == [3.0] * 4
    assert split(dataset, 5, {**shifted, "input_mean": np.zeros(2)}).mean.tolist() == found.mean.tolist()


def test_a_batch_is_other_rows_in_every_generation() -> None:
    dataset = table(made(more=", batch: 7"))
    found = split(dataset, 5, NOTHING)
    drawn = [batch(dataset, found, 5, generation).tolist() for generation in (1, 2, 1)]
    assert drawn[0] == drawn[2] != drawn[1]
    assert len({*drawn[0]}) == 7
    assert {*drawn[0]} <= {*found.training.tolist()}
    assert batch(table(made()), found, 5, 1).tolist() == found.training.tolist()


def test_the_held_out_score_is_that_of_all_rows_held_out() -> None:
    dataset = table(model := made("mse", ", batch: 7", "y"))
    networks = random_networks(4, 5, (2, 1))
    found, results = split(dataset, 5, NOTHING), DatasetEvaluator(model, 5).evaluate(networks, 3, NOTHING).results
    for column, rows in enumerate((batch(dataset, found, 5, 3), found.held_out)):
        outputs = Brains(networks).activate(dataset.inputs[np.newaxis, rows])
        wanted = -((outputs[:, :, 0] - dataset.targets[rows, 0]) ** 2).mean(axis=1)
        assert results[:, 0, column] == pytest.approx(wanted)


def naive(loss: str, outputs: list[float], wanted: list[float]) -> float:
    """Return what a row comes to, as a textbook has it."""
    if loss in {"mse", "mae"}:
        return sum(abs(a - b) ** (2 if loss == "mse" else 1) for a, b in zip(outputs, wanted, strict=True)) / len(
            wanted
        )
    if loss == "accuracy":
        return float(outputs.index(max(outputs)) == wanted[0])
    if loss == "cross_entropy":
        shares = [math.exp(score) for score in outputs]
        return -math.log(shares[int(wanted[0])] / sum(shares))
    chances = [1 / (1 + math.exp(-score)) for score in outputs]
    return -sum(math.log(p if t else 1 - p) for p, t in zip(chances, wanted, strict=True)) / len(wanted)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_loss_is_what_it_is_called(loss: str) -> None:
    random = np.random.default_rng(4)
    outputs = random.normal(size=(3, 20, 4)) * 5
    classes = random.integers(0, 4, size=(20, 1)).astype(float)
    targets = classes if loss in {"accuracy", "cross_entropy"} else (random.random((20, 4)) > 0.5).astype(float)
    found = losses.SCORES[loss][0][0](outputs, targets)
    for genome in range(3):
        for row in range(20):
            wanted = naive(loss, outputs[genome, row].tolist(), targets[row].tolist())
            assert found[genome, row] == pytest.approx(wanted, rel=1e-9)


def one(function: losses.Loss, scores: list[float], wanted: list[float]) -> float:
    with np.errstate(all="ignore"):
        return float(function(np.array([[scores]]), np.array([wanted]))[0, 0])


def test_the_lower_class_of_equals_is_meant_and_nan_is_no_score() -> None:
    assert [one(losses.hits, [2, 2, 1], [k]) for k in (0, 1)] == [1, 0]
    assert [one(losses.hits, [math.nan, 2, 1], [k]) for k in (0, 1)] == [0, 1]
    assert [one(losses.hits, [-math.inf, -math.inf], [k]) for k in (0, 1)] == [1, 0]
    assert one(losses.hits, [math.nan, math.nan], [0]) == 0


def test_losses_of_certainty_are_finite_and_nan_is_none() -> None:
    assert one(losses.cross_entropy, [1e308, -1e308], [0]) == 0
    assert one(losses.cross_entropy, [1000.0, 0.0], [1]) == 1000
    assert one(losses.log_loss, [800.0], [0]) == 800
    assert one(losses.log_loss, [-800.0], [0]) == 0
    assert math.isnan(one(losses.cross_entropy, [math.nan, 1], [1]))
    assert math.isnan(one(losses.log_loss, [math.nan], [1]))


@pytest.mark.parametrize("loss", LOSSES)
def test_the_cut_and_the_workers_change_nothing(loss: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "x,y,kind\n" + "".join(f"{n * 0.37 % 1},{n * 0.73 % 1},{n % 2}\n" for n in range(ROWS))
    model = made(loss, ", batch: 20, standardize: true", text=text)
    networks = random_networks(3, 13, (2, len(model.ports.outputs)))

    def evaluated(workers: int) -> NDArray[np.float64]:
        with evaluator_of_dataset(model, 5, Resources(workers)) as evaluator:
            return evaluator.evaluate(networks, 3).scores

    whole = DatasetEvaluator(model, 5).evaluate(networks, 3, NOTHING).results[:, 0]
    assert evaluated(1).tobytes() == whole.tobytes()
    monkeypatch.setattr(module, "BRIEF", 0)
    monkeypatch.setattr(module, "BLOCK", 1)  # sixteen rows at a time
    assert evaluated(3).tobytes() == whole.tobytes()


def test_a_row_knows_nothing_of_the_rows_before(monkeypatch: pytest.MonkeyPatch) -> None:
    recurrent = replace(random_networks(3, 6, (2, 3), recurrent=True))
    model = made()
    whole = DatasetEvaluator(model, 5).evaluate(recurrent, 1, NOTHING).results
    monkeypatch.setattr(module, "BLOCK", 1)
    assert DatasetEvaluator(model, 5).evaluate(recurrent, 1, NOTHING).results.tobytes() == whole.tobytes()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
    quale("evolve", "iris.quale", "--generations", "12", "--workers", "1", cwd=folder)
    return folder


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_run_goes_on_as_if_nothing_had_happened(workers: str, undisturbed: Path, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    arguments = ("iris.quale", "--generations", "12", "--workers", workers)
    killed(*arguments, cwd=tmp_path, generation=5, number=signal.SIGKILL)
    quale_process("evolve", "--resume", "Iris", "--generations", "12", "--workers", workers, cwd=tmp_path)
    assert essence(tmp_path / "checkpoints/iris") == essence(undisturbed / "checkpoints/iris")


def test_what_is_held_out_stands_beside_the_fitness_everywhere(undisturbed: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLES, tmp_path / "there")
    said = quale("evolve", "iris.quale", "--generations", "2", cwd=folder)
    assert "(improved), held out -" in said.stderr
    lines = objects(quale("evolve", "iris.quale", "--generations", "2", "--overwrite", "--json", cwd=folder).stdout)
    events = [line["held_out"] for line in lines if line["event"] == "generation"]
    assert len(events) == 2
    assert all(-3 < each < 0 for each in events)
    assert "best   held out       mean" in quale("inspect", "Iris", cwd=undisturbed).stdout
    history = objects(quale("inspect", "Iris", "--json", cwd=folder).stdout)[0]["history"]
    assert [row["held_out"] for row in history] == events
    assert "metric.held_out" in (folder / "checkpoints/iris/history.csv").read_text().splitlines()[0]


@pytest.mark.parametrize("generations", [1, 4])
def test_a_brain_takes_raw_rows_and_answers_as_it_was_scored(generations: int, tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLES, tmp_path / "there")
    run = load(folder / "iris.quale").evolve(generations=generations, checkpoints=tmp_path / "c")
    dataset = table(run.model)
    for best in (run.best, Checkpoint.load(run.checkpoint).best):
        outputs = best.brain().activate(dataset.inputs)
        found = split(dataset, 1, NOTHING)
        for rows, fitness in ((found.training, best.fitness), (found.held_out, best.metrics["held_out"])):
            wanted = losses.cross_entropy(outputs[np.newaxis, rows], dataset.targets[rows])
            assert fitness == pytest.approx(-wanted.mean())
