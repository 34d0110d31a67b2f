"""What can be written at a place: words of the grammar, names that are known, fields and their values."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from quale.diagnostics import Source
from quale.editor.analysis import Analysis
from quale.editor.blocks import declared_words, enclosing
from quale.editor.declared import Key
from quale.editor.words import BLOCKS, CLOCKS, DRAWS, FIELDS, IMPLICIT, KEYWORDS, WORDS, of_function
from quale.evolution.records.preset import PRESETS
from quale.evolution.records.settings import BrainSettings, Diversity, Mutation, Reproduction, Speciation
from quale.genome.genome import ACTIVATIONS
from quale.language.blocks.fitness import AGGREGATES
from quale.language.experiment.evolve_block import EVOLVE_FIELDS, TEST_FIELDS
from quale.language.experiment.references import KINDS
from quale.language.parsing.automaton import Table, continuations, kind_of, step
from quale.language.parsing.lexer import END, Token, lex
from quale.language.parsing.parse import grammar_table
from quale.numeric.functions import FUNCTIONS

_RECORDS = {
    "brain": BrainSettings,
    "mutation": Mutation,
    "speciation": Speciation,
    "reproduction": Reproduction,
    "diversity": Diversity,
}
_OF_BLOCK = {
    **{name: tuple(field.name for field in fields(record)) for name, record in _RECORDS.items()},
    "evolve": EVOLVE_FIELDS,
    "test": TEST_FIELDS,
    "checkpoint": ("every", "keep", "keep_best"),
    "stop": ("fitness", "when", "stagnation", "time"),
    "track": ("trackers", "project"),
    "world": ("topology", "walls", "length", "max_speed", "tick", "size", "item_respawn"),
    "entity": ("spawn", "respawn"),
    "machine": ("scope", "initial"),
    "metric": ("aggregate",),
    "item": ("category",),
}
_INNER = {"evolve": (*BLOCKS, "brain", "test"), "reproduction": ("diversity",), "item": ("properties", "on_consume")}
_VALUES = {
    "preset": tuple(PRESETS),
    "resample": ("every_generation", "never"),
    "topology": ("none", "route", "grid"),
    "walls": ("none", "border"),
    "activation": ACTIVATIONS,
    "activations": ACTIVATIONS,
    "perturb": ("normal", "uniform"),
    "scope": ("agent", "world"),
    "domain": ("world", "gymnasium", "dataset", "python"),
    "initial": ("full", "none", "partial"),
}
_TRUTHS = ("recurrent", "bias", "exclusive", "normalise", "keep_best", "normalize")
_HANDLERS = ("on_enter", "on_pass", "on_cross", "on_contact", "on_tick")
_NEW = ("state", "sensor", "actuator", "let", "var", "metric", "machine", "function", "hidden", "constant")
"""Words behind which a name is new."""
_LOCAL = ("let", "var", "for")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be written: what sort of thing it is, and what is told of it."""

    word: str
    sort: str  # keyword, field, block, function, constant, state, sensor, actuator, …
    told: str = ""


def complete(analysis: Analysis, source: Source, offset: int) -> list[Candidate]:
    """Return the words that may stand at a place, whose beginning may be there already."""
    table = grammar_table()
    tokens, _ = lex(Source(source.name, source.text[:offset]), table.words)
    before = list(tokens[:-1])
    if before and before[-1].end == offset and before[-1].text.isidentifier():
        before.pop()  # the word that is being written
    elif _inside_text(source, before, offset):
        return []
    blocks = enclosing(source, before, len(before))
    if before and before[-1].text == ".":
        return _unique(_members(analysis, before))
    if len(before) > 1 and before[-1].text == ":" and before[-2].kind == "WORD":
        found = list(_values(analysis, before[-2].text, blocks))
        if found:
            return _unique(iter(found))
    return _unique(_words(analysis, table, before, blocks))


def _inside_text(source: Source, before: list[Token], offset: int) -> bool:
    """Tell whether a place is in a comment or a string."""
    start = before[-1].end if before else 0
    gap = source.text[start:offset]
    line = gap[gap.rfind("\n") + 1 :]
    in_string = bool(before) and before[-1].kind == "STRING" and offset <= before[-1].end
    return in_string or "//" in line or "--" in line or gap.rfind("/*") > gap.rfind("*/")


def _members(analysis: Analysis, before: list[Token]) -> Iterator[Candidate]:
    """Yield what may stand behind a point."""
    owner = before[-2].text if len(before) > 1 else ""
    categories = {"agent": ("state",), "world": ("world",), "sensor": ("sensor",), "actuator": ("actuator",)}
    if owner in categories:
        yield from _known(analysis, categories[owner])
    if owner == "world":
        yield from (Candidate(name, "field", told) for name, told in CLOCKS.items())
    elif owner == "agent":
        yield from (Candidate(name, "state", told) for name, told in IMPLICIT.items())
    elif owner == "engine":
        yield Candidate("complexity", "field", "enabled connections of the brain")
    elif len(before) > 3 and before[-4].text == "actuator":
        yield Candidate("threshold", "field", "what `fired` compares with")
    elif Key("machine", owner) in {each.key for each in analysis.index.declared}:
        yield Candidate("ticks", "field", "how many ticks it has been in its state")
    elif owner not in categories:
        yield from _known(analysis, ("property",))
        yield from (Candidate(name, "field") for name in ("distance", "index"))


