"""What stands between two tokens on one line, and how a token is written."""

from quale.diagnostics import Source
from quale.language.layout.concrete import Concrete
from quale.language.parsing.lexer import Token
from quale.language.syntax.units import UNITS

_BOUND = frozenset((",", ")", "]", ".", ".."))  # no blank before them
_OPEN = frozenset(("(", "[", ".", ".."))  # no blank behind them
_BETWEEN = frozenset(
    ("+", "-", "*", "/", "%", "^", "==", "!=", "<", "<=", ">", ">=", "?", "=", "+=", "-=", "*=", "/=", "->")
)
_WORDS = frozenset(("and", "or", "not", "for", "when", "is", "in"))


def spaces(syntax: Concrete, before: int, index: int) -> str:
    """Return what stands between neighbouring tokens on one line."""
    sign, left = sign_of(syntax.tokens[index]), sign_of(syntax.tokens[before])
    if left == "{" or sign == "}":
        return " "
    item = syntax.items.get(index)
    if item is not None:
        return ", " if item.block in syntax.listed or _joins_unit(syntax, before, index) else "  "
    if index in syntax.tight or sign in _BOUND or left in _OPEN:
        return ""
    if before in syntax.prefixes:
        return " " if index in syntax.prefixes else ""
    return " "


def may_break(syntax: Concrete, before: int, index: int) -> bool:
    """Tell whether a line may begin with a token inside an item."""
    sign, left = sign_of(syntax.tokens[index]), sign_of(syntax.tokens[before])
    if before in syntax.prefixes or index in syntax.tight or sign in (",", ".", "..") or left in (".", ".."):
        return False
    if left in ("(", "[", ",") or sign in (")", "]"):
        return True
    words = {syntax.tokens[index].text, syntax.tokens[before].text} & _WORDS
    sign = "" if index in syntax.prefixes else sign
    return left in _BETWEEN or sign in _BETWEEN or bool(words) or ":" in (left, sign)


def written(source: Source, token: Token) -> str:
    """Return a token as it is written: a number and its unit with a blank between."""
    if token.kind == "NUMBER" and token.unit:
        return f"{token.text.removesuffix(token.unit).rstrip()} {token.unit}"
    if token.kind == "SIZE":
        width, _, height = token.text.partition("x")
        return f"{width.strip()} x {height.strip()}"
    return source.text[token.start : token.end]


def sign_of(token: Token) -> str:
    """Return the sign that a token is, "" if it is none."""
    return token.text if token.kind not in ("STRING", "WORD", "NUMBER") else ""


def _joins_unit(syntax: Concrete, before: int, index: int) -> bool:
    """Tell whether a word would become the unit of the number before it if there were no comma between."""
    number, word = syntax.tokens[before], syntax.tokens[index]
    comma = any(at in syntax.separators for at in range(before + 1, index))
    if word.text in ("ticks", "generations") and sign_of(syntax.tokens[index + 1]) == ":":
        return False
    return comma and number.kind == "NUMBER" and not number.unit and word.text in UNITS
