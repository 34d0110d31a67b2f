"""Comments that were probably meant as arithmetic: `a // 2` is no division, `a --1` no difference."""

import re
from collections.abc import Iterator
from itertools import islice

from quale.diagnostics import Diagnostic, Severity, Source, Span
from quale.language.parsing.lexer import lex
from quale.language.parsing.parse import grammar_table, parse
from quale.language.syntax import tree as syntax

_CANDIDATE = re.compile(r"(?<=[\w)\]])[ \t]?(?P<comment>(?P<sign>//|--)(?P<rest>[^\n]*))")
_CALCULATES = re.compile(r"[0-9(]|\w\.\w")  # a single word is a remark, such as the name of a unit
_LONGEST = 80  # characters of a comment that is looked at
_MOST = 1_000  # comments that are looked at
_OPERANDS = frozenset({"NUMBER", "WORD", "RPAR", "RSQB"})


def warn_of_hidden_operands(source: Source) -> Iterator[Diagnostic]:
    """Yield a warning for each comment right behind an operand that would be an expression without its sign."""
    candidates = (match for match in _CANDIDATE.finditer(source.text) if _CALCULATES.search(match["rest"][:_LONGEST]))
    found = [match for match in islice(candidates, _MOST) if _is_expression(match["rest"])]
    if not found:
        return
    tokens, _ = lex(source, grammar_table().words)
    ends = {token.end for token in tokens if token.kind in _OPERANDS}
    for match in found:
        if match.start() in ends:  # else it is the inside of another comment, or of a string
            sign, rest = match["sign"], match["rest"].strip()
            wanted = f"`floor(… / {rest})`" if sign == "//" else f"`… - -{rest}`, or `… - {rest}`"
            yield Diagnostic(
                Severity.WARNING,
                f"`{sign}` begins a comment",
                Span(source, match.start("comment"), match.end("comment")),
                "this is not computed",
                f"write {wanted}; for a remark, leave two blanks before it",
            )


def _is_expression(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    tree, wrong = parse(Source("comment", f"action A {{ let a = 1 * {text}\n}}"))
    (block,) = tree.blocks or (None,)
    return not wrong and isinstance(block, syntax.Statements) and len(block.body) == 1
