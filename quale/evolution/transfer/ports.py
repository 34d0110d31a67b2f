"""Genomes under another interface: ports are matched by name."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quale.genome.gather import keep
from quale.genome.genome import HIDDEN, INPUT, NO_REGION, OUTPUT, Genomes, Interface
from quale.genome.seal import sealed
from quale.genome.segments import owners, starts


@dataclass(frozen=True, slots=True)
class Ports:
    """What became of an interface. New ports have ids of their own, so that no old gene means another thing."""

    interface: Interface
    place: NDArray[np.int64]  # [I + O] of the new ports: place among the old interface's nodes, -1 for a new one
    removed: NDArray[np.int32]  # ids of the old ports that are gone
    next_node_id: int
    words: tuple[str, ...]  # the changes, for people


def match_ports(old: Interface, inputs: tuple[str, ...], outputs: tuple[str, ...], next_node_id: int) -> Ports:
    """Return the interface with these inputs and outputs; those of `old` with the same name keep their ids."""
    known = {("sensor", name): place for place, name in enumerate(old.inputs)}
    known |= {("actuator", name): len(old.inputs) + place for place, name in enumerate(old.outputs)}
    wanted = [("sensor", name) for name in inputs] + [("actuator", name) for name in outputs]
    old_ids = np.concatenate([old.input_ids, old.output_ids])
    place = np.array([known.get(port, -1) for port in wanted], dtype=np.int64)
    new = place < 0
    ids = np.empty(len(wanted), dtype=np.int32)
    ids[~new] = old_ids[place[~new]]
    ids[new] = next_node_id + np.arange(np.count_nonzero(new))
    removed = [at for at in range(len(old_ids)) if at not in set(place.tolist())]
    names = list(known)
    words = [f"{kind} node {name} is new and starts unconnected" for kind, name in wanted if (kind, name) not in known]
    words += [f"{names[at][0]} node {names[at][1]} is gone, with its connections" for at in removed]
    interface = Interface(inputs, outputs, sealed(ids[: len(inputs)]), sealed(ids[len(inputs) :]))
    return Ports(interface, place, old_ids[removed], next_node_id + int(np.count_nonzero(new)), tuple(words))


def move_ports(genomes: Genomes, ports: Ports, activation: int) -> Genomes:
    """Return the genomes with the new interface's nodes; new outputs have bias 0 and `activation`."""
    count, ends = len(genomes), len(ports.place)
    kinds = np.array([INPUT] * len(ports.interface.inputs) + [OUTPUT] * len(ports.interface.outputs), dtype=np.uint8)
    hidden = np.flatnonzero(genomes.node_kind == HIDDEN)
    kind = np.concatenate([np.tile(kinds, count), genomes.node_kind[hidden]])
    # Positions among the old nodes; one behind the last, where a default is put, for nodes that are new.
    behind = len(genomes.node_id)
    old = np.where(ports.place < 0, behind, genomes.node_start[:-1, None] + ports.place).reshape(-1)
    old = np.concatenate([old, hidden])
    new_ids = np.tile(np.concatenate([ports.interface.input_ids, ports.interface.output_ids]), count)
    ids = np.concatenate([new_ids, genomes.node_id[hidden]])
    owner = np.concatenate([np.repeat(np.arange(count), ends), owners(genomes.node_start)[hidden]])
    local = np.concatenate([np.tile(np.arange(ends), count), np.zeros(len(hidden), dtype=np.int64)])
    rank = np.where(kind == HIDDEN, ids.astype(np.int64) + (1 << 31), local)  # ports by place, then hidden nodes by id
    order = np.argsort((owner << 32) | rank)
    functions = np.append(genomes.activation, np.uint8(0))[old]
    functions[(old == behind) & (kind == OUTPUT)] = activation

    dropped = np.isin(genomes.source, ports.removed) | np.isin(genomes.target, ports.removed)
    wired = keep(genomes, np.ones(behind, dtype=bool), ~dropped)
    return replace(
        wired,
        node_start=starts(np.bincount(owner, minlength=count)),
        node_id=ids[order],
        node_kind=kind[order],
        bias=np.append(genomes.bias, 0.0)[old][order],
        activation=functions[order],
        region=np.append(genomes.region, np.int16(NO_REGION))[old][order],
    )
