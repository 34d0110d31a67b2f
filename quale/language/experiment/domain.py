"""`domain:` in an evolve block: which declaration is meant, and what it is told."""

from dataclasses import dataclass, replace
from math import inf, pi, tau

from quale.diagnostics import Span
from quale.language.blocks.data_files import DataFiles
from quale.language.blocks.fields import Fields, word_of
from quale.language.experiment.evolve_block import MOST_SCENARIOS, domain_word
from quale.language.expressions.constant import finite
from quale.language.scope.context import Context
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.model.domain import Argument, Arguments, Constant, Declaration, Ports, Word, named

WORLD = "world"
"""The domain that is meant where none is named."""

_CONSTANTS = {"pi": pi, "tau": tau, "inf": inf}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The declaration that an evolve block names, and what it says to it."""

    declaration: Declaration
    arguments: Arguments

    @property
    def configuration(self) -> tuple[tuple[str, str], ...]:
        """The domain and its arguments as pairs of dotted names and texts, for the effective configuration."""
        pairs = [("domain", self.declaration.name)]
        for number, argument in enumerate(self.arguments.given):
            pairs.append((f"domain.{argument.name or number}", _text(argument.value)))
        return tuple(pairs)


def check_domain(
    evolve: syntax.Settings,
    fields: Fields,
    domains: tuple[Declaration, ...],
    context: Context,
    data: DataFiles,
    known: Ports | None = None,
) -> Chosen | None:
    """Return the declaration that is named and its arguments; None where there is no such domain, which is told."""
    value = fields.get("domain")
    word = domain_word(value) if value is not None else WORLD
    declaration = named(domains, word)
    if declaration is None:
        words = [domain.name for domain in domains]
        span = value.span if value is not None else evolve.span
        context.log.error(span, "unknown domain", f"expected one of {', '.join(words)}", hint(word, words))
        return None
    written = value.arguments if isinstance(value, syntax.Call) else ()
    given = [_argument(argument.name, argument.value, context) for argument in written]
    for name in declaration.fields:
        further = fields.get(name)
        if further is not None:
            given.append(replace(_argument(None, further, context), name=name))
    arguments = Arguments(
        value.span if value is not None else evolve.span,
        tuple(given),
        fields.integer("scenarios", 5, 1, MOST_SCENARIOS),
        folder=data.folder,
        known=known,
        read=lambda name, span: data.contents(syntax.TextLiteral(name, span)),
    )
    return Chosen(declaration, arguments)


def _argument(name: syntax.Name | None, value: syntax.Expression, context: Context) -> Argument:
    found, unit = _constant(value, context)
    return Argument(name.text if name is not None else "", found, value.span, unit)


def _constant(value: syntax.Expression, context: Context) -> tuple[Constant, str]:
    """Return a constant and its unit, 0 for what is none, which is told."""
    match value:
        case syntax.TextLiteral(value=text):
            return text, ""
        case syntax.TruthLiteral(value=truth):
            return truth, ""
        case syntax.List(items=items):
            return tuple(_constant(item, context)[0] for item in items), ""
        case syntax.Path() if word_of(value) and word_of(value) not in _CONSTANTS:
            return Word(word_of(value)), ""
        case _:
            return finite(value, context, "an argument") or (0.0, "")


def _text(value: Constant) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case Word(text=text):
            return text
        case tuple():
            return f"[{', '.join(_text(item) for item in value)}]"
        case _:
            return shown(value)


def body_span(fields: Fields) -> Span | None:
    """Return the place where a body is named."""
    value = fields.get("body")
    return value.span if value is not None else None
