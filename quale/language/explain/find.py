"""Nodes of the syntax tree by their names, however new the construct."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from quale.language.syntax import tree as syntax


def children(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield the named parts of a node: declarations, fields, inner blocks, arguments of a value."""
    if isinstance(node, syntax.Field):
        node = node.value
    if isinstance(node, syntax.Call):
        for at, argument in enumerate(node.arguments):
            yield (argument.name.text if argument.name is not None else str(at)), argument
        return
    if not is_dataclass(node) or isinstance(node, syntax.Name):
        return
    for slot in fields(node):
        value = getattr(node, slot.name)
        for item in value if isinstance(value, tuple) else ():
            if name := _name(item):
                yield name, item


def lookup(node: Any, path: tuple[str, ...]) -> tuple[Any, ...]:
    """Return what the names of a path lead to from a node: of each kind of thing the last one."""
    found = {type(child): child for name, child in children(node) if name == path[0]}
    if len(path) == 1:
        return tuple(found.values())
    inner: list[Any] = []
    for child in found.values():
        if isinstance(child, syntax.Settings) and child.name is not None:  # `test Long { }` is test.Long
            tests = [each for name, each in children(node) if name == path[0] and each.name.text == path[1]]
            inner += [each for test in tests[-1:] for each in (lookup(test, path[2:]) if len(path) > 2 else (test,))]
        else:
            inner += lookup(child, path[1:])
    return tuple(inner)


def _name(item: Any) -> str:
    if isinstance(item, syntax.Settings):
        return str(item.keyword.text)
    if isinstance(item, syntax.Term):
        return ".".join(part.text for part in item.subject.parts)
    if isinstance(item, syntax.Assign):
        path = item.target.array if isinstance(item.target, syntax.Element) else item.target
        return str(path.parts[-1].text) if path.parts[0].text == "sensor" else ""
    name = getattr(item, "name", None)
    return str(name.text) if isinstance(name, syntax.Name) else ""
