"""What indentation tells about braces: which one lacks its partner."""

from collections.abc import Sequence

from quale.diagnostics import Source
from quale.language.parsing.lexer import Token


def unclosed_brace(source: Source, tokens: Sequence[Token]) -> Token | None:
    """Return the brace that most likely lacks its partner among the tokens.

    A closing brace that begins its line stands under the line of its opening one; where it stands further left, it
    closes an outer block, and the brace that it seems to close is the one without a partner.
    """
    unclosed: list[Token] = []
    suspect: Token | None = None
    for index, token in enumerate(tokens):
        if token.kind == "LBRACE":
            unclosed.append(token)
        elif token.kind == "RBRACE" and unclosed:
            opening = unclosed.pop()
            if not _begins_line(source, tokens, index):
                continue
            line = source.text[source.text.rfind("\n", 0, token.start) + 1 : token.start]
            if not line.strip() and len(line) < indent(source, opening):
                suspect = suspect or opening
    return suspect or (unclosed[-1] if unclosed else None)


def closing_place(source: Source, tokens: Sequence[Token], brace: Token) -> int:
    """Return the index of the token before which the indentation closes a brace without a partner; 0 if it does not.

    That is the first one behind it that begins a line and stands no further right than the brace's own line, or as a
    closing brace further left.
    """
    outside = indent(source, brace)
    for index in range(tokens.index(brace) + 1, len(tokens)):
        token = tokens[index]
        if token.start == token.end or not _begins_line(source, tokens, index):
            continue  # the end of the text, a brace put in, or not the first of its line
        column = token.start - (source.text.rfind("\n", 0, token.start) + 1)
        if column < outside or (column == outside and token.kind != "RBRACE"):
            return index
        if column == outside:
            return 0  # its partner after all
    return 0


def _begins_line(source: Source, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a line break stands before a token: looked for in what is between, as a line may be very long."""
    return index == 0 or "\n" in source.text[tokens[index - 1].end : tokens[index].start]


def indent(source: Source, token: Token) -> int:
    """Return how many characters of white space the line of a token begins with."""
    line = source.text[source.text.rfind("\n", 0, token.start) + 1 : token.start]
    return len(line) - len(line.lstrip())
