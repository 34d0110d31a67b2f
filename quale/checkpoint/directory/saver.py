"""Saving off the critical path: one save in flight, none skipped, every failure told."""

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from quale.checkpoint.directory.disk import DISK, FileSystem, make_directories, reported
from quale.checkpoint.directory.store import Known, Saved, free_name, load, prune, save
from quale.checkpoint.format.header import Origin, origin
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import CheckpointError
from quale.model.model import CheckpointPlan

PROVEN_EVERY = 10
"""Of so many saves in a row one is decoded in full; that file stays until the next one is proven."""


@dataclass(frozen=True, slots=True)
class SavedRun:
    """The run that is saved, and the checkpoint that it was resumed from."""

    run_id: str
    parent: str = ""  # digest of that checkpoint
    resumed: int | None = None  # its generation, which needs no new file


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who is told of each file that is on disk, of each save that failed, and of what could not be deleted."""

    saved: Callable[[Saved], None]
    failed: Callable[[CheckpointError], None]
    warned: Callable[[str], None] = lambda _: None


class Saver:
    """Writes the snapshots that are due into a run directory, in one background thread.

    `offer` takes every snapshot; its listeners are called in the caller's thread, by `offer`, `poll` or
    `finish`, in the order of the saves. A failed save is told and the run goes on; the next one tries again.
    """

    def __init__(
        self,
        directory: Path,
        run: SavedRun,
        *,
        plan: CheckpointPlan,
        clock: Callable[[], str],
        listeners: Listeners,
        pins: frozenset[Path] = frozenset(),
        disk: FileSystem = DISK,
    ) -> None:
        """Start without touching the disk.

        Args:
            directory: the run directory, ready and locked.
            run: which one it is.
            plan: how often to save and how many files to keep.
            clock: the time now as an ISO 8601 text in UTC, for the header.
            listeners: who is told.
            pins: files never to be pruned: what the run was resumed and seeded from.
            disk: the file system.
        """
        self._directory, self._plan, self._clock, self._listeners = directory, plan, clock, listeners
        self._run_id, self._parent, self._written = run.run_id, run.parent, run.resumed
        self._pins, self._disk = pins, disk
        self._known: Known = {}  # this and the next four are of the saving thread alone
        self._proven: Path | None = None
        self._unproven = PROVEN_EVERY  # saves since then; the first is proven
        self._doubtful: Path | None = None  # the last file saved, if it is not proven
        self._newest: Saved | None = None  # the last file saved
        self._rescued: int | None = None  # the generation that was saved by `rescue`
        self._overdue = False  # whether to save whatever the plan says
        self._pressing = False  # whether that is under way
        self._latest: Snapshot | None = None
        self._flight: Future[Saved] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="quale-save")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the save in flight; `finish` is for a run that ends well or is interrupted."""
        self._thread.shutdown(wait=True)

    def remember(self, snapshot: Snapshot) -> None:
        """Know the last snapshot without saving it, should the directory be lost before it is offered."""
        self._latest = snapshot

    def save_beside(self) -> Path | None:
        """Save the last snapshot in a directory of its own, DIRECTORY.1 (or .2, …), and return that; None without any.

        Raises:
            CheckpointError: it cannot be made or written.
        """
        self._collect()
        if self._latest is None:
            return None
        aside = free_name(Path(os.path.realpath(self._directory)), first=1)
        make_directories(aside, self._disk)
        save(aside, self._latest, origin(self._run_id, self._clock(), self._parent), self._disk)
        return self._directory.with_name(aside.name) if self._directory.name else aside

    def offer(self, snapshot: Snapshot) -> None:
        """Take the snapshot of a generation and start saving it if it is due, after the save in flight."""
        self._latest = snapshot
        generation = snapshot.state.generation
        if (self._overdue or generation % self._plan.every == 0) and generation != self._written:
            self._collect()
            self._start(snapshot)
        else:
            self.poll()

    def start_over(self) -> None:
        """Take it that nothing saved so far is there any more: the next snapshot is saved, whatever the plan says."""
        self._collect()
        self._known.clear()  # the saving thread is idle now
        self._proven, self._unproven, self._doubtful = None, PROVEN_EVERY, None
        self._written, self._overdue = None, True
        self._newest, self._rescued = None, None

    def poll(self) -> None:
        """Tell of the save in flight if it is done."""
        if self._flight is not None and self._flight.done():
            self._collect()

    def finish(self) -> None:
        """Save the last snapshot offered, unless it is saved already, and wait for it.

        Raises:
            CheckpointError: the final save failed.
        """
        self._collect()
        if self._latest is None or (self._latest.state.generation == self._written and self._settled()):
            return
        self._unproven = PROVEN_EVERY
        self._start(self._latest)
        if (failed := self._collect()) is not None:
            raise failed

    @property
    def newest(self) -> Saved | None:
        """The last file saved, told of or not."""
        return self._newest

    def rescue(self) -> Saved | None:
        """Save the last snapshot offered, unless it is saved, and return it; nobody is told.

        Any thread may call this, whatever the others wait for: for a process that is to end, whose main thread is busy.

        Raises:
            CheckpointError: the save failed.
        """
        with suppress(RuntimeError):  # the saving thread has ended, and with it the last save
            self._thread.submit(self._rescue).result()
        return self._newest

    def _rescue(self) -> None:
        latest, newest = self._latest, self._newest
        saved = self._written if newest is None else newest.generation
        if latest is not None and latest.state.generation != saved:
            parent = self._parent if newest is None else newest.digest
            self._save(latest, origin(self._run_id, self._clock(), parent))
            self._rescued = latest.state.generation

    def _start(self, snapshot: Snapshot) -> None:
        self._pressing, self._overdue = self._overdue, False
        written_by = origin(self._run_id, self._clock(), self._parent)
        self._flight = self._thread.submit(self._save, snapshot, written_by)

    def _save(self, snapshot: Snapshot, written_by: Origin) -> Saved:
        if self._newest is not None and snapshot.state.generation == self._rescued:
            self._rescued = None
            with suppress(CheckpointError):  # it is written again then
                return replace(self._newest, messages=(*self._newest.messages, *self._settle()))
        proof = self._unproven + 1 >= PROVEN_EVERY
        saved = save(self._directory, snapshot, written_by, self._disk, prove=proof, known=self._known)
        self._proven, self._unproven = (saved.path, 0) if proof else (self._proven, self._unproven + 1)
        self._doubtful = None if proof else saved.path
        self._newest = saved
        return replace(saved, messages=(*saved.messages, *self._prune(saved.path)))

    def _settled(self) -> bool:
        """Whether the last file is proven now; a failure is told, and the file is to be written again."""
        try:
            warnings = self._thread.submit(self._settle).result()
        except CheckpointError as error:
            self._listeners.failed(error)
            return False
        for words in warnings:
            self._listeners.warned(words)
        return True

    def _settle(self) -> tuple[str, ...]:
        """Prove the last file, if it is not, and prune what was kept in its stead; return what could not be deleted.

        Raises:
            CheckpointError: it could not be resumed, or is gone.
        """
        if self._doubtful is None:
            if self._proven is not None:
                with reported(self._proven, "find what was saved"):
                    self._disk.size(self._proven)
            return ()
        load(self._doubtful, self._disk)
        self._proven, self._doubtful, self._unproven = self._doubtful, None, 0
        return self._prune(self._proven)

    def _prune(self, newest: Path) -> tuple[str, ...]:
        """Delete what the plan does not keep, but never the last file that is proven."""
        plan, proven = self._plan, {self._proven} if self._proven else set()
        return prune(
            self._directory,
            self._run_id,
            plan.keep,
            keep_best=plan.keep_best,
            pins=self._pins | {newest} | proven,
            known=self._known,
            disk=self._disk,
        )

    def _collect(self) -> CheckpointError | None:
        """Wait for the save in flight, tell of it, and return how it failed."""
        if self._flight is None:
            return None
        flight, self._flight = self._flight, None
        try:
            saved = flight.result()
        except CheckpointError as error:
            self._overdue = self._pressing
            self._listeners.failed(error)
            return error
        self._parent, self._written = saved.digest, saved.generation
        self._listeners.saved(saved)
        return None
