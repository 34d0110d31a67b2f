"""A tracker's process: it is told in lines of JSON over a pair of sockets without a name, and answers each of them.

It outlives the process of the run by the seconds that the tracker needs to come to its end, and no longer.
"""

import fcntl
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from quale.domains.foreign import Contained
from quale.trackers.tracker import RunStart, Tracker

FAREWELL = 5
"""Seconds that a tracker has for its end when the run's own process has ended without a word."""

NICE = 5
"""How far a tracker steps back behind evaluations where there are fewer processors than processes."""

STEP_WIDTH = 20
"""Digits of a generation in the journal, so that one is written over another by one call."""


class Journal:
    """Which generation a tracker was given last, so that no later process gives it the same again.

    It is written before the tracker is told: what may have been recorded is never told a second time. The file is
    locked as long as the process lives: one that resumes a run waits until what is left of the last one has ended.
    """

    def __init__(self, path: Path, run_id: str) -> None:
        """Open it, and read what stands there about this run.

        Raises:
            OSError: it cannot be made or read.
        """
        path.parent.mkdir(exist_ok=True)
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        self._run = run_id
        known, _, step = os.pread(self._handle, 200, 0).decode(errors="replace").partition(" ")
        self.told = int(step) if known == run_id and step.strip().isdecimal() else 0

    def write(self, generation: int) -> None:
        """Note that a generation is about to be told.

        Raises:
            OSError: it cannot be written.
        """
        os.pwrite(self._handle, f"{self._run} {generation:{STEP_WIDTH}}\n".encode(), 0)
        self.told = generation


def main(descriptor: int, place: str, journal: str) -> None:
    """Serve the process at the other end of a socket: make the tracker that `place` names, and tell it what comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICE)
    with socket.socket(fileno=descriptor) as pipe, pipe.makefile("rw", encoding="utf-8") as lines:
        first = json.loads(lines.readline() or "{}")
        if not first:
            return
        contained, told = Contained(), None
        with contained:
            told = _Told(place, Path(journal), first)
            _answer(lines, told.recorded)
            for line in _heard(lines):
                word, what = json.loads(line)
                _answer(lines, told.call(word, what))
                if word == "finish":
                    return
            signal.alarm(FAREWELL)  # the run's process is no more
            told.tracker.finish("the process of the run ended")
        if contained.error is not None:
            sys.stderr.write(f"{contained.told}\n")
            _answer(lines, [told.recorded if told is not None else 0, contained.reason])


def _heard(lines: Any) -> Iterator[str]:
    """Yield what the run's process says until it ends."""
    with suppress(ConnectionError):
        yield from iter(lines.readline, "")  # not from the file: it would be closed with the generator


def _answer(lines: Any, what: Any) -> None:
    with suppress(ConnectionError):  # nobody listens any more, which is heard next
        lines.write(f"{json.dumps(what)}\n")
        lines.flush()


class _Told:
    """A tracker that has been started, and what it is told."""

    def __init__(self, place: str, journal: Path, first: Mapping[str, Any]) -> None:
        self._journal = Journal(journal, first["run_id"])
        module, _, name = place.partition(":")
        self.tracker: Tracker = getattr(import_module(module), name)()
        start = RunStart(**{**first, "directory": Path(first["directory"]), "told": self._journal.told})
        kept: Any = self.tracker.start(start)
        if not isinstance(kept, int):
            raise TypeError(f"`start` returned {kept!r}: wanted up to which generation all is recorded, as a number")
        self.recorded = kept
        self._calls: dict[str, Callable[[Any], object]] = {
            "log": self._log,
            "artifact": lambda path: self.tracker.artifact(Path(path)),
            "finish": self.tracker.finish,
        }

    def call(self, word: str, what: Any) -> int:
        """Tell something, and return up to which generation all is recorded."""
        self._calls[word](what)
        return self.recorded

    def _log(self, rows: list[tuple[int, dict[str, float]]]) -> None:
        for generation, values in rows:
            self._journal.write(generation)
            self.tracker.log(generation, values)
            self.recorded = generation
