"""Projects from disk and from checkpoints."""

import os
from pathlib import Path

import pytest

from quale.diagnostics import ProgramError, Severity, UsageError
from quale.domains.register import DOMAINS
from quale.language.blocks.data_files import refused
from quale.language.load import MOST_DATA, MOST_PROGRAM, load, load_text
from quale.model.model import DataFile, ProgramText, world_task
from quale.report.render import render
from tests.language.checking import BODY, program

ROUTE = 'topology: route length: 5 entity stone { properties { position: float } } import entities from "data/s.csv"'


def test_a_file_is_named_relative_to_its_directory(tmp_path: Path) -> None:
    (tmp_path / "walk.quale").write_text(program(world=ROUTE), encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "s.csv").write_bytes(b"type,position\nstone,3\n")
    (model,) = load(tmp_path / "walk.quale", DOMAINS).project.models
    assert [name for name, _ in model.text.files] == ["walk.quale"]
    assert model.text.data == (DataFile("data/s.csv", b"type,position\nstone,3\n"),)
    assert world_task(model).world.kinds[0].rows == ((3.0,),)


def test_a_stored_program_needs_no_disk(tmp_path: Path) -> None:
    (tmp_path / "walk.quale").write_text(program(world=ROUTE), encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "s.csv").write_bytes(b"type,position\nstone,3\n")
    (model,) = load(tmp_path / "walk.quale", DOMAINS).project.models
    (tmp_path / "data" / "s.csv").unlink()
    assert load_text(model.text, DOMAINS).project.models == (model,)


def test_a_data_file_that_is_not_stored_is_missing() -> None:
    with pytest.raises(ProgramError) as caught:
        load_text(ProgramText((("walk.quale", program(world=ROUTE)),), ()), DOMAINS)
    assert [found.message for found in caught.value.diagnostics if found.hint] == ['cannot read "data/s.csv"']


def test_a_directory_is_merged_in_alphabetical_order(tmp_path: Path) -> None:
    rest = program().removeprefix(BODY.replace("BODY", ""))
    (tmp_path / "b.quale").write_text(BODY.replace("BODY", ""), encoding="utf-8")
    (tmp_path / "a.quale").write_text("\ufeff" + rest, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no program", encoding="utf-8")
    (model,) = load(tmp_path, DOMAINS).project.models
    assert [name for name, _ in model.text.files] == ["a.quale", "b.quale"]


def test_names_are_unique_across_files(tmp_path: Path) -> None:
    (tmp_path / "a.quale").write_text(program(), encoding="utf-8")
    (tmp_path / "b.quale").write_text("world Void { topology: none }", encoding="utf-8")
    with pytest.raises(ProgramError) as caught:
        load(tmp_path, DOMAINS)
    (found,) = caught.value.diagnostics
    assert found.message == "world `Void` is declared twice"
    assert found.span is not None
    assert found.span.source.name == str(tmp_path / "b.quale")


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        load(tmp_path / "walk.quale", DOMAINS)
    with pytest.raises(UsageError, match=r"no \.quale file"):
        load(tmp_path, DOMAINS)
    with pytest.raises(UsageError):
        load(Path("nul\0.quale"), DOMAINS)


def test_text_that_is_not_utf8_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "walk.quale").write_bytes(b"body A { }\n// caf\xe9\n")
    with pytest.raises(ProgramError) as caught:
        load(tmp_path / "walk.quale", DOMAINS)
    assert render(caught.value.diagnostics[0]).endswith(
        "the file is not UTF-8: byte 0xe9 in line 2\n = save it as UTF-8"
    )


def test_an_empty_file_has_no_evolve_block(tmp_path: Path) -> None:
    (tmp_path / "walk.quale").write_bytes(b"")
    with pytest.raises(ProgramError) as caught:
        load(tmp_path / "walk.quale", DOMAINS)
    assert [found.message for found in caught.value.diagnostics] == ["the program has no `evolve` block"]


