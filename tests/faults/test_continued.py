"""A real run's file of every format version, kept for good: loaded, gone on with, and held to a recorded digest.

    python -m tests.faults.test_continued VERSION     write the file of the present version, once, and record its end
    python -m tests.faults.test_continued --record    record the ends anew, after a change of what evolution does

The digest is of the run three generations later, so it is also that of the compiler, the runtime and the evolution as
they are today: a change there that is meant records it anew; a change of the file format must not.
"""

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.resume import Resumed
from quale.checkpoint.directory.store import load
from quale.checkpoint.format.codec import encode
from quale.checkpoint.format.header import VERSION, origin
from quale.run.plan import fresh, going_on, order_after
from quale.run.runner import Environment, RunPlan, run_evolution
from tests.faults.small import Heard, digest, model, program

FIXTURES = Path(__file__).parent / "fixtures"
RECORD = FIXTURES / "continued.json"
GENERATIONS, FURTHER = 6, 3
AROUND = Environment(lambda: 0.0, lambda: "2026-01-01T00:00:00+00:00", lambda _ask: None)


def fixture(version: int) -> Path:
    return FIXTURES / f"run{version}.quale-ckpt"


def continued(version: int, place: Path) -> str:
    """Go on from the file alone, with the program that it holds."""
    path = place / "checkpoint_gen6.quale-ckpt"
    path.write_bytes(fixture(version).read_bytes())
    header, snapshot = load(path)
    heard = Heard()
    going, changed = going_on(Resumed(snapshot, header, path, ()), None, None, GENERATIONS + FURTHER, heard.note)
    assert not changed
    with RunLock(place) as lock:
        outcome = run_evolution(
            order_after(Resumed(snapshot, header, path, ()), going, changed, 1), heard, AROUND, lock
        )
    assert heard.generations == list(range(GENERATIONS + 1, GENERATIONS + FURTHER + 1))
    return digest(outcome.snapshot)


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_file_of_every_version_goes_on_as_it_did(tmp_path: Path, version: int) -> None:
    place = tmp_path / "small"
    place.mkdir()
    assert continued(version, place) == json.loads(RECORD.read_text())[str(version)]


def write(place: Path) -> None:
    """Write the file of the present version; one that is there is never changed."""
    if fixture(VERSION).exists():
        raise SystemExit(f"{fixture(VERSION)} is kept for good")
    text = program(population=20, generations=GENERATIONS)
    text = text.replace("  preset:", "  test Twice { scenarios: 2  when: closeness >= 100 }\n  preset:")
    plan = fresh(model(text), None, None)
    with RunLock(place / "run") as lock:
        snapshot = run_evolution(RunPlan(plan, place / "run", place, workers=1), Heard(), AROUND, lock).snapshot
    snapshot = replace(snapshot, task_state={"seen": np.arange(3.0)})  # a world takes no notice; or it is version 2
    FIXTURES.mkdir(exist_ok=True)
    fixture(VERSION).write_bytes(encode(snapshot, replace(origin("0" * 32, AROUND.now()), host="anywhere", pid=1)))


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if arguments == [str(VERSION)]:
            write(Path(folder))
        ends = {}
        for version in range(1, VERSION + 1):
            place = Path(folder) / str(version) / "small"
            place.mkdir(parents=True)
            ends[str(version)] = continued(version, place)
    RECORD.write_text(json.dumps(ends, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
