"""What must hold of an experiment in the older form before it is rewritten; findings point at the author's text."""

from quale.diagnostics import Note
from quale.language.blocks.fields import word_of
from quale.language.older.experiment import Experiment, Named, field_of, read_item, reference
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax

SMALLEST = 3
"""Cells of the shortest side that a world has."""

LARGE = (1000.0, 1000.0)
"""Sides of a grid that has room for whatever there may be."""

_ITEM_FIELDS, _ITEM_BLOCKS = ("category",), ("properties", "on_consume")


def items_are_sound(named: Named, log: DiagnosticLog) -> None:
    """Every item has a category, and nothing unknown."""
    for (kind, _), block in named.items():
        if kind != "item" or not isinstance(block, syntax.Settings) or block.name is None:
            continue
        for field in block.fields:
            if field.name.text not in _ITEM_FIELDS:
                known = (*_ITEM_FIELDS, *_ITEM_BLOCKS)
                near = hint(field.name.text, known)
                log.error(field.name.span, f"unknown field `{field.name.text}`", "not a field of an item", near)
        for inside in block.blocks:
            if inside.keyword.text not in _ITEM_BLOCKS:
                near = hint(inside.keyword.text, _ITEM_BLOCKS)
                log.error(inside.keyword.span, f"unknown block `{inside.keyword.text}`", "not a part of an item", near)
        if read_item(block) is None:
            log.error(block.span, f"item `{block.name.text}` has no category", "expected `category: food`")


def items_of(evolve: syntax.Settings, named: Named, log: DiagnosticLog) -> list[str]:
    """Return the items that an evolve block names, each once; what is no item is told."""
    field = field_of(evolve.fields, "items")
    if field is None:
        place = evolve.span
        log.error(place, "this experiment needs `items`", "its world is in the older form", "as in `items: [Berry]`")
        return []
    written = field.value.items if isinstance(field.value, syntax.List) else (field.value,)
    known = [name for kind, name in named if kind == "item"]
    found: list[str] = []
    for value in written:
        word = word_of(value)
        if word in found:
            log.error(value.span, f"item `{word}` stands twice", "")
        elif word in known:
            found.append(word)
        elif word:
            label = "the program has no item of this name"
            log.error(value.span, f"unknown item `{word}`", label, hint(word, known))
        else:
            log.error(value.span, "`items` names items", "expected `items: [Berry, Mushroom]`")
    return found


def has_body_and_world(evolve: syntax.Settings, named: Named, log: DiagnosticLog) -> bool:
    """Tell whether an evolve block names both, and report what it lacks."""
    found = True
    for kind in ("body", "world"):
        field = field_of(evolve.fields, kind)
        if field is None:
            name = evolve.name.text if evolve.name is not None else ""
            log.error(evolve.span, f"evolve block `{name}` needs `{kind}`", f"expected `{kind}: NAME`")
            found = False
        elif (kind, reference(evolve, kind)) not in named:
            word = reference(evolve, kind)
            near = hint(word, [name for known, name in named if known == kind])
            log.error(field.value.span, f"unknown {kind} `{word}`", f"the program has no {kind} of this name", near)
            found = False
    return found


def has_no_newer_blocks(experiment: Experiment, log: DiagnosticLog) -> None:
    """What the body senses and does is told by its sensors and actuators."""
    for kind in ("perception", "action"):
        field = field_of(experiment.evolve.fields, kind)
        if field is not None:
            label = f"it is made of the body's {'sensors' if kind == 'perception' else 'actuators'}"
            log.error(field.span, f"an experiment with `items` has no `{kind}`", label, "leave it out")
    field = field_of(experiment.world.fields, "topology")
    if field is not None:
        label = "it is a grid, whose `size` is given as in `20 x 20`"
        log.error(field.span, "the world of an experiment with `items` has no `topology`", label)


def world_is_large_enough(experiment: Experiment, log: DiagnosticLog) -> None:
    """Sides of at least 3, and more cells inside than agents and items."""
    size = field_of(experiment.world.fields, "size")
    if size is None:
        if field_of(experiment.world.fields, "topology") is None:
            name = experiment.world.name.text
            log.error(experiment.world.span, f"world `{name}` has no size", "as in `size: 20 x 20`")
        return
    if not isinstance(size.value, syntax.Size):
        log.error(size.value.span, "this is not a size", "expected `20 x 20`")
        return
    width, height = size.value.width, size.value.height
    if min(width, height) < SMALLEST:
        label = f"these are {width:.0f} and {height:.0f}"
        log.error(size.value.span, f"a world has sides of at least {SMALLEST}", label)
        return
    spawned, acting, cells = room(experiment, size.value)
    if spawned + acting >= cells:
        label = f"{cells:.0f} cells inside, {spawned:.0f} items and {_agents(acting)}"
        log.error(size.value.span, "the world is too small for what is in it", label, "some cells must stay free")


