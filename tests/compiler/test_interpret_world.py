"""Machines, entities, handlers, queries, sensors and moves."""

import pytest

from quale.compiler.interpret.sensors import lies
from quale.model.port_names import SUFFIXES
from tests.compiler.interpreted import column, run, write

ROUTE = "topology: route  length: 10"


def test_a_machine_takes_at_most_one_transition_a_tick() -> None:
    machine = """machine M { initial: a
      state a { goto b when true }
      state b { on_enter { agent.n += 1 } on_exit { agent.n += 10 } goto a after 2 ticks } }"""
    trace = run(write("state n: int = 0", body=machine))
    assert column(trace, "machine.M") == [1, 1, 0, 1, 1, 0]
    assert column(trace, "machine.M.ticks") == [1, 2, 1, 1, 2, 1]
    assert column(trace, "agent.n") == [1, 1, 11, 12, 12, 22]


def test_after_in_the_unit_of_the_tick_counts_time() -> None:
    world = "topology: none  tick: 0.5 s  machine M { initial: a  state a { goto b after 1 s } state b { } }"
    assert column(run(write(world=world)), "machine.M") == [0, 0, 1, 1, 1, 1]


def visits(step: float, handlers: str, ticks: int = 6) -> list[list[float]]:
    """Counters after each tick of an agent that moves by `step` past an entity at 2.5."""
    world = f"{ROUTE}  entity post {{ properties {{ position: float = 2.5 }} spawn: 1 {handlers} }}"
    states = "state enters: int = 0  state passes: int = 0  state crosses: int = 0  state contacts: int = 0"
    states += "  state speed: float = 0"
    program = write(states, world, f"agent.position += {step}\nagent.speed = {step}", ticks=ticks)
    trace = run(program)
    return [column(trace, f"agent.{name}") for name in ("enters", "passes", "crosses", "contacts")]


ALL = """on_pass { agent.passes += 1 } on_cross { agent.crosses += 1 }
on_contact(threshold: 1) { agent.contacts += 1 }"""


def test_a_visit_enters_once() -> None:
    enters, passes, crosses, contacts = visits(1.0, "on_enter(threshold: 1) { agent.enters += 1 }" + ALL)
    assert enters == [0, 1, 1, 1, 1, 1]
    assert passes == [0, 0, 0, 0, 0, 0]
    assert crosses == [0, 0, 1, 1, 1, 1]
    assert contacts == [0, 1, 2, 2, 2, 2]


def test_too_fast_to_enter_is_to_pass_when_the_visit_ends() -> None:
    enters, passes, *_ = visits(1.0, "on_enter(threshold: 1, max_speed: 0.5) { agent.enters += 1 }" + ALL)
    assert enters == [0] * 6
    assert passes == [0, 0, 0, 1, 1, 1]


def test_a_jump_over_an_entity_enters_or_passes() -> None:
    enters, passes, crosses, contacts = visits(4.0, "on_enter { agent.enters += 1 }" + ALL)
    assert (enters, crosses) == ([1] * 6, [1] * 6)
    assert passes == [0] * 6
    assert contacts == [0] * 6
    assert visits(4.0, ALL)[1] == [1] * 6


