"""The outline of a file: its blocks, and what they declare."""

from collections.abc import Sequence
from dataclasses import dataclass

from quale.diagnostics import Source, Span
from quale.editor.analysis import Analysis
from quale.editor.declared import Declared
from quale.language.experiment.references import keyword
from quale.language.layout.concrete import concrete
from quale.language.parsing.parse import parse


@dataclass(frozen=True, slots=True)
class Symbol:
    """A declaration: its name, what it is, its whole place and that of its name, and what stands in it."""

    name: str
    sort: str
    whole: Span
    place: Span
    inner: tuple["Symbol", ...] = ()


def symbols(analysis: Analysis, source: Source) -> tuple[Symbol, ...]:
    """Return the outline of one of a program's files."""
    _, wrong = parse(source)
    extents = {} if wrong else _extents(source)
    found: list[Symbol] = []
    here = [each for each in analysis.index.declared if each.name.span.source is source]
    for each in here:
        if each.owner == f"{each.key.category} {each.key.name}" or not each.owner:
            owner = f"{keyword(each.node)} {each.key.name}" if each.owner else ""
            inner = [other for other in here if owner and other.owner == owner and other is not each]
            members = tuple(
                Symbol(
                    other.key.name,
                    other.key.category,
                    _place(_span(other), other.name.span, extents),
                    other.name.span,
                )
                for other in inner
                if other.key.category != "record field"
            )
            whole = _place(_span(each), each.name.span, extents)
            found.append(Symbol(each.key.name, each.key.category, whole, each.name.span, members))
    return tuple(found)


def _extents(source: Source) -> dict[int, int]:
    """Return where declarations end, by where they begin."""
    syntax = concrete(source)
    return {syntax.tokens[item.first].start: syntax.tokens[item.last].end for item in syntax.items.values()}


def _span(declared: Declared) -> Span:
    span = getattr(declared.node, "span", None)
    return span if isinstance(span, Span) else declared.name.span


def _place(span: Span, name: Span, extents: dict[int, int]) -> Span:
    end = max(extents.get(span.start, span.end), name.end)
    return Span(span.source, min(span.start, name.start), end)


def matching(every: Sequence[Symbol], query: str) -> list[Symbol]:
    """Return the symbols whose names contain a text, whatever its capitals; those in others, too."""
    flat = [symbol for each in every for symbol in (each, *each.inner)]
    return [symbol for symbol in flat if query.lower() in symbol.name.lower()]
