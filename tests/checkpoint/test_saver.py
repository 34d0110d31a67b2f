import errno
import threading
from pathlib import Path

import pytest

from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.saver import PROVEN_EVERY, Listeners, SavedRun, Saver
from quale.checkpoint.directory.store import Saved, file_name, load, save
from quale.diagnostics import CheckpointError
from quale.model.model import CheckpointPlan
from tests.checkpoint.faulty import Faulty
from tests.checkpoint.made import ORIGIN, names, snapshot


class Told:
    """What the saver told, in order."""

    def __init__(self) -> None:
        self.saved: list[Saved] = []
        self.failed: list[CheckpointError] = []

    def saver(
        self, directory: Path, plan: CheckpointPlan, disk: Faulty | None = None, resumed: int | None = None
    ) -> Saver:
        return Saver(
            directory,
            SavedRun(ORIGIN.run_id, "e" * 64, resumed),
            plan=plan,
            clock=lambda: "2026-01-01T00:00:00+00:00",
            listeners=Listeners(self.saved.append, self.failed.append),
            disk=disk or Faulty(),
        )


def test_what_is_due_and_the_last_are_saved(tmp_path: Path) -> None:
    told = Told()
    with told.saver(tmp_path, CheckpointPlan(every=3, keep=2)) as saver:
        for generation in range(8):
            saver.offer(snapshot(generation))
        saver.finish()
        saver.finish()
    assert [saved.generation for saved in told.saved] == [0, 3, 6, 7]
    assert names(tmp_path) == [file_name(6), file_name(7)]


def test_the_last_file_that_was_decoded_in_full_stays_until_the_next_one_is(tmp_path: Path) -> None:
    told = Told()
    with told.saver(tmp_path, CheckpointPlan(every=1, keep=1)) as saver:
        for generation in range(2 * PROVEN_EVERY + 3):
            saver.offer(snapshot(generation))
            saver._collect()
            proven = [saved.generation for saved in told.saved if saved.proven]
            assert names(tmp_path) == sorted({file_name(proven[-1]), file_name(generation)})
        assert proven == [0, PROVEN_EVERY, 2 * PROVEN_EVERY]
        saver.finish()
    assert names(tmp_path) == [file_name(2 * PROVEN_EVERY + 2)]


def test_a_last_file_that_cannot_be_proven_is_written_again(tmp_path: Path) -> None:
    told = Told()
    with told.saver(tmp_path, CheckpointPlan(every=1, keep=1)) as saver:
        for generation in range(3):
            saver.offer(snapshot(generation))
        saver._collect()
        path = tmp_path / file_name(2)
        data = bytearray(path.read_bytes())
        data[-100] ^= 1
        path.write_bytes(data)
        saver.finish()
    assert [str(path) in str(error) for error in told.failed] == [True]
    assert newest(tmp_path).header.generation == 2


def test_each_file_names_the_one_before_as_its_parent(tmp_path: Path) -> None:
    told = Told()
    with told.saver(tmp_path, CheckpointPlan(every=1, keep=9)) as saver:
        for generation in range(3):
            saver.offer(snapshot(generation))
        saver.finish()
    assert newest(tmp_path).header.parent == told.saved[1].digest
    (tmp_path / file_name(2)).unlink()
    (tmp_path / file_name(1)).unlink()
    assert newest(tmp_path).header.parent == "e" * 64


def test_what_was_resumed_is_not_written_again(tmp_path: Path) -> None:
    told = Told()
    with told.saver(tmp_path, CheckpointPlan(every=1), resumed=2) as saver:
        saver.offer(snapshot(2))
        saver.finish()
    assert names(tmp_path) == []


def test_one_save_is_in_flight_and_none_is_skipped(tmp_path: Path) -> None:
    gate = threading.Event()
    flying: list[str] = []

    class Slow(Faulty):
        def fsync(self, handle: int) -> None:
            flying.append("in")
            assert gate.wait(10)
            assert flying.count("in") - flying.count("out") == 1
            flying.append("out")
            super().fsync(handle)

    told = Told()
    with told.saver(tmp_path, CheckpointPlan(every=1, keep=9), Slow()) as saver:
        saver.offer(snapshot(0))
        saver.poll()
        assert told.saved == []  # the evolution goes on meanwhile
        gate.set()
        for generation in (1, 2, 3):
            saver.offer(snapshot(generation))
        saver.finish()
    assert [saved.generation for saved in told.saved] == [0, 1, 2, 3]


