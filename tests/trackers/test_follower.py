"""One tracker, whatever it does: the run never waits, hears of each trouble once, and no step is told twice."""

import time
from pathlib import Path

import numpy as np
import pytest

from quale.checkpoint.format.snapshot import Trials
from quale.evolution.history import append
from quale.evolution.records.state import Figures, History
from quale.genome.seal import sealed
from quale.trackers.follower import Follower
from quale.trackers.tracker import RunStart
from quale.trackers.values import Past
from tests.trackers.recorders import lines, steps

SOON = 60.0
"""Seconds within which what is to happen happens; a busy machine may need a good part of it."""


EMPTY = History(
    best=sealed(np.zeros(0)),
    mean=sealed(np.zeros(0)),
    median=sealed(np.zeros(0)),
    worst=sealed(np.zeros(0)),
    species=sealed(np.zeros(0, np.int32)),
    complexity=sealed(np.zeros(0)),
    evaluations=sealed(np.zeros(0, np.int64)),
    seconds=sealed(np.zeros(0)),
    invalid=sealed(np.zeros(0, np.int32)),
    changed=sealed(np.zeros(0, np.bool_)),
    metrics=sealed(np.zeros((0, 1))),
)


def past(generations: int) -> Past:
    """Return a run of so many generations, with a metric and a test."""
    history = EMPTY
    for generation in range(1, generations + 1):
        row = Figures(
            generation, 0.5 * generation, -np.inf, 0.0, 0.0, 3, 7.5, 10 * generation, 0.1, 0, False, (np.nan,)
        )
        history = append(history, row)
    reached = np.full((generations, 1), 2.5)
    return Past(history, Trials(("Hard",), sealed(reached), sealed(reached > 0)), ("nearness",))


def begin(folder: Path, what: str, done: Past, patience: float = SOON, run_id: str = "abc") -> Follower:
    start = RunStart("Walk", run_id, folder, len(done), 0, {"seed": "5"}, "quale")
    return Follower("mine", f"tests.trackers.recorders:{what}", start, done, patience)


def words(follower: Follower) -> str:
    """Return what is said, once something is."""
    until, said = time.monotonic() + SOON, ""
    while not said:
        assert time.monotonic() < until
        said += "".join(follower.said())
        time.sleep(0.01)
    return said


def test_it_is_told_everything_in_order(tmp_path: Path) -> None:
    (tmp_path / "last.quale-ckpt").write_text("")
    follower = begin(tmp_path, "Plain", past(0))
    for generations in (1, 2, 200):
        follower.offer(past(generations))
    follower.end(str(tmp_path / "last.quale-ckpt"), "solved")
    follower.join(SOON)
    assert follower.said() == ()
    first, *told, artifact, finish = lines(tmp_path)
    assert first == {"start": 0, "told": 0, "name": "Walk", "run_id": "abc", "project": "quale"}
    assert [line["generation"] for line in told] == list(range(1, 201))
    assert told[-1]["values"] == {
        "best": 100.0,
        "median": 0.0,
        "worst": 0.0,
        "species": 3.0,
        "complexity": 7.5,
        "evaluations": 2000.0,
        "seconds": 0.1,
        "invalid": 0.0,
        "test.Hard": 2.5,
    }, "what is infinite or no number is left out"
    assert artifact == {"artifact": "last.quale-ckpt", "there": True}
    assert finish == {"finish": "solved"}


def test_no_step_is_told_twice_and_what_is_missing_is_told(tmp_path: Path) -> None:
    for done, reached in ((0, 23), (17, 20), (17, 40)):
        follower = begin(tmp_path, "Plain", past(done))
        follower.offer(past(reached))
        follower.end(None, "interrupted")
        follower.join(SOON)
        assert follower.said() == ()
    assert steps(tmp_path) == list(range(1, 41))
    assert [line["told"] for line in lines(tmp_path) if "start" in line] == [0, 23, 23]


