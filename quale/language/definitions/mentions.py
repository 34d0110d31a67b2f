"""What an expression or a function mentions."""

from collections.abc import Iterator

from quale.diagnostics import Span
from quale.language.syntax import tree as syntax


def nodes(root: object) -> Iterator[object]:
    """Yield every node under a node or tuple of nodes, in written order."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += reversed(part)
        elif not isinstance(part, Span | syntax.Name) and hasattr(part, "__slots__"):
            yield part
            waiting += [getattr(part, slot) for slot in reversed(part.__slots__)]


def paths(root: object) -> Iterator[syntax.Path]:
    """Yield every path."""
    yield from (node for node in nodes(root) if isinstance(node, syntax.Path))


def mentions(root: object, functions: dict[str, syntax.Function]) -> Iterator[tuple[str, Span]]:
    """Yield bare names with their places, those in the functions that are called among them."""
    called: set[str] = set()
    waiting = [root]
    while waiting:
        for node in nodes(waiting.pop()):
            if isinstance(node, syntax.Path) and len(node.parts) == 1:
                yield node.parts[0].text, node.span
            elif isinstance(node, syntax.Call) and node.function.text in functions.keys() - called:
                called.add(node.function.text)
                waiting.append(functions[node.function.text].body)
