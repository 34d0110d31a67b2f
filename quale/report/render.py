"""A diagnostic as a person reads it: place, message, the line with the words underlined, hint, other places."""

from unicodedata import category, east_asian_width

from quale.diagnostics import Diagnostic, Severity, Span

_TAB = 4  # columns between tab stops
_WIDEST = 160  # columns shown of a line
_MARGIN = 40  # columns shown before the underlined words of a line that is cut

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def render(diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """Return the lines of a diagnostic, without a newline at the end; ``colour`` adds ANSI colours."""
    tint = _COLOURS[diagnostic.severity] if colour else ""
    spans = [diagnostic.span, *(note.span for note in diagnostic.notes)]
    gutter = max((len(str(span.line)) for span in spans if span is not None), default=0)
    margin = " " * (gutter + 1)
    lines = [_head(diagnostic.span, diagnostic.file, diagnostic.severity.value, diagnostic.message, tint)]
    if diagnostic.span is not None:
        lines += _excerpt(diagnostic.span, gutter, diagnostic.label, tint)
    if diagnostic.hint:
        lines += [f"{margin}= {line}" for line in diagnostic.hint.splitlines()]
    for note in diagnostic.notes:
        if note.span is None:
            lines.append(f"{margin}= note: {note.message}")
        else:
            calm = _COLOURS[Severity.NOTE] if colour else ""
            lines.append(_head(note.span, "", Severity.NOTE.value, note.message, calm))
            lines += _excerpt(note.span, gutter, "", calm)
    return "\n".join(lines)


def _head(span: Span | None, file: str, kind: str, message: str, tint: str) -> str:
    place = f"{span.source.name}:{span.line}:{span.column}: " if span is not None else f"{file}: " if file else ""
    return f"{place}{_tinted(f'{kind}:', f'1;{tint}' if tint else '')} {message}"


def _excerpt(span: Span, gutter: int, label: str, tint: str) -> list[str]:
    """Return the span's first line and the carets under it; of a long line the part around them."""
    text = span.source.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start)
    end = len(text) if end < 0 else end
    stop = min(span.end, end)
    near, far = max(start, span.start - _WIDEST), min(end, stop + _WIDEST)
    before, inside = _columns(text[near : span.start], 0)
    marked, width = _columns(text[span.start : min(stop, span.start + _WIDEST)], inside)
    rest, whole = _columns(text[stop:far], width)
    line, shift = (before + marked + rest).rstrip(), 0
    if whole > _WIDEST or near > start:
        shift = max(0, inside - _MARGIN)
        cut = shift > 0 or near > start
        line = ("…" if cut else "") + line[shift + cut : shift + _WIDEST] + ("…" if whole > shift + _WIDEST else "")
    width = min(width, shift + _WIDEST)
    carets = "^" * max(1, width - inside - _trailing_blanks(marked))
    under = f"{' ' * gutter} | {' ' * (inside - shift)}{_tinted(carets, tint)}{' ' + label if label else ''}"
    return [f"{span.line:>{gutter}} | {line}".rstrip(), under]


def _columns(text: str, column: int) -> tuple[str, int]:
    """Return text as a terminal shows it from a column on, and the column behind it."""
    shown: list[str] = []
    for character in text:
        if character == "\t":
            wide = _TAB - column % _TAB
            shown.append(" " * wide)
        elif category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            wide = 0 if character in "\r\ufeff" else 1
            shown.append("\N{REPLACEMENT CHARACTER}" * wide)
        else:
            wide = 0 if category(character) in ("Mn", "Me") else 2 if east_asian_width(character) in "WF" else 1
            shown.append(character)
        column += wide
    return "".join(shown), column


def _trailing_blanks(text: str) -> int:
    return len(text) - len(text.rstrip()) if text.strip() else 0


def _tinted(text: str, tint: str) -> str:
    return f"\x1b[{tint}m{text}\x1b[0m" if tint else text
