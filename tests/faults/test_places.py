"""Run directories of every kind: two runs at once, stale locks, odd names, links, no rights, jumping clocks, crowds."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from quale.checkpoint.directory.lock import HOLDER, LOCK, InUseError, RunLock
from quale.checkpoint.directory.resume import find, newest, source
from quale.checkpoint.directory.run_directory import begin
from quale.checkpoint.directory.saver import Listeners, SavedRun, Saver
from quale.checkpoint.directory.store import file_name, save
from quale.checkpoint.format.codec import encode
from quale.checkpoint.format.header import hexdigest
from quale.checkpoint.format.snapshot import AbsentFile
from quale.diagnostics import CheckpointError, ProgramError
from quale.model.model import CheckpointPlan, DataFile, ProgramText
from quale.run.plan import going_on, stored
from tests.checkpoint.faulty import Faulty
from tests.checkpoint.made import ORIGIN, names, snapshot
from tests.cli.command import quale
from tests.faults.children import finish, started, wait_for
from tests.faults.small import Heard, digest, go, logged, model, planned, program

PLAN = planned(2)


def write(place: Path) -> Path:
    path = place / "small.quale"
    path.write_text(program(generations=3))
    return path


def test_two_runs_at_once(tmp_path: Path) -> None:
    """The second is refused with the first one's process; when the first is killed its lock is free, its note stale."""
    path = write(tmp_path)
    with started("evolve", path, cwd=tmp_path, held=("unlink", 1, 30.0)) as first:
        wait_for(first, "held")
        for command in (("--continue",), ("--overwrite",), ()):
            refused = quale("evolve", path, *command, cwd=tmp_path, code=3)
            assert f"is in use by another run (process {first.pid} on " in refused.stderr
        quale("inspect", "small", cwd=tmp_path)  # reading needs no lock
        first.kill()
        first.communicate()
    assert names(tmp_path / "checkpoints") == ["small"]  # nothing lies beside it
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert finish(path, tmp_path) == finish(path, elsewhere)


@pytest.mark.parametrize("note", ["", "[]", '{"pid": 1, "host": "gone"}', "\0" * 10_000])
def test_whatever_a_stale_lock_and_note_say(tmp_path: Path, note: str) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / LOCK).write_text(note)
    (tmp_path / "small" / HOLDER).write_text(note)
    go(tmp_path, PLAN)


def test_who_is_refused_touches_nothing(tmp_path: Path) -> None:
    """The holder may be writing its note at this moment; its temporary file is not the loser's to sweep."""
    (tmp_path / "x").mkdir()
    with RunLock(tmp_path / "x"):
        writing = tmp_path / "x" / f".{HOLDER}.1.0.quale-tmp"
        writing.write_text("")
        with pytest.raises(CheckpointError), RunLock(tmp_path / "x"):
            pass
        assert writing.exists()
    with RunLock(tmp_path / "x"):
        assert not writing.exists()


