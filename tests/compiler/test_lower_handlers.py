"""Handlers, machines, records, gates as Programs: docs/semantics.md, A tick, Records and metrics."""

import math

import pytest

from tests.compiler.snippet import column, experiment, run, run_all

POSTS = "type,position\npost,2\npost,5\npost,5\npost,9\n"


def route(handlers: str, action: str, *, states: str = "", ticks: int = 12, more: str = "") -> dict[str, list[float]]:
    """Return the columns of a route with four posts at 2, 5, 5 and 9."""
    world = f"""topology: route length: 20
      entity post {{ properties {{ position: float }} {handlers} }} {more} import entities from "posts.csv" """
    states = f"state seen: float = 0  state last: float = 0  state other: float = 0 {states}"
    trace = run(experiment(states=states, world=world, action=action, ticks=ticks, data={"posts.csv": POSTS}))
    return {label: column(trace, label) for label in trace.labels}


def test_crossing_counts_every_sweep_in_both_directions() -> None:
    found = route("on_cross { agent.seen += 1 }", "agent.position = world.ticks % 2 == 0 ? 5 : 1", ticks=4)
    assert found["agent.seen"] == [3, 4, 7, 8]


def test_handlers_run_in_order_along_the_movement() -> None:
    handlers = "on_cross { agent.last = agent.last * 10 + position  agent.seen = position }"
    found = route(handlers, "agent.position = world.ticks == 0 ? 10 : 0", ticks=2)
    assert found["agent.last"] == [2559, 25599552]


def test_at_one_place_the_handler_written_first_comes_first_then_the_slot() -> None:
    more = "entity flag { properties { position: float = 5 } spawn: 1 on_cross { agent.last = agent.last * 10 + 7 } }"
    handlers = "on_cross { agent.last = agent.last * 10 + position } on_contact(threshold: 0.5) { agent.last = 0 }"
    found = route(handlers, "agent.position = 6", ticks=1, more=more)
    assert found["agent.last"] == [2557]


def test_who_was_consumed_before_its_turn_does_not_run() -> None:
    handlers = "on_cross { agent.seen += 1  for p in post { when p.position >= 5 { consume p } } }"
    found = route(handlers, "agent.position = 10", ticks=1)
    assert found["agent.seen"] == [1]
    assert [found[f"post.live[{i}]"] for i in range(4)] == [[1], [0], [0], [0]]


def test_a_visit_enters_once_and_passes_if_too_fast() -> None:
    handlers = "on_enter(threshold: 1, max_speed: 0.6) { agent.seen += 1 } on_pass { agent.last += 1 }"
    action = "agent.speed = world.ticks < 8 ? 0.5 : 2  agent.position += agent.speed"
    found = route(handlers, action, states="state speed: float = 0", ticks=14)
    assert found["agent.seen"] == [0, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3, 3]
    assert found["agent.last"] == [0] * 11 + [1, 1, 1]
    assert found["post.visiting[0]"] == [0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]


def test_without_a_threshold_a_visit_is_a_crossing() -> None:
    handlers = "on_enter { agent.seen += 1 } on_pass { agent.last += 1 } on_contact { agent.other += 1 }"
    found = route(handlers, "agent.position += 1.5", ticks=5)
    assert found["agent.seen"] == [0, 1, 1, 3, 3]
    assert found["agent.last"] == [0] * 5
    assert found["post.visiting[0]"] == [0] * 5
    found = route(handlers, "when world.ticks < 5 { agent.position += 1 }", ticks=8)
    assert found["agent.other"] == [0, 1, 1, 1, 3, 5, 7, 9]
    assert found["post.visiting[1]"] == [0, 0, 0, 0, 1, 1, 1, 1]


def test_on_pass_alone_is_due_at_the_end_of_every_visit() -> None:
    found = route("on_pass { agent.last += 1 }", "agent.position += 3", ticks=4)
    assert found["agent.last"] == [1, 3, 3, 4]


@pytest.mark.parametrize("nowhere", ["0 / 0", "1 / 0", "-1 / 0"])
def test_positions_that_are_no_places_are_no_trouble(nowhere: str) -> None:
    handlers = """on_enter(threshold: 1) { agent.seen += 1 }
      on_pass { agent.last += 1  position = 0 / 0 }
      on_cross { position = 3 }"""
    action = f"agent.position = world.ticks % 3 == 2 ? {nowhere} : agent.position + 1.4"
    route(handlers, action, ticks=9)


