"""Constants: their values, whatever order they stand in."""

from collections.abc import Iterator

from quale.diagnostics import Note, Span
from quale.language.expressions.expression import resolve
from quale.language.expressions.fold import fold
from quale.language.expressions.value import CONSTANTS
from quale.language.scope.context import PREFIXES, Context
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, Definitions, Names, Typed
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.permissions import FIELD
from quale.language.syntax import tree as syntax
from quale.model.expression import Number, Truth

_UNKNOWN = Typed(Number(0.0), UNKNOWN)


def define(constants: tuple[syntax.Constant, ...], log: DiagnosticLog) -> Definitions:
    """Return the values of all constants; one may be made of others, wherever they stand."""
    declared = _declared(constants, log)
    definitions = Definitions(dict.fromkeys(declared, _UNKNOWN))
    done: set[str] = set()
    for name in declared:
        _settle((name,), declared, done, definitions, log)
    return definitions


def _declared(constants: tuple[syntax.Constant, ...], log: DiagnosticLog) -> dict[str, syntax.Constant]:
    found: dict[str, syntax.Constant] = {}
    for constant in constants:
        name = constant.name
        if name.text in PREFIXES or name.text in CONSTANTS:
            log.error(name.span, f"`{name.text}` has a meaning already", "choose another name")
        elif name.text in found:
            first = Note("first declared here", found[name.text].name.span)
            log.error(name.span, f"constant `{name.text}` is declared twice", notes=(first,))
        else:
            found[name.text] = constant
    return found


def _settle(
    chain: tuple[str, ...],
    declared: dict[str, syntax.Constant],
    done: set[str],
    definitions: Definitions,
    log: DiagnosticLog,
) -> None:
    """Give the last constant of a chain its value, after those that it is made of; each of the chain needs the next."""
    waiting = [chain]
    while waiting:
        chain = waiting[-1]
        name = chain[-1]
        needed = {path.parts[0].text: path.span for path in _paths(declared[name].value)}
        ahead = [other for other in needed if other in declared and other not in done and name not in done]
        round_ = next((other for other in ahead if other in chain), None)
        if round_ is not None:
            way = " → ".join((*chain[chain.index(round_) :], round_))
            log.error(needed[round_], f"constant `{round_}` is made of itself", f"through {way}")
            done.update(chain)
        elif ahead:
            waiting.append((*chain, ahead[0]))
            continue
        elif name not in done:
            definitions.constants[name] = _value(declared[name], definitions, log)
            done.add(name)
        waiting.pop()


def _value(constant: syntax.Constant, definitions: Definitions, log: DiagnosticLog) -> Typed:
    far = next((path for path in _paths(constant.value) if len(path.parts) > 1), None)
    if far is not None:
        log.error(
            far.span,
            f"`{far.span.text}` cannot be read in a constant",
            "a constant is made of numbers and other constants",
        )
        return _UNKNOWN
    typed = resolve(constant.value, Context(Names(log, definitions=definitions), FIELD))
    value = fold(typed.value)
    if typed.type == UNKNOWN:
        return _UNKNOWN
    if value is None:
        log.error(constant.value.span, f"constant `{constant.name.text}` must be constant", "this changes")
        return _UNKNOWN
    if typed.type == TRUTH:
        return Typed(Truth(bool(value)), TRUTH)
    return Typed(Number(float(value)), NUMBER, typed.unit)


def _paths(node: object) -> Iterator[syntax.Path]:
    """Yield every path in an expression."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, syntax.Path):
            yield part
        elif isinstance(part, tuple):
            waiting += reversed(part)
        elif not isinstance(part, Span | syntax.Name) and hasattr(part, "__slots__"):
            waiting += [getattr(part, slot) for slot in reversed(part.__slots__)]
