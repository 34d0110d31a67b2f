"""The top-level blocks of a project by kind and name, and the rules that hold between them."""

from collections.abc import Callable
from dataclasses import dataclass

from quale.diagnostics import Note, Span
from quale.language.blocks.fields import word_of
from quale.language.definitions.arrays import write_out
from quale.language.definitions.inherit import bases, inherit
from quale.language.scope.declarations import Definitions
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.limits import require_folder
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax

KINDS = ("body", "world", "perception", "action", "dynamics", "fitness", "draw", "evolve", "item", "motion")
"""Keywords of top-level blocks, in the order in which they are counted."""
OPTIONAL = ("dynamics", "draw")
"""Those that an experiment in a world need not name."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of a project in merge order; `named` holds the first of each kind and name."""

    every: tuple[syntax.Block, ...]
    named: dict[str, dict[str, syntax.Block]]
    files: tuple[str, ...]
    constants: tuple[syntax.Constant, ...] = ()
    functions: tuple[syntax.Function, ...] = ()
    bases: frozenset[tuple[str, str]] = frozenset()  # keywords and names of blocks that others are made from

    @property
    def evolves(self) -> tuple[syntax.Settings, ...]:
        """The evolve blocks, each name once."""
        return tuple(block for block in self.named["evolve"].values() if isinstance(block, syntax.Settings))


def motions_of(blocks: Blocks) -> tuple[syntax.Statements, ...]:
    """Return the motions, each name once."""
    found = blocks.named["motion"].values()
    return tuple(motion for motion in found if isinstance(motion, syntax.Statements))


def keyword(block: syntax.Block) -> str:
    """Return the keyword of a block."""
    match block:
        case syntax.Body():
            return "body"
        case syntax.World():
            return "world"
        case syntax.Statements():
            return block.keyword
        case syntax.Dynamics():
            return "dynamics"
        case syntax.Fitness():
            return "fitness"
        case _:
            return block.keyword.text


def name_of(block: syntax.Block) -> syntax.Name:
    """Return the name of a block."""
    return block.name if block.name is not None else syntax.Name("", block.span)


def gather(trees: tuple[syntax.Tree, ...], definitions: Definitions, log: DiagnosticLog) -> Blocks:
    """Merge the files of a project; blocks made from others are complete then, and arrays are written out."""
    written = tuple(block for tree in trees for block in tree.blocks)
    every = tuple(write_out(block, definitions, log) for block in inherit(written, keyword, log))
    named: dict[str, dict[str, syntax.Block]] = {kind: {} for kind in KINDS}
    for block in every:
        named.setdefault(keyword(block), {}).setdefault(name_of(block).text, block)
    constants = tuple(constant for tree in trees for constant in tree.constants)
    functions = tuple(function for tree in trees for function in tree.functions)
    return Blocks(
        every, named, tuple(tree.source_name for tree in trees), constants, functions, bases(written, keyword)
    )


def names_are_unique(blocks: Blocks, log: DiagnosticLog) -> None:
    """Names are unique across the project, per kind of block."""
    for block in blocks.every:
        name, kind = name_of(block), keyword(block)
        first = blocks.named[kind][name.text]
        if first is not block:
            log.error(
                name.span,
                f"{kind} `{name.text}` is declared twice",
                "",
                notes=(Note("first declared here", name_of(first).span),),
            )


def evolve_names_name_directories(blocks: Blocks, log: DiagnosticLog) -> None:
    """Names of evolve blocks are unique ignoring case."""
    first: dict[str, Span] = {}
    for evolve in blocks.evolves:
        name = name_of(evolve)
        require_folder(name, log)
        if name.text.lower() in first:
            log.error(
                name.span,
                f"evolve block `{name.text}` differs from another by case only",
                "it names a directory, as `checkpoints/" + name.text.lower() + "`",
                notes=(Note("the other one", first[name.text.lower()]),),
            )
        first.setdefault(name.text.lower(), name.span)


def something_evolves(blocks: Blocks, log: DiagnosticLog) -> None:
    """A project has an evolve block."""
    if not blocks.evolves:
        file = blocks.files[0] if len(blocks.files) == 1 else ""
        if not log.damaged:
            named = [(kind, next(iter(blocks.named[kind]), "…")) for kind in KINDS[: KINDS.index("evolve")]]
            fields = "  ".join(f"{kind}: {name}" for kind, name in named if name != "…" or kind not in OPTIONAL)
            log.file_error(file, "the program has no `evolve` block", f"add `evolve Run {{ {fields} }}`")


def seeds_have_a_source(blocks: Blocks, log: DiagnosticLog) -> None:
    """`seed_from` names an evolve block or a path, and no block descends from itself."""
    parents: dict[str, str] = {}
    places: dict[str, Span] = {}
    names = [name_of(evolve).text for evolve in blocks.evolves]
    for evolve in blocks.evolves:
        field = next((field for field in evolve.fields if field.name.text == "seed_from"), None)
        if field is None:
            continue
        if isinstance(field.value, syntax.TextLiteral):
            if not field.value.value or "\0" in field.value.value:
                log.error(field.value.span, "`seed_from` needs a path", "expected the path of a checkpoint")
            continue
        word = word_of(field.value)
        if word in names:
            parents[name_of(evolve).text] = word
            places[name_of(evolve).text] = field.value.span
        elif word:
            log.absent(
                field.value.span,
                f"unknown evolve block `{word}`",
                "`seed_from` names a block, or a path in quotes",
                hint(word, [name for name in names if name != name_of(evolve).text]),
                of=("evolve",),
            )
        else:
            log.error(
                field.value.span,
                "`seed_from` cannot be this",
                "expected the name of an evolve block, or a path in quotes",
            )
    _no_cycles(parents, places, log)


def _no_cycles(parents: dict[str, str], places: dict[str, Span], log: DiagnosticLog) -> None:
    reported: set[str] = set()
    for start in parents:
        chain = [start]
        while chain[-1] in parents and parents[chain[-1]] not in chain:
            chain.append(parents[chain[-1]])
        if parents.get(chain[-1]) == start and start not in reported:
            reported.update(chain)
            log.error(places[start], f"`{start}` is seeded from itself", f"through {' → '.join((*chain, start))}")


RULES: tuple[Callable[[Blocks, DiagnosticLog], None], ...] = (
    something_evolves,
    names_are_unique,
    evolve_names_name_directories,
    seeds_have_a_source,
)
"""What must hold between the blocks of a project."""
