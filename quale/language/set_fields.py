"""`--set FIELD=VALUE`: fields of evolve blocks given beside the program, as if they stood in it.

Every line of the source `--set` is one of them. What is wrong with a value is told as in a file, with its place in that
source; a checkpoint keeps the source among the files of the program.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from unicodedata import normalize

from quale.diagnostics import Diagnostic, Note, Severity, Source, Span
from quale.language.parsing.parse import parse
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.language.syntax.moved import moved
from quale.model.domain import Declaration

ASSIGNMENT = re.compile(r"\s*([^\W\d]\w*(?:\.\w+)*)\s*=\s*(.*?)\s*")
"""A field, with points before those of inner blocks, and its value."""

_BEFORE, _AFTER = "evolve E {\nfield: ", "\n}"
"""What makes a program of a value."""

_DOMAIN, _TEST = "domain", "test"


class _WrongError(Exception):
    """A field that cannot be set, with the place and what to say about it."""

    def __init__(self, span: Span, message: str, label: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(Severity.ERROR, message, span, label, hint)


def set_fields(
    trees: tuple[syntax.Tree, ...], source: Source, run: str | None, domains: tuple[Declaration, ...]
) -> tuple[tuple[syntax.Tree, ...], tuple[Diagnostic, ...]]:
    """Return trees with the fields of a source in their evolve blocks, and what is wrong with these.

    Args:
        trees: of a program.
        source: one `FIELD=VALUE` a line.
        run: the one evolve block that is meant; all of them with None.
        domains: what `domain:` may name: their own fields may be set like their arguments.
    """
    found: list[Diagnostic] = []
    known: dict[str, Span] = {}
    start = 0
    for line in source.text.split("\n"):
        place = Span(source, start, start + len(line))
        start += len(line) + 1
        given, told = _assignment(line, place)
        found += told
        if given is None:
            continue
        field = ".".join(name.text for name in given.path)
        if field in known:
            note = Note("first given here", known[field])
            found.append(Diagnostic(Severity.ERROR, f"field `{field}` is given twice", given.span, notes=(note,)))
        known.setdefault(field, given.span)
        try:
            trees = tuple(_in_tree(tree, given, run, domains) for tree in trees)
        except _WrongError as error:
            found.append(error.diagnostic)
    return trees, tuple(found)


def field_of(assignment: str) -> str:
    """Return the field that an assignment sets, "" where it is none."""
    match = ASSIGNMENT.fullmatch(assignment)
    return match[1] if match else ""


class _Given:
    """One assignment: the names of the field from outside in, its value, and the place of both."""

    def __init__(self, path: tuple[syntax.Name, ...], value: syntax.Expression, span: Span) -> None:
        self.path, self.value, self.span = path, value, span


def _assignment(line: str, place: Span) -> tuple[_Given | None, tuple[Diagnostic, ...]]:
    """Return what a line sets, None where it is no assignment; and what is wrong with it."""
    match = ASSIGNMENT.fullmatch(line)
    if match is None or not match[2]:
        label = "expected `FIELD=VALUE`, as in `population=50` or `mutation.weight_shift=0.3`"
        return None, (Diagnostic(Severity.ERROR, "this sets nothing", place, label),)
    tree, told = parse(Source(place.source.name, f"{_BEFORE}{match[2]}{_AFTER}"))
    begin = place.start + match.start(2)
    bounds = place.source, begin - len(_BEFORE), begin, place.start + match.end(2)
    if told:
        return None, tuple(moved(diagnostic, bounds) for diagnostic in told)
    written = [field for block in tree.blocks if isinstance(block, syntax.Settings) for field in block.fields]
    if len(tree.blocks) != 1 or len(written) != 1:
        value = Span(place.source, begin, bounds[3])
        return None, (Diagnostic(Severity.ERROR, "this is more than one value", value, "expected one value"),)
    path, at = [], place.start + match.start(1)
    for name in match[1].split("."):
        path.append(syntax.Name(name, Span(place.source, at, at + len(name))))
        at += len(name) + 1
    return _Given(tuple(path), moved(written[0].value, bounds), place), ()


def _in_tree(tree: syntax.Tree, given: _Given, run: str | None, domains: tuple[Declaration, ...]) -> syntax.Tree:
    """Return a tree with a field set in the evolve blocks that are meant."""

    def meant(block: syntax.Block) -> bool:
        name = block.name.text if isinstance(block, syntax.Settings) and block.name is not None else ""
        return run is None or name.lower() == normalize("NFC", run).lower()

    return replace(
        tree,
        blocks=tuple(
            _in_block(block, given.path, given, domains, block)
            if isinstance(block, syntax.Settings) and block.keyword.text == "evolve" and meant(block)
            else block
            for block in tree.blocks
        ),
    )


def _in_block(
    block: syntax.Settings,
    path: tuple[syntax.Name, ...],
    given: _Given,
    domains: tuple[Declaration, ...],
    evolve: syntax.Settings,
) -> syntax.Settings:
    """Return a block with a field set: its own, its domain's argument, or one of a block inside it."""
    name, *rest = path
    if not rest:
        return _with_field(block, name, given.value, given.span)
    if name.text == _DOMAIN and block.keyword.text in ("evolve", _TEST):
        return _with_argument(block, name, rest, given, domains, evolve)
    word = ""
    if name.text == _TEST and block is evolve:
        word, *rest = rest[0].text, *rest[1:]
        names = [test.name.text for test in block.blocks if test.keyword.text == _TEST and test.name is not None]
        if word not in names or not rest:
            raise _WrongError(
                given.path[1].span, f"unknown test `{word}`", "expected `test.NAME.FIELD=VALUE`", hint(word, names)
            )
    inner = tuple(rest)
    blocks = list(block.blocks)
    for place, each in enumerate(blocks):
        if each.keyword.text == name.text and (each.name.text if each.name is not None else "") == word:
            blocks[place] = _in_block(each, inner, given, domains, evolve)
            return replace(block, blocks=tuple(blocks))
    added = _in_block(syntax.Settings(name, None, (), (), given.span), inner, given, domains, evolve)
    return replace(block, blocks=(*blocks, added))


