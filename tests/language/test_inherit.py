"""Blocks made from others are the blocks that one would have written out."""

import pytest

from quale.diagnostics import Severity
from quale.model.model import world_task
from tests.language.checking import project, told

REST = """
body B { state x: float = 1  state y: float = 2  sensor s: internal(0..1)  actuator a: trigger(threshold: 0.5)
  brain { recurrent: true  steps: 2 } }
world W { topology: none  low: 1  high: 2  entity e { properties { p: float } spawn: 1 } }
perception P { let n = 0.5  sensor s = n }
action A { agent.x += 1 }
dynamics D { hidden k: float = 1  per_tick { x += 1 }  rules { if x > 2: y = 1 }  clamp 0..1 }
fitness F { metric m = agent.x  metric n = agent.y  maximize m: 1  gate q = 1  terminate when agent.x > 3 }
evolve E { body: B  world: W  perception: P  action: A  dynamics: D  fitness: F  seed: 1  ticks: 9
  mutation { add_node: 0.5 } }
"""


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (
            "body T from B { state x: float = 9  brain { steps: 3 } }",
            """body T { state x: float = 9  state y: float = 2  sensor s: internal(0..1)
            actuator a: trigger(threshold: 0.5)  brain { recurrent: true  steps: 3 } }""",
        ),
        (
            "world T from W { high: 3  other: 4  entity e { properties { p: float = 1 } spawn: 2 } }",
            "world T { topology: none  low: 1  high: 3  other: 4  entity e { properties { p: float = 1 } spawn: 2 } }",
        ),
        ("perception T from P { let n = 0.25 }", "perception T { let n = 0.25  sensor s = n }"),
        ("action T from A { agent.y = 0 }", "action T { agent.x += 1  agent.y = 0 }"),
        (
            "dynamics T from D { per_tick { y += 1 } }",
            "dynamics T { hidden k: float = 1  per_tick { y += 1 }  rules { if x > 2: y = 1 }  clamp 0..1 }",
        ),
        (
            "fitness T from F { metric m = agent.y  maximize m: 3  penalize n: 1 }",
            """fitness T { metric m = agent.y  metric n = agent.y  maximize m: 3  penalize n: 1  gate q = 1
            terminate when agent.x > 3 }""",
        ),
    ],
)
def test_a_block_made_from_another_is_the_one_written_out(short: str, long: str) -> None:
    kind = short.split(maxsplit=1)[0]

    def made(block: str) -> object:
        models = project(f"{REST} {block} evolve T from E {{ {kind}: T }}").models
        return world_task(models[1]), models[1].evolution

    assert made(short) == made(long)
    assert made(short) != (world_task(project(REST).models[0]), project(REST).models[0].evolution)


def test_settings_are_taken_over_field_by_field() -> None:
    first, second = project(f"{REST} evolve T from E {{ ticks: 3  mutation {{ add_connection: 0.25 }} }}").models
    assert second.evolution.mutation.add_connection == 0.25
    assert second.evolution.mutation.add_node == first.evolution.mutation.add_node == 0.5
    assert (world_task(first).ticks, world_task(second).ticks) == (9, 3)


def test_a_chain_of_blocks_is_followed() -> None:
    chain = "body U from T { state y: float = 5 }  body T from B { state x: float = 4 }  evolve V from E { body: U }"
    states = world_task(project(f"{REST} {chain}").models[1]).body.states
    assert [str(state.initial) for state in states] == ["Number(value=4.0)", "Number(value=5.0)"]


def test_a_base_that_no_experiment_names_is_neither_noted_nor_checked_alone() -> None:
    text = REST.replace("body B {", "body C from B { }  body B {").replace("body: B", "body: C")
    assert [note for note in told(text, Severity.NOTE) if "`B`" in note] == []
