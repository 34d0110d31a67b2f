"""Which experiments a run means, and in which order they come."""

from dataclasses import replace

import pytest

from quale.diagnostics import UsageError
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import Model, ProgramText, Project
from quale.run.selection import choose, in_order, run_of
from tests.cli.command import BLOCKS, evolve_block


def project(*blocks: tuple[str, str]) -> Project:
    """Return experiments by name, each with what it is seeded from, as it is written."""
    texts = (evolve_block(name, more=f"seed_from: {source}" if source else "") for name, source in blocks)
    return load_text(ProgramText((("several.quale", BLOCKS + "".join(texts)),), ()), DOMAINS).project


def names(models: tuple[Model, ...]) -> list[str]:
    return [model.name for model in models]


@pytest.mark.parametrize(
    ("blocks", "order"),
    [
        ([("A", ""), ("B", ""), ("C", "")], ["A", "B", "C"]),
        ([("A", "C"), ("B", ""), ("C", "")], ["B", "C", "A"]),
        ([("A", "B"), ("B", "C"), ("C", ""), ("D", "")], ["C", "B", "A", "D"]),
        ([("A", ""), ("B", "A"), ("C", "A"), ("D", "B")], ["A", "B", "C", "D"]),
        ([("A", '"somewhere"'), ("B", "")], ["A", "B"]),
    ],
)
def test_every_experiment_comes_after_its_source_and_else_as_it_is_written(
    blocks: list[tuple[str, str]], order: list[str]
) -> None:
    assert names(choose(project(*blocks), "all")) == order
    assert names(in_order(project(*blocks).models)) == order


def test_one_experiment_needs_no_name_and_several_do() -> None:
    several = project(("A", ""), ("B", ""))
    assert names(choose(project(("A", "")), None)) == ["A"]
    assert names(choose(several, "b")) == ["B"]
    assert names(choose(several, None, several=True)) == ["A", "B"]
    with pytest.raises(UsageError, match="say which with --run NAME, or --run all: A, B"):
        choose(several, None)
    with pytest.raises(UsageError, match="no evolve block `C`; there are: A, B"):
        choose(several, "C")


@pytest.mark.parametrize(("run", "one"), [(None, None), ("all", None), ("ALL", None), ("Walk", "Walk"), ("", "")])
def test_fields_are_set_in_the_one_run_that_is_asked_for_or_in_all(run: str | None, one: str | None) -> None:
    assert run_of(run) == one


def test_runs_that_wait_for_one_another_are_named() -> None:
    models = project(("A", ""), ("B", "A")).models
    circle = (replace(models[0], seed_from="B"), models[1])
    with pytest.raises(UsageError, match="these evolve blocks wait for one another: A, B"):
        in_order(circle)
