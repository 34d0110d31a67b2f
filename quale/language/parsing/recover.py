"""The parse of one source, past its errors: each is told once, then mended by a token or skipped to the next item."""

import math
from collections.abc import Sequence
from typing import Any

from quale.diagnostics import Diagnostic, Note, Severity, Source, Span
from quale.language.parsing.automaton import SETTLING, Table, accepts, continuations, kind_of, run, step
from quale.language.parsing.build_tree import Builder
from quale.language.parsing.expected import found_text, misspelt, place_of, unexpected
from quale.language.parsing.indentation import indent, unclosed_brace
from quale.language.parsing.lexer import END, FAULT, WORD, Token
from quale.language.parsing.parse_stack import Drive
from quale.language.syntax.tree import Tree

MOST_ERRORS = 100  # told of one file
_LOOK_AHEAD = 8  # tokens that must fit after a mend
_ITEM_SIGNS = SETTLING | {"LPAR", "LBRACE"}  # behind the name that a field, assignment or handler begins with
_LOOK_FAR = 40  # tokens by which mends are compared


def read(source: Source, tokens: Sequence[Token], table: Table) -> tuple[Tree, tuple[Diagnostic, ...]]:
    """Return the tree of the tokens and the errors among them; what is wrong is missing in the tree."""
    reader = _Reader(source, tokens, table)
    tree = reader.read()
    return tree, (*reader.diagnostics, *reader.sound())


