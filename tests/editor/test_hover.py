"""What is shown of a word: what it is, its type, unit and first value, and where a value came from."""

import pytest

from quale.diagnostics import Source
from quale.editor import words
from quale.editor.hover import hover
from quale.editor.positions import Lines
from quale.language.experiment.evolve_block import EVOLVE_FIELDS
from quale.language.expressions.call import BUILT_IN_FUNCTIONS
from quale.language.parsing.lexer import RESERVED
from quale.language.parsing.parse import grammar_table
from tests.editor.programs import PROGRAM, at, written


@pytest.mark.parametrize(
    ("before", "behind", "shown"),
    [
        ("agent.", "place += energy", ["state place: -1..1 = 0.25", "state of body Walker", "within -1..1", "at 0.25"]),
        ("agent.", "speed = sum", ["state speed: km/h", "a number in km/h", "begins at 0"]),
        ("Runner from Walker { state ", "age", ["state age: int = 5", "in place of", "state age: int = 0"]),
        ("when ", "ripe {", ["ripe: bool = true", "property of world Line", "a truth value"]),
        ("/ ", "radius + next", ["constant radius = 6 km", "walk.quale:1:10"]),
        ("= ", "half(agent", ["function half", "walk.quale:2:10"]),
        ("+ ", "next.distance", ["let next = nearest(food, agent.x, agent.y)"]),
        ("+ ", "min(e", ["min(a, b, …): a < b ? a : b", "of a reduction"]),
        ("1 - ", "abs(", ["abs(x): |x|"]),
        ("and ", "fired(", ["whether the output is above its threshold"]),
        ("agent.", "x, agent", ["cell on a grid, from the west", "implicitly"]),
        ("  ", "population: 30", ["genomes per generation", "= `30`"]),
        ("{ ", "add_node: 0.5",
         ["enabled connection is split", "= `0.5`", "the preset neat2002 0.03", "the default 0.03"]),
        ("  ", "preset:", ["Stanley", "= `neat2002`"]),
        ("  ", "mutation {", ["Chances of each change"]),
        ("", "perception Feel", ["Assigns every sensor"]),
        ("test Long { ", "ticks: 900", ["of a scenario, at most", "= `900`"]),
    ],
)  # fmt: skip
def test_hover(before: str, behind: str, shown: list[str]) -> None:
    analysis, source = written(PROGRAM)
    found = hover(analysis, source, at(PROGRAM, before, behind))
    assert found is not None
    assert [text for text in shown if text not in found.text] == [], found.text
    assert behind.startswith(found.span.text)


def test_there_is_nothing_to_tell_of_signs_numbers_and_comments() -> None:
    analysis, source = written(PROGRAM + "// population\n")
    for before in ("world Line", "population: 3", "// pop"):
        assert hover(analysis, source, at(source.text, before) + 1) is None


def test_a_program_with_errors_has_hovers_too() -> None:
    text = PROGRAM.replace("maximize near: 1", "maximize nea")
    analysis, source = written(text)
    assert analysis.loaded is None
    found = hover(analysis, source, at(text, "agent.", "place += energy"))
    assert found is not None
    assert "state place" in found.text


def test_every_word_of_the_language_has_its_line() -> None:
    told = {**words.KEYWORDS, **words.BLOCKS, **words.FIELDS, **words.WORDS, **words.DRAWS}
    assert not [name for name in EVOLVE_FIELDS if name not in told]
    assert not [
        name
        for name in BUILT_IN_FUNCTIONS
        if name not in ("mod", "neighbour", "degree") and not words.of_function(name)
    ]
    joining = {"per", "after", "by", "over", "in", "to", "travel", "view"}
    shapes = {"line", "circle", "rectangle", "polygon", "text", "trail", "colour", "radius", "width"}
    missing = set(grammar_table().words.keywords) - set(told) - set(RESERVED) - joining - shapes
    assert len(missing) <= 12, f"words without a line: {sorted(missing)}"


def test_columns_are_utf_16_units() -> None:
    lines = Lines(Source("a", "// 𝄞 é\nb 𝄞x"))
    assert [lines.position(offset) for offset in (0, 4, 6, 9, 11)] == [(0, 0), (0, 5), (0, 7), (1, 2), (1, 5)]
    for offset in range(11):
        assert lines.offset(*lines.position(offset)) == offset
    assert lines.offset(0, 99) == 6
    assert lines.offset(9, 0) == 11