def test_a_tracker_that_comes_later_is_told_what_was_before(tmp_path: Path) -> None:
    follower = begin(tmp_path, "Plain", past(17))
    follower.end(None, "interrupted")
    follower.join(SOON)
    assert steps(tmp_path) == list(range(1, 18))


def test_another_run_in_the_same_place_begins_anew(tmp_path: Path) -> None:
    for name in ("abc", "def"):
        follower = begin(tmp_path, "Plain", past(3), run_id=name)
        follower.end(None, "interrupted")
        follower.join(SOON)
    assert steps(tmp_path) == [1, 2, 3, 1, 2, 3]


@pytest.mark.parametrize(
    ("what", "message", "lacks"),
    [
        ("Raising", "is told nothing more: ValueError: the server is full", 5),
        ("RaisingAtOnce", "is told nothing more: PermissionError: Walk", 7),
        ("Ending", "is told nothing more: its process ended", 7),
        ("Mute", "is told nothing more: TypeError: `start` returned None", 7),
        ("Missing", "is told nothing more: AttributeError: module", 7),
    ],
)
def test_what_fails_is_said_once_and_the_run_goes_on(tmp_path: Path, what: str, message: str, lacks: int) -> None:
    follower = begin(tmp_path, what, past(0))
    follower.offer(past(5))
    said = words(follower)
    assert said.startswith(f"tracker mine {message}")
    for generations in (6, 7):
        follower.offer(past(generations))
        assert follower.said() == ()
    follower.end(None, "solved")
    follower.join(SOON)
    (said,) = follower.said()
    assert said == f"tracker mine lacks {lacks} of 7 generations; a resume with this tracker tells it the rest"


def test_what_fails_at_the_end_is_said(tmp_path: Path) -> None:
    follower = begin(tmp_path, "RaisingAtTheEnd", past(9))
    follower.end(None, "solved")
    assert words(follower).startswith("tracker mine is told nothing more: ConnectionError: solved")


def test_its_errors_are_told_in_full_where_it_prints(tmp_path: Path) -> None:
    follower = begin(tmp_path, "Raising", past(5))
    words(follower)
    log = (tmp_path / "trackers" / "mine.log").read_text(encoding="utf-8")
    assert "recorders.py" in log
    assert "in log" in log
    follower = begin(tmp_path, "careless", past(5))
    follower.end(None, "solved")
    follower.join(SOON)
    assert "hello from a tracker" in (tmp_path / "trackers" / "mine.log").read_text(encoding="utf-8")


def test_one_that_hangs_is_ended(tmp_path: Path) -> None:
    follower = begin(tmp_path, "Hanging", past(0), patience=3.0)
    follower.offer(past(5))
    said = words(follower)
    assert said.startswith("tracker mine is told nothing more: no answer for 3 s")
    assert steps(tmp_path, "Hanging") == [1]
    follower = begin(tmp_path, "Plain", past(5))
    follower.end(None, "interrupted")
    follower.join(SOON)
    assert steps(tmp_path) == [2, 3, 4, 5], "what may have been recorded is not told again"


def test_one_that_hangs_at_the_end_is_not_waited_for(tmp_path: Path) -> None:
    follower = begin(tmp_path, "Hanging", past(5))
    follower.end(None, "solved")
    follower.join(0.2)
    late, lacks = follower.said()
    assert late == "tracker mine was not done 0.2 s after the run"
    assert lacks.startswith("tracker mine lacks 5 of 5 generations; ")


def test_one_that_is_slow_gets_all_in_its_own_time(tmp_path: Path) -> None:
    follower = begin(tmp_path, "Slow", past(0))
    for generations in range(1, 40):
        follower.offer(past(generations))  # at once: nobody waits
    follower.end(None, "solved")
    follower.join(SOON)
    assert follower.said() == ()
    assert steps(tmp_path, "Slow") == list(range(1, 40))
