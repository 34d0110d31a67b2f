import ast
import pydoc
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import quale
from quale.api.generation import Generation
from quale.api.words import in_arguments
from quale.genome.express import express
from quale.genome.gather import concatenate
from quale.genome.genome import ACTIVATIONS
from quale.runtime.evaluator import MOST_WORKERS
from quale.runtime.world import WorldEvaluator
from tests.cli.command import essence, evolve_block, write_program
from tests.cli.command import quale as run_command
from tests.report.grown import genome, interface


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_program(tmp_path)


def test_the_public_names_are_those_of_the_table() -> None:
    for name in dir(quale):
        assert getattr(quale, name).__name__ == name
    unknown = "evolve_everything"
    with pytest.raises(AttributeError, match=unknown):
        getattr(quale, unknown)


def test_the_way_the_documentation_shows(program: Path) -> None:
    told: list[Generation] = []
    run = quale.load(program).evolve(run="Walk", seed=7, on_generation=told.append)
    assert [one.generation for one in told] == [1, 2, 3, 4, 5, 6]
    assert str(told[0]).startswith("generation 1: best ")
    assert run.why == "6 generations are done"
    assert run.best.fitness == max(run.history["best"])
    assert run.best.metrics == pytest.approx({"nearness": run.best.fitness, "pushes": run.best.metrics["pushes"]})
    assert run.history.dtype.names is not None
    assert run.history.dtype.names[0] == "generation"
    assert run.history["metric.nearness"].shape == (6,)
    checkpoint = quale.Checkpoint.load("checkpoints/walk")
    assert (checkpoint.run, checkpoint.generation, checkpoint.path) == ("Walk", 6, run.checkpoint)
    assert checkpoint.best.fitness == run.best.fitness
    outputs = checkpoint.best.brain().activate({"place": 0.2, "noise": 1.0})
    assert set(outputs) == {"push"}


def test_the_command_line_goes_the_same_way(program: Path) -> None:
    quale.load(program).evolve(checkpoints="a")
    run_command("evolve", program, "--checkpoints", "b", "--quiet", cwd=Path())
    assert essence(Path("a/walk")) == essence(Path("b/walk"))


def test_a_run_is_resumed_overwritten_or_refused(program: Path) -> None:
    experiment = quale.load(program)
    experiment.evolve(generations=3)
    with pytest.raises(quale.CheckpointError, match="overwrite=True"):
        experiment.evolve()
    assert len(experiment.evolve(resume=True).history) == 6
    assert experiment.evolve(resume=True).why == "6 generations are done"
    run_command("evolve", program, "--checkpoints", "b", "--quiet", cwd=Path())
    assert essence(Path("checkpoints/walk"))["history"] == essence(Path("b/walk"))["history"]
    experiment.evolve(overwrite=True, generations=2)
    assert Path("checkpoints/walk.1").is_dir()
    with pytest.raises(quale.UsageError, match="exclude"):
        experiment.evolve(resume=True, overwrite=True)


def test_mistakes_are_the_projects_own_exceptions(program: Path) -> None:
    with pytest.raises(quale.UsageError, match="Walk"):
        quale.load(program).evolve("Run")
    with pytest.raises(quale.UsageError):
        quale.load("nowhere.quale")
    program.write_text("body X {", encoding="utf-8")
    with pytest.raises(quale.ProgramError) as raised:
        quale.load(program)
    assert raised.value.diagnostics
    with pytest.raises(quale.CheckpointError, match="no file or directory"):
        quale.Checkpoint.load("nothing")


def test_an_interrupt_saves_the_last_generation(program: Path) -> None:
    def interrupt(generation: Generation) -> None:
        if generation.generation == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        quale.load(program).evolve(on_generation=interrupt)
    assert quale.Checkpoint.load("Walk").generation == 3


def test_genomes_are_looked_at_one_by_one(program: Path) -> None:
    quale.load(program).evolve()
    checkpoint = quale.Checkpoint.load("Walk")
    assert len(checkpoint) == 20
    assert max(checkpoint.genome(index).fitness for index in range(20)) == checkpoint.history["best"][-1]
    for wrong in (-1, 20):
        with pytest.raises(IndexError, match=f"genome {wrong} of a population of 20"):
            checkpoint.genome(wrong)


