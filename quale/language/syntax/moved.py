"""Records with their places moved into another source: of text that was parsed by itself."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from quale.diagnostics import Source, Span


def moved(node: Any, bounds: tuple[Source, int, int, int]) -> Any:
    """Return a record with all its spans moved into another source: by a distance, and within an extent."""
    if isinstance(node, Span):
        source, distance, low, high = bounds
        start, end = (min(max(at + distance, low), high) for at in (node.start, node.end))
        return Span(source, min(start, max(low, high - 1)), max(end, start))
    if isinstance(node, tuple):
        return tuple(moved(each, bounds) for each in node)
    if is_dataclass(node) and not isinstance(node, type):
        inside = {field.name: moved(getattr(node, field.name), bounds) for field in fields(node)}
        return replace(node, **inside)
    return node
