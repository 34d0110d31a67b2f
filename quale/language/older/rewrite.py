"""The door: programs in the older form become programs in the newer one, with findings about what is wrong in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from quale.diagnostics import Diagnostic, Source, Span
from quale.language.definitions.inherit import inherit
from quale.language.experiment.references import keyword, name_of
from quale.language.layout.concrete import OUTSIDE, concrete
from quale.language.older.experiment import (
    Experiment,
    Item,
    Named,
    field_of,
    is_older,
    is_older_world,
    read_item,
    reference,
)
from quale.language.older.rules import RULES, has_body_and_world, items_are_sound, items_of
from quale.language.older.text import Rewritten, Text
from quale.language.older.write import Extent, Writer
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.syntax import tree as syntax

_REWRITTEN = ("body", "world", "fitness")
_MADE = (*_REWRITTEN, "perception", "action")


@dataclass(frozen=True, slots=True)
class Newer:
    """A program in the newer form, and what is wrong with it in the older one."""

    files: tuple[Rewritten, ...]  # none where an experiment lacks what it cannot be rewritten without
    found: tuple[Diagnostic, ...]


def rewrite(sources: Sequence[Source], trees: Sequence[syntax.Tree], given: Sequence[syntax.Tree]) -> Newer | None:
    """Return a program in the newer form, None where nothing of it is in the older one.

    Args:
        sources: its files, free of syntax errors.
        trees: of the files.
        given: the same with the fields that are set beside the program.
    """
    if not has_older_form(trees):
        return None
    written = [block for tree in trees for block in tree.blocks]
    named = _named(written)
    evolves = [block for block in named.values() if isinstance(block, syntax.Settings) and keyword(block) == "evolve"]
    older = [evolve for evolve in evolves if is_older(evolve, named)]
    log = DiagnosticLog()
    items_are_sound(named, log)
    shop = _Workshop(sources, trees, named, older)
    beside = _named([block for tree in given for block in tree.blocks])
    whole = True
    for evolve in older:
        items = items_of(evolve, named, log)
        if not has_body_and_world(evolve, named, log):
            whole = False
            continue
        experiment = _experiment(evolve, items, named, beside)
        for rule in RULES:
            rule(experiment, log)
        shop.make(experiment)
    _tell_unused(named, older, evolves, log)
    files = tuple(shop.file(source, tree).rewritten(source.name) for source, tree in zip(sources, trees, strict=True))
    return Newer(files if whole else (), log.sorted(tuple(source.name for source in sources)))


def has_older_form(trees: Sequence[syntax.Tree]) -> bool:
    """Tell whether something in a program is in the older form."""
    return any(_may_be_older(block) for tree in trees for block in tree.blocks)


def _may_be_older(block: syntax.Block) -> bool:
    if isinstance(block, syntax.World):
        return is_older_world(block)
    return isinstance(block, syntax.Settings) and (
        keyword(block) == "item" or field_of(block.fields, "items") is not None
    )


def _named(blocks: list[syntax.Block]) -> Named:
    named: Named = {}
    for block in inherit(tuple(blocks), keyword, DiagnosticLog()):
        named.setdefault((keyword(block), name_of(block).text), block)
    return named


def _experiment(evolve: syntax.Settings, items: list[str], named: Named, beside: Named) -> Experiment:
    """Return an experiment that has a body and a world."""
    body, world = (named[kind, reference(evolve, kind)] for kind in ("body", "world"))
    fitness = named.get(("fitness", reference(evolve, "fitness")))
    if not isinstance(body, syntax.Body) or not isinstance(world, syntax.World):
        raise TypeError(f"a body is a {type(body)}, a world a {type(world)}")
    found: list[Item] = []
    for name in items:
        block = named[("item", name)]
        item = read_item(block) if isinstance(block, syntax.Settings) else None
        found += [item] if item is not None else []
    changed = beside.get(("evolve", name_of(evolve).text))
    ticks = field_of(changed.fields, "ticks") if isinstance(changed, syntax.Settings) else None
    written = ticks.value if ticks is not None else None
    number = str(int(written.value)) if isinstance(written, syntax.NumberLiteral) else "300"
    scored = fitness if isinstance(fitness, syntax.Fitness) else None
    return Experiment(evolve, body, world, scored, tuple(found), number)


def _tell_unused(
    named: Named, older: list[syntax.Settings], evolves: list[syntax.Settings], log: DiagnosticLog
) -> None:
    """Note what no experiment uses: it is left out, and nobody checks it."""
    used = {name.text for evolve in older for name in _words(field_of(evolve.fields, "items"))}
    worlds = {reference(evolve, "world") for evolve in evolves}
    for (kind, name), block in named.items():
        unused = kind == "item" and name not in used
        unused = unused or (isinstance(block, syntax.World) and is_older_world(block) and name not in worlds)
        if unused:
            log.note(name_of(block).span, f"no evolve block uses {kind} `{name}`", "nothing runs it")


def _words(field: syntax.Field | None) -> list[syntax.Name]:
    values = field.value.items if field is not None and isinstance(field.value, syntax.List) else ()
    return [value.parts[0] for value in values if isinstance(value, syntax.Path)]


class _Workshop:
    """Makes the blocks of experiments, equal ones once, under names that are free."""

    def __init__(
        self, sources: Sequence[Source], trees: Sequence[syntax.Tree], named: Named, older: list[syntax.Settings]
    ) -> None:
        self.named = named
        self.older = {name_of(evolve).text for evolve in older}
        self.syntax = {id(source): concrete(source) for source in sources}
        self.extents: Extent = {
            (id(source), tokens[item.first].start): Span(source, tokens[item.first].start, tokens[item.last].end)
            for source in sources
            for tokens in [self.syntax[id(source)].tokens]
            for item in self.syntax[id(source)].items.values()
        }
        self.dropped = self._dropped()
        keys = [(keyword(block), name_of(block).text) for tree in trees for block in tree.blocks]
        kept = [key for key in keys if key not in self.dropped]
        self.taken: dict[tuple[str, str], str] = dict.fromkeys(kept, "")  # names of blocks, and what is in them
        self.made: dict[str, Text] = {}  # by evolve block: all that stands for it

    def make(self, experiment: Experiment) -> None:
        """Write the blocks of an experiment."""
        evolve, text = experiment.evolve, Text()
        names: dict[str, str] = {}
        for kind, content in Writer(experiment, self.extents).blocks().items():
            wanted = reference(evolve, kind) if kind in _REWRITTEN else f"{experiment.body.name.text}{kind.title()}"
            names[kind] = name = self._name(kind, wanted, name_of(evolve).text, str(content))
            if self.taken.get((kind, name)) != str(content):
                self.taken[kind, name] = str(content)
                span = name_of(self.named.get((kind, wanted), evolve)).span
                text.write(f"{kind} ", span)
                _head(name, span, text)
                text.append(content)
                text.write("}\n\n", span)
        span = name_of(evolve).span
        text.write("evolve ", span)
        _head(span.text, span, text)
        for kind, name in names.items():
            field = field_of(evolve.fields, kind)
            text.write(f"{kind}: {name}\n", field.value.span if field is not None else span)
        nodes: tuple[syntax.Field | syntax.Settings, ...] = (*evolve.fields, *evolve.blocks)
        for node in nodes:
            if not isinstance(node, syntax.Field) or node.name.text not in (*names, "items", "perception", "action"):
                text.copy(self.extents.get((id(node.span.source), node.span.start), node.span))
                text.write("\n", node.span)
        text.write("}", span)
        self.made[name_of(evolve).text] = text

    def file(self, source: Source, tree: syntax.Tree) -> Text:
        """Return a file in which blocks of the older form are replaced."""
        text, syntax_of = Text(), self.syntax[id(source)]
        heads = {block.span.start: block for block in tree.blocks}
        last = 0
        for item in syntax_of.items.values():
            if item.block != OUTSIDE:
                continue
            start, end = syntax_of.tokens[item.first].start, syntax_of.tokens[item.last].end
            block = heads.get(start)
            key = (keyword(block), name_of(block).text) if block is not None else ("", "")
            first = self.named.get(key)
            made = self.made.get(key[1]) if key[0] == "evolve" and first and first.span.start == start else None
            text.copy(Span(source, last, start))
            last = end
            if made is not None:
                text.append(made)
            elif key not in self.dropped:
                text.copy(Span(source, start, end))
        text.copy(Span(source, last, len(source.text)))
        return text

    def _dropped(self) -> set[tuple[str, str]]:
        """Return the blocks that only experiments in the older form use."""
        uses: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
        for (kind, name), block in self.named.items():
            if kind == "evolve" and isinstance(block, syntax.Settings):
                for used in _REWRITTEN:
                    uses[name in self.older] |= set(self._chain(used, reference(block, used)))
        dropped = uses[True] - uses[False]
        for (kind, name), block in self.named.items():
            if kind == "item" or (
                isinstance(block, syntax.World) and is_older_world(block) and ("world", name) not in uses[False]
            ):
                dropped.add((kind, name))
        return dropped

    def _chain(self, kind: str, name: str) -> list[tuple[str, str]]:
        chain: list[tuple[str, str]] = []
        while (kind, name) in self.named and (kind, name) not in chain:
            chain.append((kind, name))
            base = self.named[kind, name].base
            name = base.text if base is not None else ""
        return chain

    def _name(self, kind: str, wanted: str, evolve: str, content: str) -> str:
        """Return a name for a block: that of an equal one, the wanted one, or one with the experiment's behind."""
        name = wanted
        while self.taken.get((kind, name), content) != content:
            name = f"{wanted}_{evolve}" if name == wanted else f"{name}_"
        return name


def _head(name: str, span: Span, text: Text) -> None:
    """Write a block's name; where it is the author's, findings about it show it."""
    if name == span.text:
        text.copy(span)
    else:
        text.write(name, span)
    text.write(" {\n", span)
