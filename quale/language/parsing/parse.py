"""Text to syntax tree: the LALR(1) automaton that lark makes of grammar/quale.lark, run over the tokens of a source."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from quale.diagnostics import Diagnostic, Source, Span
from quale.language.parsing.automaton import Rule, Table
from quale.language.parsing.automaton_json import table_from_json
from quale.language.parsing.lexer import Words, lex
from quale.language.parsing.nesting import brackets_too_deep, tree_too_deep
from quale.language.parsing.recover import MOST_ERRORS, read
from quale.language.syntax.tree import Tree

TABLE = Path(__file__).with_name("automaton.json")


def parse(source: Source) -> tuple[Tree, tuple[Diagnostic, ...]]:
    """Return the tree of a source and every syntax error in it; with errors the tree lacks what they concern."""
    table = grammar_table()
    tokens, lexical = lex(source, table.words)
    deep = brackets_too_deep(source, tokens)
    if deep is not None:
        return Tree(source.name, ()), (*lexical, deep)
    tree, told = read(source, tokens, table, lexical)
    deep = tree_too_deep(tree, tokens)
    if deep is not None:
        return Tree(source.name, ()), (*told, deep)
    places: dict[Span | None, Diagnostic] = {}
    for error in told:  # what recovering from an error cannot take either is told once
        places.setdefault(error.span, error)
    found = sorted(places.values(), key=lambda error: error.span.start if error.span else 0)
    return tree, tuple(found[:MOST_ERRORS])


@cache
def grammar_table() -> Table:
    """Return the automaton of the grammar: the one on file, or a fresh one where the grammar is another."""
    grammar = grammar_text()
    on_file = TABLE.read_text(encoding="utf-8") if TABLE.is_file() else ""
    return (table_from_json(on_file, grammar) if on_file else None) or table_of(grammar)


def grammar_text() -> str:
    """Return the grammar: beside the package in a checkout, in it where it is installed."""
    package = Path(__file__).resolve().parents[2]
    places = (package.parent / "grammar" / "quale.lark", package / "grammar" / "quale.lark")
    return next(place for place in places if place.is_file()).read_text(encoding="utf-8")


def table_of(text: str) -> Table:
    """Return the automaton that lark makes of a grammar."""
    lark = import_module("lark")  # here, because it costs more than the parse of a program
    grammar = lark.Lark(text, parser="lalr", keep_all_tokens=True, maybe_placeholders=False)
    automaton = grammar.parse_interactive("").parser_state.parse_conf
    ordered = sorted(grammar.rules, key=str)  # lark's own order of rules and states changes from run to run
    numbers = {rule: number for number, rule in enumerate(ordered)}
    rules = tuple(
        Rule(
            str(rule.alias or rule.origin.name),
            str(rule.origin.name),
            len(rule.expansion),
            rule.options.expand1 and rule.alias is None and len(rule.expansion) == 1,
            rule.origin.name.startswith("_"),
            bool(rule.expansion) and rule.expansion[0] == rule.origin,
        )
        for rule in ordered
    )
    states = {state: number for number, state in enumerate(_states(automaton))}
    actions = tuple(
        {
            str(symbol): states[target] if action.name == "Shift" else ~numbers[target]
            for symbol, (action, target) in sorted(automaton.states[state].items())
        }
        for state in states
    )
    fixed = {terminal.pattern.value: terminal.name for terminal in grammar.terminals if terminal.pattern.type == "str"}
    keywords = {text: name for text, name in fixed.items() if text.isidentifier()}
    signs = {text: name for text, name in fixed.items() if not text.isidentifier() and " " not in text}
    return Table(actions, rules, Words(keywords, signs), 0, states[automaton.end_state])


def _states(automaton: Any) -> Iterator[Any]:
    """Return lark's states in the order in which they are reached from the first, symbols in alphabetical order."""
    reached = [automaton.start_state]
    known = set(reached)
    for state in reached:
        yield state
        for _, (action, target) in sorted(automaton.states[state].items()):
            if action.name == "Shift" and target not in known:
                known.add(target)
                reached.append(target)
