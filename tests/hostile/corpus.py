"""Hostile checkpoints under correct digests, made by code: name -> bytes. None of them may be more than refused.

Most are a real document in which one thing was changed; the rest are sections of raw bytes. `LARGE` are those that aim
at time and memory.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import msgpack
import numpy as np

from quale.checkpoint.format.codec import assemble, encode, pack
from quale.checkpoint.format.migrations import Plain
from quale.checkpoint.format.sections import to_plain
from quale.evolution.records.state import Tracker
from quale.genome.genome import HIDDEN, INPUT, NO_REGION, OUTPUT, Genomes
from tests.checkpoint.made import INTERFACE, ORIGIN, snapshot
from tests.checkpoint.test_hostile import CASES, HEADER, RAW, SECTIONS, body

Document = dict[str, Any]


def document(sections: Document, changed: Plain | None = None) -> bytes:
    """Return the file of sections, digests and all."""
    bodies = {name: pack(section) for name, section in sections.items()}
    return assemble(HEADER | (changed or {}), bodies)


def changed(change: Callable[[Document], None]) -> bytes:
    sections = deepcopy(SECTIONS)
    change(sections)
    return document(sections)


def chain(nodes: int, *, closed: bool) -> bytes:
    """Return a file whose best genome is one path through all its hidden nodes, or a ring of them."""
    sections = deepcopy(SECTIONS)
    first = 5
    ids = np.arange(first, first + nodes, dtype=np.int32)
    source = np.concatenate([[0], ids[:-1], [ids[-1]]]).astype(np.int32)
    target = np.concatenate([[ids[0]], ids[1:], [ids[0] if closed else 2]]).astype(np.int32)
    links, ends = len(source), 5
    genome = Genomes(
        node_start=np.array([0, ends + nodes]),
        node_id=np.concatenate([np.arange(ends), ids]).astype(np.int32),
        node_kind=np.array([INPUT] * 2 + [OUTPUT] * 3 + [HIDDEN] * nodes, np.uint8),
        bias=np.zeros(ends + nodes),
        activation=np.zeros(ends + nodes, np.uint8),
        region=np.full(ends + nodes, NO_REGION, np.int16),
        connection_start=np.array([0, links]),
        innovation=np.arange(links, dtype=np.int32),
        source=source,
        target=target,
        weight=np.ones(links),
        enabled=np.ones(links, bool),
    )
    none = np.array([], np.int32)
    tracker = Tracker(first + nodes, source, target, none, none)
    bare = snapshot(0, 1)
    one = np.array([0, ends]), np.arange(ends, dtype=np.int32), genome.node_kind[:ends].copy()
    empty = Genomes(
        *one,
        np.zeros(ends),
        np.zeros(ends, np.uint8),
        np.full(ends, NO_REGION, np.int16),
        np.array([0, 0]),
        none,
        none.copy(),
        none.copy(),
        np.zeros(0),
        np.zeros(0, bool),
    )
    two = replace(
        empty,
        node_start=np.array([0, ends, 2 * ends]),
        node_id=np.tile(empty.node_id, 2),
        node_kind=np.tile(empty.node_kind, 2),
        bias=np.zeros(2 * ends),
        activation=np.zeros(2 * ends, np.uint8),
        region=np.full(2 * ends, NO_REGION, np.int16),
        connection_start=np.array([0, 0, 0]),
    )
    state = replace(
        bare.state, population=genome, species=replace(bare.state.species, representatives=two), tracker=tracker
    )
    made = replace(bare, state=replace(state, interface=INTERFACE))
    header = {**HEADER, "generation": 0, "best_generation": None, "best_fitness": None}
    sections = to_plain(made)
    return assemble(header, {name: pack(section) for name, section in sections.items()})


def lying_table(change: Callable[[list[Plain]], None]) -> bytes:
    """Return a file whose section table was changed: sections that overlap, leave gaps or never end."""
    data = encode(snapshot(), ORIGIN)
    unpacker = msgpack.Unpacker()
    unpacker.feed(data)
    header = next(unpacker)
    start = unpacker.tell()
    change(header["sections"])
    import hashlib

    packed = msgpack.packb(header)
    seal = b"\xc4\x20" + hashlib.sha256(packed).digest()
    return bytes(packed + seal + data[start + 34 : -34] + seal)


def set_length(at: int, length: int) -> Callable[[list[Plain]], None]:
    def change(table: list[Plain]) -> None:
        table[at]["length"] = length

    return change


def shift(table: list[Plain]) -> None:
    table[0]["length"], table[1]["length"] = table[0]["length"] + 5, table[1]["length"] - 5  # type: ignore[operator]


def repeat(table: list[Plain]) -> None:
    table[1] = {**table[0], "name": "species"}


def many_configurations(count: int) -> bytes:
    return changed(lambda sections: sections["program"].__setitem__("configuration", [["a", "b"]] * count))


SMALL: dict[str, bytes] = {
    **{f"document: {name}": changed(change) for name, (change, _, _) in CASES.items()},
    **{f"raw: {name}": body(content) for name, content in RAW.items() if len(content) < 100_000},
    "table: a section of 2^47 bytes": lying_table(set_length(0, 2**47)),
    "table: an empty section": lying_table(set_length(2, 0)),
    "table: sections overlap": lying_table(shift),
    "table: a section twice": lying_table(repeat),
    "table: no section": lying_table(lambda table: table.clear()),
    "table: a section of negative length": lying_table(set_length(1, -1)),
    "a ring of three nodes": chain(3, closed=True),
}
LARGE: dict[str, bytes] = {
    **{f"raw: {name}": body(content) for name, content in RAW.items() if len(content) >= 100_000},
    "a ring of 20,000 nodes": chain(20_000, closed=True),
    "150,000 lists": many_configurations(150_000),
    "60,000 pairs": many_configurations(60_000) + b"\0",
    "a header of 1 MiB": document(SECTIONS, {"versions": [["a", "b" * 400]] * 2400}) + b"\0",
    "a header of 2 MiB": b"\xdf\0\1\0\0\xa6format\xaaquale-ckpt" + b"\xa1a" * 2**20,
}
VALID: dict[str, bytes] = {
    "the untouched document": document(SECTIONS),
    "a chain of 20,000 nodes": chain(20_000, closed=False),
}
"""Slow to check if anything is: these are read."""
