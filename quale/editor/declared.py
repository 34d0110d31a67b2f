"""What a program declares, by category and name: what the names in it can stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, NamedTuple

from quale.language.experiment.references import KINDS, keyword
from quale.language.syntax import tree as syntax

DIRECTIONS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


class Key(NamedTuple):
    """A thing that has a name. Members of all blocks of a kind are one: `agent.x` may be any body's."""

    category: str
    name: str


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration: the thing, its name's place, the node, and the block that it stands in."""

    key: Key
    name: syntax.Name
    node: Any
    owner: str  # `body Forager`


def declared(trees: Sequence[syntax.Tree]) -> list[Declared]:
    """Return every declaration of a program that has a name outside of its own block of statements."""
    found: list[Declared] = []
    for tree in trees:
        found += (Declared(Key("constant", each.name.text), each.name, each, "") for each in tree.constants)
        found += (Declared(Key("function", each.name.text), each.name, each, "") for each in tree.functions)
        for block in tree.blocks:
            kind, name = keyword(block), block.name
            if name is None:
                continue
            owner = f"{kind} {name.text}"
            found.append(Declared(Key(kind if kind in KINDS else "block", name.text), name, block, owner))
            found += (Declared(key, name, node, owner) for key, name, node in _members(block, block))
    return found


def _members(node: Any, block: Any) -> Iterator[tuple[Key, syntax.Name, Any]]:
    """Yield what a node declares, and what those in it do."""
    if node is not block:
        category = _category(node, block)
        if category:
            yield Key(category, node.name.text), node.name, node
    if isinstance(node, syntax.Record):
        yield Key("record", node.name.text), node.name, node
        yield from ((Key("record field", name.text), name, value) for name, value in node.fields)
    for child in parts(node):
        yield from _members(child, block)


_CATEGORIES: dict[type, str] = {
    syntax.SensorDeclaration: "sensor",
    syntax.ActuatorDeclaration: "actuator",
    syntax.Machine: "machine",
    syntax.MachineState: "machine state",
    syntax.Entity: "entity",
    syntax.Property: "property",
    syntax.QueryDeclaration: "query",
    syntax.MetricDeclaration: "metric",
}


def _category(node: Any, block: Any) -> str:
    """Return what a node declares, "" where it declares nothing."""
    world = isinstance(block, syntax.World)
    if isinstance(node, syntax.StateDeclaration):
        return "hidden" if isinstance(block, syntax.Dynamics) else "world" if world else "state"
    if isinstance(node, syntax.Field):
        return "world" if world and node in block.fields else ""
    if isinstance(node, syntax.Settings):
        return "test" if node.keyword.text == "test" and node.name is not None else ""
    return _CATEGORIES.get(type(node), "")


def parts(node: Any) -> Iterator[Any]:
    """Yield the nodes in a node, whatever it is."""
    if isinstance(node, tuple):
        for item in node:
            if isinstance(item, tuple) or is_dataclass(item):
                yield item
    elif is_dataclass(node) and not isinstance(node, syntax.Name):
        for slot in fields(node):
            value = getattr(node, slot.name)
            if isinstance(value, tuple):
                yield from parts(value)
            elif is_dataclass(value) and hasattr(value, "span"):
                yield value
