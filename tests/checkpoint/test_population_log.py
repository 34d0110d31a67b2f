"""The population log: what it says of a generation, what it keeps when a run goes on, what it makes of damage."""

import errno
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quale.checkpoint.directory.logs import RunLogs
from quale.checkpoint.directory.population_log import PopulationLog, parsed, read_population, written
from quale.checkpoint.directory.run_directory import POPULATION, begin, rewind
from quale.checkpoint.directory.store import file_name, load_header, save
from quale.diagnostics import CheckpointError
from quale.evolution.spread import MOST_SPECIES, Spread, quartiles, spread_of
from tests.checkpoint.faulty import Faulty
from tests.checkpoint.made import ORIGIN, names, snapshot, with_state

SIZES = st.integers(0, 2**31 - 1)
SPREADS = st.builds(
    Spread,
    SIZES,
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dictionaries(SIZES, SIZES, max_size=9).map(lambda sizes: tuple(sorted(sizes.items()))),
    st.tuples(st.integers(1, 99), SIZES) | st.just((0, 0)),
)


def row(generation: int) -> Spread:
    return Spread(generation, generation / 3, generation / 2, ((1, 5), (generation + 1, generation)))


def grown(directory: Path, generations: int) -> bytes:
    directory.mkdir(exist_ok=True)
    log = PopulationLog(directory)
    for generation in range(1, generations + 1):
        log.add(row(generation))
        assert not log.write()
    return (directory / POPULATION).read_bytes()


@given(SPREADS)
def test_a_line_says_what_was_written(spread: Spread) -> None:
    assert parsed(written(spread)) == spread


@pytest.mark.parametrize("size", [1, 2, 3, 7, 150])
def test_quartiles_are_those_of_numpy(size: int) -> None:
    values = np.random.default_rng(size).normal(0, 1e3, size)
    assert quartiles(values) == pytest.approx(np.quantile(values, (0.25, 0.75)).tolist(), rel=1e-12)


def test_no_difference_is_too_large_for_quartiles() -> None:
    assert quartiles(np.array([-1.7e308, 1.7e308, 1.7e308, -1.7e308])) == (-1.7e308, 1.7e308)


def test_a_state_has_the_spread_of_its_population_and_founders_have_none() -> None:
    state = snapshot(4).state
    spread = spread_of(state)
    assert spread is not None
    assert spread.generation == 4
    assert dict(spread.species) == dict(zip(state.species.id.tolist(), state.species.size.tolist(), strict=True))
    assert (spread.lower, spread.upper) == quartiles(state.fitness)
    assert spread_of(snapshot(0).state) is None


def test_of_many_species_the_largest_are_told_and_the_others_counted() -> None:
    many = MOST_SPECIES + 20
    state = snapshot(4).state
    species = with_state(snapshot(4)).state.species
    for name in ("id", "size"):
        object.__setattr__(species, name, np.arange(1, many + 1, dtype=np.int32))
    object.__setattr__(state, "species", species)
    spread = spread_of(state)
    assert spread is not None
    assert [identity for identity, _ in spread.species] == list(range(21, many + 1))
    assert spread.others == (20, sum(range(1, 21)))


def test_a_log_has_one_line_a_generation(tmp_path: Path) -> None:
    content = grown(tmp_path, 3)
    assert [json.loads(line)["generation"] for line in content.splitlines()] == [1, 2, 3]
    assert read_population(tmp_path) == (row(1), row(2), row(3))
    assert names(tmp_path) == [POPULATION]


@pytest.mark.parametrize("tail", [b"", b'{"generation":6,"quart', b"\n\n[]\nnull\n{}\n", b"\xff\n"])
@pytest.mark.parametrize("generation", [0, 2, 5])
def test_going_on_keeps_what_was_before_it_once(tmp_path: Path, generation: int, tail: bytes) -> None:
    whole = grown(tmp_path / "undisturbed", 7)
    ahead = grown(tmp_path / "run", 5)
    (tmp_path / "run" / POPULATION).write_bytes(ahead + tail)
    log = PopulationLog(tmp_path / "run")
    log.mend(generation, row(generation) if generation else None)
    for later in range(generation + 1, 8):
        log.add(row(later))
        log.write()
    assert (tmp_path / "run" / POPULATION).read_bytes() == whole


def test_lines_that_are_there_twice_or_in_no_order_are_kept_once(tmp_path: Path) -> None:
    content = written(row(1)) + written(row(3)) + written(row(2)) + written(row(3)) + written(row(4))
    (tmp_path / POPULATION).write_bytes(content)
    assert PopulationLog(tmp_path).mend(4, row(4))
    assert (tmp_path / POPULATION).read_bytes() == b"".join(written(row(at)) for at in (1, 3, 4))


def test_a_copied_checkpoint_begins_a_log_at_its_generation(tmp_path: Path) -> None:
    assert PopulationLog(tmp_path).mend(9, row(9))
    assert read_population(tmp_path) == (row(9),)


def test_a_run_of_no_generation_has_no_log(tmp_path: Path) -> None:
    assert not PopulationLog(tmp_path).mend(0, None)
    assert names(tmp_path) == []


@pytest.mark.parametrize("harm", ["unlink", "cut", "add"])
def test_a_log_that_another_program_changed_is_written_anew_and_told(tmp_path: Path, harm: str) -> None:
    whole = grown(tmp_path / "undisturbed", 4)
    log = PopulationLog(tmp_path)
    log.add(row(1))
    log.add(row(2))
    log.write()
    path = tmp_path / POPULATION
    if harm == "unlink":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] if harm == "cut" else path.read_bytes() + b"x")
    log.add(row(3))
    assert log.write()
    log.add(row(4))
    assert not log.write()
    assert path.read_bytes() == whole


