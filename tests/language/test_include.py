"""`include`: each file once, before what includes it, inside the project, and in the checkpoint."""

from pathlib import Path

import pytest

from quale.diagnostics import ProgramError, Severity
from quale.domains.register import DOMAINS
from quale.language.load import load, load_text
from quale.model.model import ProgramText
from tests.language.checking import BODY, REST

MAIN = BODY.replace("BODY", "") + "".join(REST).replace("WORLD", "").replace("PERCEPTION", "").replace("FITNESS", "")


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.quale"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "main.quale"


def main(head: str, action: str = "agent.score = far") -> str:
    return f"{head}\n{MAIN.replace('ACTION', action).replace('EVOLVE', '')}"


def errors(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(ProgramError) as caught:
        load(path, DOMAINS)
    return [
        (Path(each.span.source.name).name if each.span else "", f"{each.message}: {each.label}")
        for each in caught.value.diagnostics
        if each.severity is Severity.ERROR
    ]


def test_a_file_is_included_once_ahead_of_those_that_name_it(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        main=main('include "lib/a.quale" include "lib/b.quale"'),
        lib__a='include "b.quale" constant far = near + 1',
        lib__b="constant near = 1",
    )
    project = load(path, DOMAINS).project
    text = project.models[0].text
    assert [name for name, _ in text.files] == ["lib/b.quale", "lib/a.quale", "main.quale"]
    assert load_text(text, DOMAINS).project.models[0].task == project.models[0].task


def test_a_folder_is_a_project_whose_files_may_include_one_another(tmp_path: Path) -> None:
    write(tmp_path, main=main('include "other.quale"'), other="constant far = 2", lib__more="this is not read")
    assert [name for name, _ in load(tmp_path, DOMAINS).project.models[0].text.files] == ["other.quale", "main.quale"]


def test_a_circle_is_an_error_where_it_closes(tmp_path: Path) -> None:
    path = write(tmp_path, main=main('include "a.quale"'), a='include "b.quale"', b='include "a.quale"')
    way = "this file includes itself: through a.quale → b.quale → a.quale"
    assert errors(path) == [("b.quale", way)]


@pytest.mark.parametrize(
    ("file", "label"),
    [
        ("gone.quale", "no such file or directory"),
        ("../outside.quale", "it lies outside the program's folder"),
        ("/etc/hostname", ""),
        ("lib", "it is a directory, not a regular file"),
        ("link.quale", "it lies outside the program's folder"),
        ("latin.quale", "the file is not UTF-8: byte 0xe9 in line 1"),
    ],
)
def test_what_cannot_be_included_is_told_and_nothing_that_follows(tmp_path: Path, file: str, label: str) -> None:
    folder = tmp_path / "project"
    path = write(folder, main=main(f'include "{file}"'), lib__a="")
    (tmp_path / "outside.quale").write_text("constant far = 1", encoding="utf-8")
    (folder / "link.quale").symlink_to(tmp_path / "outside.quale")
    (folder / "latin.quale").write_bytes(b"// \xe9")
    ((where, told),) = errors(path)
    assert where == "main.quale"
    assert told.startswith(f"cannot include `{file}`: {label}")


def test_a_mistake_is_told_in_the_file_that_has_it(tmp_path: Path) -> None:
    path = write(tmp_path, main=main('include "a.quale"'), a="constant far = nothing\nfunction f( = 1")
    assert {where for where, _ in errors(path)} == {"a.quale"}


def test_a_stored_program_without_what_it_includes_says_so() -> None:
    with pytest.raises(ProgramError, match=r"cannot include `a\.quale`"):
        load_text(ProgramText((("main.quale", main('include "a.quale"')),), ()), DOMAINS)
