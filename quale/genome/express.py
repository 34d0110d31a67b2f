"""From genotype to phenotype: the networks that the genomes describe, ready to run."""

import numpy as np

from quale.genome.draft import batches, between
from quale.genome.genome import HIDDEN, INPUT, OUTPUT, Genomes, Interface, Networks
from quale.genome.locate import locate
from quale.genome.order import levels, reaching
from quale.genome.segments import Index, lengths, owners, starts

COLUMNS = ("step_slot", "step_bias", "step_activation", "link_source", "link_weight", "slots", "complexity")
"""Arrays of `Networks` that lie end to end, the offsets apart."""


def express(genomes: Genomes, interface: Interface, recurrent: bool) -> Networks:
    """Return the networks of all genomes.

    A network's value slots are its genome's nodes in their order. A feed-forward network's steps are ordered by the
    longest path from any node without incoming links, then by slot; a recurrent one's by slot.

    Raises:
        ValueError: a feed-forward genome has a cycle of enabled connections.
    """
    parts = [
        _express(between(genomes, first, last), first, interface, recurrent)
        for first, last in batches(genomes.connection_start)
    ]
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return _express(genomes, 0, interface, recurrent)
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS}
    for name in ("step_start", "link_start"):
        columns[name] = starts(np.concatenate([lengths(getattr(part, name)) for part in parts]))
    return Networks(len(interface.inputs), len(interface.outputs), recurrent, **columns)


def _express(genomes: Genomes, first: int, interface: Interface, recurrent: bool) -> Networks:
    """Return the networks of some genomes, the first of which has the number `first`."""
    node_owner = owners(genomes.node_start)
    live = np.flatnonzero(genomes.enabled)
    owner = owners(genomes.connection_start)[live]
    source = locate(genomes, owner, genomes.source[live])
    target = locate(genomes, owner, genomes.target[live])

    from_hidden = genomes.node_kind[source] == HIDDEN
    useful = reaching(genomes.node_kind == OUTPUT, source[from_hidden], target[from_hidden])
    used = useful[target]
    live, source, target = live[used], source[used], target[used]

    step_node = np.flatnonzero(useful)
    if not recurrent:
        step_node = _forward(genomes, first, node_owner, step_node, source=source, target=target)
    step = np.empty(len(node_owner), dtype=np.int64)
    step[step_node] = np.arange(len(step_node))

    # The links are in genome and innovation order; sorting unique keys of (step, place) keeps that within a step.
    key = np.sort((step[target] << 32) | np.arange(len(live)))
    by_step = key & 0xFFFFFFFF
    local = np.arange(len(node_owner)) - genomes.node_start[node_owner]
    return Networks(
        inputs=len(interface.inputs),
        outputs=len(interface.outputs),
        recurrent=recurrent,
        step_start=starts(np.bincount(node_owner[step_node], minlength=len(genomes))),
        step_slot=local[step_node].astype(np.int32),
        step_bias=genomes.bias[step_node],
        step_activation=genomes.activation[step_node].astype(np.int32),
        link_start=starts(np.bincount(step[target], minlength=len(step_node))),
        link_source=local[source[by_step]].astype(np.int32),
        link_weight=genomes.weight[live[by_step]],
        slots=lengths(genomes.node_start).astype(np.int32),
        complexity=np.bincount(owner, minlength=len(genomes)).astype(np.int32),
    )


def _forward(
    genomes: Genomes, first: int, node_owner: Index, step_node: Index, *, source: Index, target: Index
) -> Index:
    """Return the nodes ordered by genome, level and slot."""
    waits = genomes.node_kind[source] != INPUT
    level, cyclic = levels(len(node_owner), source[waits], target[waits])
    if len(cyclic):
        broken = first + int(node_owner[source[waits][cyclic[0]]])
        raise ValueError(f"genome {broken} has a cycle, but the brain is feed-forward")
    deepest = int(level.max(initial=0)) + 1
    key = node_owner[step_node] * deepest + level[step_node]
    return step_node[np.argsort(key, kind="stable")]
