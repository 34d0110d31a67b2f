"""Worker processes: slices of a population to whoever is free, results by genome, whatever becomes of a worker.

A slice whose worker ended is evaluated again, so that a killed worker costs time and nothing else. One that takes too
long is cut into genomes, each evaluated alone: a genome that then exceeds the time limit, or ends its worker again and
again, is the one to blame, and counts as the worst.
"""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from threading import Condition

from quale.runtime.backend import Maker, SliceResult, Work
from quale.runtime.backends.pace import Pace
from quale.runtime.backends.pieces import joined, lost
from quale.runtime.backends.worker import LostError, Worker
from quale.runtime.thread_pool import PAUSE, StoppedError

LONGEST = 1.0
"""Seconds of a slice, at most."""

SUSPICIOUS, TIMES = 1.0, 10
"""A slice that takes so many seconds more, and times longer, than was expected is looked at genome by genome."""

TRIES = 3
"""Workers that a genome alone may end before it is to blame for that."""


@dataclass(frozen=True, slots=True)
class _Job:
    """Genomes begin … end - 1, and how many workers ended over them."""

    begin: int
    end: int
    ended: int = 0

    @property
    def alone(self) -> bool:
        return self.end - self.begin == 1

    def genomes(self) -> Iterable["_Job"]:
        """Return its genomes, each alone."""
        return (_Job(genome, genome + 1) for genome in range(self.begin, self.end))


class _Shift:
    """One population: what is not handed out, what is to be done again, what is done."""

    def __init__(self, work: Work, pace: Pace, workers: int) -> None:
        self.work = work
        self.changed = Condition()
        self.pieces: list[tuple[int, SliceResult]] = []
        self.notices: list[str] = []
        self._pace, self._workers = pace, workers
        self._next = 0
        self._again: deque[_Job] = deque()
        self._missing = len(work)  # genomes without a result
        self._over = False

    def take(self) -> _Job | None:
        """Return what to do next, once there is something; None when all is done, or called off."""
        with self.changed:
            while not self._over and self._missing:
                if self._again:
                    return self._again.popleft()
                if left := len(self.work) - self._next:
                    begin, self._next = self._next, self._next + self._pace.size(left, self._workers)
                    return _Job(begin, self._next)
                self.changed.wait()
        return None

    def done(self, job: _Job, result: SliceResult, seconds: float | None = None) -> None:
        """Take a result; `seconds` is what it took, if that says anything."""
        with self.changed:
            self.pieces.append((job.begin, result))
            self._missing -= job.end - job.begin
            if seconds is not None:
                self._pace.measured(job.end - job.begin, seconds)
            self.changed.notify_all()

    def again(self, jobs: Iterable[_Job], notice: str) -> None:
        """Have something done again."""
        with self.changed:
            self._again.extend(jobs)
            self.notices.append(notice)
            self.changed.notify_all()

    def patience(self, job: _Job, limit: float | None) -> float | None:
        """Return how many seconds a job may take."""
        if limit is None or job.alone:
            return limit
        with self.changed:
            expected = self._pace.expected(job.end - job.begin)
        return limit if expected is None else min(limit, SUSPICIOUS + TIMES * expected)

    def call_off(self) -> None:
        """Let nobody take anything any more."""
        with self.changed:
            self._over = True
            self.changed.notify_all()


class Processes:
    """The backend of `--workers N` where evaluations run other people's code: N processes, started when needed."""

    def __init__(self, maker: Maker, workers: int) -> None:
        if workers < 1:
            raise ValueError(f"at least one worker is needed, not {workers}")
        self._model = maker.model
        self._limit = maker.model.time_limit
        self._workers = tuple(Worker(maker) for _ in range(workers))
        self._pace = Pace(LONGEST, self._limit)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="quale-worker")  # one waits for each process
        self._stopped = False

    def run(self, work: Work) -> SliceResult:
        """Return what a population scored, in genome order.

        Raises:
            StoppedError: `stop` was called.
            EvaluationError: no worker can be started, or the domain wants no more evaluations.
        """
        shift = _Shift(work, self._pace, len(self._workers))
        futures = [self._threads.submit(self._serve, worker, shift) for worker in self._workers]
        try:
            self._wait(futures)
        finally:  # where the wait was cut short, by an interrupt above all, no process goes on by itself
            shift.call_off()
            if not all(future.done() for future in futures):
                self.stop()
                wait(futures)
        for future in futures:
            future.result()
        if self._stopped:
            raise StoppedError("the evaluation was called off")
        return joined(shift.pieces, shift.notices)

    def _wait(self, futures: list[Future[None]]) -> None:
        """Wait in short pauses, for signals to be seen and workers to be looked at."""
        pending = set(futures)
        while pending and not self._stopped:
            done, pending = wait(pending, timeout=PAUSE, return_when=FIRST_EXCEPTION)
            if any(future.exception() for future in done):
                return
            for worker in self._workers:
                worker.look()

    def _serve(self, worker: Worker, shift: _Shift) -> None:
        """Hand a worker one slice after the other."""
        while (job := shift.take()) is not None:
            try:
                done = worker.evaluate(shift.work.part(job.begin, job.end), shift.patience(job, self._limit))
            except LostError as error:
                if self._stopped:
                    return
                self._blame(job, shift, error)
            else:
                shift.done(job, done.result, done.seconds)

    def _blame(self, job: _Job, shift: _Shift, error: LostError) -> None:
        """See to a slice whose worker is no more."""
        ended = job.ended + 1
        if job.alone and error.hung:
            shift.done(job, lost(self._model, f"took longer than the time limit of {self._limit:g} s"))
        elif job.alone and ended >= TRIES:
            shift.done(job, lost(self._model, f"ended {ended} worker processes ({error})"))
        elif error.hung:
            shift.again(job.genomes(), f"{job.end - job.begin} genomes took too long together; each is evaluated alone")
        else:
            jobs = (replace(job, ended=ended),) if job.alone or ended == 1 else job.genomes()
            shift.again(jobs, f"a worker process ended ({error}) and was replaced; its genomes are evaluated again")

    def stop(self) -> None:
        """Call off what runs, for good; may be called from a signal handler or another thread."""
        self._stopped = True
        for worker in self._workers:
            worker.end()

    def close(self) -> None:
        """Call off what runs, and wait for the end of all processes."""
        self.stop()
        self._threads.shutdown()
        for worker in self._workers:
            worker.close()
