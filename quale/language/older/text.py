"""Text that is made of an author's text: what stands where, so that findings about the one point at the other."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from quale.diagnostics import Diagnostic, Note, Severity, Source, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters from ``start`` on, up to the next piece: a copy of an author's, or written for the sake of them."""

    start: int
    origin: Span
    copied: bool


class Text:
    """A text under construction."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []

    def copy(self, span: Span) -> None:
        """Add an author's words."""
        self._add(span.text, span, copied=True)

    def write(self, text: str, origin: Span) -> None:
        """Add words that stand for an author's."""
        self._add(text, origin, copied=False)

    def append(self, other: "Text") -> None:
        """Add another text, which knows its origins."""
        self.pieces += [replace(piece, start=piece.start + self.length) for piece in other.pieces]
        self.parts += other.parts
        self.length += other.length

    def __str__(self) -> str:
        return "".join(self.parts)

    def _add(self, text: str, origin: Span, *, copied: bool) -> None:
        self.pieces.append(Piece(self.length, origin, copied))
        self.parts.append(text)
        self.length += len(text)

    def rewritten(self, name: str) -> "Rewritten":
        """Return it as a source."""
        return Rewritten(Source(name, str(self)), tuple(self.pieces))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A source that was made of others."""

    source: Source
    pieces: tuple[Piece, ...]

    def original(self, span: Span) -> tuple[Span, bool]:
        """Return the author's place that a place comes from, and whether these are the author's words."""
        starts = [piece.start for piece in self.pieces]
        piece = self.pieces[max(0, bisect_right(starts, span.start) - 1)]
        if not piece.copied:
            return piece.origin, False
        start = piece.origin.start + span.start - piece.start
        end = min(start + span.end - span.start, piece.origin.end)
        return Span(piece.origin.source, start, max(start, end)), True


def told_of_author(diagnostic: Diagnostic, rewritten: tuple[Rewritten, ...]) -> Diagnostic | None:
    """Return a finding with the author's places, None for advice about words that the author has not written."""
    by_source = {each.source: each for each in rewritten}
    span = diagnostic.span
    if span is not None and span.source in by_source:
        span, copied = by_source[span.source].original(span)
        if not copied and diagnostic.severity is not Severity.ERROR:
            return None
    notes = tuple(_note(note, by_source) for note in diagnostic.notes)
    return replace(diagnostic, span=span, notes=notes)


def _note(note: Note, by_source: dict[Source, Rewritten]) -> Note:
    if note.span is None or note.span.source not in by_source:
        return note
    return replace(note, span=by_source[note.span.source].original(note.span)[0])
