"""What must hold between the fields of a checkpoint, beyond types and shapes: the rules that guard a resume.

A file with a correct digest may still have been made by hand. Whatever passes here can be evaluated and bred without
an index that points nowhere.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.format.header import Header, program_digest
from quale.checkpoint.format.snapshot import Snapshot
from quale.checkpoint.format.sound import surely_sound
from quale.genome.gather import concatenate
from quale.genome.genome import Genomes
from quale.genome.invariants import violations

FEW = 2**16
"""Connections up to which all genomes are looked at together."""

LONGEST = 1e12
"""Seconds of a generation, 30,000 years: their sum is a number."""

Broken: TypeAlias = tuple[str, str, str]
"""Section, field, reason."""


def broken_rule(header: Header, snapshot: Snapshot) -> Broken | None:
    """Return the first rule that the snapshot breaks, or None."""
    return next((broken for rule in RULES if (broken := rule(header, snapshot)) is not None), None)


def recurrent(snapshot: Snapshot) -> bool:
    """Return whether the stored configuration allows cycles in genomes."""
    return dict(snapshot.configuration).get("brain.recurrent") == "true"


def header_agrees(header: Header, snapshot: Snapshot) -> Broken | None:
    """The header repeats what the sections say."""
    best = snapshot.state.best
    if header.best_generation != (best.generation if best else None) or header.best_fitness != (
        best.fitness if best else None
    ):
        return "header", "best_generation", "is not that of section best"
    if header.program != program_digest(snapshot.text, snapshot.absent):
        return "header", "program", "is not the digest of the stored program"
    return None


def generations_agree(header: Header, snapshot: Snapshot) -> Broken | None:
    """Generation N has N rows of history and a score a genome, 0 has none; a valid score makes a best genome."""
    state = snapshot.state
    if len(state.history) != header.generation:
        return "history", "best", f"wants {header.generation} generations, has {len(state.history)}"
    evaluated = len(state.population) if header.generation else 0
    if len(state.fitness) != evaluated:
        return "population", "fitness", f"wants {evaluated} genomes' scores, has {len(state.fitness)}"
    if state.best is not None and header.generation == 0:
        return "best", "best", "wants none in generation 0, which is not evaluated"
    if state.best is None and bool((state.history.invalid < len(state.population)).any()):
        return "best", "best", "wants a best genome once a score was valid"
    if state.best is not None and state.best.generation > header.generation:
        return "best", "best.generation", f"is {state.best.generation}, after generation {header.generation}"
    if state.winner is not None and state.winner >= evaluated:
        return "population", "winner", f"is genome {state.winner} of {evaluated}"
    if state.improved > header.generation:
        return "population", "improved", f"is {state.improved}, after generation {header.generation}"
    return None


def history_is_sound(_header: Header, snapshot: Snapshot) -> Broken | None:
    """Counts are not negative, evaluations never fall and do not exceed the run's, and time has only gone forward."""
    history, evaluations = snapshot.state.history, snapshot.state.evaluations
    for field in ("species", "invalid", "evaluations"):
        if (getattr(history, field) < 0).any():
            return "history", field, "wants no negative counts"
    if (history.evaluations[1:] < history.evaluations[:-1]).any():
        return "history", "evaluations", "wants numbers that never fall"
    if len(history) and int(history.evaluations[-1]) > evaluations:
        return "population", "evaluations", f"is {evaluations}, less than the {history.evaluations[-1]} of the history"
    if not ((history.seconds >= 0) & (history.seconds <= LONGEST)).all():
        return "history", "seconds", f"wants numbers from 0 to {LONGEST:g}"
    return None


def population_is_there(_header: Header, snapshot: Snapshot) -> Broken | None:
    """A run has at least one genome and one actuator."""
    if len(snapshot.state.population) == 0:
        return "population", "genomes", "wants at least one genome"
    return None


def interface_is_sound(_header: Header, snapshot: Snapshot) -> Broken | None:
    """Ports have different names and different node ids that the tracker has given out."""
    interface = snapshot.state.interface
    for side, names in (("inputs", interface.inputs), ("outputs", interface.outputs)):
        if len(set(names)) != len(names):
            return "population", side, "has a name twice"
    ids = np.concatenate([interface.input_ids, interface.output_ids])
    if _outside(ids, snapshot.state.tracker.next_node_id) or len(np.unique(ids)) != len(ids):
        return "population", "input_ids", "wants different node ids below the tracker's next"
    return None


MOST_PORTS = 2**20
"""Sensors and actuators that a run can have had, over all versions of its program; native code keeps a table of ids."""


def tracker_is_sound(_header: Header, snapshot: Snapshot) -> Broken | None:
    """Connections join known nodes, no two the same; splits are of known connections, each with a node of its own."""
    tracker = snapshot.state.tracker
    nodes = tracker.next_node_id
    if nodes > (most := len(tracker.split_node) + MOST_PORTS):
        return (
            "tracker",
            "next_node_id",
            f"wants at most {most}: every id but those of sensors and actuators is a split's",
        )
    for field in ("source", "target", "split_node"):
        if _outside(getattr(tracker, field), nodes):
            return "tracker", field, f"wants node ids from 0 to {nodes - 1}"
    if _outside(tracker.split_innovation, tracker.next_innovation):
        return "tracker", "split_innovation", f"wants innovations from 0 to {tracker.next_innovation - 1}"
    pairs = tracker.source.astype(np.int64) * nodes + tracker.target
    if len(np.unique(pairs)) != len(pairs):
        return "tracker", "source", "has a connection twice"
    if len(np.unique(tracker.split_node)) != len(tracker.split_node):
        return "tracker", "split_node", "has a node twice"
    interface = snapshot.state.interface
    if np.isin(tracker.target, interface.input_ids).any():
        return "tracker", "target", "has an input as the target of a connection"
    if np.isin(tracker.split_node, np.concatenate([interface.input_ids, interface.output_ids])).any():
        return "tracker", "split_node", "has an input or output as the node of a split"
    return None


