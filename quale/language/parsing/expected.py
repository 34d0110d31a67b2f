"""What an unexpected token is told as: what could have come there, in the words of the language."""

from collections.abc import Sequence
from difflib import get_close_matches

from quale.diagnostics import Diagnostic, Note, Severity, Source, Span
from quale.language.parsing.advice import LOOKS, SHAPES, advice
from quale.language.parsing.automaton import SETTLING, Table, accepts, continuations
from quale.language.parsing.lexer import END, WORD, Token
from quale.language.syntax import foreign
from quale.language.syntax.units import UNITS

_OPERAND = frozenset({"NUMBER", "NAME", "LPAR", "LSQB", "MINUS", "PLUS", "NOT", "TRUE", "FALSE", "STRING", "SIZE"})
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_OPERATORS = frozenset({"+", "-", "*", "/", "%", "^", "and", "or", "is", "?", "..", *_COMPARISONS})
_ASSIGNMENTS = frozenset({"+=", "-=", "*=", "/="})
VALUE_DUE = _OPERATORS - {".."} | _ASSIGNMENTS | {"=", "not", "(", ","}
"""Signs and words behind which a value must come."""

_STATEMENTS = frozenset(
    {"let", "var", "when", "if", "for", "repeat", "record", "consume", "move", "travel", "sensor", "return"}
    | {"integrate"}
    | {"view", *SHAPES, *LOOKS[1:]}
)
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
    unit = unknown_unit(source, tokens, index)
    if unit is not None:
        return unit[0]
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
    return Diagnostic(Severity.ERROR, message, span, hint=advice(source, tokens, index, table, states))


def unclosed(source: Source, tokens: Sequence[Token], index: int, brace: Token | None) -> Diagnostic:
    """Return the error of a closing brace that is missing before a token; `brace` is the one it belongs to."""
    note = (Note("this `{` is never closed", Span(source, brace.start, brace.end)),) if brace else ()
    message = f"expected `}}`, found {found_text(source, tokens[index])}"
    return Diagnostic(Severity.ERROR, message, place_of(source, tokens, index), notes=note)


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
        nouns.append("a shape or a statement" if "trail" in texts else "a statement")
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
        {".", "[", *_ASSIGNMENTS},
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


def unknown_unit(source: Source, tokens: Sequence[Token], index: int) -> tuple[Diagnostic, int] | None:
    """Return the error of a word that is meant as a unit, the token or the one before, and the word's index."""
    for at in (index, index - 1):
        if at < 1 or tokens[at].kind == END:
            continue
        number, word = tokens[at - 1], tokens[at]
        one_line = "\n" not in source.text[number.end : word.start]
        begins = word.text in _STATEMENTS | _DECLARATIONS and tokens[at + 1].kind == WORD  # the next item on its line
        named = tokens[at + 1].kind in SETTLING or word.text in UNITS or word.text in LOOKS or begins
        if number.kind == "NUMBER" and not number.unit and word.kind == WORD and one_line and not named:
            near = get_close_matches(word.text, UNITS, 1, 0.7)
            hint = f"did you mean `{near[0]}`?" if near else f"units are {' '.join(UNITS)}"
            hint = foreign.UNITS.get(word.text, hint)
            place = Span(source, word.start, word.end)
            return Diagnostic(Severity.ERROR, f"`{word.text}` is not a unit", place, hint=hint), at
    return None
