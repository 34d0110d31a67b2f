"""The parse of one source, past its errors: each is told once, then mended by a token or skipped to the next item."""

from collections.abc import Sequence

from quale.diagnostics import Diagnostic, Severity, Source, Span
from quale.language.parsing.advice import misspelt
from quale.language.parsing.automaton import SETTLING, Table, accepts, kind_of
from quale.language.parsing.expected import VALUE_DUE, unclosed, unexpected
from quale.language.parsing.indentation import closing_place, indent, unclosed_brace
from quale.language.parsing.lexer import END, Token
from quale.language.parsing.parse_stack import Moment
from quale.language.parsing.translate import Translator
from quale.language.syntax.foreign import WORDS
from quale.language.syntax.tree import Tree

MOST_ERRORS = 100  # told of one file
_MOST_BRACES = 20  # that are put in where they seem to be missing
_MOST_TOKENS = 200_000  # that are read again for their sake, all times together


def read(
    source: Source, tokens: Sequence[Token], table: Table, lexical: Sequence[Diagnostic]
) -> tuple[Tree, tuple[Diagnostic, ...]]:
    """Return the tree of the tokens and all errors, `lexical` ones included; what is wrong is missing in the tree.

    Where a closing brace is missing, all up to the end of the text may have been read as the inside of a block. If
    the indentation shows where the brace belongs, the text is read again as if it stood there.
    """
    told: list[Diagnostic] = []
    best: tuple[Tree, tuple[Diagnostic, ...]] | None = None
    for _ in range(max(1, min(_MOST_BRACES, _MOST_TOKENS // len(tokens)))):
        reader = _Reader(source, tokens, table)
        tree = reader.read()
        found = (*reader.heard(lexical), *told, *reader.diagnostics, *reader.sound())
        if best is not None and len(found) > len(best[1]):
            break
        best = (tree, found)
        place = closing_place(source, tokens, reader.unclosed_at[0]) if reader.unclosed_at else 0
        if not place:
            break
        told.append(unclosed(source, tokens, place, reader.unclosed_at[0]))
        tokens = (*tokens[:place], Token("RBRACE", tokens[place - 1].end, tokens[place - 1].end, ""), *tokens[place:])
    return best if best is not None else (Tree(source.name, ()), ())


class _Reader(Translator):
    def __init__(self, source: Source, tokens: Sequence[Token], table: Table) -> None:
        super().__init__(source, tokens, table)
        self.mends = 0
        self.block_start = 0  # where the last top-level block begins that followed an unclosed one
        self.misread: list[tuple[int, int]] = []  # characters that were taken for the inside of an unclosed block
        self.unclosed_at: list[Token] = []  # braces that lack their partners
        self.doubt: Moment | None = None  # before a word that begins a line and was taken for a name
        self.dangling: Moment | None = None  # before a name that begins a line, where the one above ends in an operator

    def read(self) -> Tree:
        """Take all tokens."""
        while True:
            token = self.tokens[self.index]
            kind = kind_of(self.table, self.states, self.tokens, self.index)
            if accepts(self.table, self.states, kind) and not (kind == "NAME" and self.is_waited_for(self.index)):
                if kind == "NAME" and (token.text in WORDS or self.tokens[self.index - 1].kind == "NUMBER"):
                    self.strange = self.moment()
                if kind == "NAME" and self.is_doubtful(self.index):
                    self.doubt = self.moment()
                elif kind == "NAME" and self.is_dangling(self.index):
                    self.dangling = self.moment()
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

    def heard(self, lexical: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Return what the lexer told, but for what stands in something that is wrong as a whole."""
        inside = [(start, end) for start, end in self.passed if start < end]
        return [
            error
            for error in lexical
            if error.span is None or not any(start <= error.span.start < end for start, end in inside)
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
            if self.inline(braces) or self.foreign(braces) or self.counting(braces) or self.increment() or self.unit():
                return self.mends < MOST_ERRORS
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
            self.drop(token, braces)
        return True

    def drop(self, token: Token, braces: list[int]) -> None:
        """Go on behind what cannot be mended; what stands in an index is a part of the mistake."""
        self.skip(braces)
        if token.kind == "LSQB":
            self.pass_line(token)

    def is_doubtful(self, index: int) -> bool:
        """Tell whether a word that is taken for a name begins a line as if it were none."""
        following = self.tokens[index + 1].kind
        alone = following in SETTLING or following == END or self.breaks_line(index + 1)
        return index > 0 and self.breaks_line(index) and not alone

    def is_dangling(self, index: int) -> bool:
        """Tell whether a name begins a line where the line above it waits for a value."""
        return index > 0 and self.tokens[index - 1].text in VALUE_DUE and self.breaks_line(index)

    def is_waited_for(self, index: int) -> bool:
        """Tell whether a statement is taken for a name only because the line above it waits for a value."""
        return self.begins_statement(index) and self.is_dangling(index)

    def is_outside(self, index: int, braces: list[int]) -> bool:
        """Tell whether a token begins a line that is indented as if the innermost block were over."""
        if not braces or index == 0 or not self.breaks_line(index) or self.tokens[index].kind == "RBRACE":
            return False
        return indent(self.source, self.tokens[index]) <= indent(self.source, self.values[braces[-1]])

    def go_back(self, braces: list[int]) -> None:
        """Return to where the error shows best: a word taken for a name that is none, or a misspelt one just before."""
        doubt, dangling, self.doubt, self.dangling = self.doubt, self.dangling, None, None
        assigned = self.tokens[self.index].kind in SETTLING - {"DOT", "COLON"}
        if assigned and dangling is not None and self.is_on_line_of(dangling):
            self.return_to(dangling)
            return
        if doubt is not None and self.is_on_line_of(doubt):
            keyword = self.tokens[doubt.index].text in self.table.words.keywords
            if (keyword and not self.ends_item(doubt.states)) or self.is_outside(doubt.index, braces):
                self.return_to(doubt)
                return
        before = self.tokens[self.index - 1] if self.index else None
        just_taken = before is not None and bool(self.values) and self.values[-1] is before
        if before is not None and just_taken and misspelt(before, self.table, self.states[:-1]):
            self.index -= 1
            del self.states[-1], self.values[-1]

    def is_on_line_of(self, moment: Moment) -> bool:
        """Tell whether no line begins between a moment's token and the current one."""
        return not any(self.breaks_line(index) for index in range(moment.index + 1, self.index + 1))

    def unclosed(self, index: int) -> Diagnostic:
        """Return the error of a closing brace that is missing before a token."""
        brace = unclosed_brace(self.source, self.tokens[self.block_start : index])
        if brace is not None:
            self.misread.append((brace.start, self.tokens[index].start))
            self.unclosed_at.append(brace)
        return unclosed(self.source, self.tokens, index, brace)
