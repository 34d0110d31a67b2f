"""Power loss at any moment: never without a valid checkpoint, and no generation that was called saved is lost."""

from pathlib import Path

import pytest

from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.resume import find, newest
from quale.diagnostics import CheckpointError
from quale.run.plan import order_after
from quale.run.runner import Environment, RunPlan, run_evolution
from tests.faults.power import After, Content, Recorder, Storage, Tree
from tests.faults.seam import Failing, Killed, watched
from tests.faults.small import Heard, go, planned


class Explorer:
    """Loads every state that a crash may leave, at every moment of a run."""

    def __init__(self, directory: str = "checkpoints/small") -> None:
        self.directory = Path(directory)
        self.heard = Heard()
        self.states = 0
        self.least = -1  # what a directory must have besides what was told in `heard`
        self.kept = -1  # what must be somewhere, in this directory or one that was moved aside
        self._known: dict[object, tuple[int, int]] = {}

    def explore(self, storage: Storage, _now: Tree) -> None:
        saved = max(self.heard.saves, default=-1)
        for tree, content in storage.after_a_crash():
            here, anywhere = self._newest(tree, content)
            assert here >= max(saved, self.least), f"generation {saved} was saved, {here} is left"
            assert anywhere >= self.kept

    def _newest(self, tree: Tree, content: Content) -> tuple[int, int]:
        key = tuple(
            (node, name, inner, hash(content.get(inner)))
            for node, names in sorted(tree.items())
            for name, inner in sorted(names.items())
            if inner in tree or name.endswith(".quale-ckpt")
        )
        if key not in self._known:
            self.states += 1
            disk = After(tree, content)
            self._known[key] = (
                _generation(self.directory, disk),
                max(_generation(directory, disk) for directory in disk.directories()),
            )
        return self._known[key]


def _generation(directory: Path, disk: After) -> int:
    try:
        return newest(directory, disk).header.generation
    except CheckpointError:
        return -1


@pytest.mark.parametrize(("keep", "keep_best"), [(1, False), (1, True), (3, False)])
def test_a_run_from_its_start_to_its_end(tmp_path: Path, keep: int, keep_best: bool) -> None:
    explorer = Explorer()
    recorder = Recorder(tmp_path, explorer.explore)
    with watched(recorder):
        go(tmp_path / "checkpoints", planned(4, keep=keep, keep_best=keep_best), explorer.heard)
    assert explorer.heard.saves == [0, 1, 2, 3, 4]
    assert explorer.states >= 10


def test_a_run_that_goes_on_after_an_older_file(tmp_path: Path) -> None:
    """The later files are moved to a directory beside; they are there or here, whatever happens."""
    explorer = Explorer()
    recorder = Recorder(tmp_path, explorer.explore)
    checkpoints = tmp_path / "checkpoints"
    with watched(recorder):
        go(checkpoints, planned(4, keep=9), explorer.heard)
        explorer.least, explorer.kept, explorer.heard = 1, 4, Heard()
        older = checkpoints / "small" / "checkpoint_gen1.quale-ckpt"
        resume(checkpoints, older, explorer.heard)
    assert explorer.heard.saves == [2, 3]
    assert (checkpoints / "small.1" / "checkpoint_gen4.quale-ckpt").exists()


def resume(checkpoints: Path, older: Path, heard: Heard) -> None:
    with RunLock(older.parent) as lock:
        order = order_after(find(str(older), checkpoints), planned(3, keep=1), False, 1)
        run_evolution(order, heard, Environment(lambda: 0.0, lambda: "", lambda _: None), lock)


def test_an_older_run_moved_aside(tmp_path: Path) -> None:
    explorer = Explorer()
    recorder = Recorder(tmp_path, explorer.explore)
    checkpoints = tmp_path / "checkpoints"
    with watched(recorder):
        go(checkpoints, planned(4), explorer.heard)
        explorer.kept, explorer.heard = 4, Heard()
        order = RunPlan(planned(2), checkpoints / "small", checkpoints, overwrite=True, workers=1)
        with RunLock(order.directory) as lock:
            run_evolution(order, explorer.heard, Environment(lambda: 0.0, lambda: "", lambda _: None), lock)
    assert explorer.heard.saves == [0, 1, 2]


def test_a_run_after_one_that_was_killed_at_its_start(tmp_path: Path) -> None:
    """What the first made without syncing it is synced by the second: nothing saved hangs from an entry in the air."""
    for at in range(12):
        root = tmp_path / str(at)
        root.mkdir()
        explorer = Explorer()
        recorder = Recorder(root, explorer.explore)
        kill = Failing(at, kill="before")
        with watched(recorder):
            with pytest.raises(Killed), watched(kill):
                go(root / "checkpoints", planned(1), explorer.heard)
            go(root / "checkpoints", planned(1), explorer.heard)
        assert explorer.heard.saves[-1] == 1
