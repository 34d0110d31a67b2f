"""The automaton as JSON, so that no program waits for lark; automaton.json beside it is written by the tests."""

import json
from dataclasses import astuple

from quale.language.parsing.automaton import Rule, Table
from quale.language.parsing.lexer import Words


def table_to_json(table: Table, grammar: str) -> str:
    """Return a table with the grammar that it was made from; symbols are numbers, a state's actions one flat list."""
    symbols = sorted({symbol for row in table.actions for symbol in row})
    numbers = {symbol: number for number, symbol in enumerate(symbols)}
    parts: dict[str, object] = {
        "grammar": grammar,
        "symbols": symbols,
        "rules": [astuple(rule) for rule in table.rules],
        "keywords": dict(table.words.keywords),
        "signs": dict(table.words.signs),
        "start": table.start,
        "end": table.end,
        "actions": [
            [part for symbol, action in row.items() for part in (numbers[symbol], action)] for row in table.actions
        ],
    }
    lines = [f"{json.dumps(key)}: {_lines(value)}" for key, value in parts.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def table_from_json(text: str, grammar: str) -> Table | None:
    """Return the table that a text holds, None where it was made from another grammar."""
    parts = json.loads(text)
    if parts["grammar"] != grammar:
        return None
    symbols = parts["symbols"]
    actions = tuple({symbols[row[at]]: row[at + 1] for at in range(0, len(row), 2)} for row in parts["actions"])
    rules = tuple(Rule(*rule) for rule in parts["rules"])
    return Table(actions, rules, Words(parts["keywords"], parts["signs"]), parts["start"], parts["end"])


def _lines(value: object) -> str:
    """Return JSON with one line for each row of a list, for readable differences."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in value) + "\n]"
    return json.dumps(value)
