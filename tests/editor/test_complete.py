"""What can be written where: words of the grammar, names that are known, fields and their values."""

import pytest

from quale.editor.complete import complete
from tests.editor.programs import PROGRAM, at, written


def words(text: str, before: str) -> set[str]:
    """The candidates behind some words, with all that follows there."""
    analysis, source = written(text)
    return {each.word for each in complete(analysis, source, at(text, before))}


@pytest.mark.parametrize(
    ("before", "wanted", "unwanted"),
    [
        ("topology: grid(9, 9)\n  ti", {"tick", "max_speed", "entity", "state"}, {"maximize", "let", "hunger"}),
        ("record meal { size: energy }  cons", {"consume", "when", "let"}, {"population"}),
        ("when ripe { agent.", {"place", "speed", "age", "alive", "x"}, {"when", "weather", "push"}),
        ("fired(actuator.", {"push"}, {"place"}),
        ("sensor place = half(agent.place) + next.", {"distance", "index", "energy", "ripe"}, {"place"}),
        ("sensor place = ha", {"half", "radius", "next", "abs", "random", "agent", "nearest"}, {"population"}),
        ("var sum = 0\n  for e in fo", {"food"}, {"abs", "agent"}),
        ("for e in food { su", {"sum", "e", "when"}, {"population"}),
        ("= nearest(fo", {"food"}, {"abs"}),
        ("per_tick { ag", {"age", "place", "strain"}, {"energy"}),
        ("  body: Wa", {"Walker", "Runner"}, {"Line", "population"}),
        ("  body: Walker  world: Li", {"Line"}, {"Walker"}),
        ("preset: ", {"neat2002"}, {"population"}),
        ("neat2002\n  popu", {"population", "mutation", "test", "stop"}, {"add_node", "let"}),
        ("mutation { add", {"add_node", "add_connection", "weight_sd"}, {"population"}),
        ("test Long { ti", {"ticks", "scenarios", "when"}, {"mutation"}),
        ("aggregate: ", {"sum", "avg", "last"}, {"median"}),
        ("initial: ca", {"calm", "wild"}, {"full"}),
        ("state calm { goto wi", {"wild", "calm"}, {"agent"}),
        ("  maximize ne", {"near", "eaten", "age"}, {"population"}),
        ("perception Feel {\n  let next = nearest(food, agent.x, agent.y)\n  sensor pl", {"place", "food"}, {"abs"}),
        ("body Runner from Wa", {"Walker"}, {"abs"}),
        ("}\nbody Run", set(), {"abs", "Walker"}),
        ("\nperc", {"perception", "body", "evolve", "constant"}, {"let", "abs"}),
        ("world.", {"weather", "tick", "time", "scenario"}, {"place"}),
    ],
)
def test_candidates(before: str, wanted: set[str], unwanted: set[str]) -> None:
    text = PROGRAM + "action More { agent.age = world." if before == "world." else PROGRAM
    found = words(text, before)
    assert wanted <= found, f"missing {wanted - found}"
    assert not unwanted & found


@pytest.mark.parametrize("before", ["// body: ", "/* agent.", "-- agent."])
def test_comments_are_left_alone(before: str) -> None:
    text = PROGRAM + before
    analysis, source = written(text)
    assert complete(analysis, source, len(text)) == []


def test_a_program_that_breaks_off_has_candidates() -> None:
    for before, wanted in (("per_tick { ag", "strain"), ("  maximize ne", "eaten"), ("state calm { goto wi", "calm")):
        text = PROGRAM[: at(PROGRAM, before)]
        analysis, source = written(text)
        assert wanted in {each.word for each in complete(analysis, source, len(text))}


def test_a_word_under_way_and_errors_before_it_hide_nothing() -> None:
    text = PROGRAM.replace("state speed: km/h", "state speed") + "action More { agent.pl"
    analysis, source = written(text)
    assert {"place", "age"} <= {each.word for each in complete(analysis, source, len(text))}
    text = text.replace("agent.pl", "le")
    analysis, source = written(text)
    assert "let" in {each.word for each in complete(analysis, source, len(text))}
