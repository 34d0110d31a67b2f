"""Content that a person made under a correct digest: refused with section and field, soon and in little memory."""

import tracemalloc
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.checkpoint.format.codec import assemble, decode, encode, pack
from quale.checkpoint.format.migrations import Plain
from quale.checkpoint.format.sections import to_plain
from quale.diagnostics import CheckpointError
from tests.checkpoint.made import ORIGIN, snapshot, with_task_state

NAME = "some.quale-ckpt"
SNAPSHOT = snapshot()
SECTIONS: dict[str, Any] = to_plain(SNAPSHOT)


def header() -> Plain:
    unpacker = msgpack.Unpacker()
    unpacker.feed(encode(SNAPSHOT, ORIGIN, dense=False))
    found: Plain = next(unpacker)
    del found["sections"]
    return found


HEADER = header()


def refused(sections: dict[str, Any], changed: Plain | None = None) -> CheckpointError:
    data = assemble(HEADER | (changed or {}), {name: pack(section) for name, section in sections.items()})
    with pytest.raises(CheckpointError) as caught:
        decode(data, NAME)
    assert caught.value.path == NAME
    return caught.value


def test_the_untouched_document_is_read() -> None:
    decode(assemble(HEADER, {name: pack(section) for name, section in SECTIONS.items()}), NAME)


