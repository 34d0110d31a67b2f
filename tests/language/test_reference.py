"""docs/language.md mentions all that the registers hold, with the defaults that are so, and its examples parse."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from quale.diagnostics import ProgramError, Severity, Source
from quale.domains.register import DOMAINS
from quale.evolution.records.preset import PRESETS
from quale.evolution.records.settings import (
    BrainSettings,
    Diversity,
    Mutation,
    Reproduction,
    Settings,
    Speciation,
    Stop,
)
from quale.genome.genome import ACTIVATIONS
from quale.language.blocks.fitness import AGGREGATES
from quale.language.experiment.evolve_block import REFERENCES
from quale.language.expressions.call import DRAWS
from quale.language.expressions.query import BUILT_IN
from quale.language.expressions.value import CLOCKS, CONSTANTS
from quale.language.load import load
from quale.language.parsing.lexer import RESERVED
from quale.language.parsing.parse import grammar_table, parse
from quale.language.syntax.units import UNITS
from quale.model.model import CheckpointPlan
from quale.numeric.activations import FORMULAS
from quale.numeric.functions import FUNCTIONS

REFERENCE = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
GRAMMAR = (Path(__file__).parents[2] / "grammar" / "README.md").read_text(encoding="utf-8")
RULES = re.findall(r"^\| (`.*`) \| `(.*)` \|$", GRAMMAR, re.MULTILINE)
EXAMPLES = re.findall(r"^```\n(.*?)^```$", REFERENCE, re.DOTALL | re.MULTILINE)
JOINING = ("from", "per", "by", "over", "step", "steps")
"""Keywords that stand between others, and mean nothing alone."""

INSIDE = {"machine": "body B", "entity": "world W", "import": "world W", "query": "world W"}


def row(name: str) -> str:
    """Return the line of the table that begins with a name."""
    found = re.search(rf"^\| (?:`\w+`, )*`{name}`(?:, `\w+`)* \|.*$", REFERENCE, re.MULTILINE)
    assert found, f"no row for `{name}`"
    return found[0].replace("\\|", "/")


def shown(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case tuple() if isinstance(value[0], str):
            return f"[{', '.join(map(str, value))}]"
        case tuple():
            return f"{value[0]:g}..{value[1]:g}"
        case float():
            return f"{value:g}"
        case _:
            return str(value)


@pytest.mark.parametrize("name", sorted({*FUNCTIONS} - {"mod"}))
def test_function_stands_with_its_formula(name: str) -> None:
    lines = [line for line in REFERENCE.splitlines() if line.startswith(f"| `{name}(")]
    assert len(lines) == 1
    assert FUNCTIONS[name].notation in lines[0].replace("\\|", "|")


def test_modulo_stands_with_its_formula() -> None:
    assert FUNCTIONS["mod"].notation in REFERENCE.replace("\\|", "|")


@pytest.mark.parametrize("name", sorted({*ACTIVATIONS, *FORMULAS}))
def test_activation_is_mentioned(name: str) -> None:
    activations = REFERENCE[REFERENCE.index("Activations of the sum") :]
    assert f"`{name}`" in activations


@pytest.mark.parametrize(
    "word",
    [*DRAWS, *BUILT_IN, *CONSTANTS, *AGGREGATES, *REFERENCES, *PRESETS, *UNITS, *RESERVED, "KIND_at", "fired", "delay"]
    + [f"world.{clock}" for clock in CLOCKS]
    + [domain.name for domain in DOMAINS]
    + [
        keyword
        for keyword in grammar_table().words.keywords
        if keyword not in ("from", "per", "by", "over", "step", "steps")
    ],
)
def test_word_of_the_language_is_mentioned(word: str) -> None:
    assert re.search(rf"`[^`\n]*(?<![\w/]){re.escape(word)}(?![\w/])[^`\n]*`", REFERENCE)


@pytest.mark.parametrize(
    ("name", "default"),
    [
        (field.name, getattr(record(), field.name))
        for record in (BrainSettings, Mutation, Speciation, Reproduction)
        for field in fields(record)
        if field.name not in ("diversity", "initial", "weight_sd", "bias_sd", "excess", "disjoint", "weight", "perturb")
    ]
    + [(name, getattr(Settings(), name)) for name in ("population", "generations")],
)
def test_default_of_an_evolve_field_is_the_one_that_holds(name: str, default: object) -> None:
    cells = [cell.strip() for cell in row(name).split("|")]
    written = cells[2].strip("`")
    assert written == shown(default) or (isinstance(default, float) and float(written) == default)


def test_fields_with_defaults_in_company_are_mentioned_with_them() -> None:
    assert f"| `weight_sd`, `bias_sd` | {Mutation().weight_sd}, {Mutation().bias_sd} |" in REFERENCE
    assert "| `excess`, `disjoint`, `weight` | 1, 1, 0.4 |" in REFERENCE
    assert (Speciation().excess, Speciation().disjoint, Speciation().weight) == (1, 1, 0.4)
    assert f"diversity {{ every: {Diversity().every} generations  rate: {Diversity().rate} }}" in REFERENCE
    plan = CheckpointPlan()
    assert f"`every` ({plan.every} generations) and `keep` ({plan.keep})" in REFERENCE
    stop = REFERENCE[REFERENCE.index("**`stop { }`**") :].split("\n\n")[0]
    assert all(f"`{name}:" in stop for name in ("fitness", "when", "stagnation", "time"))
    assert len(fields(Stop)) == 4
    assert all(is_dataclass(record) for record in (BrainSettings, Stop))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: str(text.split(maxsplit=1)[0]))
def test_example_parses(example: str) -> None:
    first = example.split(maxsplit=1)[0]
    if first not in grammar_table().words.keywords:
        assert first.startswith("type,")
        return
    text = example.replace("…", "")
    text = f"{INSIDE[first]} {{ {text} }}" if first in INSIDE else text
    _, diagnostics = parse(Source("example.quale", text))
    assert diagnostics == ()


@pytest.mark.parametrize(("rules", "example"), RULES, ids=[rules for rules, _ in RULES])
def test_example_of_a_grammar_rule_parses(rules: str, example: str) -> None:
    assert rules
    assert parse(Source("example.quale", example))[1] == ()


def test_every_rule_of_the_grammar_has_an_example() -> None:
    rules = {rule.name for rule in grammar_table().rules if not rule.origin.startswith("_") and not rule.passes}
    told = set(re.findall(r"`(\w+)`", "".join(rules for rules, _ in RULES))) | {"chain"}
    assert rules - told == {"start", "block", "per_tick", "clamp"}


def test_first_example_is_a_program_without_a_warning(tmp_path: Path) -> None:
    program = tmp_path / "first.quale"
    program.write_text(EXAMPLES[0], encoding="utf-8")
    try:
        found = load(program, DOMAINS).diagnostics
    except ProgramError as error:
        found = error.diagnostics
    assert [diagnostic for diagnostic in found if diagnostic.severity is not Severity.NOTE] == []
