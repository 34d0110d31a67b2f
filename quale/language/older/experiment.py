"""Which experiments of a program are in the older form, and what they consist of."""

from dataclasses import dataclass, replace

from quale.language.blocks.fields import word_of
from quale.language.syntax import tree as syntax

OLDER_FIELDS = ("size", "item_respawn")
"""Fields of a world that only the older form has."""

EATING = ("eat", "consume", "take")
"""An actuator whose name contains one of these takes what is under the agent."""

FULL = ("health", "energy")
"""Sensors whose state begins at 1."""

Named = dict[tuple[str, str], syntax.Block]
"""The blocks of a program by keyword and name, each with all that it takes over."""


@dataclass(frozen=True, slots=True)
class Item:
    """`item Berry { category: food  properties { } on_consume { } }`."""

    name: syntax.Name
    category: syntax.Name
    properties: tuple[syntax.Field, ...]
    deltas: tuple[syntax.Field, ...]  # of `on_consume`


@dataclass(frozen=True, slots=True)
class Experiment:
    """An evolve block in the older form, with the blocks that it names."""

    evolve: syntax.Settings
    body: syntax.Body
    world: syntax.World
    fitness: syntax.Fitness | None
    items: tuple[Item, ...]  # those it names, in its order
    ticks: str  # how many, as written

    @property
    def internal(self) -> tuple[syntax.SensorDeclaration, ...]:
        """Sensors that are states, too."""
        return tuple(sensor for sensor in self.body.sensors if sensor.kind.function.text == "internal")

    @property
    def categories(self) -> tuple[syntax.Field, ...]:
        """What is spawned: the first `spawn` of each category."""
        return tuple({spawn.name.text: spawn for spawn in reversed(self.world.spawns)}.values())[::-1]

    def of_category(self, category: str) -> tuple[Item, ...]:
        """Return the items of a category."""
        return tuple(item for item in self.items if item.category.text == category)


def field_of(fields: tuple[syntax.Field, ...], name: str) -> syntax.Field | None:
    """Return the last field of a name."""
    return next((field for field in reversed(fields) if field.name.text == name), None)


def is_older(evolve: syntax.Settings, named: Named) -> bool:
    """Tell whether an evolve block is in the older form: by its items, or by its world and what it does not name."""
    if field_of(evolve.fields, "items") is not None:
        return True
    if any(field_of(evolve.fields, kind) is not None for kind in ("perception", "action")):
        return False
    world = named.get(("world", reference(evolve, "world")))
    return isinstance(world, syntax.World) and is_older_world(world)


def is_older_world(world: syntax.World) -> bool:
    """Tell whether a world is in the older form."""
    fields = {field.name.text: field for field in world.fields}
    sized = "size" in fields and isinstance(fields["size"].value, syntax.Size)
    return sized or ("topology" not in fields and ("size" in fields or bool(world.spawns) or "item_respawn" in fields))


def reference(evolve: syntax.Settings, kind: str) -> str:
    """Return the name that an evolve block gives for a kind of block, "" without one."""
    field = field_of(evolve.fields, kind)
    return word_of(field.value) if field is not None else ""


def inner(item: syntax.Settings, keyword: str) -> tuple[syntax.Field, ...]:
    """Return the fields of the blocks of a keyword in an item."""
    return tuple(field for block in item.blocks if block.keyword.text == keyword for field in block.fields)


def read_item(block: syntax.Settings) -> Item | None:
    """Return an item, None where it has no category."""
    category = field_of(block.fields, "category")
    if block.name is None or category is None or not isinstance(category.value, syntax.Path):
        return None
    parts = category.value.parts
    name = replace(parts[0], text=".".join(part.text for part in parts))
    return Item(block.name, name, inner(block, "properties"), inner(block, "on_consume"))
