"""From genotype to phenotype: the networks that the genomes describe, ready to run."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.genome.genome import Genomes, Interface, Networks
from quale.genome.segments import lengths
from quale.native.kernel import kernel

INPUT_LEVEL, OPEN, UNSEEN = -1, -2, -3
"""What stands for a level: inputs lie below all others; a node on the path that is walked; a node not yet come to."""

NO_GENOME = -1


@dataclass(frozen=True, slots=True)
class Brains:
    """What all networks have in common."""

    inputs: int
    outputs: int
    recurrent: bool


@dataclass(frozen=True, slots=True)
class Wires:
    """The arrays of `Networks` in the making: room for E steps and K links, which are written one after the other."""

    step_start: NDArray[np.int64]  # [P + 1]
    step_slot: NDArray[np.int32]  # [E]
    step_bias: NDArray[np.float64]  # [E]
    step_activation: NDArray[np.int32]  # [E]
    link_start: NDArray[np.int64]  # [E + 1]
    link_source: NDArray[np.int32]  # [K]
    link_weight: NDArray[np.float64]  # [K]
    slots: NDArray[np.int32]  # [P]
    complexity: NDArray[np.int32]  # [P]


@dataclass(frozen=True, slots=True)
class Bench:
    """Room to work on one genome of at most N nodes and C connections; nothing in it lasts."""

    slot: NDArray[np.int32]  # node id -> value slot
    source: NDArray[np.int32]  # [C] slot from which an enabled connection leads
    target: NDArray[np.int32]  # [C] and where to
    weight: NDArray[np.float64]  # [C]
    first: NDArray[np.int32]  # [N + 1] slot s is entered by the links first[s] … first[s + 1] - 1
    link_source: NDArray[np.int32]  # [C] their sources, slot after slot, by ascending innovation
    link_weight: NDArray[np.float64]  # [C]
    level: NDArray[np.int32]  # [N] edges on the longest path to a slot; below 0 it takes no step
    path: NDArray[np.int32]  # [N] from an output back to the slot that is looked at
    cursor: NDArray[np.int32]  # [N] next link to look at
    so_far: NDArray[np.int32]  # [N] the level by the links before it
    at: NDArray[np.int32]  # [N + 2] where the next step of a level goes


def express(genomes: Genomes, interface: Interface, recurrent: bool) -> Networks:
    """Return the networks of all genomes.

    A network's value slots are its genome's nodes in their order. A feed-forward network's steps are ordered by the
    longest path from any node without incoming links, then by slot; a recurrent one's by slot.

    Raises:
        ValueError: a feed-forward genome has a cycle of enabled connections.
    """
    brains = Brains(len(interface.inputs), len(interface.outputs), recurrent)
    wires = _wires(len(genomes), len(genomes.node_id), int(np.count_nonzero(genomes.enabled)))
    broken = wire(genomes, brains, wires, _bench(genomes))
    if broken != NO_GENOME:
        raise ValueError(f"genome {broken} has a cycle, but the brain is feed-forward")
    steps = int(wires.step_start[-1])
    links = int(wires.link_start[steps])
    return Networks(
        inputs=brains.inputs,
        outputs=brains.outputs,
        recurrent=recurrent,
        step_start=wires.step_start,
        step_slot=wires.step_slot[:steps],
        step_bias=wires.step_bias[:steps],
        step_activation=wires.step_activation[:steps],
        link_start=wires.link_start[: steps + 1],
        link_source=wires.link_source[:links],
        link_weight=wires.link_weight[:links],
        slots=wires.slots,
        complexity=wires.complexity,
    )


def _wires(genomes: int, steps: int, links: int) -> Wires:
    return Wires(
        step_start=np.empty(genomes + 1, dtype=np.int64),
        step_slot=np.empty(steps, dtype=np.int32),
        step_bias=np.empty(steps),
        step_activation=np.empty(steps, dtype=np.int32),
        link_start=np.empty(steps + 1, dtype=np.int64),
        link_source=np.empty(links, dtype=np.int32),
        link_weight=np.empty(links),
        slots=np.empty(genomes, dtype=np.int32),
        complexity=np.empty(genomes, dtype=np.int32),
    )


def _bench(genomes: Genomes) -> Bench:
    nodes = int(lengths(genomes.node_start).max(initial=0))
    connections = int(lengths(genomes.connection_start).max(initial=0))
    return Bench(
        slot=np.empty(int(genomes.node_id.max(initial=-1)) + 1, dtype=np.int32),
        source=np.empty(connections, dtype=np.int32),
        target=np.empty(connections, dtype=np.int32),
        weight=np.empty(connections),
        first=np.empty(nodes + 1, dtype=np.int32),
        link_source=np.empty(connections, dtype=np.int32),
        link_weight=np.empty(connections),
        level=np.empty(nodes, dtype=np.int32),
        path=np.empty(nodes, dtype=np.int32),
        cursor=np.empty(nodes, dtype=np.int32),
        so_far=np.empty(nodes, dtype=np.int32),
        at=np.empty(nodes + 2, dtype=np.int32),
    )


@kernel
def wire(genomes: Genomes, brains: Brains, wires: Wires, bench: Bench) -> int:
    """Write the networks of all genomes; return the first genome that has a cycle and may not, else NO_GENOME."""
    step, link = 0, 0
    wires.step_start[0] = 0
    wires.link_start[0] = 0
    for genome in range(len(genomes.node_start) - 1):
        first: int = genomes.node_start[genome]
        nodes: int = genomes.node_start[genome + 1] - first
        for node in range(nodes):
            bench.slot[genomes.node_id[first + node]] = node
        wires.slots[genome] = nodes
        wires.complexity[genome] = gather(genomes, genome, nodes, bench)
        deepest = trace_back(brains, nodes, bench)
        if deepest < 0:
            return genome
        steps = arrange(brains.inputs, nodes, deepest, bench)
        for place in range(steps):
            slot: int = bench.path[place]
            wires.step_slot[step] = slot
            wires.step_bias[step] = genomes.bias[first + slot]
            wires.step_activation[step] = genomes.activation[first + slot]
            for entering in range(bench.first[slot], bench.first[slot + 1]):
                wires.link_source[link] = bench.link_source[entering]
                wires.link_weight[link] = bench.link_weight[entering]
                link += 1
            step += 1
            wires.link_start[step] = link
        wires.step_start[genome + 1] = step
    return NO_GENOME


@kernel
def gather(genomes: Genomes, genome: int, nodes: int, bench: Bench) -> int:
    """Sort a genome's enabled connections by the slot that they enter, in it by innovation; return their number."""
    links = 0
    for gene in range(genomes.connection_start[genome], genomes.connection_start[genome + 1]):
        bench.source[links] = bench.slot[genomes.source[gene]]
        bench.target[links] = bench.slot[genomes.target[gene]]
        bench.weight[links] = genomes.weight[gene]
        links += 1 if genomes.enabled[gene] else 0  # what is not enabled is written over
    for slot in range(nodes + 1):
        bench.first[slot] = 0
    for link in range(links):
        bench.first[bench.target[link] + 1] += 1
    for slot in range(nodes):
        bench.first[slot + 1] += bench.first[slot]
        bench.cursor[slot] = bench.first[slot]
    for link in range(links):
        target: int = bench.target[link]
        place: int = bench.cursor[target]
        bench.cursor[target] = place + 1
        bench.link_source[place] = bench.source[link]
        bench.link_weight[place] = bench.weight[link]
    return links