def test_on_a_grid_handlers_run_on_the_agents_cell_by_ordinal_then_slot() -> None:
    world = """topology: grid(3, 3) walls: none
      entity a { properties { x: int = 1, y: int = 1, n: float = 1 } spawn: 3
        on_contact { agent.last = agent.last * 10 + n  n += 1 }
        on_enter { agent.seen += 1 }
        on_pass { agent.other += 1 } }
      entity b { properties { x: int = 1, y: int = 1 } spawn: 1 on_contact { agent.last = agent.last * 10 + 9 } }"""
    action = "agent.x = world.ticks % 3  agent.y = 1  when world.ticks == 4 { for e in a { consume e } }"
    states = "state x: int = 0 state y: int = 0 state seen: float = 0 state last: float = 0 state other: float = 0"
    trace = run(experiment(states=states, world=world, action=action, ticks=6))
    assert column(trace, "agent.last") == [0, 1119, 1119, 1119, 11199, 11199]
    assert column(trace, "agent.seen") == [0, 3, 3, 3, 3, 3]
    assert column(trace, "agent.other") == [0, 0, 0, 0, 0, 0]


def test_on_tick_runs_before_perception_for_live_entities() -> None:
    world = """topology: none state sum: float = 0
      entity a { properties { v: float = 1 } spawn: 3
        on_tick { world.sum += v  when v > 2 { consume }  for o in b { consume o } } }
      entity b { spawn: 2 on_tick { world.sum += 100 } }"""
    trace = run(experiment(world=world, action="for e in a { e.v += 1 }", ticks=4))
    assert column(trace, "world.sum") == [3, 9, 18, 18]


MACHINE = """machine M { initial: one
  state one { on_enter { agent.log += 1 } on_tick { agent.n += 1 } on_exit { agent.log += M is one ? 10 : 20 }
    goto three when agent.n > 100  goto two when agent.n >= 3  goto one when agent.n == 2 }
  state two { on_enter { agent.log += M is two ? 100 : 200 } goto three after 2 ticks }
  state three { on_exit { agent.log += 1000 * (M.ticks + 1) } goto one after 1.5 s } }"""


def test_a_machine_takes_the_first_transition_that_holds() -> None:
    states = f"state log: float = 0  state n: float = 0 {MACHINE}"
    trace = run(experiment(states=states, world="topology: none tick: 0.5 s", ticks=12))
    assert trace.setup[trace.labels.index("agent.log")] == 1
    # one left (10) and entered (1), in tick 2 left for two (10 + 100), three left when its ticks are 3 (4000)
    assert column(trace, "machine.M") == [0, 0, 1, 1, 2, 2, 2, 0, 1, 1, 2, 2]
    assert column(trace, "machine.M.ticks") == [1, 1, 1, 2, 1, 2, 3, 1, 1, 2, 1, 2]
    assert column(trace, "agent.log") == [1, 12, *[122] * 5, 4123, *[4233] * 4]


def test_world_machines_run_before_perception_and_agents_machines_after_the_action() -> None:
    world = """topology: none state w: float = 0
      machine Clock { initial: a
        state a { on_tick { world.w += 1 } goto b after 2 ticks }
        state b { goto a after 1 ticks } }"""
    body = "machine Own { initial: a state a { on_tick { agent.v = world.w * 10 } } }"
    trace = run(experiment(states="state v: float = 0", body=body, world=world, action="world.w += 0.5", ticks=6))
    assert column(trace, "agent.v") == [10 * w for w in column(trace, "world.w")]


def test_all_aggregates_of_records() -> None:
    names = ("avg", "sum", "min", "max", "last", "count", "std")
    metrics = " ".join(f"metric {n} {{ per record r: x aggregate: {n} }}" for n in names)
    empty = " ".join(f"metric no_{n} {{ per record never: x aggregate: {n} }}" for n in names)
    action = """let x = sin(world.ticks * 3) * 10
      when world.ticks > 1 { record r { x: x, y: world.ticks } } when world.ticks > 99 { record never { x: x } }"""
    fitness = f"{metrics} {empty} maximize avg: 1"
    trace = run(experiment(action=action, fitness=fitness, ticks=9))
    xs = [10 * math.sin(3 * t) for t in range(2, 9)]
    mean = sum(xs) / 7
    expected = [mean, mean, sum(xs), min(xs), max(xs), xs[-1], 7, math.sqrt(sum((x - mean) ** 2 for x in xs) / 7)]
    assert trace.results[:8].tolist() == pytest.approx(expected)
    assert trace.results[8:].tolist() == [0.0] * 7
    assert column(trace, "record.r.count") == [0, 0, 1, 2, 3, 4, 5, 6, 7]


