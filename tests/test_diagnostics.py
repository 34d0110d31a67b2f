"""Places, diagnostics and errors as people and programs read them."""

import pytest

from quale.diagnostics import (
    CheckpointError,
    Diagnostic,
    EvaluationError,
    Note,
    ProgramError,
    QualeError,
    Severity,
    Source,
    Span,
    UsageError,
)

TEXT = Source("a.quale", "one\ntwo three\n\nfour")


@pytest.mark.parametrize(
    ("start", "end", "place", "text"),
    [
        (0, 0, "1:1", ""),
        (0, 3, "1:1", "one"),
        (2, 4, "1:3", "e\n"),
        (3, 4, "1:4", "\n"),
        (4, 7, "2:1", "two"),
        (8, 13, "2:5", "three"),
        (14, 14, "3:1", ""),
        (15, 19, "4:1", "four"),
        (19, 19, "4:5", ""),
    ],
)
def test_a_span_has_a_line_and_a_column_from_1(start: int, end: int, place: str, text: str) -> None:
    span = Span(TEXT, start, end)
    assert (f"{span.line}:{span.column}", span.text) == (place, text)
    assert str(span) == f"a.quale:{place}"
    assert repr(span) == f"<Span a.quale:{place}>"


@pytest.mark.parametrize("text", ["a\nb\n\nc", "a\r\nb\r\n\r\nc", "a\rb\r\rc", "a\r\nb\n\rc"])
def test_every_end_of_line_is_read_as_one(text: str) -> None:
    assert Source("x", text).text == "a\nb\n\nc"


def test_a_source_is_equal_to_itself_alone_and_shows_its_name() -> None:
    assert Source(TEXT.name, TEXT.text) != TEXT
    assert Span(TEXT, 1, 2) == Span(TEXT, 1, 2)
    assert repr(TEXT) == "<Source a.quale>"


@pytest.mark.parametrize(
    ("diagnostic", "line"),
    [
        (Diagnostic(Severity.ERROR, "no"), "error: no"),
        (Diagnostic(Severity.WARNING, "no", file="b.quale"), "b.quale: warning: no"),
        (Diagnostic(Severity.NOTE, "no", Span(TEXT, 4, 7)), "a.quale:2:1: note: no"),
        (Diagnostic(Severity.ERROR, "no", Span(TEXT, 4, 7), file="b.quale"), "a.quale:2:1: error: no"),
    ],
)
def test_a_diagnostic_is_a_line(diagnostic: Diagnostic, line: str) -> None:
    assert str(diagnostic) == line
    assert repr(diagnostic) == f"<Diagnostic {line}>"
    assert (diagnostic.label, diagnostic.hint, diagnostic.notes) == ("", "", ())
    assert Note("more").span is None


def test_an_error_of_a_program_counts_its_errors_and_keeps_all_it_was_told() -> None:
    told = tuple(Diagnostic(severity, severity.value) for severity in (Severity.WARNING, Severity.ERROR, Severity.NOTE))
    error = ProgramError((*told, Diagnostic(Severity.ERROR, "second")))
    assert str(error) == "2 error(s); first: error: error"
    assert error.diagnostics == (*told, Diagnostic(Severity.ERROR, "second"))
    assert str(ProgramError(told[:1])) == "0 error(s); first: none"


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({}, "bad"),
        ({"path": "x.run"}, "x.run: bad"),
        ({"section": "best"}, "section best: bad"),
        ({"field": "weight"}, "field weight: bad"),
        ({"path": "x.run", "section": "best", "field": "weight"}, "x.run, section best, field weight: bad"),
        ({"path": "x.run", "field": "weight"}, "x.run, field weight: bad"),
    ],
)
def test_an_error_of_a_checkpoint_says_where(named: dict[str, str], words: str) -> None:
    error = CheckpointError("bad", **named)
    assert (str(error), error.reason) == (words, "bad")
    for name in ("path", "section", "field"):
        assert getattr(error, name) == named.get(name, "")


def test_all_that_a_user_can_cause_is_one_kind_of_error() -> None:
    for error in (ProgramError, UsageError, CheckpointError, EvaluationError):
        assert issubclass(error, QualeError)
    assert [severity.value for severity in Severity] == ["error", "warning", "note"]
