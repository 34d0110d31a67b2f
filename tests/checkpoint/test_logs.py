import csv
import errno
import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from quale.checkpoint.directory.logs import RunLogs
from quale.checkpoint.format.snapshot import Trials
from quale.diagnostics import CheckpointError
from quale.evolution.records.state import History
from tests.checkpoint.faulty import Faulty
from tests.checkpoint.made import history, names, with_trials

METRICS = ("eaten", "walked, far")
LOGS = ("history.csv", "history.jsonl")
PAST = history(5, 2, np.random.default_rng(3))


def first(count: int, past: History = PAST) -> History:
    return History(**{name: getattr(past, name)[:count] for name in past.__dataclass_fields__})


def contents(directory: Path) -> list[bytes]:
    return [(directory / name).read_bytes() for name in LOGS]


def test_appending_and_rewriting_give_the_same_bytes(tmp_path: Path) -> None:
    logs = RunLogs(tmp_path, METRICS)
    logs.rewrite(first(0))
    for count in range(1, 6):
        logs.append(first(count))
    appended = contents(tmp_path)
    RunLogs(tmp_path, METRICS).rewrite(PAST)
    assert contents(tmp_path) == appended
    assert names(tmp_path) == list(LOGS)


def test_logs_that_ran_ahead_or_lag_behind_are_put_right(tmp_path: Path) -> None:
    RunLogs(tmp_path, METRICS).rewrite(PAST)
    whole = contents(tmp_path)
    for behind in (0, 2, 4):
        logs = RunLogs(tmp_path, METRICS)
        logs.rewrite(first(behind))
        (tmp_path / LOGS[0]).write_bytes(contents(tmp_path)[0] + b"3,torn")
        logs = RunLogs(tmp_path, METRICS)
        logs.rewrite(first(2))
        for count in range(3, 6):
            logs.append(first(count))
        assert contents(tmp_path) == whole