def test_the_score_is_gated_gains_minus_penalties() -> None:
    fitness = """metric a = 3  metric b = a * 2  gate open = 0.5  gate sure = agent.flag
      maximize a: 2  reward agent.v: 10  penalize b: 0.5  reward engine.complexity: 0 """
    states = "state v: float = 1.5  state flag: bool = true"
    trace = run(experiment(states=states, fitness=fitness.replace("agent.v", "v")))
    assert trace.results.tolist() == [0.5 * (6 + 15) - 3, 3, 6]


@pytest.mark.parametrize(
    ("action", "dynamics", "score"),
    [
        ("", "", 5),
        ("agent.alive = false", "", 5),
        ("", "death { if world.ticks >= 2 }", 0),
        ("", "death { if world.ticks >= 1 }", 0),
        ("when world.ticks == 2 { agent.alive = false }", "", 5),
    ],
    ids=["lives", "out at once, but finished", "killed while finishing", "killed before", "left by its own action"],
)
def test_finishing_is_not_dying_unless_killed_in_that_tick(action: str, dynamics: str, score: float) -> None:
    fitness = "gate alive maximize five: 1 metric five = 5 terminate when world.ticks >= 2 or not agent.alive"
    trace = run(experiment(states="state alive: bool = true", action=action, dynamics=dynamics, fitness=fitness))
    assert trace.results[0] == score


def test_killed_by_a_handler() -> None:
    world = """topology: route length: 9 entity trap { properties { position: float = 2 } spawn: 1
      on_cross { agent.alive = false } }"""
    fitness = "gate alive maximize five: 1 metric five = 5 terminate when agent.position >= 2"
    trace = run(
        experiment(states="state alive: bool = true", world=world, action="agent.position += 1", fitness=fitness)
    )
    assert len(trace.values) == 2
    assert trace.results.tolist() == [0, 5]


def test_metrics_read_the_last_tick() -> None:
    fitness = "metric t = world.ticks + world.time maximize t: 1 terminate when world.ticks >= 4 + world.scenario"
    for number, trace in enumerate(run_all(experiment(world="topology: none tick: 0.5 s", fitness=fitness))):
        assert trace.results[1] == (4 + number) * 1.5


def test_who_is_consumed_in_the_setup_was_consumed_at_tick_0() -> None:
    world = """topology: grid(4, 4) walls: none
      entity e { properties { v: 0..1 } spawn: 3 respawn: 2 ticks }
      machine M { initial: a state a { on_enter { for x in e { consume x } } } }"""
    for trace in run_all(experiment(world=world, ticks=4)):
        assert column(trace, "e.live[1]") == [0, 0, 1, 1]


def test_machines_start_one_after_the_other() -> None:
    world = """topology: none state w: float = 0
      machine A { initial: late state early { } state late { on_enter { world.w += B is start ? 10 : 20 } } }
      machine B { initial: go state start { } state go { on_enter { world.w += A is late ? 100 : 200 } } }"""
    trace = run(experiment(world=world, ticks=1))
    assert column(trace, "world.w") == [110]


def test_names_of_the_program_may_be_names_of_the_engine() -> None:
    world = """topology: none
      entity agent { properties { x: float = 3 } spawn: 2 }
      entity over { properties { outputs: float = 4 } spawn: 1 on_tick { outputs += 1 } }
      entity inputs { spawn: 1 }  entity last_tick { spawn: 1 }"""
    action = "let finished = 1  let last_tick = 2  for inputs in inputs { let over = 3  agent.x = over }"
    fitness = "metric t = world.ticks  maximize t: 1  gate alive  terminate when world.ticks > 5"
    states = "state x: float = 1  state over: float = 2  state alive: bool = true"
    trace = run(experiment(states=states, world=world, action=action, fitness=fitness, ticks=2))
    assert column(trace, "agent.x[1]") == [3, 3]
    assert column(trace, "over.outputs[0]") == [5, 6]