def put(*way: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(sections: dict[str, Any]) -> None:
        place = sections
        for step in way[:-1]:
            place = place[step]
        place[way[-1]] = value

    return change


def poke(*way: str, at: int, value: float) -> Callable[[dict[str, Any]], None]:
    def change(sections: dict[str, Any]) -> None:
        place = sections
        for step in way[:-1]:
            place = place[step]
        place[way[-1]] = place[way[-1]].copy()
        place[way[-1]][at] = value

    return change


def drop(section: str, field: str) -> Callable[[dict[str, Any]], None]:
    def change(sections: dict[str, Any]) -> None:
        del sections[section][field]

    return change


GENOMES = ("population", "genomes")
# Genes of a made genome, by position: 0 to 5 inputs to outputs, 6 input 0 to hidden 5, 7 hidden 5 to output 2.
CASES: dict[str, tuple[Callable[[dict[str, Any]], None], str, str]] = {
    "a missing field": (drop("tracker", "source"), "tracker", "source"),
    "a field too many": (put("best", "more", value=1), "best", "more"),
    "a text for a number": (put("population", "improved", value="3"), "population", "improved"),
    "a truth value for a number": (put("population", "improved", value=True), "population", "improved"),
    "a float for an int": (put("population", "evaluations", value=3.0), "population", "evaluations"),
    "a number below its bounds": (put("tracker", "next_node_id", value=-1), "tracker", "next_node_id"),
    "more nodes than were ever made": (put("tracker", "next_node_id", value=2**31 - 1), "tracker", "next_node_id"),
    "a number beyond its bounds": (put("species", "next_id", value=2**31), "species", "next_id"),
    "an infinite threshold": (put("species", "threshold", value=np.inf), "species", "threshold"),
    "a list for an array": (put("population", "fitness", value=[1.0]), "population", "fitness"),
    "another type": (
        put("population", "membership", value=np.zeros(5, np.int64)),
        "population",
        "membership",
    ),
    "another shape": (put("population", "fitness", value=np.zeros((5, 1))), "population", "fitness"),
    "another length": (put("history", "mean", value=np.zeros(2)), "history", "mean"),
    "fewer metrics": (put("history", "metrics", value=np.zeros((3, 1))), "history", "metrics"),
    "NaN in weights": (poke(*GENOMES, "weight", at=2, value=np.nan), "population", "genomes.weight"),
    "infinite bias": (poke(*GENOMES, "bias", at=3, value=np.inf), "population", "genomes.bias"),
    "NaN in fitness": (poke("population", "fitness", at=0, value=np.nan), "population", "fitness"),
    "NaN in a species' best": (poke("species", "best", at=0, value=np.nan), "species", "best"),
    "starts that fall": (poke(*GENOMES, "node_start", at=1, value=40), "population", "genomes.node_start"),
    "starts below zero": (poke(*GENOMES, "connection_start", at=0, value=-1), "population", "genomes.connection_start"),
    "a genome without nodes": (poke(*GENOMES, "node_start", at=1, value=0), "population", "genomes"),
    "duplicate innovations": (poke(*GENOMES, "innovation", at=1, value=0), "population", "genomes"),
    "an unknown innovation": (poke(*GENOMES, "innovation", at=7, value=8), "population", "genomes.innovation"),
    "ends that are not the innovation's": (poke(*GENOMES, "target", at=7, value=3), "population", "genomes.target"),
    "a node id that nobody gave out": (poke(*GENOMES, "node_id", at=5, value=6), "population", "genomes.node_id"),
    "a dangling node id": (poke(*GENOMES, "node_id", at=5, value=4), "population", "genomes"),
    "a node twice": (poke(*GENOMES, "node_id", at=1, value=0), "population", "genomes"),
    "an unknown kind of node": (poke(*GENOMES, "node_kind", at=5, value=7), "population", "genomes"),
    "an output as hidden": (poke(*GENOMES, "node_kind", at=4, value=2), "population", "genomes"),
    "an unknown activation": (poke(*GENOMES, "activation", at=5, value=200), "population", "genomes"),
    "an input with a bias": (poke(*GENOMES, "bias", at=0, value=1), "population", "genomes"),
    "an unknown species": (poke("population", "membership", at=0, value=2), "population", "membership"),
    "wrong sizes of species": (poke("species", "size", at=0, value=1), "species", "size"),
    "species in disorder": (poke("species", "id", at=0, value=3), "species", "id"),
    "a species from the future": (poke("species", "founded", at=0, value=9), "species", "founded"),
    "a winner that is not there": (put("population", "winner", value=5), "population", "winner"),
    "fewer evaluations than before": (poke("history", "evaluations", at=1, value=4), "history", "evaluations"),
    "evaluations below zero": (poke("history", "evaluations", at=0, value=-1), "history", "evaluations"),
    "fewer evaluations than in the history": (
        put("population", "evaluations", value=14),
        "population",
        "evaluations",
    ),
    "species below zero in the history": (poke("history", "species", at=0, value=-1), "history", "species"),
    "invalid scores below zero": (poke("history", "invalid", at=2, value=-1), "history", "invalid"),
    "time that goes back": (poke("history", "seconds", at=1, value=-1.0), "history", "seconds"),
    "time without end": (poke("history", "seconds", at=1, value=np.inf), "history", "seconds"),
    "more time than there is": (put("history", "seconds", value=np.full(3, 1e308)), "history", "seconds"),
    "no best fitness in the history": (poke("history", "best", at=0, value=np.nan), "history", "best"),
    "an infinite worst fitness": (poke("history", "worst", at=0, value=-np.inf), "history", "worst"),
    "a species that improved in the future": (poke("species", "improved", at=1, value=9), "species", "improved"),
    "an improvement in the future": (put("population", "improved", value=4), "population", "improved"),
    "no best genome": (put("best", "best", value=None), "header", "best_generation"),
    "a connection twice": (poke("tracker", "source", at=3, value=0), "tracker", "source"),
    "a split of nothing": (poke("tracker", "split_innovation", at=0, value=8), "tracker", "split_innovation"),
    "a split with an output": (poke("tracker", "split_node", at=0, value=2), "tracker", "split_node"),
    "an input as target": (poke("tracker", "target", at=0, value=1), "tracker", "target"),
    "a port twice": (put("population", "inputs", value=["food", "food"]), "population", "inputs"),
    "a port's id twice": (poke("population", "input_ids", at=0, value=1), "population", "input_ids"),
    "another program": (put("program", "files", value=[["a.quale", "else"]]), "header", "program"),
    "a pair of three": (put("program", "files", value=[["a", "b", "c"]]), "program", "files[0]"),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_with_section_and_field(case: str) -> None:
    change, section, field = CASES[case]
    sections = deepcopy(SECTIONS)
    change(sections)
    error = refused(sections)
    assert (error.section, error.field) == (section, field), error


HANDED_ON: dict[str, Any] = to_plain(with_task_state())
MEAN: dict[str, Any] = {"name": "input_mean", "values": np.zeros(2)}
# What stands in the list `next` of section task, and the field that is named.
STATES: dict[str, tuple[object, str]] = {
    "no list": ({}, "next"),
    "no map": ([3], "next[0]"),
    "no name": ([{"values": np.zeros(2)}], "next[0].name"),
    "a name twice": ([MEAN, MEAN], "next"),
    "a long name": ([MEAN | {"name": "x" * 1001}], "next[0].name"),
    "whole numbers": ([MEAN | {"values": np.zeros(2, np.int64)}], "next[0].values"),
    "a table": ([MEAN | {"values": np.zeros((2, 2))}], "next[0].values"),
    "NaN": ([MEAN | {"values": np.array([0.0, np.nan])}], "next[0].values"),
    "a mean of other inputs": ([MEAN | {"values": np.zeros(3)}], "next.input_mean"),
    "deviations of nothing": ([{"name": "input_deviation", "values": np.zeros(0)}], "next.input_deviation"),
    "a deviation of 0": ([{"name": "input_deviation", "values": np.array([1.0, 0.0])}], "next"),
    "a limit below 0": ([{"name": "input_limit", "values": np.array([-1.0])}], "next"),
}


@pytest.mark.parametrize("case", STATES)
def test_what_evaluations_hand_on_is_refused_with_its_field(case: str) -> None:
    value, field = STATES[case]
    error = refused(HANDED_ON | {"task": HANDED_ON["task"] | {"next": value}}, {"version": 3})
    assert (error.section, error.field) == ("task", field), error


@pytest.mark.parametrize(
    ("sections", "version"), [(HANDED_ON, 2), (SECTIONS, 3), ({**HANDED_ON, "more": HANDED_ON["task"]}, 3)]
)
def test_a_section_too_many_or_too_few_for_its_version(sections: dict[str, Any], version: int) -> None:
    assert refused(sections, {"version": version}).field == "sections"


def test_a_cycle_is_refused_in_a_feed_forward_brain_alone() -> None:
    """Connection 8 leads from output 2 back to the hidden node 5."""
    sections = deepcopy(SECTIONS)
    tracker = sections["tracker"]
    tracker["source"] = np.append(tracker["source"], np.int32(2))
    tracker["target"] = np.append(tracker["target"], np.int32(5))
    genome = sections["best"]["best"]["genome"]
    for field, value in (("innovation", 8), ("source", 2), ("target", 5), ("weight", 0.5), ("enabled", False)):
        genome[field] = np.append(genome[field], np.array(value, genome[field].dtype))
    genome["connection_start"] = np.array([0, 9])
    error = refused(sections)
    assert (error.section, error.field) == ("best", "best.genome")
    assert "cycle" in error.reason or "acyclic" in error.reason
    sections["program"]["configuration"] = [["brain.recurrent", "true"]]
    decode(assemble(HEADER, {name: pack(section) for name, section in sections.items()}), NAME)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"generation": 4}, "best"),
        ({"generation": -1}, "generation"),
        ({"seed": 2**64 - 1, "run": 3}, "run"),
        ({"hash": "md5"}, "hash"),
        ({"part": 0}, "part"),
        ({"best_generation": 1}, "best_generation"),
        ({"pid": "x"}, "pid"),
    ],
)
def test_a_header_that_does_not_fit(changed: Plain, field: str) -> None:
    assert refused(SECTIONS, changed).field == field