class _Reader(Drive):
    def __init__(self, source: Source, tokens: Sequence[Token], table: Table) -> None:
        super().__init__(table, Builder(source))
        self.source = source
        self.tokens = tokens
        self.diagnostics: list[Diagnostic] = []
        self.index = 0
        self.mends = 0
        self.skipped_from = -1  # where the last skip ended: the next one goes on
        self.block_start = 0  # where the last top-level block begins that followed an unclosed one
        self.misread: list[tuple[int, int]] = []  # characters that were taken for the inside of an unclosed block
        self.doubt: tuple[int, list[int], list[Any]] | None = (
            None  # before a word that begins a line and was taken for a name
        )

    def read(self) -> Tree:
        """Take all tokens."""
        while True:
            token = self.tokens[self.index]
            kind = kind_of(self.table, self.states, self.tokens, self.index)
            if accepts(self.table, self.states, kind):
                if kind == "NAME" and self.is_doubtful(self.index):
                    self.doubt = (self.index, list(self.states), list(self.values))
                self.take(kind, token)
                if kind == END:
                    break
                self.index += 1
            elif not self.mend():
                self.cut(None)
                self.take(END, self.tokens[-1])
                break
        tree = self.values[-1]
        return tree if isinstance(tree, Tree) else Tree(self.source.name, ())

    def sound(self) -> list[Diagnostic]:
        """Return what the builder told of text that was read as meant: no error on its line, and in the right block."""
        lines = {diagnostic.span.line for diagnostic in self.diagnostics if diagnostic.span}
        return [
            error
            for error in self.builder.diagnostics
            if error.span is not None
            and error.span.line not in lines
            and not any(start <= error.span.start < end for start, end in self.misread)
        ]

    def mend(self) -> bool:
        """Tell the error at the current token and make the parse able to go on; False where it cannot."""
        self.mends += 1
        braces = self.open_braces()
        for index in (self.index, self.index - 1):
            if braces and self.begins_block(index):
                self.tell(self.unclosed(index))
                self.cut(None)
                self.index = self.block_start = index
                return self.mends < MOST_ERRORS
        if self.tokens[self.index].kind != END:
            self.go_back(braces)
        token, braces = self.tokens[self.index], self.open_braces()
        if token.kind == END and braces:
            self.tell(self.unclosed(self.index))
        elif token.kind == "RBRACE" and not braces:
            self.tell(Diagnostic(Severity.ERROR, "this `}` closes nothing", Span(self.source, token.start, token.end)))
        elif self.is_outside(self.index, braces) and accepts(self.table, self.states, "RBRACE"):
            self.tell(self.unclosed(self.index))
            self.take("RBRACE", Token("RBRACE", token.start, token.start, ""))
            return self.mends < MOST_ERRORS
        else:
            self.tell(unexpected(self.source, self.tokens, self.index, self.table, self.states))
        if token.kind == END or self.mends >= MOST_ERRORS:
            return False
        if not self.patch(token):
            self.skip(braces)
        return True

    def tell(self, diagnostic: Diagnostic) -> None:
        """Keep an error, unless the lexer has told it or the same was told on its line."""
        if any(self.is_told(index) for index in (self.index, max(0, self.index - 1))):
            return
        last = self.diagnostics[-1] if self.diagnostics else None
        same = last is not None and last.message == diagnostic.message
        if not (same and last and last.span and diagnostic.span and last.span.line == diagnostic.span.line):
            self.diagnostics.append(diagnostic)

    def is_told(self, index: int) -> bool:
        """Tell whether the lexer has told what is wrong with a token."""
        token = self.tokens[index]
        return token.kind == FAULT or math.isnan(token.value)

    def is_doubtful(self, index: int) -> bool:
        """Tell whether a word that is taken for a name begins a line as if it were none."""
        following = self.tokens[index + 1].kind
        alone = following in SETTLING or following == END or self.breaks_line(index + 1)
        return index > 0 and self.breaks_line(index) and not alone

    def is_outside(self, index: int, braces: list[int]) -> bool:
        """Tell whether a token begins a line that is indented as if the innermost block were over."""
        if not braces or index == 0 or not self.breaks_line(index) or self.tokens[index].kind == "RBRACE":
            return False
        return indent(self.source, self.tokens[index]) <= indent(self.source, self.values[braces[-1]])

    def breaks_line(self, index: int) -> bool:
        """Tell whether a token stands on a later line than the one before it."""
        return "\n" in self.source.text[self.tokens[index - 1].end : self.tokens[index].start]

    def go_back(self, braces: list[int]) -> None:
        """Return to where the error shows best: a word taken for a name that is none, or a misspelt one just before."""
        doubt, self.doubt = self.doubt, None
        if doubt is not None and not any(self.breaks_line(index) for index in range(doubt[0] + 1, self.index + 1)):
            keyword = self.tokens[doubt[0]].text in self.table.words.keywords
            if (keyword and not self.ends_item(doubt[1])) or self.is_outside(doubt[0], braces):
                self.index, self.states, self.values = doubt
                return
        before = self.tokens[self.index - 1] if self.index else None
        just_taken = before is not None and bool(self.values) and self.values[-1] is before
        if before is not None and just_taken and misspelt(before, self.table, self.states[:-1]):
            self.index -= 1
            del self.states[-1], self.values[-1]

    def patch(self, token: Token) -> bool:
        """Put a token in, change it or drop it, where what follows then fits."""
        meant = misspelt(token, self.table, self.states)
        if meant:
            self.take(self.table.words.keywords[meant], token)
            self.index += 1
            return True
        if self.substitute(token, self.index):
            return True
        opens = token.text in self.table.words.keywords and self.index > 0 and self.breaks_line(self.index)
        if opens or token.kind in ("LBRACE", "RBRACE"):
            return False  # what stands here is sound, or braces would no longer match
        if self.fits(list(self.states), self.index + 1):
            if self.open_braces():
                self.builder.broken.append(token.start)
            self.index += 1
            return True
        return self.substitute(token, self.index + 1)

    def substitute(self, token: Token, rest: int) -> bool:
        """Go on with a token of our own before the one at ``rest``, where one fits: the one that fits longest."""
        candidates = sorted(continuations(self.table, self.states) - {END, "RBRACE", "LBRACE"}, key=_preference)
        if self.lacks_opening() and accepts(self.table, self.states, "LBRACE"):
            candidates.insert(0, "LBRACE")
        best, longest = "", 0
        for kind in candidates:
            trial = list(self.states)
            if step(self.table, trial, kind) and self.fits(list(trial), rest):
                length = run(self.table, trial, self.tokens, rest, _LOOK_FAR)
                if length > longest:
                    best, longest = kind, length
        if best:
            self.take(best, Token(best, token.start, token.start if rest == self.index else token.end, ""))
            self.builder.broken.append(token.start)  # only now: what was complete before is sound
            self.index = rest
        return bool(best)

    def fits(self, states: list[int], index: int) -> bool:
        """Tell whether the tokens from ``index`` on are sound for a while, or to a line's end that ends an item."""
        for at in range(index, index + _LOOK_AHEAD):
            if self.breaks_line(at) and self.ends_item(states):
                return True
            if run(self.table, states, self.tokens, at, 1) == 0:
                return False
            if self.tokens[at].kind == END:
                return True
        return True

    def lacks_opening(self) -> bool:
        """Tell whether the rest of the top-level block closes more braces than are open."""
        due = len(self.open_braces())
        for index in range(self.index, len(self.tokens)):
            if self.begins_block(index):
                break
            kind = self.tokens[index].kind
            due += (kind == "LBRACE") - (kind == "RBRACE")
        return due < 0

    def ends_item(self, states: list[int]) -> bool:
        """Tell whether a statement, field or block is complete."""
        return accepts(self.table, states, "RBRACE") or accepts(self.table, states, END)

    def skip(self, braces: list[int]) -> None:
        """Drop the statement or field under way, and the text up to the next one that looks sound."""
        self.cut(braces[-1] if braces else None)
        index = self.index if self.index > self.skipped_from else self.index + 1
        depth = 0
        while self.tokens[index].kind != END:
            kind = self.tokens[index].kind
            if self.begins_block(index) or (
                depth == 0 and ((kind == "RBRACE" and bool(braces)) or self.begins_item(index, bool(braces)))
            ):
                break
            if kind == "LBRACE":
                depth += 1
            elif kind == "RBRACE":
                depth = max(0, depth - 1)
            index += 1
        self.index = self.skipped_from = index

    def begins_item(self, index: int, in_block: bool) -> bool:
        """Tell whether a statement, field, declaration or block seems to begin, sound or not."""
        token = self.tokens[index]
        kind = kind_of(self.table, self.states, self.tokens, index)
        if token.kind == WORD and index > 0 and self.breaks_line(index):
            keyword = kind != "NAME" and accepts(self.table, self.states, kind)
            if keyword or (not in_block and misspelt(token, self.table, self.states)):
                return True
        end = index + 1  # behind a path, where an item has its sign or bracket
        while kind == "NAME" and self.tokens[end].kind == "DOT" and self.tokens[end + 1].kind != END:
            end += 2
        signed = kind != "NAME" or self.tokens[end].kind in _ITEM_SIGNS
        wanted = max(3, end + 1 - index)
        return signed and run(self.table, list(self.states), self.tokens, index, wanted) == wanted

    def begins_block(self, index: int) -> bool:
        """Tell whether a top-level block begins here: keyword, name, brace."""
        if index < 0 or index + 2 >= len(self.tokens):
            return False
        word, name, brace = self.tokens[index : index + 3]
        keyword = self.table.words.keywords.get(word.text)
        top = keyword is not None and word.kind == WORD and keyword in self.table.actions[self.table.start]
        return top and name.kind == WORD and brace.kind == "LBRACE"

    def unclosed(self, index: int) -> Diagnostic:
        """Return the error of a closing brace that is missing before a token."""
        brace = unclosed_brace(self.source, self.tokens[self.block_start : index])
        note = (Note("this `{` is never closed", Span(self.source, brace.start, brace.end)),) if brace else ()
        if brace is not None:
            self.misread.append((brace.start, self.tokens[index].start))
        message = f"expected `}}`, found {found_text(self.source, self.tokens[index])}"
        return Diagnostic(Severity.ERROR, message, place_of(self.source, self.tokens, index), notes=note)


def _preference(kind: str) -> tuple[int, str]:
    """Closing brackets and signs before names, so that a mend changes as little as it can."""
    order = ("RPAR", "RSQB", "COLON", "ASSIGN", "COMMA", "NAME", "NUMBER")
    return (order.index(kind) if kind in order else len(order), kind)