@pytest.mark.parametrize("name", ["with spaces", "größer ✓ 走る", "-dash", "new\nline", "quo'te\"", "x" * 255])
def test_names_of_directories(tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    wanted = go(tmp_path / "plain", PLAN)
    got = go(place, PLAN)
    assert digest(got.snapshot) == digest(wanted.snapshot)
    assert find(str(place / "small"), Path()).header.generation == 2


def test_a_name_that_is_no_text_can_be_seeded_from(tmp_path: Path) -> None:
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    try:
        place.mkdir()
    except OSError:
        pytest.skip("this file system has names of text only")
    go(place, PLAN)
    _, lineage = source(str(place / "small"), Path(), is_path=True)
    encode(replace(snapshot(), lineage=lineage), ORIGIN)


@pytest.mark.parametrize("run", ["R" * 200, "R" * 255])
def test_a_run_with_a_long_name_works(tmp_path: Path, run: str) -> None:
    go(tmp_path, model(program(run=run, generations=1)))  # nothing that belongs to it has a longer name


def test_a_name_that_no_directory_can_have_is_refused_before_the_run() -> None:
    with pytest.raises(ProgramError, match="the name of the experiment has 256 bytes"):
        model(program(run="R" * 256))


def test_links_lead_where_they_lead(tmp_path: Path) -> None:
    """A run directory may be a link to a larger disk: what is moved aside lies there, and the link goes on."""
    (tmp_path / "large").mkdir()
    (tmp_path / "checkpoints").mkdir()
    link = tmp_path / "checkpoints" / "small"
    link.symlink_to(tmp_path / "large" / "small")  # there is nothing there yet
    outcome = go(tmp_path / "checkpoints", PLAN)
    assert link.is_symlink()
    assert names(tmp_path / "large" / "small") == names(link)
    begin(link, overwrite=True)
    assert link.is_symlink()
    assert names(link) == []
    assert find(str(tmp_path / "large" / "small.1"), Path()).header.generation == 2
    again = go(tmp_path / "checkpoints", PLAN)
    assert digest(again.snapshot) == digest(outcome.snapshot)


def test_a_file_where_a_directory_should_be_and_a_directory_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(CheckpointError, match="file"):
            go(place, PLAN)
    path = write(tmp_path)
    missing = quale("evolve", "--resume", tmp_path / "nowhere", cwd=tmp_path, code=3)
    assert "nowhere: is no file or directory" in missing.stderr
    assert quale("evolve", path, "--checkpoints", tmp_path / "a" / "b", "--quiet", cwd=tmp_path).stderr == ""


@pytest.fixture(name="read_only")
def _read_only(tmp_path: Path) -> Path:
    """Return a finished run in a place where nothing can be written, whoever we are."""
    place = tmp_path / "read-only"
    go(place, PLAN)
    mount = shutil.which("mount")
    if os.geteuid() != 0:
        for path in (place, place / "small"):
            path.chmod(0o555)
        return place
    if mount is None or subprocess.run([mount, "--bind", place, place], check=False, capture_output=True).returncode:
        pytest.skip("root writes anywhere, and may not mount here")
    subprocess.run([mount, "-o", "remount,ro,bind", place], check=True)
    return place


def test_a_read_only_directory_can_be_read_and_says_why_it_cannot_be_written(read_only: Path) -> None:
    try:
        assert newest(read_only / "small").header.generation == 2
        with pytest.raises(CheckpointError) as caught:
            go(read_only, planned(3))
        assert str(read_only) in str(caught.value)
        assert "Read-only file system" in str(caught.value) or "Permission denied" in str(caught.value)
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", read_only], check=True)
        else:
            for path in (read_only, read_only / "small"):
                path.chmod(0o755)


@contextmanager
def mounted(*commands: tuple[str | Path, ...]) -> Iterator[None]:
    """Mount, with these arguments of `mount`; undo it in the end. Skip where that may not be done."""
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("mounting is root's")
    done: list[str | Path] = []
    try:
        for arguments in commands:
            if subprocess.run([mount, *arguments], check=False, capture_output=True).returncode:
                pytest.skip("root may not mount here")
            done += arguments[-1:] if "--bind" in arguments else []
        yield
    finally:
        for place in reversed(done):
            subprocess.run(["umount", place], check=True)


def test_one_directory_under_two_mounts_is_run_once(tmp_path: Path) -> None:
    go(tmp_path, PLAN)
    (tmp_path / "elsewhere" / "small").mkdir(parents=True)
    with mounted(("--bind", tmp_path / "small", tmp_path / "elsewhere" / "small")):
        with RunLock(tmp_path / "small"), pytest.raises(InUseError):
            go(tmp_path / "elsewhere", planned(3))
        assert go(tmp_path / "elsewhere", planned(3)).snapshot.state.generation == 3


def test_a_parent_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    """A run goes on in a directory of its own below one that is somebody else's."""
    place = tmp_path / "read-only"
    go(place, PLAN)
    run = place / "small"
    with mounted(("--bind", place, place), ("--bind", run, run), ("-o", "remount,ro,bind", place)):
        with pytest.raises(OSError, match="Read-only"):
            (place / "x").write_text("")
        assert go(place, planned(3)).snapshot.state.generation == 3
        assert digest(newest(run).snapshot) == digest(go(tmp_path / "other", planned(3)).snapshot)


def test_a_clock_that_jumps_decides_nothing(tmp_path: Path) -> None:
    """The clock of every run here jumps back and forth by years (`small.Time`); times of files are of the future."""
    go(tmp_path, planned(4, keep=9))
    directory = tmp_path / "small"
    for number, path in enumerate(sorted(directory.iterdir())):
        os.utime(path, (4e9 - 1e8 * number, 4e9 - 1e8 * number))
    assert newest(directory).header.generation == 4
    outcome = go(tmp_path, planned(6, keep=2, keep_best=False))
    assert digest(outcome.snapshot) == digest(go(tmp_path / "other", planned(6, keep=2, keep_best=False)).snapshot)
    assert {file_name(5), file_name(6)} <= set(names(directory))
    assert logged(directory) == logged(tmp_path / "other" / "small")


def test_ten_thousand_files(tmp_path: Path) -> None:
    """They are read once, not at every save; nobody else's are touched."""
    other = tmp_path / file_name(10_000)
    other.write_bytes(encode(snapshot(1, 2), replace(ORIGIN, run_id="f" * 32)))
    for number in range(1, 5000):
        (tmp_path / f"note{number}.txt").hardlink_to(other)
        (tmp_path / file_name(10_000 + number)).hardlink_to(other)
    disk = Faulty()
    with Saver(
        tmp_path,
        SavedRun(ORIGIN.run_id),
        plan=CheckpointPlan(every=1, keep=2),
        clock=lambda: "",
        listeners=Listeners(lambda _: None, lambda _: None),
        disk=disk,
    ) as saver:
        for generation in range(1, 6):
            saver.offer(snapshot(generation, 2))
        saver.finish()
    assert sum(call.startswith("read ") for call in disk.calls) < 5050
    assert newest(tmp_path).header.generation == 5
    assert len(names(tmp_path)) == 10_001
    assert {file_name(4), file_name(5)} <= set(names(tmp_path))


def test_a_file_put_in_the_place_of_a_known_one_is_not_deleted(tmp_path: Path) -> None:
    saved: list[Path] = []
    with Saver(
        tmp_path,
        SavedRun(ORIGIN.run_id),
        plan=CheckpointPlan(every=1, keep=1),
        clock=lambda: "",
        listeners=Listeners(lambda file: saved.append(file.path), lambda _: None),
    ) as saver:
        saver.offer(snapshot(1))
        saver.offer(snapshot(2))
        saver.finish()
        foreign = encode(snapshot(2), replace(ORIGIN, run_id="f" * 32))
        saved[-1].write_bytes(foreign)
        saver.offer(snapshot(3))
        saver.finish()
    assert saved[1].read_bytes() == foreign


def test_a_file_that_is_pruned_while_it_is_looked_for(tmp_path: Path) -> None:
    """Whoever reads the directory of a run that goes on sees the next file, not an error."""
    save(tmp_path, snapshot(1), ORIGIN)

    class Pruned(Faulty):
        def size(self, path: Path) -> int:
            if path.name == file_name(1) and path.exists():
                save(tmp_path, snapshot(2), ORIGIN)
                path.unlink()
            return super().size(path)

    found = newest(tmp_path, Pruned())
    assert (found.header.generation, found.messages) == (2, ())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/dev/zero", "absolute path"),
        ("{outside}", "absolute path"),
        ("../outside.csv", "outside the program's folder"),
        ("data/../../outside.csv", "outside the program's folder"),
        ("link.csv", "outside the program's folder"),
        ("C:outside.csv", "absolute path"),
        ("data\\outside.csv", "write `/`"),
        ("", "expected the name of a file"),
        ("a\0b", "expected the name of a file"),
        ("zero", "outside the program's folder"),
        ("pipe", "a pipe, not a regular file"),
        ("data", "a directory, not a regular file"),
        ("huge.csv", "at most 67,108,864 are read"),
    ],
)
def test_a_data_file_that_a_checkpoint_names_is_guarded_as_one_that_a_program_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    """A resume without the program reads what was too large to store: of the folder, regular, and of a bounded size."""
    outside, folder = tmp_path / "outside.csv", tmp_path / "folder"
    outside.write_bytes(b"secret")
    (folder / "data").mkdir(parents=True)
    (folder / "link.csv").symlink_to(outside)
    (folder / "zero").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe")
    with (folder / "huge.csv").open("wb") as file:
        file.truncate(2**26 + 1)
    go(folder, PLAN)
    found = newest(folder / "small")
    absent = (AbsentFile(name.format(outside=outside), 6, hexdigest(b"secret")),)
    hostile = replace(found, snapshot=replace(found.snapshot, absent=absent))
    monkeypatch.chdir(folder)
    with pytest.raises(CheckpointError, match=re.escape(reason)):
        stored(hostile)


def test_a_large_data_file_that_is_gone_does_not_stop_a_resume_with_the_program_at_hand(tmp_path: Path) -> None:
    go(tmp_path, PLAN)
    found = newest(tmp_path / "small")
    absent = (AbsentFile("gone.csv", 2**25, "0" * 64),)
    text = ProgramText(found.snapshot.text.files, (DataFile("x.csv", b""),))
    hurt = replace(found, snapshot=replace(found.snapshot, absent=absent, text=text))
    going, changed = going_on(hurt, PLAN, None, None, Heard().note)
    assert (going.name, changed) == ("Small", True)
    with pytest.raises(CheckpointError, match=r"gone\.csv"):
        going_on(hurt, None, None, None, Heard().note)
