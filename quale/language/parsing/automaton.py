"""The LALR(1) automaton of the grammar as plain data, and the steps it takes over states alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quale.language.parsing.lexer import END, WORD, Token, Words


@dataclass(frozen=True, slots=True)
class Rule:
    """One alternative of a grammar rule."""

    name: str  # of what is built: the alias of the alternative, or the rule
    origin: str
    size: int  # symbols on the right
    passes: bool  # hands its only child on
    inline: bool  # its children become children of the rule above
    grows: bool  # its first child is the list so far


@dataclass(frozen=True, slots=True)
class Table:
    """States and rules by number; an action is a state to go to (≥ 0) or ``~rule`` to reduce by."""

    actions: tuple[Mapping[str, int], ...]
    rules: tuple[Rule, ...]
    words: Words
    start: int
    end: int


SETTLING = frozenset({"COLON", "DOT", "ASSIGN", "ADD_ASSIGN", "SUBTRACT_ASSIGN", "MULTIPLY_ASSIGN", "DIVIDE_ASSIGN"})
"""Signs that make the word before them a name."""

_NAMING = SETTLING | {"LSQB"}


def step(table: Table, states: list[int], kind: str) -> bool:
    """Take a terminal in place; False, with the stack spoilt, where the grammar has no such continuation."""
    actions, rules = table.actions, table.rules
    while True:
        action = actions[states[-1]].get(kind)
        if action is None:
            return False
        if action >= 0:
            states.append(action)
            return True
        rule = rules[~action]
        if rule.size:
            del states[-rule.size :]
        states.append(actions[states[-1]][rule.origin])
        if states[-1] == table.end:
            return kind == END


def accepts(table: Table, states: Sequence[int], kind: str) -> bool:
    """Tell whether the grammar can go on with a terminal; the stack stays as it is, and is not copied."""
    actions, rules = table.actions, table.rules
    height, above = len(states), list[int]()  # the stack is its first states, and these
    while True:
        action = actions[above[-1] if above else states[height - 1]].get(kind)
        if action is None or action >= 0:
            return action is not None
        rule = rules[~action]
        height -= max(0, rule.size - len(above))
        del above[max(0, len(above) - rule.size) :]
        above.append(actions[above[-1] if above else states[height - 1]][rule.origin])
        if above[-1] == table.end:
            return kind == END


def continuations(table: Table, states: Sequence[int]) -> frozenset[str]:
    """Return every terminal that can come next."""
    return frozenset(
        kind for kind in table.actions[states[-1]] if (kind.isupper() or kind == END) and accepts(table, states, kind)
    )


def kind_of(table: Table, states: Sequence[int], tokens: Sequence[Token], index: int) -> str:
    """Return the terminal that a token is here: words are keywords where the grammar has a use for them."""
    token = tokens[index]
    if token.kind != WORD:
        return token.kind
    keyword = table.words.keywords.get(token.text)
    here = table.actions[states[-1]]
    if keyword is None or (tokens[index + 1].kind in _NAMING and accepts(table, states, "NAME")):
        return "NAME"
    if keyword == "CONSUME" and _is_operand(table, states, tokens, index + 1):
        keyword = "CONSUME_ENTITY"
    if keyword not in here:
        return "NAME"
    return keyword if "NAME" not in here or accepts(table, states, keyword) else "NAME"


def run(table: Table, states: list[int], tokens: Sequence[Token], index: int, limit: int) -> int:
    """Take up to ``limit`` tokens from ``index`` on, in place; return how many fit."""
    for taken, at in enumerate(range(index, min(index + limit, len(tokens)))):
        trial = list(states)
        if not step(table, trial, kind_of(table, states, tokens, at)):
            return taken
        states[:] = trial
    return limit


def _is_operand(table: Table, states: Sequence[int], tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the word at ``index``, behind `consume`, is what is consumed and not the next statement's first."""
    word = tokens[index]
    if word.kind != WORD:  # the end, for instance, behind which there is nothing
        return False
    behind = tokens[index + 1].kind
    if behind in _NAMING:
        return False
    if word.text == "var":  # the name of a loop's variable, unless it declares one
        return not (behind == WORD and tokens[index + 2].kind == "ASSIGN")
    if word.text in ("repeat", "return") and behind == "RBRACE":
        return True
    keyword, after = table.words.keywords.get(word.text), list(states)
    begins = step(table, after, "CONSUME") and keyword is not None and accepts(table, after, keyword)
    return not begins  # a keyword that nothing begins with here is a name: `line` outside of pictures
