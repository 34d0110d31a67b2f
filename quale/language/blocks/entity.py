"""entity kinds: their properties, and how many of each there are."""

from dataclasses import replace
from math import isfinite, nan

from quale.language.blocks.fields import Fields
from quale.language.expressions.constant import integer
from quale.language.expressions.declared_value import declare_values, duplicate, initial_value
from quale.language.expressions.fold import fold
from quale.language.scope.arrays import lengths
from quale.language.scope.context import Context
from quale.language.scope.declarations import KindName, ValueName
from quale.language.scope.permissions import INITIAL
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.model.expression import Draw, Expression, Number
from quale.model.kinds import GRID, ROUTE, Distribution, TypeKind
from quale.model.world import Kind, Property, Type

MOST_ENTITIES = 100_000
_LONGEST_RESPAWN = 10**9
_ENGINE = ("live", "visiting", "entered")  # what traces say about every entity

Rows = tuple[tuple[float, ...], ...]


def kind_names(entities: tuple[syntax.Entity, ...], context: Context) -> dict[str, KindName]:
    """Gather the kinds with their properties; on a grid every kind has `x` and `y`."""
    kinds: dict[str, KindName] = {}
    for entity in entities:
        properties = declare_values(entity.properties, "property", context)
        world = context.names.world
        if world is not None and world.topology == GRID:
            for name in ("x", "y"):
                if name not in properties:
                    value = ValueName(name, entity.name.span, len(properties), Type(TypeKind.INT), implicit=True)
                    properties[name] = value
        for name in _ENGINE:
            if name in properties:
                context.log.error(
                    properties[name].span,
                    f"property `{name}` has a name of the engine's",
                    "traces use it for every entity",
                )
        for name in ("x", "y", "position", "start", "end"):
            value_ = properties.get(name)
            if value_ is not None and value_.truth and value_.sound:
                context.log.error(value_.span, f"property `{name}` must be a number", "its type is `bool`")
                properties[name] = replace(value_, sound=False)
        if entity.name.text in kinds:
            duplicate(entity.name, "entity", kinds[entity.name.text].span, context)
        else:
            kinds[entity.name.text] = KindName(
                entity.name.text, entity.name.span, len(kinds), properties, lengths(entity.arrays, "property")
            )
    return kinds


def check_kind(entity: syntax.Entity, kind: KindName, rows: Rows | None, context: Context) -> Kind:
    """Resolve a kind without its handlers. `rows` are its imported entities, None if it is not imported."""
    numbers = context.names.numbers
    spawn_site, place_site = numbers.site(), numbers.site()
    fields = Fields(f"entity `{kind.name}`", entity.fields, ("spawn", "respawn"), context)
    low, high = _spawn(fields, context)
    if "spawn" not in fields and rows is None:
        context.log.absent(
            entity.name.span, f"entity `{kind.name}` never appears", "expected `spawn: N` or an import of entities"
        )
    respawn = fields.integer("respawn", 1, 1, _LONGEST_RESPAWN, "ticks") if "respawn" in fields else None
    properties = _properties(entity, kind, high > 0, context)
    return Kind(kind.name, properties, low, high, spawn_site, place_site, respawn, rows or (), ())


def _spawn(fields: Fields, context: Context) -> tuple[int, int]:
    value = fields.get("spawn")
    if value is None:
        return 0, 0
    if isinstance(value, syntax.Range):
        low = integer(value.low, context, "`spawn`", 0, MOST_ENTITIES)
        high = integer(value.high, context, "`spawn`", 0, MOST_ENTITIES)
        if low is None or high is None:
            return 0, 0
        if low > high:
            context.log.error(value.span, "the range is reversed", "its low end comes first", f"write `{high}..{low}`")
        return low, max(low, high)
    count = integer(value, context, "`spawn`", 0, MOST_ENTITIES) or 0
    return count, count


def _properties(entity: syntax.Entity, kind: KindName, drawn: bool, context: Context) -> tuple[Property, ...]:
    place = Context(context.names, INITIAL)
    resolved: dict[str, Property] = {}
    grid = context.names.world is not None and context.names.world.topology == GRID
    for declaration in entity.properties:
        value = kind.properties[declaration.name.text]
        initial: Expression | None
        if declaration.initial is not None:
            initial = initial_value(value, declaration.initial, place)
        elif grid and value.name in ("x", "y"):
            initial = None
        else:
            initial = _distribution(value, declaration, drawn, context)
        if value.span == declaration.name.span:
            resolved[value.name] = Property(value.name, value.type, initial)
    for name, value in kind.properties.items():
        if value.implicit:
            resolved[name] = Property(name, value.type, None)
    if grid and kind.properties["x"].sound and (resolved["x"].initial is None) != (resolved["y"].initial is None):
        context.log.error(
            entity.name.span, f"entity `{kind.name}` has half a place", "give `x` and `y` both a value, or none"
        )
    if drawn and "start" in resolved and "end" in resolved:
        start, end = (fold(resolved[name].initial or Number(nan)) for name in ("start", "end"))
        if start is not None and end is not None and start > end:
            label = f"it starts at {shown(float(start))} and ends at {shown(float(end))}"
            context.log.warning(kind.properties["start"].span, f"every zone of `{kind.name}` is empty", label)
    return tuple(resolved.values())


def _distribution(value: ValueName, declaration: syntax.Property, drawn: bool, context: Context) -> Expression:
    """Return the draw of a property that has no distribution of its own."""
    numbers, world = context.names.numbers, context.names.world
    if value.type.kind is TypeKind.RANGE:
        low, high = value.type.low, value.type.high
        if drawn and not (isfinite(low) and isfinite(high)):
            context.log.error(
                declaration.type.span,
                f"property `{value.name}` needs a value",
                "nothing is drawn uniformly from an infinite range",
                f"write `{value.name}: … = 0`",
            )
        return Draw(Distribution.UNIFORM, (Number(low), Number(high)), numbers.site())
    if value.truth:
        return Draw(Distribution.CHANCE, (Number(0.5),), numbers.site())
    if value.name in ("position", "start") and world is not None and world.topology == ROUTE:
        return Draw(Distribution.UNIFORM, (Number(0.0), Number(world.number("length", 0.0))), numbers.site())
    return Number(0.0)
