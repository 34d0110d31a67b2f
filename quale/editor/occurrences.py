"""Where the things of a program are mentioned: for each place the thing, as the checker would find it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quale.diagnostics import Span
from quale.editor.declared import DIRECTIONS, Declared, Key, declared, parts
from quale.language.experiment.references import KINDS, keyword
from quale.language.syntax import tree as syntax

Scope = dict[str, Key]
"""Names that are nearer than all others: of `let`, loops, parameters."""

_PREFIXES = {"agent": "state", "world": "world", "sensor": "sensor", "actuator": "actuator"}
_SHOWN = re.compile(r"(?<=[{ (])(?P<owner>agent|world)\.(?P<name>\w+)")
_FAR = (
    "constant",
    "function",
    "entity",
    "machine",
    "metric",
    "state",
    "hidden",
    "property",
    "query",
    "world",
    "sensor",
)
"""Where a bare name is looked for last, whatever the block."""
_BARE = {
    "dynamics": ("hidden", "state"),
    "motion": ("state", "hidden"),
    "fitness": ("metric", "state"),
    "evolve": ("metric",),
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a thing is mentioned, and whether it is declared there."""

    span: Span
    key: Key
    declares: bool


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that has a name, and every place of it."""

    declared: tuple[Declared, ...]
    occurrences: tuple[Occurrence, ...]

    def at(self, source: object, offset: int) -> Occurrence | None:
        """Return what is mentioned at a place; an end counts, too, so that the cursor may stand behind a word."""
        here = [each for each in self.occurrences if each.span.source is source]
        found = [each for each in here if each.span.start <= offset <= each.span.end]
        return min(found, key=lambda each: (each.span.end == offset, each.span.end - each.span.start), default=None)

    def of(self, key: Key) -> tuple[Occurrence, ...]:
        """Return all places of a thing."""
        return tuple(each for each in self.occurrences if each.key == key)

    def declarations(self, key: Key) -> tuple[Declared, ...]:
        """Return where a thing is declared; locals are no declarations of the program's."""
        return tuple(each for each in self.declared if each.key == key)


def index(trees: Sequence[syntax.Tree]) -> Index:
    """Return everything that a program mentions."""
    found = declared(trees)
    walker = _Walker({each.key for each in found})
    for each in found:
        walker.add(each.name.span, each.key, declares=True)
    for tree in trees:
        for definition in (*tree.constants, *tree.functions):
            walker.block, walker.kind = None, "function"
            walker.visit(definition, {})
        for block in tree.blocks:
            walker.block, walker.kind = block, keyword(block)
            if block.base is not None:
                walker.mention(block.base, (walker.kind,))
            walker.visit(block, {})
    unique: dict[tuple[int, int, int], Occurrence] = {}
    for place in walker.occurrences:
        unique.setdefault((id(place.span.source), place.span.start, place.span.end), place)
    return Index(tuple(found), tuple(unique.values()))


_WITH_STATEMENTS = (syntax.Statements, syntax.Dynamics, syntax.Fitness, syntax.MachineState, syntax.Machine)
"""What names of its own end with."""


def _names_in(node: Any) -> Iterator[tuple[syntax.Name, tuple[str, ...]]]:
    """Yield the names that a node mentions itself, each with the categories that it may be of."""
    match node:
        case syntax.Call():
            yield node.function, ("function", "query")
        case syntax.Is():
            yield node.machine, ("machine",)
            yield node.state, ("machine state",)
        case syntax.Goto():
            yield node.target, ("machine state",)
        case syntax.QueryDeclaration():
            yield from ((name, ("property",)) for name in node.results)
        case syntax.MetricDeclaration():
            yield from ((name, ("record",)) for name in (node.record,) if name is not None)
            yield from ((name, ("record field",)) for name in (node.field,) if name is not None)
        case syntax.Integrate():
            yield node.motion, ("motion",)
        case syntax.Gate() if node.value is None:
            yield node.name, ("state",)


