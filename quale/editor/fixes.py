"""What a hint says to write, as a change of the text."""

import re
from dataclasses import dataclass

from quale.diagnostics import Diagnostic, Span

_WORDS = (
    re.compile(r"did you mean `(?P<word>[^`]+)`\?"),
    re.compile(r"write `(?P<word>[^`…]+)`(?:, without quotes)?"),
    re.compile(r'write (?P<word>"[^"]*")'),
    re.compile(r"numbers have a point: write `(?P<word>[^`]+)`"),
    re.compile(r"numbers are decimal: write `(?P<word>[^`]+)`"),
    re.compile(r"`(?P<word>and|or)` joins conditions"),
)
"""Hints that are all of a replacement for what is underlined."""

_OUT = re.compile(r"(?:.*; )?leave it out")


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that a hint proposes: the words in place of what stands at a span."""

    title: str
    span: Span
    text: str


def fix(diagnostic: Diagnostic) -> Fix | None:
    """Return the change that the hint of a finding asks for, None where it leaves something to decide."""
    span = diagnostic.span
    if span is None or not diagnostic.hint:
        return None
    for pattern in _WORDS:
        found = pattern.fullmatch(diagnostic.hint)
        if found is not None:
            return Fix(f"Write `{found['word']}`", _meant(span, diagnostic), found["word"])
    if _OUT.fullmatch(diagnostic.hint):
        return Fix(f"Leave out `{span.text}`", _meant(span, diagnostic), "")
    return None


def _meant(span: Span, diagnostic: Diagnostic) -> Span:
    """Return what is to be replaced: where nothing is underlined, the word before it."""
    quoted = re.findall(r"`([^`]+)`", diagnostic.message)
    inside = [span.text.find(word) for word in quoted]
    for word, at in zip(quoted, inside, strict=True):
        if at >= 0 and "did you mean" in diagnostic.hint:
            return Span(span.source, span.start + at, span.start + at + len(word))
    return span
