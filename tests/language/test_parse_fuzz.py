"""No text ends in a traceback, and every diagnostic of any text is one that a person can read."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quale.diagnostics import Diagnostic, Severity, Source
from quale.language.parsing.lexer import lex
from quale.language.parsing.parse import grammar_table, parse
from quale.language.syntax.show import show_tree
from quale.report.render import render

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.quale"))
TABLE = grammar_table()
SYMBOLS = sorted({kind for row in TABLE.actions for kind in row if kind not in TABLE.words.keywords.values()})
WORDS = [
    *TABLE.words.keywords,
    *TABLE.words.signs,
    "1",
    "2.5",
    "3 km",
    "x",
    "agent.x",
    '"a"',
    "20 x 20",
    "@",
    "/*",
    '"',
    "\n",
]


def tokens_of(path: Path) -> list[tuple[str, str]]:
    """Return the tokens of a program, each with the blanks and comments behind it."""
    source = Source(path.name, path.read_text(encoding="utf-8"))
    tokens, _ = lex(source, TABLE.words)
    return [(source.text[t.start : t.end], source.text[t.end : after.start]) for t, after in pairwise(tokens)]


PROGRAMS = [tokens_of(path) for path in EXAMPLES]


def joined(tokens: list[tuple[str, str]]) -> str:
    return "".join(text + blank for text, blank in tokens)


def check(text: str) -> tuple[Diagnostic, ...]:
    """Parse a text and hold what is told to the rules for all diagnostics."""
    source = Source("fuzz.quale", text)
    tree, diagnostics = parse(source)
    assert parse(source) == (tree, diagnostics)
    assert len(diagnostics) <= 101
    for diagnostic in diagnostics:
        assert diagnostic.severity is Severity.ERROR
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        assert render(diagnostic).startswith(f"fuzz.quale:{diagnostic.span.line}:{diagnostic.span.column}: error: ")
        quoted = diagnostic.message.split("`")[::2]
        assert not [symbol for symbol in SYMBOLS if symbol.isupper() and any(symbol in part for part in quoted)]
    if not diagnostics:
        show_tree(tree)
    return diagnostics


@given(st.text(max_size=300))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text(text: str) -> None:
    check(text)


@given(st.binary(max_size=300))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_as_characters(data: bytes) -> None:
    check(data.decode("latin-1"))


@given(st.lists(st.sampled_from(WORDS), max_size=60))
@example(["consume"])
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_sequence_of_words(words: list[str]) -> None:
    check(" ".join(words))


@given(st.data())
@settings(deadline=None, max_examples=200)
def test_program_with_a_few_tokens_dropped_doubled_swapped_or_strange(data: st.DataObject) -> None:
    tokens = list(data.draw(st.sampled_from(PROGRAMS)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(tokens) - 1))  # of a program that is never empty
        other = data.draw(st.integers(0, len(tokens) - 1))
        match data.draw(st.integers(0, 3)):
            case 0 if len(tokens) > 1:
                del tokens[at]
            case 1:
                tokens.insert(other, tokens[at])
            case 2:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case _:
                tokens.insert(at, (data.draw(st.sampled_from(WORDS)), " "))
    check(joined(tokens))


@pytest.mark.parametrize("program", PROGRAMS, ids=[path.stem for path in EXAMPLES])
def test_program_that_breaks_off_is_one_error(program: list[tuple[str, str]]) -> None:
    for end in range(1, len(program), 17):
        assert len(check(joined(program[:end]))) <= 1


@pytest.mark.parametrize("program", PROGRAMS, ids=[path.stem for path in EXAMPLES])
def test_one_token_dropped_is_one_error_nearly_always(program: list[tuple[str, str]]) -> None:
    """Where what is left begins something else, as without the name of a call, two errors may be told."""
    places = range(0, len(program), 8)
    counts = [len(check(joined([*program[:at], ("", program[at][1]), *program[at + 1 :]]))) for at in places]
    assert sum(count > 1 for count in counts) <= 0.02 * len(places)
