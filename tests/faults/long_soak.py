"""Fifty times kill -9 at random moments over one run: the same end, every generation once in the logs.

The supervisor keeps what was acknowledged (the `saved` events that it read) and holds every restart to it. And SIGTERM
at random moments: gone within two seconds, always.
"""

import json
import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.faults.children import ended, finish, newest_generation, started
from tests.faults.small import program

KILLS = int(os.environ.get("QUALE_FAULTS_KILLS", "50"))
TERMS = int(os.environ.get("QUALE_FAULTS_TERMS", "20"))
SECONDS = 2.0


def write(place: Path, generations: int, scenarios: int = 20) -> Path:
    place.mkdir(exist_ok=True)
    path = place / "small.quale"
    path.write_text(program(generations=generations, population=60, scenarios=scenarios, ticks=500, keep=3))
    return path


def test_fifty_kills(tmp_path: Path) -> None:
    chance = random.Random(1)
    generations = 4 * KILLS
    path = write(tmp_path / "killed", generations)
    place, kills, acknowledged, before_any = path.parent, 0, -1, 0
    while kills < KILLS:
        with started("evolve", path, "--continue", "--json", cwd=place) as process:
            # Until the first word it starts up; then a moment that lets some generations pass, or none.
            assert process.stdout is not None
            if chance.random() < 0.8:
                process.stdout.readline()
            else:
                before_any += 1
            time.sleep(
                chance.random() * (0.25 if newest_generation(place / "checkpoints") < generations * 0.9 else 0.02)
            )
            process.kill()
            said, words = process.communicate()
            assert process.returncode in {-signal.SIGKILL, 0}, words
        events = [json.loads(line) for line in said.splitlines() if line.endswith("}")]
        saved = [event["generation"] for event in events if event.get("event") == "saved"]
        acknowledged = max([acknowledged, *saved])
        kills += 1
        assert newest_generation(place / "checkpoints") >= acknowledged
        if newest_generation(place / "checkpoints") == generations:
            break
    reached = newest_generation(place / "checkpoints")
    print(f"{kills} kills up to generation {reached} of {generations}")
    assert kills == KILLS
    assert finish(path, place) == finish(write(tmp_path / "undisturbed", generations), tmp_path / "undisturbed")


def test_sigterm_at_any_moment_ends_within_two_seconds(tmp_path: Path) -> None:
    chance = random.Random(2)
    slowest = 0.0
    for number in range(TERMS):
        # Half of them with evaluations of minutes, half with a save after every few milliseconds.
        path = write(tmp_path / str(number), 10_000, 200_000 if number % 2 else 2)
        with started("evolve", path, "--continue", cwd=path.parent) as process:
            time.sleep(chance.random() * 1.5)
            process.terminate()
            code, words, seconds = ended(process)
        slowest = max(slowest, seconds)
        assert code in {143, -signal.SIGTERM}
        if code == 143:
            saved = any((path.parent / "checkpoints").rglob("*.quale-ckpt"))
            assert ("resume with: quale evolve --resume" if saved else "start again with: quale evolve ") in words
    print(f"slowest end {slowest:.2f} s")
    assert slowest <= SECONDS


if __name__ == "__main__":
    raise SystemExit(pytest.main([__file__, "-q", "-s"]))
