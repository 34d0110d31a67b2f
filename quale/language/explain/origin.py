"""Records: what holds, and all that says something about it."""

from dataclasses import dataclass

from quale.diagnostics import Span

MOST_SHOWN = 160
"""Characters of a declaration that are shown."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One that gives a value: ``what`` is "given beside the program", "written", "preset neat2002" or "default"."""

    what: str
    text: str = ""  # as written; of a preset or default the value, "" where it is told with the value
    span: Span | None = None
    base: str = ""  # the block it is taken over from


@dataclass(frozen=True, slots=True)
class Explained:
    """A value and where it comes from: the first origin holds, the others are what it stands in place of."""

    owner: str  # the experiment or block
    path: str
    value: str  # as it holds; "" of a declaration, whose text says it
    origins: tuple[Origin, ...]


def shown(span: Span) -> str:
    """Return what is written at a place, on one line."""
    text = " ".join(line.strip() for line in span.text.splitlines()).strip()
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