def genomes_are_sound(_header: Header, snapshot: Snapshot) -> Broken | None:
    """Every genome keeps the invariants of its kind and the tracker knows its nodes and connections."""
    state = snapshot.state
    groups = [
        ("population", "genomes", state.population),
        ("species", "representatives", state.species.representatives),
    ]
    if state.best is not None:
        groups.append(("best", "best.genome", state.best.genome))
    if _are_few_and_sound([genomes for _, _, genomes in groups], snapshot):
        return None
    found = (_genome_group(section, field, genomes, snapshot) for section, field, genomes in groups)
    return next((broken for broken in found if broken is not None), None)


def _are_few_and_sound(groups: list[Genomes], snapshot: Snapshot) -> bool:
    """Prove all groups at once where there is so little to look at that the number of looks is what takes time."""
    state = snapshot.state
    if sum(len(genomes.innovation) for genomes in groups) > FEW:
        return False
    starts_fit = all(
        _starts(genomes.node_start, len(genomes.node_id)) and _starts(genomes.connection_start, len(genomes.innovation))
        for genomes in groups
    )
    if not starts_fit:
        return False
    together = concatenate(groups)
    return not (
        _outside(together.node_id, state.tracker.next_node_id)
        or _outside(together.innovation, state.tracker.next_innovation)
    ) and surely_sound(together, state.interface, state.tracker, recurrent(snapshot))


def _genome_group(section: str, field: str, genomes: Genomes, snapshot: Snapshot) -> Broken | None:
    """The rule for the genomes of one table."""
    state = snapshot.state
    for name, count in (("node_start", len(genomes.node_id)), ("connection_start", len(genomes.innovation))):
        if not _starts(getattr(genomes, name), count):
            return section, f"{field}.{name}", f"wants ascending starts from 0 to {count}"
    for name, end in (("node_id", state.tracker.next_node_id), ("innovation", state.tracker.next_innovation)):
        if _outside(getattr(genomes, name), end):
            return section, f"{field}.{name}", f"wants numbers from 0 to {end - 1}, as the tracker gave out"
    if surely_sound(genomes, state.interface, state.tracker, recurrent(snapshot)):
        return None
    if found := violations(genomes, state.interface, recurrent(snapshot)):
        return section, field, found[0]
    for name in ("source", "target"):
        if (getattr(genomes, name) != getattr(state.tracker, name)[genomes.innovation]).any():
            return section, f"{field}.{name}", "is not what the tracker has for its innovation"
    return None


def species_are_sound(header: Header, snapshot: Snapshot) -> Broken | None:
    """Species have ascending ids and members; every genome belongs to one; their sizes are those of the population."""
    state = snapshot.state
    species = state.species
    if not (np.diff(species.id) > 0).all() or _outside(species.id, species.next_id):
        return "species", "id", f"wants ascending ids below {species.next_id}"
    for field in ("founded", "improved"):
        if _outside(getattr(species, field), header.generation + 1):
            return "species", field, f"wants generations from 0 to {header.generation}"
    if header.generation == 0:
        return None
    if (species.size < 1).any():
        return "species", "size", "wants at least one member each"
    at = np.searchsorted(species.id, state.membership)
    if (at >= len(species.id)).any() or (species.id[at] != state.membership).any():
        return "population", "membership", "wants ids of the species in this file"
    if (np.bincount(at, minlength=len(species.id)) != species.size).any():
        return "species", "size", "is not the number of members in the population"
    return None


def task_states_are_sound(_header: Header, snapshot: Snapshot) -> Broken | None:
    """What evaluations hand on has names of its own, and scales the inputs that there are by what can be divided by."""
    inputs = len(snapshot.state.interface.inputs)
    states = (("next", snapshot.task_state), ("scored", snapshot.scored_state), ("best", snapshot.best_state))
    for part, state in states:
        lengths = {name: len(values) for name, values in state.items()}
        for name, wanted in (("input_mean", inputs), ("input_deviation", inputs), ("input_limit", 1)):
            if lengths.get(name, wanted) != wanted:
                return "task", f"{part}.{name}", f"wants {wanted} values, has {lengths[name]}"
        if any(not (state[name] > 0).all() for name in ("input_deviation", "input_limit") if name in state):
            return "task", part, "wants positive deviations and limits"
    return None


RULES: tuple[Callable[[Header, Snapshot], Broken | None], ...] = (
    header_agrees,
    generations_agree,
    history_is_sound,
    population_is_there,
    interface_is_sound,
    tracker_is_sound,
    genomes_are_sound,
    species_are_sound,
    task_states_are_sound,
)


def _outside(values: NDArray[np.int32], end: int) -> bool:
    """Return whether any value is below 0 or not below `end`."""
    return bool(values.size) and bool(values.min() < 0 or values.max() >= end)


def _starts(starts: NDArray[np.int64], count: int) -> bool:
    return bool(starts[0] == 0 and starts[-1] == count and (np.diff(starts) >= 0).all())
