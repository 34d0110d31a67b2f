"""Signals: the first saves and stops, the second ends at once, and nothing that runs keeps either from being heard.

A thread hears them, woken by Python's own handler through a pipe, because the main thread may be in native code for
minutes: in LLVM, in one tick of a large world, in the reproduction of a large population. It asks the run under way to
stop, and sees to it that the last finished generation is saved. Where the run has not come to its end by itself a
moment later, it says where things stand and ends the process; where nothing can be lost it does so at once.
"""

import os
import select
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn, Protocol, TypeAlias

from quale.cli.output import write_at_once, write_to_terminal
from quale.diagnostics import QualeError

STOPPING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1") if hasattr(signal, name))
WELCOME = {signal.SIGINT, signal.SIGTERM}
"""Heard even where whoever started the process set them to be ignored; `nohup` keeps its meaning."""

ECHO = 0.05
"""Seconds in which the same signal again is the same event: a terminal that is closed sends SIGHUP, and so does its
shell; Ctrl-C reaches a whole process group, and launchers pass it on to their child once more."""

GRACE = 0.3
"""Seconds that a run whose last generation is saved has to come to its end by itself."""

FAREWELL = 1.0
"""Seconds that the main thread's last words may take, with a pipe that nobody empties."""

SHOW_CURSOR = "\x1b[?25h\n"
"""The live display hides the cursor; whoever ends the process at once gives it back."""

UNSAVED = 3
"""Exit code where the last generation could not be saved: checkpoint trouble."""

Standing: TypeAlias = tuple[int, Path] | None
"""A generation and the file that holds it; None where nothing is saved."""


class Stoppable(Protocol):
    """A run under way, as `run_evolution` hands it out; all may be called from any thread."""

    def ask(self) -> None:
        """Ask it to stop."""

    def newest(self) -> Standing:
        """Return what is saved by now."""

    def rescue(self) -> Standing:
        """Save the last finished generation, if it is not saved; return it."""


LastWords: TypeAlias = Callable[[Standing, bool], str]
"""What to say about where things stand, as JSON where that is asked for; nothing where there is no such form."""


def _interrupted(_: Standing, as_json: bool) -> str:
    return "" if as_json else "interrupted\n"


class Interruption:
    """Which signal came, None before; `code` is the exit code that goes with it."""

    def __init__(self) -> None:
        self.number: int | None = None
        self.saved: Standing = None  # where nothing runs
        self.words: LastWords = _interrupted
        self._since = 0.0
        self._run: Stoppable | None = None
        self._speaking = threading.Lock()  # never freed: whoever gets it ends the process
        self._spoken = threading.Event()

    def __bool__(self) -> bool:
        return self.number is not None

    @property
    def code(self) -> int:
        """128 and the signal's number, as shells count."""
        return 128 + (self.number or 0)

    def stop_with(self, run: Stoppable | None) -> None:
        """Stop this run when a signal comes, and none any more with None."""
        before, self._run = self._run, run
        if before is not None and run is None:
            self.saved = before.newest()
        if run is not None and self:
            run.ask()

    def take_over(self) -> None:
        """Let the main thread say the last words; where they are being said, wait for the end of the process."""
        if self._speaking.acquire(blocking=False):
            self._spoken.set()
            return
        threading.Event().wait()

    def heard(self, number: int) -> None:
        """Stop at the first signal, end the process at the second."""
        now = time.monotonic()
        if self.number is not None:
            if number != self.number or now - self._since > ECHO:
                self._end(128 + number, self._run.newest() if self._run else self.saved)
            return
        self.number, self._since = number, now
        run = self._run
        if run is None:
            if self._speaking.acquire(blocking=False):
                self._end(self.code, self.saved)
            return
        run.ask()
        threading.Thread(target=self._leave, args=(run,), name="quale-leave", daemon=True).start()

    def _leave(self, run: Stoppable) -> None:
        """Save the run's last finished generation, and end the process where the run does not."""
        code, trouble = self.code, ""
        try:
            standing = run.rescue()
        except QualeError as error:
            code, trouble, standing = UNSAVED, f"error: {error}\n", run.newest()
        self._spoken.wait(GRACE)
        if self._speaking.acquire(blocking=False):
            write_at_once(2, trouble)
            self._end(code, standing)
        time.sleep(FAREWELL)
        os._exit(code)

    def _end(self, code: int, standing: Standing) -> NoReturn:
        """Say where things stand and end the process, whatever its other threads do."""
        if os.isatty(2):
            write_at_once(2, SHOW_CURSOR)
        self.say(standing)
        os._exit(code)

    def say(self, standing: Standing) -> None:
        """Say where things stand, as JSON or to people, whatever has become of the streams."""
        said = self.words(standing, True)
        if said and write_at_once(1, said):
            return
        words = self.words(standing, False)
        if not write_at_once(2, words):
            write_to_terminal(words)  # Ctrl-C ends `2>&1 | tee log` on both sides of the pipe


def listen() -> Interruption:
    """Hear the signals from now on to the end of the process; for the main thread of a process that starts."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    interruption = Interruption()
    thread = threading.Thread(target=_hear, args=(reading, interruption), name="quale-signals", daemon=True)
    thread.start()
    for number in STOPPING:
        if number in WELCOME or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _noted)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    return interruption


def _noted(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: Python writes the numbers of signals that have a handler into the pipe, and that is all it is for."""


def _hear(pipe: int, interruption: Interruption) -> None:
    while True:
        select.select([pipe], [], [])
        for number in os.read(pipe, 512):
            interruption.heard(number)
