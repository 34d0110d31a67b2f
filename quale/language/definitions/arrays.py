"""Declarations with a length become one for each element: `ray[3]` declares `ray_0`, `ray_1` and `ray_2`."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from quale.language.expressions.arrays.store import values_of
from quale.language.expressions.constant import integer
from quale.language.expressions.declared_value import duplicate
from quale.language.expressions.expression import resolve
from quale.language.scope.arrays import element_name
from quale.language.scope.context import Context
from quale.language.scope.declarations import Definitions, Names
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.permissions import FIELD
from quale.language.syntax import tree as syntax

MOST_ELEMENTS = 10_000
"""Of one array: each is declared by itself."""

Declared = TypeVar(
    "Declared", syntax.StateDeclaration, syntax.SensorDeclaration, syntax.ActuatorDeclaration, syntax.Property
)


def write_out(block: syntax.Block, definitions: Definitions, log: DiagnosticLog) -> syntax.Block:
    """Return a block in which every element of an array is declared by itself."""
    writer = _Writer(Context(Names(log, definitions=definitions), FIELD))
    match block:
        case syntax.Body():
            states = writer.declarations("state", block.states)
            sensors = writer.declarations("sensor", block.sensors)
            actuators = writer.declarations("actuator", block.actuators)
            arrays = tuple(writer.arrays)
            done: syntax.Block = replace(block, states=states, sensors=sensors, actuators=actuators, arrays=arrays)
        case syntax.World():
            entities = tuple(_entity(entity, writer.context) for entity in block.entities)
            states = writer.declarations("state", block.states)
            done = replace(block, states=states, entities=entities, arrays=tuple(writer.arrays))
        case syntax.Dynamics():
            hiddens = writer.declarations("state", block.hiddens)
            done = replace(block, hiddens=hiddens, arrays=tuple(writer.arrays))
        case _:
            return block
    return done


def _entity(entity: syntax.Entity, context: Context) -> syntax.Entity:
    writer = _Writer(context)
    properties = writer.declarations("property", entity.properties)
    return replace(entity, properties=properties, arrays=tuple(writer.arrays)) if writer.arrays else entity


class _Writer:
    """Writes the declarations of one block and keeps its arrays."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.arrays: list[syntax.Array] = []

    def declarations(self, role: str, declared: tuple[Declared, ...]) -> tuple[Declared, ...]:
        """Return declarations of one role, those with a length as many times."""
        names = {each.name.text: each.name for each in reversed(declared) if each.length is None}
        return tuple(chain.from_iterable(self._elements(role, each, names) for each in declared))

    def _elements(self, role: str, declaration: Declared, names: dict[str, syntax.Name]) -> Iterator[Declared]:
        if declaration.length is None:
            yield declaration
            return
        name, context = declaration.name, self.context
        same = (array.name for array in self.arrays if (array.role, array.name.text) == (role, name.text))
        taken = next(same, names.get(name.text))
        if taken is not None:
            duplicate(name, role, taken.span, context)
            return
        length = integer(declaration.length, context, "the length of an array", 1, MOST_ELEMENTS) or 0
        if isinstance(declaration, syntax.SensorDeclaration | syntax.ActuatorDeclaration):
            form = declaration.kind.function
            if form.text == "directional":
                label = "it has a part for each direction already"
                context.log.error(form.span, f"a directional {role} cannot be an array", label)
                length = 0
        self.arrays.append(syntax.Array(role, name, length, name.span))
        for place, initial in zip(range(length), self._initials(declaration, length), strict=True):
            named = replace(declaration, name=syntax.Name(element_name(name.text, place), name.span), length=None)
            if isinstance(named, syntax.StateDeclaration | syntax.Property):
                named = replace(named, initial=initial)
            yield named

    def _initials(self, declaration: Declared, length: int) -> tuple[syntax.Expression | None, ...]:
        """Return what each element starts with: a list's items, a comprehension's turns, or all the same."""
        kept = declaration.initial if isinstance(declaration, syntax.StateDeclaration | syntax.Property) else None
        if not isinstance(kept, syntax.List | syntax.Comprehension):
            return (kept,) * length
        values = values_of(kept, self.context, resolve)
        if values is not None and len(values) != length and length:
            name = declaration.name.text
            self.context.log.error(kept.span, f"`{name}` has {length:,} elements", f"{len(values):,} given")
        return values if values is not None and len(values) == length else (None,) * length
