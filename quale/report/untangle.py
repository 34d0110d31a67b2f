"""Genome → Graph: names on the nodes, layers, and which links of a recurrent brain run back."""

import numpy as np

from quale.genome.genome import ACTIVATIONS, Genomes, Interface
from quale.genome.genome import INPUT as INPUT_NODE
from quale.genome.genome import OUTPUT as OUTPUT_NODE
from quale.report.graph import HIDDEN, INPUT, OUTPUT, Graph, Link, Node


def untangle(genomes: Genomes, index: int, interface: Interface) -> Graph:
    """Return genome `index` as a graph; hidden nodes are called h and their id."""
    nodes = slice(int(genomes.node_start[index]), int(genomes.node_start[index + 1]))
    genes = slice(int(genomes.connection_start[index]), int(genomes.connection_start[index + 1]))
    ids = [int(node) for node in genomes.node_id[nodes]]
    kinds = [int(kind) for kind in genomes.node_kind[nodes]]
    place = {node: number for number, node in enumerate(ids)}
    ends = [(place[int(a)], place[int(b)]) for a, b in zip(genomes.source[genes], genomes.target[genes], strict=True)]
    enabled = [bool(on) for on in genomes.enabled[genes]]

    active = [end for end, on in zip(ends, enabled, strict=True) if on]
    order, back = _walk(len(ids), active)
    reach = _longest(order, [end for end in active if end not in back], kinds)
    depth = max([1, *(reach[n] for n, kind in enumerate(kinds) if kind == OUTPUT_NODE)])
    layers = [0 if kind == INPUT_NODE else max(1, reach[n]) for n, kind in enumerate(kinds)]  # what none reaches: 1
    last = max([depth, *(layers[n] + 1 for n, kind in enumerate(kinds) if kind not in {INPUT_NODE, OUTPUT_NODE})])

    names = dict(zip(map(int, interface.input_ids), interface.inputs, strict=True))
    names |= dict(zip(map(int, interface.output_ids), interface.outputs, strict=True))
    made = []
    for number, (node, kind) in enumerate(zip(ids, kinds, strict=True)):
        at = nodes.start + number
        activation = "" if kind == INPUT_NODE else ACTIVATIONS[genomes.activation[at]]
        word = INPUT if kind == INPUT_NODE else OUTPUT if kind == OUTPUT_NODE else HIDDEN
        layer = last if kind == OUTPUT_NODE else layers[number]
        made.append(Node(node, names.get(node, f"h{node}"), word, activation, float(genomes.bias[at]), layer))
    links = tuple(
        Link(int(mark), *end, float(weight), on, on and end in back)
        for mark, end, weight, on in zip(
            genomes.innovation[genes], ends, np.asarray(genomes.weight[genes]), enabled, strict=True
        )
    )
    return Graph(tuple(made), links, tuple(order), depth if any(reach) else 0)


def _walk(count: int, links: list[tuple[int, int]]) -> tuple[list[int], set[tuple[int, int]]]:
    """Return all nodes in topological order, and the links left out for it (depth first, Tarjan 1972)."""
    follows: list[list[int]] = [[] for _ in range(count)]
    for source, target in links:
        follows[source].append(target)
    state = [0] * count  # 0 not seen, 1 on the way, 2 done
    finished: list[int] = []
    back: set[tuple[int, int]] = set()
    for root in range(count):
        if state[root]:
            continue
        state[root] = 1
        way = [(root, iter(follows[root]))]
        while way:
            node, rest = way[-1]
            for target in rest:
                if state[target] == 1:
                    back.add((node, target))
                elif state[target] == 0:
                    state[target] = 1
                    way.append((target, iter(follows[target])))
                    break
            else:
                state[node] = 2
                finished.append(node)
                way.pop()
    return finished[::-1], back


def _longest(order: list[int], links: list[tuple[int, int]], kinds: list[int]) -> list[int]:
    """Return for every node the number of links on the longest way from an input, 0 where none leads."""
    arrives: list[list[int]] = [[] for _ in order]
    for source, target in links:
        arrives[target].append(source)
    reach = [0] * len(order)
    reached = [kind == INPUT_NODE for kind in kinds]
    for node in order:
        sources = [source for source in arrives[node] if reached[source]]
        if sources:
            reached[node] = True
            reach[node] = 1 + max(reach[source] for source in sources)
    return reach
