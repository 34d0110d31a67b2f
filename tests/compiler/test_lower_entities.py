"""Entities, grids, queries and sensors as Programs: docs/semantics.md, Setup, Free cell, Sensors, Queries, Moving."""

from dataclasses import replace
from typing import Any

import pytest

from quale.model.model import Model, world_task
from quale.model.port_names import SUFFIXES
from tests.compiler.snippet import column, experiment, run, run_all

GRID = "topology: grid(7, 6) walls: border"
CSV = "type,x,y,size\nrock,2,1,1.5\nrock,4,3,0.5\n"
WALLS = "#######\n#..#..#\n#..#..#\n#.....#\n#######\n"


def test_spawned_entities_stand_on_cells_of_their_own() -> None:
    model = experiment(world=GRID + " entity e { properties { v: 0..1 } spawn: 9 } entity f { spawn: 2..7 }", ticks=1)
    counts = set()
    for trace in run_all(model):
        value = dict(zip(trace.labels, trace.setup, strict=True))
        live = [(kind, i) for kind, n in (("e", 9), ("f", 7)) for i in range(n) if value[f"{kind}.live[{i}]"]]
        cells = {(value[f"{kind}.x[{i}]"], value[f"{kind}.y[{i}]"]) for kind, i in live}
        assert len(cells) == len(live)
        assert all(0 < x < 6 and 0 < y < 5 for x, y in cells)
        counts.add(len(live))
    assert len(counts) > 1


def test_a_full_grid_is_filled_cell_by_cell() -> None:
    world = "topology: grid(4, 4) walls: none  entity e { spawn: 15 }"
    model = experiment(states="state hidden_under: int = 0", world=world, ticks=2)
    for trace in run_all(model):
        value = dict(zip(trace.labels, trace.setup, strict=True))
        cells = [(value[f"e.x[{i}]"], value[f"e.y[{i}]"]) for i in range(15)]
        cells.append((value["agent.x"], value["agent.y"]))
        assert len(set(cells)) == 16


def test_an_agent_with_a_place_of_its_own_is_in_the_way() -> None:
    world = "topology: grid(3, 2) walls: none  entity e { spawn: 5 }"
    for trace in run_all(experiment(states="state x: int = 1  state y: int = 1", world=world, ticks=1)):
        value = dict(zip(trace.labels, trace.setup, strict=True))
        assert (1, 1) not in {(value[f"e.x[{i}]"], value[f"e.y[{i}]"]) for i in range(5)}


def test_imported_entities_are_the_same_in_every_scenario() -> None:
    world = GRID + ' entity rock { properties { x: int, y: int, size: 0..2 } spawn: 2 } import entities from "r.csv"'
    model = experiment(world=world, ticks=3, data={"r.csv": CSV})
    for trace in run_all(model):
        assert column(trace, "rock.live[0]") == [1, 1, 1]
        assert column(trace, "rock.size[1]") == [0.5] * 3
        assert column(trace, "rock.x[1]") == [4] * 3


def test_respawned_entities_come_after_their_ticks_with_new_properties() -> None:
    world = (
        GRID
        + """ entity e { properties { v: 0..1 } spawn: 4 respawn: 3 ticks
                on_tick { when world.ticks % 5 == 1 { consume } } }
              entity f { spawn: 1 on_tick { when world.ticks == 2 { consume } } }"""
    )
    for trace in run_all(experiment(world=world, ticks=11)):
        assert column(trace, "e.live[2]") == [1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1]
        assert column(trace, "f.live[0]") == [1, 1, *[0] * 9]
        assert column(trace, "e.v[2]")[3] != column(trace, "e.v[2]")[4]


def with_world(model: Model, **changes: Any) -> Model:
    task = world_task(model)
    return replace(model, task=replace(task, world=replace(task.world, **changes)))


def test_who_finds_no_free_cell_waits() -> None:
    # on the last two cells: the agent stands on one, and f on the other from tick 0 to 3
    world = """topology: grid(3, 1) walls: none
      entity f { properties { x: int = 2, y: int = 0 } spawn: 1 }
      entity e { properties { v: 0..1 } spawn: 1 respawn: 1 ticks on_tick { when world.ticks == 0 { consume } } }"""
    action = "for g in f { g.x = world.ticks < 4 ? 1 : 2 }"
    model = experiment(states="state x: int = 0  state y: int = 0", world=world, action=action, ticks=7)
    narrow = with_world(model, width=2, walls=((False, False),))
    trace = run(narrow)
    assert column(trace, "e.live[0]") == [0, 0, 0, 0, 0, 1, 1]
    assert len(set(column(trace, "e.v[0]")[:5])) == 1


def test_without_a_free_cell_an_entity_stays_dead_and_the_agent_stands_in_the_corner() -> None:
    model = experiment(world="topology: grid(4, 4) walls: none entity e { properties { v: 0..1 } spawn: 7 }", ticks=2)
    narrow = with_world(model, width=3, height=2, walls=((False, True, False),) * 2)
    value = dict(zip(run(narrow).labels, run(narrow).setup, strict=True))
    assert [value[f"e.live[{i}]"] for i in range(7)] == [1, 1, 1, 1, 0, 0, 0]
    assert [value[f"e.{name}[5]"] for name in ("v", "x", "y")] == [0, 0, 0]
    assert (value["agent.x"], value["agent.y"]) == (0, 0)


