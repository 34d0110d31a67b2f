"""Text to syntax tree: the LALR(1) automaton that lark makes of grammar/quale.lark, run over the tokens of a source."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lark import Lark
from lark.lexer import Lexer, LexerState, PatternStr, Token
from lark.parsers.lalr_analysis import Shift

from quale.diagnostics import Diagnostic, Source
from quale.language.depth import brackets_too_deep, tree_too_deep
from quale.language.lex import Words, lex
from quale.language.recover import MOST_ERRORS, read
from quale.language.syntax import Tree
from quale.language.table import Rule, Table


def parse(source: Source) -> tuple[Tree, tuple[Diagnostic, ...]]:
    """Return the tree of a source and every syntax error in it; with errors the tree lacks what they concern."""
    table = grammar_table()
    tokens, lexical = lex(source, table.words)
    deep = brackets_too_deep(source, tokens)
    if deep is not None:
        return Tree(source.name, ()), (*lexical, deep)
    tree, syntactic = read(source, tokens, table)
    deep = tree_too_deep(tree, tokens)
    if deep is not None:
        return Tree(source.name, ()), (*lexical, *syntactic, deep)
    found = sorted(dict.fromkeys((*lexical, *syntactic)), key=lambda error: error.span.start if error.span else 0)
    return tree, tuple(found[:MOST_ERRORS])


def grammar_text() -> str:
    """Return the grammar: beside the package in a checkout, in it where it is installed."""
    package = Path(__file__).resolve().parent.parent
    places = (package.parent / "grammar" / "quale.lark", package / "grammar" / "quale.lark")
    return next(place for place in places if place.is_file()).read_text(encoding="utf-8")


@cache
def grammar_table() -> Table:
    """Return the automaton of the grammar."""
    grammar = Lark(grammar_text(), parser="lalr", lexer=_NoLexer, keep_all_tokens=True, maybe_placeholders=False)
    automaton = grammar.parse_interactive("").parser_state.parse_conf
    numbers = {rule: number for number, rule in enumerate(grammar.rules)}
    rules = tuple(
        Rule(
            rule.alias or rule.origin.name,
            rule.origin.name,
            len(rule.expansion),
            rule.options.expand1 and rule.alias is None and len(rule.expansion) == 1,
            rule.origin.name.startswith("_"),
            bool(rule.expansion) and rule.expansion[0] == rule.origin,
        )
        for rule in grammar.rules
    )
    actions = tuple(
        {
            kind: target if action is Shift else ~numbers[target]
            for kind, (action, target) in automaton.states[state].items()
        }
        for state in range(len(automaton.states))
    )
    fixed = {t.pattern.value: t.name for t in grammar.terminals if isinstance(t.pattern, PatternStr)}
    keywords = {text: name for text, name in fixed.items() if text.isidentifier()}
    signs = {text: name for text, name in fixed.items() if not text.isidentifier() and " " not in text}
    return Table(actions, rules, Words(keywords, signs), automaton.start_state, automaton.end_state)


class _NoLexer(Lexer):
    """Stands in for lark's lexer: quale/language/lex.py makes the tokens."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, _lexer_state: LexerState, _parser_state: object) -> Iterator[Token]:
        """Return no tokens."""
        return iter(())
