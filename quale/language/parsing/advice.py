"""What was probably meant where a token cannot come: one line to try instead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from quale.diagnostics import Source
from quale.language.parsing.automaton import Table, accepts, continuations
from quale.language.parsing.lexer import END, RESERVED, WORD, Token

SHAPES = ("line", "circle", "rectangle", "polygon", "text", "trail")
LOOKS = ("to", "colour", "color", "width", "radius")
"""What stands behind the points of a shape."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A token that cannot come, those around it, and what could have come."""

    source: Source
    tokens: Sequence[Token]
    index: int
    kinds: frozenset[str]
    complete: bool  # whether what stands before it is a whole statement or field

    def text(self, step: int = 0) -> str:
        """Return the text of the token, or of one so many before or behind it."""
        at = self.index + step
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def kind(self, step: int = 0) -> str:
        """Return the kind of the token, or of one so many before or behind it."""
        at = self.index + step
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else END

    def joins(self, step: int) -> bool:
        """Tell whether nothing stands between the token and the next, or (-1) the one before."""
        first = self.index + min(step, 0)
        return 0 <= first < len(self.tokens) - 1 and self.tokens[first].end == self.tokens[first + 1].start


def advice(source: Source, tokens: Sequence[Token], index: int, table: Table, states: Sequence[int]) -> str:
    """Return what was probably meant by the token at an index, "" where nobody knows."""
    complete = accepts(table, states, "RBRACE") or accepts(table, states, END)
    spot = _Spot(source, tokens, index, continuations(table, states), complete)
    found = next((words for case in _CASES if (words := case(spot))), "")
    near = "" if found else misspelt(tokens[index], table, states)
    return found or (f"did you mean `{near}`?" if near else "")


def misspelt(token: Token, table: Table, states: Sequence[int]) -> str:
    """Return the keyword that a word is probably meant as, of those that can come, or nothing."""
    keywords = table.words.keywords
    if token.kind != WORD or token.text in keywords:
        return ""
    kinds = continuations(table, states)
    near = get_close_matches(token.text, [text for text, kind in keywords.items() if kind in kinds], 1, 0.75)
    return near[0] if near else ""


def _reserved(spot: _Spot) -> str:
    if spot.text() == "in" and spot.complete:
        return "a value lies in a range if `x >= low and x <= high`"
    reserved = spot.text() in RESERVED and "NAME" in spot.kinds and not spot.complete
    return f"`{spot.text()}` is a reserved word and cannot be a name" if reserved else ""


def _value_of_a_name(spot: _Spot) -> str:
    named = spot.kind(-1) == WORD and "COLON" in spot.kinds
    return f"write `{spot.text(-1)}: …`" if spot.text() == "=" and named else ""


def _compound(spot: _Spot) -> str:
    """Tell how to write `x ^= 2`, `x++`, `x := 1`, `x--`."""
    if "ASSIGN" not in spot.kinds:
        return ""
    sign = spot.text()
    if sign == ":" and spot.text(1) == "=" and spot.joins(1):
        return "`=` assigns"
    if sign == "+" and spot.text(1) == "+":
        return "write `+= 1`"
    if sign in ("^", "%") and spot.text(1) == "=":
        return f"there is no `{sign}=`: write `x = x {sign} …`"
    if sign == "*" and spot.text(1) == "*=":
        return "there is no `**=`: write `x = x ^ …`"
    behind = spot.source.text[spot.tokens[spot.index - 1].end :].lstrip(" \t") if spot.index else ""
    if behind.startswith("--"):
        return "`--` begins a comment: write `-= 1`"
    if sign == ":" and spot.text(-2) == "let":
        return "a `let` has no type: write `let x = …`"
    return {"==": "`=` assigns", "->": "write `.`"}.get(sign, "")


def _comparison(spot: _Spot) -> str:
    return "`==` compares" if spot.text() == "=" and "EQUAL" in spot.kinds else ""


def _block(spot: _Spot) -> str:
    """Tell how a block begins, where one is due."""
    if "LBRACE" not in spot.kinds or spot.complete:
        return ""
    if spot.kind() == "LPAR" and spot.text(-2) == "in":
        return "write `for e in KIND { … }`: it goes through the entities of a kind"
    if spot.text() == ":":
        return "write `when c { … }`, or `if c: assignment`"
    return "statements stand in `{ }`" if spot.kind() == WORD and "EQUAL" in spot.kinds else ""


def _loop(spot: _Spot) -> str:
    if spot.kind() == "LBRACE" and any(spot.text(-at) == "in" and spot.text(-at - 2) == "for" for at in range(1, 12)):
        return "write `for i in 0..4 { … }`, both ends included, or `for e in KIND { … }`"
    return "write `for e in KIND { … }`: it goes through the entities of a kind" if spot.text(-1) == "for" else ""


def _function_of_an_owner(spot: _Spot) -> str:
    call = spot.kind() == "LPAR" and spot.kind(-1) == WORD and spot.kind(-2) == "DOT"
    return f"functions have no owner: write `{spot.text(-1)}(…)`" if call else ""


def _state(spot: _Spot) -> str:
    return (
        "`==` compares; `is` asks for the state of a machine" if spot.text(-1) == "is" and spot.kind() != WORD else ""
    )


def _percent(spot: _Spot) -> str:
    after_number = spot.text(-1) == "%" and spot.kind(-2) == "NUMBER"
    return "a part of a hundred is written `0.5`, or `50 percent`" if after_number else ""


def _shape(spot: _Spot) -> str:
    """Tell where shapes stand, and what stands among them."""
    if "ASSIGN" in spot.kinds and spot.kind() == "LPAR" and spot.text(-1) in SHAPES:
        return "shapes stand in a `draw` block"
    if "TRAIL" not in spot.kinds or spot.kind() != WORD or spot.text(1) not in (".", "=", "+=", "-=", "*=", "/="):
        return ""
    return "a `draw` block changes nothing; `let` gives a value a name"


_CASES: tuple[Callable[[_Spot], str], ...] = (
    _reserved,
    _value_of_a_name,
    _compound,
    _comparison,
    _block,
    _loop,
    _function_of_an_owner,
    _state,
    _percent,
    _shape,
)
