"""A worker process: told once how evaluators are made, it evaluates what it is sent until its pipe ends.

What it and the process that started it tell one another are pickles over a pair of sockets without a name, which
nobody else can reach. A worker lives in a session of its own: Ctrl-C is its parent's business, and whatever it starts
itself ends with it.
"""

import ctypes
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

from quale.compiler.emit.ir_text import WIDTHS
from quale.diagnostics import QualeError
from quale.runtime.backend import Maker, SliceResult, Work, evaluated
from quale.step.load import step

ERROR = 1
"""Exit code of a worker that ends by an error of its Python code, whose traceback is on stderr by then."""

_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)."""

_LOOK = 1.0
"""Seconds between two looks whether the parent still lives, where the system does not tell."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The evaluator is made."""


@dataclass(frozen=True, slots=True)
class Done:
    """A slice is evaluated; `seconds` is what it took."""

    result: SliceResult
    seconds: float


@dataclass(frozen=True, slots=True)
class Refused:
    """The domain cannot go on, for a reason that its user is to know."""

    words: str


Told = Ready | Done | Refused
"""What a worker says."""


def main(descriptor: int, parent: int) -> None:
    """Serve the process at the other end of a socket, the parent, until it closes that or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with(parent)
    os.dup2(2, 1)  # what other people's code prints is no output of the command
    pipe = Connection(descriptor)
    try:
        maker: Maker = pipe.recv()
        try:
            evaluator = maker()
        except QualeError as error:
            pipe.send(Refused(str(error)))
            return
        for lanes in WIDTHS:
            step(lanes)  # so that loading it counts against no genome's time limit
        pipe.send(Ready())
        while True:
            work: Work = pipe.recv()
            began = time.monotonic()
            try:
                result = evaluated(evaluator, work)
            except QualeError as error:
                pipe.send(Refused(str(error)))
                continue
            pipe.send(Done(result, time.monotonic() - began))
    except (EOFError, ConnectionError):
        return  # the parent wants nothing more


def _end_with(parent: int) -> None:
    """See to it that this process does not outlive its parent, in whatever code it is then."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    threading.Thread(target=_watch, args=(parent,), name="quale-parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os.killpg(0, signal.SIGKILL)
