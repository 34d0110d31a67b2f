"""What the emitter must get right lane by lane, in Programs small enough to read."""

import re
from dataclasses import replace

import numpy as np
import pytest

from quale.compiler.emit.emit import LONGEST_INTERVAL, PATIENCE, emit, stop_interval
from quale.compiler.emit.ir_text import WIDTHS
from quale.compiler.emit.layout import ALIGNMENT, lay_out
from quale.compiler.emit.trace_rows import labels
from quale.compiler.program.analysis import most
from quale.compiler.program.program import (
    Branch,
    Constant,
    Define,
    Get,
    Program,
    Repeat,
    Scenario,
    Set,
    Slot,
    Tick,
    Variable,
    While,
)
from quale.compiler.trace import Trace
from tests.compiler.random_networks import random_networks
from tests.compiler.random_program import random_program
from tests.compiler.run_native import run_native
from tests.compiler.small_program import J, N, T, apply, ends_at, index, number, program, ticked

NETWORKS = replace(random_networks(1, 1, (0, 1), 0, 0), outputs=0)


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALE_CACHE", "")


def run(small: Program, lanes: int) -> list[Trace]:
    """Return the traces of scenarios 0 … lanes - 1."""
    found = run_native(small, NETWORKS, (5, 1), lanes, lanes)
    return [found[0, scenario] for scenario in range(lanes)]


@pytest.mark.parametrize("lanes", WIDTHS)
def test_a_lane_that_is_over_keeps_its_state(lanes: int) -> None:
    small = program((Set("x", ticked()), ends_at(Scenario())), ticks=99, results=(Get("x"), apply("neg", Get("x"))))
    for scenario, trace in enumerate(run(small, lanes)):
        assert trace.results.tolist() == [float(scenario), -float(scenario)]
        assert len(trace.values) == scenario + 1


@pytest.mark.parametrize("lanes", WIDTHS)
def test_a_branch_is_taken_by_the_lanes_it_holds_for(lanes: int) -> None:
    costly = tuple(Set("x", apply("call:sin", apply("add", Get("x"), number(1.0)))) for _ in range(3))
    odd = apply("ieq", apply("imod", Scenario(), index(2)), index(1))
    small = program((Branch(odd, costly, (Set("k", Tick()),)),), ticks=3)
    for scenario, trace in enumerate(run(small, lanes)):
        x, k = (trace.values[-1, trace.labels.index(label)] for label in ("x", "k"))
        assert (x != 0.0) == (scenario % 2 == 1)
        assert k == (0 if scenario % 2 else 2)


@pytest.mark.parametrize("lanes", WIDTHS)
def test_each_lane_leaves_a_while_loop_at_its_own_time(lanes: int) -> None:
    grow = Set("k", apply("iadd", Get("k"), index(1)))
    small = program((Set("k", index(0)), While(apply("ilt", Get("k"), Scenario()), 5, (grow,))), ticks=2)
    for scenario, trace in enumerate(run(small, lanes)):
        assert trace.values[-1, trace.labels.index("k")] == min(scenario, 5)


@pytest.mark.parametrize("lanes", WIDTHS)
def test_each_lane_reads_and_writes_its_own_element(lanes: int) -> None:
    own = apply("imod", Scenario(), index(4))
    small = program(
        (Set("a", ticked(), own), Set("x", apply("add", Get("x"), Get("a", own)))), setup=(Set("a", number(9.0), own),)
    )
    for scenario, trace in enumerate(run(small, lanes)):
        expected = np.where(np.arange(4) == scenario % 4, 4.0, 0.0)
        assert trace.values[-1, trace.labels.index("a[0]") :].tolist() == expected.tolist()
        assert trace.setup[trace.labels.index("a[0]") + scenario % 4] == 9.0
        assert trace.results[0] == 0 + 1 + 2 + 3 + 4


