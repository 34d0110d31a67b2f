"""The format as it is written down, and files of every version of it that are kept for good."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from quale.checkpoint.format.codec import MAGIC, decode, encode, read_header
from quale.checkpoint.format.dense import DENSE
from quale.checkpoint.format.header import VERSION, whole_version_of
from quale.checkpoint.format.kinds import Items, Kind, Maybe, Table
from quale.checkpoint.format.migrations import MIGRATIONS
from quale.checkpoint.format.schema import HEADER, SECTION_SCHEMAS
from quale.checkpoint.format.snapshot import NO_TRIALS, Snapshot
from quale.diagnostics import CheckpointError
from tests.checkpoint.made import ORIGIN, snapshot, with_task_state, with_trials

FIXTURES = Path(__file__).parent / "fixtures"
PAGE = Path(__file__).parents[2] / "docs" / "checkpoint-format.md"


def fields(kind: Kind) -> Iterator[str]:
    """Yield the names of all fields of a kind and of what it holds."""
    match kind:
        case Table():
            for name, inner in kind.fields:
                yield name
                yield from fields(inner)
        case Items():
            yield from fields(kind.item)
        case Maybe():
            yield from fields(kind.kind)


def test_every_field_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for section, kind in (("header", HEADER), ("dense genomes", DENSE), *SECTION_SCHEMAS):
        assert f"\n### {section}\n" in page
        missing = [name for name in fields(kind) if f"`{name}`" not in page]
        assert not missing, f"section {section} has fields that the page lacks: {missing}"


def test_every_version_has_a_file_and_every_older_one_a_migration() -> None:
    names = sorted(path.name for path in FIXTURES.iterdir())
    assert names == sorted(f"version{version}.quale-ckpt" for version in range(1, VERSION + 1))
    assert len(MIGRATIONS) == VERSION - 1


def test_files_of_every_version_are_read() -> None:
    for path in sorted(FIXTURES.iterdir()):
        data = path.read_bytes()
        header, found = decode(data, path.name)
        assert (header.run, header.generation, header.run_id) == ("Phase1", 3, ORIGIN.run_id)
        assert len(found.state.population) == 5
        assert path.name == f"version{header.version}.quale-ckpt"
        dense = header.version == VERSION
        assert encode(found, ORIGIN, dense=dense) == data  # whole tables say no more than they must
        assert dense or header.version == whole_version_of(found)


@pytest.mark.parametrize("dense", [True, False])
def test_the_trials_of_champions_come_back_and_take_no_room_where_there_are_none(*, dense: bool) -> None:
    old = with_trials()
    header, new = decode(encode(old, ORIGIN, dense=dense), "here")
    assert (header.version, new.trials.names) == (VERSION if dense else 2, ("Near", "Far"))
    assert np.array_equal(new.trials.reached, old.trials.reached, equal_nan=True)
    assert np.array_equal(new.trials.passed, old.trials.passed)
    header, without = decode(encode(snapshot(), ORIGIN, dense=dense), "here")
    assert (header.version, without.trials) == (VERSION if dense else 1, NO_TRIALS)


STATES = ("task_state", "scored_state", "best_state")


@pytest.mark.parametrize("dense", [True, False])
@pytest.mark.parametrize("old", [with_task_state(), replace(with_task_state(), trials=with_trials().trials)])
def test_what_evaluations_hand_on_comes_back_and_takes_no_room_where_there_is_nothing(
    old: Snapshot, *, dense: bool
) -> None:
    header, new = decode(encode(old, ORIGIN, dense=dense), "here")
    assert (header.version, new.trials.names) == (VERSION if dense else 3, old.trials.names)
    for name in STATES:
        found, wanted = getattr(new, name), getattr(old, name)
        assert list(found) == list(wanted)
        assert all(np.array_equal(found[key], wanted[key]) for key in wanted)
        assert not any(values.flags.writeable for values in found.values())
    bare = replace(old, **{name: {} for name in STATES})  # type: ignore[arg-type]
    header, without = decode(encode(bare, ORIGIN, dense=dense), "here")
    assert dense or header.version < 3
    assert not any(getattr(without, name) for name in STATES)


@pytest.mark.parametrize(
    "wrong", [("reached", np.zeros((2, 2))), ("passed", np.zeros((3, 1), bool)), ("names", ("A",))]
)
def test_trials_of_another_shape_are_refused(wrong: tuple[str, object]) -> None:
    trials = replace(with_trials().trials, **{wrong[0]: wrong[1]})  # type: ignore[arg-type]
    with pytest.raises(CheckpointError, match="section history"):
        decode(encode(replace(with_trials(), trials=trials), ORIGIN), "here")


def test_a_file_is_ours_by_its_first_field_behind_the_head_of_a_map() -> None:
    for before in (b"\x91", b"\xde\x00\x11", b"\xdf\x00\x00\x00\x11"):
        with pytest.raises(CheckpointError, match="header"):
            read_header(before + MAGIC, "x")
    for foreign in (b"\xdf\x00\x00\x00\x11\x00" + MAGIC, MAGIC[:-1], b"text"):
        with pytest.raises(CheckpointError, match=r"x: is not a Quale checkpoint \(it starts with b'"):
            read_header(foreign, "x")
    with pytest.raises(CheckpointError, match="x: is empty"):
        read_header(b"", "x")
