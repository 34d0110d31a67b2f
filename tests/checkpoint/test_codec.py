from dataclasses import fields, is_dataclass, replace

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.checkpoint.format.codec import LARGEST_PREFIX, assemble, decode, encode, pack, read_header
from quale.checkpoint.format.header import VERSION, Origin
from quale.checkpoint.format.migrations import Migration, Plain, migrate_sections
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import CheckpointError
from quale.model.model import DataFile, ProgramText
from tests.checkpoint.made import ORIGIN, snapshot

NAME = "some.quale-ckpt"
SMALL = encode(snapshot(generation=1, population=2), ORIGIN)


def equal(one: object, other: object) -> bool:
    """Whether two records are the same to the last bit."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if is_dataclass(one) and not isinstance(one, type):
        return all(equal(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(equal, one, other))
    return one == other


def test_what_is_written_is_read() -> None:
    for generation in (0, 1, 3):
        old = snapshot(generation)
        header, new = decode(encode(old, ORIGIN), NAME)
        assert equal(new, old)
        assert (header.generation, header.run, header.run_id) == (generation, "Phase1", ORIGIN.run_id)
        assert header.best_generation == (None if generation == 0 else max(generation - 1, 1))


@settings(max_examples=25, deadline=None)
@given(
    generation=st.integers(0, 5),
    population=st.integers(2, 9),
    seed=st.integers(0, 2**64 - 1),
    text=st.text(st.characters(exclude_categories=["Cs"])),
    part=st.integers(1, 5000),
)
def test_any_snapshot_in_parts_of_any_size(generation: int, population: int, seed: int, text: str, part: int) -> None:
    old = snapshot(generation, population)
    old = replace(old, text=ProgramText(((text, text),), ()), run=text, state=replace(old.state, seed=seed))
    data = encode(old, ORIGIN, part)
    header, new = decode(data, NAME)
    assert equal(new, old)
    assert header.size == len(data)
    assert encode(new, ORIGIN, part) == data


def test_arrays_are_read_only_and_nan_metrics_survive() -> None:
    old = snapshot()
    metrics = old.state.metrics.copy()
    metrics[1, 1] = np.nan
    _, new = decode(encode(replace(old, state=replace(old.state, metrics=metrics)), ORIGIN), NAME)
    assert np.isnan(new.state.metrics[1, 1])
    assert not new.state.metrics.flags.writeable
    assert not new.state.population.weight.flags.writeable
    assert not new.state.history.best.flags.writeable


def test_the_same_run_gives_the_same_bytes_but_for_what_is_named() -> None:
    """Equal runs differ under run_id, created, parent, versions, host, pid, sections, and in the seconds alone."""
    old = snapshot()
    slower = replace(old.state.history, seconds=old.state.history.seconds * 2)
    other = replace(old, state=replace(old.state, history=slower, seconds=123.0))
    elsewhere = Origin("f" * 32, "2030-01-01", "d" * 64, (("numpy", "3"),), "there", 8)
    one, two = plain(encode(old, ORIGIN)), plain(encode(other, elsewhere))
    may_differ = {"run_id", "created", "parent", "versions", "host", "pid", "sections"}
    assert {key for key in one[0] if one[0][key] != two[0][key]} <= may_differ
    assert list(one[1]) == list(two[1])
    for name, section in one[1].items():
        different = {key for key in section if section[key] != two[1][name][key]}
        assert different == ({"seconds"} if name == "history" else set())


def plain(data: bytes) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
    """Return header and sections as any MessagePack library reads them."""
    header, seal, *bodies, end = list(_stream(data))
    assert seal == end
    sections = {row["name"]: msgpack.unpackb(body) for row, body in zip(header["sections"], bodies, strict=True)}
    return header, sections


def _stream(data: bytes) -> msgpack.Unpacker:
    unpacker = msgpack.Unpacker()
    unpacker.feed(data)
    return unpacker


def test_the_file_is_a_stream_of_messagepack_objects_and_format_comes_first() -> None:
    header, sections = plain(SMALL)
    assert next(iter(header.items())) == ("format", "quale-ckpt")
    assert list(sections) == ["population", "species", "tracker", "history", "best", "program", "task"]


def test_every_truncation_is_rejected() -> None:
    for length in range(len(SMALL)):
        with pytest.raises(CheckpointError):
            decode(SMALL[:length], NAME)
    with pytest.raises(CheckpointError, match="bytes, its header says"):
        decode(SMALL + b"\0", NAME)


def test_every_flipped_bit_is_rejected() -> None:
    damaged = bytearray(SMALL)
    for at in range(len(SMALL)):
        for bit in range(8):
            damaged[at] ^= 1 << bit
            with pytest.raises(CheckpointError):
                decode(bytes(damaged), NAME)
            damaged[at] ^= 1 << bit


def test_a_flip_names_its_section() -> None:
    header = read_header(SMALL, NAME)
    at = header.start + 3
    for part in header.sections:
        damaged = bytearray(SMALL)
        damaged[at + part.length // 2] ^= 1
        with pytest.raises(CheckpointError, match="is damaged: the content does not match its digest") as caught:
            decode(bytes(damaged), NAME)
        assert (caught.value.path, caught.value.section) == (NAME, part.name)
        at += part.length + 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "some.quale-ckpt: is empty"),
        (b"PK\x03\x04 zip", "is not a Quale checkpoint (it starts with b'PK\\x03\\x04 zip')"),
        (msgpack.packb({"format": "other"}), "is not a Quale checkpoint"),
        (SMALL[:300], "is cut off"),
    ],
)
def test_foreign_files_are_called_foreign(data: bytes, message: str) -> None:
    with pytest.raises(CheckpointError) as caught:
        decode(data, NAME)
    assert message in str(caught.value)


def header_of(data: bytes) -> tuple[Plain, dict[str, bytes]]:
    header, _, *bodies, _ = list(_stream(data))
    names = [row["name"] for row in header.pop("sections")]
    return header, dict(zip(names, bodies, strict=True))


def test_a_newer_format_is_refused_by_name() -> None:
    header, bodies = header_of(SMALL)
    newer = assemble(header | {"version": 9, "versions": [["quale-lang", "7.1"]], "more": {"a": 1}}, bodies)
    with pytest.raises(CheckpointError) as caught:
        decode(newer, NAME)
    assert f"was written by Quale 7.1 in format 9; this Quale reads formats up to {VERSION}" in str(caught.value)
    assert "pip install --upgrade quale-lang" in str(caught.value)


def test_an_older_format_goes_through_the_migrations() -> None:
    def rename(header: Plain) -> Plain:
        return {("run" if key == "name" else key): value for key, value in header.items()}

    def fill(sections: Plain) -> Plain:
        program = sections["program"]
        assert isinstance(program, dict)
        return migrate_sections(sections | {"program": program | {"lineage": None}}, 1)

    header, bodies = header_of(encode(snapshot(generation=1, population=2), ORIGIN, dense=False))
    header["name"] = header.pop("run")
    program = msgpack.unpackb(bodies["program"])
    del program["lineage"]
    old = assemble(header, bodies | {"program": pack(program)})
    with pytest.raises(CheckpointError):
        decode(old, NAME)
    _, new = decode(old, NAME, (Migration(rename, fill),))
    assert new.run == "Phase1"
    assert new.lineage is None


def test_the_start_of_a_file_is_enough_for_its_header() -> None:
    large = encode(snapshot(2, population=8000), ORIGIN)
    assert len(large) > LARGEST_PREFIX
    assert read_header(large[:LARGEST_PREFIX], NAME).size == len(large)


def test_large_data_files_are_stored_by_digest_alone() -> None:
    text = ProgramText((("a.quale", ""),), (DataFile("b.csv", b"x" * (2**24 + 1)), DataFile("a.csv", b"x" * 2**24)))
    old = replace(snapshot(), text=text)
    data = encode(old, ORIGIN)
    assert len(data) < 2**24 + 10_000
    _, new = decode(data, NAME)
    assert [file.name for file in new.text.data] == ["a.csv"]
    assert [(file.name, file.length) for file in new.absent] == [("b.csv", 2**24 + 1)]
    assert encode(new, ORIGIN) == data


def test_a_snapshot_says_what_the_header_says() -> None:
    found: Snapshot = decode(SMALL, NAME)[1]
    assert found.metrics == ("eaten", "walked")
