"""Dense tables of genomes: whole again to the last bit, refused with their field where a person has changed them."""

import tracemalloc
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.checkpoint.format.codec import assemble, decode, encode, pack
from quale.checkpoint.format.dense import LEAP, grow, shrink
from quale.checkpoint.format.header import VERSION
from quale.checkpoint.format.migrations import Plain
from quale.checkpoint.format.sections import to_plain
from quale.diagnostics import CheckpointError
from quale.evolution.records.state import Tracker
from quale.genome.genome import Genomes
from tests.checkpoint.made import ORIGIN, snapshot

SNAPSHOT = snapshot()
WHOLE = to_plain(SNAPSHOT, VERSION)
SECTIONS: dict[str, Any] = shrink(WHOLE)


def tables(sections: Any) -> list[dict[str, Any]]:
    return [
        sections["population"]["genomes"],
        sections["species"]["representatives"],
        sections["best"]["best"]["genome"],
    ]


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return list(one) == list(other) and all(
        one[name].dtype == other[name].dtype and one[name].tobytes() == other[name].tobytes() for name in one
    )


def test_tables_are_dense_and_whole_again() -> None:
    for small, large, again in zip(tables(SECTIONS), tables(WHOLE), tables(grow(dict(SECTIONS))), strict=True):
        assert "source" not in small
        assert same(large, again)
    assert len(encode(SNAPSHOT, ORIGIN)) < len(encode(SNAPSHOT, ORIGIN, dense=False))


