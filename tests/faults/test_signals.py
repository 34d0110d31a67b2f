"""Signals once, twice and in a storm: at start-up, in every stage, during evaluation, save and prune."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.command import environment, objects
from tests.faults.children import PATIENCE, command, ended, finish, newest_generation, started, wait_for
from tests.faults.small import program
from tests.faults.stages import loops, text

# Calls in which the run is held up: of a save the fsync and the rename, the deletion of a prune, a line of the logs.
MOMENTS = (("fsync", 5), ("rename", 6), ("unlink", 2), ("append", 3))


def write(place: Path, ticks: int = 4) -> Path:
    path = place / "small.quale"
    path.write_text(program(generations=9, keep=1, ticks=ticks))
    return path


@pytest.fixture(name="undisturbed", scope="module")
def _undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[object]]:
    place = tmp_path_factory.mktemp("undisturbed")
    return finish(write(place), place)


@pytest.mark.parametrize(("moment", "times"), [*((moment, 1) for moment in MOMENTS), (MOMENTS[0], 2), (MOMENTS[2], 2)])
def test_at_a_moment_of_a_save(
    tmp_path: Path, moment: tuple[str, int], times: int, undisturbed: tuple[str, list[object]]
) -> None:
    path = write(tmp_path)
    number, code = (signal.SIGTERM, 143) if moment[1] % 2 else (signal.SIGINT, 130)
    with started("evolve", path, cwd=tmp_path, held=(*moment, 0.6)) as process:
        wait_for(process, "held")
        process.send_signal(number)
        if times == 2:
            time.sleep(0.1)  # two of the same at once are one
            process.send_signal(number)
        returned, words, _ = ended(process)
    assert returned == code
    if times == 1:
        assert "resume with: quale evolve --resume checkpoints/small" in words
        assert f"interrupted after generation {newest_generation(tmp_path / 'checkpoints')}, which is saved" in words
    assert newest_generation(tmp_path / "checkpoints") >= 0
    assert finish(path, tmp_path) == undisturbed


@pytest.mark.parametrize("delay", [0.02, 0.3, 0.8])
def test_while_it_starts(tmp_path: Path, delay: float, undisturbed: tuple[str, list[object]]) -> None:
    """Before anything can be lost the system's own ending is right; afterwards it is saved and said."""
    path = write(tmp_path)
    with started("evolve", path, cwd=tmp_path) as process:
        time.sleep(delay)
        process.terminate()
        returned, _, _ = ended(process)
    assert returned in {-signal.SIGTERM, 143, 0}
    assert finish(path, tmp_path) == undisturbed


@pytest.mark.parametrize("times", [1, 2])
def test_inside_a_long_evaluation(tmp_path: Path, times: int) -> None:
    """The native loop itself looks at the flag: a scenario of a billion ticks does not keep anyone waiting."""
    path = write(tmp_path, ticks=1_000_000_000)
    with started("evolve", path, cwd=tmp_path) as process:
        wait_for(process, "saved generation 0")
        time.sleep(0.3)
        for _ in range(times):
            process.terminate()
            time.sleep(0.1)
        returned, words, _ = ended(process)
    # The first may have ended it by now; the second then meets a process that has put its handlers back.
    assert returned == 143 or (times, returned) == (2, -signal.SIGTERM)
    assert times == 2 or "interrupted after generation 0, which is saved" in words
    assert newest_generation(tmp_path / "checkpoints") == 0


BEFORE = ("reading", "checking", "lowering", "compiling", "compiling kernels")
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1)


@pytest.mark.parametrize(("stage", "number"), [*zip(BEFORE, (*STOPPING, signal.SIGINT), strict=True)])
def test_where_nothing_can_be_lost(tmp_path: Path, stage: str, number: signal.Signals) -> None:
    """The main thread is gone, as in native code: the process ends all the same, and says how to start again."""
    path = write(tmp_path)
    with started("evolve", path, cwd=tmp_path, held=(stage, 1), cache=not stage.startswith("compiling")) as process:
        wait_for(process, "held")
        process.send_signal(number)
        returned, words, _ = ended(process)
    assert returned == 128 + number
    assert words == f"interrupted before anything was evaluated; start again with: quale evolve {path}\n"
    assert newest_generation(tmp_path / "checkpoints") == -1