def _values(analysis: Analysis, field: str, blocks: list[tuple[str, str]]) -> Iterator[Candidate]:
    """Yield the values of a field."""
    block = blocks[-1][0] if blocks else ""
    category = {"seed_from": "evolve", "items": "item"}.get(field, field if field in KINDS else "")
    if block in ("evolve", "test") and category:
        yield from _known(analysis, (category,))
    elif field == "aggregate":
        words = AGGREGATES if block == "metric" else ("mean", "min", "median")
        yield from (Candidate(word, "value") for word in words)
    elif field in _TRUTHS:
        yield from (Candidate(word, "value") for word in ("true", "false"))
    elif field == "initial" and block == "machine":
        yield from _known(analysis, ("machine state",))
    elif field == "of":
        yield from _known(analysis, ("entity",))
    elif field in _VALUES:
        yield from (Candidate(word, "value", of_function(word)) for word in _VALUES[field])
    elif field == "when" and block in ("stop", "test"):
        yield from _known(analysis, ("metric",))


def _words(analysis: Analysis, table: Table, before: list[Token], blocks: list[tuple[str, str]]) -> Iterator[Candidate]:
    """Yield keywords that the grammar takes, and names where it takes one."""
    wanted = _wanted(table, before)
    texts = {kind: text for text, kind in table.words.keywords.items()}
    for kind in sorted(wanted):
        if kind in texts:
            yield Candidate(texts[kind], "keyword", KEYWORDS.get(texts[kind], WORDS.get(texts[kind], "")))
    if "NAME" in wanted:
        yield from _names(analysis, before, blocks, inside="RBRACE" in wanted)


def _names(
    analysis: Analysis, before: list[Token], blocks: list[tuple[str, str]], *, inside: bool
) -> Iterator[Candidate]:
    """Yield names that may stand behind tokens where the grammar takes one; `inside`: where a field may begin."""
    block, last = blocks[-1][0] if blocks else "", before[-1].text if before else ""
    called = before[-2].text if len(before) > 1 and last == "(" else ""
    if last in _NEW:
        yield from _known(analysis, ("sensor",) if last == "sensor" and blocks[0][0] == "perception" else ())
    elif last == "goto":
        yield from _known(analysis, ("machine state",))
    elif last == "in" or (called and of_function(called).startswith(f"{called}(kind")):
        yield from _known(analysis, ("entity",))
    elif last == "from" and not blocks:
        yield from _known(analysis, KINDS)
    elif block in _OF_BLOCK and inside:
        yield from (Candidate(name, "field", FIELDS.get(name, "")) for name in _OF_BLOCK[block])
        yield from (Candidate(name, "block", BLOCKS.get(name, "")) for name in _INNER.get(block, ()))
        yield from (Candidate(name, "keyword") for name in (_HANDLERS if block == "entity" else ()))
    elif blocks:
        yield from _values_of_expressions(analysis, before, blocks)


def _values_of_expressions(
    analysis: Analysis, before: list[Token], blocks: list[tuple[str, str]]
) -> Iterator[Candidate]:
    outer = blocks[0][0]
    yield from _locals(before)
    bare = {"dynamics": ("state", "hidden"), "motion": ("state",), "fitness": ("metric", "state")}.get(outer, ())
    yield from _known(analysis, (*bare, "constant", "function", "query", "machine"))
    if any(name.startswith("on_") for name, _ in blocks):
        yield from _known(analysis, ("property",))
    yield from (
        Candidate(word, "keyword", told) for word, told in WORDS.items() if word not in ("bool", "int", "float")
    )
    functions = (name for name in (*FUNCTIONS, *DRAWS) if name != "mod" and name not in _VALUES["domain"])
    yield from (Candidate(name, "function", of_function(name)) for name in functions)


def _locals(before: list[Token]) -> Iterator[Candidate]:
    """Yield the names of `let`, `var` and loops in the blocks that are open."""
    depth, lowest = 0, 0
    for token, word in zip(reversed(before[1:]), reversed(before[:-1]), strict=True):
        if token.kind == "RBRACE":
            depth += 1
        elif token.kind == "LBRACE":
            depth -= 1
            lowest = min(lowest, depth)
        elif word.text in _LOCAL and token.kind == "WORD" and depth <= lowest + (word.text == "for"):
            yield Candidate(token.text, "local")


def _wanted(table: Table, before: list[Token]) -> frozenset[str]:
    """Return the terminals that can come behind tokens; where these have errors, behind those after the last block."""
    starts, depth = [0], 0
    for at, token in enumerate(before):
        depth += (token.kind == "LBRACE") - (token.kind == "RBRACE")
        if token.kind == "RBRACE" and depth == 0:
            starts.append(at + 1)
    for start in (0, starts[-1]):
        tokens = [*before[start:], Token(END, 0, 0, ""), Token(END, 0, 0, "")]
        states = [table.start]
        if all(step(table, states, kind_of(table, states, tokens, at)) for at in range(len(tokens) - 2)):
            return continuations(table, states)
    return frozenset({"NAME"})


def _known(analysis: Analysis, categories: tuple[str, ...]) -> Iterator[Candidate]:
    for each in analysis.index.declared:
        if each.key.category in categories:
            yield Candidate(each.key.name, each.key.category, each.owner)
    if analysis.loaded is None:
        for source in analysis.sources:
            words = declared_words(source, lex(source, grammar_table().words)[0])
            yield from (Candidate(name, category) for category, name in words if category in categories)


def _unique(found: Iterator[Candidate]) -> list[Candidate]:
    return list({each.word: each for each in reversed(list(found))}.values())[::-1]
