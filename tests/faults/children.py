"""The command in a process of its own that is signalled, and what must be true of its run directory afterwards."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.store import candidates
from tests.cli.command import environment, quale
from tests.faults.small import digest, logged, temporaries

PATIENCE = 60.0
"""Seconds after which a process counts as hanging: how fast it ends is measured by `make faults` alone."""


Held: TypeAlias = tuple[str, int, float] | tuple[str, int] | None
"""A call of the file system, its number and the seconds it waits (`held.py`); or a stage and its number (`busy.py`)."""


def command(*arguments: str | Path, held: Held = None) -> list[str]:
    if held is None:
        return [sys.executable, "-m", "quale", *map(str, arguments)]
    module = "held" if len(held) == 3 else "busy"
    return [sys.executable, "-m", f"tests.faults.{module}", *map(str, held), *map(str, arguments)]


@contextmanager
def started(
    *arguments: str | Path, cwd: Path, held: Held = None, cache: bool = True
) -> Iterator[subprocess.Popen[str]]:
    """Start the command in a session of its own; kill what is left of it in the end."""
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command(*arguments, held=held),
        cwd=cwd,
        env=environment() | {"PYTHONPATH": str(root)} | ({} if cache else {"QUALE_CACHE": ""}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        alarm = threading.Timer(2 * PATIENCE, process.kill)  # whoever waits for words that never come
        alarm.start()
        try:
            yield process
        finally:
            alarm.cancel()
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def ended(process: subprocess.Popen[str]) -> tuple[int, str, float]:
    """Wait for the end; return exit code, what is left of stderr, and the seconds it took. Nobody is left behind."""
    began = time.monotonic()
    _, words = process.communicate(timeout=PATIENCE)
    seconds = time.monotonic() - began
    with suppress(ProcessLookupError):
        os.killpg(process.pid, 0)
        raise AssertionError("a process of the run is left")
    assert "Traceback" not in words, words
    return process.returncode, words, seconds


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    """Read stderr until a line has these words."""
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError(f"ended without saying {words!r}")


def newest_generation(checkpoints: Path, run: str = "small") -> int:
    """Return the generation that a resume would go on from; -1 where nothing is there yet."""
    directory = checkpoints / run
    if not (directory.is_dir() and candidates(directory)):
        return -1
    found = newest(directory)
    assert found.messages == ()
    return found.header.generation


def finish(program: Path, place: Path) -> tuple[str, list[object]]:
    """Go on to the end and return what equal runs have equal."""
    quale("evolve", program, "--continue", "--quiet", cwd=place)
    assert temporaries(place) == []
    return digest(newest(place / "checkpoints" / "small").snapshot), logged(place / "checkpoints" / "small")