@pytest.mark.parametrize("lanes", WIDTHS)
def test_an_index_of_a_lane_that_takes_no_part_reads_nothing_foreign(lanes: int) -> None:
    far = apply("imul", Scenario(), index(1 << 40))
    first = apply("ieq", Scenario(), index(0))
    small = program(
        (Branch(first, (Set("x", Get("a", far)), Set("a", number(7.0), far))),),
        setup=(Set("a", number(3.0), index(0)),),
    )
    for scenario, trace in enumerate(run(small, lanes)):
        assert trace.values[0, trace.labels.index("x")] == (0.0 if scenario else 3.0)
        assert trace.values[-1, trace.labels.index("a[0]")] == (3.0 if scenario else 7.0)


@pytest.mark.parametrize("lanes", [1, 8])
def test_a_counter_is_the_same_in_all_lanes(lanes: int) -> None:
    body = (Define("y", apply("number_of_index", Variable("i"))), Set("a", Variable("y"), Variable("i")))
    small = program((Repeat("i", 1, 4, body),), ticks=1)
    for trace in run(small, lanes):
        assert trace.values[-1, trace.labels.index("a[0]") :].tolist() == [0.0, 1.0, 2.0, 3.0]


@pytest.mark.parametrize("lanes", [1, 4])
def test_a_scenario_can_be_over_before_its_first_tick(lanes: int) -> None:
    small = program((Set("x", number(1.0)),), setup=(Set("over", Constant(value=True, kind=T)),))
    for trace in run(small, lanes):
        assert len(trace.values) == 0
        assert trace.results.tolist() == [0.0]


@pytest.mark.parametrize("lanes", [1, 4])
def test_remainders_are_never_negative(lanes: int) -> None:
    values = (-7, -5, -1, 0, 4, 5, 1 << 40)
    divisors = (5, 8)
    below = apply("isub", apply("iadd", Scenario(), index(3)), apply("iadd", Scenario(), index(3)))  # 0, lane by lane
    results = tuple(
        apply("number_of_index", apply("imod", apply("iadd", left, index(value)), index(divisor)))
        for value in values
        for divisor in divisors
        for left in (below, index(0))
    )
    expected = [float(value % divisor) for value in values for divisor in divisors for _ in range(2)]
    for trace in run(program(results=results), lanes):
        assert trace.results.tolist() == expected


def test_the_block_keeps_slots_apart() -> None:
    for number_of in range(3):
        layout = lay_out(random_program(number_of, recurrent=number_of == 1), 8)
        assert layout.in_place == (number_of != 1 and layout.values == layout.offsets["inputs"])
        starts = sorted(layout.offsets.values())
        assert len(set(starts)) == len(starts)
        assert layout.size % ALIGNMENT == 0
        assert max(starts) < layout.size <= layout.work_size(0)


def test_labels_follow_the_slots() -> None:
    slots = (
        Slot("over", T),
        Slot("a", N, 2, "food.x[]"),
        Slot("b", J, 0, "machine.M"),
        Slot("c", N, 3, "", ("s", "t")),
    )
    assert labels(program(slots=slots)) == ("food.x[0]", "food.x[1]", "machine.M", "s", "t")


@pytest.mark.parametrize("rounds", [0, 1, 100, 10_000, 1_000_000, 10**9])
def test_the_flag_is_looked_at_after_about_as_many_instructions_however_dear_a_tick_is(rounds: int) -> None:
    inner = Set("x", apply("add", Get("x"), number(1.0)))
    small = program((Repeat("i", 0, rounds, (inner,)),))
    ticks, dear = stop_interval(small), most(small.tick)
    assert ticks.bit_count() == 1
    assert ticks <= LONGEST_INTERVAL
    assert ticks == 1 or ticks * dear <= PATIENCE
    assert ticks == LONGEST_INTERVAL or 2 * ticks * (1 + dear) > PATIENCE
    assert f"and i64 %t, {ticks - 1}\n" in emit(small, 4, trace=True)
    assert re.search(rf"and i64 %v\.\d+, {ticks - 1}\n", emit(small, 4))
