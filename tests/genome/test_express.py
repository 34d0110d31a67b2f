"""The phenotype is the genotype, read as a network."""

from collections.abc import Callable
from dataclasses import fields, replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.genome.express import express
from quale.genome.genome import Genomes, Interface, Networks
from quale.genome.interface import interface
from quale.native.kernel import Kernel
from tests.genome.conftest import Gene, build_genomes

Build = Callable[..., Genomes]

INPUTS, OUTPUTS = 2, 2


def links(networks: Networks, step: int) -> list[tuple[int, float]]:
    here = slice(networks.link_start[step], networks.link_start[step + 1])
    return list(zip(networks.link_source[here].tolist(), networks.link_weight[here].tolist(), strict=True))


def test_inputs_outputs_and_hidden_nodes_take_slots_in_that_order(build: Build, ends: Interface) -> None:
    networks = express(build([[(0, 0, 7, 2.0, True), (3, 7, 2, 3.0, True), (5, 1, 2, 4.0, True)]]), ends, False)
    assert (networks.inputs, networks.outputs, networks.slots.tolist()) == (2, 1, [4])
    assert networks.step_slot.tolist() == [3, 2]  # the hidden node first, since the output reads it
    assert links(networks, 0) == [(0, 2.0)]
    assert links(networks, 1) == [(3, 3.0), (1, 4.0)]  # ascending innovation
    assert networks.complexity.tolist() == [3]


def test_disabled_connections_are_no_links(build: Build, ends: Interface) -> None:
    networks = express(build([[(0, 0, 2, 1.0, False), (1, 1, 2, 1.0, True)]]), ends, False)
    assert links(networks, 0) == [(1, 1.0)]
    assert networks.complexity.tolist() == [1]


def test_hidden_nodes_that_lead_nowhere_take_no_step(build: Build, ends: Interface) -> None:
    genes = [(0, 0, 5, 1.0, True), (1, 5, 6, 1.0, True), (2, 1, 2, 1.0, True), (3, 6, 2, 1.0, False)]
    networks = express(build([genes]), ends, False)
    assert networks.step_slot.tolist() == [2]
    assert networks.slots.tolist() == [5]
    assert networks.complexity.tolist() == [3]


def test_outputs_take_a_step_even_without_connections(build: Build, ends: Interface) -> None:
    networks = express(build([[], []]), ends, False)
    assert networks.step_start.tolist() == [0, 1, 2]
    assert networks.step_slot.tolist() == [2, 2]
    assert networks.link_start.tolist() == [0, 0, 0]


def test_no_genomes_make_no_networks(build: Build, ends: Interface) -> None:
    assert len(express(build([]), ends, False)) == 0


def test_steps_go_by_the_longest_path(build: Build, ends: Interface) -> None:
    # 0 -> 3 -> 4 -> 5 -> 2 and 1 -> 5: node 5 waits for 4, although input 1 feeds it.
    genes = [(0, 1, 5, 1.0, True), (1, 0, 3, 1.0, True), (2, 5, 2, 1.0, True), (3, 3, 4, 1.0, True)]
    networks = express(build([[*genes, (4, 4, 5, 1.0, True)]]), ends, False)
    assert networks.step_slot.tolist() == [3, 4, 5, 2]


def test_an_output_may_feed_another_node(build: Build, ends: Interface) -> None:
    two = build([[(0, 0, 2, 1.0, True), (1, 2, 4, 1.0, True), (2, 4, 3, 1.0, True)]], inputs=2, outputs=2)
    networks = express(two, ends.__class__(("a", "b"), ("y", "z"), ends.input_ids, np.array([2, 3], np.int32)), False)
    assert networks.step_slot.tolist() == [2, 4, 3]


def test_recurrent_steps_go_by_slot_and_may_read_themselves(build: Build, ends: Interface) -> None:
    genes = [(0, 0, 2, 1.0, True), (1, 2, 3, 1.0, True), (2, 3, 2, 1.0, True), (3, 3, 3, 0.5, True)]
    networks = express(build([genes]), ends, True)
    assert networks.recurrent
    assert networks.step_slot.tolist() == [2, 3]
    assert links(networks, 1) == [(2, 1.0), (3, 0.5)]


