"""What an unexpected token is told as: what could have come there, in the words of the language."""

from collections.abc import Sequence
from difflib import get_close_matches

from quale.diagnostics import Diagnostic, Severity, Source, Span
from quale.language.parsing.automaton import SETTLING, Table, accepts, continuations
from quale.language.parsing.lexer import END, RESERVED, WORD, Token
from quale.language.syntax.units import UNITS

_OPERAND = frozenset({"NUMBER", "NAME", "LPAR", "LSQB", "MINUS", "PLUS", "NOT", "TRUE", "FALSE", "STRING", "SIZE"})
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_OPERATORS = frozenset({"+", "-", "*", "/", "%", "^", "and", "or", "is", "?", "..", *_COMPARISONS})
_ASSIGNMENTS = frozenset({"+=", "-=", "*=", "/="})
_STATEMENTS = frozenset({"let", "when", "if", "for", "record", "consume", "move", "travel", "sensor"})
_DECLARATIONS = frozenset(
    {
        *("state", "sensor", "actuator", "region", "brain", "plasticity", "machine"),
        *("entity", "query", "import", "spawn", "hidden"),
        *("metric", "gate", "maximize", "reward", "penalize", "terminate"),
    }
)
_NAMES = {"goto": "the name of a state", "is": "the name of a state", "from": "a file name in quotes"}
_LONGEST = 30  # characters shown of a token


def unexpected(source: Source, tokens: Sequence[Token], index: int, table: Table, states: Sequence[int]) -> Diagnostic:
    """Return the error of a token that cannot come where the automaton stands."""
    unit = _unknown_unit(source, tokens, index)
    if unit is not None:
        return unit
    token = tokens[index]
    before = tokens[index - 1] if index else None
    wanted = expectations(table, states, before)
    complete = accepts(table, states, "RBRACE") or accepts(table, states, END)
    if before is not None and "\n" in source.text[before.end : token.start] and not complete:
        message = f"expected {_joined(wanted)} after `{_shown(source, before)}`"
        span = Span(source, before.end, before.end)
    else:
        message = f"expected {_joined(wanted)}, found {found_text(source, token)}"
        span = place_of(source, tokens, index)
    return Diagnostic(Severity.ERROR, message, span, hint=_hint(tokens, index, table, states))


def found_text(source: Source, token: Token) -> str:
    """Return how a token is called that was found."""
    return "the end of the file" if token.kind == END else f"`{_shown(source, token)}`"


def place_of(source: Source, tokens: Sequence[Token], index: int) -> Span:
    """Return where a token stands; the end of the file is behind the last token, not below it."""
    token = tokens[index]
    if token.kind == END and index:
        return Span(source, tokens[index - 1].end, tokens[index - 1].end)
    return Span(source, token.start, token.end)


def expectations(table: Table, states: Sequence[int], before: Token | None) -> list[str]:
    """Return what can come next, as a person would list it."""
    kinds = continuations(table, states) - {END, "CONSUME_ENTITY"}
    fixed = {kind: text for words in (table.words.keywords, table.words.signs) for text, kind in words.items()}
    nouns: list[str] = []
    behind = before.text if before else ""
    if {"NUMBER", "LPAR", "MINUS"} <= kinds:
        nouns.append(_operand(kinds, behind))
        kinds -= _OPERAND
    texts = [text for kind, text in fixed.items() if kind in kinds]
    declarations = _DECLARATIONS.intersection(texts)
    if len(declarations) > 2 and {"=", ":"}.intersection(texts):
        nouns.append("a declaration")
        texts = [text for text in texts if text not in declarations]
    if "let" in texts and "when" in texts:
        nouns.append("a statement")
        kinds -= {"NAME"}
        texts = [text for text in texts if text not in _STATEMENTS]
    if "NAME" in kinds:
        nouns.append("a field name" if "}" in texts else _NAMES.get(behind, "a name"))
    if "NUMBER" in kinds:
        nouns.append("a time such as `10 s`")
    if "STRING" in kinds:
        nouns.append("a file name in double quotes")
    ends = _OPERATORS.intersection(texts)
    if ".." in ends and "and" not in ends:  # a type, or the range of `clamp`
        nouns.append("`..`")
    for unlikely in (
        _OPERATORS,
        {".", *_ASSIGNMENTS},
        {"("} if ends else set[str](),
        {","} if "}" in texts else set[str](),
        {"else"},
    ):
        kept = [text for text in texts if text not in unlikely]
        texts = kept if kept or nouns else texts
    if _OPERATORS.intersection(texts):
        texts = ["an operator"]
        return [*nouns, *texts]
    texts.sort(key=lambda text: text == "}")
    return [*nouns, *(f"`{text}`" for text in texts)]


def _operand(kinds: frozenset[str], behind: str) -> str:
    if behind == "clamp":
        return "a range"
    if "SIZE" in kinds:
        return "a value"
    return "a type" if behind == ":" and "NOT" not in kinds else "an expression"


def _joined(wanted: Sequence[str]) -> str:
    if not wanted:
        return "something else"
    *most, last = wanted
    return f"{', '.join(most)} or {last}" if most else last


def _shown(source: Source, token: Token) -> str:
    text = source.text[token.start : token.end]
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _hint(tokens: Sequence[Token], index: int, table: Table, states: Sequence[int]) -> str:
    """Return what was probably meant, or nothing."""
    token = tokens[index]
    kinds = continuations(table, states)
    text = token.text
    if text in RESERVED and "NAME" in kinds:
        return f"`{text}` is a reserved word and cannot be a name"
    if text == "=" and "EQUAL" in kinds:
        return "`==` compares"
    if text == "==" and "ASSIGN" in kinds:
        return "`=` assigns"
    near = misspelt(token, table, states)
    return f"did you mean `{near}`?" if near else ""


def misspelt(token: Token, table: Table, states: Sequence[int]) -> str:
    """Return the keyword that a word is probably meant as, of those that can come, or nothing."""
    keywords = table.words.keywords
    if token.kind != WORD or token.text in keywords:
        return ""
    kinds = continuations(table, states)
    near = get_close_matches(token.text, [text for text, kind in keywords.items() if kind in kinds], 1, 0.75)
    return near[0] if near else ""


def _unknown_unit(source: Source, tokens: Sequence[Token], index: int) -> Diagnostic | None:
    """Return the error of a word behind a number that is meant as a unit."""
    for at in (index, index - 1):
        if at < 1 or tokens[at].kind == END:
            continue
        number, word = tokens[at - 1], tokens[at]
        one_line = "\n" not in source.text[number.end : word.start]
        named = tokens[at + 1].kind in SETTLING or word.text in UNITS
        if number.kind == "NUMBER" and not number.unit and word.kind == WORD and one_line and not named:
            near = get_close_matches(word.text, UNITS, 1, 0.6)
            hint = f"did you mean `{near[0]}`?" if near else f"units are {' '.join(UNITS)}"
            return Diagnostic(
                Severity.ERROR, f"`{word.text}` is not a unit", Span(source, word.start, word.end), hint=hint
            )
    return None
