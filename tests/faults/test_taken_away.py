"""A run directory, its lock, its logs or its files are taken away while the run goes on: noticed, told, mended."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quale.checkpoint.directory.lock import HOLDER, LOCK, InUseError, RunLock
from quale.checkpoint.directory.resume import newest
from quale.diagnostics import CheckpointError
from quale.run.finished import Finished
from quale.run.plan import fresh, order_after
from quale.run.runner import Environment, RunPlan, UnderWay, run_evolution
from tests.checkpoint.made import names
from tests.cli.command import quale
from tests.faults.small import LOGS, Heard, digest, go, logged, model, planned, program, temporaries

PLAN = planned(6, every=100)
"""By this plan only the founders and the last generation are saved."""

Harm = Callable[[Path], object]


def empty(directory: Path) -> None:
    """Do what `rm DIRECTORY/*` does: hidden files stay."""
    for path in directory.iterdir():
        if not path.name.startswith("."):
            path.unlink()


def replace(directory: Path) -> None:
    directory.rename(directory.with_name("old"))
    directory.mkdir()
    (directory / "note.txt").write_text("mine")


def replace_lock(directory: Path) -> None:
    (directory / "new").write_text("")
    (directory / "new").replace(directory / LOCK)


HARMS: tuple[tuple[str, Harm, str, list[int]], ...] = (
    ("the lock", lambda place: (place / LOCK).unlink(), "the lock file in ", [0, 3, 6]),
    ("another lock", replace_lock, "the lock file in ", [0, 3, 6]),
    ("the directory", shutil.rmtree, "is gone; it is made again", [0, 3, 6]),
    ("all directories", lambda place: shutil.rmtree(place.parent), "is gone; it is made again", [0, 3, 6]),
    ("the directory's name", lambda place: place.rename(place.with_name("old")), "is gone; it is made", [0, 3, 6]),
    ("another directory", replace, "was replaced by another one", [0, 3, 6]),
    ("all that is seen", empty, "the logs were removed or changed", [0, 6]),
    ("a log", lambda place: (place / LOGS[0]).unlink(), "the logs were removed or changed", [0, 6]),
)
"""What is done after generation 2, what is said about it, and what is saved in all."""


class Harmed(Heard):
    """Does something to the run directory after a generation."""

    def __init__(self, directory: Path, harm: Harm, after: int = 2) -> None:
        super().__init__()
        self._directory, self._harm, self._after = directory, harm, after

    def generation(self, finished: Finished, seconds: float) -> None:
        super().generation(finished, seconds)
        if finished.generation == self._after:
            self._harm(self._directory)


@pytest.fixture(name="undisturbed", scope="module")
def _undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[object]]:
    place = tmp_path_factory.mktemp("undisturbed")
    return digest(go(place, PLAN).snapshot), logged(place / "small")


@pytest.mark.parametrize(("harm", "words", "saves"), [row[1:] for row in HARMS], ids=[row[0] for row in HARMS])
def test_what_is_taken_away_is_told_and_mended(
    tmp_path: Path, undisturbed: tuple[str, list[object]], harm: Harm, words: str, saves: list[int]
) -> None:
    checkpoints = tmp_path / "checkpoints"
    heard = Harmed(checkpoints / "small", harm)
    outcome = go(checkpoints, PLAN, heard)
    assert [words in line for line in heard.warnings] == [True]  # once
    assert heard.saves == saves  # at once, where nobody knows what is left
    assert outcome.checkpoint.exists()
    assert (digest(newest(checkpoints / "small").snapshot), logged(checkpoints / "small")) == undisturbed
    assert temporaries(checkpoints) == []
    with RunLock(checkpoints / "small"):
        pass


def test_the_mended_lock_keeps_others_out(tmp_path: Path) -> None:
    refused: list[bool] = []

    def look(directory: Path) -> None:
        with pytest.raises(InUseError), RunLock(directory):
            pass
        refused.append(True)

    class Twice(Harmed):
        def generation(self, finished: Finished, seconds: float) -> None:
            super().generation(finished, seconds)
            if finished.generation == 3:
                look(tmp_path / "small")

    go(tmp_path, PLAN, Twice(tmp_path / "small", shutil.rmtree))
    assert refused == [True]


def test_what_another_run_has_taken_is_left_to_it(tmp_path: Path, undisturbed: tuple[str, list[object]]) -> None:
    """This one must not write there any more; what it has is saved beside, from where it can go on."""
    directory, other = tmp_path / "small", RunLock(tmp_path / "small")

    def take(place: Path) -> None:
        shutil.rmtree(place)
        other.__enter__()

    with pytest.raises(InUseError, match="taken away while this run went on, and another run has it now") as caught:
        go(tmp_path, PLAN, Harmed(directory, take))
    assert str(caught.value).startswith(f"{directory}: ")
    assert str(caught.value).endswith(f"this one ends, and goes on with --resume {directory}.1")
    assert names(directory) == [HOLDER, LOCK]
    assert names(tmp_path) == ["small", "small.1"]
    other.__exit__(None, None, None)
    beside = tmp_path / "small.1"
    assert newest(beside).header.generation == 3
    with RunLock(beside) as lock:
        order = order_after(newest(beside), fresh(PLAN, None, None), False, 1)
        outcome = run_evolution(order, Heard(), Environment(lambda: 0.0, lambda: "", lambda _: None), lock)
    history, population = undisturbed[1][: -outcome.snapshot.state.generation], undisturbed[1][-4:]
    assert digest(outcome.snapshot) == undisturbed[0]
    assert logged(beside, lost=2) == [*history, *population]


def test_a_directory_that_cannot_be_made_again_is_told_once_and_fails_in_the_end(tmp_path: Path) -> None:
    def block(place: Path) -> None:
        shutil.rmtree(place)
        place.write_text("")

    heard = Harmed(tmp_path / "small", block)
    with pytest.raises(CheckpointError, match="small"):
        go(tmp_path, PLAN, heard)
    assert heard.generations == [1, 2, 3, 4, 5, 6]
    assert sum("lock" in words or "make the directory" in words for words in heard.warnings) == 1


def test_what_a_run_was_resumed_from_is_saved_again_if_it_is_lost_before_the_next_generation(tmp_path: Path) -> None:
    go(tmp_path, planned(2))
    directory = tmp_path / "small"

    def stop_at_once(stop: UnderWay | None) -> None:
        if stop is not None:
            shutil.rmtree(directory)
            stop.ask()

    with RunLock(directory) as lock:
        order = order_after(newest(directory), fresh(planned(9), None, None), False, 1)
        outcome = run_evolution(order, Heard(), Environment(lambda: 0.0, lambda: "", stop_at_once), lock)
    assert outcome.why is None
    assert outcome.checkpoint.exists()
    assert newest(directory).header.generation == 2


@pytest.mark.parametrize("generations", [1, 4])
def test_a_last_file_that_is_deleted_as_soon_as_it_is_saved_is_saved_again(tmp_path: Path, generations: int) -> None:
    class Deleting(Heard):
        def saved(self, generation: int, path: Path) -> None:
            super().saved(generation, path)
            if self.saves.count(generations) == 1:
                path.unlink(missing_ok=True)

    heard = Deleting()
    go(tmp_path, planned(generations), heard)
    assert heard.saves[-2:] == [generations, generations]
    assert newest(tmp_path / "small").header.generation == generations


def run_of_logs(place: Path) -> Path:
    """Return the directory of a run whose checkpoints somebody took away."""
    go(place / "checkpoints", planned(2))
    directory = place / "checkpoints" / "small"
    for path in directory.glob("*.quale-ckpt"):
        path.unlink()
    return directory


@pytest.mark.parametrize("log", LOGS)
def test_logs_without_a_checkpoint_are_not_overwritten(tmp_path: Path, log: str) -> None:
    directory = run_of_logs(tmp_path)
    for name in LOGS:
        if name != log:
            (directory / name).unlink()
    path = tmp_path / "small.quale"
    path.write_text(program(generations=2))
    before = (directory / log).read_bytes()
    for way in ((), ("--continue",), ("--run", "all")):
        refused = quale("evolve", path, *way, cwd=tmp_path, code=3)
        assert f"checkpoints/small: holds the logs of a run ({log}), but no checkpoint" in refused.stderr
        assert "`--overwrite`" in refused.stderr
        assert (directory / log).read_bytes() == before
    moved = quale("evolve", path, "--overwrite", cwd=tmp_path)
    assert "moved the old run to checkpoints/small.1" in moved.stderr
    assert (tmp_path / "checkpoints" / "small.1" / log).read_bytes() == before
    assert newest(directory).header.generation == 2


def test_logs_without_a_generation_are_nobodys_loss(tmp_path: Path) -> None:
    directory = run_of_logs(tmp_path)
    heading = (directory / "history.csv").read_text().splitlines(keepends=True)[0]
    (directory / "history.csv").write_text(heading)
    (directory / "history.jsonl").write_text("")
    (directory / "population.jsonl").write_text("")
    go(tmp_path / "checkpoints", planned(2))
    assert len(logged(directory)) == 2 + 3 + 2


def test_overwriting_locks_the_new_directory_and_lets_go_of_the_old_one(tmp_path: Path) -> None:
    go(tmp_path, planned(1))
    tried: list[str] = []

    class Trying(Heard):
        def generation(self, finished: Finished, seconds: float) -> None:
            super().generation(finished, seconds)
            for name in ("small", "small.1"):
                try:
                    with RunLock(tmp_path / name):
                        tried.append(f"{name} is free")
                except InUseError:
                    tried.append(f"{name} is held")

    order = RunPlan(fresh(model(program(generations=1)), None, None), tmp_path / "small", tmp_path, overwrite=True)
    with RunLock(order.directory) as lock:
        run_evolution(order, Trying(), Environment(lambda: 0.0, lambda: "", lambda _: None), lock)
    assert tried == ["small is held", "small.1 is free"]
    assert json.loads((tmp_path / "small" / HOLDER).read_text())["pid"] > 0
    assert names(tmp_path) == ["small", "small.1"]


def test_a_run_that_cannot_start_leaves_no_directory(tmp_path: Path) -> None:
    path = tmp_path / "small.quale"
    path.write_text(program().replace("seed: 7", 'seed: 7\n  seed_from: "nowhere"'))
    assert "nowhere" in quale("evolve", path, cwd=tmp_path, code=3).stderr
    assert names(tmp_path) == ["small.quale"]
