"""kill -9 before and after every call of a run, then the same command again: the run that would have happened.

The calls are those of the file-system seam; `long_system_calls.py` does the same with every system call of a save.
"""

import errno
import os
from itertools import count
from pathlib import Path

import pytest

from quale.checkpoint.directory.resume import newest
from quale.diagnostics import CheckpointError
from tests.faults.seam import CHANGING, Failing, Killed, watched
from tests.faults.small import Heard, digest, go, logged, planned, temporaries

PLAN = planned(2, keep=1, keep_best=False)
CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EFBIG, errno.EINTR)


@pytest.fixture(name="undisturbed", scope="module")
def _undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[object]]:
    place = tmp_path_factory.mktemp("undisturbed")
    outcome = go(place, PLAN)
    return digest(outcome.snapshot), logged(place / "small")


def whole(place: Path, undisturbed: tuple[str, list[object]]) -> None:
    """Go on, or find that it is over, and compare with the undisturbed run."""
    outcome = go(place, PLAN)
    assert (digest(outcome.snapshot), logged(place / "small")) == undisturbed
    assert newest(place / "small").header.generation == PLAN.evolution.generations


@pytest.mark.parametrize(
    ("kill", "only"), [("before", CHANGING), ("after", ("create", "write", "rename", "unlink", "mkdir"))]
)
def test_killed_at_any_call(
    tmp_path: Path, undisturbed: tuple[str, list[object]], kill: str, only: tuple[str, ...]
) -> None:
    for at in count():
        place, heard = tmp_path / str(at), Heard()
        failing = Failing(at, kill=kill, only=only)
        try:
            with watched(failing):
                go(place, PLAN, heard)
        except Killed:
            pass
        if not failing.hit:
            assert at > 20
            break
        if heard.saves:
            found = newest(place / "small")
            assert found.header.generation in {heard.saves[-1], heard.saves[-1] + 1}
            assert found.messages == ()
        whole(place, undisturbed)
        assert temporaries(place) == []


def test_any_call_that_fails_is_told_and_the_run_goes_on(tmp_path: Path, undisturbed: tuple[str, list[object]]) -> None:
    """Each code in turn, so that every kind of call meets each of them many times."""
    for at in count():
        place, heard = tmp_path / str(at), Heard()
        code = CODES[at % len(CODES)]
        failing = Failing(at, code)
        reason = _run_on(place, heard, failing)
        if not failing.hit:
            assert at > 60
            break
        words = heard.warnings + heard.notes + [reason]
        if failing.hit in CHANGING and failing.hit != "fsync_directory":  # a way that was there before may be another's
            assert any(os.strerror(code) in line for line in words), (failing.hit, at)
        if reason:
            assert heard.saves == [], f"{failing.hit}: {reason}"  # only where nothing could be begun
        else:
            assert heard.generations == [1, 2]
        whole(place, undisturbed)


def _run_on(place: Path, heard: Heard, failing: Failing) -> str:
    try:
        with watched(failing):
            go(place, PLAN, heard)
    except CheckpointError as error:
        return str(error)
    return ""