def _with_field(block: syntax.Settings, name: syntax.Name, value: syntax.Expression, span: Span) -> syntax.Settings:
    kept = tuple(field for field in block.fields if field.name.text != name.text)
    return replace(block, fields=(*kept, syntax.Field(name, value, span)))


def _with_argument(
    block: syntax.Settings,
    name: syntax.Name,
    rest: list[syntax.Name],
    given: _Given,
    domains: tuple[Declaration, ...],
    evolve: syntax.Settings,
) -> syntax.Settings:
    """Return a block whose domain is given an argument, by name, or by number as `quale inspect` counts them."""
    argument = rest[0]
    if len(rest) > 1:
        raise _WrongError(rest[1].span, f"arguments have no fields: `{argument.text}` is one", "expected `=` before it")
    written = [field.value for owner in (evolve, block) for field in owner.fields if field.name.text == _DOMAIN]
    value = written[-1] if written else syntax.Path((syntax.Name("world", name.span),), name.span)
    called = value.function if isinstance(value, syntax.Call) else None
    if called is None and isinstance(value, syntax.Path):
        called = value.parts[0]
    if called is None:
        return block  # a domain that cannot be is told where it stands
    if any(argument.text in domain.fields for domain in domains if domain.name == called.text):
        return _with_field(block, argument, given.value, given.span)
    arguments = list(value.arguments) if isinstance(value, syntax.Call) else []
    places = [place for place, each in enumerate(arguments) if each.name and each.name.text == argument.text]
    if argument.text.isdecimal():
        places = [int(argument.text)] if int(argument.text) < len(arguments) else []
        if not places:
            words = f"domain `{called.text}` has no argument {argument.text}"
            raise _WrongError(argument.span, words, f"it has {len(arguments)}, counted from 0")
        fresh = syntax.Argument(arguments[places[0]].name, given.value, given.span)
    else:
        fresh = syntax.Argument(argument, given.value, given.span)
    if places:
        arguments[places[0]] = fresh
    else:
        arguments.append(fresh)
    changed = syntax.Call(called, tuple(arguments), value.span)
    return _with_field(block, syntax.Name(_DOMAIN, name.span), changed, given.span)


def merged(older: str, newer: Iterable[str]) -> str:
    """Return the text of a source with assignments added to it, in place of those that set the same fields."""
    added = list(newer)
    again = {field_of(each) for each in added}
    kept = [line for line in older.split("\n") if line and field_of(line) not in again]
    return "\n".join((*kept, *added))
