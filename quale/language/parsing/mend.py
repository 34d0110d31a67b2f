"""Going on after an error: a token put in, changed or dropped, or all up to the next item that looks sound."""

import math
from collections.abc import Sequence

from quale.diagnostics import Diagnostic, Source
from quale.language.parsing.advice import misspelt
from quale.language.parsing.automaton import SETTLING, Table, accepts, continuations, kind_of, run, step
from quale.language.parsing.build_tree import Builder
from quale.language.parsing.lexer import END, FAULT, WORD, Token
from quale.language.parsing.parse_stack import Drive

_LOOK_AHEAD = 8  # tokens that must fit after a mend
_LOOK_FAR = 40  # tokens by which mends are compared
_ITEM_SIGNS = SETTLING | {"LPAR", "LBRACE"}  # behind the name that a field, assignment or handler begins with


class Mender(Drive):
    """A parse that goes on after errors, which it gathers."""

    def __init__(self, source: Source, tokens: Sequence[Token], table: Table) -> None:
        super().__init__(table, Builder(source))
        self.source = source
        self.tokens = tokens
        self.diagnostics: list[Diagnostic] = []
        self.skipped_from = -1  # where the last skip ended: the next one goes on

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

    def breaks_line(self, index: int) -> bool:
        """Tell whether a token stands on a later line than the one before it; the first has none before it."""
        return "\n" in self.source.text[self.tokens[index - 1].end : self.tokens[index].start]

    def patch(self, token: Token) -> bool:
        """Put a token in, change it or drop it, where what follows then fits."""
        meant = misspelt(token, self.table, self.states)
        if meant:
            self.take(self.table.words.keywords[meant], token._replace(text=meant))  # later stages know no other word
            self.index += 1
            return True
        if self.substitute(token, self.index):
            return True
        opens = token.text in self.table.words.keywords and self.breaks_line(self.index)
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
            if self.begins_statement(at) and kind_of(self.table, states, self.tokens, at) == "NAME":
                return False
            if run(self.table, states, self.tokens, at, 1) == 0:
                return False
            if self.tokens[at].kind == END:
                return True
        return True

    def begins_statement(self, index: int) -> bool:
        """Tell whether a keyword begins a line and has a word behind it, as it never has as a name."""
        keyword = self.tokens[index].text in self.table.words.keywords and self.tokens[index + 1].kind == WORD
        return keyword and self.breaks_line(index) and not self.breaks_line(index + 1)

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
        if token.kind == WORD and self.breaks_line(index):
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


def _preference(kind: str) -> tuple[int, str]:
    """Closing brackets and signs before names, so that a mend changes as little as it can."""
    order = ("RPAR", "RSQB", "COLON", "ASSIGN", "COMMA", "NAME", "NUMBER")
    return (order.index(kind) if kind in order else len(order), kind)
