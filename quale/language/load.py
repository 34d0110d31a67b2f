"""A project from disk, or from a checkpoint: read, parse, check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType

from quale.diagnostics import Diagnostic, ProgramError, Severity, Source, UsageError
from quale.language.blocks.data_files import Read, refused
from quale.language.check import check
from quale.language.damaged_blocks import damage
from quale.language.hidden_operand import warn_of_hidden_operands
from quale.language.included import File, with_included
from quale.language.older.rewrite import has_older_form, rewrite
from quale.language.older.text import Rewritten, told_of_author
from quale.language.parsing.parse import parse
from quale.language.read_regular import irregular, name_of, read_regular
from quale.language.scope.diagnostic_log import ANY
from quale.language.set_fields import set_fields
from quale.language.syntax.tree import Tree
from quale.model.domain import Declaration, Ports
from quale.model.limits import MOST_FILES
from quale.model.model import SET, ProgramText, Project

MOST_PROGRAM = 16 * 2**20
"""Bytes of a program's file."""

MOST_DATA = 64 * 2**20
"""Bytes of a data file: a hundred thousand entities of sixty columns."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project without errors, and the warnings and notes about it."""

    project: Project
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]  # its files in merge order, and `--set` behind them
    expanded: tuple[Source, ...]  # the files as they were checked: what was in the older form is in the newer one


def load(
    path: Path,
    domains: tuple[Declaration, ...],
    assignments: Sequence[str] = (),
    run: str | None = None,
    *,
    unsaved: Mapping[Path, str] | None = None,
) -> Loaded:
    """Read a `.quale` file, or a directory whose `.quale` files are merged in alphabetical order.

    Files of a directory whose name begins with a point (an editor's or a system's own) and what is no regular file are
    passed over, with a note. Data files are looked for in the program's directory; the Models keep all that was read.

    Args:
        path: the file or directory.
        domains: what `domain:` may name.
        assignments: what `--set` gives: fields of the evolve block `run`, or of all.
        run: the name of an evolve block; None for all.
        unsaved: texts of files as an editor has them, in place of what is on the disk.

    Raises:
        UsageError: there is no such file or directory, it cannot be read, or a directory holds no program.
        ProgramError: the program has errors.
    """
    texts, passed = read_texts(path, unsaved or {})
    folder = path if path.is_dir() else path.parent

    def read(name: str) -> bytes | str:
        return read_data(folder, name)

    own = tuple(File(name_of(file), text, str(file)) for file, text in texts)
    files, told = with_included(own, lambda name: _included(folder, name))
    sources = tuple(Source(file.shown, file.text) for file in files)
    named = tuple((file.name, file.text) for file in files)
    if assignments:
        given = assigned(assignments)
        named, sources = (*named, (SET, given)), (*sources, Source(SET, given))
    return _checked(_Found(sources, named, read, passed, folder, told), domains, run=run)


def read_texts(
    path: Path, unsaved: Mapping[Path, str] = MappingProxyType({})
) -> tuple[list[tuple[Path, str]], tuple[Diagnostic, ...]]:
    """Return the files of a program, each with its text, in the order in which they are merged; and notes about others.

    Raises:
        UsageError: there is no such file or directory, it cannot be read, or a directory holds no program.
        ProgramError: a file is no text.
    """
    files, passed = _files(path)
    unnamed = [_no_text(file) for file in files]
    if any(unnamed):
        raise ProgramError((*passed, *(diagnostic for diagnostic in unnamed if diagnostic is not None)))
    contents = [(file, unsaved[file].encode() if file in unsaved else _content(file)) for file in files]
    foreign = [_not_utf8(file, data) for file, data in contents]
    if any(foreign):
        raise ProgramError((*passed, *(diagnostic for diagnostic in foreign if diagnostic is not None)))
    return [(file, data.decode("utf-8-sig")) for file, data in contents], passed