@pytest.mark.parametrize("walls", ["border", "none", '"w.txt"'])
@pytest.mark.parametrize("directions", [4, 8])
def test_the_winning_direction_moves_unless_a_wall_is_in_the_way(walls: str, directions: int) -> None:
    body = f"actuator go: directional(threshold: -0.5, directions: {directions})"
    perception = "sensor t = sin(world.ticks * 7)"
    model = experiment(
        body=body + " sensor t: internal(-1..1)",
        perception=perception,
        world=f"topology: grid(7, 5) walls: {walls}",
        action="move actuator.go",
        ticks=30,
        data={"w.txt": WALLS},
    )
    places = {(x, y) for t in run_all(model) for x, y in zip(column(t, "agent.x"), column(t, "agent.y"), strict=True)}
    assert len(places) > 2
    if walls != "none":
        assert all(0 < x < 6 and 0 < y < 4 for x, y in places)


@pytest.mark.parametrize("directions", [4, 8])
def test_directional_sensors_see_the_nearest_of_their_sector(directions: int) -> None:
    suffixes = SUFFIXES[directions]
    world = """topology: grid(9, 9) walls: none entity food { spawn: 1 } entity rock { spawn: 6 }"""
    body = (
        f"sensor food: directional(range: 5, directions: {directions}) sensor any: directional(range: 9, directions: 4)"
    )
    action = "agent.x = world.ticks % 9  agent.y = floor(world.ticks / 9)"
    model = experiment(states="state x: int = 0  state y: int = 0", world=world, body=body, action=action, ticks=82)
    trace = run(model)
    seen = [sum(column(trace, f"sensor.food_{suffix}")[tick] > 0 for suffix in suffixes) for tick in range(82)]
    assert set(seen) == {0, 1}
    assert {column(trace, f"sensor.food_{suffix}")[tick] for suffix in suffixes for tick in range(82)} <= {
        0,
        *(1 - (m - 1) / 5 for m in range(1, 6)),
    }


def test_queries_on_a_route() -> None:
    world = """topology: route length: 10 max_speed: 77
      entity post { properties { position: float, height: 1..2, odd: bool } spawn: 6 }
      entity zone { properties { start: float, end: float, limit: float } spawn: 3 }
      query nearest_ahead(kind, position) -> distance, index, properties
      query nearest_behind(kind, position) -> distance, index, properties
      query nearest(kind, position) -> distance
      query zone_at(position) -> limit
      query count_within(kind, position, r) -> count"""
    action = """agent.position = world.ticks * 0.4
      let a = nearest_ahead(post, agent.position)  let b = nearest_behind(post, agent.position)
      agent.ahead = a.distance  agent.behind = b.index  agent.height = b.height  agent.odd = a.odd
      agent.nearest = nearest(post, agent.position)  agent.count = count_within(post, agent.position, 1.5)
      agent.limit = zone_at(agent.position)
      for z in zone { z.end = z.start + 1.5 z.limit = z.start }
      when world.ticks == 12 { for p in post { when p.odd { consume p } } }"""
    states = " ".join(f"state {n}: float = 0" for n in ("ahead", "behind", "height", "nearest", "count", "limit"))
    traces = run_all(experiment(states=states + " state odd: bool = false", world=world, action=action, ticks=27))
    for trace in traces:
        assert column(trace, "agent.ahead")[-1] == float("inf")
        assert column(trace, "agent.behind")[0] == -1
        assert column(trace, "agent.limit")[0] == 77
        assert any(limit != 77 for limit in column(trace, "agent.limit"))


def test_queries_on_a_grid() -> None:
    world = """topology: grid(6, 6) walls: border entity a { spawn: 3 } entity b { properties { v: bool } spawn: 3 }
      query nearest(kind, x, y) -> distance, index, properties
      query count_within(kind, x, y, r) -> count
      query cell_at(x, y) -> cell"""
    action = """let n = nearest(b, world.ticks % 6, 3)
      agent.distance = n.distance  agent.index = n.index  agent.v = n.v
      agent.count = count_within(a, 2, 2, world.ticks)
      agent.cell = cell_at(world.ticks % 7 - 0.5, floor(world.ticks / 7) - 1)"""
    states = " ".join(f"state {n}: float = 0" for n in ("distance", "index", "count", "cell"))
    states += " state v: bool = false"

    def cells(asked: str) -> set[float]:
        model = experiment(states=states, world=world, action=asked, ticks=49)
        return {cell for trace in run_all(model) for cell in column(trace, "agent.cell")}

    assert cells(action) == {-1.0, 0.0}
    assert cells(action.replace("- 0.5", "")) == {-1.0, 0.0, 1.0, 2.0}


def test_kinds_without_a_slot_take_part_in_nothing() -> None:
    world = """topology: route length: 5
      entity e { properties { position: float } spawn: 0 on_cross { agent.v += 1 } on_tick { position = 1 } }
      query nearest(kind, position) -> distance, index, properties"""
    action = "agent.position += 1 let n = nearest(e, 1) agent.v = n.index for k in e { agent.v = 5 }"
    assert column(run(experiment(states="state v: float = 0", world=world, action=action)), "agent.v") == [-1] * 12
