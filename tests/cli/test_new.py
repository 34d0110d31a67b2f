"""`quale new`: each template is whole, checks, and overwrites nothing."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from quale.cli.projects.new import TEMPLATES, Template, files_of
from tests.cli.command import quale

NEEDS = {Template.GYMNASIUM: "gymnasium"}


def test_every_folder_of_templates_is_one() -> None:
    assert {path.name for path in TEMPLATES.iterdir()} == {template.value for template in Template}


@pytest.mark.parametrize("template", Template)
def test_a_template_checks_and_evolves_as_it_is(template: Template, tmp_path: Path) -> None:
    said = quale("new", "mine", "--template", template.value, cwd=tmp_path).stdout
    made = {path.name: path.read_bytes() for path in (tmp_path / "mine").iterdir()}
    assert made == files_of(template)
    assert not any(name.endswith(".template") for name in made)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    (program,) = (name for name in made if name.endswith(".quale"))
    assert f"quale evolve {program}" in said
    if template in NEEDS and find_spec(NEEDS[template]) is None:
        pytest.skip(f"{NEEDS[template]} is not there")
    assert f"{program}: OK" in quale("check", program, cwd=tmp_path / "mine").stdout
    short = ("--generations", "2", "--set", "population=12", "--quiet")
    quale("evolve", program, "--run", "all", *short, cwd=tmp_path / "mine")
    for run in (tmp_path / "mine" / "checkpoints").iterdir():
        assert f"{run.name}, generation " in quale("inspect", run.name, cwd=tmp_path / "mine").stdout.lower()
    several = said.splitlines()[-1].endswith("--run all")
    assert several == (made[program].count(b"\nevolve ") + made[program].startswith(b"evolve ") > 1)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for name in ("there", "file"):
        said = quale("new", name, cwd=tmp_path, code=2)
        assert f"{name} is there already" in said.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert not list((tmp_path / "there").iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("missing/mine",), "cannot be made: No such file"),
        (("mine", "--template", "spaceship"), "spaceship"),
        (("",), "is there already"),
    ],
)
def test_mistakes_leave_nothing_behind(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    said = quale("new", *arguments, cwd=tmp_path, code=2)
    assert words in said.stderr
    assert not list(tmp_path.iterdir())
