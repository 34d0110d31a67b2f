"""One tracker as the run sees it: a thread that feeds a process. Nothing that either does is waited for.

The run leaves what it came to so far, and goes on; the thread hands on what the tracker has not had yet. So there is no
queue that could grow or overflow: whoever is slow lags behind, and has all in the end or after the next resume.
"""

import threading
from dataclasses import asdict

from quale.trackers.process import PATIENCE, NoAnswerError, TrackerProcess
from quale.trackers.tracker import RunStart
from quale.trackers.values import Past

BATCH = 64
"""Generations that are told at once to a tracker that lags behind."""

FOLDER = "trackers"
"""Where, in a run's directory, journals and what trackers print lie."""


RESUME = "a resume with this tracker tells it the rest"


class Follower:
    """Tells one tracker of a run; all is called from the run's thread."""

    def __init__(self, name: str, place: str, start: RunStart, past: Past, patience: float = PATIENCE) -> None:
        """Begin.

        Args:
            name: of the tracker.
            place: "module:name" of what makes it.
            start: what it is told first; its process fills in `told`.
            past: what the run came to before.
            patience: seconds that it has for each answer.
        """
        self.name = name
        self._place, self._start, self._patience = place, start, patience
        self._changed = threading.Condition()
        self._past = past  # this and all below is read and written with the condition held
        self._end: tuple[str | None, str] | None = None  # the last checkpoint, and why the run is over
        self._recorded = 0
        self._over = False  # whether nobody is to hear of the process any more
        self._said: list[str] = []
        self._process: TrackerProcess | None = None
        self._thread = threading.Thread(target=self._work, name=f"quale-track-{name}", daemon=True)
        self._thread.start()

    def offer(self, past: Past) -> None:
        """Leave what the run came to by now."""
        with self._changed:
            self._past = past
            self._changed.notify()

    def end(self, checkpoint: str | None, why: str) -> None:
        """Leave the last file and the reason for the end."""
        with self._changed:
            self._end = checkpoint, why
            self._changed.notify()

    def join(self, seconds: float) -> None:
        """Wait for the tracker's end after `end`, bring it about where it does not come, and count what is lacking."""
        self._thread.join(seconds)
        late = self._thread.is_alive()
        with self._changed:
            self._over = True
            missing, process = max(0, len(self._past) - self._recorded), self._process
            if late:
                self._said.append(f"was not done {seconds:.3g} s after the run")
            if missing:
                self._said.append(f"lacks {missing} of {len(self._past)} generations; {RESUME}")
        if late and process is not None:
            process.kill()

    def said(self) -> tuple[str, ...]:
        """Return in words what went wrong since the last call; each trouble comes once."""
        with self._changed:
            words, self._said = tuple(f"tracker {self.name} {each}" for each in self._said), []
        return words

    def _work(self) -> None:
        try:
            folder = self._start.directory / FOLDER
            with TrackerProcess(self.name, self._place, folder, self._patience) as process:
                with self._changed:
                    self._process = process
                self._feed(process)
        except NoAnswerError as error:
            with self._changed:
                self._recorded = max(self._recorded, error.recorded)
                if not self._over:
                    self._said.append(f"is told nothing more: {error}")

    def _feed(self, process: TrackerProcess) -> None:
        """Tell all that comes.

        Raises:
            NoAnswerError: there is nobody to tell any more.
        """
        first = asdict(self._start) | {"directory": str(self._start.directory)}
        recorded = max(0, process.ask(first))
        while True:
            with self._changed:
                self._recorded = recorded
                self._changed.wait_for(lambda: len(self._past) > recorded or self._end is not None)  # noqa: B023  # waited for here
                past, end = self._past, self._end
            if len(past) > recorded:
                recorded = process.ask(["log", list(past.rows(recorded + 1, BATCH))])
            elif end is not None:
                if end[0] is not None:
                    process.ask(["artifact", end[0]])
                process.ask(["finish", end[1]])
                return