@pytest.mark.parametrize("at", range(4))
def test_a_line_that_the_disk_does_not_take_is_made_good_by_the_next(tmp_path: Path, at: int) -> None:
    whole = grown(tmp_path / "undisturbed", 4)
    disk = Faulty(short=True)
    log = PopulationLog(tmp_path, disk)
    log.add(row(1))
    log.write()
    disk.at, disk.code = len(disk.calls) + at, errno.ENOSPC
    log.add(row(2))
    if at:
        with pytest.raises(CheckpointError, match="No space left on device"):
            log.write()
    else:  # its size could not be asked for
        assert log.write()
    log.add(row(3))
    log.write()
    log.add(row(4))
    log.write()
    assert (tmp_path / POPULATION).read_bytes() == whole


def test_the_other_logs_failing_loses_no_line(tmp_path: Path) -> None:
    disk = Faulty()
    logs = RunLogs(tmp_path, ("a", "b"), disk)
    disk.at = 0
    with pytest.raises(CheckpointError):
        logs.append(snapshot(1).state.history, spread=row(1))
    logs.append(snapshot(2).state.history, spread=row(2))
    assert read_population(tmp_path) == (row(1), row(2))


def test_a_branch_that_is_left_keeps_its_lines_and_the_new_one_has_those_before(tmp_path: Path) -> None:
    directory = tmp_path / "phase1"
    begin(directory)
    for generation in (2, 5):
        save(directory, snapshot(generation), ORIGIN)
    content = grown(directory, 5)
    rewind(directory / file_name(2), load_header(directory / file_name(2)))
    assert (tmp_path / "phase1.1" / POPULATION).read_bytes() == content
    PopulationLog(directory).mend(2, row(2))
    assert read_population(directory) == (row(1), row(2))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "7",
        '{"generation":1}',
        '{"generation":1,"quartiles":[1],"species":{}}',
        '{"generation":1,"quartiles":[1,NaN],"species":{}}',
        '{"generation":1,"quartiles":[1,2],"species":{"x":1}}',
        '{"generation":1,"quartiles":[1,2],"species":{"1":1.5}}',
        '{"generation":-1,"quartiles":[1,2],"species":{}}',
        '{"generation":true,"quartiles":[1,2],"species":{}}',
        '{"generation":1,"quartiles":[1,2],"species":{"1":99999999999}}',
        '{"generation":1,"quartiles":[1,2],"species":{},"others":[1]}',
        '{"generation":1,"quartiles":[1,2],"species":' + "[" * 100_000,
    ],
)
def test_what_is_no_line_says_nothing(line: str) -> None:
    assert parsed(line.encode()) is None


@pytest.mark.parametrize(("size", "is_read"), [(2**28, True), (2**28 + 1, False)])
def test_a_file_too_large_to_be_ours_is_not_read(tmp_path: Path, size: int, is_read: bool) -> None:
    path = tmp_path / POPULATION
    path.write_bytes(written(row(1)))
    with path.open("r+b") as file:
        file.truncate(size)

    class Looked(Faulty):
        def read(self, path: Path, limit: int) -> bytes:
            assert is_read, "it is read"
            return super().read(path, min(limit, 1000))

    assert [one.generation for one in read_population(tmp_path, Looked())] == [1] * is_read


@pytest.mark.parametrize("field", ["generation", "species", "size", "others", "members"])
def test_numbers_of_a_line_are_those_of_a_checkpoint(field: str) -> None:
    largest, wrong = 2**31 - 1, (2**31, -1)

    def line(number: int) -> bytes:
        row: dict[str, object] = {"generation": 3, "quartiles": [0.5, 1.5], "species": {"4": 2}, "others": [1, 2]}
        if field == "generation":
            row["generation"] = number
        elif field in {"species", "size"}:
            row["species"] = {str(number): 2} if field == "species" else {"4": number}
        else:
            row["others"] = [number, 2] if field == "others" else [1, number]
        return json.dumps(row).encode()

    assert parsed(line(largest)) is not None
    assert parsed(line(0)) is not None
    assert [parsed(line(number)) for number in wrong] == [None, None]


def test_a_log_that_was_mended_is_added_to_and_watched(tmp_path: Path) -> None:
    before, disk = grown(tmp_path, 5), Faulty()
    log = PopulationLog(tmp_path, disk)
    assert log.mend(3, row(3))
    assert (tmp_path / POPULATION).read_bytes() == b"".join(before.splitlines(keepends=True)[:3])
    disk.calls.clear()
    log.add(row(4))
    assert not log.write()
    assert f"append {POPULATION}" in disk.calls
    assert not any(call.startswith(("rename", "create")) for call in disk.calls)
    (tmp_path / POPULATION).write_bytes(b"")
    log.add(row(5))
    assert log.write()  # told, and whole again
    assert (tmp_path / POPULATION).read_bytes() == before
    assert not log.write()


def test_a_log_that_is_as_it_should_be_is_left_alone(tmp_path: Path) -> None:
    whole, disk = grown(tmp_path, 5), Faulty()
    log = PopulationLog(tmp_path, disk)
    assert not log.mend(5, row(5))
    assert not log.mend(9, None)
    assert not any(call.startswith(("rename", "create", "append")) for call in disk.calls)
    assert log.mend(6, row(6))
    assert (tmp_path / POPULATION).read_bytes() == whole + written(row(6))
    assert not PopulationLog(tmp_path / "nowhere", disk).mend(3, None)
    log.forget()
    log.add(row(7))
    assert not log.write()  # written anew, and nobody's change
    assert [one.generation for one in read_population(tmp_path)] == list(range(1, 8))
