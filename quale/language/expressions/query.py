"""Calls of queries: about which kind, with which arguments, and what they give."""

from quale.language.expressions.require import WRONG
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, KindName, QueryName, Typed, WorldNames
from quale.language.scope.permissions import QUERY
from quale.language.scope.suggest import hint, nearest
from quale.language.syntax import tree as syntax
from quale.model.expression import Number, Operation, Query, ResultField
from quale.model.kinds import GRID, QueryKind, ResultKind, Topology
from quale.model.statement import LetQuery

BUILT_IN = ("nearest_ahead", "nearest_behind", "nearest", "count_within", "cell_at")
"""Queries by name; besides these there is `KIND_at` for every kind with `start` and `end`."""


def parameters(form: str, topology: Topology | None) -> tuple[str, ...]:
    """Return the parameters of a query form in a world of this topology."""
    place = ("x", "y") if topology == GRID else ("position",)
    match form:
        case "zone":
            return ("position",)
        case "cell_at":
            return ("x", "y")
        case "count_within":
            return ("kind", *place, "r")
        case _:
            return ("kind", *place)


def could_be_query(call: syntax.Call, context: Context) -> bool:
    """Whether the call's function is the name of a query, declared or not."""
    name, world = call.function.text, context.names.world
    return name in BUILT_IN or world is None or name in world.queries or name.removesuffix("_at") in world.kinds


def value_arguments(call: syntax.Call, context: Context) -> tuple[syntax.Argument, ...]:
    """Return the arguments of a call that are values: all but the kind that a query begins with."""
    name, world = call.function.text, context.names.world
    declared = world.queries.get(name) if world is not None else None
    form = declared.form if declared is not None and declared.form else name
    return call.arguments[1:] if form in BUILT_IN and form != "cell_at" else call.arguments


def query_results(call: syntax.Call, values: list[Typed], context: Context) -> tuple[QueryName, KindName, Query] | None:
    """Resolve the call of a query with several results, for `let`; None where it has an error."""
    found = _query(call, values, context)
    if found is None or found[1] is None:
        return None
    return found[0], found[1], found[2]


def query_value(call: syntax.Call, values: list[Typed], context: Context) -> Typed:
    """Resolve the call of a query where one value is wanted."""
    found = _query(call, values, context)
    if found is None:
        return WRONG
    declared, kind, query = found
    if declared.form == "zone" and kind is not None:
        value = kind.properties[declared.column]
        if value.truth:
            return Typed(Operation("!=", (query, Number(0.0)), truth=True), TRUTH)
        return Typed(query, NUMBER, value.type.unit) if value.sound else WRONG
    if not declared.form.startswith("nearest"):
        return Typed(query, NUMBER)
    if declared.several:
        context.log.error(
            call.span,
            f"`{declared.name}` has several results",
            "bind them first",
            f"write `let found = {call.span.text}` and read `found.{declared.results[0]}`"
            if "\n" not in call.span.text
            else "bind them with `let`",
        )
        return WRONG
    if declared.results == ("distance",) and kind is not None:
        return Typed(query, NUMBER, place_unit(kind))
    return _index(call, declared, query, context)


def place_unit(kind: KindName) -> str:
    """Return the unit in which distances to entities of a kind are given."""
    place = kind.properties.get("position") or kind.properties.get("start")
    return place.type.unit if place is not None else ""


def _index(call: syntax.Call, declared: QueryName, query: Query, context: Context) -> Typed:
    """Return the index alone. As a value a query gives the distance, so the index is bound ahead of the statement."""
    if context.before is None:
        context.log.error(
            call.span,
            f"`{declared.name}` cannot stand in {context.place.title}",
            "it needs a statement before it",
            "keep its result in a state",
        )
        return WRONG
    index = context.names.numbers.local()
    context.before.append(LetQuery(index, declared.name, query))
    return Typed(ResultField(index, ResultKind.INDEX), NUMBER)


def _query(call: syntax.Call, values: list[Typed], context: Context) -> tuple[QueryName, KindName | None, Query] | None:
    world, name = context.names.world, call.function
    if world is None:
        return None
    declared = world.queries.get(name.text)
    if declared is None and nearest(name.text, (query.name for query in world.queries.values() if not query.form)):
        return None  # most likely declared, but misspelt there
    if declared is None:
        form = name.text if name.text in BUILT_IN else "zone"
        results = {"zone": "FIELD", "count_within": "count", "cell_at": "cell"}.get(form, "distance, index, properties")
        context.log.absent(
            name.span,
            f"query `{name.text}` is not declared",
            f"world `{world.name}` does not make it available",
            f"add `query {name.text}({', '.join(parameters(form, world.topology))}) -> {results}` to the world",
            of=("world",),
        )
        return None
    if not declared.form:
        return None
    if QUERY not in context.place.reads:
        context.log.error(call.span, f"queries cannot be used in {context.place.title}", "not here")
        return None
    wanted = parameters(declared.form, world.topology)
    if len(call.arguments) != len(wanted):
        context.log.error(
            call.span, f"`{name.text}` takes ({', '.join(wanted)})", f"{len(call.arguments)} arguments given"
        )
        return None
    return _about(call, declared, values, world, context)


def _about(
    call: syntax.Call, declared: QueryName, values: list[Typed], world: WorldNames, context: Context
) -> tuple[QueryName, KindName | None, Query] | None:
    kind: KindName | None = None
    if declared.form == "zone":
        kind = world.kinds.get(declared.kind)
    elif declared.form != "cell_at":
        kind = _kind(call.arguments[0].value, declared, world, context)
    places = tuple(value.value for value in values)
    if any(value.type == UNKNOWN for value in values):
        return None
    if declared.form == "cell_at":
        return declared, None, Query(QueryKind.CELL_AT, None, places)
    if kind is None:
        return None
    if declared.form != "zone":
        return declared, kind, Query(QueryKind(declared.form), kind.index, places)
    column = kind.properties[declared.column].index
    fallback = world.number("max_speed", 0.0) if declared.column == "limit" else 0.0
    return declared, kind, Query(QueryKind.ZONE, kind.index, places, column, fallback)


def _kind(expression: syntax.Expression, declared: QueryName, world: WorldNames, context: Context) -> KindName | None:
    if not isinstance(expression, syntax.Path) or len(expression.parts) != 1:
        context.log.error(
            expression.span, f"`{declared.name}` takes an entity kind first", "expected the name of a kind"
        )
        return None
    name = expression.parts[0]
    kind = world.kinds.get(name.text)
    if kind is None:
        context.log.absent(
            name.span,
            f"unknown entity `{name.text}`",
            f"not an entity of world `{world.name}`",
            hint(name.text, world.kinds),
            of=("world",),
        )
        return None
    if world.topology != GRID and not kind.properties.keys() & {"position", "start"}:
        context.log.absent(
            name.span,
            f"entity `{name.text}` has no place",
            f"`{declared.name}` needs its `position`",
            "declare `position` in its properties",
            of=("world",),
        )
        return None
    return kind
