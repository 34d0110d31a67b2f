"""Kinds with many entities on a route are asked by bisection: the interpreter looks at slot after slot."""

import random

import pytest

from quale.compiler.lower.lower import lower
from tests.compiler.snippet import column, experiment, run, run_all

COUNT = 60
QUERIES = """
  query nearest_ahead(kind, position) -> distance, index, properties
  query nearest_behind(kind, position) -> distance, index, properties
  query nearest(kind, position) -> distance, index, properties
"""
LOOKS = """
  let a = nearest_ahead(post, agent.at)
  let b = nearest_behind(post, agent.at)
  let n = nearest(post, agent.at)
  agent.ahead = a.index * 1000 + (a.distance < 1000000 ? a.distance : -1) + a.weight
  agent.behind = b.index * 1000 + (b.distance < 1000000 ? b.distance : -1) + b.weight
  agent.near = n.index * 1000 + (n.distance < 1000000 ? n.distance : -1) + n.weight
"""
STATES = (
    "state at: float = 0  state ahead: float = 0  state behind: float = 0  state near: float = 0  state seen: float = 0"
)


def posts(number: int) -> str:
    """Positions with many at one place and some so close that rounding makes their distances equal."""
    chance = random.Random(number)
    places = [chance.choice([1.0, 2.5, 2.5 + 2**-50, 7.0, 7.0 + 2**-49, 11.0, 13.75, 19.0]) for _ in range(COUNT)]
    return "type,position,weight\n" + "".join(f"post,{place!r},{i / 100}\n" for i, place in enumerate(places))


def places(number: int) -> str:
    """An expression for where to look: on, between and far from posts, and at what is no place."""
    chance = random.Random(number)
    chosen = [
        chance.choice(["0", "2.5", "7", "-1000000", "4.75", "1000", "19", "1/0", "-1/0", "0/0"]) for _ in range(12)
    ]
    text = chosen[-1]
    for tick, place in enumerate(chosen[:-1]):
        text = f"(world.ticks == {tick} ? {place} : {text})"
    return text


@pytest.mark.parametrize("number", range(6))
def test_the_nearest_is_the_lowest_slot_of_those_at_the_least_distance(number: int) -> None:
    world = f"""topology: route length: 20 {QUERIES}
      entity post {{ properties {{ position: float, weight: float }} }} import entities from "posts.csv" """
    action = f"agent.at = {places(number)} {LOOKS}"
    model = experiment(states=STATES, world=world, action=action, data={"posts.csv": posts(number)})
    assert any(slot.name == "post.order.keys" for slot in lower(model).slots)
    run(model)


@pytest.mark.parametrize("number", range(3))
def test_what_was_not_spawned_or_is_nowhere_is_never_found(number: int) -> None:
    world = f"""topology: route length: 20 {QUERIES}
      entity post {{
        properties {{ position: float = chance(0.2) ? 0/0 : (chance(0.1) ? 1/0 : random(0, 20)), weight: float = 0.5 }}
        spawn: 10..{COUNT}
        on_cross {{ agent.seen = agent.seen * 1.01 + position }}
      }}"""
    action = f"agent.at = {places(number)}  agent.position = agent.at {LOOKS}"
    run_all(experiment(states=STATES, world=world, action=action))


@pytest.mark.parametrize("number", range(6))
def test_crossings_run_along_the_movement_with_those_of_other_kinds(number: int) -> None:
    handlers = "on_cross { agent.seen = agent.seen * 1.01 + position + weight }"
    signs = "on_cross { agent.seen = agent.seen / 1.1 }"
    world = f"""topology: route length: 20
      entity flag {{ properties {{ position: float = 7 }} spawn: 2 on_cross {{ agent.seen = agent.seen * 1.5 }} }}
      entity post {{ properties {{ position: float, weight: float }} {handlers} }}
      entity sign {{ properties {{ position: float = random(0, 20) }} spawn: 50 {signs} }}
      import entities from "posts.csv" """
    action = f"agent.position = {places(number)}"
    run_all(experiment(states=STATES, world=world, action=action, data={"posts.csv": posts(number)}))


def test_positions_that_change_are_looked_at_one_by_one() -> None:
    world = f"""topology: route length: 20 {QUERIES}
      entity post {{
        properties {{ position: float = 5, weight: float = 0 }} spawn: {COUNT}
        on_tick {{ position += 1 }}
      }}"""
    model = experiment(states=STATES, world=world, action=LOOKS)
    assert not any("order" in slot.name for slot in lower(model).slots)
    assert column(run(model), "agent.ahead")[0] == 6


def test_zones_that_never_change_are_steps() -> None:
    zones = (
        "type,start,end,limit\nzone,0,5,60\nzone,3,8,80\nzone,8,12,60\nzone,15,14,10\nzone,16,18,-0.0\nzone,18,20,0\n"
    )
    world = """topology: route length: 20
      entity zone { properties { start: float, end: float, limit: float } }
      import entities from "zones.csv"  query zone_at(position) -> limit"""
    action = f"agent.at = {places(3)}  agent.near = zone_at(agent.at)  agent.seen = zone_at(world.ticks * 2.5 - 3)"
    model = experiment(states=STATES, world=world, action=action, data={"zones.csv": zones})
    assert column(run(model), "agent.seen")[:7] == [0, 0, 60, 60, 80, 60, 0]
