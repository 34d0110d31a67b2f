"""Standard streams that are closed, broken, full or that nobody empties: they cost their own lines and nothing else."""

import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quale.cli.output import Lines, write_at_once
from tests.cli.command import environment, quale
from tests.faults.children import PATIENCE, command, finish, newest_generation, started
from tests.faults.small import program

FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
ROOT = Path(__file__).parents[2]


def write(place: Path, generations: int = 6, ticks: int = 4) -> Path:
    place.mkdir(exist_ok=True)
    path = place / "small.quale"
    path.write_text(program(generations=generations, ticks=ticks))
    return path


def shell(script: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a script of bash, in which `$quale` is the command."""
    environ = environment() | {"PYTHONPATH": str(ROOT), "quale": shlex.join(command())}
    return subprocess.run(
        ["bash", "-c", script], cwd=cwd, env=environ, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


@pytest.fixture(name="undisturbed", scope="module")
def _undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[object]]:
    place = tmp_path_factory.mktemp("undisturbed")
    return finish(write(place), place)


@pytest.mark.parametrize(
    "streams",
    [
        ">&-",
        "2>&-",
        "0>&- >&- 2>&-",
        "--json >&-",
        "--json | head -1",
        "2>&1 >/dev/null | head -1",
        "2>&1 | true",
        pytest.param("--json >/dev/full", marks=FULL),
        pytest.param("2>/dev/full", marks=FULL),
        pytest.param(">/dev/full 2>/dev/full", marks=FULL),
    ],
)
def test_a_run_goes_on(tmp_path: Path, streams: str, undisturbed: tuple[str, list[object]]) -> None:
    path = write(tmp_path)
    run = shell(f"$quale evolve small.quale {streams}; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert "Traceback" not in run.stdout + run.stderr
    assert run.returncode == 0, run.stderr
    assert newest_generation(tmp_path / "checkpoints") == 6
    assert finish(path, tmp_path) == undisturbed


@FULL
def test_a_run_says_that_its_output_is_lost_and_a_report_fails(tmp_path: Path) -> None:
    write(tmp_path)
    run = shell("$quale evolve small.quale >/dev/full", tmp_path)
    assert (run.returncode, run.stderr.splitlines()[-1]) == (
        0,
        "warning: the output cannot be written: No space left on device",
    )
    for arguments in ("check small.quale", "inspect small", "inspect small --json", "inspect small --verify"):
        run = shell(f"$quale {arguments} >/dev/full", tmp_path)
        assert (run.returncode, run.stderr) == (3, "error: the output cannot be written: No space left on device\n")


@pytest.mark.parametrize("streams", [">&-", "2>&-", "0>&-", "0>&- >&- 2>&-"])
def test_an_error_keeps_its_exit_code(tmp_path: Path, streams: str) -> None:
    assert shell(f"$quale check nowhere.quale {streams}", tmp_path).returncode == 2
    assert shell(f"$quale frobnicate {streams}", tmp_path).returncode == 2
    assert shell(f"$quale inspect nowhere {streams}", tmp_path).returncode == 3


def test_the_first_descriptors_are_nobody_elses(tmp_path: Path) -> None:
    """A file opened by a process that was started without them gets none of their numbers."""
    code = "from quale.cli.output import own_streams; own_streams(); import sys; h = open('f'); print(h.fileno());"
    script = f"{shlex.quote(sys.executable)} -c {shlex.quote(code + 'sys.exit(h.fileno())')}"
    (tmp_path / "f").touch()
    for streams in ("0>&- >&- 2>&-", ">&-", "2>&-", "0>&-"):
        assert shell(f"{script} {streams}", tmp_path).returncode >= 3


def test_ctrl_c_on_both_sides_of_a_pipe(tmp_path: Path) -> None:
    """`quale evolve … | tee log`: the signal comes to both, and tee is gone when the last words are said."""
    write(tmp_path, ticks=1_000_000_000)
    with subprocess.Popen(
        ["bash", "-c", f"trap : INT; {shlex.join(command())} evolve small.quale | tee log; exit ${{PIPESTATUS[0]}}"],
        cwd=tmp_path,
        env=environment() | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "saved generation 0" in line:
                break
        os.killpg(process.pid, signal.SIGINT)
        words = process.stderr.read()
    assert process.returncode == 130
    assert words.endswith("resume with: quale evolve --resume checkpoints/small\n")


def test_a_pipe_that_nobody_empties(tmp_path: Path) -> None:
    """The main thread is caught in a line of its own: the last generation is saved all the same, and said elsewhere."""
    write(tmp_path, generations=100_000)
    with started("evolve", "small.quale", "--json", cwd=tmp_path) as process:
        before = -2
        while before < newest_generation(tmp_path / "checkpoints") or before < 0:
            before = newest_generation(tmp_path / "checkpoints")
            time.sleep(0.3)
        process.terminate()
        assert process.stderr is not None
        words = process.stderr.read()
        assert process.wait(PATIENCE) == 143
    assert f"interrupted after generation {newest_generation(tmp_path / 'checkpoints')}, which is saved" in words


class Disk:
    """What takes so many bytes of each write, and fails where there is none left for it."""

    def __init__(self, room: list[int]) -> None:
        self.room, self.content = room, b""

    def write(self, _descriptor: int, data: bytes) -> int:
        taken = min(len(data), self.room.pop(0) if self.room else len(data))
        if not taken:
            raise OSError(28, "No space left on device")
        self.content += data[:taken]
        return taken


@pytest.mark.parametrize("piece", [3, 10, 1000])
@pytest.mark.parametrize("room", [[], [0], [4, 0], [10, 0], [4, 0, 0, 0], [0, 3, 0, 12, 5, 0], [1, 0] * 9])
def test_a_full_disk_costs_whole_lines(monkeypatch: pytest.MonkeyPatch, room: list[int], piece: int) -> None:
    """Whatever is written in whatever pieces: each line that is there is whole, or the beginning of a lost one."""
    disk = Disk(list(room))
    monkeypatch.setattr("quale.cli.output.os.write", disk.write)
    whole = b"".join(b"line %d is this\n" % number for number in range(12))
    stream = Lines(1)
    for start in range(0, len(whole), piece):
        assert stream.write(whole[start : start + piece]) == len(whole[start : start + piece])
    disk.room.clear()  # somebody has made room
    stream.write(b"the last\n")
    lines = disk.content.splitlines()
    assert disk.content.endswith(b"\nthe last\n") or disk.content == b"the last\n"
    kept = [line for line in lines if re.fullmatch(rb"line \d+ is this|the last", line)]
    torn = [line for line in lines if line not in kept]
    assert all(any(full.startswith(line) for full in whole.splitlines()) for line in torn)
    assert len(torn) <= room.count(0)
    assert piece > 10 or len(kept) >= 13 - 2 * room.count(0)  # no write of so few bytes touches more than two lines
    assert room or len(kept) == 13
    assert kept == sorted(kept, key=lambda line: int(line.split()[1]) if b"line" in line else 99)
    assert (stream.lost is None) == (0 not in room)


def test_whoever_has_gone_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def write_(_descriptor: int, data: bytes) -> int:
        calls.append(data)
        raise BrokenPipeError

    monkeypatch.setattr("quale.cli.output.os.write", write_)
    stream = Lines(1)
    stream.write(b"one\n")
    stream.write(b"two\n")
    assert calls == [b"one\n"]


def test_a_stream_shows_the_code_of_what_it_cannot_show(tmp_path: Path) -> None:
    (tmp_path / "Übung.quale").write_text(program(), encoding="utf-8")
    run = shell("PYTHONUTF8=0 PYTHONIOENCODING=ascii $quale check Übung.quale", tmp_path)
    assert (run.returncode, run.stdout.startswith("\\xdcbung.quale: OK")) == (0, True)
    assert quale("check", "Übung.quale", cwd=tmp_path).stdout.startswith("Übung.quale: OK")


def test_a_terminal_is_known() -> None:
    master, slave = os.openpty()
    reader, writer = os.pipe()
    try:
        assert Lines(slave).isatty()
        assert Lines(slave).writable()
        assert not Lines(writer).isatty()
    finally:
        for each in (master, slave, reader, writer):
            os.close(each)


def test_a_pipe_that_never_waits_loses_nothing() -> None:
    """Somebody else's setting of a pipe that is shared: whoever writes faster than it is emptied waits all the same."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    text = b"0123456789abcde\n" * 20_000
    lines = Lines(writer)
    with ThreadPoolExecutor(1) as pool, os.fdopen(reader, "rb") as emptied:
        found = pool.submit(emptied.read)
        assert lines.write(text) == len(text)
        os.close(writer)
        assert found.result() == text
    assert lines.lost is None


def test_last_words_wait_for_nobody() -> None:
    reader, writer = os.pipe()
    assert write_at_once(writer, "an odd name: \udcff\n")
    assert os.read(reader, 100) == rb"an odd name: \udcff" + b"\n"
    os.set_blocking(writer, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writer, bytes(1 << 12))
    os.set_blocking(writer, True)
    assert not write_at_once(writer, "nobody empties it\n")
    for each in (reader, writer):
        os.close(each)
    assert not write_at_once(writer, "it is closed\n")


@pytest.mark.parametrize("with_terminal", [True, False])
def test_words_to_the_terminal_go_past_all_streams(with_terminal: bool) -> None:
    master, slave = os.openpty()
    opened = f"import os; os.open({os.ttyname(slave)!r}, os.O_RDWR)  # a session's first becomes its terminal\n"
    script = "from quale.cli.output import write_to_terminal\nwrite_to_terminal('to whoever sits there')\n"
    done = subprocess.run(
        [sys.executable, "-c", opened * with_terminal + script],
        start_new_session=True,
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    assert (done.stdout, done.stderr) == (b"", b"")
    os.set_blocking(master, False)
    shown = b""
    with contextlib.suppress(BlockingIOError, OSError):  # at its end, or nobody has the other side open any more
        while piece := os.read(master, 100):
            shown += piece
    assert shown == b"to whoever sits there" * with_terminal
    for each in (master, slave):
        os.close(each)
