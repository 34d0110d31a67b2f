"""Every construct of the language stands in an example or a random program, which both executions are held to."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from quale.diagnostics import Source
from quale.language.definitions.mentions import nodes
from quale.language.expressions.call import DRAWS
from quale.language.expressions.query import BUILT_IN
from quale.language.expressions.unfold.motion import METHODS
from quale.language.expressions.unfold.pick import PICKS
from quale.language.parsing.parse import parse
from quale.language.syntax import tree as syntax
from quale.model.expression import REDUCTIONS
from quale.model.kinds import Aggregate, Event, PortKind
from quale.numeric.functions import FUNCTIONS
from tests.compiler.differential.compare import random_program
from tests.compiler.differential.picks import seeded

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.quale"))
SEEDS = range(60)
"""Of programs that are written and parsed here; `test_differential.py` and the campaign run such ones."""

ELSEWHERE = {
    "Size": "the older form of a world, which is rewritten before it is checked",
    "Travel": "graphs",
    "Turn": "made by the checker",
    "Return": "looked for below, in functions",
    "View": "draw blocks are no part of a run",
    "Shape": "draw blocks are no part of a run",
    "TextLiteral": "fields and draw blocks",
}
"""Constructs that stand in no run of a world, or are looked for apart, with the reason."""

PARTS = [each.__name__ for union in (syntax.Expression, syntax.Statement) for each in get_args(union)]
DECLARED = ["Array length", "Function", "Constant", "Table", "per tick", "per record", "motion", "from"]
WORDS = [*FUNCTIONS, *DRAWS, *PICKS, *REDUCTIONS, *BUILT_IN, "delay", "fired", *METHODS, *Aggregate, *Event, *PortKind]


@cache
def programs() -> tuple[str, ...]:
    """Return the texts of all examples and of many random programs."""
    written = [random_program(seeded(seed)).files[0][1] for seed in SEEDS]
    return (*(path.read_text(encoding="utf-8") for path in EXAMPLES), *written)


@cache
def constructs() -> frozenset[str]:
    """Return the names of all syntax nodes in the programs, and what else they tell."""
    return frozenset(name for text in programs() for name in _of(parse(Source("program.quale", text))[0]))


def _of(tree: syntax.Tree) -> Iterator[str]:
    for node in nodes((tree.blocks, tree.constants, tree.functions, tree.tables)):
        yield type(node).__name__
        if getattr(node, "length", None) is not None:
            yield "Array length"
        if getattr(node, "base", None) is not None:
            yield "from"
        if isinstance(node, syntax.MetricDeclaration):
            yield "per tick" if node.per_tick is not None else "per record" if node.record is not None else "metric"
        if isinstance(node, syntax.Statements):
            yield node.keyword


@pytest.mark.parametrize("name", [*(part for part in PARTS if part not in ELSEWHERE), *DECLARED, "Return"])
def test_a_construct_is_run_in_both_executions(name: str) -> None:
    assert name in constructs()


@pytest.mark.parametrize("word", [word for word in WORDS if word != "mod"])
def test_a_word_of_the_language_is_run_in_both_executions(word: str) -> None:
    assert any(re.search(rf"(?<!\w){word}(?!\w)", text) for text in programs())


def test_what_is_left_out_is_a_construct() -> None:
    assert set(ELSEWHERE) <= set(PARTS)
