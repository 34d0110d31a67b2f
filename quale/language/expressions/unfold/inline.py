"""Calls of a program's own functions: the body is resolved anew with the arguments of each call."""

from collections.abc import Callable
from dataclasses import replace

from quale.diagnostics import Note
from quale.language.expressions.require import WRONG
from quale.language.expressions.unfold.bind import bind, gathering
from quale.language.expressions.unfold.body import returned
from quale.language.scope.context import Context, EntityName, LocalName, Scope
from quale.language.scope.declarations import UNKNOWN, Typed
from quale.language.scope.permissions import SENSOR
from quale.language.syntax import tree as syntax

MOST_CALLS = 10_000
"""Calls of functions in an experiment: each is written out."""

Resolve = Callable[[syntax.Expression, Context], Typed]


def inline(call: syntax.Call, context: Context, resolve: Resolve) -> Typed:
    """Resolve a call of a function of the program."""
    return gathering(context, lambda: _inline(call, context, resolve))


def _inline(call: syntax.Call, context: Context, resolve: Resolve) -> Typed:
    definitions, numbers = context.names.definitions, context.names.numbers
    function = definitions.functions[call.function.text]
    definitions.used.add(function.name.text)
    if function.name.text in definitions.endless:
        return WRONG
    meanings = [_argument(argument, name, context, resolve) for argument, name in _pairs(call, function)]
    if len(call.arguments) != len(function.parameters):
        wanted = ", ".join(name.text for name in function.parameters)
        context.log.error(
            call.span, f"`{function.name.text}` takes ({wanted})", f"{len(call.arguments)} arguments given",
            notes=(Note("declared here", function.name.span),),
        )  # fmt: skip
        return WRONG
    if any(isinstance(meaning, LocalName) and meaning.type == UNKNOWN for meaning in meanings):
        return WRONG
    numbers.calls += 1
    if numbers.calls > MOST_CALLS:
        most = f"an experiment has at most {MOST_CALLS:,} calls of functions: each is written out"
        context.log.error(call.span, "too many calls", most)
        return WRONG
    return within(function, meanings, context, resolve, call)


def within(
    function: syntax.Function,
    meanings: list[LocalName | EntityName],
    context: Context,
    resolve: Resolve,
    call: syntax.Call | None = None,
) -> Typed:
    """Return what a function's body gives for what its parameters mean; it sees nothing else that is bare."""
    frame = {name.text: meaning for name, meaning in zip(function.parameters, meanings, strict=True)}
    # what perception has not assigned yet has no value, and nobody looks for that in a function
    reads = context.place.reads - {SENSOR} if SENSOR in context.place.writes else context.place.reads
    place = replace(context.place, reads=reads, writes=frozenset(), does=frozenset(), bare="")
    inner = Context(
        context.names,
        place,
        Scope([dict(frame)]),
        None,
        context.before,
        context.every_tick,
        lets=context.lets,
        instead=context.instead,
    )
    if call is not None:
        context.log.calls.append(Note("called here", call.span))
    typed = returned(function, inner, resolve)
    if call is not None:
        context.log.calls.pop()
    return bind(function.name.text, typed, context)


def _pairs(call: syntax.Call, function: syntax.Function) -> list[tuple[syntax.Argument, syntax.Name]]:
    return list(zip(call.arguments, function.parameters, strict=False))


def _argument(
    argument: syntax.Argument, name: syntax.Name, context: Context, resolve: Resolve
) -> LocalName | EntityName:
    """Return what a parameter means: an entity, the results of a query, or a value."""
    value = argument.value
    if isinstance(value, syntax.Path) and len(value.parts) == 1:
        meaning = context.scope.find(value.parts[0].text)
        if isinstance(meaning, EntityName):
            return meaning
        if isinstance(meaning, LocalName) and meaning.query is not None:
            meaning.used = True
            return meaning
    typed = bind(name.text, resolve(value, context), context)
    return LocalName(-1, typed.type, typed.unit, name.span, used=True, value=typed.value)