@given(
    innovations=st.lists(
        st.lists(st.one_of(st.integers(0, 9), st.integers(240, 270), st.integers(0, 99_999)), max_size=12, unique=True),
        min_size=1,
        max_size=6,
    ),
    hidden=st.integers(0, 3),
    seed=st.integers(0, 999),
    with_region=st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_any_table_that_follows_the_tracker_comes_back_to_the_bit(
    innovations: list[list[int]], hidden: int, seed: int, *, with_region: bool
) -> None:
    random = np.random.default_rng(seed)
    numbers = [sorted(one) for one in innovations]
    known = 100_000
    ends = [random.integers(0, 5, known, dtype=np.int32) for _ in range(2)]
    none = np.empty(0, np.int32)
    tracker = Tracker(5 + hidden, ends[0], ends[1], none, none)
    ids = np.arange(5 + hidden, dtype=np.int32)
    kinds = np.array([0, 0, 1, 1, 1] + [2] * hidden, np.uint8)
    count, nodes = len(numbers), 5 + hidden
    flat = np.array([number for one in numbers for number in one], np.int32)
    bias = random.normal(size=(count, nodes))
    bias[:, :2] = 0.0
    genomes = Genomes(
        node_start=np.arange(count + 1, dtype=np.int64) * nodes,
        node_id=np.tile(ids, count),
        node_kind=np.tile(kinds, count),
        bias=bias.ravel(),
        activation=random.integers(0, 9, count * nodes).astype(np.uint8),
        region=random.integers(-1, 2 if with_region else 0, count * nodes).astype(np.int16),
        connection_start=np.cumsum([0, *map(len, numbers)]).astype(np.int64),
        innovation=flat,
        source=tracker.source[flat],
        target=tracker.target[flat],
        weight=random.normal(size=len(flat)),
        enabled=random.random(len(flat)) < 0.5,
    )
    state = replace(SNAPSHOT.state, population=genomes, tracker=tracker)
    whole = to_plain(replace(SNAPSHOT, state=state), VERSION)
    small: Any = shrink(whole)
    assert "step" in small["population"]["genomes"]
    assert same(tables(grow(small))[0], tables(whole)[0])


def poked(name: str, at: int, value: float) -> Callable[[dict[str, Any]], None]:
    def change(table: dict[str, Any]) -> None:
        table[name] = table[name].copy()
        table[name][at] = value

    return change


WHOLE_ONES = {
    "another source": poked("source", 0, 1),
    "another target": poked("target", 0, 3),
    "an innovation that nobody gave out": poked("innovation", 7, 8),
    "innovations that fall": poked("innovation", 1, 0),
    "an input with a bias": poked("bias", 0, 1.0),
    "an input with a bias of -0": poked("bias", 0, -0.0),
    "an output as hidden": poked("node_kind", 4, 2),
    "another input": poked("node_id", 0, 1),
    "starts that fall": poked("node_start", 1, 40),
}


@pytest.mark.parametrize("case", WHOLE_ONES)
def test_what_does_not_follow_from_the_rest_is_written_whole_and_told_as_what_it_is(case: str) -> None:
    sections = deepcopy(WHOLE)
    table = tables(sections)[0]
    WHOLE_ONES[case](table)
    small = shrink(sections)
    assert same(tables(small)[0], table)
    if case != "an input with a bias of -0":
        with pytest.raises(CheckpointError, match="section population"):
            decode(assemble(header(), {name: pack(section) for name, section in small.items()}), "x")


def header() -> Plain:
    unpacker = msgpack.Unpacker()
    unpacker.feed(encode(SNAPSHOT, ORIGIN))
    found: Plain = next(unpacker)
    del found["sections"]
    return found


def longer(name: str, by: int = 1) -> Callable[[dict[str, Any]], None]:
    def change(table: dict[str, Any]) -> None:
        table[name] = np.append(table[name], np.zeros(by, table[name].dtype)) if by > 0 else table[name][:by]

    return change


def put(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(table: dict[str, Any]) -> None:
        table[name] = value

    return change


def drop(name: str) -> Callable[[dict[str, Any]], None]:
    def change(table: dict[str, Any]) -> None:
        del table[name]

    return change


WRONG: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    **{f"{name} is missing": (drop(name), name) for name in tables(SECTIONS)[0] if name != "step"},
    "a field too many": (put("more", 1), "more"),
    "a bias too few": (longer("bias", -1), "bias"),
    "a bias that is none": (poked("bias", 0, np.nan), "bias"),
    "a weight too many": (longer("weight"), "weight"),
    "a hidden node too many": (longer("hidden_id"), "hidden_id"),
    "some regions": (longer("region"), "region"),
    "a leap that nobody takes": (longer("leap"), "leap"),
    "a byte of bits too many": (longer("enabled_bits"), "enabled_bits"),
    "a step without a leap": (poked("step", 0, LEAP), "leap"),
    "a step beyond the tracker": (poked("step", 7, 2), "step"),
    "starts that fall": (poked("connection_start", 1, 40), "connection_start"),
    "starts that end early": (poked("node_start", 5, 29), "node_start"),
    "a genome without nodes": (poked("node_start", 1, 0), "node_start"),
    "wide steps": (put("step", np.zeros(40, np.int32)), "step"),
    "a text": (put("weight", "much"), "weight"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_dense_table_that_a_person_changed_is_refused_with_its_field(case: str) -> None:
    change, field = WRONG[case]
    sections = deepcopy(SECTIONS)
    change(tables(sections)[0])
    with pytest.raises(CheckpointError) as caught:
        decode(assemble(header(), {name: pack(section) for name, section in sections.items()}), "x")
    assert (caught.value.section, caught.value.field) == ("population", f"genomes.{field}"), caught.value


def test_a_small_leap_and_bits_beyond_the_end_are_refused() -> None:
    for name, value in (("leap", np.array([3], np.int32)), ("enabled_bits", np.array([0, 0, 0, 0, 255], np.uint8))):
        sections = deepcopy(SECTIONS)
        table = tables(sections)[0]
        table[name] = value
        if name == "leap":
            table["step"] = np.append(np.array([LEAP], np.uint8), table["step"][1:])
        else:
            for field in ("step", "weight"):
                table[field] = table[field][:39]
            table["connection_start"] = np.append(table["connection_start"][:-1], 39)
        with pytest.raises(CheckpointError, match=f"genomes.{name}"):
            decode(assemble(header(), {key: pack(section) for key, section in sections.items()}), "x")


@pytest.mark.parametrize("section", ["tracker", "population"])
def test_what_a_table_follows_from_is_told_where_it_is_wrong(section: str) -> None:
    sections = deepcopy(SECTIONS)
    field = "source" if section == "tracker" else "input_ids"
    sections[section][field] = 3
    with pytest.raises(CheckpointError) as caught:
        decode(assemble(header(), {name: pack(body) for name, body in sections.items()}), "x")
    assert (caught.value.section, caught.value.field) == (section, field)


def test_a_table_of_many_genomes_without_nodes_costs_no_memory() -> None:
    sections = deepcopy(SECTIONS)
    sections["population"]["input_ids"] = np.zeros(50_000, np.int32)
    table = tables(sections)[0]
    for name in table:
        table[name] = table[name][:0]
    table["node_start"] = table["connection_start"] = np.zeros(300_001, np.int64)
    data = assemble(header(), {name: pack(section) for name, section in sections.items()})
    tracemalloc.start()
    try:
        with pytest.raises(CheckpointError, match="node_start"):
            decode(data, "x")
        assert tracemalloc.get_traced_memory()[1] < 12 * len(data)
    finally:
        tracemalloc.stop()
