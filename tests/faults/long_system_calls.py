"""Every system call of a save and a prune, by strace: kill -9 before it, and every error it may give.

A child that has everything loaded waits for a byte, strace attaches to it, and the byte lets it save. What a kill
after a call leaves is what one before the next leaves.
"""

import errno
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.store import file_name, prune, save, sweep
from quale.diagnostics import CheckpointError
from tests.checkpoint.made import ORIGIN, names, snapshot

STRACE = shutil.which("strace") or ""
OLD, NEW = snapshot(2), snapshot(3)
DONE, FAILED, UNEXPECTED = 0, 7, 1
READY = b"."
CODES = ("ENOSPC", "EIO", "EACCES", "EROFS", "EFBIG", "EINTR")
CALLS = "openat,write,fsync,close,rename,unlink,read,newfstatat,fstat,lseek,getdents64,mkdir"
pytestmark = pytest.mark.skipif(not STRACE, reason="strace is not installed")


def child(directory: Path, gate: int, report: int) -> None:
    """Wait, save and prune, and end: 0, or 7 after writing what went wrong into the report."""
    code, words = UNEXPECTED, ""
    os.write(report, READY)
    try:
        with suppress(OSError):  # a call of this test, not of a save
            os.read(gate, 1)
        save(directory, NEW, ORIGIN)
        code, words = DONE, "".join(prune(directory, ORIGIN.run_id, 1))
    except CheckpointError as error:
        code, words = FAILED, str(error)
    finally:
        with suppress(OSError):
            os.write(report, words.encode())
        os._exit(code)


def traced(directory: Path, *options: str) -> tuple[int, str, str]:
    """Run a child under strace; return how it ended (negative: by which signal), its report, and the trace."""
    gate, opener = os.pipe()
    reader, report = os.pipe()
    pid = os.fork()
    if pid == 0:
        child(directory, gate, report)
    os.close(gate)
    os.close(report)
    assert os.read(reader, 1) == READY  # it waits, or will before strace has come to it
    with tempfile.NamedTemporaryFile(dir="/tmp") as trace:
        tracer = subprocess.Popen(
            [STRACE, "-f", "-p", str(pid), "-o", trace.name, "-e", f"trace={CALLS}", *options],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert tracer.stderr is not None
        with tracer.stderr:
            for line in tracer.stderr:
                if "attached" in line:
                    break
            else:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                pytest.skip("strace may not attach to a process here")
            with suppress(BrokenPipeError):  # an error of its read has let it go
                os.write(opener, b"x")
            os.close(opener)
            _, status = os.waitpid(pid, 0)
            tracer.wait()
        words = os.read(reader, 10_000).decode()
        os.close(reader)
        return os.waitstatus_to_exitcode(status), words, Path(trace.name).read_text(errors="replace")


def fresh(tmp_path: Path) -> Path:
    directory = Path(tempfile.mkdtemp(dir=tmp_path))
    save(directory, OLD, ORIGIN)
    return directory


@pytest.fixture(name="calls", scope="module")
def _calls(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """How often an undisturbed save makes each call, from when it is let go."""
    code, _, trace = traced(fresh(tmp_path_factory.mktemp("calls")))
    assert code == DONE
    found = Counter(re.findall(r"^\d+ +(\w+)\(", trace, re.MULTILINE))
    assert {"openat", "write", "fsync", "rename", "unlink"} <= set(found)
    return found


def moments(calls: Counter[str]) -> Iterator[tuple[str, int]]:
    for name in sorted(calls):
        for number in range(1, calls[name] + 1):
            yield name, number


def test_killed_before_every_call(tmp_path: Path, calls: Counter[str]) -> None:
    killed = 0
    for name, number in moments(calls):
        directory = fresh(tmp_path)
        code, _, _ = traced(directory, "-e", f"inject={name}:signal=KILL:when={number}")
        assert code in {-signal.SIGKILL, DONE}  # the last ones come after the report
        killed += code == -signal.SIGKILL
        found = newest(directory)
        assert found.header.generation in {2, 3}
        assert found.messages == ()
        sweep(directory)
        assert set(names(directory)) <= {file_name(2), file_name(3)}
        save(directory, NEW, ORIGIN)
    print(f"{killed} kills")
    assert killed > 20


@pytest.mark.parametrize("code", CODES)
def test_every_call_fails(tmp_path: Path, calls: Counter[str], code: str) -> None:
    reason = os.strerror(getattr(errno, code))
    failed = 0
    for name, number in moments(calls):
        directory = fresh(tmp_path)
        ended, words, _ = traced(directory, "-e", f"inject={name}:error={code}:when={number}")
        assert ended in {DONE, FAILED}, (name, number)
        failed += ended == FAILED
        if ended == FAILED:
            assert reason in words, (name, number)
            assert file_name(3) in words or str(directory) in words
        found = newest(directory)
        assert found.header.generation in ({3} if ended == DONE else {2, 3})
        save(directory, NEW, ORIGIN)
        assert not [left for left in names(directory) if left.endswith("tmp") and name not in {"unlink", "rename"}]
    print(f"{failed} failed saves")
    assert failed >= (2 if code == "EINTR" else 8)


def test_a_limit_of_file_size_is_a_short_write_and_then_an_error(tmp_path: Path) -> None:
    directory = fresh(tmp_path)
    size = (directory / file_name(2)).stat().st_size
    for limit in (0, 1, 100, size // 2):
        pid = os.fork()
        if pid == 0:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            try:
                save(directory, NEW, ORIGIN)
            except CheckpointError as error:
                os._exit(FAILED if "File too large" in str(error) else 1)
            os._exit(DONE)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == FAILED
        assert names(directory) == [file_name(2)]
        assert newest(directory).header.generation == 2


def test_every_prefix_of_short_writes(tmp_path: Path) -> None:
    """Writes of 1, 2, 3, … bytes at a time would be endless: the first is short by strace's word, the rest is whole."""
    for number in count(1):
        directory = fresh(tmp_path)
        ended, _, trace = traced(directory, "-e", f"inject=write:retval=1:when={number}")
        # The kernel wrote nothing where strace says 1: the file is a byte short, and reading it back shows that.
        found = newest(directory)
        assert found.header.generation in {2, 3}
        assert ended in {DONE, FAILED}
        if "INJECTED" not in trace:
            break
    assert number > 1


if __name__ == "__main__":
    sys.exit(pytest.main([__file__, "-q"]))
