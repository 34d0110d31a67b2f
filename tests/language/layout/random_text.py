"""Random programs as text: of every construct in the grammar, with blanks, lines and comments in every place."""

from itertools import pairwise
from random import Random

from quale.diagnostics import Source
from quale.language.parsing.automaton import Table, accepts, kind_of, step
from quale.language.parsing.lexer import END, Token, lex
from quale.language.parsing.parse import grammar_table, parse

TABLE = grammar_table()
SIGNS = {kind: text for text, kind in TABLE.words.signs.items()}
KEYWORDS = {kind: text for text, kind in TABLE.words.keywords.items()}
TEXTS = {
    "NAME": ("x", "agent", "food", "a", "ticks", "reward", "km", "s", "state", "weiß", "h"),
    "NUMBER": ("3", "0.5", "1_000", "1e-3", "60 km/h", "5  ticks", "2s", "100 generations"),
    "STRING": ('"a // b"', '"x.csv"', '"{ -- }"'),
    "SIZE": ("20 x 20", "8x9"),
    "CONSUME_ENTITY": ("consume",),
}
BLANKS = (" ", " ", " ", "  ", "\t", "\n", "\n", "\n\n", "\n  \n\n\t", "\n      ")
COMMENTS = (
    " // said\n", " -- said\n", " /* said */ ", "\n// said  \n", "\n\n\n    -- said, {\n\n", "/* two\n   lines */",
    "  // one\n  // two\n", " // 2\n", "--3\n", "\n/* */", " // said\n\n\n", "/**/\n", "  /* a */ /* b */ // c\n",
)  # fmt: skip
LOOSE = frozenset("(){}[],:")
"""Signs that need no blank beside them."""
OPENERS, CLOSERS = ("LBRACE", "LPAR", "LSQB", "COMMA"), (END, "RBRACE", "RPAR", "RSQB", "NAME", "NUMBER")


def random_program(random: Random) -> str:
    """Return a program without syntax errors; what it says makes no sense."""
    blocks = [tokens for _ in range(random.randint(1, 4)) if (tokens := _block(random))]
    tokens = [token for block in blocks for token in block]
    for _ in range(20):
        text = spaced(tokens, random)
        if not parse(Source("random.quale", text))[1]:
            return text
    return " ".join(tokens)


def respaced(text: str, random: Random) -> str:
    """Return a program with all that stands between its tokens made anew."""
    tokens, _ = lex(Source("given.quale", text), TABLE.words)
    return spaced([text[token.start : token.end] for token in tokens[:-1]], random)


def spaced(tokens: list[str], random: Random) -> str:
    """Return tokens with anything between them that says nothing."""
    often = random.choice((0.0, 0.02, 0.2))
    parts = [random.choice(("", "\n\n", "// first\n", "/* first */"))]
    for left, right in pairwise([*tokens, ""]):
        parts += [left, _between(left, right, often, random)]
    return "".join(parts)


def _between(left: str, right: str, often: float, random: Random) -> str:
    if random.random() < often:
        return " " * (left[-1:] in ("/", "-", "*")) + random.choice(COMMENTS)
    if (left in LOOSE or right in LOOSE) and random.random() < 0.3:
        return ""
    return random.choice(BLANKS)


def _block(random: Random) -> list[str]:
    """Return the tokens of a random block, or none where the walk came to nothing."""
    for _ in range(30):
        tokens = _walk(random)
        if tokens and not parse(Source("block.quale", " ".join(tokens)))[1]:
            return tokens
    return []


def _walk(random: Random) -> list[str]:
    states, texts = [TABLE.start], list[str]()
    budget = random.randint(5, 60)
    for taken in range(budget + 60):
        kind = _choice(states, random, ends=taken >= budget)
        if kind == END:
            return texts
        text = SIGNS.get(kind) or KEYWORDS.get(kind) or random.choice(TEXTS[kind])
        texts.append(text)
        if not _takes(TABLE, states, texts):
            return []
    return []


def _choice(states: list[int], random: Random, *, ends: bool) -> str:
    kinds = [kind for kind in sorted(TABLE.actions[states[-1]]) if kind.isupper() or kind.startswith("_")]
    kinds = [kind for kind in (*kinds, END) if kind in _KNOWN and accepts(TABLE, states, kind)]
    if ends:
        return next((kind for kind in CLOSERS if kind in kinds), random.choice(kinds))
    if len(states) > 40:
        return random.choice([kind for kind in kinds if kind not in OPENERS] or kinds)
    return random.choice([kind for kind in kinds if kind != END] or kinds)


_KNOWN = {*SIGNS, *KEYWORDS, *TEXTS, END}


def _takes(table: Table, states: list[int], texts: list[str]) -> bool:
    """Take the last word as the parser does, which may see it otherwise than it was chosen."""
    tokens, wrong = lex(Source("walk.quale", " ".join(texts)), table.words)
    if wrong:
        return False
    last: Token = tokens[-2]
    return step(table, states, kind_of(table, states, (last, tokens[-1], tokens[-1]), 0))
