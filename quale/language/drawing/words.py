"""The text of a picture: `"angle {agent.a1}"` as words and values."""

import re

from quale.diagnostics import Source, Span
from quale.language.expressions.expression import resolve
from quale.language.expressions.require import as_number
from quale.language.parsing.parse import parse
from quale.language.scope.context import Context
from quale.language.scope.declarations import UNKNOWN
from quale.language.syntax import tree as syntax
from quale.language.syntax.moved import moved
from quale.model.expression import Expression

_PIECE = re.compile(r"(?P<brace>\{\{|\}\})|\{(?P<value>[^{}]*)\}|(?P<open>[{}])|(?P<plain>[^{}]+)")
_BEFORE, _AFTER = "function value() { return ", "}"  # a value is parsed as what a function returns


def resolve_words(text: syntax.TextLiteral, context: Context) -> tuple[str | Expression, ...]:
    """Return what a text is made of; what is wrong with a value in it is told at its place."""
    done: list[str | Expression] = []
    written, cursor = text.span.text, 0  # where escapes stand, the text is longer than what it means
    for piece in _PIECE.finditer(text.value):
        if piece["open"]:
            advice = f"write `{piece['open'] * 2}` for the sign itself"
            context.log.error(text.span, f"`{piece['open']}` has no partner here", "values stand in braces", advice)
        elif piece["value"] is None:
            done.append(piece["plain"] or piece["brace"][0])
        else:
            cursor = max(written.find(piece[0], cursor), 0) + 1
            value = _value(piece["value"], text.span.start + cursor, text, context)
            done += [] if value is None else [value]
    return tuple(done)


def _value(written: str, start: int, text: syntax.TextLiteral, context: Context) -> Expression | None:
    """Return one value, which begins at a place of the source."""
    if not written.strip():
        context.log.error(text.span, "there is no value in `{}`", "expected an expression between the braces")
        return None
    source, end = text.span.source, start + len(written)
    tree, told = parse(Source(source.name, f"{_BEFORE}{written}{_AFTER}"))
    bounds = (source, start - len(_BEFORE), start, end)
    for diagnostic in told:
        context.log.add(moved(diagnostic, bounds))
    if told:
        return None
    returned = tree.functions[0].body[-1]
    if len(tree.functions[0].body) != 1 or not isinstance(returned, syntax.Return):
        context.log.error(Span(source, start, end), "this is more than one value", "expected one value")
        return None
    typed = resolve(moved(returned.value, bounds), context)
    return None if typed.type == UNKNOWN else as_number(typed)
