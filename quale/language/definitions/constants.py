"""Constants: their values, whatever order they stand in."""

from quale.language.definitions.mentions import mentions, paths
from quale.language.expressions.expression import resolve
from quale.language.expressions.fold import fold
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, Definitions, Names, Typed
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.permissions import FIELD
from quale.language.syntax import tree as syntax
from quale.model.expression import Number, Truth

_UNKNOWN = Typed(Number(0.0), UNKNOWN)


def settle(constants: dict[str, syntax.Constant], definitions: Definitions, log: DiagnosticLog) -> None:
    """Give all constants their values; one may be made of others, wherever they stand."""
    definitions.constants = dict.fromkeys(constants, _UNKNOWN)
    done: set[str] = set()
    for name in constants:
        _settle_one(name, constants, done, definitions, log)


def _settle_one(
    first: str, declared: dict[str, syntax.Constant], done: set[str], definitions: Definitions, log: DiagnosticLog
) -> None:
    """Give a constant its value, after those that it is made of."""
    waiting: list[tuple[str, ...]] = [(first,)]
    while waiting:
        chain = waiting[-1]
        name = chain[-1]
        needed = dict(mentions(declared[name].value, definitions.functions))
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
    far = next((path for path in paths(constant.value) if len(path.parts) > 1), None)
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