@pytest.mark.parametrize("link", [False, True])
def test_data_outside_the_programs_folder_is_refused(tmp_path: Path, link: bool) -> None:
    (tmp_path / "s.csv").write_bytes(b"type,position\nstone,3\n")
    folder = tmp_path / "project"
    (folder / "data").mkdir(parents=True)
    named = "data/s.csv" if link else str(tmp_path / "s.csv")
    if link:
        (folder / "data" / "s.csv").symlink_to(tmp_path / "s.csv")
    (folder / "walk.quale").write_text(program(world=ROUTE.replace("data/s.csv", named)), encoding="utf-8")
    with pytest.raises(ProgramError) as caught:
        load(folder / "walk.quale", DOMAINS)
    (found,) = (found for found in caught.value.diagnostics if found.severity is Severity.ERROR)
    assert found.label == ("it lies outside the program's folder" if link else "it is an absolute path")
    assert "stone,3" not in render(found)


def test_data_that_is_linked_to_inside_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"type,position\nstone,3\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "s.csv").symlink_to("../real.csv")
    (tmp_path / "walk.quale").write_text(program(world=ROUTE), encoding="utf-8")
    (model,) = load(tmp_path / "walk.quale", DOMAINS).project.models
    assert world_task(model).world.kinds[0].rows == ((3.0,),)


@pytest.mark.parametrize("name", ["C:/s.csv", "/etc/passwd", "//server/s.csv", "../s.csv", "data/../../s.csv", ""])
def test_names_that_lead_out_of_the_folder_are_never_opened(name: str) -> None:
    assert refused(name)


@pytest.mark.parametrize("as_data", [False, True])
@pytest.mark.parametrize("kind", ["pipe", "device", "directory", "loop", "too large"])
def test_what_is_no_regular_file_is_answered_at_once(tmp_path: Path, kind: str, as_data: bool) -> None:
    (tmp_path / "data").mkdir()
    strange = tmp_path / "data" / "s.csv" if as_data else tmp_path / "strange.quale"
    match kind:
        case "pipe":
            os.mkfifo(strange)
        case "device" if not as_data:
            strange = Path("/dev/zero")
        case "device":
            pytest.skip("no device lies in a program's folder; links to one lead out of it")
        case "directory" if as_data:
            strange.mkdir()
        case "directory":
            pytest.skip("a directory is a project")
        case "loop":
            strange.symlink_to(strange)
        case _:
            with strange.open("wb") as file:
                file.truncate((MOST_DATA if as_data else MOST_PROGRAM) + 1)
    (tmp_path / "walk.quale").write_text(program(world=ROUTE), encoding="utf-8")
    with pytest.raises(ProgramError if as_data else UsageError) as caught:
        load(tmp_path / "walk.quale" if as_data else strange, DOMAINS)
    if isinstance(caught.value, ProgramError):
        (found,) = (found for found in caught.value.diagnostics if found.severity is Severity.ERROR)
        words = found.label
    else:
        words = str(caught.value)
    wanted = {"too large": "at most", "loop": "", "directory": "a directory"}.get(kind, f"it is a {kind}")
    assert wanted in words


def test_files_of_others_in_a_projects_folder_are_passed_over_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "walk.quale").write_text(program(), encoding="utf-8")
    (tmp_path / ".#walk.quale").symlink_to("somebody@somewhere.123")
    (tmp_path / "._walk.quale").write_bytes(b"\0\5\x16\7")
    (tmp_path / "folder.quale").mkdir()
    (tmp_path / "gone.quale").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.quale")
    loaded = load(tmp_path, DOMAINS)
    notes = [found for found in loaded.diagnostics if found.message.startswith("passed over")]
    assert [Path(note.file).name for note in notes] == [
        ".#walk.quale",
        "._walk.quale",
        "folder.quale",
        "gone.quale",
        "pipe.quale",
    ]
    assert all(note.severity is Severity.NOTE for note in notes)
    assert [name for name, _ in loaded.project.models[0].text.files] == ["walk.quale"]
    (tmp_path / "walk.quale").unlink()
    with pytest.raises(UsageError, match=r"pipe.quale is passed over: it is a pipe"):
        load(tmp_path, DOMAINS)
