"""Runs with trackers, by the command: chosen, missing, misspelt; killed and resumed; and the same bits as without."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quale.cli.request import Request
from tests.cli.command import essence, evolve_block, quale, quale_process, write_program
from tests.cli.test_resume import killed
from tests.trackers.recorders import lines, steps

LONG = evolve_block(generations=40, ticks=2000, more="checkpoint { every: 5 generations }")
SOON = 60.0


@pytest.fixture(name="brought", autouse=True)
def _brought(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that brings trackers by entry points."""
    folder = tmp_path_factory.mktemp("package")
    dist = folder / "recorders-1.0.dist-info"
    dist.mkdir()
    (dist / "METADATA").write_text("Metadata-Version: 2.1\nName: recorders\nVersion: 1.0\n")
    names = ("Plain", "Raising", "Hanging", "Slow")
    entries = "".join(f"{name.lower()} = tests.trackers.recorders:{name}\n" for name in names)
    (dist / "entry_points.txt").write_text(f"[quale.trackers]\n{entries}")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", f"{folder}:{Path(__file__).parents[2]}")
    return folder


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine may need longer for a process than a run waits for one."""
    monkeypatch.setattr("quale.trackers.followers.FAREWELL", 100.0)


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + SOON
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_no_bit_depends_on_trackers(tmp_path: Path) -> None:
    for name, block in (("with", "track { trackers: [plain, raising]  project: walks }"), ("without", "")):
        (tmp_path / name).mkdir()
        program = write_program(tmp_path / name, evolve_block(more=block))
        said = quale("evolve", program, cwd=tmp_path / name)
        assert ("warning: tracker raising is told nothing more: ValueError: the server is full" in said.stderr) == bool(
            block
        )
    tracked, plain = (essence(tmp_path / name / "checkpoints/walk") for name in ("with", "without"))
    for whole in (tracked, plain):
        del whole["parts"]["program"]
    assert tracked == plain
    directory = tmp_path / "with/checkpoints/walk"
    assert steps(directory) == [1, 2, 3, 4, 5, 6]
    assert lines(directory)[0]["project"] == "walks"
    assert lines(directory)[-1] == {"finish": "6 generations are done"}
    values = lines(directory)[-3]["values"]
    row = tracked["jsonl"][-1]
    assert values["best"] == row["best"]
    assert values["metric.pushes"] == row["metrics"]["pushes"]


def test_a_killed_run_leaves_no_step_twice_and_none_out(tmp_path: Path) -> None:
    program = write_program(tmp_path, LONG)
    directory = tmp_path / "checkpoints/walk"
    assert killed(program, "--track", "plain", cwd=tmp_path, generation=17, number=signal.SIGKILL) == -9
    until(lambda: (directory / "Plain.jsonl").exists() and "finish" in lines(directory)[-1])
    assert lines(directory)[-1] == {"finish": "the process of the run ended"}
    quale_process("evolve", "--resume", "Walk", "--track", "plain", cwd=tmp_path)
    assert steps(directory) == list(range(1, 41))


def test_who_is_left_out_of_a_resume_is_told_the_rest_later(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    quale("evolve", program, "--generations", "3", "--track", "plain", cwd=tmp_path)
    quale("evolve", "--resume", "Walk", "--generations", "5", cwd=tmp_path)
    directory = tmp_path / "checkpoints/walk"
    assert steps(directory) == [1, 2, 3]
    quale("evolve", "--resume", "Walk", "--generations", "6", "--track", "plain", cwd=tmp_path)
    assert steps(directory) == [1, 2, 3, 4, 5, 6]


def test_names_are_looked_at_before_anything_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = write_program(tmp_path)
    said = quale("evolve", program, "--track", "plane", cwd=tmp_path, code=2)
    assert "there is no tracker `plane`; there are csv, hanging, jsonl, mlflow, plain, raising, slow" in said.stderr
    monkeypatch.setattr("quale.model.trackers.find_spec", lambda name: None if name == "wandb" else object())
    said = quale("evolve", program, "--track", "wandb", cwd=tmp_path, code=2)
    assert "the tracker `wandb` needs wandb, which is not installed: pip install 'quale-lang[wandb]'" in said.stderr
    write_program(tmp_path, evolve_block(more="track { trackers: wandb }"))
    said = quale("evolve", program, cwd=tmp_path, code=2)
    assert "pip install 'quale-lang[wandb]'" in said.stderr
    assert not (tmp_path / "checkpoints/walk").is_dir() or not any((tmp_path / "checkpoints/walk").iterdir())
    said = quale("evolve", program, "--set", "track.trackers=[csv, jsonl]", cwd=tmp_path)
    assert not (tmp_path / "checkpoints/walk/trackers").exists(), "these two are the logs of every run"


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("track { trackers: [plain, 3] }", "`trackers` is a list of names"),
        ("track { tracker: plain }", "unknown field `tracker`"),
        ("track { project: 3 }", "`project` is a name"),
        ("track plain { }", "expected"),
    ],
)
def test_wrong_blocks_are_diagnostics(tmp_path: Path, block: str, message: str) -> None:
    said = quale("check", write_program(tmp_path, evolve_block(more=block)), cwd=tmp_path, code=1)
    assert message in said.stderr + said.stdout


def test_an_unknown_name_in_a_program_is_a_warning_until_it_is_evolved(tmp_path: Path) -> None:
    program = write_program(tmp_path, evolve_block(more="track { trackers: [wanddb] }"))
    said = quale("check", program, cwd=tmp_path)
    assert "warning: unknown tracker `wanddb`" in said.stderr + said.stdout
    assert "did you mean `wandb`?" in said.stderr + said.stdout
    assert "no tracker `wanddb`" in quale("evolve", program, cwd=tmp_path, code=2).stderr


def test_the_command_that_goes_on_names_trackers_again() -> None:
    nothing = (None, None, None, False, None, None, None, False, False, False, False)
    request = Request(Path("walk.quale"), *nothing, track=("plain", "slow"))
    again = "quale evolve --resume checkpoints/walk --track plain --track slow"
    assert request.again(Path("checkpoints/walk/checkpoint_gen3.quale-ckpt"), new=True) == again.split()
    assert request.anew("Walk")[-4:] == ["--track", "plain", "--track", "slow"]