class _Walker:
    def __init__(self, known: set[Key]) -> None:
        self.known = known
        self.occurrences: list[Occurrence] = []
        self.block: Any = None
        self.kind = ""

    def add(self, span: Span, key: Key, *, declares: bool = False) -> None:
        """Keep a place; what is found first stays."""
        self.occurrences.append(Occurrence(span, key, declares))

    def mention(self, name: syntax.Name, categories: Sequence[str]) -> bool:
        """Keep a name as the first thing of these categories that is called so."""
        for category in categories:
            if Key(category, name.text) in self.known:
                self.add(name.span, Key(category, name.text))
                return True
        return False

    def local(self, name: syntax.Name, scope: Scope) -> None:
        """Declare a name that is known until its block ends."""
        key = Key(f"local@{id(name.span.source)}.{name.span.start}", name.text)
        scope[name.text] = key
        self.occurrences.append(Occurrence(name.span, key, declares=True))

    def visit(self, node: Any, scope: Scope) -> None:  # noqa: C901  # a dispatch over the kinds of a tree
        """Keep all that a node mentions."""
        match node:
            case syntax.Path():
                self._path(node, scope)
            case syntax.Let() | syntax.Var():
                self.visit(node.value, scope)
                self.local(node.name, scope)
            case syntax.ForEach() | syntax.Counted() | syntax.Reduction() | syntax.Function():
                self._binder(node, scope)
            case syntax.When():
                self.visit(node.condition, scope)
                self._block(node.then, scope)
                self._block(node.otherwise, scope)
            case syntax.Handler():
                self._children(node.arguments, scope)
                self._block(node.body, scope)
            case syntax.Field():
                self._field(node, scope)
            case syntax.TextLiteral():
                self._template(node)
            case syntax.Consume() if node.entity is not None and node.entity.text in scope:
                self.add(node.entity.span, scope[node.entity.text])
            case _:
                for name, categories in _names_in(node):
                    self.mention(name, categories)
                if isinstance(node, syntax.Call) and node.function.text == "item_property":
                    return  # its argument is a property of items, which have no declarations of their own
                self._children(node, dict(scope) if isinstance(node, _WITH_STATEMENTS) else scope)

    def _children(self, node: Any, scope: Scope) -> None:
        for child in parts(node):
            if isinstance(child, tuple):  # a name with its statements, or with its value
                self._block(child, scope)
            elif not isinstance(child, syntax.Name):
                self.visit(child, scope)

    def _block(self, statements: Any, scope: Scope) -> None:
        inner = dict(scope)
        for statement in parts(statements):
            if isinstance(statement, tuple):
                self._block(statement, inner)
            elif not isinstance(statement, syntax.Name):
                self.visit(statement, inner)

    def _binder(self, node: syntax.ForEach | syntax.Counted | syntax.Reduction | syntax.Function, scope: Scope) -> None:
        inner = dict(scope)
        match node:
            case syntax.ForEach():
                self.mention(node.kind, ("entity",))
                self.local(node.variable, inner)
            case syntax.Counted():
                self.visit(node.low, scope)
                self.visit(node.high, scope)
                if node.variable is not None:
                    self.local(node.variable, inner)
            case syntax.Reduction():
                if isinstance(node.over, syntax.Name):
                    self.mention(node.over, ("entity",))
                else:
                    self.visit(node.over, scope)
                self.local(node.variable, inner)
                for each in (node.value, node.condition):
                    if each is not None:
                        self.visit(each, inner)
                return
            case syntax.Function():
                for name in node.parameters:
                    self.local(name, inner)
        self._block(node.body, inner)

    def _field(self, field: syntax.Field, scope: Scope) -> None:
        """A field of an evolve block may name blocks; one of an item, a sensor."""
        name = field.name.text
        if name == "initial" and isinstance(field.value, syntax.Path):
            self.mention(field.value.parts[0], ("machine state",))
            return
        category = {"seed_from": "evolve", "items": "item"}.get(name, name if name in KINDS else "")
        values = field.value.items if isinstance(field.value, syntax.List) else (field.value,)
        if self.kind == "evolve" and category:
            for value in values:
                if isinstance(value, syntax.Path):
                    self.mention(value.parts[0], (category,))
            return
        if self.kind == "item" and name != "category":
            self.mention(field.name, ("sensor",))
        self.visit(field.value, scope)

    def _template(self, text: syntax.TextLiteral) -> None:
        """Names in a text that a replay shows: `"{agent.survived} decisions"`."""
        for found in _SHOWN.finditer(text.span.text if self.kind == "draw" else ""):
            start = text.span.start + found.start("name")
            span = Span(text.span.source, start, start + len(found["name"]))
            self.mention(syntax.Name(found["name"], span), (_PREFIXES[found["owner"]],))

    def _path(self, path: syntax.Path, scope: Scope) -> None:
        first, *rest = path.parts
        if first.text in scope:
            self.add(first.span, scope[first.text])
            for name in rest[:1]:
                self.mention(name, ("property",))
        elif first.text in _PREFIXES and rest:
            self._member(_PREFIXES[first.text], rest[0])
        elif rest and Key("machine", first.text) in self.known:
            self.mention(first, ("machine",))
        elif not rest or self.kind in ("dynamics", "motion", "fitness"):
            self._bare(first)

    def _member(self, category: str, name: syntax.Name) -> None:
        """A state, field or port; an input of a directional sensor mentions the sensor."""
        if self.mention(name, (category,)):
            return
        stem, _, suffix = name.text.rpartition("_")
        if suffix in DIRECTIONS and Key(category, stem) in self.known:
            self.add(Span(name.span.source, name.span.start, name.span.start + len(stem)), Key(category, stem))

    def _bare(self, name: syntax.Name) -> None:
        near = _BARE.get(self.kind, ("property", "entity"))
        if self.mention(name, (*near, *_FAR)):
            return
        state = Key("state", name.text[1:])
        if self.kind == "motion" and name.text.startswith("d") and state in self.known:  # the derivative `dx` of x
            self.add(Span(name.span.source, name.span.start + 1, name.span.end), state)
