import errno
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from quale.checkpoint.directory.disk import DISK, make_directories, write_file
from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.store import file_name, headers, load, load_header, prune, save, set_aside, sweep
from quale.checkpoint.format.codec import encode
from quale.diagnostics import CheckpointError
from tests.checkpoint.faulty import Faulty, Killed
from tests.checkpoint.made import ORIGIN, names, snapshot

OTHER = replace(ORIGIN, run_id="f" * 32)


def put(directory: Path, generation: int, best: int | None = None, run_id: str = ORIGIN.run_id) -> Path:
    """Write a file as it is after a save, without syncing it."""
    path = directory / file_name(generation)
    content = snapshot(generation, population=2, best_generation=best)
    path.write_bytes(encode(content, replace(ORIGIN, run_id=run_id)))
    return path


def test_a_saved_file_can_be_loaded(tmp_path: Path) -> None:
    saved = save(tmp_path, snapshot(), ORIGIN)
    assert saved.path == tmp_path / "checkpoint_gen3.quale-ckpt"
    assert names(tmp_path) == ["checkpoint_gen3.quale-ckpt"]
    header, found = load(saved.path)
    assert (header.digest, found.state.generation) == (saved.digest, 3)


def test_a_save_syncs_the_file_before_and_the_directory_after_the_rename(tmp_path: Path) -> None:
    disk = Faulty()
    save(tmp_path, snapshot(), ORIGIN, disk)
    name = file_name(3)
    temporary = f".{name}.{os.getpid()}.0.quale-tmp"
    assert disk.calls == [
        f"create {temporary}",
        "write",
        "fsync",
        "close",
        f"rename {name}",
        f"fsync_directory {tmp_path.name}",
        f"read {name}",
    ]


def test_the_mode_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        saved = save(tmp_path, snapshot(), ORIGIN)
    finally:
        os.umask(before)
    assert stat.S_IMODE(saved.path.stat().st_mode) == 0o640


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EFBIG])
def test_a_failing_call_leaves_the_old_file_and_a_reason(tmp_path: Path, code: int) -> None:
    before = save(tmp_path, snapshot(2), ORIGIN)
    calls = 7
    for at in range(calls):
        with pytest.raises(CheckpointError) as caught:
            save(tmp_path, snapshot(3), ORIGIN, Faulty(at, code))
        assert os.strerror(code) in caught.value.reason
        assert load(before.path)[0].generation == 2
        assert not [name for name in names(tmp_path) if name.endswith("tmp")]
        (tmp_path / file_name(3)).unlink(missing_ok=True)
    save(tmp_path, snapshot(3), ORIGIN, Faulty(calls, code))
    assert newest(tmp_path).header.generation == 3


@pytest.mark.parametrize("kill", ["before", "after"])
def test_killed_at_any_call_the_newest_valid_is_the_old_or_the_new(tmp_path: Path, kill: str) -> None:
    for at in range(7):
        directory = tmp_path / str(at)
        directory.mkdir()
        save(directory, snapshot(2), ORIGIN)
        with pytest.raises(Killed):
            save(directory, snapshot(3), ORIGIN, Faulty(at, kill=kill))
        found = newest(directory)
        renamed = at > 4 or (at, kill) == (4, "after")
        assert found.header.generation == (3 if renamed else 2)
        assert found.messages == ()
        sweep(directory)
        assert set(names(directory)) <= {file_name(2), file_name(3)}
        assert save(directory, snapshot(3), ORIGIN).generation == 3


def test_short_writes_are_continued(tmp_path: Path) -> None:
    disk = Faulty(short=True)
    saved = save(tmp_path, snapshot(), ORIGIN, disk)
    assert disk.calls.count("write") > 5
    load(saved.path)


def test_what_reads_back_differently_is_an_error(tmp_path: Path) -> None:
    class Forgetful(Faulty):
        def read(self, path: Path, limit: int) -> bytes:
            return super().read(path, limit)[:-1] + b"x"

    with pytest.raises(CheckpointError, match="reads back differently"):
        save(tmp_path, snapshot(), ORIGIN, Forgetful())


def test_what_could_not_be_resumed_is_not_called_saved(tmp_path: Path) -> None:
    wrong = snapshot()
    wrong = replace(wrong, state=replace(wrong.state, winner=99))
    with pytest.raises(CheckpointError, match="is genome 99 of 5"):
        save(tmp_path, wrong, ORIGIN)


def test_a_damaged_file_in_the_way_is_kept_under_another_name(tmp_path: Path) -> None:
    path = tmp_path / file_name(3)
    for number, content in enumerate((b"one", b"two")):
        path.write_bytes(content)
        saved = save(tmp_path, snapshot(), ORIGIN)
        assert "is damaged; renamed to checkpoint_gen3.quale-ckpt.damaged" in saved.messages[0]
        load(path)
        aside = f"{path}.damaged" if number == 0 else f"{path}.damaged.1"
        assert Path(aside).read_bytes() == content