def test_a_cycle_in_a_feed_forward_genome_is_our_fault(build: Build, ends: Interface) -> None:
    genes = [(0, 0, 2, 1.0, True), (1, 2, 3, 1.0, True), (2, 3, 2, 1.0, True)]
    with pytest.raises(ValueError, match="genome 1 has a cycle"):
        express(build([[(0, 0, 2, 1.0, True)], genes]), ends, False)


def test_a_port_of_a_later_program_keeps_its_place_whatever_its_id(build: Build) -> None:
    late = Interface(("a", "b"), ("y",), np.array([9, 0], np.int32), np.array([1], np.int32))
    genomes = build([[(0, 0, 4, 1.0, True), (1, 4, 1, 2.0, True), (2, 9, 1, 3.0, True)]], hidden=[[4]])
    genomes = replace(genomes, node_id=np.array([9, 0, 1, 4], dtype=np.int32))
    networks = express(genomes, late, False)
    assert links(networks, 0) == [(1, 1.0)]
    assert links(networks, 1) == [(3, 2.0), (0, 3.0)]


def test_arrays_are_read_only(build: Build, ends: Interface) -> None:
    with pytest.raises(ValueError, match="read-only"):
        express(build([[]]), ends, False).step_bias[0] = 1.0


@st.composite
def wired(draw: st.DrawFn) -> list[Gene]:
    """Return genes between two inputs, two outputs and up to five hidden nodes, cycles among them not excluded."""
    nodes = draw(st.permutations(range(INPUTS + OUTPUTS + draw(st.integers(0, 5)))))
    pairs = [(source, target) for source in sorted(nodes) for target in sorted(nodes) if target >= INPUTS]
    forward = [pair for pair in pairs if pair[0] < INPUTS or nodes.index(pair[0]) < nodes.index(pair[1])]
    chosen = draw(st.lists(st.sampled_from(pairs if draw(st.integers(0, 3)) == 0 else forward), unique=True))
    return [(3 * mark, *ends, mark + 0.5, draw(st.booleans())) for mark, ends in enumerate(chosen)]


def expected(genes: list[Gene], recurrent: bool) -> list[tuple[int, list[tuple[int, float]]]] | None:
    """Return the steps of a genome, each with its links, by definition; None where there is a cycle and may be none."""
    hidden = sorted({end for gene in genes for end in gene[1:3] if end >= INPUTS + OUTPUTS})
    ids = [*range(INPUTS + OUTPUTS), *hidden]
    on = [(ids.index(source), ids.index(target), weight) for _, source, target, weight, enabled in genes if enabled]
    useful = set(range(INPUTS, INPUTS + OUTPUTS))
    while more := {source for source, target, _ in on if target in useful and source >= INPUTS} - useful:
        useful |= more
    level = dict.fromkeys(useful, 0)
    for _ in range(0 if recurrent else len(ids) + 1):
        for source, target, _ in on:
            if source in useful and target in useful:
                level[target] = max(level[target], level[source] + 1)
    if level and max(level.values()) >= len(ids):
        return None
    order = sorted(useful, key=lambda slot: (level[slot], slot))
    return [(slot, [(source, weight) for source, target, weight in on if target == slot]) for slot in order]


@settings(deadline=None)
@given(st.lists(wired(), max_size=4), st.booleans())
def test_networks_are_what_the_definition_says(genes: list[list[Gene]], recurrent: bool) -> None:
    genomes = build_genomes(genes, inputs=INPUTS, outputs=OUTPUTS)
    ends = interface(["a", "b"], ["y", "z"])
    wanted = [expected(one, recurrent) for one in genes]
    if None in wanted:
        with pytest.raises(ValueError, match=f"genome {wanted.index(None)} has a cycle"):
            express(genomes, ends, recurrent)
        return
    networks = express(genomes, ends, recurrent)
    for place, steps in enumerate(wanted):
        here = range(networks.step_start[place], networks.step_start[place + 1])
        assert [(int(networks.step_slot[step]), links(networks, step)) for step in here] == steps
        assert networks.complexity[place] == sum(gene[4] for gene in genes[place])
    with patch.object(Kernel, "__call__", Kernel.interpret):
        checked = express(genomes, ends, recurrent)
    for field in fields(Networks):
        one, other = getattr(networks, field.name), getattr(checked, field.name)
        assert np.array_equal(one, other)
        assert getattr(one, "dtype", None) == getattr(other, "dtype", None)
