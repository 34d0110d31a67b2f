"""The canonical layout: what it looks like, and what it never changes."""

from pathlib import Path
from random import Random

import pytest

from quale.diagnostics import Source
from quale.language.layout.format import format_source
from quale.language.parsing.parse import parse
from tests.language.layout.properties import check_layout
from tests.language.layout.random_text import random_program, respaced

ROOT = Path(__file__).parents[3]
PROGRAMS = sorted([*ROOT.glob("examples/**/*.quale"), *ROOT.glob("quale/cli/projects/templates/**/*.quale")])
SEEDS = range(25)


@pytest.mark.parametrize("path", PROGRAMS, ids=[path.stem for path in PROGRAMS])
def test_what_the_repository_shows_is_in_canonical_layout(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_source(Source(path.name, text)) == (text, ()), f"quale fmt {path}"


@pytest.mark.parametrize("path", PROGRAMS, ids=[path.stem for path in PROGRAMS])
def test_any_spacing_of_a_program_of_the_repository_is_laid_out(path: Path) -> None:
    """Comments between a word and its `:` and lines that begin with a statement's word may make errors of it."""
    tried = 0
    for seed in range(20):
        text = respaced(path.read_text(encoding="utf-8"), Random(seed))
        if tried < 1 and not parse(Source(path.name, text))[1]:
            check_layout(text)
            tried += 1
    assert tried == 1


def test_random_programs_are_laid_out() -> None:
    """More of them: python -m tests.language.layout.properties."""
    for seed in SEEDS:
        check_layout(random_program(Random(seed)))


def laid_out(text: str) -> str:
    formatted, wrong = format_source(Source("a.quale", text))
    assert not wrong
    return formatted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("body B{state a:0..1=0.5,state b : km / h}", "body B { state a: 0..1 = 0.5  state b: km/h }\n"),
        ("body B\n{\n\n state a: bool }", "body B {\n  state a: bool\n}\n"),
        ("body B // why\n{ state a: bool }", "body B {  // why\n  state a: bool\n}\n"),
        ("evolve E { seed : 3, ticks:5ticks}", "evolve E { seed: 3  ticks: 5 ticks }\n"),
        ("evolve E { seed: 3, s: 5 }", "evolve E { seed: 3, s: 5 }\n"),  # else `3 s` would be a duration
        ("evolve E {\nseed: 3,\nticks: 5,\n}", "evolve E {\n  seed: 3\n  ticks: 5\n}\n"),
        ("world W { size:20x20 }", "world W { size: 20 x 20 }\n"),
        ("world W { entity e { properties { a: km b: bool } } }",
         "world W { entity e { properties { a: km, b: bool } } }\n"),
        ("action A {record r{a:1 b:2}}", "action A { record r { a: 1, b: 2 } }\n"),
        ("action A { x=-a+ - b*( c-1 )^-2 }", "action A { x = -a + -b * (c - 1) ^ -2 }\n"),
        ("action A { x = a?b:c  y = f( a , b:1 ) }", "action A { x = a ? b : c  y = f(a, b: 1) }\n"),
        ("action A { when(a){x=1}else{x=2} }", "action A { when (a) { x = 1 } else { x = 2 } }\n"),
        ("action A { when a {\nx = 1 }\nelse { x = 2 } }",
         "action A {\n  when a {\n    x = 1\n  } else { x = 2 }\n}\n"),
        ("action A {\nwhen a { x = 1 }\nelse { x = 2 } }", "action A {\n  when a { x = 1 }\n  else { x = 2 }\n}\n"),
        ("action A {\nlet a = b +\nc\n\n\n\nlet d = 1 }", "action A {\n  let a = b +\n    c\n\n  let d = 1\n}\n"),
        ("evolve E {\nactivations: [\ntanh,\nrelu,\n] }",
         "evolve E {\n  activations: [\n    tanh,\n    relu,\n  ]\n}\n"),
        ("constant a = 1 constant b = [1,2,]", "constant a = 1\nconstant b = [1, 2]\n"),
        ("body A {\nstate a: bool }\nworld W { }", "body A {\n  state a: bool\n}\n\nworld W { }\n"),
        ("body A {\nstate a: bool // one\nstate bc: bool     // two\n\nstate d: bool // three\n}",
         "body A {\n  state a: bool   // one\n  state bc: bool  // two\n\n  state d: bool  // three\n}\n"),
        ("body A {\nstate a: bool // one\n              // goes on\n// next\nstate b: bool }",
         "body A {\n  state a: bool  // one\n                 // goes on\n  // next\n  state b: bool\n}\n"),
        ("constant a = 6 // 2\nconstant b = 6 //two", "constant a = 6 // 2\nconstant b = 6  //two\n"),
        ("", ""),
        ("\n\n// said\n\n\n", "// said\n"),
    ],
)  # fmt: skip
def test_layout(written: str, wanted: str) -> None:
    assert laid_out(written) == wanted
    assert check_layout(written) == wanted


def test_a_block_that_is_too_wide_for_a_line_has_a_line_for_each_item() -> None:
    fields = [f"field_{number}: {number}" for number in range(12)]
    wanted = "evolve E {\n" + "".join(f"  {field}\n" for field in fields) + "}\n"
    assert check_layout("evolve E { " + " ".join(fields) + " }") == wanted


def test_ends_of_lines_and_letters_of_any_script_stay() -> None:
    written = 'evolve Groß {\r\n  file: "wei\\u00df // x"\r\n}\r\n'
    assert laid_out(written) == written.replace("\r", "")


def test_errors_leave_the_text_as_it_is() -> None:
    text = "body   B { state a }\n"
    formatted, wrong = format_source(Source("a.quale", text))
    assert formatted == text
    assert [str(error) for error in wrong] == ["a.quale:1:20: error: expected `:`, found `}`"]
