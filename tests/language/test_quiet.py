"""The checker's quiet side: what lies at the edge of what is allowed is told nothing of, what lies beyond is."""

import pytest

from quale.diagnostics import Severity
from tests.language.checking import diagnostics, model, program, told

LARGEST = 9_007_199_254_740_992

FIELDS = (  # (where, the lowest that is right, the lowest wrong one, the highest right one, the highest wrong one)
    ("population: {}", "1", "0", "10_000_000", "10_000_001"),
    ("generations: {}", "1", "0", "1_000_000_000", "1_000_000_001"),
    ("scenarios: {}", "1", "0", "1_000_000", "1_000_001"),
    ("ticks: {}", "1", "0", "1_000_000_000", "1_000_000_001"),
    ("seed: {}", "0", "-1", str(LARGEST), str(LARGEST + 2)),
    ("checkpoint {{ every: {} }}", "1", "0", "1_000_000_000", "1_000_000_001"),
    ("brain {{ recurrent: true  steps: {} }}", "1", "0", "1000", "1001"),
    ("brain {{ initial: partial({}) }}", "0", "-0.001", "1", "1.001"),
    ("brain {{ weights: {}..2 }}", "-999_999_999", "-1_000_000_000", "1.999", "2_000"),
    ("brain {{ weights: -2..{} }}", "-1.999", "-2_000", "999_999_999", "1_000_000_000"),
    ("mutation {{ weight_shift: {} }}", "0", "-0.001", "1", "1.001"),
    ("mutation {{ weight_sd: {} }}", "0", "-0.001", "1000", None),
    ("mutation {{ bias_sd: {} }}", "0", "-0.001", "1000", None),
    ("speciation {{ threshold: {} }}", "0.001", "0", "1000", None),
    ("speciation {{ excess: {} }}", "0", "-0.001", "1000", None),
    ("speciation {{ disjoint: {} }}", "0", "-0.001", "1000", None),
    ("speciation {{ weight: {} }}", "0", "-0.001", "1000", None),
    ("speciation {{ target_species: {} }}", "1", "0", "1_000_000_000", "1_000_000_001"),
    ("speciation {{ stagnation: {} }}", "1", "0", "1_000_000_000", "1_000_000_001"),
    ("reproduction {{ survival: {} }}", "0.001", "0", "1", "1.001"),
    ("reproduction {{ tournament: {} }}", "1", "0", "1_000_000_000", "1_000_000_001"),
    ("reproduction {{ elitism: {} }}", "0", "-1", "1_000_000_000", "1_000_000_001"),
    ("reproduction {{ elitism_size: {} }}", "1", "0", "1_000_000_000", "1_000_000_001"),
    ("reproduction {{ run_stagnation: {} }}", "0", "-1", "1_000_000_000", "1_000_000_001"),
    ("reproduction {{ diversity {{ every: {} }} }}", "0", "-1", "1_000_000_000", "1_000_000_001"),
    ("reproduction {{ diversity {{ rate: {} }} }}", "0", "-0.001", "1", "1.001"),
)


@pytest.mark.parametrize(("where", "low", "below", "high", "above"), FIELDS)
def test_numbers_at_their_bounds(where: str, low: str, below: str, high: str, above: str | None) -> None:
    for right in (low, high):
        assert told(program(evolve=where.format(right))) == [], right
    for wrong in (below, above):
        if wrong is not None:
            assert len(told(program(evolve=where.format(wrong)))) == 1, wrong


def test_every_chance_is_one() -> None:
    for block, names in (
        (
            "mutation",
            "weight_shift bias_shift add_connection remove_connection add_node remove_node rewire change_activation",
        ),
        ("mutation", "replace"),
        ("reproduction", "crossover interspecies inherit_disabled"),
    ):
        for name in names.split():
            assert told(program(evolve=f"{block} {{ {name}: 1 }}")) == []
            assert len(told(program(evolve=f"{block} {{ {name}: 1.5 }}"))) == 1, name


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("[]", "`activations` is a list of functions"),
        ("tanh", "`activations` is a list of functions"),
        ("[tanh, tanh]", "activation `tanh` stands twice"),
        ("[tanh, tan]", "unknown activation `tan`"),
    ],
)
def test_activations_are_a_list_of_different_ones(written: str, says: str) -> None:
    (found,) = diagnostics(program(evolve=f"brain {{ activations: {written} }}"))
    assert (found.severity, found.message) == (Severity.ERROR, says)
    assert model(program(evolve="brain { activations: [tanh] }")).evolution.brain.activations == ("tanh",)


def test_initial_is_read_in_each_of_its_forms() -> None:
    for written, part in (("full", 1.0), ("none", 0.0), ("partial(0.25)", 0.25), ("partial(0)", 0.0)):
        assert model(program(evolve=f"brain {{ initial: {written} }}")).evolution.brain.initial == part
    for wrong in ("half", "partial()", "partial(0.5, 0.5)", "0.5"):
        assert told(program(evolve=f"brain {{ initial: {wrong} }}")) == ["`initial` cannot be this"]


@pytest.mark.parametrize(
    ("clamp", "narrowed"),
    [
        ("0..1", []),
        ("-1..2", []),
        ("-1..1", []),
        ("0..0.5", ["energy", "h"]),
        ("0.1..1", ["energy", "h"]),
        ("-0.5..0.5", ["energy", "h", "wide"]),
    ],
)
def test_a_clamp_that_narrows_nothing_is_told_nothing_of(clamp: str, narrowed: list[str]) -> None:
    body = "state wide: -0.5..0.75 = 0"
    wide = [] if clamp in ("-1..2", "-1..1") else ["wide"]
    expected = sorted({*narrowed, *wide})
    dynamics = f"hidden h: 0..1 = 0  hidden free: float = 0  per_tick {{ h = 1 free = 2 }} clamp {clamp}"
    found = told(program(body=body, dynamics=dynamics), Severity.WARNING)
    assert sorted(message for message in found if "narrows" in message) == [f"`clamp` narrows `{n}`" for n in expected]


@pytest.mark.parametrize(
    ("expression", "mixed"),
    [
        ("clamp(1 m, 2 m, 3 m)", False),
        ("clamp(1 m, 2 m, 3 s)", True),
        ("clamp(1 s, 2 m, 3 m)", True),
        ("min(1 m, 2 m, 3 s)", True),
        ("max(1 m, 2 m, 3 m)", False),
        ("lerp(1 m, 2 m, 0.5)", False),
        ("lerp(1 m, 2 m, 3 s)", False),
        ("lerp(1 m, 2 s, 0.5)", True),
        ("smoothstep(1 m, 2 s, 3)", False),
    ],
)
def test_units_of_every_argument_count(expression: str, mixed: bool) -> None:
    found = told(program(action=f"agent.speed = {expression}"), Severity.WARNING)
    assert [message.partition(":")[0] for message in found] == ["mixed units"] * mixed


def test_a_keyword_that_opens_the_line_behind_an_error_is_not_part_of_it() -> None:
    text = program(body="state a: 0..1 =\n  state b: 0..1 = 0.5\n", action="agent.b = agent.a")
    (found,) = diagnostics(text)
    assert found.message == "expected an expression after `=`"
    text = program(body="state a: 0..1 =\n  sensor b: internal(0..1)\n", perception="sensor b = 1")
    assert [one.message for one in diagnostics(text)] == ["expected an expression after `=`"]


def test_the_smallest_program_is_told_nothing_of() -> None:
    assert diagnostics(program()) == ()
