"""Which blocks lack what syntax errors concern: what is missing there must not be told a second time."""

from collections.abc import Sequence

from quale.diagnostics import Diagnostic, Severity, Source
from quale.language.experiment.references import KINDS
from quale.language.parsing.lexer import lex
from quale.language.parsing.parse import grammar_table
from quale.language.scope.diagnostic_log import ANY


def damage(source: Source, found: Sequence[Diagnostic]) -> frozenset[str]:
    """Return the kinds of blocks ("body", "world", …, ANY) that errors of a source have taken parts from.

    Told from the tokens: of a block that an error has taken away as a whole the tree has nothing left.
    """
    places = sorted(d.span.start for d in found if d.severity is Severity.ERROR and d.span is not None)
    if not places:
        return frozenset()
    tokens, _ = lex(source, grammar_table().words)
    depth, block, kinds = 0, ANY, set[str]()
    for token in tokens:
        while places and places[0] <= token.start:
            kinds.add(block if depth > 0 else ANY)
            del places[0]
        if token.kind == "LBRACE":
            depth += 1
        elif token.kind == "RBRACE":
            depth -= 1
        elif depth == 0 and token.text in KINDS:
            block = token.text
    return frozenset(kinds) if depth == 0 else frozenset({ANY})  # else it is a guess where blocks end
