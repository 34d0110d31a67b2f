"""A disk that fills up during a run and is freed again; `long_disk_full.py` does the same with a real one."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.store import file_name
from quale.diagnostics import CheckpointError
from tests.faults.seam import watched
from tests.faults.small import Heard, digest, go, logged, planned, temporaries


class Full:
    """Nothing can be written while the run has completed `first` to `last` - 1 generations."""

    def __init__(self, heard: Heard, first: int, last: int, code: int) -> None:
        self.heard, self.first, self.last, self.code = heard, first, last, code

    def around(self, name: str, _arguments: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        if name in {"create", "write", "mkdir"} and self.first <= len(self.heard.generations) < self.last:
            raise OSError(self.code, "the disk will not have it")
        return call()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_the_run_goes_on_and_saves_again_when_it_can(tmp_path: Path, code: int) -> None:
    plan, heard = planned(8), Heard()
    with watched(Full(heard, 2, 6, code)):
        outcome = go(tmp_path / "full", plan, heard)
    assert heard.generations == list(range(1, 9))
    assert heard.saves[-1] == 8
    assert len(heard.saves) < 8
    told = [line for line in heard.warnings if "the disk will not have it" in line]
    assert any("not saved: " in line and ".quale-ckpt" in line for line in told)
    assert any("not logged: " in line and "history.jsonl" in line for line in told)
    assert digest(outcome.snapshot) == digest(go(tmp_path / "roomy", plan).snapshot)
    assert logged(tmp_path / "full" / "small") == logged(tmp_path / "roomy" / "small")
    assert temporaries(tmp_path / "full") == []


def test_full_to_the_end_is_an_error_and_what_was_saved_is_there(tmp_path: Path) -> None:
    heard = Heard()
    with watched(Full(heard, 2, 99, errno.ENOSPC)), pytest.raises(CheckpointError, match="will not have it"):
        go(tmp_path, planned(5), heard)
    assert heard.generations == [1, 2, 3, 4, 5]  # computed and lost: said many times, and by the exit code
    found = newest(tmp_path / "small")
    assert found.header.generation == heard.saves[-1]
    assert digest(go(tmp_path, planned(5)).snapshot) == digest(go(tmp_path / "roomy", planned(5)).snapshot)


class Founderless:
    """No file of generation 0 gets its name."""

    def around(self, name: str, arguments: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        if name == "rename" and arguments[1].name == file_name(0):
            raise OSError(errno.EIO, "the disk will not have it")
        return call()


def test_nothing_is_evaluated_before_there_is_something_to_resume_from(tmp_path: Path) -> None:
    heard = Heard()
    with watched(Founderless()), pytest.raises(CheckpointError, match="will not have it"):
        go(tmp_path, planned(2), heard)
    assert heard.generations == []
