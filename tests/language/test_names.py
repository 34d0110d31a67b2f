"""Names of any script, however they are composed, and the ends of lines."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quale.diagnostics import Source
from quale.language.parsing.lexer import WORD, lex
from quale.language.parsing.parse import grammar_table, parse
from quale.model.model import world_task
from quale.run.selection import choose
from tests.language.checking import model, program, project, told

NAMES = [
    "größe",
    "naïve",
    "ångström",
    "सत्य",
    "ยา",
    "نیرو",
    "שָׁלוֹם",
    "эне́ргия",
    "エネルギー",
    "에너지",
    "ệ",
    "ǫ́",
    "x̂",
    "Åse",
    "ñandú",
]


def words(text: str) -> list[str]:
    tokens, wrong = lex(Source("a.quale", text), grammar_table().words)
    assert not wrong
    return [token.text for token in tokens[:-1]]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_same_composed_and_decomposed(name: str) -> None:
    composed, apart = normalize("NFC", name), normalize("NFD", name)
    assert words(f"{apart} {composed}") == [composed, composed]
    action = f"agent.{apart} = agent.{composed} + 1"
    task = world_task(model(program(body=f"state {composed}: float = 0", action=action)))
    (state,) = (s for s in task.body.states if s.name == composed)
    assert state.name == composed
    assert told(program(body=f"state {composed}: float = 0  state {apart}: float = 0")) == [
        f"state `{composed}` is declared twice"
    ]


@pytest.mark.parametrize("name", NAMES)
def test_names_in_data_and_on_the_command_line_are_composed_too(name: str) -> None:
    composed, apart = normalize("NFC", name), normalize("NFD", name)
    world = f'topology: none  entity {composed} {{ properties {{ {composed}: float }} }} import entities from "a.csv"'
    table = f"type,{apart}\n{apart},3\n".encode()
    assert world_task(model(program(world=world), a_csv=table)).world.kinds[0].rows == ((3.0,),)
    runs = project(program().replace("evolve Run", f"evolve {composed}") + program()[program().index("evolve") :])
    (chosen,) = choose(runs, apart)
    assert chosen.name == composed


@given(st.text(st.characters(categories=["L", "M", "N", "Pc"]), min_size=1, max_size=6))
def test_a_name_is_what_unicode_calls_one(text: str) -> None:
    tokens, wrong = lex(Source("a.quale", text), grammar_table().words)
    is_name = normalize("NFC", text).isidentifier() and text.isidentifier()
    one = [(token.kind in (WORD, token.text.upper()), token.text) for token in tokens[:-1]]
    assert is_name == (not wrong and one == [(True, normalize("NFC", text))]) or text[0].isdigit()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_ends_with_lf_cr_or_both(end: str) -> None:
    text = "body A { // a comment\n  state x: floot = 1 -- another\n  state x = 0\n}\n"
    one, other = parse(Source("a.quale", text)), parse(Source("a.quale", text.replace("\n", end)))
    places = [[(d.message, d.span.line, d.span.column) for d in found if d.span] for _, found in (one, other)]
    assert places[0] == places[1]
    assert places[0]
    assert words(f"a // b{end}c -- d{end}e") == ["a", "c", "e"]