def assigned(assignments: Sequence[str]) -> str:
    """Return assignments as the text of the source `--set`.

    Raises:
        UsageError: one is no text, or of several lines.
    """
    for assignment in assignments:
        if not assignment.isascii() and not assignment.encode(errors="ignore").decode() == assignment:
            raise UsageError(f"--set {assignment!a}: this is not UTF-8")
        if len(assignment.splitlines()) > 1:
            raise UsageError(f"--set {assignment!a}: wanted one line")
    return "\n".join(assignments)


def _files(path: Path) -> tuple[list[Path], tuple[Diagnostic, ...]]:
    """Return the files that a program is made of, and notes about those that are passed over."""
    try:
        if path.name == SET:
            raise UsageError(f"{path}: a program has another name than `{SET}`; rename it")
        if not path.is_dir():
            return [path], ()
        named = sorted(child for child in path.iterdir() if child.suffix == ".quale")
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
    files: list[Path] = []
    passed: list[Diagnostic] = []
    for file in named:
        why = "its name begins with a point" if file.name.startswith(".") else _irregular(file)
        if why:
            passed.append(Diagnostic(Severity.NOTE, f"passed over: {why}", file=str(file)))
        else:
            files.append(file)
    if len(files) > MOST_FILES:
        raise UsageError(f"{path} holds {len(files):,} .quale files; a program has at most {MOST_FILES:,}")
    if not files:
        others = ", ".join(f"{note.file} is {note.message}" for note in passed)
        found = f"found none that can be one ({others})" if others else "expected a directory that holds a program"
        raise UsageError(f"no .quale file in {path}: {found}")
    return files, tuple(passed)


def _irregular(file: Path) -> str:
    try:
        mode = file.stat().st_mode
    except OSError as error:
        return str(error.strerror or error)
    return "" if S_ISREG(mode) else irregular(mode)


def _content(file: Path) -> bytes:
    data = read_regular(file, MOST_PROGRAM)
    if isinstance(data, str):
        raise UsageError(f"cannot read {file}: {data}")
    return data


