"""Two inspections → what differs: scores, settings, and the genomes gene by gene, matched by innovation number."""

from collections.abc import Iterable
from dataclasses import dataclass

from quale.report.graph import Graph, Link, Node
from quale.report.inspection import Inspection
from quale.report.write import ROWS, number, table


@dataclass(frozen=True, slots=True)
class Gene:
    """One gene of both genomes; None where a genome has not got it. Nodes have their bias in place of a weight."""

    name: str  # `a → b` of a connection, a node's own name
    innovation: int | None  # None of nodes
    one: float | None
    other: float | None
    enabled: tuple[bool | None, bool | None]  # in both; True of nodes that are there


@dataclass(frozen=True, slots=True)
class Difference:
    """What two checkpoints and one genome of each do not have in common."""

    scores: tuple[tuple[str, float | None, float | None], ...]  # all of them, equal or not
    settings: tuple[str, ...]  # one line a difference
    genes: tuple[Gene, ...]  # those that differ: connections by innovation number, then nodes by name
    shared: int  # connections and nodes that are equal
    related: bool  # whether connections of the same number join the same nodes, as those of related runs do


def differ(one: Inspection, other: Inspection, settings: tuple[str, ...]) -> Difference:
    """Compare the genomes of two inspections; `settings` are the differences of programs and configurations."""
    connections, related = _connections(one.graph, other.graph)
    genes = (*connections, *_nodes(one.graph, other.graph))
    differing = tuple(gene for gene in genes if gene.one != gene.other or gene.enabled[0] != gene.enabled[1])
    return Difference(_scores(one, other), settings, differing, len(genes) - len(differing), related)


def tell_difference(found: Difference) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the sections of a difference: title and lines of each."""
    return (
        ("Scores", tuple(table(("", "one", "other"), [(name, number(a), number(b)) for name, a, b in found.scores]))),
        ("Program and settings", found.settings or ("no difference",)),
        ("Genomes", tuple(_genomes(found))),
    )


def _genomes(found: Difference) -> Iterable[str]:
    if not found.related:
        yield "the runs are not related: the same innovation number means different connections in them"
    yield f"{found.shared} genes are equal, {len(found.genes)} differ"
    kinds = (
        ("only in one", [gene for gene in found.genes if gene.enabled[1] is None]),
        ("only in the other", [gene for gene in found.genes if gene.enabled[0] is None]),
        ("in both, but different", [gene for gene in found.genes if None not in gene.enabled]),
    )
    for title, genes in kinds:
        if not genes:
            continue
        yield f"{title}: {len(genes)}"
        largest = sorted(genes, key=lambda gene: -abs((gene.other or 0.0) - (gene.one or 0.0)))
        yield from (f"  {line}" for line in table(("", "gene", "one", "other"), list(map(_row, largest[:ROWS]))))
        if len(genes) > ROWS:
            yield f"  and {len(genes) - ROWS} smaller ones (all of them with --json)"


def _row(gene: Gene) -> tuple[str, ...]:
    mark = "bias" if gene.innovation is None else f"#{gene.innovation}"
    values = zip((gene.one, gene.other), gene.enabled, strict=True)
    cells = ("-" if value is None else f"{value:+.4g}{'' if on else ' (off)'}" for value, on in values)
    return (mark, gene.name, *cells)


def _scores(one: Inspection, other: Inspection) -> tuple[tuple[str, float | None, float | None], ...]:
    metrics = [dict(each.metrics) for each in (one, other)]
    names = dict.fromkeys([*metrics[0], *metrics[1]])
    last = [each.history[-1] if each.history else None for each in (one, other)]

    def both(name: str, values: tuple[float | None, float | None]) -> tuple[str, float | None, float | None]:
        return (name, *values)

    return (
        both("generation", (one.generation, other.generation)),
        both("seed", (one.seed, other.seed)),
        both("fitness", (one.fitness, other.fitness)),
        *(both(name, (metrics[0].get(name), metrics[1].get(name))) for name in names),
        both("mean of the generation", (last[0].mean if last[0] else None, last[1].mean if last[1] else None)),
        both("species", (len(one.species), len(other.species))),
        both("nodes", (len(one.graph.nodes), len(other.graph.nodes))),
        both("enabled connections", (_enabled(one.graph), _enabled(other.graph))),
    )


def _enabled(graph: Graph) -> int:
    return sum(link.enabled for link in graph.links)


def _connections(one: Graph, other: Graph) -> tuple[list[Gene], bool]:
    """Return all connections of both, and whether those of one number join the same nodes everywhere.

    Where they do not, a number is that of two connections, each in one genome alone.
    """
    links = [{(link.innovation, *_ends(link, graph)): link for link in graph.links} for graph in (one, other)]
    ends = [{key[0]: key[1:] for key in found} for found in links]
    related = all(ends[0][mark] == ends[1][mark] for mark in ends[0].keys() & ends[1].keys())
    genes = []
    for key in sorted(links[0].keys() | links[1].keys()):
        first, second = links[0].get(key), links[1].get(key)
        genes.append(
            Gene(
                f"{key[1]} → {key[2]}",
                key[0],
                first.weight if first else None,
                second.weight if second else None,
                (first.enabled if first else None, second.enabled if second else None),
            )
        )
    return genes, related


def _ends(link: Link, graph: Graph) -> tuple[str, str]:
    return graph.nodes[link.source].name, graph.nodes[link.target].name


def _nodes(one: Graph, other: Graph) -> list[Gene]:
    nodes: list[dict[str, Node]] = [{node.name: node for node in graph.nodes} for graph in (one, other)]
    genes = []
    for name in sorted(nodes[0].keys() | nodes[1].keys()):
        first, second = nodes[0].get(name), nodes[1].get(name)
        there = (True if first else None, True if second else None)
        genes.append(Gene(name, None, first.bias if first else None, second.bias if second else None, there))
    return genes
