"""What is declared twice is one error with the place of the first, and the first one counts."""

import pytest

from tests.language.checking import diagnostics, program, told

ROUTE = "topology: route  length: 100 m  entity stone { properties { position: m } spawn: 2 }  "
TWICE = {  # what stands first, its second, whose own mistakes are told as well where they concern nothing else
    "query `nearest_ahead` is declared twice": (
        {"world": ROUTE + "query nearest_ahead(kind, position) -> distance  query nearest_ahead(kind) -> nothing"},
        [],
    ),
    "entity `food` is declared twice": (
        {"world": "entity food { properties { e: 0..1 } spawn: 1 }  entity food { properties { f: 0..1 } }"},
        [],
    ),
    "state `more` is declared twice": ({"body": "state more: float = 0  state more: bool = true"}, []),
    "sensor `more` is declared twice": (
        {"body": "sensor more: internal(0..1)  sensor more: internal(0..2)", "perception": "sensor more = 0"},
        [],
    ),
    "actuator `more` is declared twice": (
        {"body": "actuator more: trigger(threshold: 0.5)  actuator more: trigger(threshold: 0.1)"},
        [],
    ),
    "machine `M` is declared twice": (
        {"body": "machine M { initial: a state a { } }  machine M { initial: nowhere state b { goto c when tru } }"},
        [],
    ),
    "state `a` is declared twice": (
        {"body": "machine M { initial: a  state a { }  state a { goto nowhere when agent.energy > 1 } }"},
        ["unknown state `nowhere`"],
    ),
    "metric `m` is declared twice": (
        {"fitness": "metric m = 1  metric m = tru"},
        ["unknown name `tru`"],
    ),
    "field `tick` is declared twice": ({"world": "tick: 1 s  tick: 2 s"}, []),
    "field `seed` is given twice": ({"evolve": "seed: 5  seed: tru"}, []),
    "`a` is declared twice": ({"action": "let a = 1  let a = tru"}, ["unknown name `tru`"]),
    "sensor `energy` is assigned twice": ({"perception": "sensor energy = 0"}, []),
    "test `T` is declared twice": (
        {"fitness": "metric m = 1", "evolve": "test T { ticks: 3 when: m >= 1 }  test T { ticks: 3 when: m >= 2 }"},
        [],
    ),
}


@pytest.mark.parametrize("message", TWICE)
def test_the_second_is_one_error_that_shows_the_first(message: str) -> None:
    blocks, others = TWICE[message]
    text = program(**blocks)
    found = [one for one in diagnostics(text) if one.severity.value == "error"]
    assert [one.message for one in found] == [message, *others]
    (note,) = found[0].notes
    assert found[0].span is not None
    assert note.span is not None
    assert note.span.start < found[0].span.start
    assert note.message in {"first declared here", "first given here", "first assigned here"}


@pytest.mark.parametrize(
    ("blocks", "use"),
    [
        (
            {
                "world": ROUTE + "query nearest_ahead(kind, position) -> distance, index  "
                "query nearest_ahead(kind, position) -> index, distance"
            },
            "let d = nearest_ahead(stone, agent.position)",
        ),
        (
            {
                "world": "entity food { properties { e: 0..1 } spawn: 1 }  "
                "entity food { properties { f: 0..1 } spawn: 2 }"
            },
            "for one in food { agent.energy = one.e }",
        ),
        ({"body": "state more: float = 0  state more: bool = true"}, "agent.more += 1"),
        ({"body": "machine M { initial: a state a { } }  machine M { initial: b state b { } }"}, "when M is a { }"),
    ],
)
def test_what_is_used_is_the_first(blocks: dict[str, str], use: str) -> None:
    (message,) = told(program(**blocks, action=use))
    assert message.endswith("is declared twice")
