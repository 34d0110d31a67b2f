"""world: topology and fields, its walls, and what it declares."""

from math import isfinite

from quale.diagnostics import Span
from quale.language.blocks.data_files import DataFiles
from quale.language.blocks.entity import kind_names
from quale.language.blocks.fields import word_of
from quale.language.blocks.queries import query_names
from quale.language.blocks.walls import border, open_field, walls_from_map
from quale.language.expressions.constant import finite, integer
from quale.language.expressions.declared_value import declare_values, duplicate
from quale.language.expressions.value import CLOCKS
from quale.language.scope.arrays import lengths
from quale.language.scope.context import Context
from quale.language.scope.declarations import WorldNames
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.model.kinds import GRID, NONE, ROUTE, Topology

_TOPOLOGIES = (ROUTE, GRID, NONE, "graph")
_STRUCTURE = ("topology", "walls", "nodes", "edges")
_OLDER = ("size", "item_respawn", "items")
_MOST_CELLS = 1_000_000


def world_names(world: syntax.World, context: Context, data: DataFiles) -> WorldNames:
    """Gather what a world declares; expressions are resolved later."""
    names = WorldNames(world.name.text, world.name.span, None)
    context.names.world = names
    fields = _unique(world.fields, context)
    for import_ in world.imports:
        if import_.what.text == "edges":
            context.log.unsupported(import_.span, "`import edges`")
        elif import_.what.text != "entities":
            context.log.error(
                import_.what.span,
                f"`{import_.what.text}` cannot be imported",
                "expected `entities`",
                hint(import_.what.text, ("entities",)),
            )
    older = next((field for field in fields.values() if _older(field, fields)), None) or next(iter(world.spawns), None)
    if older is not None:
        context.log.error(
            older.span,
            "this is of the older form of a world",
            "only experiments with `items`, without perception and action, have it",
            _in_newer_form(older),
        )
    else:
        _topology(world, fields, names, context)
    _values(fields, names, context)
    if names.topology == ROUTE and "length" not in fields and not older:
        context.log.absent(world.name.span, "a route needs a `length`", "expected `length: 12 km`")
    names.states = declare_values(world.states, "state", context)
    names.arrays = lengths(world.arrays, "state")
    for name, state in names.states.items():
        if name in CLOCKS or name in names.fields or name == "tick":
            context.log.error(state.span, f"`world.{name}` has a meaning already", "choose another name")
    names.kinds = kind_names(world.entities, context)
    if names.topology == GRID:
        _walls(fields.get("walls"), names, context, data)
    elif "walls" in fields and names.topology:
        context.log.error(fields["walls"].span, "only a grid has walls", f"the topology is {names.topology}")
    names.queries = query_names(world.queries, context)
    return names


def _older(field: syntax.Field, fields: dict[str, syntax.Field]) -> bool:
    """Tell whether a field is one of the older form; beside a topology, a plain number of such a name is a constant."""
    if field.name.text not in _OLDER:
        return False
    return "topology" not in fields or isinstance(field.value, syntax.Size)


def _in_newer_form(field: syntax.Field) -> str:
    """Return what to write in place of a field of the older form."""
    if isinstance(field.value, syntax.Size):
        return f"write `topology: grid({shown(field.value.width)}, {shown(field.value.height)})`"
    word = "respawn" if field.name.text == "item_respawn" else "spawn"
    return f"write `entity food {{ {word}: {field.value.span.text} }}`"


def _unique(fields: tuple[syntax.Field, ...], context: Context) -> dict[str, syntax.Field]:
    found: dict[str, syntax.Field] = {}
    for field in fields:
        if field.name.text in found:
            duplicate(field.name, "field", found[field.name.text].name.span, context)
        else:
            found[field.name.text] = field
    return found


def _topology(world: syntax.World, fields: dict[str, syntax.Field], names: WorldNames, context: Context) -> None:
    field = fields.get("topology")
    if field is None:
        context.log.absent(
            world.name.span, "a world needs a `topology`", "expected `topology: route`, `grid(W, H)` or `none`"
        )
        return
    value = field.value
    word = value.function.text if isinstance(value, syntax.Call) else word_of(value)
    if word == "graph":
        context.log.unsupported(value.span, "topology `graph`")
    elif word not in _TOPOLOGIES:
        context.log.error(
            value.span,
            "unknown topology",
            "expected `route`, `grid(W, H)` or `none`",
            hint(word, (ROUTE, NONE, "grid(20, 20)")),
        )
    elif (word == GRID) != isinstance(value, syntax.Call):
        wanted = "`grid(20, 20)`" if word == GRID else f"`{word}`"
        context.log.error(value.span, "unknown topology", f"expected {wanted}")
    else:
        names.topology = Topology(word)
        if isinstance(value, syntax.Call):
            _grid(value, names, context)


def _grid(call: syntax.Call, names: WorldNames, context: Context) -> None:
    if len(call.arguments) != 2 or any(argument.name for argument in call.arguments):
        context.log.error(call.span, "a grid has a width and a height", "expected `grid(20, 20)`")
        return
    sides = [
        integer(argument.value, context, f"the {what} of a grid", 1, _MOST_CELLS)
        for argument, what in zip(call.arguments, ("width", "height"), strict=True)
    ]
    if sides[0] is None or sides[1] is None:
        return
    if sides[0] * sides[1] > _MOST_CELLS:
        context.log.error(call.span, f"a grid has at most {_MOST_CELLS:,} cells", f"these are {sides[0] * sides[1]:,}")
        return
    names.width, names.height = sides[0], sides[1]


def _values(fields: dict[str, syntax.Field], names: WorldNames, context: Context) -> None:
    if names.topology == GRID:
        sides = {"width": names.width, "height": names.height}
        names.fields |= {name: (float(side), "") if side else None for name, side in sides.items()}
    for name, field in fields.items():
        if name in _STRUCTURE or _older(field, fields):
            if name in ("nodes", "edges"):
                context.log.unsupported(field.span, f"`{name}`")
            elif name in _OLDER:
                names.fields[name] = None  # so that its uses are no further mistakes
            continue
        if name in CLOCKS or name in names.fields:
            context.log.error(field.name.span, f"`world.{name}` has a meaning already", "choose another name")
            continue
        names.fields[name] = None
        value = finite(field.value, context, f"`{name}`")
        if value is not None and _fits(name, value[0], field.value.span, names, context):
            names.fields[name] = value


def _fits(name: str, value: float, span: Span, names: WorldNames, context: Context) -> bool:
    wrong = (name == "tick" or (name == "length" and names.topology == ROUTE)) and value <= 0
    if wrong or (name == "max_speed" and value < 0):
        wanted = "positive" if wrong else "at least 0"
        context.log.error(span, f"`{name}` must be {wanted}", f"this is {shown(value)}")
        return False
    return isfinite(value)


def _walls(field: syntax.Field | None, names: WorldNames, context: Context, data: DataFiles) -> None:
    if not names.width:
        return
    size = names.width, names.height
    names.walls = open_field(*size)
    if field is None or word_of(field.value) == "none":
        return
    if word_of(field.value) == "border":
        names.walls = border(*size)
        if min(size) < 3:
            context.log.error(field.value.span, "a border leaves no free cell", "the sides must be at least 3")
    elif isinstance(field.value, syntax.TextLiteral):
        found = walls_from_map(field.value, size, context, data)
        names.walls = found or names.walls
    else:
        context.log.error(
            field.value.span,
            "unknown walls",
            'expected `border`, `none` or the name of a map, as in "map.txt"',
            hint(word_of(field.value), ("border", "none")),
        )
