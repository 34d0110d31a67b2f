"""What objects of the API say of themselves and of what is wrong, and what they give away."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import quale
from quale.api import words
from quale.api.generation import Generation
from quale.checkpoint.directory.store import file_name
from tests.cli.command import evolve_block, write_program

TEST = "test Far { scenarios: 2  when: pushes >= 1000 }"
EVERY = "checkpoint { every: 1 generations  keep: 9 }"


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("api")
    program = write_program(folder, evolve_block(generations=3, more=f"{TEST}  {EVERY}"), evolve_block("Other"))
    quale.load(program).evolve("Walk", checkpoints=folder / "runs")
    return folder


def damaged(folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the runs whose newest checkpoint is no good."""
    runs = tmp_path / "runs/walk"
    runs.mkdir(parents=True)
    for path in (folder / "runs/walk").iterdir():
        (runs / path.name).write_bytes(path.read_bytes())
    (runs / file_name(3)).write_bytes(b"nothing")
    return runs


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("say which with --run NAME, or --run all: A", 'say which with run="NAME": A'),
        ("evolve it first with `--run Phase1`", 'evolve it first with `run="Phase1"`'),
        ("go on with them by `--resume checkpoints/walk`, or", "go on with them by `resume=True`, or"),
        ("goes on with --resume checkpoints/walk", "goes on with `resume=True`"),
        ("start anew by `--overwrite`", "start anew by `overwrite=True`"),
        ("or with `--workers N` in processes", "or with `workers=N` in processes"),
        ("--set populaton=3: unknown", "assignments: populaton=3: unknown"),
        ("another place by `--checkpoints`", "another place by ``checkpoints=…``"),
        ("or `--program a.quale` for", 'or `program="a.quale"` for'),
        ("--explain Walker.agee: no", "Walker.agee: no"),
        ("nothing of the kind: a-b --c", "nothing of the kind: a-b --c"),
    ],
)
def test_errors_speak_of_arguments(said: str, told: str) -> None:
    assert words.in_arguments(said) == told


def test_a_repr_is_one_line_that_fits() -> None:
    assert words.shown("Run", "x" * 100) == f"<Run {'x' * 100}>"
    assert words.shown("Run", "x" * 101) == f"<Run {'x' * 99}…>"


def test_a_generation_is_printed_as_a_line() -> None:
    figures = {"generation": 3, "best": 1.25, "mean": 0.5, "median": 0.0, "worst": -1.0, "species": 4}
    rest = {"complexity": 2.0, "evaluations": 60, "seconds": 0.1, "invalid": 0, "changed": False, "metrics": (1.0,)}
    one = Generation(**figures, **rest, improved=False)  # type: ignore[arg-type]
    assert str(one) == "generation 3: best 1.25, mean 0.5, species 4"
    better = replace(one, improved=True, held_out=0.75)
    assert str(better) == "generation 3: best 1.25 (improved), held out 0.75, mean 0.5, species 4"
    assert repr(better) == "<Generation 3: best 1.25 (improved), held out 0.75, mean 0.5, species 4>"


def test_objects_say_what_they_are(folder: Path) -> None:
    experiment = quale.load(folder / "walk.quale")
    assert repr(experiment) == "<Experiment of Walk, Other>"
    run = experiment.evolve("Walk", checkpoints=folder / "runs", resume=True)
    best = run.best
    assert repr(run) == f"<Run Walk, generation 3: best {best.fitness:.6g}, 3 generations are done>"
    found = quale.Checkpoint.load(folder / "runs/walk" / file_name(2))
    assert repr(found).startswith(f"<Checkpoint Walk, generation 2, 20 genomes: {folder}"[:80])
    links = int(best.genome.enabled.sum())
    assert repr(best) == f"<Champion of generation {best.generation}: fitness {best.fitness:.6g}, {links} connections>"
    assert (len(found), found.run, found.generation) == (20, "Walk", 2)


def test_the_history_is_a_table_with_all_columns_of_the_log(folder: Path) -> None:
    table = quale.Checkpoint.load("Walk", folder / "runs").history
    heading = (folder / "runs/walk/history.csv").read_text().splitlines()[0].split(",")
    assert list(table.dtype.names or ()) == heading
    assert table["generation"].tolist() == [1, 2, 3]
    rows = [json.loads(line) for line in (folder / "runs/walk/history.jsonl").read_text().splitlines()]
    assert table["best"].tolist() == [row["best"] for row in rows]
    assert table["metric.pushes"].tolist() == [row["metrics"]["pushes"] for row in rows]
    assert table["test.Far"].tolist() == [row["tests"]["Far"]["reached"] for row in rows]
    assert table["passed.Far"].tolist() == [False] * 3
    assert not table.flags.writeable


def test_every_genome_of_a_population_is_to_be_had(folder: Path) -> None:
    found = quale.Checkpoint.load("Walk", folder / "runs")
    state = found.snapshot.state
    for index in (0, 19):
        one = found.genome(index)
        assert (one.fitness, one.generation) == (state.fitness[index], 3)
        assert one.metrics == dict(zip(found.snapshot.metrics, state.metrics[index].tolist(), strict=True))
        assert len(one.genome) == 1
    for index in (-1, 20):
        with pytest.raises(IndexError, match=f"genome {index} of a population of 20"):
            found.genome(index)
    founders = quale.Checkpoint.load(folder / "runs/walk" / file_name(0))
    with pytest.raises(quale.CheckpointError, match="its population has not been evaluated yet"):
        founders.genome(0)
    with pytest.raises(quale.CheckpointError, match="nothing has been evaluated yet, so there is no best genome"):
        _ = founders.best


def test_a_damaged_checkpoint_that_is_passed_over_is_told(folder: Path, tmp_path: Path) -> None:
    runs = damaged(folder, tmp_path)
    with pytest.warns(
        RuntimeWarning, match="gen3.quale-ckpt: is not a Quale checkpoint .*; going on from .*gen2"
    ) as told:
        assert quale.Checkpoint.load("Walk", runs.parent).generation == 2
    assert told[0].filename == __file__
    with pytest.warns(RuntimeWarning, match="going on from checkpoint_gen2"):
        run = quale.load(folder / "walk.quale").evolve("Walk", checkpoints=runs.parent, resume=True)
    assert run.snapshot.state.generation == 3


def test_what_cannot_be_meant_is_refused(folder: Path) -> None:
    experiment = quale.load(folder / "walk.quale")
    with pytest.raises(quale.UsageError, match="resume and overwrite exclude one another"):
        experiment.evolve("Walk", resume=True, overwrite=True)
    with pytest.raises(quale.UsageError, match='one block is run at a time: say which with run="NAME": Walk, Other'):
        experiment.evolve("all")
    with pytest.raises(quale.UsageError, match='several evolve blocks: say which with run="NAME": Walk, Other'):
        experiment.evolve()
    with pytest.raises(
        quale.CheckpointError, match=r"by `resume=True`, or move them aside and start anew by `overwrite"
    ):
        experiment.evolve("Walk", checkpoints=folder / "runs")


def test_where_there_is_nothing_to_resume_a_run_starts(folder: Path, tmp_path: Path) -> None:
    seen: list[int] = []
    run = quale.load(folder / "walk.quale").evolve(
        "Walk", generations=2, checkpoints=tmp_path, resume=True, on_generation=lambda one: seen.append(one.generation)
    )
    assert seen == [1, 2]
    assert run.why == "2 generations are done"
    assert run.checkpoint == tmp_path / "walk" / file_name(2)
    assert np.array_equal(run.history["generation"], [1, 2])
