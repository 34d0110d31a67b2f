"""The tables of what others write: each entry leads to words of this language, each hint to something that checks."""

import re

import pytest

from quale.diagnostics import Severity
from quale.language.parsing.parse import grammar_table
from quale.language.syntax.foreign import FUNCTIONS, NAMES, OPERATORS, UNITS, WORDS
from tests.language.checking import diagnostics, program

OURS = {*grammar_table().words.keywords, *grammar_table().words.signs}
ADVISED = {
    f"{table} {word}": text
    for table, hints in (("function", FUNCTIONS), ("name", NAMES), ("unit", UNITS))
    for word, hint in hints.items()
    for text in re.findall(r"write `([^`]*)`", hint)
}
LETTERS = (
    "let x = 0.5  let y = 0.25  let a = 1  let b = 2  let low = 0  let high = 1  let mu = 0  let sd = 1  let p = 0.5"
)
LETTERS += "  let n = x"


@pytest.mark.parametrize("word", WORDS)
def test_a_statement_of_others_means_words_of_ours(word: str) -> None:
    choices, hint = WORDS[word]
    assert word not in OURS or word == "function"  # ours outside of blocks only
    assert {part for choice in choices for part in choice} <= OURS
    assert hint


def test_an_operator_of_others_means_one_of_ours() -> None:
    constants = {"inf"}
    assert set(OPERATORS.values()) <= OURS | constants
    assert not set(OPERATORS) & OURS


@pytest.mark.parametrize("entry", ADVISED)
def test_what_is_advised_checks(entry: str) -> None:
    text = ADVISED[entry].replace("^ n", "^ 2").replace("a != b", "a != b ? 1 : 0")
    text = text.replace("x > 0", "x > 0 ? 1 : 0")
    action = f"agent.happy = {text}" if text in ("true", "false") else f"{LETTERS}  agent.speed = {text}"
    found = diagnostics(program(action=action))
    assert [one.message for one in found if one.severity is Severity.ERROR] == []
