"""Which blocks lack what syntax errors concern: what is missing there must not be told a second time."""

from collections.abc import Sequence

from quale.diagnostics import Diagnostic, Severity, Source
from quale.language.experiment.references import keyword
from quale.language.parsing.lexer import lex
from quale.language.parsing.parse import grammar_table
from quale.language.scope.diagnostic_log import ANY
from quale.language.syntax.tree import Tree

_OPENING, _CLOSING = "LBRACE", "RBRACE"


def damage(source: Source, tree: Tree, found: Sequence[Diagnostic]) -> frozenset[str]:
    """Return the kinds of blocks ("body", "world", …, ANY) that errors of a source have taken parts from."""
    places = [d.span.start for d in found if d.severity is Severity.ERROR and d.span is not None]
    if not places:
        return frozenset()
    tokens, _ = lex(source, grammar_table().words)
    braces = [
        (token.start, 1 if token.kind == _OPENING else -1) for token in tokens if token.kind in (_OPENING, _CLOSING)
    ]
    if sum(step for _, step in braces) != 0:
        return frozenset({ANY})  # where blocks end is a guess
    kinds = set()
    for place in places:
        block = next((b for b in reversed(tree.blocks) if b.span.start <= place), None)
        depth = sum(step for at, step in braces if block is not None and block.span.start <= at < place)
        kinds.add(keyword(block) if block is not None and depth > 0 else ANY)
    return frozenset(kinds)
