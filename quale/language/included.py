"""`include "common.quale"`: the files that a program's files name, each once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from quale.diagnostics import Diagnostic, Severity, Source
from quale.language.parsing.parse import parse
from quale.language.syntax.tree import Include
from quale.model.limits import MOST_FILES


@dataclass(frozen=True, slots=True)
class File:
    """A file of a program: its name in the project, its text, and the name by which diagnostics call it."""

    name: str
    text: str
    shown: str


@dataclass(slots=True)
class _Gathered:
    """Files so far, those that are included before those that include them."""

    read: Callable[[str], tuple[str, str] | str]
    files: dict[str, File] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)


def with_included(
    files: tuple[File, ...], read: Callable[[str], tuple[str, str] | str]
) -> tuple[tuple[File, ...], tuple[Diagnostic, ...]]:
    """Return the files with those that they include, and what is wrong with an `include`.

    `read` gives the text of a file by its name in the project, and how diagnostics call it; or in words why it cannot
    be had.
    """
    gathered = _Gathered(read)
    own = {file.name: file for file in files}
    for file in files:
        _add(file, (), own, gathered)
    return tuple(gathered.files.values()), tuple(gathered.found)


def _add(file: File, around: tuple[str, ...], own: dict[str, File], gathered: _Gathered) -> None:
    """Add a file behind those that it includes; `around` are those that are being read."""
    chain = (*around, file.name)
    for include in includes(Source(file.shown, file.text)):
        name = normpath(join(dirname(file.name), include.file.value))
        if name in chain:
            way = " → ".join((*chain[chain.index(name) :], name))
            _tell(include, "this file includes itself", f"through {way}", gathered)
        elif name not in gathered.files:
            other = own.get(name) or _read(name, include, gathered)
            if other is not None:
                _add(other, chain, own, gathered)
    gathered.files.setdefault(file.name, file)


def _read(name: str, include: Include, gathered: _Gathered) -> File | None:
    if len(gathered.files) >= MOST_FILES:
        _tell(include, "too many files", f"a program has at most {MOST_FILES:,}", gathered)
        return None
    read = gathered.read(name)
    if isinstance(read, str):
        _tell(include, f"cannot include `{include.file.value}`", read, gathered)
        return None
    text, shown = read
    return File(name, text, shown)


def includes(source: Source) -> tuple[Include, ...]:
    """Return what a file includes."""
    return parse(source)[0].includes if "include" in source.text else ()


def _tell(include: Include, message: str, label: str, gathered: _Gathered) -> None:
    gathered.found.append(Diagnostic(Severity.ERROR, message, include.file.span, label))
