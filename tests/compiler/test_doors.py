"""Native code is handed nothing that leads it out of an array: whoever calls it wrongly is told what was wanted."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.compiler.compile import Native, Room, memory, native, network_table
from quale.compiler.emit.layout import ALIGNMENT
from tests.compiler.random_networks import random_networks
from tests.compiler.random_program import random_program

LANES, POPULATION = 4, 5
PROGRAM = random_program(8, recurrent=False)
ENDS = (PROGRAM.inputs, PROGRAM.outputs)
TABLE = network_table(random_networks(1, POPULATION, ENDS))


def code(*, trace: bool = False) -> Native:
    return native(PROGRAM, LANES, trace=trace)


def room(called: Native, **given: NDArray[np.generic]) -> Room:
    """Memory as it should be but for what is given."""
    arrays = {
        "block": memory(called.layout.block_size),
        "work": memory(called.layout.work_size(TABLE.slots)),
        "results": np.empty((POPULATION, LANES, called.results)),
        "stop": np.zeros(1, dtype=np.int32),
    }
    found = Room(**{**arrays, **given})  # type: ignore[arg-type]
    called.setup(memory(called.layout.block_size) if "block" in given else found.block, 1, 1, 0, LANES)
    return found


def test_what_fits_runs() -> None:
    assert code().evaluate(TABLE, 0, POPULATION, room(code()))
    assert code().evaluate(TABLE, POPULATION, POPULATION, room(code()))
    follower = code(trace=True)
    assert follower.trace(TABLE, POPULATION - 1, room(follower), LANES - 1) is not None


@pytest.mark.parametrize(("begin", "end"), [(-1, 2), (0, POPULATION + 1), (3, 2), (1 << 40, 1 << 41), (-(1 << 62), 0)])
def test_genomes_that_are_not_there_are_not_evaluated(begin: int, end: int) -> None:
    with pytest.raises(IndexError, match=f"genomes {begin} to {end - 1} of {POPULATION}"):
        code().evaluate(TABLE, begin, end, room(code()))


@pytest.mark.parametrize(("genome", "lane"), [(POPULATION, 0), (-1, 0), (1 << 40, 0), (0, LANES), (0, -1)])
def test_genomes_and_lanes_that_are_not_there_are_not_traced(genome: int, lane: int) -> None:
    follower = code(trace=True)
    with pytest.raises(IndexError, match=r"genomes|lane"):
        follower.trace(TABLE, genome, room(follower), lane)


@pytest.mark.parametrize(
    "ends", [(ENDS[0] + 1, ENDS[1]), (ENDS[0], ENDS[1] + 1), (ENDS[0] - 1, ENDS[1]), (ENDS[0], ENDS[1] - 1)]
)
def test_networks_of_other_ends_are_refused(ends: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="inputs and"):
        code().evaluate(network_table(random_networks(1, POPULATION, ends)), 0, 1, room(code()))


SIZES: dict[str, Callable[[Native], NDArray[np.generic]]] = {
    "block": lambda called: memory(called.layout.block_size - 1),
    "work": lambda called: memory(called.layout.work_size(TABLE.slots) - 1),
    "results": lambda called: np.empty((POPULATION - 1, LANES, called.results)),
}


@pytest.mark.parametrize("name", SIZES)
def test_memory_that_is_too_small_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} of"):
        code().evaluate(TABLE, 0, POPULATION, room(code(), **{name: SIZES[name](code())}))


@pytest.mark.parametrize("shape", [(POPULATION, LANES, 0), (POPULATION, LANES, 100), (POPULATION, 2, 1)])
def test_results_of_another_shape_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="results of shape"):
        code().evaluate(TABLE, 0, POPULATION, room(code(), results=np.empty(shape)))


def test_more_scenarios_than_were_set_up_are_refused() -> None:
    with pytest.raises(ValueError, match="block of"):
        code().evaluate(TABLE, 0, POPULATION, room(code(), results=np.empty((POPULATION, LANES + 1, code().results))))


def read_only() -> NDArray[np.float64]:
    array = np.empty((POPULATION, 1, LANES))
    array.flags.writeable = False
    return array


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("block", np.zeros(8192, dtype=np.int8)),
        ("block", memory(8192).view(np.float64)),
        ("block", memory(8192 + 8)[8:]),
        ("work", memory(8192)[::2]),
        ("results", np.empty((POPULATION, 1, LANES), dtype=np.float32)),
        ("results", np.empty(POPULATION * LANES)),
        ("results", np.empty((POPULATION, LANES, 1)).transpose(0, 2, 1)[:, :, ::2]),
        ("results", read_only()),
        ("stop", np.zeros(1, dtype=np.int64)),
        ("stop", np.zeros(0, dtype=np.int32)),
        ("stop", [0]),
    ],
)
def test_memory_of_another_kind_is_refused(name: str, array: NDArray[np.generic]) -> None:
    with pytest.raises(ValueError, match=f"{name} must"):
        room(code(), **{name: array})


@pytest.mark.parametrize(("first", "count"), [(-1, 1), (0, -1), (0, LANES + 1)])
def test_scenarios_that_are_not_there_are_not_set_up(first: int, count: int) -> None:
    with pytest.raises(ValueError, match="scenarios from"):
        code().setup(memory(code().layout.block_size), 1, 1, first, count)


def test_a_block_that_is_too_small_is_not_set_up() -> None:
    with pytest.raises(ValueError, match="a block of"):
        code().setup(memory(code().layout.block_size - ALIGNMENT), 1, 1, 0, 1)
