"""The trackers that want a library, with the real one: `make test-trackers`; skipped where it is not installed."""

import os
import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from quale.model.trackers import lacking
from tests.cli.command import quale, write_program

BLOCK = 32768
STEPS = [1, 2, 3, 4, 5, 6]


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries take their time on a busy machine, and no test looks at the clock."""
    monkeypatch.setattr("quale.trackers.followers.FAREWELL", 250.0)


def in_two_parts(folder: Path, name: str) -> Path:
    """Evolve three generations and go on to the sixth, told to a tracker; return the run's directory."""
    if lacking(name):
        pytest.skip(f"needs the extra {name}")
    program = write_program(folder)
    for more in (("--generations", "3"), ("--continue",)):
        said = quale("evolve", program, "--track", name, *more, cwd=folder)
        assert "warning" not in said.stderr
    return folder / "checkpoints/walk"


def records(file: Path) -> Iterator[bytes]:
    """Yield the records of a file in TensorFlow's format: length, its checksum, content, its checksum."""
    data = file.read_bytes()
    while data:
        (length,) = struct.unpack("<Q", data[:8])
        yield data[12 : 12 + length]
        data = data[16 + length :]


def logged(file: Path) -> Iterator[bytes]:
    """Yield the records of a file of Weights & Biases: LevelDB's log format, behind seven bytes of its own."""
    data, at, whole = file.read_bytes(), 7, b""
    while at + 7 <= len(data):
        left = BLOCK - at % BLOCK
        length, kind = struct.unpack("<HB", data[at + 4 : at + 7])
        if left < 7 or not kind:
            at += left
            continue
        whole += data[at + 7 : at + 7 + length]
        at += 7 + length
        if kind in (1, 4):  # whole, or the last part
            yield whole
            whole = b""


def test_tensorboard(tmp_path: Path) -> None:
    directory = in_two_parts(tmp_path, "tensorboard")
    from tensorboardX.proto.event_pb2 import Event

    found: dict[str, list[int]] = {}
    files = sorted((directory / "tensorboard").iterdir())
    for file in files:
        for record in records(file):
            event = Event.FromString(record)
            for value in event.summary.value:
                found.setdefault(value.tag, []).append(event.step)
    assert len(files) == 1
    assert found["best"] == found["metric.pushes"] == STEPS


def test_mlflow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    directory = in_two_parts(tmp_path, "mlflow")
    with sqlite3.connect(directory.parent / "mlflow.db") as base:
        rows = base.execute("SELECT step FROM metrics WHERE key = 'best' ORDER BY step").fetchall()
        runs = base.execute("SELECT status FROM runs").fetchall()
    base.close()
    assert [step for (step,) in rows] == STEPS
    assert runs == [("FINISHED",)], "a resume goes on with the same run"


def test_wandb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WANDB_MODE", raising=False)
    directory = in_two_parts(tmp_path, "wandb")
    from wandb.proto.wandb_internal_pb2 import Record

    found: list[int] = []
    parts = sorted((directory / "wandb").glob("offline-run-*/*.wandb"), key=os.path.getmtime)
    for part in parts:
        for data in logged(part):
            record = Record.FromString(data)
            if record.WhichOneof("record_type") == "history":
                found.append(record.history.step.num)
    assert len({part.name for part in parts}) == 1, "both parts belong to one run"
    assert found == STEPS
