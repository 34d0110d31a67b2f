"""Functions: who calls whom, and what is wrong with a body whatever it is called with."""

from quale.diagnostics import Span
from quale.language.definitions.mentions import nodes
from quale.language.expressions.expression import resolve
from quale.language.expressions.unfold.inline import within
from quale.language.expressions.unfold.motion import check_motion
from quale.language.scope.context import Context, LocalName
from quale.language.scope.declarations import UNKNOWN, Definitions, Names
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.permissions import FUNCTION
from quale.language.syntax import tree as syntax
from quale.model.expression import Number

DEEPEST = 100
"""Levels of expressions and statements in functions that call one another: they are resolved by recursion."""

_CALL = 4  # levels that a call takes


def refuse_endless(definitions: Definitions, log: DiagnosticLog) -> None:
    """Report functions that call themselves, and rows of calls that are too long."""
    depths: dict[str, int] = {}
    for name in definitions.functions:
        waiting: list[tuple[str, ...]] = [(name,)]
        while waiting:
            chain = waiting[-1]
            calls = _calls(definitions.functions[chain[-1]], definitions)
            ahead = [call for call in calls if call.function.text not in depths and chain[-1] not in depths]
            round_ = next((call for call in ahead if call.function.text in chain), None)
            if round_ is not None:
                other = round_.function.text
                way = " → ".join((*chain[chain.index(other) :], other))
                log.error(round_.function.span, f"function `{other}` calls itself", f"through {way}: write a loop")
                definitions.endless.update(chain)
                depths.update(dict.fromkeys(chain, 0))
            elif ahead:
                waiting.append((*chain, ahead[0].function.text))
                continue
            elif chain[-1] not in depths:
                depths[chain[-1]] = _depth(definitions.functions[chain[-1]], depths)
                if depths[chain[-1]] > DEEPEST:
                    span = definitions.functions[chain[-1]].name.span
                    label = f"with the functions that it calls it nests more than {DEEPEST} levels deep"
                    log.error(span, f"function `{chain[-1]}` is too deep", label, "give parts a name with `let`")
                    definitions.endless.add(chain[-1])
                    depths[chain[-1]] = 0
            waiting.pop()


def _calls(function: syntax.Function, definitions: Definitions) -> list[syntax.Call]:
    found = (node for node in nodes(function.body) if isinstance(node, syntax.Call))
    return [call for call in found if call.function.text in definitions.functions]


def _depth(function: syntax.Function, depths: dict[str, int]) -> int:
    """Return how deep a function nests, with those that it calls."""
    deepest = 0
    waiting: list[tuple[object, int]] = [(function.body, 0)]
    while waiting:
        node, level = waiting.pop()
        if isinstance(node, tuple):
            waiting += [(child, level) for child in node]
        elif not isinstance(node, Span | syntax.Name) and hasattr(node, "__slots__"):
            inner = level + (not isinstance(node, syntax.Argument | syntax.Path))
            called = depths.get(node.function.text) if isinstance(node, syntax.Call) else None
            deepest = max(deepest, inner + (0 if called is None else _CALL + called))
            waiting += [(getattr(node, slot), inner) for slot in node.__slots__]
    return deepest


def check_bodies(definitions: Definitions, log: DiagnosticLog) -> None:
    """Report what is wrong with a function whatever its parameters are, and with a motion whatever it moves."""
    for function in definitions.functions.values():
        names = Names(log, definitions=definitions, complete=False)
        unknown = [LocalName(-1, UNKNOWN, "", name.span, used=True, value=Number(0.0)) for name in function.parameters]
        if function.name.text not in definitions.endless:
            within(function, list(unknown), Context(names, FUNCTION, before=[], every_tick=True), resolve)
    for motion in definitions.motions.values():
        check_motion(motion, Names(log, definitions=definitions, complete=False), resolve)
