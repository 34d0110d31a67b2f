"""What must hold for every population, as a tuple of rules; each takes any arrays of the right types."""

from collections.abc import Callable, Iterator

import numpy as np

from quale.genome.genome import ACTIVATIONS, HIDDEN, INPUT, OUTPUT, Genomes, Interface
from quale.genome.locate import locate
from quale.genome.order import levels
from quale.genome.segments import lengths, owners

Rule = Callable[[Genomes, Interface, bool], Iterator[str]]


def offsets_fit(genomes: Genomes, _interface: Interface, _recurrent: bool) -> Iterator[str]:
    """Offsets begin at 0, never fall and end with the arrays, which are of one length each."""
    nodes = ("node_id", "node_kind", "bias", "activation", "region")
    connections = ("innovation", "source", "target", "weight", "enabled")
    for start_name, names in (("node_start", nodes), ("connection_start", connections)):
        start = getattr(genomes, start_name)
        for name in names:
            if len(start) < 1 or int(start[-1]) != len(getattr(genomes, name)):
                yield f"{name} has {len(getattr(genomes, name))} elements, {start_name} ends with {start[-1:]}"
        if len(start) < 1 or int(start[0]) != 0 or bool((start[1:] < start[:-1]).any()):
            yield f"{start_name} does not rise from 0"
    if len(genomes.node_start) != len(genomes.connection_start):
        yield f"nodes of {len(genomes.node_start) - 1} genomes, connections of {len(genomes.connection_start) - 1}"


def interface_nodes_are_present(genomes: Genomes, interface: Interface, _recurrent: bool) -> Iterator[str]:
    """Every genome begins with the inputs and then the outputs, in the interface's order."""
    ids = np.concatenate([interface.input_ids, interface.output_ids])
    kinds = np.array([INPUT] * len(interface.input_ids) + [OUTPUT] * len(interface.output_ids), dtype=np.uint8)
    small = np.flatnonzero(lengths(genomes.node_start) < len(ids))
    if len(small):
        yield f"genome {small[0]} has fewer nodes than the interface"
        return
    place = genomes.node_start[:-1, None] + np.arange(len(ids))
    wrong = np.flatnonzero(((genomes.node_id[place] != ids) | (genomes.node_kind[place] != kinds)).any(axis=1))
    if len(wrong):
        yield f"genome {wrong[0]} does not begin with the nodes of the interface"


def hidden_nodes_ascend(genomes: Genomes, interface: Interface, _recurrent: bool) -> Iterator[str]:
    """All further nodes are hidden ones, by ascending id, none of them an id of the interface."""
    ends = np.concatenate([interface.input_ids, interface.output_ids])
    owner = owners(genomes.node_start)
    further = np.arange(len(owner)) - genomes.node_start[owner] >= len(ends)
    for place in np.flatnonzero(further & (genomes.node_kind != HIDDEN))[:1]:
        yield f"genome {owner[place]}: node {genomes.node_id[place]} is no hidden node"
    for place in np.flatnonzero(further & ((genomes.node_id < 0) | np.isin(genomes.node_id, ends)))[:1]:
        yield f"genome {owner[place]}: {genomes.node_id[place]} is no id of a hidden node"
    falls = further[:-1] & (owner[1:] == owner[:-1]) & (genomes.node_id[1:] <= genomes.node_id[:-1])
    for place in np.flatnonzero(falls)[:1]:
        yield f"genome {owner[place]}: node {genomes.node_id[place + 1]} does not ascend"


def values_are_sane(genomes: Genomes, _interface: Interface, _recurrent: bool) -> Iterator[str]:
    """Weights and biases are finite, activations known; inputs have neither bias nor activation."""
    for name in ("weight", "bias"):
        if not np.isfinite(getattr(genomes, name)).all():
            yield f"a {name} is not finite"
    if (genomes.activation >= len(ACTIVATIONS)).any():
        yield f"activation {int(genomes.activation.max())} is unknown"
    inputs = genomes.node_kind == INPUT
    if (genomes.bias[inputs] != 0).any() or (genomes.activation[inputs] != 0).any():
        yield "an input has a bias or an activation"


def innovations_ascend(genomes: Genomes, _interface: Interface, _recurrent: bool) -> Iterator[str]:
    """Innovation numbers ascend within a genome, so that none is there twice."""
    owner = owners(genomes.connection_start)
    falls = (owner[1:] == owner[:-1]) & (genomes.innovation[1:] <= genomes.innovation[:-1])
    for place in np.flatnonzero(falls)[:1]:
        yield f"genome {owner[place]}: innovation {genomes.innovation[place + 1]} does not ascend"
    if (genomes.innovation < 0).any():
        yield "an innovation number is negative"


def ends_exist(genomes: Genomes, _interface: Interface, _recurrent: bool) -> Iterator[str]:
    """Every connection joins nodes of its genome."""
    owner = owners(genomes.connection_start)
    for name in ("source", "target"):
        ids = getattr(genomes, name)
        missing = (ids < 0) | (locate(genomes, owner, np.maximum(ids, 0)) < 0)
        for place in np.flatnonzero(missing)[:1]:
            yield f"genome {owner[place]}: connection {genomes.innovation[place]} has no {name} node {ids[place]}"


def inputs_are_no_targets(genomes: Genomes, interface: Interface, _recurrent: bool) -> Iterator[str]:
    """No connection ends in an input."""
    for place in np.flatnonzero(np.isin(genomes.target, interface.input_ids))[:1]:
        owner = owners(genomes.connection_start)[place]
        yield f"genome {owner}: connection {genomes.innovation[place]} ends in input {genomes.target[place]}"


def pairs_are_joined_once(genomes: Genomes, _interface: Interface, _recurrent: bool) -> Iterator[str]:
    """No two connections of a genome have the same ends."""
    owner = owners(genomes.connection_start)
    order = np.lexsort((genomes.target, genomes.source, owner))
    equal = np.ones(max(len(order) - 1, 0), dtype=bool)
    for column in (owner, genomes.source, genomes.target):
        equal &= column[order[1:]] == column[order[:-1]]
    for place in order[1:][equal][:1]:
        yield f"genome {owner[place]}: {genomes.source[place]} and {genomes.target[place]} are joined twice"


def feed_forward_has_no_cycle(genomes: Genomes, _interface: Interface, recurrent: bool) -> Iterator[str]:
    """Unless brains are recurrent, connections close no cycle, disabled ones included."""
    if recurrent:
        return
    owner = owners(genomes.connection_start)
    source, target = locate(genomes, owner, genomes.source), locate(genomes, owner, genomes.target)
    _, cyclic = levels(len(genomes.node_id), source, target)
    if len(cyclic):
        yield f"genome {owner[cyclic[0]]} has a cycle"


RULES: tuple[Rule, ...] = (
    offsets_fit,
    interface_nodes_are_present,
    hidden_nodes_ascend,
    values_are_sane,
    innovations_ascend,
    ends_exist,
    inputs_are_no_targets,
    pairs_are_joined_once,
    feed_forward_has_no_cycle,
)
"""In order: a rule may rely on those before it."""


def violations(genomes: Genomes, interface: Interface, recurrent: bool) -> tuple[str, ...]:
    """Return what is wrong by the first rule that is broken, in words; nothing where all hold."""
    for rule in RULES:
        found = tuple(rule(genomes, interface, recurrent))
        if found:
            return found
    return ()
