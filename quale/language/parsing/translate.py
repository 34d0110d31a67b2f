"""What another language means by a word is told once, and the parse goes on with what it means here."""

from collections.abc import Sequence

from quale.diagnostics import Diagnostic, Severity, Source, Span
from quale.language.parsing.automaton import Table, accepts, step
from quale.language.parsing.expected import VALUE_DUE, unexpected, unknown_unit
from quale.language.parsing.lexer import END, WORD, Token
from quale.language.parsing.mend import Mender
from quale.language.parsing.parse_stack import Moment
from quale.language.syntax.foreign import WORDS

_BRACES = ("LBRACE", "RBRACE")


class Translator(Mender):
    """A parse that knows what other languages write."""

    def __init__(self, source: Source, tokens: Sequence[Token], table: Table) -> None:
        super().__init__(source, tokens, table)
        self.strange: Moment | None = None  # before the last strange word that was taken for a name
        self.passed: list[tuple[int, int]] = []  # characters of what another language means as one thing

    def foreign(self, braces: list[int]) -> bool:
        """Tell a word of other languages and go on with what it means; False where there is none."""
        here, taken = self.moment(), self.strange
        for moment in (here, taken):
            if moment is None or moment.index < here.index - 1:
                continue
            token = self.tokens[moment.index]
            ours = (
                token.text in self.table.words.keywords and token.text != "function"
            )  # which stands outside of blocks
            known = token.kind != WORD or ours
            choices, hint = ((), "") if known else WORDS.get(token.text, ((), ""))
            if not hint or self.tokens[moment.index - 1].kind in ("DOT", "COLON"):
                continue
            self.return_to(moment)
            meant = next((words for words in choices if self.fits_instead(words)), None)
            if meant is None and choices and choices[0][:1] != ("else",):  # as a name it may be what is meant
                self.return_to(here)
                continue
            place = Span(self.source, token.start, token.end)
            self.tell(Diagnostic(Severity.ERROR, f"`{token.text}` means nothing here", place, hint=hint))
            if meant is None:
                self.skip(braces)
                self.pass_line(token)
            else:
                self.take_instead(meant)
            return True
        return False

    def pass_line(self, token: Token) -> None:
        """Take what is left of a token's line for a part of what is wrong with it, texts in other quotes included."""
        while self.tokens[self.index].kind not in (END, *_BRACES) and not self.breaks_line(self.index):
            self.index += 1
        end = self.source.text.find("\n", token.end)
        behind = self.tokens[self.index].start
        self.passed.append((token.end, behind if end < 0 else min(end, behind)))

    def unit(self) -> bool:
        """Tell a word behind a number that is no unit, and leave it out; False where there is none."""
        found = unknown_unit(self.source, self.tokens, self.index)
        if found is None:
            return False
        error, at = found
        if at < self.index:
            if self.strange is None or self.strange.index != at:
                return False
            self.return_to(self.strange)
        if not self.fits(list(self.states), at + 1):
            return False
        self.tell(error)
        self.index = at + 1
        return True

    def fits_instead(self, words: Sequence[str]) -> bool:
        """Tell whether keywords or signs can take the place of the current token."""
        kinds, trial = self.kinds(), list(self.states)
        return all(step(self.table, trial, kinds[word]) for word in words) and self.fits(trial, self.index + 1)

    def take_instead(self, words: Sequence[str]) -> None:
        """Take keywords or signs in place of the current token."""
        token, kinds = self.tokens[self.index], self.kinds()
        for word in words:
            self.take(kinds[word], Token(kinds[word], token.start, token.end, word))
        self.index += 1

    def kinds(self) -> dict[str, str]:
        """Return the terminals of all keywords and signs."""
        return {**self.table.words.keywords, **self.table.words.signs}

    def inline(self, braces: list[int]) -> bool:
        """Tell an `if` that stands in an expression, and go on behind the line; False where there is none."""
        first = self.index
        while first > 0 and not self.breaks_line(first):
            first -= 1
        line = range(first + 1, self.index)
        place = next((at for at in reversed(line) if self.tokens[at].text == "if"), 0)
        if not place or not braces:
            return False
        before = self.tokens[place - 1]
        as_value = before.text in VALUE_DUE or (self.tokens[self.index].text == "else" and before.kind not in _BRACES)
        among_braces = any(self.tokens[at].kind in _BRACES for at in range(place, self.index + 1))
        if not as_value or among_braces or before.text == "else":
            return False
        word = Span(self.source, self.tokens[place].start, self.tokens[place].end)
        hint = "a choice between two values is `c ? a : b`"
        self.tell(Diagnostic(Severity.ERROR, "`if` makes no value", word, hint=hint))
        self.cut(braces[-1])
        while self.tokens[self.index].kind not in (END, *_BRACES) and not self.breaks_line(self.index):
            self.index += 1
        return True

    def increment(self) -> bool:
        """Tell `x++` and take it as an assignment; False where there is none."""
        one, other = self.tokens[self.index : self.index + 2] if self.index + 1 < len(self.tokens) else (None, None)
        if one is None or other is None or not one.text == other.text == "+":
            return False
        if one.end != other.start or not accepts(self.table, self.states, "ADD_ASSIGN"):
            return False
        self.tell(unexpected(self.source, self.tokens, self.index, self.table, self.states))
        self.take("ADD_ASSIGN", Token("ADD_ASSIGN", one.start, one.end, "+="))
        self.take("NUMBER", Token("NUMBER", other.start, other.end, "1", 1.0))
        self.index += 2
        return True

    def counting(self, braces: list[int]) -> bool:
        """Tell a `for (…)` as in C and pass over it with its block; False where there is none."""
        if self.tokens[self.index].kind != "LPAR" or self.tokens[self.index - 1].text != "for":
            return False
        self.tell(unexpected(self.source, self.tokens, self.index, self.table, self.states))
        start, depth = self.tokens[self.index].start, 0
        while self.tokens[self.index].kind not in (END, *_BRACES):
            depth += (self.tokens[self.index].kind == "LPAR") - (self.tokens[self.index].kind == "RPAR")
            self.index += 1
            if not depth:
                break
        self.passed.append((start, self.tokens[self.index].start))
        self.skip(braces)
        return True
