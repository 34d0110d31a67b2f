"""A program as an editor has it: what is told about it, and what the names in it mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quale.diagnostics import Diagnostic, ProgramError, Source, UsageError
from quale.domains.register import DOMAINS
from quale.editor.occurrences import Index, index
from quale.language.load import Loaded, load, read_texts
from quale.language.parsing.parse import parse
from quale.language.syntax.tree import Tree
from quale.model.domain import Arguments, Declaration, Domains, Report, Task

_SAFE = ("world", "dataset")


@dataclass(frozen=True, slots=True)
class _Quiet:
    """A domain whose task is not made: other people's code does not run while somebody types."""

    declaration: Declaration

    @property
    def name(self) -> str:
        return self.declaration.name

    @property
    def blocks(self) -> tuple[str, ...]:
        return self.declaration.blocks

    @property
    def fields(self) -> tuple[str, ...]:
        return self.declaration.fields

    @property
    def scenarios(self) -> bool:
        return self.declaration.scenarios

    @property
    def foreign(self) -> bool:
        return self.declaration.foreign

    def check(self, _arguments: Arguments, _report: Report) -> Task | None:
        return None

    def metrics(self, _task: Task) -> tuple[str, ...]:
        return ()

    def differences(self, _old: Task, _new: Task) -> tuple[str, ...]:
        return ()


QUIET: tuple[Declaration, ...] = Domains(
    declaration if declaration.name in _SAFE else _Quiet(declaration) for declaration in DOMAINS
)
"""The domains, those that would run code of others without their checks."""


@dataclass(frozen=True)
class Analysis:
    """What is known about a program: its files as they are being written, and all that is told about them."""

    path: Path  # the file or directory that is the program
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    loaded: Loaded | None  # None where there are errors

    @cached_property
    def trees(self) -> tuple[Tree, ...]:
        """The trees of the files; what has a syntax error is missing in them."""
        return tuple(parse(source)[0] for source in self.sources)

    @cached_property
    def index(self) -> Index:
        """Everything that has a name."""
        return index(self.trees)

    def source(self, file: Path) -> Source | None:
        """Return the text of a file."""
        return next((source for source in self.sources if source.name == str(file)), None)


def analyse(path: Path, unsaved: Mapping[Path, str]) -> Analysis:
    """Return what is known about a file or directory; `unsaved` are texts as the editor has them."""
    found: tuple[Diagnostic, ...]
    try:
        loaded = load(path, QUIET, unsaved=unsaved)
    except ProgramError as error:
        found = error.diagnostics
        sources = _sources(path, unsaved, found)
        return Analysis(path, sources, found, None)
    except UsageError:
        return Analysis(path, (), (), None)
    return Analysis(path, loaded.sources, loaded.diagnostics, loaded)


def analyse_file(file: Path, unsaved: Mapping[Path, str]) -> Analysis:
    """Return what is known about the program that a file belongs to: itself, or its directory if that fits better."""
    alone = analyse(file, unsaved)
    if not _errors(alone.diagnostics) or not _has_neighbours(file):
        return alone
    together = analyse(file.parent, unsaved)
    if together.source(file) is None:
        return alone
    here = [each for each in together.diagnostics if each.span is None or each.span.source.name == str(file)]
    return together if _errors(here) < _errors(alone.diagnostics) else alone


def _has_neighbours(file: Path) -> bool:
    try:
        return any(other != file and other.suffix == ".quale" for other in file.parent.iterdir())
    except OSError:
        return False


def _errors(found: Sequence[Diagnostic]) -> int:
    return sum(each.severity.value == "error" for each in found)


def _sources(path: Path, unsaved: Mapping[Path, str], found: tuple[Diagnostic, ...]) -> tuple[Source, ...]:
    """Return the sources that findings point into, and those of the other files."""
    spans = [each.span for each in found if each.span is not None]
    known = {span.source.name: span.source for span in spans}
    try:
        texts, _ = read_texts(path, unsaved)
    except (ProgramError, UsageError):
        return tuple(known.values())
    return tuple(known.get(str(file)) or Source(str(file), text) for file, text in texts)
