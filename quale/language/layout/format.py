"""The canonical layout of a program: what the author's line breaks are kept of, and what is written anew.

Kept: every comment, where lines end (between items, and in values where there is an operator, a comma or a bracket),
single blank lines. Written anew: indentation, blanks, commas between items, the columns of comments, where braces
stand. A block that is written on one line stays there if it fits.
"""

from bisect import bisect_left

from quale.diagnostics import Diagnostic, Source
from quale.language.hidden_operand import warn_of_hidden_operands
from quale.language.layout.concrete import OUTSIDE, Concrete, Item, concrete
from quale.language.layout.gaps import Gap, gaps, kept_tokens
from quale.language.layout.lines import WIDTH, Line, render_lines
from quale.language.layout.spaces import may_break, sign_of, spaces, written
from quale.language.parsing.lexer import END
from quale.language.parsing.parse import parse


def format_source(source: Source) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a source in canonical layout; with errors the text as it is, and the errors."""
    _, wrong = parse(source)
    if wrong:
        return source.text, wrong
    syntax = concrete(source)
    hidden = frozenset(warning.span.start for warning in warn_of_hidden_operands(source) if warning.span)
    forced: set[int] = set()
    while True:
        writer = _Writer(source, syntax, hidden, forced)
        lines = writer.write()
        wide = {next(iter(line.blocks)) for line in lines if line.width > WIDTH and line.blocks}
        if not wide:
            return render_lines(lines), ()
        forced |= wide


class _Writer:
    """One pass over the tokens; ``forced`` are blocks that do not fit on one line."""

    def __init__(self, source: Source, syntax: Concrete, hidden: frozenset[int], forced: set[int]) -> None:
        self.source = source
        self.syntax = syntax
        self.hidden = hidden
        self.forced = forced
        self.kept = kept_tokens(source.text, syntax)
        self.gaps = gaps(source, syntax, self.kept)
        self.broken = frozenset(opening for opening in syntax.blocks if self._is_broken(opening))
        self.lines: list[Line] = []
        self.depth = 0  # of blocks
        self.inside = 0  # brackets open in an item
        self._openings = {closing: opening for opening, closing in syntax.blocks.items()}
        self._sorted_forced = sorted(forced)

    def write(self) -> list[Line]:
        """Return all lines."""
        self.lines, self.depth, self.inside = [], 0, 0
        last: Item | None = None  # the item outside of blocks that was written last
        before: int | None = None
        ends: dict[int, Item] = {}  # by block: the item before
        for index in self.kept:
            token, item = self.syntax.tokens[index], self.syntax.items.get(index)
            neighbour = ends.get(item.block) if item is not None else None
            gap = self.gaps[index]
            breaks = before is not None and self._breaks(index, before, item, neighbour)
            blank = False
            if item is not None and item.block == OUTSIDE:
                blank = last is not None and (self._is_long(last) or self._is_long(item)) and not gap.has_blank_line
                last = item
            self.depth -= index in self._openings
            self._comments(index, before, gap, blank=blank)
            if token.kind == END:
                break
            self._token(index, before, breaks=breaks, blank=blank and not any(c.newlines for c in gap.comments))
            if item is not None:
                ends[item.block] = item
            before = index
        return self.lines

    def _comments(self, index: int, before: int | None, gap: Gap, *, blank: bool) -> None:
        """Write the comments before a token."""
        indent = 2 * (self.depth + 1) if index in self._openings else self._indent(index, before)
        fresh = before is None or before in self.syntax.blocks  # a block begins
        for at, comment in enumerate(gap.comments):
            line = self.lines[-1] if self.lines else None
            own = line is None or comment.newlines > 0 or (line.comment != "")
            if own:
                alone = comment.ends_line or self._ends_line(index, at)
                above = line if line is not None and line.column >= 0 else None
                goes_on = alone and above is not None and comment.newlines == 1 and above.column == comment.column
                space = (comment.newlines > 1 or blank) and not fresh
                line = Line(above.indent if above is not None and goes_on else indent, space, goes_on=goes_on)
                self.lines.append(line)
                fresh = blank = False
                if alone:
                    line.comment = comment.text
                    line.column = comment.column if goes_on else -1
                else:
                    line.code = comment.text
            elif line is not None and (comment.ends_line or self._ends_line(index, at)):
                line.comment, line.column = comment.text, comment.column
                line.close = comment.start in self.hidden and not line.code.endswith("{")
            elif line is not None:
                line.code += f" {comment.text}"

    def _ends_line(self, index: int, at: int) -> bool:
        """Tell whether the author's line ends behind one of the comments before a token."""
        gap = self.gaps[index]
        if at + 1 == len(gap.comments) and self.syntax.tokens[index].kind == END:
            return True
        return bool(gap.comments[at + 1].newlines if at + 1 < len(gap.comments) else gap.newlines)

    def _token(self, index: int, before: int | None, *, breaks: bool, blank: bool) -> None:
        """Write a token on the line that is being written, or on one of its own."""
        gap, token = self.gaps[index], self.syntax.tokens[index]
        text, sign = written(self.source, token), sign_of(token)
        line = self.lines[-1] if self.lines else None
        commented = bool(gap.comments)
        if line is None or line.comment or (breaks and not (commented and self._follows(gap))):
            first = not any(comment.newlines for comment in gap.comments) and before in self.syntax.blocks
            first = first or line is None or self._leads(before)
            space = (gap.newlines > 1 or blank) and not first and sign not in ("}", ")", "]")
            line = Line(self._indent(index, before), space, text)
            self.lines.append(line)
        else:
            between = " " if commented or before is None else spaces(self.syntax, before, index)
            line.code += f"{between}{text}"
        if index in self.syntax.blocks:
            self.depth += 1
            if index not in self.broken and self.syntax.blocks[index] > index + 1:
                line.blocks.append(index)
        if index in self.syntax.items:
            self.inside = 0
        self.inside += (sign in ("(", "[")) - (sign in (")", "]"))

    def _leads(self, before: int | None) -> bool:
        """Tell whether a bracket was opened just before."""
        return before is not None and sign_of(self.syntax.tokens[before]) in ("(", "[")

    def _follows(self, gap: Gap) -> bool:
        """Tell whether a comment stands before a token on its line."""
        return not gap.newlines and not gap.comments[-1].ends_line

    def _indent(self, index: int, before: int | None) -> int:
        """Return the indentation of a line that begins with a token."""
        token = self.syntax.tokens[index]
        starts = before is None or index in self.syntax.items or token.kind == END or index in self._openings
        if starts or before in self._openings:
            return 2 * self.depth
        closes = sign_of(token) in (")", "]")
        return 2 * (self.depth + (self.inside - 1 if closes else max(1, self.inside)))

    def _breaks(self, index: int, before: int, item: Item | None, neighbour: Item | None) -> bool:
        """Tell whether a line begins with a token."""
        syntax, gap = self.syntax, self.gaps[index]
        opening = syntax.tokens[before]
        if index in syntax.blocks:
            return False
        if index in self._openings:
            return self._openings[index] in self.broken
        if item is None and before in self._openings:  # `else`
            return gap.breaks and self._openings[before] not in self.broken
        if item is None:
            return gap.breaks and may_break(syntax, before, index)
        if item.block == OUTSIDE:
            return True
        if item.block not in self.broken or opening is syntax.tokens[item.block]:
            return item.block in self.broken
        long = self._is_long(item) or (neighbour is not None and self._is_long(neighbour))
        return gap.breaks or long or item.block in self.forced

    def _is_broken(self, opening: int) -> bool:
        """Tell whether a block takes more than a line."""
        closing = self.syntax.blocks[opening]
        start, end = self.syntax.tokens[opening].end, self.syntax.tokens[closing].start
        inside = self.source.text[start:end]
        head = self.gaps[self.kept[bisect_left(self.kept, opening) + 1]]
        empty = not inside.strip(" \t\n,") and not head.comments
        commented = any(comment.newlines or comment.ends_line for comment in head.comments)
        return opening in self.forced or ("\n" in inside and not empty) or commented

    def _is_long(self, item: Item) -> bool:
        """Tell whether an item takes more than a line."""
        tokens = self.syntax.tokens
        if self.source.text.find("\n", tokens[item.first].start, tokens[item.last].end) >= 0:
            return True
        at = bisect_left(self._sorted_forced, item.first)
        return at < len(self._sorted_forced) and self._sorted_forced[at] <= item.last