def body(section: bytes) -> bytes:
    bodies = {name: pack(entry) for name, entry in SECTIONS.items()}
    return assemble(HEADER, bodies | {"tracker": section})


def fixed(text: str) -> bytes:
    return bytes([0xA0 | len(text)]) + text.encode()


RAW = {
    "a million empty maps": b"\x81" + fixed("source") + b"\xdd\x00\x4f\xff\xff" + b"\x80" * 0x4FFFFF,
    "lists in lists": b"\x81" + fixed("source") + b"\x91" * 5_000_000,
    "maps in maps": b"\x81\xa1a" * 2_000_000,
    "a list of four billion": b"\x81" + fixed("source") + b"\xdd\xff\xff\xff\xff",
    "a map of four billion": b"\xdf\xff\xff\xff\xff",
    "a text of four billion": b"\x81\xdb\xff\xff\xff\xff",
    "bytes of four billion": b"\x81" + fixed("source") + b"\xc6\xff\xff\xff\xff",
    "a key twice": b"\x82" + (fixed("source") + b"\x01") * 2,
    "a number as key": b"\x81\x01\x01",
    "a list as key": b"\x81\x91\x01\x01",
    "a map as key": b"\x81\x80\x01",
    "an array as key": b"\x81\x83"
    + fixed("dtype")
    + fixed("|u1")
    + fixed("shape")
    + b"\x90"
    + fixed("data")
    + b"\xc4\0\0",
    "bytes as key": b"\x81\xc4\x01a\x01",
    "no UTF-8": b"\x81\xa1\xff\x01",
    "an extension": b"\x81\xa1a\xd4\x01\x01",
    "a time": b"\x81\xa1a\xd6\xff\x00\x00\x00\x00",
    "a long extension": b"\x81\xa1a\xc9\xff\xff\xff\xff\x01",
    "the byte that nothing starts with": b"\x81\xa1a\xc1",
    "no map": b"\x93\x01\x02\x03",
    "nothing": b"",
    "more behind": pack(SECTIONS["tracker"]) + b"\xc0",
    "cut off": pack(SECTIONS["tracker"])[:-1],
}


