"""How deep a program nests: whatever walks over a tree may do so by recursion, because deeper ones are errors."""

from collections.abc import Sequence

from quale.diagnostics import Diagnostic, Severity, Source, Span
from quale.language.parsing.lexer import Token
from quale.language.syntax import tree as syntax

DEPTH = 200  # levels that a program may have

_OPENING = frozenset({"LPAR", "LSQB", "LBRACE"})
_CLOSING = frozenset({"RPAR", "RSQB", "RBRACE"})
_NESTING = (
    syntax.Unary
    | syntax.Binary
    | syntax.Conditional
    | syntax.Call
    | syntax.List
    | syntax.Comprehension
    | syntax.Element
    | syntax.When
    | syntax.ForEach
    | syntax.Counted
    | syntax.Reduction
    | syntax.Settings
)


def brackets_too_deep(source: Source, tokens: Sequence[Token]) -> Diagnostic | None:
    """Return an error where more than ``DEPTH`` brackets are open."""
    depth = 0
    for token in tokens:
        if token.kind in _OPENING:
            depth += 1
            if depth > DEPTH:
                return _error(f"more than {DEPTH} brackets are open here", Span(source, token.start, token.end))
        elif token.kind in _CLOSING:
            depth = max(0, depth - 1)
    return None


def tree_too_deep(tree: syntax.Tree, tokens: Sequence[Token]) -> Diagnostic | None:
    """Return an error where more than ``DEPTH`` expressions or statements hold one another, as in long sums."""
    if len(tokens) <= DEPTH:
        return None
    waiting: list[tuple[object, int]] = [
        (block, 0) for block in (*tree.blocks, *tree.constants, *tree.functions, *tree.tables)
    ]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, tuple):
            waiting.extend((child, depth) for child in node)
        elif isinstance(node, _NESTING) and depth == DEPTH:
            return _error(f"this nests more than {DEPTH} levels deep", _innermost(node.span))
        elif not isinstance(node, syntax.Name | Span) and hasattr(node, "__slots__"):
            deeper = depth + isinstance(node, _NESTING)
            waiting.extend((getattr(node, slot), deeper) for slot in node.__slots__ if slot != "span")
    return None


def _innermost(span: Span) -> Span:
    return Span(span.source, span.start, min(span.end, span.start + 40))


def _error(message: str, span: Span) -> Diagnostic:
    return Diagnostic(Severity.ERROR, message, span, hint="give parts of it a name with `let`")
