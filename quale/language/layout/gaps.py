"""What stands between two tokens: comments, and how many lines end."""

import re
from dataclasses import dataclass

from quale.diagnostics import Source
from quale.language.layout.concrete import Concrete

_TRIVIA = re.compile(r"(?P<comment>//[^\n]*|--[^\n]*|/\*.*?\*/)|\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as it is written, the ends of lines before it, its place in the text and in its line."""

    text: str
    newlines: int
    start: int
    column: int

    @property
    def ends_line(self) -> bool:
        """Whether nothing can follow it on its line."""
        return not self.text.startswith("/*") or "\n" in self.text


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands before a token: comments, and the ends of lines behind the last of them."""

    comments: tuple[Comment, ...]
    newlines: int

    @property
    def breaks(self) -> bool:
        """Whether the author began a new line here."""
        return bool(self.newlines) or any(comment.newlines or comment.ends_line for comment in self.comments)

    @property
    def has_blank_line(self) -> bool:
        """Whether the author left a line empty here."""
        return self.newlines > 1 or any(comment.newlines > 1 for comment in self.comments)


def kept_tokens(text: str, syntax: Concrete) -> list[int]:
    """Return the tokens that are written: all but commas that say nothing."""
    kept: list[int] = []
    for index, token in enumerate(syntax.tokens):
        closer = syntax.tokens[index + 1] if token.text == "," and token.kind != "STRING" else None
        if index in syntax.separators:
            continue
        if closer is not None and closer.text in (")", "]") and not text[token.end : closer.start].strip(" \t"):
            continue
        kept.append(index)
    return kept


def gaps(source: Source, syntax: Concrete, kept: list[int]) -> dict[int, Gap]:
    """Return what stands before each token that is kept; comments before a `{` go behind it."""
    found: dict[int, Gap] = {}
    end = 0
    moved: tuple[Comment, ...] = ()
    for index in kept:
        token = syntax.tokens[index]
        gap = _gap(source.text, end, token.start)
        end = token.end
        gap, moved = Gap((*moved, *gap.comments), gap.newlines), ()
        if index in syntax.blocks:
            gap, moved = Gap((), 0), gap.comments
        found[index] = gap
    return found


def _gap(text: str, start: int, end: int) -> Gap:
    comments: list[Comment] = []
    newlines, place = 0, start
    while match := _TRIVIA.search(text, place, end):
        place = match.end()
        if not match["comment"]:
            newlines += 1
            continue
        written = match["comment"] if match["comment"].startswith("/*") else match["comment"].rstrip()
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
        comments.append(Comment(written, newlines, match.start(), column))
        newlines = 0
    return Gap(tuple(comments), newlines)
