"""Lives follow one another in lanes, whichever genomes and scenarios they are of: the same bits as one by one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from quale.compiler.program.program import (
    Apply,
    Complexity,
    Get,
    Kind,
    Program,
    RunNetwork,
    Scenario,
    Set,
    Slot,
    Tick,
)
from quale.genome.genome import Networks
from quale.runtime.scenarios import Scenarios
from quale.runtime.thread_pool import ThreadPool
from tests.compiler.random_networks import random_networks
from tests.compiler.random_program import random_program
from tests.compiler.small_program import SLOTS, apply, index, number, program

SEED = 5


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("QUALE_CACHE", str(tmp_path_factory.getbasetemp() / "quale-cache"))


def results(wanted: Program, networks: Networks, scenarios: int, lanes: int, workers: int = 1) -> NDArray[np.float64]:
    with ThreadPool(workers) as pool:
        return Scenarios(wanted, SEED, scenarios, lanes, pool).results(networks, 3)


def no_brains(count: int) -> Networks:
    return replace(random_networks(1, count, (0, 1), 0, 0), outputs=0)


def kin(networks: Networks) -> Networks:
    """The first network again and again, each with weights of its own."""
    count, random = len(networks), np.random.default_rng(1)
    steps, links = int(networks.step_start[1]), int(networks.link_start[networks.step_start[1]])
    return replace(
        networks,
        step_start=np.arange(count + 1, dtype=np.int64) * steps,
        step_slot=np.tile(networks.step_slot[:steps], count),
        step_bias=random.normal(size=count * steps),
        step_activation=np.tile(networks.step_activation[:steps], count),
        link_start=np.append(
            (np.arange(count)[:, np.newaxis] * links + networks.link_start[:steps]).reshape(-1), count * links
        ).astype(np.int64),
        link_source=np.tile(networks.link_source[:links], count),
        link_weight=random.normal(size=count * links),
        slots=np.repeat(networks.slots[:1], count),
        complexity=np.repeat(networks.complexity[:1], count),
    )


@given(
    seed=st.integers(0, 5),
    networks=st.integers(0, 99),
    population=st.sampled_from((1, 2, 3, 7, 8, 9, 20)),
    hidden=st.sampled_from((0, 1, 5, 40)),
    scenarios=st.sampled_from((1, 2, 3, 5, 8, 11)),
    lanes=st.sampled_from((4, 8, 16)),
    workers=st.sampled_from((1, 2)),
    related=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_lives_that_share_a_vector_know_nothing_of_one_another(  # the table's columns
    seed: int, networks: int, population: int, hidden: int, scenarios: int, lanes: int, workers: int, *, related: bool
) -> None:
    wanted = random_program(seed, recurrent=seed % 2 == 1)
    brains = random_networks(networks, population, hidden=hidden, recurrent=wanted.recurrent)
    brains = kin(brains) if related else brains
    alone = results(wanted, brains, scenarios, 1)
    together = results(wanted, brains, scenarios, lanes, workers)
    assert np.array_equal(alone, together, equal_nan=True)


@pytest.mark.parametrize("hidden", [300, 3000])
def test_networks_that_have_no_room_side_by_side_are_run_under_masks(hidden: int) -> None:
    wanted = random_program(8, recurrent=False)
    brains = random_networks(3, 9, hidden=hidden)
    assert np.array_equal(results(wanted, brains, 1, 1), results(wanted, brains, 1, 8), equal_nan=True)


@pytest.mark.parametrize("lanes", [1, 4, 8, 16])
def test_every_life_begins_at_tick_0_and_ends_by_itself(lanes: int) -> None:
    length = Apply("iadd", (Apply("imul", (Scenario(), index(3))), index(2)))
    over = Apply("ieq", (Tick(), length))
    lived = Set("x", apply("add", Get("x"), number(1.0)))
    short = program((lived, Set("over", over)), ticks=12, results=(Get("x"), Complexity()))
    brains = replace(no_brains(30), complexity=np.arange(30, dtype=np.int32))
    found = results(short, brains, 5, lanes)
    assert found[:, :, 0].tolist() == [[3, 6, 9, 12, 12]] * 30  # the limit is 12
    assert found[:, :, 1].tolist() == [[genome] * 5 for genome in range(30)]


@pytest.mark.parametrize("lanes", [1, 8])
def test_a_scenario_that_is_over_before_its_first_tick_makes_room_for_the_next(lanes: int) -> None:
    start = (Set("over", Apply("ieq", (Apply("imod", (Scenario(), index(2))), index(0)))),)
    counted = (Set("x", apply("add", Get("x"), number(1.0))),)
    found = results(program(counted, setup=start, ticks=4), no_brains(9), 6, lanes)
    assert found[:, :, 0].tolist() == [[0, 4, 0, 4, 0, 4]] * 9


@pytest.mark.parametrize("lanes", [1, 4, 8])
def test_what_setup_drew_is_read_at_each_lanes_own_tick(lanes: int) -> None:
    draw = apply("uniform01", index(1), index(0), index(0))
    added = Set("x", apply("add", Get("x"), draw))
    ends = Apply("ilt", (index(7), Apply("iadd", (Scenario(), Tick()))))
    drawing = program((added, Set("over", ends)), ticks=20)
    brains = no_brains(12)
    found = results(drawing, brains, 5, lanes)
    assert (found == found[0]).all()
    assert np.array_equal(found, results(drawing, brains, 5, 1))
    assert len(np.unique(found)) == 5


def test_a_recurrent_brain_remembers_nothing_of_the_life_before() -> None:
    think = (RunNetwork(), Set("x", apply("add", Get("x"), Get("outputs", index(0)))))
    ends = Set("over", Apply("ilt", (index(4), Apply("iadd", (Scenario(), Tick())))))
    ports = (Slot("inputs", Kind.NUMBER, 3), Slot("outputs", Kind.NUMBER, 2))
    thinking = program((Set("inputs", number(0.5), index(0)), *think, ends), ticks=9, slots=SLOTS + ports)
    wanted = replace(thinking, inputs=3, outputs=2, recurrent=True, steps=2)
    brains = random_networks(4, 25, (wanted.inputs, wanted.outputs), recurrent=True)
    alone = np.concatenate([results(wanted, one(brains, i), 3, 1) for i in range(len(brains))])
    for lanes in (4, 8):
        assert np.array_equal(alone, results(wanted, brains, 3, lanes), equal_nan=True)


def one(networks: Networks, genome: int) -> Networks:
    """One network of a population."""
    first, last = int(networks.step_start[genome]), int(networks.step_start[genome + 1])
    links = networks.link_start[first : last + 1]
    return replace(
        networks,
        step_start=np.array([0, last - first], dtype=np.int64),
        step_slot=networks.step_slot[first:last].copy(),
        step_bias=networks.step_bias[first:last].copy(),
        step_activation=networks.step_activation[first:last].copy(),
        link_start=links - links[0],
        link_source=networks.link_source[links[0] : links[-1]].copy(),
        link_weight=networks.link_weight[links[0] : links[-1]].copy(),
        slots=networks.slots[genome : genome + 1].copy(),
        complexity=networks.complexity[genome : genome + 1].copy(),
    )