def test_a_failed_save_is_told_and_the_next_tries_again(tmp_path: Path) -> None:
    told = Told()
    with told.saver(tmp_path, CheckpointPlan(every=1, keep=9), Faulty(1, errno.ENOSPC)) as saver:
        saver.offer(snapshot(0))
        saver.offer(snapshot(1))
        saver.finish()
    assert [error.reason for error in told.failed] == ["cannot write: No space left on device"]
    assert told.failed[0].path == str(tmp_path / file_name(0))
    assert [saved.generation for saved in told.saved] == [1]


def test_a_failed_final_save_is_an_error(tmp_path: Path) -> None:
    told = Told()
    with told.saver(tmp_path, CheckpointPlan(every=5), Faulty(0, errno.EROFS)) as saver:
        saver.offer(snapshot(1))
        with pytest.raises(CheckpointError, match="Read-only file system"):
            saver.finish()
        saver.finish()
    assert [saved.generation for saved in told.saved] == [1]


def test_pinned_files_stay(tmp_path: Path) -> None:
    pin = save(tmp_path, snapshot(1), ORIGIN).path
    told = Told()
    with Saver(
        tmp_path,
        SavedRun(ORIGIN.run_id),
        plan=CheckpointPlan(every=1, keep=1),
        clock=lambda: "",
        listeners=Listeners(told.saved.append, told.failed.append),
        pins=frozenset({pin}),
    ) as saver:
        for generation in (2, 3):
            saver.offer(snapshot(generation))
        saver.finish()
    assert names(tmp_path) == [file_name(1), file_name(3)]


def test_nothing_is_pruned_after_a_save_that_could_not_be_verified(tmp_path: Path) -> None:
    class Forgetful(Faulty):
        def read(self, path: Path, limit: int) -> bytes:
            return super().read(path, limit)[:-1]

    old = [save(tmp_path, snapshot(generation), ORIGIN).path for generation in (1, 2)]
    told = Told()
    with told.saver(tmp_path, CheckpointPlan(every=1, keep=1), Forgetful()) as saver:
        saver.offer(snapshot(3))
        with pytest.raises(CheckpointError, match="reads back differently"):
            saver.finish()
    assert all(path.exists() for path in old)


def test_the_last_generation_is_rescued_while_the_caller_is_gone(tmp_path: Path) -> None:
    """From another thread, with the save before it in flight: saved once, in its order, told to nobody."""
    told = Told()
    with told.saver(tmp_path, CheckpointPlan(every=2, keep=5)) as saver:
        for generation in range(4):
            saver.offer(snapshot(generation))
        thread = threading.Thread(target=saver.rescue)
        thread.start()
        thread.join()
        assert names(tmp_path) == [file_name(0), file_name(2), file_name(3)]
        assert newest(tmp_path).header.parent == digest_of(tmp_path, 2)
        assert 3 not in [saved.generation for saved in told.saved]
        again = saver.rescue()
        assert again is not None
        assert again.generation == 3
        before = (tmp_path / file_name(3)).stat().st_mtime_ns
        saver.finish()  # where the caller comes back after all
        assert (tmp_path / file_name(3)).stat().st_mtime_ns == before
    assert [saved.generation for saved in told.saved] == [0, 2, 3]
    last = saver.rescue()  # and when all is over
    assert last is not None
    assert last.generation == 3


def digest_of(directory: Path, generation: int) -> str:
    return load(directory / file_name(generation))[0].digest


def test_there_is_nothing_to_rescue_of_a_run_that_has_done_nothing(tmp_path: Path) -> None:
    told = Told()
    with told.saver(tmp_path, CheckpointPlan(every=2, keep=5), resumed=3) as saver:
        assert saver.rescue() is None
        saver.offer(snapshot(3))
        assert saver.rescue() is None
    assert names(tmp_path) == []


def test_a_rescue_that_fails_says_so(tmp_path: Path) -> None:
    told, disk = Told(), Faulty(at=0)
    with told.saver(tmp_path, CheckpointPlan(every=10, keep=5), disk) as saver:
        saver.offer(snapshot(1))
        with pytest.raises(CheckpointError, match="No space left"):
            saver.rescue()
        saver.rescue()
    assert names(tmp_path) == [file_name(1)]
