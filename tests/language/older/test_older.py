"""Programs in the older form: rewritten into the newer one, they are the same experiment as what is printed."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from quale.diagnostics import ProgramError
from quale.domains.register import DOMAINS
from quale.language.layout.format import format_source
from quale.language.load import Loaded, load, load_text
from quale.model.model import SET, Model, ProgramText
from quale.model.show import show_model

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "older_forager.quale"
GOLDEN = ROOT / "tests" / "golden" / "expanded" / "older_forager.quale"

SMALL = """body Forager {
  sensor hunger: internal(0..1)
  sensor energy: internal(0..0.5)
  sensor food: directional(range: 6, directions: 4)
  BODY
}
item Berry { category: food  properties { colour: 0.3 }  on_consume { hunger: -0.3  energy: +0.1 } }
item Nut { category: food  on_consume { hunger: -0.5 } }
item Pool { category: water  properties { colour: -2 } }
world Forest { size: 9 x 8  walls: border  item_respawn: 5 ticks  spawn food: 3..4  spawn water: 2  WORLD }
fitness Survive { maximize survival: 1  penalize hunger: 2  FITNESS }
evolve Run { body: Forager  world: Forest  fitness: Survive  items: [Berry, Nut, Pool]  EVOLVE }
REST
"""


def small(**parts: str) -> str:
    """A program in the older form with more in its blocks."""
    text = SMALL
    if "actuator" not in parts.get("body", "") or "actuator run" in parts.get("rest", ""):
        parts["body"] = f"{parts.get('body', '')}  actuator go: trigger(threshold: 0)"
    for slot in ("BODY", "WORLD", "FITNESS", "EVOLVE", "REST"):
        text = text.replace(slot, parts.get(slot.lower(), ""))
    return text


def loaded(text: str, given: str = "") -> Loaded:
    files = (("a.quale", text), *(((SET, given),) if given else ()))
    return load_text(ProgramText(files, ()), DOMAINS)


def expanded(text: str, given: str = "") -> str:
    """The program as it is printed."""
    (source,) = loaded(text, given).expanded
    return format_source(source)[0]


def as_printed(model: Model) -> Model:
    """A Model without its text, which alone tells the two forms apart."""
    tests = tuple(replace(test, model=as_printed(test.model)) for test in model.tests)
    return replace(model, text=ProgramText((), ()), tests=tests)


def test_the_expanded_example_is_on_file() -> None:
    (source,) = load(EXAMPLE, DOMAINS).expanded
    text, _ = format_source(source)
    if os.environ.get("QUALE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


ODD = small(
    body="sensor colour: item_property(colour)  actuator take: trigger(threshold: 0)",
    fitness="metric idle = 1  reward idle: 1  reward food_eaten: complexity_share",
    rest="constant complexity_share = 2",
)


@pytest.mark.parametrize("text", [EXAMPLE.read_text(encoding="utf-8"), small(), ODD], ids=["example", "small", "odd"])
def test_what_is_printed_is_the_same_experiment(text: str) -> None:
    """Equal Models give equal bits: nothing else goes into a run."""
    (older,), (newer,) = loaded(text).project.models, loaded(expanded(text)).project.models
    assert as_printed(older) == as_printed(newer)
    assert show_model(older) == show_model(newer)
    assert expanded(expanded(text)) == expanded(text)


def test_states_begin_empty_or_full_and_within_the_sensor() -> None:
    text = expanded(small(body="state mood: bool = true  sensor depth: internal(2..3)  sensor health: internal(0..1)"))
    for wanted in ("state hunger: 0..1 = 0", "state energy: 0..0.5 = 0.5", "state depth: 2..3 = 2",
                   "state health: 0..1 = 1", "state mood: bool = true", "sensor depth = agent.depth"):  # fmt: skip
        assert f"  {wanted}\n" in text
    assert "state hunger: 0..1 = 0.25\n" in expanded(small(body="state hunger: 0..1 = 0.25"))
    assert expanded(small(body="state hunger: 0..1 = 0.25")).count("state hunger:") == 1


def test_an_actuator_that_eats_must_fire_and_without_one_standing_suffices() -> None:
    assert "fired" not in expanded(small(body="actuator go: trigger(threshold: 0)"))
    assert "when fired(actuator.overtake) {" in expanded(small(body="actuator overtake: trigger(threshold: 0)"))
    first = expanded(small(body="actuator consume: trigger(threshold: 0)  actuator eat: trigger(threshold: 0)"))
    assert "when fired(actuator.consume) {" in first
    assert "actuator.eat" not in first


def test_without_a_directional_actuator_nobody_moves() -> None:
    still = expanded(small(body="actuator eat: trigger(threshold: 0)"))
    assert "move" not in still
    assert "agent.idled += 1\n" in still
    moving = expanded(small(body="actuator go: directional(threshold: 0, directions: 8)"))
    assert "  move actuator.go\n  when agent.x == x_before and agent.y == y_before { agent.idled += 1 }\n" in moving


def test_what_is_sensed_of_items_is_of_the_nearest_that_is_there() -> None:
    text = expanded(small(body="sensor colour: item_property(colour)"))
    assert "sensor colour: internal(-2..1)" in text
    assert "query nearest(kind, x, y) -> distance, index, properties" in text
    assert (
        "  sensor colour = near_food.distance <= near_water.distance ?\n"
        "    (near_food.index < 0 ? 0 : near_food.item == 0 ? (0.3) : 0) :\n"
        "    (near_water.index < 0 ? 0 : (-2))\n"
    ) in text


def test_counters_take_names_that_are_free_and_metrics_of_the_author_win() -> None:
    text = expanded(small(body="state lived: int = 3  state food_eaten: int = 0", fitness="metric survival = 1"))
    assert "state lived_: int = 0" in text
    assert "metric food_eaten = agent.food_eaten_" in text
    assert text.count("metric survival") == 1


def test_ticks_that_are_set_beside_the_program_are_those_of_survival() -> None:
    assert "metric survival = agent.lived / 300\n" in expanded(small())
    assert "metric survival = agent.lived / 1000\n" in expanded(small(evolve="ticks: 1_000"))
    assert "metric survival = agent.lived / 70\n" in expanded(small(evolve="ticks: 1_000"), "ticks=70")
    (model,) = loaded(small(), "population=7").project.models
    assert model.evolution.population == 7


def test_experiments_that_share_blocks_and_differ_have_blocks_of_their_own() -> None:
    text = expanded(
        small(
            rest="evolve Second from Run { ticks: 50 }  evolve Third from Run { items: [Berry, Pool] }"
            "  evolve Fourth from Run { seed: 3 }"
        )
    )
    assert text.count("\nworld Forest {") == text.count("\nworld Forest_Third {") == 1
    assert "world: Forest_Third" in text
    assert text.count("fitness: Survive_Second") == 1
    assert text.count("\nfitness ") == 2
    assert text.count("body Forager {") == 1
    runs = {model.name: show_model(model) for model in loaded(text).project.models}
    assert list(runs) == ["Run", "Second", "Third", "Fourth"]


def test_a_newer_experiment_beside_an_older_one_keeps_its_blocks() -> None:
    rest = """
    world Void { topology: none }
    perception P { sensor hunger = 1  sensor energy = 1  sensor food_n = 0  sensor food_e = 0
      sensor food_s = 0  sensor food_w = 0 }
    action A { agent.place = 1 }
    evolve Newer { body: Forager  world: Void  perception: P  action: A  fitness: Free }
    fitness Free { maximize place: 1 }
    """
    text = small(body="state place: float = 0", rest=rest)
    models = {model.name: model for model in loaded(text).project.models}
    assert set(models) == {"Run", "Newer"}
    printed = expanded(text)
    assert "body Forager {" in printed
    assert "body Forager_Run {" in printed


def test_blocks_made_from_others_are_whole() -> None:
    rest = "body Quick from Forager { actuator run: directional(threshold: 0, directions: 4) }"
    text = small(rest=rest).replace("body: Forager", "body: Quick")
    printed = expanded(text)
    assert "body Quick {" in printed
    assert "from" not in printed.partition("{")[2]
    assert "sensor food: directional(range: 6, directions: 4)" in printed
    assert "move actuator.run" in printed


def test_syntax_errors_are_told_alone() -> None:
    with pytest.raises(ProgramError) as caught:
        loaded(small(body="sensor"))
    assert [found.message for found in caught.value.diagnostics] == ["expected `:`, found `go`"]