def test_inputs_of_a_brain_are_checked(program: Path) -> None:
    brain = quale.load(program).evolve().best.brain()
    with pytest.raises(quale.UsageError, match="missing: noise"):
        brain.activate({"place": 0.0})
    with pytest.raises(quale.UsageError, match="; unknown: smell"):
        brain.activate({"place": 0.0, "noise": 0.0, "smell": 1.0})
    with pytest.raises(quale.UsageError, match=r"\(batch, 2\), not \(2,\); one row alone is \[row\]"):
        brain.activate(np.zeros(2))
    with pytest.raises(quale.UsageError, match="numbers"):
        brain.activate({"place": "near", "noise": 0.0})  # type: ignore[dict-item]
    with pytest.raises(quale.UsageError, match="one number for each"):
        brain.activate({"place": [0.0], "noise": [0.0]})  # type: ignore[dict-item]
    with pytest.raises(quale.UsageError, match="numbers"):
        brain.activate([[0.0, 1.0], [0.5]])
    assert brain.activate([[0.0, 1.0], [0.5, 0.5]]).shape == (2, 1)
    assert not brain.activate(np.zeros((0, 2))).size


MIXED = "brain { activations: [tanh, sigmoid, relu, sin, gauss, identity, abs, step, neat_sigmoid]  RECURRENT }"


@pytest.mark.parametrize("recurrent", ["", "recurrent: true  steps: 2"])
def test_a_brain_does_bit_for_bit_what_the_evaluation_did(
    recurrent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    growing = "mutation { add_node: 0.9  add_connection: 0.9  change_activation: 0.9  bias_shift: 1 }"
    more = growing + MIXED.replace("RECURRENT", recurrent)
    run = quale.load(write_program(tmp_path, evolve_block(generations=15, more=more))).evolve()
    state, settings = run.snapshot.state, run.model.evolution
    used = {ACTIVATIONS[kind] for kind in state.population.activation}
    assert len(used) > 5, "the networks are too plain to show anything"
    checkpoint = quale.Checkpoint.load("Walk")
    with WorldEvaluator(run.model, state.seed, workers=1) as evaluator:
        networks = express(state.population, state.interface, settings.brain.recurrent)
        for index in range(len(checkpoint)):
            trace = evaluator.trace(networks, index, 15, 1)
            columns = {name: trace.values[:, place] for place, name in enumerate(trace.labels)}
            brain = checkpoint.genome(index).brain()
            for tick in range(len(trace.values)):
                inputs = {name: float(columns[f"sensor.{name}"][tick]) for name in brain.inputs}
                outputs = brain.activate(inputs)
                assert outputs["push"] == columns["actuator.push"][tick], (index, tick)


def test_a_recurrent_brain_remembers_until_it_is_reset() -> None:
    ends = interface(["x"], ["y"])
    identity = ACTIVATIONS.index("identity")
    looping = replace(
        genome(ends, [], [(0, 1, 1.0, True), (1, 1, 1.0, True)]), activation=np.array([0, identity], np.uint8)
    )
    brain = quale.Brain(looping, ends, recurrent=True, steps=1)
    assert [brain.activate({"x": 1.0})["y"] for _ in range(3)] == [1.0, 2.0, 3.0]
    with pytest.raises(quale.UsageError, match="reset"):
        brain.activate([[1.0], [2.0]])
    brain.reset()
    assert brain.activate([[1.0], [2.0]]).tolist() == [[1.0], [2.0]]
    assert brain.activate([[1.0], [2.0]]).tolist() == [[2.0], [4.0]]
    brain.reset([False, True])
    assert brain.activate([[1.0], [2.0]]).tolist() == [[3.0], [2.0]]
    with pytest.raises(quale.UsageError, match=r"mask of bool of shape \(1, 2\)"):
        brain.reset([0.0, 1.0])


def test_what_comes_again_is_warned_of_once_and_counted(program: Path) -> None:
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("1 - abs(agent.place)", "sqrt(0.2 - abs(agent.place))"), encoding="utf-8")
    with pytest.warns(RuntimeWarning) as warned:
        quale.load(program).evolve()
    words = [str(each.message) for each in warned]
    first = [re.sub(r"^generation 1: ", "", each) for each in words[:2]]
    assert [each.split(" for ")[0] for each in first] == ["fitness is nan", "nearness is nan"]
    assert words[2:] == [f"5 more generations like this, the last 6: {each}" for each in first]


def test_a_brain_is_one_genome() -> None:
    ends = interface(["x"], ["y"])
    one = genome(ends, [], [])
    with pytest.raises(quale.UsageError, match="one genome, not 2"):
        quale.Brain(concatenate([one, one]), ends, recurrent=False, steps=1)


def test_help_lists_the_public_names() -> None:
    assert sorted(quale.__all__) == sorted(quale.PUBLIC) == dir(quale)
    text = pydoc.plain(pydoc.render_doc(quale))
    for name in quale.PUBLIC:
        assert re.search(rf"class {name}\b|^    {name}\(", text, re.MULTILINE), name


