"""How a diagnostic looks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quale.diagnostics import Diagnostic, Note, Severity, Source, Span
from quale.report.render import render

PROGRAM = Source("forager.quale", "\n" * 11 + "  sensor hunger = agent.hungr\n" + "x" * 3)


def place(source: Source, word: str) -> Span:
    start = source.text.index(word)
    return Span(source, start, start + len(word))


def test_place_message_line_carets_label_and_hint() -> None:
    span = place(PROGRAM, "hungr\n")
    span = Span(PROGRAM, span.start, span.end - 1)
    found = Diagnostic(
        Severity.ERROR, "unknown state `hungr`", span, "not a state of body `Forager`", "did you mean `hunger`?"
    )
    assert render(found) == (
        "forager.quale:12:25: error: unknown state `hungr`\n"
        "12 |   sensor hunger = agent.hungr\n"
        "   |                         ^^^^^ not a state of body `Forager`\n"
        "   = did you mean `hunger`?"
    )


def test_notes_have_places_of_their_own_and_line_numbers_align() -> None:
    source = Source("two.quale", "state a: 0..1\n" * 12)
    first, last = Span(source, 6, 7), Span(source, 11 * 14 + 6, 11 * 14 + 7)
    found = Diagnostic(Severity.WARNING, "twice", last, notes=(Note("first here", first), Note("so it goes")))
    assert render(found) == (
        "two.quale:12:7: warning: twice\n"
        "12 | state a: 0..1\n"
        "   |       ^\n"
        "two.quale:1:7: note: first here\n"
        " 1 | state a: 0..1\n"
        "   |       ^\n"
        "   = note: so it goes"
    )


def test_diagnostic_without_a_place_speaks_of_its_file() -> None:
    assert render(Diagnostic(Severity.ERROR, "not UTF-8", file="a.quale")) == "a.quale: error: not UTF-8"
    assert render(Diagnostic(Severity.ERROR, "no evolve block", hint="add one")) == "error: no evolve block\n = add one"


def test_tabs_and_wide_characters_keep_the_carets_under_the_words() -> None:
    source = Source("w.quale", "\ta\tname = 値段 + e\u0301x # y\n")
    shown = render(Diagnostic(Severity.ERROR, "m", place(source, "値段"))).splitlines()
    assert shown == ["w.quale:1:11: error: m", "1 |     a   name = 値段 + e\u0301x # y", "  |                ^^^^"]
    shown = render(Diagnostic(Severity.ERROR, "m", place(source, "#"))).splitlines()
    assert shown[2].index("^") == len("1 |     a   name = ____ + ex ")


def test_span_over_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    source = Source("m.quale", "let a = (1 +  \n 2)\n")
    assert render(Diagnostic(Severity.ERROR, "m", place(source, "(1 +  \n 2)"))).splitlines()[1:] == [
        "1 | let a = (1 +",
        "  |         ^^^^",
    ]


def test_span_at_the_end_of_the_file_has_one_caret() -> None:
    for text in ("", "a\n", "a", "ab\r\n"):
        source = Source("e.quale", text)
        lines = render(Diagnostic(Severity.ERROR, "m", Span(source, len(text), len(text)))).splitlines()
        assert lines[2].count("^") == 1
        assert lines[1] == f"{text.count(chr(10)) + 1} | {text.splitlines()[-1] if text == 'a' else ''}".rstrip()


@pytest.mark.parametrize(("before", "after"), [(1000, 1000), (1000, 0), (0, 1000), (150, 20), (170, 0), (50, 300)])
def test_long_line_is_cut_around_the_words(before: int, after: int) -> None:
    source = Source("l.quale", "a" * before + " here " + "b" * after)
    _, line, carets = render(Diagnostic(Severity.ERROR, "m", place(source, "here"))).splitlines()
    start = carets.index("^")
    assert line[start : start + 4] == "here"
    assert len(line) < 200
    assert 1 <= line.count("…") <= 2


def test_control_characters_do_not_reach_the_terminal() -> None:
    source = Source("c.quale", "a \x1b[31m\x00 b\r\n")
    assert render(Diagnostic(Severity.ERROR, "m", place(source, "b"))).splitlines()[1:] == [
        "1 | a \N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER} b",
        "  |          ^",
    ]


def test_colour_adds_nothing_but_colour() -> None:
    found = Diagnostic(Severity.ERROR, "m", place(PROGRAM, "hunger"), "l", "h", (Note("n", place(PROGRAM, "agent")),))
    coloured = render(found, colour=True)
    assert coloured != render(found)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == render(found)


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_every_span_of_every_text_can_be_shown(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = Diagnostic(Severity.ERROR, "m", Span(Source("t.quale", text), start, end))
    assert render(found).count("\n") == 2
    assert "^" in render(found)