def test_every_double_is_read_back_as_it_was(tmp_path: Path) -> None:
    past = replace(PAST, best=np.array([0.1, 1e300, -0.0, 5e-324, 1 / 3]))
    RunLogs(tmp_path, METRICS).rewrite(past)
    rows = [json.loads(line) for line in (tmp_path / "history.jsonl").read_text().splitlines()]
    assert [row["best"] for row in rows] == past.best.tolist()
    assert math.copysign(1, rows[2]["best"]) == -1
    assert [row["generation"] for row in rows] == [1, 2, 3, 4, 5]
    assert [list(row["metrics"].values()) for row in rows] == past.metrics.tolist()
    with (tmp_path / "history.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    assert [float(row["best"]) for row in table] == past.best.tolist()
    assert [float(row["metric.walked, far"]) for row in table] == past.metrics[:, 1].tolist()
    assert table[0]["changed"] == "false"


def test_numbers_that_are_none_stay_readable(tmp_path: Path) -> None:
    past = first(1)
    past = replace(past, metrics=np.array([[np.nan, -np.inf]]))
    RunLogs(tmp_path, METRICS).rewrite(past)
    assert json.loads((tmp_path / "history.jsonl").read_text())["metrics"] == {"eaten": None, "walked, far": None}
    assert (tmp_path / "history.csv").read_text().endswith(",nan,-inf\n")


def test_the_columns(tmp_path: Path) -> None:
    RunLogs(tmp_path, METRICS).rewrite(first(0))
    heading = (
        b"generation,best,mean,median,worst,species,complexity,evaluations,seconds,invalid,changed,metric.eaten,"
        b'"metric.walked, far"\n'
    )
    assert contents(tmp_path) == [heading, b""]


@pytest.mark.parametrize("at", range(2, 8))
def test_a_failed_line_is_told_and_made_good_by_the_next(tmp_path: Path, at: int) -> None:
    disk = Faulty()
    logs = RunLogs(tmp_path, METRICS, disk)
    logs.rewrite(first(2))
    disk.at, disk.code = len(disk.calls) + at, errno.ENOSPC
    with pytest.raises(CheckpointError, match="No space left on device"):
        logs.append(first(3))
    logs.append(first(4))
    logs.append(first(5))
    found = contents(tmp_path)
    RunLogs(tmp_path, METRICS).rewrite(PAST)
    assert found == contents(tmp_path)


@pytest.mark.parametrize("harm", ["unlink", "cut", "add", "unreadable"])
@pytest.mark.parametrize("log", LOGS)
def test_a_log_that_another_program_changed_is_written_anew_and_told(tmp_path: Path, log: str, harm: str) -> None:
    disk = Faulty()
    logs = RunLogs(tmp_path, METRICS, disk)
    logs.rewrite(first(2))
    assert not logs.append(first(3))
    path = tmp_path / log
    if harm == "unlink":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    elif harm == "add":
        path.write_bytes(path.read_bytes() + b"x")
    else:
        disk.at = len(disk.calls) + LOGS.index(log)
    assert logs.append(first(4))
    assert not logs.append(first(5))
    whole = RunLogs(tmp_path / "whole", METRICS)
    (tmp_path / "whole").mkdir()
    whole.rewrite(first(5))
    for name in LOGS:
        assert (tmp_path / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_logs_of_founders_are_known_and_those_of_a_longer_past_are_not(tmp_path: Path) -> None:
    logs = RunLogs(tmp_path, METRICS)
    assert not logs.append(first(0))  # nothing was known of them
    (tmp_path / LOGS[0]).unlink()
    assert logs.append(first(1))
    assert not logs.append(first(1))  # nothing is new
    assert not logs.append(PAST)
    whole = contents(tmp_path)
    (tmp_path / LOGS[1]).unlink()
    assert not logs.append(first(2))  # written anew since they ran ahead, and not since somebody changed them
    assert contents(tmp_path) != whole
    assert not logs.append(PAST)
    assert contents(tmp_path) == whole


@pytest.mark.parametrize("missing", LOGS)
def test_one_log_that_is_missing_is_made_from_the_history(tmp_path: Path, missing: str) -> None:
    logs = RunLogs(tmp_path, METRICS)
    logs.rewrite(PAST)
    whole = contents(tmp_path)
    (tmp_path / missing).unlink()
    assert logs.put_right(PAST)
    assert contents(tmp_path) == whole
    assert not logs.put_right(PAST)


def test_logs_that_are_both_missing_stay_so(tmp_path: Path) -> None:
    assert not RunLogs(tmp_path, METRICS).put_right(PAST)
    assert names(tmp_path) == []


def test_what_champions_reach_in_tests_is_in_both_logs(tmp_path: Path) -> None:
    whole = with_trials(4)
    past, trials = whole.state.history, whole.trials
    logs = RunLogs(tmp_path / "bit by bit", METRICS)
    (tmp_path / "bit by bit").mkdir()
    for rows in range(5):
        logs.append(first(rows, past), Trials(trials.names, trials.reached[:rows], trials.passed[:rows]))
    (tmp_path / "at once").mkdir()
    RunLogs(tmp_path / "at once", METRICS).rewrite(past, trials)
    for name in LOGS:
        assert (tmp_path / "bit by bit" / name).read_bytes() == (tmp_path / "at once" / name).read_bytes()
    rows_ = [json.loads(line) for line in (tmp_path / "at once" / LOGS[1]).read_text().splitlines()]
    for row, reached, passed in zip(rows_, trials.reached.tolist(), trials.passed.tolist(), strict=True):
        assert row["tests"] == {
            name: {"reached": None if np.isnan(value) else value, "passed": stood}
            for name, value, stood in zip(trials.names, reached, passed, strict=True)
        }
    with (tmp_path / "at once" / LOGS[0]).open(newline="") as file:
        table = list(csv.DictReader(file))
    assert [float(row["test.Near"]) for row in table] == trials.reached[:, 0].tolist()
    assert [row["passed.Far"] for row in table] == [str(stood).lower() for stood in trials.passed[:, 1].tolist()]
