"""query declarations: which built-in queries a world makes available, and what they give."""

from quale.language.expressions.declared_value import duplicate
from quale.language.expressions.query import BUILT_IN, parameters
from quale.language.scope.context import Context
from quale.language.scope.declarations import KindName, QueryName, WorldNames
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.kinds import GRID, NONE, ROUTE

_TOPOLOGIES = {
    "nearest_ahead": (ROUTE,),
    "nearest_behind": (ROUTE,),
    "nearest": (ROUTE, GRID),
    "count_within": (ROUTE, GRID),
    "cell_at": (GRID,),
    "zone": (ROUTE, GRID, NONE),
}


def query_names(queries: tuple[syntax.QueryDeclaration, ...], context: Context) -> dict[str, QueryName]:
    """Gather the queries that a world declares."""
    found: dict[str, QueryName] = {}
    for query in queries:
        if query.name.text in found:
            duplicate(query.name, "query", found[query.name.text].span, context)
            continue
        # one with an error stays, without a form, so that its calls are no further mistakes
        found[query.name.text] = _query(query, context) or QueryName(query.name.text, query.name.span, "", ())
    return found


def _query(query: syntax.QueryDeclaration, context: Context) -> QueryName | None:
    """Return what a declaration makes available; without a form where the topology has an error."""
    world, name = context.names.world, query.name.text
    if world is None:
        return None
    kind: KindName | None = None
    form = name
    if name not in BUILT_IN:
        form, kind = "zone", world.kinds.get(name.removesuffix("_at")) if name.endswith("_at") else None
        if kind is None:
            _unknown(query, world, context)
            return None
    if not world.topology:
        return QueryName(name, query.name.span, "", ())
    if world.topology not in _TOPOLOGIES[form]:
        wanted = " or ".join(_TOPOLOGIES[form])
        context.log.error(
            query.name.span, f"query `{name}` needs a {wanted}", f"the topology of `{world.name}` is {world.topology}"
        )
        return None
    expected = parameters(form, world.topology)
    if len(query.parameters) != len(expected):
        context.log.error(
            query.span, f"query `{name}` takes ({', '.join(expected)})", f"{len(query.parameters)} parameters declared"
        )
    return _zone(query, kind, context) if kind is not None else _results(query, form, context)


def _unknown(query: syntax.QueryDeclaration, world: WorldNames, context: Context) -> None:
    name = query.name.text
    if name.endswith("_at"):
        kind = name.removesuffix("_at")
        context.log.absent(
            query.name.span,
            f"unknown query `{name}`",
            f"world `{world.name}` has no entity `{kind}`",
            hint(name, ("cell_at", *(f"{known}_at" for known in world.kinds))),
        )
        return
    context.log.absent(
        query.name.span,
        f"unknown query `{name}`",
        "no built-in query",
        hint(name, (*BUILT_IN, *(f"{known}_at" for known in world.kinds))),
    )


def _zone(query: syntax.QueryDeclaration, kind: KindName, context: Context) -> QueryName | None:
    for bound in ("start", "end"):
        found = kind.properties.get(bound)
        if found is None or found.truth:
            context.log.absent(
                query.name.span,
                f"entity `{kind.name}` is no zone",
                f"`{query.name.text}` needs its numbers `start` and `end`",
                of=("world",),
            )
            return None
    if len(query.results) != 1:
        context.log.error(query.span, f"query `{query.name.text}` has one result", "expected one property")
        return None
    result = query.results[0]
    if result.text not in kind.properties:
        context.log.absent(
            result.span,
            f"unknown property `{result.text}`",
            f"not a property of entity `{kind.name}`",
            hint(result.text, kind.properties),
        )
        return None
    return QueryName(query.name.text, query.name.span, "zone", (result.text,), kind.name, result.text)


def _results(query: syntax.QueryDeclaration, form: str, context: Context) -> QueryName | None:
    results = tuple(result.text for result in query.results)
    if not form.startswith("nearest"):
        if len(results) != 1:
            context.log.error(query.span, f"query `{query.name.text}` has one result", "expected one name")
            return None
        return QueryName(query.name.text, query.name.span, form, results)
    known = ("distance", "index", "properties")
    wrong = next((result for result in query.results if result.text not in known), None)
    if wrong is not None:
        context.log.error(
            wrong.span,
            f"unknown result `{wrong.text}`",
            f"expected {', '.join(known)}",
            hint(wrong.text, known),
        )
        return None
    return QueryName(query.name.text, query.name.span, form, tuple(dict.fromkeys(results)))
