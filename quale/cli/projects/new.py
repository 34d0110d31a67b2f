"""`quale new`: a directory with a program to start from."""

import os
import shlex
from enum import Enum
from pathlib import Path
from shutil import rmtree
from typing import Annotated

import typer

from quale.cli.failure import failures
from quale.diagnostics import UsageError

TEMPLATES = Path(__file__).parent / "templates"
SUFFIX = ".template"
"""What ends the name of a file that is no file of this package: a Python module of the user's own."""


class Template(Enum):
    """What there is to start from; the value is what the command calls it."""

    FORAGER = "forager"
    CONTROL = "control"
    DATASET = "dataset"
    GYMNASIUM = "gymnasium"
    PYTHON = "python"


def command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The directory to make.")],
    template: Annotated[Template, typer.Option(help="A world, a control task, a table, an environment, or code.")] = (
        Template.FORAGER
    ),
) -> None:
    """Make a directory with a program that evolves as it is; nothing that is there is ever overwritten.

    Example: quale new meadow --template forager
    """
    with failures(as_json=False):
        place = Path(name)
        made = make(place, template)
        print(f"{place} has {', '.join(made)}; to go on:")
        program = next(file for file in made if file.endswith(".quale"))
        print(f"  cd {shlex.quote(str(place))}")
        print(f"  quale check {program}")
        print(f"  quale evolve {program}{' --run all' * (template in PHASES)}")


PHASES = (Template.FORAGER, Template.PYTHON)
"""Templates with several evolve blocks."""


def files_of(template: Template) -> dict[str, bytes]:
    """Return the files of a template, by the names that they get."""
    paths = sorted((TEMPLATES / template.value).iterdir())
    return {path.name.removesuffix(SUFFIX): path.read_bytes() for path in paths if path.is_file()}


def make(place: Path, template: Template) -> tuple[str, ...]:
    """Make a directory with the files of a template and return their names; it appears whole or not at all.

    Raises:
        UsageError: there is something of that name, or it cannot be made.
    """
    if os.path.lexists(place):
        raise UsageError(f"{place} is there already, and nothing is overwritten: give another name")
    files = files_of(template)
    if not place.name:
        raise UsageError(f"{str(place)!r} is no name for a directory")
    unfinished = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        unfinished.mkdir()
        for file, content in files.items():
            (unfinished / file).write_bytes(content)
        unfinished.rename(place)
    except OSError as error:
        rmtree(unfinished, ignore_errors=True)
        raise UsageError(f"{place} cannot be made: {error.strerror or error}") from error
    return tuple(files)
