"""The corpus in a child process under a cap on memory: a CheckpointError each, within a second of CPU."""

import json
import subprocess
import sys
from pathlib import Path

import msgpack
import pytest

from quale.checkpoint.format.codec import decode
from quale.diagnostics import CheckpointError
from tests.hostile.corpus import LARGE, SMALL, VALID

MEGABYTES = 200
SECONDS = 1.0  # of CPU, not of the clock: the promise, not a measurement


@pytest.fixture(name="outcomes", scope="module")
def _outcomes() -> dict[str, tuple[str, float, float]]:
    if not Path("/proc/self/statm").exists():
        pytest.skip("memory can be capped relative to what is in use where there is /proc")
    corpus = b"".join(msgpack.packb([name, data]) for name, data in (VALID | SMALL | LARGE).items())
    run = subprocess.run(
        [sys.executable, "-m", "tests.hostile.confined", str(MEGABYTES)],
        input=corpus,
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert run.returncode == 0, run.stderr.decode()
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    return {name: (outcome, seconds, peak) for name, outcome, seconds, peak in rows}


def test_all_are_refused_and_what_is_sound_is_read(outcomes: dict[str, tuple[str, float, float]]) -> None:
    assert len(outcomes) > 70
    wrong = {name: found for name, found in outcomes.items() if found[0] != ("read" if name in VALID else "refused")}
    assert not wrong


def test_none_takes_a_second(outcomes: dict[str, tuple[str, float, float]]) -> None:
    assert not {name: found for name, found in outcomes.items() if found[1] >= SECONDS}


def test_none_takes_more_memory_than_a_few_times_its_size(outcomes: dict[str, tuple[str, float, float]]) -> None:
    sizes = {name: len(data) / 2**20 for name, data in (VALID | SMALL | LARGE).items()}
    assert not {name: found for name, found in outcomes.items() if found[2] > 60 + 4 * sizes[name]}


@pytest.mark.parametrize("name", ["a ring of three nodes", "a ring of 20,000 nodes"])
def test_a_ring_is_called_a_cycle(name: str) -> None:
    with pytest.raises(CheckpointError, match="has a cycle"):
        decode((SMALL | LARGE)[name], name)
