"""`--backend ray`: slices of a population on a cluster; the one file that knows Ray.

A slice is a task, which Ray evaluates again where its worker or its node is lost. What runs other people's code under a
time limit does so in a worker process of the Ray worker's own, so that limits mean what they mean on one machine.
"""

import io
import os
import signal
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any, TextIO
from uuid import uuid4

import numpy as np

from quale.diagnostics import EvaluationError, QualeError, UsageError
from quale.native.cache import project_version, source_digest
from quale.runtime.backend import Maker, SliceResult, Work
from quale.runtime.backends.child import Done, Refused
from quale.runtime.backends.in_process import InProcess
from quale.runtime.backends.pace import Pace
from quale.runtime.backends.pieces import joined, lost
from quale.runtime.backends.processes import Processes
from quale.runtime.thread_pool import PAUSE, StoppedError, processors

LONGEST = 2.0
"""Seconds of a slice, at most."""

RETRIES = 3
"""So often Ray itself evaluates a slice again whose worker or node is lost."""

WINDOW = 2
"""Slices for each worker that are handed to Ray at a time: one that runs, one that is on its way."""

KEPT = 4
"""Evaluators that a Ray worker keeps: that of a run, and those of the tests of its champions."""


class _Output(io.TextIOBase):
    """The standard output of a driver: what Ray's own threads print about its cluster is no output of the command."""

    def __init__(self, output: TextIO) -> None:
        self.plain = output

    def write(self, text: str) -> int:
        """Write, from a thread of Ray's to the standard error output."""
        theirs = threading.current_thread().name.startswith("ray_")
        return (sys.stderr if theirs else self.plain).write(text)

    def flush(self) -> None:
        """Flush."""
        self.plain.flush()

    def fileno(self) -> int:
        """Return the output's own."""
        return self.plain.fileno()

    def isatty(self) -> bool:
        """Return whether somebody reads along."""
        return self.plain.isatty()


@dataclass(frozen=True, slots=True)
class Engine:
    """What must be the same everywhere, for bits to be the same."""

    quale: str
    source: str  # digest of the rooms that decide what a genome scores
    numpy: str
    python: str


def engine() -> Engine:
    """Return what runs here."""
    rooms = ("compiler", "domains", "evolution", "genome", "model", "native", "numeric", "runtime", "step")
    return Engine(project_version(), source_digest(*rooms)[:12], np.__version__, sys.version.split()[0])


class Ray:
    """The backend of `--backend ray`: the cluster that RAY_ADDRESS names, or one on this machine."""

    def __init__(self, maker: Maker, workers: int | None) -> None:
        """Join a cluster; `workers` is how many slices run at a time, all processors of the cluster by default.

        Raises:
            UsageError: Ray is not installed.
            EvaluationError: there is no cluster where RAY_ADDRESS says.
        """
        try:
            self._ray: Any = import_module("ray")
        except ImportError as error:
            raise UsageError(
                f"the backend `ray` wants Ray, which is not here ({error}): pip install 'quale-lang[ray]'"
            ) from error
        self._model = maker.model
        self._pace = Pace(LONGEST)
        self._stopped = False
        self._ours = not self._ray.is_initialized()
        self._output = _Output(sys.stdout)
        if self._ours:
            self._join(workers)
            sys.stdout = self._output
        self._workers = workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._maker = self._ray.put(maker)
        self._evaluate = self._ray.remote(max_retries=RETRIES)(evaluate)
        self._told = uuid4().hex, engine()

    def _join(self, workers: int | None) -> None:
        """Join the cluster of RAY_ADDRESS, or start one; signals stay with whoever hears them now."""
        here = threading.current_thread() is threading.main_thread()
        heard = signal.getsignal(signal.SIGTERM)
        address = os.environ.get("RAY_ADDRESS")
        quiet = {"include_dashboard": False, "log_to_driver": False, "logging_level": "ERROR"}
        try:
            if address:
                self._ray.init(address=address, log_to_driver=False, logging_level="ERROR")
            else:
                self._ray.init(address="local", num_cpus=workers or processors(), **quiet)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise EvaluationError(f"no Ray cluster at {address or 'this machine'}: {error}") from error
        if here:
            signal.signal(signal.SIGTERM, heard)

    def run(self, work: Work) -> SliceResult:
        """Return what a population scored, in genome order.

        Raises:
            StoppedError: `stop` was called.
            EvaluationError: the domain wants no more evaluations, or the cluster's engine is another one.
        """
        begin, under_way, again = 0, dict[Any, tuple[int, int]](), deque[tuple[int, int]]()
        pieces: list[tuple[int, SliceResult]] = []
        notices: list[str] = []
        while begin < len(work) or under_way or again:
            if self._stopped:
                raise StoppedError("the evaluation was called off")
            while len(under_way) < WINDOW * self._workers and (again or begin < len(work)):
                if again:
                    first, last = again.popleft()
                else:
                    first, last = begin, begin + self._pace.size(len(work) - begin, self._workers)
                    begin = last
                task = self._evaluate.remote(*self._told, self._maker, work.part(first, last))
                under_way[task] = first, last
            ready, _ = self._ray.wait(list(under_way), timeout=PAUSE)
            for task in ready:
                first, last = under_way.pop(task)
                told = self._result(task)
                if isinstance(told, Done):
                    self._pace.measured(last - first, told.seconds)
                    pieces.append((first, told.result))
                elif last - first == 1:
                    pieces.append((first, lost(self._model, f"ended {RETRIES + 1} Ray workers ({told})")))
                else:
                    again.extend((genome, genome + 1) for genome in range(first, last))
                    notices.append(f"{RETRIES + 1} Ray workers ended ({told}); each genome is evaluated alone")
        return joined(pieces, notices)

    def _result(self, task: Any) -> Done | str:
        """Return what became of a slice: its result, or in words why there is none."""
        errors = self._ray.exceptions
        try:
            told: Done | Refused = self._ray.get(task)
        except errors.RayTaskError as error:
            raise EvaluationError(f"a Ray worker ended by an error in the code of the domain: {error}") from error
        except errors.RayError as error:
            return type(error).__name__
        if isinstance(told, Refused):
            raise EvaluationError(told.words)
        return told

    def stop(self) -> None:
        """Call off what runs, for good; may be called from a signal handler or another thread."""
        self._stopped = True

    def close(self) -> None:
        """Leave the cluster, and end it where it was started here."""
        self.stop()
        if self._ours:
            self._ray.shutdown()
            if sys.stdout is self._output:
                sys.stdout = self._output.plain


def evaluate(run: str, wanted: Engine, maker: Maker, work: Work) -> Done | Refused:
    """Evaluate a slice, in a Ray worker; `run` names what it belongs to."""
    found = engine()
    if found != wanted:
        return Refused(f"this node of the Ray cluster has another engine: {found}, wanted {wanted}")
    try:
        backend = _backend(_Run(run, maker))
        began = time.monotonic()
        return Done(backend.run(work), time.monotonic() - began)
    except QualeError as error:
        return Refused(str(error))


class _Run:
    """A maker that is the same as another one of the same run."""

    def __init__(self, name: str, maker: Maker) -> None:
        self.name, self.maker = name, maker

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Run) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


@lru_cache(maxsize=KEPT)
def _backend(run: _Run) -> InProcess | Processes:
    """Return what evaluates slices in this Ray worker, made when the first one comes."""
    maker = run.maker
    return InProcess(maker) if maker.model.time_limit is None else Processes(maker, 1)
