"""`--set FIELD=VALUE` means what the field would mean in the file, and is told about like it."""

import pytest

from quale.diagnostics import ProgramError, Severity, UsageError
from quale.domains.register import DOMAINS
from quale.language.load import assigned, load_text
from quale.language.set_fields import merged
from quale.model.model import SET, Model, ProgramText
from quale.report.render import render
from tests.domains.tiny_declaration import EchoDeclaration
from tests.language.checking import program

WITH_ECHO = (*DOMAINS, EchoDeclaration())
ECHO = """evolve Parrot {
  domain: echo(steps: 7)
  population: 30  seed: 5
  mutation { add_node: 0.25 }
  stop { fitness: 3 }
  test Long { when: error <= 2 }
}
evolve Second { domain: echo(steps: 3)  population: 9 }
"""


def models(*assignments: str, text: str = ECHO, run: str | None = None) -> tuple[Model, ...]:
    files = (("parrot.quale", text), *(((SET, assigned(assignments)),) if assignments else ()))
    return load_text(ProgramText(files, ()), WITH_ECHO, run=run).project.models


@pytest.mark.parametrize(
    ("assignment", "old", "new"),
    [
        ("population=12", "population: 30", "population: 12"),
        (" population = 12 ", "population: 30", "population: 12"),
        ("generations=12 generations", "seed: 5", "seed: 5  generations: 12 generations"),
        ("mutation.add_node=0.5", "add_node: 0.25", "add_node: 0.5"),
        ("mutation.weight_shift=0.5", "add_node: 0.25", "add_node: 0.25  weight_shift: 0.5"),
        ("stop.time=2 h", "fitness: 3", "fitness: 3  time: 2 h"),
        ("stop.when=error <= 1", "fitness: 3", "fitness: 3  when: error <= 1"),
        ("reproduction.diversity.rate=0.5", "seed: 5", "seed: 5  reproduction { diversity { rate: 0.5 } }"),
        ("brain.weights=-2..2", "seed: 5", "seed: 5  brain { weights: -2..2 }"),
        ("brain.activations=[tanh, relu]", "seed: 5", "seed: 5  brain { activations: [tanh, relu] }"),
        ("domain.steps=9", "echo(steps: 7)", "echo(steps: 9)"),
        ("domain.0=9", "echo(steps: 7)", "echo(steps: 9)"),
        ("domain=echo(steps: 8)", "echo(steps: 7)", "echo(steps: 8)"),
        ("domain.patience=3", "seed: 5", "seed: 5  patience: 3"),
        ("test.Long.scenarios=3", "when: error <= 2", "when: error <= 2  scenarios: 3"),
        ("test.Long.domain.steps=70", "when: error <= 2", "when: error <= 2  domain: echo(steps: 70)"),
        ("preset=neat2002", "seed: 5", "seed: 5  preset: neat2002"),
    ],
)
def test_a_field_means_what_it_means_in_the_file(assignment: str, old: str, new: str) -> None:
    assert old in ECHO
    (written, *_) = models(text=ECHO.replace(old, new, 1))
    (given, _) = models(assignment, run="parrot")
    assert given.configuration == written.configuration
    assert given.evolution == written.evolution
    assert given.task == written.task
    assert [test.model.task for test in given.tests] == [test.model.task for test in written.tests]


def test_it_is_for_one_run_or_for_all() -> None:
    assert [model.evolution.population for model in models("population=4")] == [4, 4]
    assert [model.evolution.population for model in models("population=4", run="SECOND")] == [30, 4]


def test_what_is_set_is_kept_beside_the_program() -> None:
    text = models("population=4", "seed=7")[0].text
    assert text.set == "population=4\nseed=7"
    assert [name for name, _ in text.written] == ["parrot.quale"]


def told(*assignments: str, text: str = ECHO) -> list[str]:
    """Return the errors as they are printed, without colour."""
    with pytest.raises(ProgramError) as raised:
        models(*assignments, text=text)
    errors = [each for each in raised.value.diagnostics if each.severity is Severity.ERROR]
    return list(dict.fromkeys(render(each, colour=False).rstrip("\n") for each in errors))


@pytest.mark.parametrize(
    ("assignment", "message", "underlined"),
    [
        ("population=0", "`population` must be at least 1", "0"),
        ("populaton=4", "unknown field `populaton`", "populaton"),
        ("mutation.add_nod=1", "unknown field `add_nod`", "add_nod"),
        ("mutaton.add_node=1", "unknown block `mutaton`", "mutaton"),
        ("stop.when=eror < 2", "unknown metric `eror`", "eror"),
        ("stop.time=2", "`time` needs a unit of time", "2"),
        ("domain.loudness=2", "`echo` takes `steps`, a number", "2"),
        ("domain.3=2", "domain `echo` has no argument 3", "3"),
        ("domain.steps.x=2", "arguments have no fields: `steps` is one", "x"),
        ("domain=eco(steps: 2)", "unknown domain", "eco(steps: 2)"),
        ("test.Lon.scenarios=2", "unknown test `Lon`", "Lon"),
        ("test.Long=2", "unknown test `Long`", "Long"),
        ("population", "this sets nothing", "population"),
        ("population=", "this sets nothing", "population="),
        ("=4", "this sets nothing", "=4"),
        ("population=4 seed: 3", "this is more than one value", "4 seed: 3"),
        ("population=4 } evolve Third { seed: 4", "this is more than one value", "4 } evolve Third { seed: 4"),
        ("population=(", "expected an expression after `(`", "("),
        ("population=4 4", "", ""),
        ("ticks=4", "`ticks` has no meaning with domain `echo`", "4"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(assignment: str, message: str, underlined: str) -> None:
    with pytest.raises(ProgramError) as raised:
        models(assignment)
    first = next(each for each in raised.value.diagnostics if each.span is not None and each.span.source.name == SET)
    assert first.severity is Severity.ERROR
    assert first.message == message or not message
    assert first.span is not None
    assert first.span.text == underlined or not underlined
    assert first.span.source.text == assignment


def test_the_line_says_which_of_them_is_meant() -> None:
    assert told("seed=3", "population=0", "generations=2") == [
        "--set:2:12: error: `population` must be at least 1\n2 | population=0\n  |            ^ this is 0"
    ]


def test_the_same_field_twice_is_told() -> None:
    (message,) = told("seed=3", "seed=4")
    assert message.startswith("--set:2:1: error: field `seed` is given twice")


def test_mistakes_in_the_file_are_told_beside_those() -> None:
    messages = told("population=0", text=ECHO.replace("seed: 5", "sed: 5"))
    assert [message.splitlines()[0] for message in messages] == [
        "parrot.quale:3:19: error: unknown field `sed`",
        "--set:1:12: error: `population` must be at least 1",
    ]


def test_blocks_may_be_chosen() -> None:
    text = program(evolve="ticks: 20") + "fitness Other { maximize energy: 2 }"
    (model,) = models("fitness=Other", "ticks=30", text=text)
    assert ("fitness", "Other") in model.configuration
    assert ("ticks", "30") in model.configuration


@pytest.mark.parametrize("assignment", ["population=4\nseed=3", "population=4\rseed=3", "seed_from=\udcff"])
def test_only_lines_of_text_can_be_set(assignment: str) -> None:
    with pytest.raises(UsageError):
        assigned([assignment])


def test_what_is_set_anew_takes_the_place_of_what_was() -> None:
    assert merged("seed=3\npopulation=5", ["population = 6", "ticks=3"]) == "seed=3\npopulation = 6\nticks=3"
    assert merged("", ["seed=3"]) == "seed=3"
