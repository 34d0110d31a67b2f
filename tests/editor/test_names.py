"""What names mean: definitions, references, and new names, in the examples and in a program with everything."""

from pathlib import Path

import pytest

from quale.editor.analysis import analyse_file
from quale.editor.declared import Key
from quale.editor.rename import RefusedError, changed, renamed
from quale.editor.symbols import matching, symbols
from tests.editor.programs import EXAMPLES, PROGRAM, at, written

MEANING = {
    # names that say what something is, or that files have: with another one the program would not be the same
    "double_pole": {"world tick", "world topology"},
    "forager": {"state alive", "sensor food", "sensor poison", "entity food", "entity poison", "world topology",
                "world walls"},
    "older_forager": {"body Forager", "sensor food", "sensor water", "sensor poison", "sensor colour", "actuator eat",
                      "world size", "world item_respawn", "world walls"},
    "operator": {"state position", "state speed", "state alive", "world length", "world max_speed", "world tick",
                 "world topology", "property position", "property start", "property end", "property limit",
                 "entity speed_zone", "query nearest_ahead", "query speed_zone_at"},
    "traffic": {"state position", "world length", "world topology", "property position", "query nearest_ahead",
                "query count_within"},
    "xor": {"world topology"},
}  # fmt: skip


TRIED = [path for path in EXAMPLES if path.stem in MEANING]


@pytest.mark.parametrize("path", TRIED, ids=[path.stem for path in TRIED])
def test_everything_can_have_another_name_but_what_means_something_by_its_own(path: Path) -> None:
    """A place that the index misses would be an error, and the new name refused."""
    analysis = analyse_file(path, {})
    refused = set()
    for key in dict.fromkeys(each.key for each in analysis.index.occurrences):
        place = next(each.span for each in analysis.index.of(key) if each.declares)
        try:
            renamed(analysis, place.source, place.start, "another_name", {})
        except RefusedError:
            refused.add(f"{key.category} {key.name}")
    assert refused == MEANING[path.stem]


@pytest.mark.parametrize(
    ("before", "behind", "category", "places"),
    [
        ("state ", "place:", "state", 5),  # with `strain = place`
        ("agent.", "place += energy", "state", 5),
        ("constant ", "radius", "constant", 2),
        ("= ", "half(agent", "function", 2),
        ("(x) = ", "x / 2", "local", 2),
        ("/ radius + next.", "energy", "property", 6),
        ("when ", "ripe {", "property", 3),
        ("let ", "next =", "local", 3),
        ("nearest(", "food, agent.x", "entity", 4),
        ("for e in food { ", "sum += ", "local", 3),
        ("+= ", "e.energy }", "local", 2),
        ("min(", "e.energy for", "local", 3),
        ("when ", "Mood is", "machine", 2),
        ("Mood is ", "wild", "machine state", 3),
        ("initial: ", "calm", "machine state", 3),
        ("strain = ", "place }", "state", 5),
        ("hidden ", "strain:", "hidden", 2),
        ("maximize ", "near:", "metric", 3),
        ("when: ", "near >= 1 }", "metric", 3),
        ("per record ", "meal", "record", 2),
        ("record meal: ", "size", "record field", 2),
        ("Runner from ", "Walker", "body", 3),
        ("seed_from: ", "First", "evolve", 3),
        ("action: ", "Push", "action", 2),
        ("actuator.", "push)", "actuator", 2),
        ("sensor ", "place = half", "sensor", 2),
        ("state ", "weather", "world", 1),
        ("let next = ", "nearest(", "query", 2),
    ],
)
def test_places_of_a_name(before: str, behind: str, category: str, places: int) -> None:
    analysis, source = written(PROGRAM)
    assert not [each for each in analysis.diagnostics if each.severity.value == "error"]
    for offset in (at(PROGRAM, before, behind), at(PROGRAM, before, behind) + 1):
        found = analysis.index.at(source, offset)
        assert found is not None
        assert found.key.category.partition("@")[0] == category
        assert len(analysis.index.of(found.key)) == places
        assert any(each.declares for each in analysis.index.of(found.key))


def test_an_input_of_a_directional_sensor_is_the_sensor() -> None:
    text = PROGRAM.replace("sensor place =", "sensor food_n = 1  sensor food_e = 1\n  sensor place =")
    analysis, source = written(text)
    found = analysis.index.at(source, at(text, "sensor food", "_n"))
    assert found is not None
    assert found.key == Key("sensor", "food")
    assert found.span.text == "food"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("age", "another state of this name"),
        ("in", "`in` is no name"),
        ("2x", "`2x` is no name"),
        ("", "`` is no name"),
        ("a b", "`a b` is no name"),
    ],
)
def test_names_that_are_taken_or_none_are_refused(name: str, words: str) -> None:
    analysis, source = written(PROGRAM)
    with pytest.raises(RefusedError) as caught:
        renamed(analysis, source, at(PROGRAM, "state ", "speed"), name, {})
    if name != "age":
        assert str(caught.value).startswith(words)


def test_a_new_name_stands_everywhere() -> None:
    analysis, source = written(PROGRAM)
    renaming = renamed(analysis, source, at(PROGRAM, "state ", "age: int = 0"), "years", {})
    (text,) = changed(analysis, renaming).values()
    assert text == (
        PROGRAM.replace("state age", "state years")
        .replace("agent.age", "agent.years")
        .replace("{ age +=", "{ years +=")
    )


def test_where_nothing_is_named_nothing_is_renamed() -> None:
    analysis, source = written(PROGRAM)
    for before in ("world Line {", "metric near = 1 - ab", "preset: neat"):
        with pytest.raises(RefusedError):
            renamed(analysis, source, at(PROGRAM, before), "other", {})


def test_the_outline_has_blocks_and_what_they_declare() -> None:
    analysis, source = written(PROGRAM)
    found = symbols(analysis, source)
    assert [each.name for each in found] == [
        "radius", "half", "Walker", "Runner", "Line", "Feel", "Push", "Ageing", "Stay", "First", "Second",
    ]  # fmt: skip
    walker = found[2]
    assert walker.whole.text.startswith("body Walker {")
    assert walker.whole.text.endswith("\n}")
    assert walker.place.text == "Walker"
    assert [f"{each.sort} {each.name}" for each in walker.inner] == [
        "state place", "state speed", "state age", "sensor place", "sensor food", "actuator push", "machine Mood",
        "machine state calm", "machine state wild",
    ]  # fmt: skip
    assert walker.inner[0].whole.text == "state place: -1..1 = 0.25"
    assert [each.name for each in matching(found, "AGE")] == ["age", "age", "Ageing"]
