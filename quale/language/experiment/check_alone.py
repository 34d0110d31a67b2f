"""Blocks that no experiment names: checked with those that they may be meant for.

Nobody says which body an action without an experiment is for. It is held to every body and world in turn, and told is
what is wrong with those that it fits best; what is wrong with it in every company is certainly wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import inf

from quale.diagnostics import Diagnostic, Severity, Span
from quale.language.blocks.data_files import DataFiles, Read
from quale.language.blocks.initial_values import parts_of
from quale.language.drawing.draw import check_draw
from quale.language.experiment.evolve_block import REFERENCES
from quale.language.experiment.references import OPTIONAL, Blocks, keyword, name_of
from quale.language.experiment.resolve_parts import resolve_parts
from quale.language.scope.context import Context
from quale.language.scope.declarations import Definitions, Names
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.permissions import FIELD
from quale.language.syntax import tree as syntax

_MOST_PARTNERS = 3  # of a kind that a block is held to
_PARTNERS = {
    "body": ("world",),
    "world": ("body",),
    "perception": ("body", "world"),
    "action": ("body", "world"),
    "dynamics": ("body", "world"),
    "fitness": ("body", "world", "action"),  # where records are made
    "draw": ("body", "world"),
}


def check_alone(blocks: Blocks, definitions: Definitions, used: set[int], read: Read, log: DiagnosticLog) -> None:
    """Add to the findings what is wrong with the blocks that are not in `used` (a set of ids)."""
    unused = [block for block in blocks.every if keyword(block) in _PARTNERS and id(block) not in used]
    unused = [block for block in unused if (keyword(block), name_of(block).text) not in blocks.bases]
    if not unused:
        return
    if len(unused) == sum(keyword(block) in _PARTNERS for block in blocks.every) == len({*map(keyword, unused)}):
        for found in _told({keyword(block): block for block in unused}, unused[0], definitions, read, log):
            log.add(found)
        return
    extents = _extents(blocks)
    for block in unused:
        companies = (_told(company, block, definitions, read, log) for company in _companies(block, blocks, used))
        within = [tuple(found for found in told if extents[id(block)].holds(found)) for told in companies]
        for found in min(within, key=_errors):
            log.add(found)


def _errors(told: tuple[Diagnostic, ...]) -> int:
    return sum(found.severity is Severity.ERROR for found in told)


def _companies(block: syntax.Block, blocks: Blocks, used: set[int]) -> Iterator[dict[str, syntax.Block]]:
    """Yield the sets of blocks that a block may belong to, by kind; those that nobody uses either come first."""
    kind = keyword(block)
    choices: list[list[syntax.Block | None]] = []
    for other in _PARTNERS[kind]:
        known = sorted(blocks.named[other].values(), key=lambda partner: id(partner) in used)
        choices.append([*known[:_MOST_PARTNERS]] or [None])
    for chosen in product(*choices):
        partners = dict(zip(_PARTNERS[kind], chosen, strict=True))
        yield {kind: block, **{other: partner for other, partner in partners.items() if partner is not None}}


def _told(
    company: dict[str, syntax.Block], block: syntax.Block, definitions: Definitions, read: Read, log: DiagnosticLog
) -> tuple[Diagnostic, ...]:
    """Return what is told about blocks as if one experiment named them."""
    alone = DiagnosticLog(damaged=log.damaged)
    complete = set(company) >= set(REFERENCES) - set(OPTIONAL)
    names = Names(alone, definitions=definitions, complete=complete)
    name = name_of(block)
    nobody = syntax.Settings(syntax.Name("evolve", name.span), None, (), (), name.span)
    context = Context(names, FIELD)
    resolve_parts(parts_of(company), nobody, context, DataFiles(read, alone), set())
    picture = company.get("draw")
    if isinstance(picture, syntax.Statements):
        check_draw(picture, context)
    return alone.sorted(())


@dataclass(frozen=True, slots=True)
class _Extent:
    """The text of a block, up to the next one's; `sources` are the names of all program files."""

    head: Span
    end: float
    world: bool
    sources: frozenset[str]

    def holds(self, found: Diagnostic) -> bool:
        """Tell whether a finding is about the block, or about a data file that it reads."""
        if found.span is None or found.span.source.name not in self.sources:
            return self.world
        return found.span.source is self.head.source and self.head.start <= found.span.start < self.end


def _extents(blocks: Blocks) -> dict[int, _Extent]:
    sources = frozenset(block.span.source.name for block in blocks.every)
    ends: dict[str, float] = {}
    found: dict[int, _Extent] = {}
    for block in reversed(blocks.every):  # in merge order, so that the next block of a file comes before it here
        source = block.span.source.name
        found[id(block)] = _Extent(block.span, ends.get(source, inf), keyword(block) == "world", sources)
        ends[source] = block.span.start
    return found
