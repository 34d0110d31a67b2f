"""Blocks made from others: `body Other from B { … }` has what is repeated instead of B's own, and the rest of B's."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any

from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax

Key = Callable[[Any], Hashable | None]
"""What makes an item the same as one of the base's; None: never, it is added behind."""


def inherit(
    blocks: tuple[syntax.Block, ...], keyword: Callable[[syntax.Block], str], log: DiagnosticLog
) -> tuple[syntax.Block, ...]:
    """Return the blocks with all that they take over from others, and report bases that there are not."""
    named: dict[tuple[str, str], syntax.Block] = {}
    for block in blocks:
        if block.name is not None:
            named.setdefault((keyword(block), block.name.text), block)
    return tuple(_complete(block, keyword(block), named, log) for block in blocks)


def bases(blocks: tuple[syntax.Block, ...], keyword: Callable[[syntax.Block], str]) -> frozenset[tuple[str, str]]:
    """Return the keywords and names of the blocks that others are made from."""
    return frozenset((keyword(block), block.base.text) for block in blocks if block.base is not None)


def _complete(
    block: syntax.Block, kind: str, named: dict[tuple[str, str], syntax.Block], log: DiagnosticLog
) -> syntax.Block:
    chain = [block]
    while (base := chain[-1].base) is not None:
        found = named.get((kind, base.text))
        if found is None:
            known = [name for word, name in named if word == kind]
            label = f"the program has no {kind} of this name"
            log.absent(base.span, f"unknown {kind} `{base.text}`", label, hint(base.text, known), of=(kind,))
            break
        if any(found is each for each in chain):
            if found is block:
                way = " → ".join(each.name.text for each in (*chain, found) if each.name is not None)
                log.error(base.span, f"{kind} `{base.text}` is made from itself", f"through {way}")
            break
        chain.append(found)
    made = chain.pop()
    while chain:
        made = _merged(made, chain.pop())
    return made


def _merged(base: syntax.Block, block: syntax.Block) -> syntax.Block:
    """Return a block with the items of its base: those that it repeats in their place, its own behind them."""
    if isinstance(base, syntax.Settings) and isinstance(block, syntax.Settings):
        return _settings(base, block)
    changes: dict[str, Any] = {}
    if isinstance(base, syntax.Body) and isinstance(block, syntax.Body):
        changes["blocks"] = _inner(base.blocks, block.blocks)
    motion = isinstance(block, syntax.Statements) and block.keyword == "motion"
    for name, key in ({"body": _equation} if motion else _ITEMS[type(block)]).items():
        changes[name] = _joined(getattr(base, name), getattr(block, name), key)
    for name in _WHOLE.get(type(block), ()):
        changes[name] = getattr(block, name) or getattr(base, name)
    return replace(block, **changes)


def _settings(base: syntax.Settings, block: syntax.Settings) -> syntax.Settings:
    fields = _joined(base.fields, block.fields, _name)
    return replace(block, fields=fields, blocks=_inner(base.blocks, block.blocks))


def _inner(base: tuple[syntax.Settings, ...], own: tuple[syntax.Settings, ...]) -> tuple[syntax.Settings, ...]:
    """Return blocks of settings, those of one name joined field by field."""
    known = {_block(each): each for each in base}
    joined = tuple(_settings(known[_block(each)], each) if _block(each) in known else each for each in own)
    return _joined(base, joined, _block)


def _joined(base: tuple[Any, ...], own: tuple[Any, ...], key: Key) -> tuple[Any, ...]:
    items = list(base)
    places = {key(item): at for at, item in enumerate(base) if key(item) is not None}
    taken: set[Hashable] = set()
    for item in own:
        at = places.get(key(item)) if key(item) is not None else None
        if at is None or key(item) in taken:  # what is given twice is told when it is checked
            items.append(item)
        else:
            items[at] = item
            taken.add(key(item))
    return tuple(items)


def _name(item: Any) -> Hashable:
    return str(item.name.text)


def _block(block: syntax.Settings) -> Hashable:
    return block.keyword.text, block.name.text if block.name is not None else ""


def _file(item: syntax.Import) -> Hashable:
    return item.what.text, item.file.value


def _subject(term: syntax.Term) -> Hashable:
    return ".".join(part.text for part in term.subject.parts)


def _statement(statement: syntax.Statement) -> Hashable | None:
    """Return what a statement gives a value to, where it stands for itself: a `let`, or a sensor."""
    match statement:
        case syntax.Let() | syntax.Var():
            return statement.name.text
        case syntax.Assign(syntax.Path((head, name)), "="):
            return ("sensor", name.text) if head.text == "sensor" else None
        case syntax.View():
            return ("view",)
        case _:
            return None


def _equation(statement: syntax.Statement) -> Hashable | None:
    """Return what a line of a motion gives: a `let`, or a derivative."""
    match statement:
        case syntax.Assign(syntax.Path((name,)), "="):
            return "derivative", name.text
        case _:
            return _statement(statement)


_ITEMS: dict[type, dict[str, Key]] = {
    syntax.Body: {"states": _name, "sensors": _name, "actuators": _name, "machines": _name},
    syntax.World: {
        "fields": _name,
        "states": _name,
        "entities": _name,
        "machines": _name,
        "queries": _name,
        "imports": _file,
        "spawns": _name,
    },
    syntax.Statements: {"body": _statement},
    syntax.Dynamics: {"hiddens": _name},
    syntax.Fitness: {"metrics": _name, "gates": _name, "terms": _subject},
}
_WHOLE: dict[type, tuple[str, ...]] = {
    syntax.Dynamics: ("per_tick", "rules", "death", "clamp"),
    syntax.Fitness: ("terminate",),
}
"""Parts that a block has as a whole or takes over as a whole."""
