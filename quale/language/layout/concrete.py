"""The concrete syntax of a source: which tokens stand together, and as what.

Taken from the automaton alone: a construct that is new in the grammar needs nothing here, as long as what stands
between its braces are items, and what stands between its brackets are values.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from quale.diagnostics import Source
from quale.language.parsing.automaton import Rule, Table, kind_of
from quale.language.parsing.lexer import Token, lex
from quale.language.parsing.parse import grammar_table

OUTSIDE = -1
"""In place of the brace of a block: outside of all blocks."""

_LISTED = ("properties", "record")  # blocks whose items have commas between them where they stand on one line


class Item(NamedTuple):
    """A declaration, field or statement: the tokens ``first`` to ``last`` (inclusive) in the block of a brace."""

    first: int
    last: int
    block: int


@dataclass(frozen=True, slots=True)
class Concrete:
    """The tokens of a source without errors, by index, and what they are to one another."""

    tokens: tuple[Token, ...]
    items: dict[int, Item] = field(default_factory=dict)  # by first token
    blocks: dict[int, int] = field(default_factory=dict)  # `{` to its `}`
    listed: set[int] = field(default_factory=set)  # `{` of blocks whose items have commas between them
    separators: set[int] = field(default_factory=set)  # commas between items of a block
    tight: set[int] = field(default_factory=set)  # what has no blank before it
    prefixes: set[int] = field(default_factory=set)  # signs that have no blank behind them


class _Piece(NamedTuple):
    """A token or construct: its first and last token, and what it is: a sign, a terminal, or a rule."""

    first: int
    last: int
    what: str


class _Inline(list[_Piece]):
    """Pieces for the rule above."""


def concrete(source: Source) -> Concrete:
    """Return the concrete syntax of a source that parses without errors."""
    table = grammar_table()
    tokens, _ = lex(source, table.words)
    found = Concrete(tokens)
    signs = frozenset(table.words.signs.values())
    states, values = [table.start], list[Any]()
    for index, token in enumerate(tokens):
        kind = kind_of(table, states, tokens, index)
        _take(table, kind, states, values, found)
        if states[-1] != table.end:
            states.append(table.actions[states[-1]][kind])
            values.append(_Piece(index, index, token.text if kind in signs else kind))
    return found


def _take(table: Table, kind: str, states: list[int], values: list[Any], found: Concrete) -> None:
    """Reduce until a terminal can be shifted, or all is read."""
    while states[-1] != table.end and (action := table.actions[states[-1]][kind]) < 0:
        rule = table.rules[~action]
        first = len(values) - rule.size
        children = values[first:]
        del states[first + 1 :], values[first:]
        states.append(table.actions[states[-1]][rule.origin])
        values.append(_reduced(rule, children, found))


def _reduced(rule: Rule, children: list[Any], found: Concrete) -> Any:
    if rule.passes:
        return children[0]
    flat = children.pop(0) if rule.inline and rule.grows else _Inline()
    flat.extend(piece for child in children for piece in (child if isinstance(child, _Inline) else (child,)))
    if rule.inline:
        return flat
    _note(rule.name, flat, found)
    return _Piece(flat[0].first, flat[-1].last, rule.name) if flat else _Inline()


def _note(rule: str, pieces: list[_Piece], found: Concrete) -> None:
    """Keep what a construct says about the tokens in it."""
    brace = next((at for at, piece in enumerate(pieces) if piece.what == "{"), None)
    if brace is not None:
        _note_block(pieces[brace:], found, listed=rule in _LISTED)
    elif rule == "start":
        for piece in pieces:
            found.items[piece.first] = Item(piece.first, piece.last, OUTSIDE)
    for at, piece in enumerate(pieces):
        if piece.what in ("(", "[", "length") and at and pieces[at - 1].what in ("name", "path"):
            found.tight.add(piece.first)
        elif piece.what in ("+", "-") and at == 0:
            found.prefixes.add(piece.first)
        elif piece.what == ":" and rule != "conditional":
            found.tight.add(piece.first)
        elif piece.what == "binary" and rule == "type":  # the unit `km/h`
            found.tight.update(range(piece.first + 1, piece.last + 1))


def _note_block(pieces: list[_Piece], found: Concrete, *, listed: bool) -> None:
    opening = pieces[0].first
    closing = next(at for at, piece in enumerate(pieces) if piece.what == "}")
    found.blocks[opening] = pieces[closing].first
    if listed:
        found.listed.add(opening)
    for piece in pieces[1:closing]:
        if piece.what == ",":
            found.separators.add(piece.first)
        else:
            found.items[piece.first] = Item(piece.first, piece.last, opening)
