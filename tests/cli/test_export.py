import json
import shutil
import subprocess
from pathlib import Path

import pytest

from quale.cli.failure import CHECKPOINT, EVALUATION, USAGE
from quale.export import verify
from quale.export.register import FORMATS
from tests.cli.command import arguments_of, environment, quale, quale_process, write_program

TEXTS = [name for name, form in FORMATS.items() if not form.binary]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    quale("evolve", write_program(folder), cwd=folder)
    return folder


@pytest.mark.parametrize("name", TEXTS)
def test_every_format_is_written_to_standard_output_or_a_file(name: str, folder: Path) -> None:
    said = quale("export", "Walk", "--to", name, cwd=folder)
    assert said.stderr == ""
    told = quale("export", "Walk", "--to", name, "--out", f"brain.{name}", cwd=folder)
    assert told.stderr == ""
    assert told.stdout.startswith(f"brain.{name}: {FORMATS[name].what}, ")
    assert (folder / f"brain.{name}").read_text(encoding="utf-8") == said.stdout
    assert "Walk" in said.stdout
    assert "seed 5" in said.stdout
    assert "best so far" in said.stdout


@pytest.mark.parametrize(
    ("file", "start"), [("a.h", "/*"), ("a.json", "{"), ("a.py", '"""'), ("a.JS", "//"), ("a.gv", "//")]
)
def test_the_name_of_the_file_says_the_format(file: str, start: str, folder: Path) -> None:
    quale("export", "Walk", "--out", file, cwd=folder)
    assert (folder / file).read_text(encoding="utf-8").startswith(start)


def test_the_export_is_of_the_genome_that_is_asked_for(folder: Path) -> None:
    best, third = (
        json.loads(quale("export", "Walk", "--to", "json", "--genome", which, cwd=folder).stdout)
        for which in ("best", "3")
    )
    assert best["about"]["genome"].startswith("best so far, from generation ")
    assert third["about"]["genome"].startswith("number 3 of generation 6")
    assert best["inputs"] == third["inputs"]
    assert best["inputs"][0] == {"name": "place", "slot": 0, "low": -1.0, "high": 1.0}
    assert best["outputs"] == [{"name": "push", "slot": 2, "threshold": 0.5}]


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        (("Walk",), "say it with --to: onnx, json, c,", USAGE),
        (("Walk", "--out", "brain.txt"), "--out brain.txt: its name does not say the format", USAGE),
        (("Walk", "--to", "fortran"), "'fortran' is not one of 'onnx', 'json', 'c'", USAGE),
        (("Walk", "--to", "onnx"), "ONNX is no text: name a file with --out brain.onnx", USAGE),
        (("Walk", "--to", "json", "--float"), "--float: JSON has double precision alone; onnx and c have both", USAGE),
        (("Walk", "--to", "c", "--genome", "20"), "wanted `best`, `winner` or a number from 0 to 19", USAGE),
        (("Walk", "--to", "c", "--genome", "winner"), "--genome winner: no genome has ended this run", USAGE),
        (("Walk", "--to", "dot", "--verify"), "--verify: DOT is a drawing: there is nothing to run", USAGE),
        (("Walk", "--to", "c", "--out", "no/brain.h"), "--out no/brain.h: cannot be written: No such file", USAGE),
        (("Nobody", "--to", "c"), "and checkpoints has no run of that name; it has walk", CHECKPOINT),
        (("walk.quale", "--to", "c"), "walk.quale: ", CHECKPOINT),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    arguments: tuple[str, ...], words: str, code: int, folder: Path
) -> None:
    before = sorted(folder.iterdir())
    said = quale("export", *arguments, cwd=folder, code=code)
    assert words in said.stderr
    assert said.stdout == ""
    assert sorted(folder.iterdir()) == before


def test_in_an_empty_directory(tmp_path: Path) -> None:
    said = quale_process("export", "Phase1", "--to", "c", cwd=tmp_path, code=CHECKPOINT)
    assert said.stderr == "error: Phase1: is no file or directory, and checkpoints has no run of that name\n"
    assert said.stdout == ""


def test_what_is_written_to_a_device_is_not_mixed_with_what_is_told(folder: Path) -> None:
    said = quale("export", "Walk", "--to", "json", "--out", "/dev/null", cwd=folder)
    assert said.stdout == ""
    assert said.stderr.startswith("/dev/null: JSON, ")


def test_verify_says_how_far_it_is(folder: Path) -> None:
    said = quale("export", "Walk", "--to", "json", "--verify", cwd=folder)
    assert said.stderr.startswith(
        "verified with JSON on 256 rows of random inputs: every output has the native kernel's"
    )
    assert json.loads(said.stdout)["format"] == "quale-network"
    assert "verified with" in quale("export", "Walk", "--out", "v.json", "--verify", cwd=folder).stdout


def test_a_missing_tool_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    said = quale("export", "Walk", "--out", "tool.mjs", "--verify", cwd=folder, code=USAGE)
    assert said.stderr == (
        "error: --verify: to run JavaScript wants Node.js (node), and there is none on the PATH: install it, "
        "or leave out --verify\n"
    )
    assert not (folder / "tool.mjs").exists()


def test_an_export_that_differs_is_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    native = verify.native
    monkeypatch.setattr("quale.cli.files.export.native", lambda *given: native(*given) + 1e-9)
    said = quale("export", "Walk", "--out", "differs.json", "--verify", cwd=folder, code=EVALUATION)
    assert "error: the export is not what was evolved: " in said.stderr
    assert "largest difference 1e-09" in said.stderr
    assert not (folder / "differs.json").exists()


def test_a_file_that_cannot_be_written_leaves_the_old_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "old.h").write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert "No space left" in quale("export", "Walk", "--out", "old.h", cwd=folder, code=USAGE).stderr
    assert (folder / "old.h").read_text(encoding="utf-8") == "old"
    assert not list(folder.glob(".old.h*"))


def test_a_reader_that_goes_away_is_no_failure(folder: Path) -> None:
    process = subprocess.Popen(
        arguments_of("export", "Walk", "--to", "c"),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr:
        said = process.stderr.read()
    assert process.wait(60) == 0
    assert said == b""
