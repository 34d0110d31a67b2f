"""One worker process as its owner sees it: started when there is work, killed when that takes too long, replaced."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from multiprocessing.connection import Connection
from multiprocessing.spawn import get_executable

from quale.diagnostics import EvaluationError
from quale.runtime.backend import Maker, Work
from quale.runtime.backends.child import ERROR, Done, Refused, Told

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[3]); "
    "from quale.runtime.backends.child import main; main(int(sys.argv[1]), int(sys.argv[2]))"
)
"""What a worker runs: never the parent's main module, so that scripts need no `if __name__ == "__main__"`."""


STARTS = 3
"""Processes that may end before they are ready, one after the other, until it is said that there can be none."""

PATIENCE = 2.0
"""Seconds that a process has to end once its pipe has."""


class LostError(Exception):
    """A worker ended before it was done; `hung` says that it was killed because it took too long."""

    def __init__(self, how: str, *, hung: bool) -> None:
        super().__init__(how)
        self.hung = hung


class Worker:
    """A process, or none as long as there was no work. One thread uses it; others may end it."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._lock = threading.RLock()  # again by whom it holds: a signal may come at any time
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._deadline: float | None = None  # of the work that it has; by time.monotonic
        self._hung = False
        self._over = False

    def evaluate(self, work: Work, seconds: float | None) -> Done:
        """Evaluate a slice in the process; `seconds` is how long that may take.

        Raises:
            LostError: the process ended meanwhile, and is no more.
            EvaluationError: the domain refuses to go on, or a process cannot be started.
        """
        pipe = self._pipe or self._started()
        self._deadline = None if seconds is None else time.monotonic() + seconds
        told = self._ask(pipe, work)
        if isinstance(told, Done):
            return told
        raise EvaluationError(told.words if isinstance(told, Refused) else "a worker process answers what nobody asked")

    def look(self) -> None:
        """Kill the process if it has had its work for too long; and what it has started, if that outlives it."""
        with self._lock:
            if self._process is None:
                return
            if self._deadline is not None and time.monotonic() > self._deadline:
                self._hung = True
                self._kill()
            elif self._process.poll() is not None:
                self._kill()

    def end(self) -> None:
        """Kill the process, for good."""
        self._over = True
        with self._lock:
            self._kill()

    def close(self) -> None:
        """End the process and wait for its end."""
        self.end()
        self._reap()

    def _started(self) -> Connection:
        """Start a process, and another one where that ends at once."""
        for start in range(1, STARTS + 1):
            try:
                return self._start()
            except LostError as error:
                if self._over:
                    raise
                if start == STARTS:
                    words = f"a worker process cannot be started; {STARTS} of them ended ({error})"
                    raise EvaluationError(words) from None
        raise ValueError(f"{STARTS} starts")

    def _start(self) -> Connection:
        ours, theirs = socket.socketpair()
        number = str(theirs.fileno())
        command = [get_executable(), "-c", _START, number, str(os.getpid()), json.dumps(sys.path)]
        with ours, theirs, self._lock:
            if self._over:
                raise LostError("called off", hung=False)
            try:
                self._process = subprocess.Popen(  # noqa: S603  # this very Python, with code of this file
                    command, stdin=subprocess.DEVNULL, pass_fds=(theirs.fileno(),), start_new_session=True
                )
            except OSError as error:
                raise EvaluationError(f"a worker process cannot be started: {error.strerror or error}") from error
            pipe = self._pipe = Connection(ours.detach())
        told = self._ask(pipe, self._maker)
        if isinstance(told, Refused):
            raise EvaluationError(told.words)
        return pipe

    def _ask(self, pipe: Connection, what: Maker | Work) -> Told:
        try:
            pipe.send(what)
            told: Told = pipe.recv()
        except (EOFError, OSError):
            code, hung = self._reap()
            if code == ERROR and not hung and not self._over:
                words = "a worker process ended by an error in the code of the domain; its traceback stands above"
                raise EvaluationError(words) from None
            how = f"signal {-code}, {signal.strsignal(-code)}" if code < 0 else f"exit code {code}"
            raise LostError(how, hung=hung) from None
        with self._lock:
            self._deadline = None
            late = self._hung
        if late:  # killed as it was done: what it said is whole
            self._reap()
        return told

    def _kill(self) -> None:
        """Kill the process with all that it has started."""
        if self._process is not None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):  # it is not there any more; on macOS, a zombie
                self._process.kill()

    def _reap(self) -> tuple[int, bool]:
        """Forget the process, which has ended or is to; return its exit code, and whether it was killed for hanging."""
        with self._lock:
            process, pipe, hung = self._process, self._pipe, self._hung
            self._process = self._pipe = self._deadline = None
            self._hung = False
        if pipe is not None:
            pipe.close()
        if process is None:
            return 0, hung
        try:
            return process.wait(PATIENCE), hung
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait(), hung
