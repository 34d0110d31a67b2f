"""`quale fmt`: files, directories, standard input; what is written, printed and returned."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from quale.cli.failure import DONE, PROGRAM, USAGE
from quale.cli.main import main

ROUGH = "body   B{state a:bool}\n"
SMOOTH = "body B { state a: bool }\n"
Run = Callable[..., "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    returncode: int
    stdout: bytes
    stderr: bytes


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """The command in this process, in the directory of the test."""
    monkeypatch.chdir(tmp_path)

    def told(*arguments: str, given: bytes = b"") -> Told:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = main(["fmt", *arguments])
        return Told(code, *capsysbinary.readouterr())

    return told


def test_files_are_written_and_keep_their_permissions(tmp_path: Path, run: Run) -> None:
    program = tmp_path / "a.quale"
    program.write_text(ROUGH)
    program.chmod(0o640)
    (tmp_path / "link.quale").symlink_to("a.quale")
    told = run("link.quale")
    assert (told.returncode, told.stdout) == (DONE, b"")
    assert told.stderr == b"link.quale: changed\n1 changed\n"
    assert program.read_text() == SMOOTH
    assert program.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.quale").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.quale", "link.quale"]
    assert run("a.quale").stderr == b"1 as it should be\n"


def test_check_and_diff_write_nothing(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.quale").write_text(ROUGH)
    (tmp_path / "b.quale").write_text(SMOOTH)
    told = run("--check", ".")
    assert (told.returncode, told.stderr) == (PROGRAM, b"a.quale: would be changed\n1 to change, 1 as it should be\n")
    told = run("--diff", ".")
    assert told.returncode == DONE
    assert told.stdout == (
        b"--- a.quale\n+++ a.quale (canonical)\n@@ -1 +1 @@\n-body   B{state a:bool}\n+body B { state a: bool }\n"
    )
    assert run("--diff", "--check", ".").returncode == PROGRAM
    assert run("--check", "b.quale").returncode == DONE
    assert (tmp_path / "a.quale").read_text() == ROUGH


def test_standard_input(run: Run) -> None:
    assert run("-", given=ROUGH.encode()).stdout.decode() == SMOOTH
    assert run("-", "--check", given=ROUGH.encode()).returncode == PROGRAM
    told = run("-", given=b"body B {")
    assert (told.returncode, told.stdout) == (PROGRAM, b"")
    assert told.stderr.startswith(b"<stdin>:1:9: error: expected ")
    told = run("-", given=b"\xff")
    assert (told.returncode, told.stderr) == (PROGRAM, b"<stdin>: error: this is not UTF-8: byte 0xff in line 1\n")


def test_a_file_with_errors_stays_and_the_others_are_written(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.quale").write_text("body   B {")
    (tmp_path / "b.quale").write_text(ROUGH)
    told = run("a.quale", "b.quale")
    assert told.returncode == PROGRAM
    assert b"a.quale:1:11: error: expected" in told.stderr
    assert told.stderr.endswith(b"b.quale: changed\n1 changed\n")
    assert (tmp_path / "a.quale").read_text() == "body   B {"
    assert (tmp_path / "b.quale").read_text() == SMOOTH


def test_what_cannot_be_formatted_is_wrong_usage(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "a.quale").write_text(ROUGH)
    for arguments, words in (
        (("none.quale",), "cannot read none.quale"),
        (("notes.txt", "a.quale"), "fmt writes .quale files only"),
        (("-", "a.quale"), "it is formatted alone"),
        ((), "Missing argument"),
    ):
        told = run(*arguments)
        assert told.returncode == USAGE
        assert words in told.stderr.decode()
    assert (tmp_path / "a.quale").read_text() == ROUGH
