"""A real file cut at every byte and with every bit flipped: never accepted, and the file before it is gone on from.

Every bit of the header and of both seals, and one bit of each other byte; `long_damage.py` flips all of them.
"""

import os
from pathlib import Path

import pytest

from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.store import file_name, load, load_header
from quale.checkpoint.format.codec import decode, read_header
from quale.diagnostics import CheckpointError
from tests.cli.command import quale
from tests.faults.children import finish
from tests.faults.small import go, planned, program

PLAN = planned(2, keep=2, keep_best=False)
SEALS = 34


@pytest.fixture(name="directory")
def _directory(tmp_path: Path) -> Path:
    go(tmp_path, PLAN)
    return tmp_path / "small"


def accepted(data: bytearray, at: int, bits: range) -> list[int]:
    """Return which flips of one byte are not noticed."""
    found = []
    for bit in bits:
        data[at] ^= 1 << bit
        try:
            decode(bytes(data), "x")
            found.append(bit)
        except CheckpointError:
            pass
        data[at] ^= 1 << bit
    return found


def flips(data: bytes, *, all_bits: bool) -> int:
    """Return how many flips of a bit are accepted."""
    start, damaged = read_header(data, "x").start, bytearray(data)
    ends = (*range(start), *range(len(data) - SEALS, len(data)))
    count = sum(len(accepted(damaged, at, range(8))) for at in ends)
    rest = range(start, len(data) - SEALS)
    return count + sum(len(accepted(damaged, at, range(8) if all_bits else range(at % 8, at % 8 + 1))) for at in rest)


def test_no_flipped_bit_is_accepted(directory: Path) -> None:
    assert flips((directory / file_name(2)).read_bytes(), all_bits=False) == 0


def test_no_truncation_is_accepted_even_where_headers_alone_are_read(directory: Path) -> None:
    path = directory / file_name(2)
    size = path.stat().st_size
    for length in reversed(range(size)):
        os.truncate(path, length)
        with pytest.raises(CheckpointError):
            load_header(path)
        if length % 100 == 0 or length < 100:
            found = newest(directory)
            assert found.header.generation == 1
            assert any(file_name(2) in message for message in found.messages)


def test_whatever_is_damaged_the_one_before_is_used_and_it_is_said(tmp_path: Path) -> None:
    """On the command line: on stderr, the damaged file kept under another name, and the same end reached."""
    for name, at in (("header", 40), ("content", 3000), ("end", -5)):
        place = tmp_path / name
        place.mkdir()
        path = place / "small.quale"
        path.write_text(program(generations=3))
        quale("evolve", path, "--generations", "2", "--quiet", cwd=place)
        newest_file = place / "checkpoints" / "small" / file_name(2)
        data = bytearray(newest_file.read_bytes())
        data[at] ^= 4
        newest_file.write_bytes(data)
        said = quale("evolve", path, "--continue", cwd=place)
        assert f"{file_name(2)}" in said.stderr
        assert "going on from checkpoint_gen1.quale-ckpt" in said.stderr
        assert f"renamed to {file_name(2)}.damaged" in said.stderr
        assert bytes(data) == newest_file.with_name(f"{file_name(2)}.damaged").read_bytes()
        undamaged = tmp_path / f"{name} undamaged"
        undamaged.mkdir()
        assert finish(path, undamaged) == finish(path, place)


def test_nothing_valid_is_an_error_that_lists_what_was_tried(directory: Path) -> None:
    for path in directory.glob("*.quale-ckpt"):
        os.truncate(path, 1000)
    with pytest.raises(CheckpointError) as caught:
        newest(directory)
    assert caught.value.reason.count("\n") == 2


def test_the_real_file_is_whole(directory: Path) -> None:
    assert load(directory / file_name(2))[0].generation == 2