@pytest.mark.parametrize(
    ("stage", "number"), [*zip(("reproduction", "networks", "speciation"), STOPPING[1:], strict=True)]
)
def test_in_a_generation_that_never_ends(tmp_path: Path, stage: str, number: signal.Signals) -> None:
    """The last finished generation is saved although the main thread is gone, and far from the next save."""
    path = tmp_path / "small.quale"
    path.write_text(program(generations=9, every=1000))
    with started("evolve", path, cwd=tmp_path, held=(stage, 6)) as process:
        wait_for(process, "held")
        process.send_signal(number)
        returned, words, _ = ended(process)
    assert returned == 128 + number
    last = "checkpoints/small/checkpoint_gen5.quale-ckpt"
    where = f"interrupted after generation 5, which is saved: {last}\n"
    assert words.endswith(where + "resume with: quale evolve --resume checkpoints/small\n")
    assert newest_generation(tmp_path / "checkpoints") == 5
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "small.quale"
    other.write_text(path.read_text())
    assert finish(path, tmp_path) == finish(other, other.parent)


def test_in_a_tick_that_never_ends(tmp_path: Path) -> None:
    """Native code does not look at the flag before the tick is over: nobody waits for that."""
    path = tmp_path / "small.quale"
    path.write_text(text(world="entity post { spawn: 300  properties { mark: 0..1 } }", action=loops(5)))
    with started("evolve", path, cwd=tmp_path) as process:
        wait_for(process, "saved generation 0")
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        returned, words, _ = ended(process)
    assert returned == 143
    assert "interrupted after generation 0, which is saved" in words


def test_after_the_end(tmp_path: Path, undisturbed: tuple[str, list[object]]) -> None:
    path = write(tmp_path)
    with started("evolve", path, cwd=tmp_path, held=("summary", 1)) as process:
        wait_for(process, "held")
        process.terminate()
        returned, words, _ = ended(process)
    assert returned == 143
    assert "interrupted after generation 9, which is saved" in words
    assert finish(path, tmp_path) == undisturbed


def test_while_it_draws(tmp_path: Path) -> None:
    finish(write(tmp_path), tmp_path)
    with started("inspect", "small", "--graph", "net.svg", cwd=tmp_path, held=("drawing", 1)) as process:
        wait_for(process, "held")
        process.send_signal(signal.SIGINT)
        assert ended(process)[:2] == (130, "interrupted\n")
    assert not (tmp_path / "net.svg").exists()


@pytest.mark.parametrize("as_json", [False, True])
def test_a_storm_ends_at_once_and_says_where_things_stand(tmp_path: Path, as_json: bool) -> None:
    """Where the last generation cannot be saved for a minute, a second signal ends the process without it."""
    path = write(tmp_path)
    json = ("--json",) if as_json else ()
    with started("evolve", path, *json, cwd=tmp_path, held=("fsync", 5, 60.0)) as process:
        wait_for(process, "held")
        for _ in range(100):
            process.send_signal(signal.SIGTERM)
            time.sleep(0.002)
        out, words = process.communicate(timeout=PATIENCE)
    assert process.returncode == 143
    kept = newest_generation(tmp_path / "checkpoints")
    assert kept >= 0
    if as_json:
        told = objects(out)[-1]
        assert (told["event"], told["generation"]) == ("interrupted", kept)
        assert told["resume"] == "quale evolve --resume checkpoints/small"
    else:
        assert f"interrupted after generation {kept}, which is saved" in words
        assert words.endswith("resume with: quale evolve --resume checkpoints/small\n")


def test_the_same_signal_twice_at_a_blow_is_one(tmp_path: Path) -> None:
    """A terminal that is closed sends SIGHUP, and so does its shell: the last generation is saved all the same."""
    path = tmp_path / "small.quale"
    path.write_text(program(generations=9, every=1000))
    with started("evolve", path, cwd=tmp_path, held=("reproduction", 6)) as process:
        wait_for(process, "held")
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGHUP)
        returned, words, _ = ended(process)
    assert returned == 128 + signal.SIGHUP
    assert "interrupted after generation 5, which is saved" in words


def test_a_last_generation_that_cannot_be_saved_is_told(tmp_path: Path) -> None:
    path = tmp_path / "small.quale"
    path.write_text(program(generations=9, every=1000))
    with started("evolve", path, cwd=tmp_path, held=("reproduction", 6)) as process:
        wait_for(process, "held")
        directory = tmp_path / "checkpoints" / "small"
        directory.rename(tmp_path / "away")
        directory.write_text("in the way")
        process.terminate()
        returned, words, _ = ended(process)
    assert returned == 3
    assert "error: checkpoints/small" in words
    assert "interrupted after generation 0, which is saved" in words


def test_nohup_keeps_its_meaning(tmp_path: Path) -> None:
    path = write(tmp_path)
    ignoring = (
        "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    )
    run = [sys.executable, "-c", ignoring, *command("evolve", path, held=("fsync", 5, 0.6))]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        run,
        cwd=tmp_path,
        env=environment() | {"PYTHONPATH": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        wait_for(process, "held")
        process.send_signal(signal.SIGHUP)
        _, words = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "interrupted" not in words
