"""One tracker's process as the thread that feeds it sees it."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[4]); "
    "from quale.trackers.child import main; main(int(sys.argv[1]), *sys.argv[2:4])"
)
"""What it runs: never the parent's main module, so that scripts need no `if __name__ == "__main__"`."""

PATIENCE = 120.0
"""Seconds that a tracker has for one answer: the first one may have to find a server."""


class NoAnswerError(Exception):
    """The tracker is told nothing more; the words say why."""

    def __init__(self, words: str, recorded: int = 0) -> None:
        """Take the words, and up to which generation it had recorded all, as far as it said."""
        super().__init__(words)
        self.recorded = recorded


class TrackerProcess:
    """A process of its own, in a session of its own. What it prints goes into NAME.log of `folder`."""

    def __init__(self, name: str, place: str, folder: Path, patience: float) -> None:
        """Start it.

        Raises:
            NoAnswerError: it cannot be started.
        """
        ours, theirs = socket.socketpair()
        journal = str(folder / f"{name}.told")
        command = [sys.executable, "-c", _START, str(theirs.fileno()), place, journal, json.dumps(sys.path)]
        with theirs:
            try:
                folder.mkdir(exist_ok=True)
                with (folder / f"{name}.log").open("ab") as log:
                    self._process = subprocess.Popen(  # noqa: S603  # this very Python, with code of this folder
                        command,
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=log,
                        pass_fds=(theirs.fileno(),),
                        start_new_session=True,
                    )
            except OSError as error:
                ours.close()
                raise NoAnswerError(f"it cannot be started: {error.strerror or error}") from error
        ours.settimeout(patience)
        self._pipe, self._patience = ours, patience
        self._lines = ours.makefile("rw", encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, and wait for its end."""
        self.kill()
        self._process.wait()
        self._pipe.close()

    def ask(self, what: Any) -> int:
        """Tell it something, and return the generation that its answer names.

        Raises:
            NoAnswerError: it failed, ended or hangs.
        """
        try:
            self._lines.write(f"{json.dumps(what)}\n")
            self._lines.flush()
            line = self._lines.readline()
        except TimeoutError as error:
            raise NoAnswerError(f"no answer for {self._patience:g} s") from error
        except OSError:
            line = ""
        if not line.endswith("\n"):
            raise NoAnswerError("its process ended")
        answer = json.loads(line)
        if isinstance(answer, int):
            return answer
        recorded, reason = answer
        raise NoAnswerError(reason, recorded)

    def kill(self) -> None:
        """Kill it with all that it has started; any thread may."""
        if self._process.poll() is None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):  # it is not there any more; on macOS, a zombie
                self._process.kill()
