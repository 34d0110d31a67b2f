"""Genomes in the making, against lists: genes are looked up, put in and taken out of the last one, by either way of
running kernels; the genomes before it, and its neighbours in the arrays, stay as they are."""

from dataclasses import fields
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.genome.buffer import GenomeBuffer, buffer, replicate
from quale.genome.edit import (
    copy_connection,
    gene_of,
    holds_hidden,
    insert_connection,
    insert_hidden,
    rank_in,
    take_connection,
    take_hidden,
)
from quale.genome.genome import HIDDEN, Genomes
from quale.native.kernel import Kernel
from tests.genome.conftest import Gene, build_genomes

PORTS = 3  # two inputs, one output
NODE_COLUMNS = ("node_id", "node_kind", "bias", "activation", "region")
GENE_COLUMNS = ("innovation", "source", "target", "weight", "enabled")
NODES, MARKS = range(PORTS, PORTS + 6), range(9)


def rows(genomes: GenomeBuffer | Genomes, genome: int, start: str, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    begin, end = getattr(genomes, start)[genome : genome + 2].tolist()
    return list(zip(*(getattr(genomes, name)[begin:end].tolist() for name in names), strict=True))


def content(genomes: GenomeBuffer | Genomes, genome: int) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return the nodes and the genes of a genome."""
    return rows(genomes, genome, "node_start", NODE_COLUMNS), rows(genomes, genome, "connection_start", GENE_COLUMNS)


@st.composite
def genes_of(draw: st.DrawFn) -> list[Gene]:
    ends = st.integers(0, max(NODES))
    marks = draw(st.sets(st.sampled_from(MARKS), max_size=6))
    return [(mark, draw(ends), draw(ends), mark + 0.25, draw(st.booleans())) for mark in sorted(marks)]


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("put gene"), st.sampled_from(MARKS), st.booleans()),
        st.tuples(st.just("take gene"), st.integers(0, 8), st.booleans()),
        st.tuples(st.just("put node"), st.sampled_from(NODES), st.booleans()),
        st.tuples(st.just("take node"), st.integers(0, 8), st.booleans()),
    ),
    max_size=6,
)


def edited(parents: Genomes, edits: list[tuple[str, int, bool]]) -> GenomeBuffer:
    """Return copies of both parents, the second one edited; lists say after each edit what it holds."""
    room = buffer(2, len(parents.node_id) + len(edits), len(parents.weight) + len(edits))
    for child in (0, 1):
        replicate(room, child, parents, child)
    nodes, genes = content(parents, 1)
    first_node, first_gene = int(room.node_start[1]), int(room.connection_start[1])
    for what, number, flag in edits:
        marks, ids = [gene[0] for gene in genes], [node[0] for node in nodes]
        if what == "put gene" and number not in marks:
            insert_connection(room, 1, number, 1, 2, number + 0.5, flag)
            genes = sorted([*genes, (number, 1, 2, number + 0.5, flag)])
        elif what == "take gene" and number < len(genes):
            take_connection(room, 1, first_gene + number)
            del genes[number]
        elif what == "put node" and number not in ids:
            insert_hidden(room, 1, PORTS, number, 4, 7)
            nodes = [*nodes[:PORTS], *sorted([*nodes[PORTS:], (number, HIDDEN, 0.0, 4, 7)])]
        elif what == "take node" and PORTS + number < len(nodes):
            take_hidden(room, 1, first_node + PORTS + number)
            gone = nodes.pop(PORTS + number)[0]
            genes = [gene for gene in genes if gone not in gene[1:3]]
        assert content(room, 1) == (nodes, genes)
    for mark in MARKS:
        place = gene_of(room, 1, mark)
        assert place == next((first_gene + at for at, gene in enumerate(genes) if gene[0] == mark), -1)
    for node in range(max(NODES) + 2):
        assert holds_hidden(room, 1, PORTS, node) == (node in [one[0] for one in nodes[PORTS:]])
    assert content(room, 0) == content(parents, 0)
    return room


@settings(deadline=None)
@given(genes_of(), genes_of(), EDITS)
def test_edits_are_those_of_lists(one: list[Gene], other: list[Gene], edits: list[tuple[str, int, bool]]) -> None:
    parents = build_genomes([one, other])
    whole = edited(parents, edits).finished()
    with patch.object(Kernel, "__call__", Kernel.interpret):  # which refuses any place outside an array
        checked = edited(parents, edits).finished()
    for field in fields(Genomes):
        array = getattr(whole, field.name)
        assert array.tolist() == getattr(checked, field.name).tolist()
        assert array.dtype == getattr(parents, field.name).dtype
        assert not array.flags.writeable
    assert (len(whole), len(whole.node_id), len(whole.weight)) == (2, whole.node_start[2], whole.connection_start[2])


@pytest.mark.parametrize("wanted", range(-1, 12))
def test_a_rank_is_the_first_place_that_is_not_below(wanted: int) -> None:
    values = np.array([9, 0, 2, 2, 5, 8, 1], dtype=np.int32)  # 1 … 5 ascend
    place = next((at for at in range(1, 6) if values[at] >= wanted), 6)
    assert rank_in(values, 1, 6, wanted) == rank_in.interpret(values, 1, 6, wanted) == place
    assert rank_in(values, 3, 3, wanted) == 3


def test_a_gene_is_copied_whole() -> None:
    room = buffer(1, 0, 3)
    for place in range(3):
        values = (place, place + 10, place + 20, place + 0.5, place == 1)
        for name, value in zip(GENE_COLUMNS, values, strict=True):
            getattr(room, name)[place] = value
    room.connection_start[1] = 3
    copy_connection(room, 0, 1)
    assert content(room, 0)[1] == [(1, 11, 21, 1.5, True), (1, 11, 21, 1.5, True), (2, 12, 22, 2.5, False)]


def test_a_fresh_buffer_has_begun_no_genome() -> None:
    room = buffer(3, 5, 4)
    assert room.node_start.tolist() == room.connection_start.tolist() == [0] * 4
    assert [len(getattr(room, name)) for name in (*NODE_COLUMNS, *GENE_COLUMNS)] == [5] * 5 + [4] * 5
