"""Runs as things in a directory: what is one, and what removing, renaming and tagging leave behind."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quale.checkpoint.directory.lock import HOLDER, LOCK, RunLock
from quale.checkpoint.directory.rearrange import (
    LONGEST_TAG,
    TAG,
    belongings,
    is_run,
    remove,
    rename,
    run_directories,
    tag,
    tag_of,
)
from quale.checkpoint.directory.run_directory import LOGS
from quale.checkpoint.directory.store import file_name, save
from quale.diagnostics import CheckpointError, UsageError
from tests.checkpoint.faulty import Faulty
from tests.checkpoint.made import ORIGIN, names, snapshot


def made(root: Path, name: str = "run", *generations: int) -> Path:
    directory = root / name
    directory.mkdir()
    for generation in generations or (1, 2, 10):
        save(directory, snapshot(generation), ORIGIN)
    for log in LOGS:
        (directory / log).write_text("a line\n")
    return directory


def test_what_is_a_run(tmp_path: Path) -> None:
    run = made(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / LOGS[1]).write_text("")
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / f"{file_name(3)}.damaged").write_text("")
    (tmp_path / "a file").write_text("")
    assert [is_run(tmp_path / name) for name in ("run", "logs", "damaged", "empty", "a file", "nowhere")] == [
        *(True, True, True, False, False, False),
    ]
    assert run_directories(tmp_path) == tuple(tmp_path / name for name in ("damaged", "logs", "run"))
    assert run_directories(run) == (run,)
    assert run_directories(tmp_path / "empty") == ()
    with pytest.raises(CheckpointError, match="cannot list"):
        run_directories(tmp_path / "nowhere")


def test_removing_leaves_nothing_of_a_run(tmp_path: Path) -> None:
    run = made(tmp_path)
    tag(run, "mine")
    (run / f"{file_name(3)}.damaged").write_text("")
    (run / ".checkpoint_gen4.quale-ckpt.1.1.quale-tmp").write_text("")
    assert remove(run) == ()
    assert names(tmp_path) == []


def test_what_is_no_file_of_a_run_stays_and_is_named(tmp_path: Path) -> None:
    run = made(tmp_path)
    (run / "mine.txt").write_text("mine")
    (run / "of.quale-ckpt").mkdir()
    (run / "of.quale-ckpt" / "more").write_text("mine")
    assert remove(run) == ("mine.txt", "of.quale-ckpt")
    left = [path for path in names(run) if path not in {LOCK, HOLDER}]
    assert left == ["mine.txt", "of.quale-ckpt"]
    assert (run / "of.quale-ckpt/more").read_text() == "mine"


def test_the_newest_checkpoint_is_removed_last(tmp_path: Path) -> None:
    run, disk = made(tmp_path), Faulty()
    tag(run, "mine")
    remove(run, disk)
    removed = [call.removeprefix("unlink ") for call in disk.calls if call.startswith("unlink")]
    last = [name for name in removed if name.endswith(".quale-ckpt")]
    assert last == [file_name(1), file_name(2), file_name(10)]
    assert set(removed[: removed.index(last[0])]) >= {*LOGS, TAG}


def test_a_removal_that_is_cut_short_leaves_a_run_that_goes_on(tmp_path: Path) -> None:
    run, trial = made(tmp_path), Faulty()
    remove(made(tmp_path, "other"), trial)
    at = trial.calls.index(f"unlink {file_name(2)}")
    with pytest.raises(CheckpointError, match=f"{file_name(2)}: cannot remove: Permission denied"):
        remove(run, Faulty(at, errno.EACCES))
    assert [name for name in names(run) if name.endswith("ckpt")] == [file_name(10), file_name(2)]


def test_a_link_to_a_run_goes_with_it(tmp_path: Path) -> None:
    run = made(tmp_path)
    link = tmp_path / "link"
    link.symlink_to(run)
    assert remove(link) == ()
    assert names(tmp_path) == []


def test_a_new_name_is_in_lower_case_and_nothing_is_overwritten(tmp_path: Path) -> None:
    run = made(tmp_path)
    assert rename(run, "Stroll") == tmp_path / "stroll"
    assert names(tmp_path) == ["stroll"]
    made(tmp_path)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for taken in ("stroll", "STROLL", "dangling"):
        with pytest.raises(UsageError, match=f"{taken.lower()} exists: choose another name"):
            rename(run, taken)
    for none in ("", ".", "..", "a/b", "/", "a\0b", "x" * 256, "ä" * 128):
        with pytest.raises(UsageError, match="is no name for a run: wanted the name of a directory"):
            rename(run, none)
    assert rename(run, "x" * 255).name == "x" * 255


def test_a_tag_is_a_line(tmp_path: Path) -> None:
    run = made(tmp_path)
    assert tag_of(run) == ""
    tag(run, "  a  first\ntry ")
    assert tag_of(run) == "a first try"
    assert (run / TAG).read_text() == "a first try\n"
    tag(run, "x" * LONGEST_TAG)
    assert tag_of(run) == "x" * LONGEST_TAG
    for wrong in ("x" * (LONGEST_TAG + 1), "a\x07b"):
        with pytest.raises(UsageError, match="a tag is a line of text of at most 2,000 characters"):
            tag(run, wrong)
    tag(run, "")
    assert TAG not in names(run)
    tag(run, " ")  # nothing to take away
    (run / TAG).write_bytes(b"\xff\n")
    assert tag_of(run) == "\ufffd"


def test_what_the_disk_will_not_is_told_with_its_reason(tmp_path: Path) -> None:
    run = made(tmp_path)
    tag(run, "mine")
    for call, action, words in (
        (f"unlink {TAG}", lambda disk: tag(run, "", disk), f"{TAG}: cannot remove: Permission denied"),
        ("rename stroll", lambda disk: rename(run, "stroll", disk), "run: cannot rename to stroll: Permission denied"),
        (f"unlink {LOGS[0]}", lambda disk: remove(run, disk), f"{LOGS[0]}: cannot remove: Permission denied"),
    ):
        disk = Refusing(call)
        with pytest.raises(CheckpointError, match=words):
            action(disk)


class Refusing(Faulty):
    """Refuses one call."""

    def __init__(self, refused: str) -> None:
        super().__init__()
        self.refused = refused

    def do(self, name: str, call: Callable[[], Any]) -> Any:
        if name == self.refused:
            raise OSError(errno.EACCES, "Permission denied")
        return super().do(name, call)


def test_the_size_of_a_run_is_that_of_its_files(tmp_path: Path) -> None:
    run = made(tmp_path)
    assert belongings(run) == sum(path.stat().st_size for path in run.iterdir())
    (run / "gone").symlink_to(tmp_path / "nowhere")
    assert belongings(run) == sum(path.stat().st_size for path in run.iterdir() if path.exists())
    (run / "folder").mkdir()
    with pytest.raises(CheckpointError, match="not a regular file"):
        belongings(run)
    with pytest.raises(CheckpointError, match="cannot list"):
        belongings(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["remove", "rename", "tag"])
def test_a_run_under_way_is_left_alone(tmp_path: Path, name: str) -> None:
    run = made(tmp_path)
    with RunLock(run):
        before = names(run)
        actions: dict[str, Callable[[], object]] = {
            "remove": lambda: remove(run),
            "rename": lambda: rename(run, "b"),
            "tag": lambda: tag(run, "a"),
        }
        with pytest.raises(CheckpointError, match="is in use"):
            actions[name]()
        assert names(run) == before