def read_data(folder: Path, name: str) -> bytes | str:
    """Return a data file that lies in the program's folder, links followed, or in words why it is not read."""
    if reason := refused(name):
        return reason
    try:
        inside = (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that go round, before Python 3.13
        return str(error)
    return read_regular(folder / name, MOST_DATA) if inside else "it lies outside the program's folder"


def _included(folder: Path, name: str) -> tuple[str, str] | str:
    """Return the text of a file that a program includes, and its path; or in words why it is not read."""
    data = read_data(folder, name)
    if isinstance(data, str):
        return data
    if len(data) > MOST_PROGRAM:
        return f"it has {len(data):,} bytes, a program's file at most {MOST_PROGRAM:,}"
    wrong = _not_utf8(folder / name, data)
    return wrong.message if wrong is not None else (data.decode("utf-8-sig"), str(folder / name))


def load_text(
    text: ProgramText,
    domains: tuple[Declaration, ...],
    known: Ports | None = None,
    *,
    unused: bool = True,
    run: str | None = None,
) -> Loaded:
    """Check a program that a checkpoint stores, without looking at the disk.

    Args:
        text: the program.
        domains: what `domain:` may name.
        known: the ends of the brains in the checkpoint: with them a domain need not open what its brains live in.
        unused: whether blocks that no experiment names are checked: a run that goes on does not depend on them.
        run: the evolve block that fields given by `--set` are for; None for all.

    Raises:
        ProgramError: the program has errors, by the rules of this version.
    """
    data = {file.name: file.data for file in text.data}
    sources = tuple(Source(name, content) for name, content in text.files)
    missing = "the checkpoint does not hold it"
    _, told = with_included(tuple(File(name, content, name) for name, content in text.written), lambda _: missing)
    found = _Found(sources, text.files, lambda name: data.get(name, missing), told=told)
    return _checked(found, domains, known=known, unused=unused, run=run)


@dataclass(frozen=True, slots=True)
class _Found:
    """A program as it was found, on the disk or in a checkpoint."""

    sources: tuple[Source, ...]  # what is parsed, `--set` the last
    files: tuple[tuple[str, str], ...]  # (name, text) of the same, as a checkpoint stores them
    read: Read
    passed: tuple[Diagnostic, ...] = ()  # notes about files that were passed over
    folder: Path | None = None  # where it lies
    told: tuple[Diagnostic, ...] = ()  # what is wrong with what it includes


def _checked(
    program: _Found,
    domains: tuple[Declaration, ...],
    *,
    known: Ports | None = None,
    unused: bool = True,
    run: str | None = None,
) -> Loaded:
    sources, passed = program.sources, program.passed
    written = tuple(source for source in sources if source.name != SET)
    parsed = [parse(source) for source in written]
    syntactic = tuple(diagnostic for _, found in parsed for diagnostic in found)
    damages = (damage(source, found) for source, (_, found) in zip(written, parsed, strict=True))
    damaged = frozenset(kind for kinds in damages for kind in kinds) | ({ANY} if program.told else set())
    syntactic += program.told
    trees = tuple(tree for tree, _ in parsed)
    older: tuple[Rewritten, ...] = ()
    if syntactic and has_older_form(trees):
        raise ProgramError(passed + _by_place(syntactic, sources))
    newer = None if syntactic else rewrite(written, trees, _with_given(trees, sources[len(written) :], run, domains))
    if newer is not None:
        syntactic, older = newer.found, newer.files
        if not older:
            raise ProgramError(passed + _by_place(syntactic, sources))
        trees = tuple(parse(file.source)[0] for file in older)
    for source in sources[len(written) :]:
        trees, told = set_fields(trees, source, run, domains)
        syntactic += told
    text = ProgramText(program.files, ())
    project, found = check(
        trees, text, domains, program.read, folder=program.folder, known=known, damaged=damaged, unused=unused
    )
    found = tuple(dict.fromkeys(each for each in (told_of_author(each, older) for each in found) if each is not None))
    if project is None or any(each.severity is Severity.ERROR for each in syntactic):
        raise ProgramError(passed + _by_place(syntactic + found, sources))
    hidden = tuple(warning for source in written for warning in warn_of_hidden_operands(source))
    warned = tuple(each for each in syntactic if each.severity is not Severity.ERROR)
    expanded = tuple(file.source for file in older) or written
    return Loaded(project, passed + _by_place(found + hidden + warned, sources), sources, expanded)


def _with_given(
    trees: tuple[Tree, ...], given: tuple[Source, ...], run: str | None, domains: tuple[Declaration, ...]
) -> tuple[Tree, ...]:
    """Return trees with the fields that are set beside the program; what is wrong with these is told elsewhere."""
    for source in given:
        trees, _ = set_fields(trees, source, run, domains)
    return trees


def _by_place(found: tuple[Diagnostic, ...], sources: tuple[Source, ...]) -> tuple[Diagnostic, ...]:
    """Return diagnostics as one reads the files; what is about no place in them keeps its turn, behind."""
    order = {source: i for i, source in enumerate(sources)}

    def key(diagnostic: Diagnostic) -> tuple[int, int]:
        span = diagnostic.span
        return (len(order), 0) if span is None or span.source not in order else (order[span.source], span.start)

    return tuple(sorted(found, key=key))


def _no_text(file: Path) -> Diagnostic | None:
    """Return what is wrong with a file whose name no checkpoint could keep: they store programs by name, as text."""
    try:
        name_of(file)
    except UnicodeDecodeError:
        message = f"the file's name is not UTF-8: {file.name!a}"
        return Diagnostic(Severity.ERROR, message, hint="rename it", file=str(file))
    return None


def _not_utf8(file: Path, data: bytes) -> Diagnostic | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02x} in line {line}"
        return Diagnostic(Severity.ERROR, message, hint="save it as UTF-8", file=str(file))
    return None
