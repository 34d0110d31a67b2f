"""All trackers of a run."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from quale.diagnostics import UsageError
from quale.model.trackers import lacking, place_of, tracker_names
from quale.trackers.follower import Follower
from quale.trackers.tracker import RunStart
from quale.trackers.values import Past

FAREWELL = 20.0
"""Seconds that all trackers together have at the end of a run for what is left."""


def required(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of trackers, each once; nothing foreign is imported.

    Raises:
        UsageError: there is no tracker of a name, or the library that it wants is not installed.
    """
    for name in names:
        if place_of(name) is None:
            raise UsageError(f"there is no tracker `{name}`; there are {', '.join(tracker_names())}")
        if library := lacking(name):
            raise UsageError(
                f"the tracker `{name}` needs {library}, which is not installed: pip install 'quale-lang[{name}]'"
            )
    return tuple(dict.fromkeys(names))


class Followers:
    """Tells all trackers of a run. As a context it lets them come to their end, and no longer than for a while."""

    def __init__(self, names: Sequence[str], start: RunStart, past: Past, warn: Callable[[str], None]) -> None:
        """Begin; `warn` is told what goes wrong, in the thread that calls."""
        places = {name: place_of(name) for name in required(names)}
        self._followers = tuple(Follower(name, place, start, past) for name, place in places.items() if place)
        self._warn, self._ended = warn, False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the trackers that are not done, and bring them to an end that they do not find."""
        if not self._ended:
            self.end(None, f"failed: {error}")
        until = time.monotonic() + FAREWELL
        for follower in self._followers:
            follower.join(max(0.0, until - time.monotonic()))
        self._tell()

    def offer(self, past: Past) -> None:
        """Leave what the run came to by now."""
        for follower in self._followers:
            follower.offer(past)
        self._tell()

    def end(self, checkpoint: Path | None, why: str) -> None:
        """Say that the run is over, and which file it leaves."""
        self._ended = True
        for follower in self._followers:
            follower.end(str(checkpoint.absolute()) if checkpoint else None, why)

    def _tell(self) -> None:
        for follower in self._followers:
            for words in follower.said():
                self._warn(words)
