"""Each rule sees what it is for, and nothing crashes on the way."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from quale.genome.genome import ACTIVATIONS, Genomes, Interface
from quale.genome.invariants import RULES, violations

Build = Callable[..., Genomes]
GENES = [(0, 0, 2, 1.0, True), (1, 1, 3, 1.0, True), (2, 3, 2, 1.0, True), (3, 0, 4, 1.0, True), (4, 4, 2, 1.0, False)]


@pytest.fixture
def sound(build: Build) -> Genomes:
    return build([GENES, GENES[:3]])


def changed(genomes: Genomes, field: str, place: int, value: float) -> Genomes:
    array = getattr(genomes, field).copy()
    array[place] = value
    return replace(genomes, **{field: array})


def test_a_sound_population_violates_nothing(sound: Genomes, ends: Interface) -> None:
    assert violations(sound, ends, recurrent=False) == ()


Change = tuple[str, int, float]


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        (("node_start", 1, 10), "offsets_fit", "node_start does not rise"),
        (("connection_start", 2, 7), "offsets_fit", "innovation has 8 elements"),
        (("connection_start", 0, 1), "offsets_fit", "connection_start does not rise from 0"),
        (("node_id", 5, 1), "interface_nodes_are_present", "genome 1 does not begin"),
        (("node_kind", 2, 2), "interface_nodes_are_present", "genome 0 does not begin"),
        (("node_kind", 3, 1), "hidden_nodes_ascend", "node 3 is no hidden node"),
        (("node_id", 4, 3), "hidden_nodes_ascend", "node 3 does not ascend"),
        (("node_id", 4, 2), "hidden_nodes_ascend", "2 is no id of a hidden node"),
        (("weight", 2, np.nan), "values_are_sane", "a weight is not finite"),
        (("bias", 2, np.inf), "values_are_sane", "a bias is not finite"),
        (("bias", 0, 1.0), "values_are_sane", "an input has a bias"),
        (("activation", 3, 200), "values_are_sane", "activation 200 is unknown"),
        (("innovation", 2, 1), "innovations_ascend", "innovation 1 does not ascend"),
        (("innovation", 0, -1), "innovations_ascend", "negative"),
        (("source", 6, 4), "ends_exist", "genome 1: connection 1 has no source node 4"),
        (("target", 0, -5), "ends_exist", "no target node -5"),
        (("target", 3, 1), "inputs_are_no_targets", "ends in input 1"),
        (("source", 4, 3), "pairs_are_joined_once", "genome 0: 3 and 2 are joined twice"),
        (("source", 1, 2), "feed_forward_has_no_cycle", "genome 0 has a cycle"),
        (("source", 3, 4), "feed_forward_has_no_cycle", "genome 0 has a cycle"),
    ],
)
def test_every_rule_catches(sound: Genomes, ends: Interface, change: Change, rule: str, words: str) -> None:
    broken = changed(sound, *change)
    found = violations(broken, ends, recurrent=False)
    assert words in found[0]
    names = [r.__name__ for r in RULES]
    for earlier in RULES[: names.index(rule)]:
        assert not tuple(earlier(broken, ends, False))


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ([("node_kind", 3, 1), ("node_kind", 4, 0)], "genome 0: node 3 is no hidden node"),
        ([("node_id", 3, 1), ("node_id", 4, 2)], "genome 0: 1 is no id of a hidden node"),
        ([("node_id", 8, -1)], "genome 1: -1 is no id of a hidden node"),
        ([("node_id", 0, 1), ("node_id", 5, 1)], "genome 0 does not begin with the nodes of the interface"),
        ([("innovation", 1, 0), ("innovation", 3, 1)], "genome 0: innovation 0 does not ascend"),
        ([("innovation", 5, -2), ("innovation", 0, -3)], "an innovation number is negative"),
        ([("source", 1, 9), ("source", 2, 9)], "genome 0: connection 1 has no source node 9"),
        ([("target", 1, 9), ("target", 6, -1)], "genome 0: connection 1 has no target node 9"),
        ([("target", 1, 0), ("target", 6, 1)], "genome 0: connection 1 ends in input 0"),
        ([("target", 6, 0)], "genome 1: connection 1 ends in input 0"),
        ([("source", 2, 0), ("source", 7, 0)], "genome 0: 0 and 2 are joined twice"),
        ([("source", 7, 0)], "genome 1: 0 and 2 are joined twice"),
        ([("source", 6, 2)], "genome 1 has a cycle"),
        ([("activation", 2, 9)], "activation 9 is unknown"),
        ([("activation", 0, 1)], "an input has a bias or an activation"),
        ([("bias", 6, -1.0)], "an input has a bias or an activation"),
    ],
)
def test_of_a_kind_the_first_is_told_and_no_other(
    sound: Genomes, ends: Interface, changes: list[Change], wanted: str
) -> None:
    broken = sound
    for change in changes:
        broken = changed(broken, *change)
    assert violations(broken, ends, recurrent=False) == (wanted,)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (("node_id", 14, 3), "genome 2: node 3 does not ascend"),
        (("node_kind", 14, 1), "genome 2: node 4 is no hidden node"),
        (("innovation", 14, 3), "genome 2: innovation 3 does not ascend"),
        (("source", 14, 3), "genome 2: 3 and 2 are joined twice"),
        (("target", 14, 9), "genome 2: connection 4 has no target node 9"),
        (("source", 12, 9), "genome 2: connection 2 has no source node 9"),
        (("target", 14, 1), "genome 2: connection 4 ends in input 1"),
        (("source", 13, 4), "genome 2 has a cycle"),
        (("bias", 10, 1.0), "an input has a bias or an activation"),
    ],
)
def test_every_rule_looks_at_the_last_genome_too(build: Build, ends: Interface, change: Change, wanted: str) -> None:
    assert violations(changed(build([GENES, GENES, GENES]), *change), ends, recurrent=False) == (wanted,)


def test_the_last_activation_is_known_and_a_pair_may_be_joined_both_ways(sound: Genomes, ends: Interface) -> None:
    last = changed(sound, "activation", 2, len(ACTIVATIONS) - 1)
    assert violations(last, ends, recurrent=False) == ()
    assert violations(changed(changed(sound, "source", 4, 2), "target", 4, 4), ends, recurrent=True) == ()


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"node_start": [], "connection_start": [0]}, "node_id has 0 elements, node_start ends with []"),
        ({"node_start": [0], "connection_start": []}, "innovation has 0 elements, connection_start ends with []"),
        ({"node_start": [0], "connection_start": [0, 0]}, "nodes of 0 genomes, connections of 1"),
        ({"node_start": [0, 0], "connection_start": [0]}, "nodes of 1 genomes, connections of 0"),
        ({"node_start": [0, 1], "connection_start": [0, 0]}, "node_id has 0 elements, node_start ends with [1]"),
        ({"node_start": [0, -1, 0], "connection_start": [0, 0, 0]}, "node_start does not rise from 0"),
        ({"node_start": [0], "connection_start": [0]}, ""),
    ],
)
def test_starts_that_do_not_fit_are_told(
    build: Build, ends: Interface, fields: dict[str, list[int]], wanted: str
) -> None:
    starts: dict[str, Any] = {name: np.array(values, dtype=np.int64) for name, values in fields.items()}
    assert (*violations(replace(build([]), **starts), ends, recurrent=False), "")[0] == wanted


def test_a_recurrent_brain_may_have_cycles(sound: Genomes, ends: Interface) -> None:
    assert violations(changed(sound, "source", 1, 2), ends, recurrent=True) == ()


def test_a_cycle_of_disabled_genes_counts(build: Build, ends: Interface) -> None:
    loop = build([[(0, 0, 2, 1.0, True), (1, 3, 2, 1.0, False), (2, 2, 3, 1.0, False)]])
    assert violations(loop, ends, recurrent=False) == ("genome 0 has a cycle",)


def test_a_genome_without_nodes_is_told(build: Build, ends: Interface) -> None:
    empty = build([[]], inputs=0, outputs=0)
    assert violations(empty, ends, recurrent=False) == ("genome 0 has fewer nodes than the interface",)