def sides(experiment: Experiment) -> tuple[float, float]:
    """Return the sides of the world; where they cannot be, large ones, so that nothing follows from that mistake."""
    size = field_of(experiment.world.fields, "size")
    if size is None or not isinstance(size.value, syntax.Size):
        return LARGE
    spawned, acting, cells = room(experiment, size.value)
    fits = min(size.value.width, size.value.height) >= SMALLEST and spawned + acting < cells
    return (size.value.width, size.value.height) if fits else LARGE


def room(experiment: Experiment, size: syntax.Size) -> tuple[float, float, float]:
    """Return how many items and agents there are at most, and how many cells for them."""
    walls = field_of(experiment.world.fields, "walls")
    edge = 2 if walls is not None and word_of(walls.value) == "border" else 0
    agents = field_of(experiment.evolve.fields, "agents")
    acting = max(1.0, _most(agents.value)) if agents is not None else 1.0
    spawned = sum(_most(spawn.value) for spawn in experiment.categories)
    return spawned, acting, (size.width - edge) * (size.height - edge)


def categories_match(experiment: Experiment, log: DiagnosticLog) -> None:
    """What is spawned has items, once each; items that are not spawned never appear."""
    first: dict[str, syntax.Field] = {}
    known = dict.fromkeys(item.category.text for item in experiment.items)
    for spawn in experiment.world.spawns:
        name = spawn.name
        if name.text in first:
            note = Note("first spawned here", first[name.text].name.span)
            log.error(name.span, f"category `{name.text}` is spawned twice", notes=(note,))
        elif name.text not in known and experiment.items:
            label = "none of the experiment's items is of this category"
            log.error(name.span, f"nothing to spawn as `{name.text}`", label, hint(name.text, known))
        first.setdefault(name.text, spawn)
    for item in experiment.items:
        if item.category.text not in first:
            label = f"world `{experiment.world.name.text}` spawns no `{item.category.text}`"
            log.warning(item.category.span, f"item `{item.name.text}` never appears", label)


def deltas_are_of_sensors(experiment: Experiment, log: DiagnosticLog) -> None:
    """What an item changes are internal sensors of the body."""
    known = [sensor.name.text for sensor in experiment.internal]
    for item in experiment.items:
        for delta in item.deltas:
            if delta.name.text not in known:
                label = f"not an internal sensor of body `{experiment.body.name.text}`"
                near = hint(delta.name.text, known)
                log.error(delta.name.span, f"`on_consume` cannot change `{delta.name.text}`", label, near)


def properties_exist(experiment: Experiment, log: DiagnosticLog) -> None:
    """What `item_property` senses is a property of some item."""
    known = list(dict.fromkeys(field.name.text for item in experiment.items for field in item.properties))
    for sensor in experiment.body.sensors:
        if sensor.kind.function.text != "item_property":
            continue
        word = property_of(sensor)
        if not word:
            log.error(sensor.kind.span, "`item_property` takes a property", "expected `item_property(color)`")
        elif word not in known:
            label = "no item of the experiment has this property"
            log.error(sensor.kind.arguments[0].span, f"unknown property `{word}`", label, hint(word, known))


def property_of(sensor: syntax.SensorDeclaration) -> str:
    """Return the property that a sensor senses, "" where it names none."""
    arguments = sensor.kind.arguments
    return word_of(arguments[0].value) if len(arguments) == 1 and arguments[0].name is None else ""


RULES = (
    has_no_newer_blocks,
    world_is_large_enough,
    categories_match,
    deltas_are_of_sensors,
    properties_exist,
)


def _most(value: syntax.Expression) -> float:
    """Return a number, or the upper end of a range; 0 of what is neither."""
    if isinstance(value, syntax.Range):
        value = value.high
    return value.value if isinstance(value, syntax.NumberLiteral) else 0.0


def _agents(count: float) -> str:
    return "an agent" if count == 1 else f"{count:.0f} agents"
