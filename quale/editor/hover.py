"""What is shown of a word under the cursor: what it is, its type, unit and first value, where a value came from."""

from dataclasses import dataclass
from typing import Any

from quale.diagnostics import Source, Span, UsageError
from quale.editor.analysis import Analysis
from quale.editor.blocks import enclosing
from quale.editor.declared import Declared
from quale.editor.words import BLOCKS, CLOCKS, FIELDS, IMPLICIT, KEYWORDS, WORDS, of_function
from quale.language.explain.explain import Explainer
from quale.language.explain.origin import Explained, shown
from quale.language.parsing.lexer import Token, lex
from quale.language.parsing.parse import grammar_table
from quale.language.syntax import tree as syntax


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown, and the words that it is about."""

    text: str
    span: Span


def hover(analysis: Analysis, source: Source, offset: int) -> Hover | None:
    """Return what is to be told of a place, None where there is nothing to tell."""
    tokens, _ = lex(source, grammar_table().words)
    at = next((i for i, token in enumerate(tokens) if token.start <= offset < max(token.end, token.start + 1)), None)
    at = next((i for i, token in enumerate(tokens) if token.end == offset), None) if at is None else at
    if at is None or tokens[at].kind not in ("WORD", "NOT", "AND", "OR", "IS", "IN", "TRUE", "FALSE"):
        return None
    token = tokens[at]
    found = analysis.index.at(source, token.start)
    parts = [_of_thing(each, analysis) for each in (analysis.index.declarations(found.key) if found else ())]
    if found is not None and found.key.category.startswith("local"):
        parts.append(_of_local(analysis, found.key.name, source, token))
    if not parts:
        parts = [_of_word(token, tokens, at, source, analysis)]
    text = "\n\n---\n\n".join(dict.fromkeys(part for part in parts if part))
    return Hover(text, Span(source, token.start, token.end)) if text else None


def _code(text: str) -> str:
    return f"```quale\n{text}\n```"


def _of_thing(declared: Declared, analysis: Analysis) -> str:
    """Return a declaration as it is written, what it is, and what it stands in place of."""
    text = _code(shown(_whole(declared.node)))
    words = [f"{declared.key.category} of {declared.owner}" if declared.owner else declared.key.category]
    words += _typed(declared.node)
    place = declared.name.span
    lines = [text, ", ".join(words), f"{place}"]
    said = _explained(f"{declared.owner.replace(' ', '.')}.{declared.key.name}", analysis)
    lines += [line for each in said for line in _origins(each)[1:]]
    return "\n\n".join(lines)


def _typed(node: Any) -> list[str]:
    """Return the type, unit and initial value of a state or property in words."""
    if not isinstance(node, syntax.StateDeclaration | syntax.Property):
        return []
    kind = node.type
    if isinstance(kind, syntax.Range):
        told = f"a number within {kind.span.text}, which saturates"
    else:
        word = kind.span.text
        told = {"bool": "a truth value", "int": "a whole number", "float": "a number"}.get(word, f"a number in {word}")
    if node.initial is not None:
        return [told, f"begins at {shown(node.initial.span)}"]
    return [told] if isinstance(node, syntax.Property) else [told, "begins at 0, false, or the lowest of its range"]


def _of_local(analysis: Analysis, name: str, source: Source, token: Token) -> str:
    """Return the line of the `let`, `var` or loop that a local name is of."""
    found = analysis.index.at(source, token.start)
    first = analysis.index.of(found.key)[0] if found is not None else None
    if first is None:
        return ""
    text = first.span.source.text
    start = text.rfind("\n", 0, first.span.start) + 1
    end = text.find("\n", first.span.start)
    return f"{_code(text[start : len(text) if end < 0 else end].strip())}\n\n`{name}` is known until its block ends"


def _of_word(token: Token, tokens: tuple[Token, ...], at: int, source: Source, analysis: Analysis) -> str:
    """Return what a field, built-in or keyword is."""
    word, blocks = token.text, enclosing(source, tokens, at)
    before = tokens[at - 1].text if at else ""
    if before == "." and at > 1 and tokens[at - 2].text == "world" and word in CLOCKS:
        return f"`world.{word}`: {CLOCKS[word]}"
    if before == "." and at > 1 and tokens[at - 2].text == "agent" and word in IMPLICIT:
        return f"`agent.{word}`: {IMPLICIT[word]}; declared implicitly"
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if following == ":" and word in FIELDS:
        return "\n\n".join([f"`{word}`: {FIELDS[word]}", *_field(word, blocks, analysis)])
    if following == "(" and of_function(word):
        return _code(of_function(word))
    if following == "{" and word in BLOCKS:
        return f"`{word}`: {BLOCKS[word]}"
    meant = KEYWORDS.get(word) or BLOCKS.get(word) or WORDS.get(word)
    return f"`{word}`: {meant}" if meant else ""


def _field(word: str, blocks: list[tuple[str, str]], analysis: Analysis) -> list[str]:
    """Return the value of a field of an experiment, and where it came from."""
    if not blocks or blocks[0][0] != "evolve":
        return []
    path = [blocks[0][1]]
    for kind, name in blocks[1:]:
        path += [kind, name] if name else [kind]
    return [line for each in _explained(".".join([*path, word]), analysis) for line in _origins(each)]


def _explained(path: str, analysis: Analysis) -> tuple[Explained, ...]:
    if analysis.loaded is None:
        return ()
    try:
        return Explainer(analysis.loaded.sources).explain(path, analysis.loaded.project.models)
    except UsageError:
        return ()


def _origins(explained: Explained) -> list[str]:
    lines = [f"= `{explained.value}`"] if explained.value else [""]
    for at, origin in enumerate(explained.origins):
        place = f"{origin.span}: `{origin.text}`" if origin.span is not None else f"the {origin.what} {origin.text}"
        base = f", taken over from {origin.base}" if origin.base else ""
        if at or origin.span is None or base:
            lines.append(f"{'in place of ' if at else 'from '}{place}{base}")
    return lines


def _whole(node: Any) -> Span:
    """Return the place of a declaration with its value: spans of metrics and blocks are of their heads."""
    span: Span = node.span if hasattr(node, "span") else node.value.span
    ends = [span.end]
    for slot in ("value", "initial"):
        inner = getattr(node, slot, None)
        if inner is not None and hasattr(inner, "span"):
            ends.append(inner.span.end)
    return Span(span.source, span.start, max(ends))
