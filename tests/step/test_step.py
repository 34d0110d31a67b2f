"""Brains stepped in batches against the reference interpreter: the same bits in any lanes, for any rows."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from quale.compiler.emit.ir_text import WIDTHS
from quale.compiler.interpret.network import RunningNetwork as Interpreted
from quale.diagnostics import UsageError
from quale.genome.genome import ACTIVATIONS, Networks
from quale.step.brains import Brains, numbers
from quale.step.memory import blank, forget
from tests.compiler.random_networks import random_networks

ODD = (np.nan, np.inf, -np.inf, 0.0, -0.0, 5e-324, 1e308, -700.0, 1.0)
"""Inputs that arithmetic treats in ways of their own."""


def rows_for(seed: int, genomes: int, rows: int, inputs: int) -> NDArray[np.float64]:
    """Return inputs [genomes, rows, inputs], every sixth of them an odd one."""
    random = np.random.default_rng(seed)
    found = random.normal(size=(genomes, rows, inputs)) * 3
    return np.where(random.random(found.shape) < 1 / 6, random.choice(ODD, found.shape), found)


def with_room(networks: Networks, more: NDArray[np.integer]) -> Networks:
    """Return the networks with so many value slots more that nothing computes, so that their sizes differ."""
    return replace(networks, slots=(networks.slots + more).astype(np.int32))


class Reference:
    """The interpreter's brain for each network and row, forgetting where it is told to."""

    def __init__(self, networks: Networks, updates: int, rows: int) -> None:
        self.networks, self.updates = networks, updates
        self.brains = [[Interpreted(networks, p, updates) for _ in range(rows)] for p in range(len(networks))]

    def activate(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        found = [
            [brain.think(row) for brain, row in zip(brains, rows.tolist(), strict=True)]
            for brains, rows in zip(self.brains, inputs, strict=True)
        ]
        return np.array(found).reshape(*inputs.shape[:2], self.networks.outputs)

    def reset(self, mask: NDArray[np.bool_]) -> None:
        for network, row in zip(*np.nonzero(mask), strict=True):
            self.brains[network][row] = Interpreted(self.networks, int(network), self.updates)


def same(found: NDArray[np.float64], wanted: NDArray[np.float64]) -> bool:
    """Whether two arrays have the same bits; all NaNs are equal, and 0 is not -0."""
    nan = np.isnan(wanted)
    return np.array_equal(np.isnan(found), nan) and found[~nan].tobytes() == wanted[~nan].tobytes()


@given(
    seed=st.integers(0, 1 << 30),
    recurrent=st.booleans(),
    updates=st.integers(1, 4),
    lanes=st.sampled_from((None, *WIDTHS)),
    rows=st.integers(0, 19),
    ends=st.tuples(st.integers(0, 3), st.integers(1, 3)),
    hidden=st.integers(0, 6),
)
@settings(max_examples=60, deadline=None)
def test_a_batch_has_the_bits_of_the_interpreter(
    seed: int, recurrent: bool, updates: int, lanes: int | None, rows: int, ends: tuple[int, int], hidden: int
) -> None:
    networks = random_networks(seed, 3, ends, hidden, recurrent=recurrent)
    networks = with_room(networks, np.random.default_rng(seed).integers(0, 3, 3))
    brains, reference = Brains(networks, updates, lanes=lanes), Reference(networks, updates, rows)
    for turn in range(3):
        inputs = rows_for(seed + turn, 3, rows, ends[0])
        assert same(brains.activate(inputs), reference.activate(inputs))
        mask = np.random.default_rng(seed + turn).random((3, rows)) < 0.4
        brains.reset(mask)
        if recurrent:
            reference.reset(mask)


@pytest.mark.parametrize("lanes", WIDTHS)
@pytest.mark.parametrize("activation", range(len(ACTIVATIONS)), ids=ACTIVATIONS)
def test_every_activation_has_the_bits_of_the_interpreter(activation: int, lanes: int) -> None:
    networks = random_networks(activation, 1, (1, 1), 0, 1)
    networks = replace(
        networks,
        step_activation=np.full(1, activation, dtype=np.int32),
        link_start=np.array([0, 1]),
        link_source=np.zeros(1, dtype=np.int32),
        link_weight=np.ones(1),
        step_bias=np.zeros(1),
    )
    inputs = np.concatenate([np.array(ODD), np.linspace(-30, 30, 40)]).reshape(1, -1, 1)
    wanted = Reference(networks, 1, inputs.shape[1]).activate(inputs)
    assert same(Brains(networks, lanes=lanes).activate(inputs), wanted)


@pytest.mark.parametrize("recurrent", [False, True])
def test_a_slice_does_what_all_do(recurrent: bool) -> None:
    networks = random_networks(4, 7, recurrent=recurrent)
    networks = with_room(networks, np.arange(7))
    everyone, parts = Brains(networks, 2), [Brains(networks, 2, *ends) for ends in ((0, 2), (2, 2), (2, 7))]
    assert [len(part) for part in parts] == [2, 0, 5]
    for turn in range(3):
        inputs = rows_for(turn, 7, 5, 3)
        wanted = everyone.activate(inputs)
        found = [part.activate(piece) for part, piece in zip(parts, np.split(inputs, [2, 2]), strict=True)]
        assert same(np.concatenate(found), wanted)


@pytest.mark.parametrize("recurrent", [False, True])
@pytest.mark.parametrize("rows", [1, 5, 17])
def test_all_may_be_given_the_same_rows(rows: int, recurrent: bool) -> None:
    networks = random_networks(3, 4, recurrent=recurrent)
    inputs = rows_for(3, 1, rows, 3)
    wanted = Brains(networks).activate(np.repeat(inputs, 4, axis=0))
    assert same(Brains(networks).activate(inputs), wanted)


def test_masks_reset_the_rows_that_they_name_and_no_others() -> None:
    networks = random_networks(5, 3, recurrent=True)
    networks = with_room(networks, np.array([0, 3, 1]))
    for lanes in WIDTHS:
        for rows in (1, 4, 6):
            memory = blank(networks.slots, rows, lanes)
            memory.cells[:] = 1.0
            chosen = np.random.default_rng(rows).random((3, rows)) < 0.5
            forget.interpret(memory, chosen.reshape(-1))
            blocks = np.split(memory.cells, np.cumsum(networks.slots * -(-rows // lanes) * lanes)[:-1])
            for network, slots in enumerate(networks.slots):
                values = blocks[network].reshape(-1, slots, lanes).transpose(0, 2, 1).reshape(-1, slots)
                assert values[rows:].all()
                assert (values[:rows] == ~chosen[network][:, np.newaxis]).all()


def test_results_are_fresh_and_read_only() -> None:
    brains = Brains(random_networks(6, 2))
    inputs = rows_for(6, 2, 3, 3)
    kept = inputs.copy()
    first = brains.activate(inputs)
    second = brains.activate(inputs * 2)
    assert same(inputs, kept)
    assert not np.shares_memory(first, second)
    assert not first.flags.writeable
    assert same(brains.activate(inputs), first)


def arrays() -> Iterator[tuple[str, NDArray[np.generic]]]:
    plain = np.arange(24.0).reshape(2, 4, 3)
    yield "Fortran order", np.asfortranarray(plain)
    yield "every other", np.repeat(plain, 2, axis=1)[:, ::2]
    yield "backwards", plain[:, ::-1].copy()[:, ::-1]
    yield "integers", plain.astype(np.int16)
    yield "single precision", plain.astype(np.float32)
    yield "big endian", plain.astype(">f8")
    yield "objects", plain.astype(object)
    room = np.zeros(plain.nbytes + 1, dtype=np.uint8)[1:]
    room[:] = plain.reshape(-1).view(np.uint8)
    yield "not aligned", room.view(np.float64).reshape(plain.shape)


@pytest.mark.parametrize(("name", "inputs"), list(arrays()), ids=[name for name, _ in arrays()])
def test_inputs_may_lie_in_memory_as_they_like(name: str, inputs: NDArray[np.generic]) -> None:
    networks = random_networks(7, 2)
    wanted = Reference(networks, 1, 4).activate(np.arange(24.0).reshape(2, 4, 3))
    assert same(Brains(networks).activate(inputs), wanted), name
    assert numbers(inputs).flags.aligned
    assert numbers(inputs).flags.c_contiguous
    assert same(Brains(networks).activate(inputs.tolist()), wanted)


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        (np.zeros((2, 3)), r"shape \(2, rows, 3\), or \(1, rows, 3\) for all, not \(2, 3\)"),
        (np.zeros((3, 1, 3)), r"not \(3, 1, 3\)"),
        (np.zeros((2, 1, 4)), r"not \(2, 1, 4\)"),
        ([[[1.0], [1.0, 2.0]]], "numbers"),
        ("three", "numbers"),
        (np.zeros((2, 1, 3), dtype=complex), "complex"),
        (np.full((2, 1, 3), None), "numbers"),
        (np.full((2, 1, 3), 10**400), "numbers"),
        (None, "numbers"),
    ],
)
def test_wrong_inputs_are_told(inputs: object, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Brains(random_networks(8, 2)).activate(inputs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "mask", [np.zeros((2, 3)), np.zeros((2, 4), dtype=bool), np.zeros((1, 3), dtype=bool), np.zeros(3, dtype=bool)]
)
def test_wrong_masks_are_told(mask: NDArray[np.generic]) -> None:
    brains = Brains(random_networks(9, 2, recurrent=True))
    brains.activate(np.zeros((2, 3, 3)))
    with pytest.raises(UsageError, match=r"mask of bool of shape \(2, 3\)"):
        brains.reset(mask)


def test_a_number_of_rows_holds_until_all_is_forgotten() -> None:
    brains = Brains(random_networks(10, 2, recurrent=True))
    first = brains.activate(np.ones((2, 3, 3)))
    with pytest.raises(UsageError, match=r"batch of 3, not 2; reset\(\)"):
        brains.activate(np.ones((2, 2, 3)))
    brains.reset()
    assert same(brains.activate(np.ones((2, 2, 3))), first[:, :2])


@pytest.mark.parametrize("ends", [(-1, 2), (2, 1), (0, 4)])
def test_a_slice_beyond_the_population_is_refused(ends: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no slice"):
        Brains(random_networks(11, 3), 1, *ends)


def test_other_lanes_are_refused() -> None:
    with pytest.raises(ValueError, match="2 lanes"):
        Brains(random_networks(12, 1), lanes=2)


@pytest.mark.parametrize(("given", "taken", "apart"), [(11, 8, 48), (12, 7, 48), (12, 8, 0), (6, 8, 48)])
def test_arrays_of_other_sizes_are_refused(given: int, taken: int, apart: int) -> None:
    brains = Brains(random_networks(12, 2))  # 3 inputs, 2 outputs
    brains.run(np.zeros(12), 2, np.empty(8), 48)
    with pytest.raises(ValueError, match="2 networks, 2 rows"):
        brains.run(np.zeros(given), 2, np.empty(taken), apart)


@pytest.mark.parametrize("updates", [0, -1])
def test_no_updates_are_refused(updates: int) -> None:
    with pytest.raises(UsageError, match="at least one update"):
        Brains(random_networks(12, 1), updates)


def test_threads_may_step_one_population() -> None:
    networks = random_networks(13, 4)
    shared = Brains(networks)
    batches = [rows_for(seed, 4, 5000, 3) for seed in range(6)]  # so large that their steps overlap
    wanted = [shared.activate(batch) for batch in batches]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(shared.activate, batches * 4))
    assert all(same(one, other) for one, other in zip(found, wanted * 4, strict=True))


def test_a_copy_goes_on_by_itself() -> None:
    brains = Brains(random_networks(14, 2, recurrent=True), 3)
    inputs = rows_for(14, 2, 5, 3)
    brains.activate(inputs)
    other = deepcopy(brains)
    first, second = brains.activate(inputs), brains.activate(inputs)
    assert same(other.activate(inputs), first)
    assert same(other.activate(inputs), second)
