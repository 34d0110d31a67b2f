"""A project from disk, or from a checkpoint: read, parse, check."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from quale.diagnostics import Diagnostic, ProgramError, Severity, Source, UsageError
from quale.language.check import check
from quale.language.damaged_blocks import damage
from quale.language.parsing.parse import parse
from quale.model.domain import Domain
from quale.model.model import ProgramText, Project

Read = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project without errors, and the warnings and notes about it."""

    project: Project
    diagnostics: tuple[Diagnostic, ...]


def load(path: Path, domains: tuple[Domain, ...]) -> Loaded:
    """Read a `.quale` file, or a directory whose `.quale` files are merged in alphabetical order.

    Data files are looked for in the program's directory; the Models keep all that was read.

    Raises:
        UsageError: there is no such file or directory, it cannot be read, or a directory holds no program.
        ProgramError: the program has errors.
    """
    try:
        files = sorted(child for child in path.iterdir() if child.suffix == ".quale") if path.is_dir() else [path]
        if not files:
            raise UsageError(f"no .quale file in {path}: expected a directory that holds a program")
        contents = [(file, file.read_bytes()) for file in files]
    except (OSError, ValueError) as error:
        reason = "no such file or directory" if isinstance(error, FileNotFoundError) else error
        raise UsageError(f"cannot read {path}: {reason}") from error
    folder = path if path.is_dir() else path.parent

    def read(name: str) -> bytes | None:
        try:
            return (folder / name).read_bytes()
        except (OSError, ValueError):
            return None

    foreign = [_not_utf8(file, data) for file, data in contents]
    if any(foreign):
        raise ProgramError(tuple(diagnostic for diagnostic in foreign if diagnostic is not None))
    texts = [(file, data.decode("utf-8-sig")) for file, data in contents]
    sources = tuple(Source(str(file), text) for file, text in texts)
    return _checked(sources, tuple((file.name, text) for file, text in texts), domains, read)


def load_text(text: ProgramText, domains: tuple[Domain, ...]) -> Loaded:
    """Check a program that a checkpoint stores, without looking at the disk.

    Raises:
        ProgramError: the program has errors, by the rules of this version.
    """
    data = {file.name: file.data for file in text.data}
    sources = tuple(Source(name, content) for name, content in text.files)
    return _checked(sources, text.files, domains, data.get)


def _checked(
    sources: tuple[Source, ...], files: tuple[tuple[str, str], ...], domains: tuple[Domain, ...], read: Read
) -> Loaded:
    parsed = [parse(source) for source in sources]
    syntactic = tuple(diagnostic for _, found in parsed for diagnostic in found)
    damages = (damage(source, tree, found) for source, (tree, found) in zip(sources, parsed, strict=True))
    damaged = frozenset(kind for kinds in damages for kind in kinds)
    trees = tuple(tree for tree, _ in parsed)
    project, found = check(trees, ProgramText(files, ()), domains, read, damaged=damaged)
    told = _by_place(syntactic + found, sources)
    if project is None:
        raise ProgramError(told)
    return Loaded(project, told)


def _by_place(found: tuple[Diagnostic, ...], sources: tuple[Source, ...]) -> tuple[Diagnostic, ...]:
    """Return diagnostics as one reads the files; what is about no place in them keeps its turn, behind."""
    order = {source: i for i, source in enumerate(sources)}

    def key(diagnostic: Diagnostic) -> tuple[int, int]:
        span = diagnostic.span
        return (len(order), 0) if span is None or span.source not in order else (order[span.source], span.start)

    return tuple(sorted(found, key=key))


def _not_utf8(file: Path, data: bytes) -> Diagnostic | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02x} in line {line}"
        return Diagnostic(Severity.ERROR, message, hint="save it as UTF-8", file=str(file))
    return None
