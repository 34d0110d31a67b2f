"""How long a process lives after a first signal, whatever it is doing: python -m tests.faults.long_stages [NAME]

Each stage is met at several moments with each of the signals in turn. A table of what was found goes to stdout; more
than two seconds are a failure.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.children import ended, newest_generation, started, wait_for
from tests.faults.stages import STAGES, Stage

SECONDS = 2.0
MOMENTS = int(os.environ.get("QUALE_FAULTS_MOMENTS", "4"))
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1)
INTERPRETER = 0.25
"""Seconds in which Python itself starts: until then the system's own ending is right."""


@pytest.mark.parametrize("stage", STAGES, ids=[stage.name for stage in STAGES])
def test_a_first_signal_ends_a_process_within_two_seconds(stage: Stage, tmp_path: Path) -> None:
    chance, slowest, met = random.Random(3), 0.0, 0
    for moment in range(MOMENTS):
        number = STOPPING[moment % len(STOPPING)]
        place = tmp_path / str(moment)
        place.mkdir()
        stage.write(place)
        with started(*stage.command, cwd=place, cache=stage.cache) as process:
            if stage.ready:
                wait_for(process, stage.ready)
            time.sleep(INTERPRETER + chance.random() * stage.seconds)
            if process.poll() is not None:
                continue  # it was over before
            saved = newest_generation(place / "checkpoints")
            process.send_signal(number)
            code, words, seconds = ended(process)
        met += 1
        slowest = max(slowest, seconds)
        assert code in {128 + number, -number, 0}, words
        assert newest_generation(place / "checkpoints") >= saved
        if code == 128 + number and saved >= 0:
            assert "resume with: quale evolve --resume checkpoints/small" in words
    print(f"{stage.name}: {slowest:.2f} s at most, met {met} times")
    assert met
    assert slowest <= SECONDS


if __name__ == "__main__":
    chosen = [part for name in sys.argv[1:] for part in ("-k", name)]
    raise SystemExit(subprocess.call([sys.executable, "-m", "pytest", "-q", "-s", "-n", "0", __file__, *chosen]))