@pytest.mark.parametrize("case", RAW)
def test_raw_content_is_refused_in_little_memory(case: str) -> None:
    data = body(RAW[case])
    tracemalloc.start()
    with pytest.raises(CheckpointError) as caught:
        decode(data, NAME)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.section == "tracker"
    assert peak < 2 * len(data) + 40 * 2**20


def array(dtype: object = "<i4", shape: object = (2,), data: object = bytes(8)) -> bytes:
    shape = list(shape) if isinstance(shape, tuple) else shape
    tracker = {name: entry for name, entry in SECTIONS["tracker"].items() if name != "source"}
    packed = pack(tracker)
    lie: bytes = msgpack.packb({"dtype": dtype, "shape": shape, "data": data})
    return bytes([packed[0] + 1]) + packed[1:] + fixed("source") + lie


@pytest.mark.parametrize(
    ("dtype", "shape", "data"),
    [
        ("|O", (1,), bytes(8)),
        (">i4", (2,), bytes(8)),
        (["<i4"], (2,), bytes(8)),
        (7, (2,), bytes(8)),
        ("<i4", (3,), bytes(8)),
        ("<i4", (-2,), bytes(8)),
        ("<i4", (2**47, 2**47), bytes(8)),
        ("<i4", (2**63,), bytes(8)),
        ("<i4", (0, 2**40), b""),
        ("<i4", (True, 2), bytes(8)),
        ("<i4", (1, 1, 2), bytes(8)),
        ("<i4", 2, bytes(8)),
        ("<i4", (2,), "12345678"),
        ("<i4", (2,), [bytes(4), 4]),
        ("<i4", (2,), None),
    ],
)
def test_arrays_that_lie(dtype: object, shape: object, data: object) -> None:
    with pytest.raises(CheckpointError) as caught:
        decode(body(array(dtype, shape, data)), NAME)
    assert (caught.value.section, caught.value.field) == ("tracker", "source")


def test_truth_values_are_0_or_1() -> None:
    sections = deepcopy(SECTIONS)
    genome = sections["best"]["best"]["genome"]
    genome["enabled"] = np.full(8, 2, np.uint8).view(np.bool_)
    assert refused(sections).field == "best.genome.enabled"


@pytest.mark.parametrize(
    "names",
    [
        ["population", "species", "tracker", "history", "best"],
        ["population", "species", "tracker", "history", "best", "program", "program"],
        ["species", "population", "tracker", "history", "best", "program"],
    ],
)
def test_sections_are_these_in_this_order(names: list[str]) -> None:
    bodies = {f"{name}": pack(SECTIONS[name]) for name in dict.fromkeys(names)}
    if len(names) > len(bodies):
        bodies["again"] = b""
    with pytest.raises(CheckpointError) as caught:
        decode(assemble(HEADER, bodies), NAME)
    assert caught.value.field == "sections"


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_one_field_replaced_by_anything(data: st.DataObject) -> None:
    """Whatever stands in one place of a valid document, reading it is a snapshot or a CheckpointError."""
    sections = deepcopy(SECTIONS)
    place = sections
    key: Any = data.draw(st.sampled_from(sorted(place)))
    while isinstance(place[key], dict) and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place)))
    simple = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text() | st.binary()
    anything = st.recursive(simple, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)
    if isinstance(place[key], np.ndarray) and place[key].size and data.draw(st.booleans()):
        old = place[key].copy()
        at = data.draw(st.integers(0, old.nbytes - 1))
        old.reshape(-1).view(np.uint8)[at] = data.draw(st.integers(0, 255))
        place[key] = old
    else:
        place[key] = data.draw(anything)
    bodies = {
        name: pack(section) if isinstance(section, dict) else msgpack.packb(section)
        for name, section in sections.items()
    }
    try:
        decode(assemble(HEADER, bodies), NAME)
    except CheckpointError as error:
        assert error.path == NAME  # noqa: PT017 (both outcomes are fine)
