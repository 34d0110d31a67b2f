"""Genome → the genome without a part: a connection, a node, a sensor."""

from dataclasses import replace

import numpy as np

from quale.diagnostics import UsageError
from quale.genome.genome import Genomes
from quale.genome.seal import sealed
from quale.report.graph import INPUT, Graph


def disable(genome: Genomes, graph: Graph, part: str) -> tuple[Genomes, str]:
    """Return one genome with the connections of a part switched off, and in words what that was.

    A part is `A->B` or an innovation number, a node's name, or a sensor's: a directional one stands for all its inputs.

    Raises:
        UsageError: it has no such part, or nothing of it is switched on.
    """
    source, arrow, target = part.replace("→", "->").partition("->")
    names = [node.name for node in graph.nodes]
    marks: set[int]
    if arrow:
        ends = (source.strip(), target.strip())
        marks = {link.innovation for link in graph.links if (names[link.source], names[link.target]) == ends}
        words = f"connection {ends[0]} → {ends[1]}"
    elif part.isascii() and part.isdecimal() and len(part) < 20:
        marks = {link.innovation for link in graph.links if link.innovation == int(part)}
        words = f"connection {part}"
    else:
        chosen = _named(graph, part)
        marks = {link.innovation for link in graph.links if chosen & {link.source, link.target}}
        kind = graph.nodes[min(chosen)].kind if chosen else "part"
        words = f"{kind} {part}"
    if not marks:
        raise UsageError(f"--without {part}: the genome has no such connection, node or sensor{_offer(graph)}")
    off = np.isin(genome.innovation, sorted(marks))
    if not (off & genome.enabled).any():
        raise UsageError(f"--without {part}: {words} is there, but nothing of it is switched on")
    return replace(genome, enabled=sealed(genome.enabled & ~off)), words


def _named(graph: Graph, part: str) -> set[int]:
    exact = {index for index, node in enumerate(graph.nodes) if node.name == part}
    directions = ("n", "s", "e", "w", "ne", "nw", "se", "sw")
    wide = {f"{part}_{direction}" for direction in directions}
    return exact or {index for index, node in enumerate(graph.nodes) if node.kind == INPUT and node.name in wide}


def _offer(graph: Graph) -> str:
    used = {end for link in graph.links if link.enabled for end in (link.source, link.target)}
    names = [graph.nodes[index].name for index in sorted(used)]
    return f"; it has {', '.join(names[:20])}{' …' if len(names) > 20 else ''}" if names else ""