@kernel
def trace_back(brains: Brains, nodes: int, bench: Bench) -> int:
    """Give every slot from which an output can be reached its level, and return the highest one; OPEN at a cycle.

    Depth first from the outputs against the links (Tarjan 1972): a slot gets its level once all before it have theirs.
    In recurrent networks, where cycles are nothing special, all levels are 0.
    """
    deepest = 0
    for node in range(nodes):
        bench.level[node] = INPUT_LEVEL if node < brains.inputs else UNSEEN
    for output in range(brains.inputs, brains.inputs + brains.outputs):
        depth = enter(output, 0, bench) if bench.level[output] == UNSEEN else -1
        while depth >= 0:
            slot: int = bench.path[depth]
            link: int = bench.cursor[slot]
            last: int = bench.first[slot + 1]
            level: int = bench.so_far[slot]
            while link < last and bench.level[bench.link_source[link]] >= INPUT_LEVEL:
                level = max(level, bench.level[bench.link_source[link]] + 1)
                link += 1
            if link == last:
                bench.level[slot] = 0 if brains.recurrent else level
                deepest = max(deepest, bench.level[slot])
                depth -= 1
                continue
            bench.cursor[slot] = link
            bench.so_far[slot] = level
            if bench.level[bench.link_source[link]] == UNSEEN:
                depth = enter(bench.link_source[link], depth + 1, bench)
            elif brains.recurrent:
                bench.cursor[slot] = link + 1
            else:
                return OPEN
    return deepest


@kernel
def enter(slot: int, depth: int, bench: Bench) -> int:
    """Lengthen the path by a slot; return its depth."""
    bench.path[depth] = slot
    bench.level[slot] = OPEN
    bench.cursor[slot] = bench.first[slot]
    bench.so_far[slot] = 0
    return depth


@kernel
def arrange(inputs: int, nodes: int, deepest: int, bench: Bench) -> int:
    """Write the slots that take a step to `path`, by level and then by slot; return their number."""
    for below in range(deepest + 2):
        bench.at[below] = 0
    for slot in range(inputs, nodes):
        if bench.level[slot] >= 0:
            bench.at[bench.level[slot] + 1] += 1
    for below in range(deepest + 1):
        bench.at[below + 1] += bench.at[below]
    for slot in range(inputs, nodes):
        level: int = bench.level[slot]
        if level >= 0:
            bench.path[bench.at[level]] = slot
            bench.at[level] += 1
    steps: int = bench.at[deepest]
    return steps