def test_a_file_of_another_run_in_the_way_is_not_overwritten(tmp_path: Path) -> None:
    path = put(tmp_path, 3, run_id=OTHER.run_id)
    before = path.read_bytes()
    with pytest.raises(CheckpointError, match="belongs to another run"):
        save(tmp_path, snapshot(), ORIGIN)
    assert path.read_bytes() == before


def test_newest_is_by_number_not_by_name_or_time(tmp_path: Path) -> None:
    for generation in (10, 9, 2):
        put(tmp_path, generation)
    os.utime(tmp_path / file_name(2), (2_000_000_000, 2_000_000_000))
    (tmp_path / file_name(9)).rename(tmp_path / "zz.quale-ckpt")
    entries, failed = headers(tmp_path)
    assert [entry.header.generation for entry in entries] == [10, 9, 2]
    assert failed == ()


def test_pruning_over_1200_generations_keeps_the_newest_three_by_number(tmp_path: Path) -> None:
    for generation in range(1201):
        put(tmp_path, generation)
        if generation % 100 == 0 or generation > 1190:
            assert prune(tmp_path, ORIGIN.run_id, 3) == ()
    assert names(tmp_path) == [file_name(1198), file_name(1199), file_name(1200)]


def test_the_file_that_holds_the_best_is_kept(tmp_path: Path) -> None:
    for generation, best in ((1, 1), (2, 1), (3, 3), (4, 3), (5, 3), (6, 3)):
        put(tmp_path, generation, best)
        prune(tmp_path, ORIGIN.run_id, 2, keep_best=True)
    assert names(tmp_path) == [file_name(g) for g in (3, 5, 6)]
    prune(tmp_path, ORIGIN.run_id, 2)
    assert names(tmp_path) == [file_name(g) for g in (5, 6)]


def test_pinned_and_foreign_files_are_never_deleted(tmp_path: Path) -> None:
    for generation in range(6):
        put(tmp_path, generation)
    put(tmp_path, 7, run_id=OTHER.run_id)
    copy = tmp_path / "mine.quale-ckpt"
    copy.write_bytes((tmp_path / file_name(0)).read_bytes())
    (tmp_path / file_name(8)).write_bytes(b"damaged")
    (tmp_path / "notes.txt").write_text("mine")
    prune(tmp_path, ORIGIN.run_id, 1, pins=[tmp_path / file_name(2)])
    assert names(tmp_path) == sorted(
        [file_name(g) for g in (2, 5, 7, 8)] + ["mine.quale-ckpt", "notes.txt"],
    )


def test_a_failed_deletion_is_a_warning(tmp_path: Path) -> None:
    for generation in range(3):
        put(tmp_path, generation)

    class Sticky(Faulty):
        def unlink(self, path: Path) -> None:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    warnings = prune(tmp_path, ORIGIN.run_id, 1, disk=Sticky())
    assert warnings == tuple(f"{tmp_path / file_name(g)}: cannot delete: Permission denied" for g in (0, 1))


def test_only_our_temporary_files_are_swept(tmp_path: Path) -> None:
    left = [".checkpoint_gen1.quale-ckpt.12.0.quale-tmp", ".history.csv.1.3.quale-tmp"]
    mine = ["a.tmp", ".x.quale-tmp", "checkpoint_gen1.quale-ckpt.1.1.quale-tmp"]
    for name in (*left, *mine):
        (tmp_path / name).write_text("")
    sweep(tmp_path)
    assert names(tmp_path) == sorted(mine)


def test_headers_are_read_from_the_start_of_a_file_alone(tmp_path: Path) -> None:
    put(tmp_path, 3)

    class Frugal(Faulty):
        def read(self, path: Path, limit: int) -> bytes:
            assert limit <= 2**14
            return super().read(path, limit)

    assert load_header(tmp_path / file_name(3), Frugal()).generation == 3


def test_directories_are_made_and_their_parents_synced(tmp_path: Path) -> None:
    disk = Faulty()
    make_directories(tmp_path / "a" / "b", disk)
    assert disk.calls == ["mkdir a", f"fsync_directory {tmp_path.name}", "mkdir b", "fsync_directory a"]
    with pytest.raises(CheckpointError, match="cannot make the directory: No space left on device"):
        make_directories(tmp_path / "c", Faulty(0))


@pytest.mark.parametrize("path", ["missing.quale-ckpt", "."])
def test_what_is_no_file_cannot_be_loaded(tmp_path: Path, path: str) -> None:
    with pytest.raises(CheckpointError, match="cannot read: "):
        load(tmp_path / path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / file_name(1))
    with pytest.raises(CheckpointError, match="not a regular file"):
        load_header(tmp_path / file_name(1))


def test_a_name_that_is_too_long_is_an_error_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="File name too long"):
        write_file(tmp_path / ("x" * 255), b"")


def test_set_aside_reports_why_it_cannot(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="cannot rename: No such file"):
        set_aside(tmp_path / "gone", DISK)
