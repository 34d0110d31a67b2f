"""The run logs: history.jsonl and history.csv, one row a generation, for other programs to read.

They hold nothing that the checkpoint's history doesn't; the population log, which does, is kept beside them.
Equal runs write equal bytes, but for the `seconds`.
Numbers are written so that reading gives the same double again.
"""

import csv
import io
import json
import math
from pathlib import Path
from typing import Any

from quale.checkpoint.directory.disk import DISK, FileSystem, exists, reported, write_all, write_file
from quale.checkpoint.directory.population_log import PopulationLog
from quale.checkpoint.directory.run_directory import LOGS
from quale.checkpoint.format.snapshot import NO_TRIALS, Trials
from quale.evolution.records.state import COLUMNS, History
from quale.evolution.spread import Spread


class RunLogs:
    """The logs of a run directory."""

    def __init__(self, directory: Path, metrics: tuple[str, ...], disk: FileSystem = DISK) -> None:
        self._jsonl, self._csv = (directory / name for name in LOGS)
        self._metrics, self._disk = metrics, disk
        self._population = PopulationLog(directory, disk)
        self._rows = -1  # rows known to be in both files; -1 when that is not known
        self._bytes: dict[Path, int] = {}  # how long the files are then

    def rewrite(self, history: History, trials: Trials = NO_TRIALS, spread: Spread | None = None) -> None:
        """Write both files anew from a history, each by rename: before a run starts and before it goes on.

        The population log is cut back to it; `spread` is of its last generation.

        Raises:
            CheckpointError: a file cannot be written.
        """
        self._write_anew(history, trials)
        self._population.mend(len(history), spread)

    def _write_anew(self, history: History, trials: Trials) -> None:
        self._rows = -1
        for path, content in self._contents(history, trials):
            write_file(path, content, self._disk)
            self._bytes[path] = len(content)
        self._rows = len(history)

    def put_right(self, history: History, trials: Trials = NO_TRIALS, spread: Spread | None = None) -> bool:
        """Write the files anew where one is there and they are not what a history makes of them.

        Return whether that was so. `spread` is of the last generation.

        Raises:
            CheckpointError: a file cannot be written.
        """
        if not any(exists(path) for path in (self._jsonl, self._csv)):
            return False  # a checkpoint that was copied somewhere
        wrong = [(path, content) for path, content in self._contents(history, trials) if not self._holds(path, content)]
        for path, content in wrong:
            write_file(path, content, self._disk)
        return self._population.mend(len(history), spread) or bool(wrong)

    def _contents(self, history: History, trials: Trials) -> tuple[tuple[Path, bytes], ...]:
        lines = json_rows(history, 0, self._metrics, trials)
        table = csv_heading(self._metrics, trials.names) + csv_rows(history, 0, trials)
        return (self._jsonl, lines.encode()), (self._csv, table.encode())

    def _holds(self, path: Path, content: bytes) -> bool:
        try:
            return self._disk.read(path, len(content) + 1) == content
        except OSError:
            return False

    def forget(self) -> None:
        """Take nothing for granted about the files: the next `append` writes them anew."""
        self._rows = -1
        self._population.forget()

    def append(self, history: History, trials: Trials = NO_TRIALS, spread: Spread | None = None) -> bool:
        """Bring the files up to a history that is usually one generation longer than they are.

        `spread` is of its last generation, None where that is not to be logged.

        After a failure nothing is known about the files, so the next call writes them anew. So it does where they are
        not as they were left, since another program removed or changed them; return whether that was so.

        Raises:
            CheckpointError: a file cannot be written; the run can go on.
        """
        if spread is not None:
            self._population.add(spread)  # it is not lost where the files before it cannot be written
        changed = self._bring_up(history, trials)
        return self._population.write() or changed

    def _bring_up(self, history: History, trials: Trials) -> bool:
        """Bring history.jsonl and history.csv up to a history; return whether another program had changed them."""
        known = 0 <= self._rows <= len(history)
        if not known or not all(self._is_as_left(path) for path in (self._jsonl, self._csv)):
            self._write_anew(history, trials)
            return known
        first, self._rows = self._rows, -1
        self._add(self._jsonl, json_rows(history, first, self._metrics, trials))
        self._add(self._csv, csv_rows(history, first, trials))
        self._rows = len(history)
        return False

    def _is_as_left(self, path: Path) -> bool:
        try:
            return self._disk.size(path) == self._bytes[path]
        except OSError:
            return False

    def _add(self, path: Path, text: str) -> None:
        with reported(path, "write"):
            handle = self._disk.append(path)
            try:
                write_all(handle, text.encode(), self._disk)
            finally:
                self._disk.close(handle)
        self._bytes[path] += len(text.encode())


def json_rows(history: History, first: int, metrics: tuple[str, ...], trials: Trials = NO_TRIALS) -> str:
    """Return the generations from row `first` on as lines of JSON; a number that is NaN or infinite is null."""
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    # whole columns at once: a run may be long, and its logs are written anew when it is resumed
    columns = [_finite(getattr(history, name)[first:].tolist()) for name in COLUMNS]
    lines = []
    for number, (measured, *cells) in enumerate(
        zip(history.metrics[first:].tolist(), *columns, strict=True), first + 1
    ):
        row = {"generation": number} | dict(zip(COLUMNS, cells, strict=True))
        row["metrics"] = dict(zip(metrics, _finite(measured), strict=True))
        if trials.names:
            reached = zip(_finite(trials.reached[number - 1].tolist()), trials.passed[number - 1].tolist(), strict=True)
            stood = ({"reached": value, "passed": passed} for value, passed in reached)
            row["tests"] = dict(zip(trials.names, stood, strict=True))
        lines.append(encode(row) + "\n")
    return "".join(lines)


def csv_heading(metrics: tuple[str, ...], tests: tuple[str, ...] = ()) -> str:
    """Return the first line of the table; metrics are called `metric.NAME`, tests `test.NAME` and `passed.NAME`."""
    stood = [f"{kind}.{name}" for name in tests for kind in ("test", "passed")]
    return _csv_line(["generation", *COLUMNS, *(f"metric.{name}" for name in metrics), *stood])


def csv_rows(history: History, first: int, trials: Trials = NO_TRIALS) -> str:
    """Return the generations from row `first` on as lines of the table; NaN is `nan`, truth `true` or `false`."""
    columns = [getattr(history, name)[first:].tolist() for name in COLUMNS]
    return "".join(
        _csv_line([str(number), *(str(value).lower() for value in (*cells, *measured, *_stood(trials, number - 1)))])
        for number, (measured, *cells) in enumerate(
            zip(history.metrics[first:].tolist(), *columns, strict=True), first + 1
        )
    )


def _stood(trials: Trials, row: int) -> list[Any]:
    """Return what a generation's champion reached in each test, and whether it passed."""
    if not trials.names:
        return []
    each = zip(trials.reached[row].tolist(), trials.passed[row].tolist(), strict=True)
    return [cell for pair in each for cell in pair]


def _finite(values: list[Any]) -> list[Any]:
    """Return values with None in place of what is NaN or infinite."""
    return [None if isinstance(value, float) and not math.isfinite(value) else value for value in values]


def _csv_line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
