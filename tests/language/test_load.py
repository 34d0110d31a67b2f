"""Projects from disk and from checkpoints."""

from pathlib import Path

import pytest

from quale.diagnostics import ProgramError, UsageError
from quale.domains.register import DOMAINS
from quale.language.load import load, load_text
from quale.model.model import DataFile, ProgramText
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
    assert model.world.kinds[0].rows == ((3.0,),)


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


def test_an_absolute_path_is_kept_as_given(tmp_path: Path) -> None:
    data = tmp_path / "s.csv"
    data.write_bytes(b"type,position\nstone,3\n")
    (tmp_path / "walk.quale").write_text(program(world=ROUTE.replace("data/s.csv", str(data))), encoding="utf-8")
    (model,) = load(tmp_path / "walk.quale", DOMAINS).project.models
    assert model.text.data[0].name == str(data)