def test_what_is_shown_of_an_object_fits_a_line(program: Path) -> None:
    program.write_text(
        program.read_text(encoding="utf-8") + "".join(evolve_block(f"Other{n}") for n in range(50)), "utf-8"
    )
    experiment = quale.load(program)
    told: list[Generation] = []
    run = experiment.evolve("Walk", on_generation=told.append)
    checkpoint = quale.Checkpoint.load("Walk")
    program.write_text(program.read_text(encoding="utf-8").replace("agent.place\n", "agent.plce\n"), encoding="utf-8")
    with pytest.raises(quale.ProgramError) as raised:
        quale.load(program)
    found = raised.value.diagnostics[0]
    shown = [
        *(repr(each) for each in (experiment, run, run.best, run.best.brain(), checkpoint, told[0])),
        *(repr(each) for each in (found, found.span, raised.value)),
    ]
    for words in shown:
        assert "\n" not in words
        assert 10 < len(words) <= 160
    assert repr(run.best.brain()) == "<Brain 2 inputs, 1 outputs>"
    assert repr(checkpoint).startswith("<Checkpoint Walk, generation 6, 20 genomes: checkpoints/walk/")
    line = 1 + program.read_text(encoding="utf-8").split("agent.plce")[0].count("\n")
    assert str(found) == f"{program}:{line}:24: error: unknown state `plce`"


def test_errors_speak_of_arguments(program: Path) -> None:
    program.write_text(program.read_text(encoding="utf-8") + evolve_block("Other"), encoding="utf-8")
    experiment = quale.load(program)
    experiment.evolve("Walk")
    for run, wanted in ((None, 'run="NAME"'), ("all", 'run="NAME"'), ("Walk", "`overwrite=True`")):
        with pytest.raises(quale.QualeError) as raised:
            experiment.evolve(run)
        assert wanted in str(raised.value)
        assert "--" not in str(raised.value)


OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
ROOMS = ("run", "checkpoint", "runtime", "evolution", "compiler", "domains", "language")


def literals(path: Path) -> Iterator[str]:
    """Yield the texts that a file writes, without docstrings; what is put into one counts as NAME."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "NAME" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts | documents:
            yield node.value


def test_no_error_below_names_an_option_that_has_no_argument_here() -> None:
    """What these rooms say of options is translated; an option of another kind needs a line in the table."""
    files = [path for room in ROOMS for path in (Path(quale.__file__).parent / room).rglob("*.py")]
    speaking = [words for path in files for words in literals(path) if OPTION.search(words) and "pip " not in words]
    assert len(speaking) > 3
    assert not [words for words in map(in_arguments, speaking) if OPTION.search(words)]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("source", [7], "no source node 7"),
        ("target", [-1], "no target node -1"),
        ("target", [1 << 30], f"no target node {1 << 30}"),
        ("node_id", [0, -5], "does not begin with the nodes of the interface"),
        ("node_start", [0, 3], "node_start ends with"),
        ("connection_start", [0, 9], "connection_start ends with"),
        ("connection_start", [1, 1], "does not rise from 0"),
        ("activation", [0, 99], "activation 99 is unknown"),
        ("weight", [np.nan], "weight is not finite"),
    ],
)
def test_a_brain_is_made_of_a_sound_genome_alone(field: str, value: list[float], words: str) -> None:
    ends = interface(["x"], ["y"])
    one = genome(ends, [], [(0, 1, 1.0, True)])
    wrong = replace(one, **{field: np.array(value, dtype=getattr(one, field).dtype)})
    with pytest.raises(quale.UsageError, match=words):
        quale.Brain(wrong, ends, recurrent=True, steps=1)


@pytest.mark.parametrize("workers", ["threads:2", "processes:1", 1])
def test_workers_are_a_number_or_a_kind(workers: int | str, tmp_path: Path) -> None:
    run = quale.load(write_program(tmp_path)).evolve(
        workers=workers, checkpoints=tmp_path / str(workers), generations=2
    )
    assert run.snapshot.state.generation == 2


@pytest.mark.parametrize("workers", [0, -1, 1025, 1.5, True, "threads:1025"])
def test_workers_are_as_many_as_there_can_be(workers: Any, tmp_path: Path) -> None:
    with pytest.raises(quale.UsageError, match=r"workers: wanted a whole number from 1 to 1,024, not "):
        quale.load(write_program(tmp_path)).evolve(workers=workers, checkpoints=tmp_path)
    assert not (tmp_path / "walk").exists()
    assert f"1<=x<={MOST_WORKERS}" in run_command("evolve", "--help", cwd=tmp_path).stdout


@pytest.mark.parametrize("workers", ["cloud", "ray:", "ray:0", "ray:x", "threads 2"])
def test_other_words_are_no_workers(workers: str, tmp_path: Path) -> None:
    with pytest.raises(quale.UsageError, match="workers: wanted a number, or one of threads, processes, ray"):
        quale.load(write_program(tmp_path)).evolve(workers=workers, checkpoints=tmp_path)
