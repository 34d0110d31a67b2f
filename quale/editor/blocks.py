"""Which blocks stand around a place: told from the tokens, so that a program with errors has them, too."""

from collections.abc import Sequence

from quale.diagnostics import Source
from quale.language.parsing.lexer import Token


def enclosing(source: Source, tokens: Sequence[Token], at: int) -> list[tuple[str, str]]:
    """Return the blocks around a token from outside in: the first word of each head, and the name behind it."""
    found: list[tuple[str, str]] = []
    head: list[Token] = []
    for token in tokens[:at]:
        if token.kind == "LBRACE":
            found.append(_head(source, head))
            head = []
        elif token.kind == "RBRACE":
            if found:
                found.pop()
            head = []
        else:
            head.append(token)
    return found


def _head(source: Source, head: list[Token]) -> tuple[str, str]:
    """Return the first word of the head of a block, which begins its line or stands behind a whole item."""
    start = len(head) - 1
    while start > 0 and "\n" not in source.text[head[start - 1].end : head[start].start]:
        start -= 1
    words = head[max(start, 0) :]
    for back in (2, 1):  # the words right before the brace, where several items stand on the line
        if len(words) > back and words[-back].kind == "WORD" and words[-back - 1].kind not in ("WORD", "DOT"):
            words = words[-back:]
            break
    if not words:
        return "", ""
    name = words[1].text if len(words) > 1 and words[1].kind == "WORD" and words[1].text != "from" else ""
    return words[0].text, name


_DECLARING = {
    **dict.fromkeys(("sensor", "actuator", "hidden", "machine", "entity", "query", "metric", "constant", "function")),
    **dict.fromkeys(
        ("body", "world", "perception", "action", "dynamics", "fitness", "evolve", "item", "motion", "draw")
    ),
}


def declared_words(source: Source, tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Return what the words of a text declare, as category and name: where it has errors, its tree lacks some."""
    found: list[tuple[str, str]] = []
    blocks: list[str] = []
    for at, token in enumerate(tokens[:-1]):
        name = tokens[at + 1]
        if token.kind == "LBRACE":
            blocks.append(_head(source, list(tokens[max(0, at - 6) : at]))[0])
        elif token.kind == "RBRACE" and blocks:
            blocks.pop()
        elif token.kind == "WORD" and name.kind == "WORD":
            if token.text == "state":
                inner = blocks[-1] if blocks else ""
                found.append(({"machine": "machine state", "world": "world"}.get(inner, "state"), name.text))
            elif token.text in _DECLARING:
                found.append((token.text, name.text))
    return found