def test_backwards_is_a_movement_too() -> None:
    world = f"{ROUTE}  entity post {{ properties {{ position: float = 2.5 }} spawn: 1 on_cross {{ agent.n += 1 }} }}"
    program = write("state n: int = 0  state position: float = 4", world, "agent.position -= 1")
    assert column(run(program), "agent.n") == [0, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(("start", "step", "order"), [(0, 8, [123.0]), (9, -8, [321.0])])
def test_handlers_run_along_the_movement(start: int, step: int, order: list[float]) -> None:
    entities = "".join(
        f"entity k{digit} {{ properties {{ position: float = {place} }} spawn: 1 "
        f"on_cross {{ agent.n = agent.n * 10 + {digit} }} }} "
        for digit, place in ((2, 4), (3, 6), (1, 2))
    )
    states = f"state n: int = 0  state position: float = {start}"
    program = write(states, f"{ROUTE} {entities}", f"agent.position += {step}", ticks=1)
    assert column(run(program), "agent.n") == order


def test_a_consumed_entity_comes_back_after_its_respawn() -> None:
    world = (
        f"{ROUTE} entity k {{ properties {{ position: float = 1 }} spawn: 1 respawn: 2 ticks on_cross {{ consume }} }}"
    )
    program = write("", world, "agent.position = world.ticks % 2 == 0 ? 5 : 0")
    assert column(run(program), "k.live[0]") == [0, 0, 0, 0, 0, 0]
    program = write("", world, "agent.position = world.ticks == 0 ? 5 : 5")
    assert column(run(program), "k.live[0]") == [0, 0, 1, 1, 1, 1]


def test_queries_take_the_nearest_and_the_lower_slot() -> None:
    world = f"""{ROUTE} entity k {{ properties {{ position: float = 3  v: float = random(0, 1) }} spawn: 3 }}
      query nearest_ahead(kind, position) -> distance, index, properties
      query nearest_behind(kind, position) -> distance
      query count_within(kind, position, r) -> count"""
    action = """let f = nearest_ahead(k, agent.position)
      agent.d = f.distance  agent.i = f.index  agent.v = f.v
      agent.b = nearest_behind(k, agent.position)
      agent.c = count_within(k, agent.position, 1)
      agent.position += 2"""
    states = "state d: float = 0  state i: float = 0  state v: float = 9  state b: float = 0  state c: float = 0"
    trace = run(write(states, world, action, ticks=3))
    inf = float("inf")
    assert column(trace, "agent.d") == [3, 1, inf]
    assert column(trace, "agent.i") == [0, 0, -1]
    assert column(trace, "agent.b") == [inf, inf, 1]
    assert column(trace, "agent.c") == [0, 3, 3]
    assert column(trace, "agent.v") == [*column(trace, "k.v[0]")[:2], 0]


def test_a_zone_ends_before_its_end_and_the_first_wins() -> None:
    world = f"""{ROUTE} max_speed: 50
      entity zone {{ properties {{ start: float = 1  end: float = 3  limit: float = random(1, 2) }} spawn: 2 }}
      query zone_at(position) -> limit"""
    trace = run(write("state l: float = 0", world, "agent.l = zone_at(world.ticks)", ticks=4))
    limit = column(trace, "zone.limit[0]")[0]
    assert column(trace, "agent.l") == [50, limit, limit, 50]


def test_a_move_stops_at_walls_and_takes_the_first_of_the_largest() -> None:
    body = "actuator go: directional(threshold: 0.1, directions: 4)"
    states = "state x: int = 2  state y: int = 2"
    program = write(states, "topology: grid(5, 4) walls: border", "move actuator.go", body=body)
    trace = run(program, (0.5, 0.1, 0.5, 0.0))
    assert column(trace, "agent.y") == [1, 1, 1, 1, 1, 1]
    trace = run(program, (0.0, 0.1, 0.5, 0.0))
    assert column(trace, "agent.x") == [3, 3, 3, 3, 3, 3]
    assert column(run(program, (0.1, 0.0, 0.0, 0.0)), "agent.y") == [2] * 6


def test_entities_and_the_agent_start_on_cells_of_their_own() -> None:
    world = "topology: grid(4, 4) walls: border  entity k { properties { v: 0..1 } spawn: 3 }"
    for scenario in range(4):
        trace = run(write(world=world), scenario=scenario)
        places = [(column(trace, f"k.x[{i}]")[0], column(trace, f"k.y[{i}]")[0]) for i in range(3)]
        places.append((column(trace, "agent.x")[0], column(trace, "agent.y")[0]))
        assert sorted(places) == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_a_directional_sensor_sees_the_nearest_in_its_sector() -> None:
    world = "topology: grid(9, 9)  entity k { properties { x: int = random(6, 6)  y: int = 4 } spawn: 1 }"
    body = "sensor k: directional(range: 4, directions: 4)"
    trace = run(write("state x: int = 4  state y: int = 4", world, "agent.x -= 1", body=body))
    assert column(trace, "sensor.k_e") == [0.75, 0.5, 0.25, 0, 0, 0]
    assert column(trace, "sensor.k_n") == [0] * 6


@pytest.mark.parametrize("directions", [4, 8])
def test_sectors_cover_everything_once(directions: int) -> None:
    for dx in range(-6, 7):
        for dy in range(-6, 7):
            if (dx, dy) != (0, 0):
                assert sum(lies(dx, dy, d, directions) for d in SUFFIXES[directions]) == 1, (dx, dy)


def test_diagonals_belong_to_the_sector_that_comes_next_clockwise() -> None:
    assert [lies(*at, d, 4) for at, d in (((1, -1), "e"), ((1, 1), "s"), ((-1, 1), "w"), ((-1, -1), "n"))] == [True] * 4


def test_loops_meet_live_entities_by_ascending_slot() -> None:
    world = f"{ROUTE} entity k {{ properties {{ position: float = 1  n: int = 0 }} spawn: 3 }}"
    action = "for e in k { agent.n += 1  e.n = agent.n  when agent.n == 2 { consume e } }"
    trace = run(write("state n: int = 0", world, action, ticks=2))
    assert column(trace, "agent.n") == [3, 5]
    assert [column(trace, f"k.n[{i}]") for i in range(3)] == [[1, 4], [2, 2], [3, 5]]
