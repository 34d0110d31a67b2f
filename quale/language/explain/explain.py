"""Where a value came from: the command line, a place in the program, a block taken over, a preset, a default."""

from collections.abc import Iterator, Sequence
from typing import Any

from quale.diagnostics import Source, Span, UsageError
from quale.evolution.records.preset import PRESETS
from quale.evolution.records.settings import Settings
from quale.language.experiment.configuration import evolution_pairs
from quale.language.experiment.references import KINDS, keyword, name_of
from quale.language.explain.find import children, lookup
from quale.language.explain.origin import Explained, Origin, shown
from quale.language.parsing.parse import parse
from quale.language.scope.suggest import hint
from quale.language.set_fields import field_of
from quale.language.syntax import tree as syntax
from quale.model.model import SET, Model

_SECTIONS = ("brain", "mutation", "speciation", "reproduction")
_OF_EVOLVE = {"agent": "body", "world": "world"}  # what is read by another word than the block's


class Explainer:
    """Answers about one checked program.

    Args:
        sources: the program's files, with `--set` the last if fields were given beside it.
        run: the evolve block these are for; None for all.
    """

    def __init__(self, sources: Sequence[Source], run: str | None = None) -> None:
        self._trees = [parse(source)[0] for source in sources if source.name != SET]
        self._given = next((source for source in sources if source.name == SET), None)
        self._run = run
        self._definitions: list[tuple[str, syntax.Constant | syntax.Function]] = [
            *(("constant", constant) for tree in self._trees for constant in tree.constants),
            *(("function", function) for tree in self._trees for function in tree.functions),
        ]
        self._blocks = [(keyword(block), block) for tree in self._trees for block in tree.blocks]

    def explain(self, path: str, models: Sequence[Model]) -> tuple[Explained, ...]:
        """Return what a path stands for, once for every experiment that has it, or for the block that it names.

        A path is a field of an experiment (`population`, `mutation.add_node`), one of a named block (`Cart.x`,
        `body.Cart.x`, `Phase2.seed`), `agent.STATE`, `world.FIELD`, or a constant or function.

        Raises:
            UsageError: nothing has this path.
        """
        names = tuple(path.split("."))
        found = [
            *self._fields(path, models),
            *self._of_blocks(names),
            *self._read_by(names, models),
            *self._defined(path),
        ]
        unique = list(dict.fromkeys(found))
        if not unique:
            raise UsageError(f"--explain {path}: {self._unknown(path, names, models)}")
        return tuple(unique)

    def _fields(self, path: str, models: Sequence[Model]) -> Iterator[Explained]:
        """Yield a field of the experiments."""
        for model in models:
            field = path.removeprefix(f"{model.name}.").removeprefix("evolve.").removeprefix(f"{model.name}.")
            values = dict(model.configuration)
            if field.startswith("test.") and f"{field.removesuffix('.when')}.stop.when" in values:
                field = f"{field.removesuffix('.when')}.stop.when"
            origins = tuple(self._of_field(field, model, values))
            inner = [name for name in values if name.startswith(f"{field}.")]
            if inner and field not in values:
                for name in inner:
                    said = tuple(self._of_field(name, model, values))
                    yield Explained(model.name, name, values[name], said or (Origin("default"),))
            elif field in values:
                yield Explained(model.name, field, values[field], origins or (Origin("default"),))
            elif origins:
                yield Explained(model.name, field, "", origins)

    def _of_field(self, field: str, model: Model, values: dict[str, str]) -> Iterator[Origin]:
        if self._given is not None and self._run in (None, model.name):
            yield from _given(field, self._given)
        names = tuple(field.split("."))
        evolve = self._named("evolve", model.name)
        written = (*names[:2], "when") if names[0] == "test" and names[2:] == ("stop", "when") else names
        yield from self._written(evolve, written)
        if names[0] == "test" and len(names) > 2:
            inner = ".".join(names[2:])
            yield from (o for o in self._of_field(inner, model, values) if values.get(inner) == values.get(field))
            return
        if names[0] == "brain":
            yield from self._written(self._named("body", values.get("body", "")), names)
        if names[0] in _SECTIONS:
            preset = values.get("preset", "none")
            if preset in PRESETS:
                yield from _settled(f"preset {preset}", field, PRESETS[preset])
            yield from _settled("default", field, Settings())

    def _of_blocks(self, names: tuple[str, ...]) -> Iterator[Explained]:
        """Yield what a path stands for that begins with a block's name, its keyword before it or not."""
        kinds: tuple[str, ...] = KINDS
        if names[0] in KINDS and len(names) > 1 and self._named(names[0], names[1]) is not None:
            kinds, names = (names[0],), names[1:]
        for kind in kinds:
            block = self._named(kind, names[0])
            if block is None or (kind == "evolve" and len(names) > 1):
                continue
            if len(names) == 1:
                yield Explained(f"{kind} {names[0]}", "", "", (Origin("written", shown(block.span), block.span),))
            else:
                yield from self._declared(f"{kind} {names[0]}", block, names[1:])

    def _read_by(self, names: tuple[str, ...], models: Sequence[Model]) -> Iterator[Explained]:
        """Yield what expressions call `agent.NAME` or `world.NAME`."""
        kind = _OF_EVOLVE.get(names[0])
        for model in models if kind is not None and len(names) > 1 else ():
            name = dict(model.configuration).get(kind or "", "")
            for each in self._declared(f"{kind} {name}", self._named(kind or "", name), names[1:]):
                if each.origins[0].text.startswith("state") or kind != "body":
                    yield each

    def _declared(self, owner: str, block: syntax.Block | None, names: tuple[str, ...]) -> Iterator[Explained]:
        """Yield what a block declares under a name: a state and a sensor may share one."""
        kinds: dict[type, list[Origin]] = {}
        for kind, origin in self._found(block, names):
            kinds.setdefault(kind, []).append(origin)
        for origins in kinds.values():
            yield Explained(owner, ".".join(names), "", tuple(origins))

    def _defined(self, name: str) -> Iterator[Explained]:
        for what, definition in self._definitions:
            if definition.name.text == name:
                given = tuple(_given(name, self._given)) if self._given is not None else ()
                written = Origin("written", shown(_whole(definition)), definition.span)
                yield Explained(what, name, "", (*given, written))

    def _written(self, block: syntax.Block | None, names: tuple[str, ...]) -> Iterator[Origin]:
        """Yield what a block says, and what those say that it is made from."""
        yield from (origin for _, origin in self._found(block, names))

    def _found(self, block: syntax.Block | None, names: tuple[str, ...]) -> Iterator[tuple[type, Origin]]:
        first, known = block, list[syntax.Block]()
        while block is not None and not any(block is each for each in known):
            known.append(block)
            base = "" if block is first else f"{keyword(block)} {name_of(block).text}"
            for node in lookup(block, names):
                span = _whole(node)
                yield type(node), Origin("written", shown(span), span, base)
            block = self._named(keyword(block), block.base.text) if block.base is not None else None

    def _named(self, kind: str, name: str) -> syntax.Block | None:
        blocks = (block for known, block in self._blocks if known == kind and name_of(block).text == name)
        return next(blocks, None)

    def _unknown(self, path: str, names: tuple[str, ...], models: Sequence[Model]) -> str:
        """Return in words what is wrong with a path, with the nearest one that is right."""
        for at, start in ((1, names[:1]), (2, names[1:2])):
            for kind, block in self._blocks:
                if start and name_of(block).text == start[0] and len(names) > at:
                    there = [name for name, _ in children(block)]
                    return _joined(f"{kind} `{start[0]}` has no `{names[at]}`", hint(names[at], there))
        fields = [name for model in models for name, _ in model.configuration]
        blocks = [name_of(block).text for _, block in self._blocks]
        defined = [definition.name.text for _, definition in self._definitions]
        guess = hint(path, [*fields, *blocks, *defined])
        if guess:
            return _joined("nothing has this name", guess)
        return "nothing has this name; expected a field as in `mutation.add_node`, or `BLOCK.NAME`"


def _joined(words: str, guess: str) -> str:
    return f"{words}; {guess}" if guess else words


def _given(field: str, source: Source) -> Iterator[Origin]:
    """Yield what was given beside the program for a field, or for a whole that it is a part of."""
    start = 0
    for line in source.text.split("\n"):
        name = field_of(line)
        if name == field:
            yield Origin("given beside the program", f"--set {line.strip()}", Span(source, start, start + len(line)))
        start += len(line) + 1


def _settled(what: str, field: str, settings: Settings) -> Iterator[Origin]:
    value = dict(evolution_pairs(settings)).get(field)
    if value is not None:
        yield Origin(what, value)


def _whole(node: Any) -> Span:
    """Return the place of a node with its value: the span of a metric or of a block is its head alone."""
    span: Span = node.span
    ends = [span.end]
    for slot in ("value", "initial"):
        inner = getattr(node, slot, None)
        if inner is not None and hasattr(inner, "span") and inner.span.source is span.source:
            ends.append(inner.span.end)
    return Span(span.source, span.start, max(ends))
