"""Kernels give the same bits on single numbers and on arrays of any length."""

import numpy as np
import pytest

from quale.numeric.activations import FORMULAS
from quale.numeric.functions import FUNCTIONS, Formula
from quale.numeric.scalars import evaluate
from tests.numeric.reference import on_arrays

EDGES = (0.0, -0.0, 1.0, -1.0, 0.5, 5e-324, -1e-310, 1e308, -1e308, 2.0**30, 20.0, np.inf, -np.inf, np.nan)
ALL: list[tuple[str, int, Formula]] = [
    *((name, arity, f.formula) for name, f in FUNCTIONS.items() for arity in f.arity),
    *((f"activation {name}", 1, formula) for name, formula in FORMULAS.items()),
]


@pytest.mark.parametrize(("name", "arity", "formula"), ALL, ids=[f"{name}/{arity}" for name, arity, _ in ALL])
def test_a_number_alone_and_in_an_array(name: str, arity: int, formula: Formula) -> None:
    chance = np.random.default_rng(len(name))
    n = 300
    random = chance.choice([-1.0, 1.0], (n, arity)) * np.exp2(chance.uniform(-40, 12, (n, arity)))
    edges = chance.choice(EDGES, (n, arity))
    rows = np.concatenate([random, edges, np.where(chance.random((n, arity)) < 0.5, random, edges)])
    together = on_arrays(formula, *rows.T)
    alone = np.array([evaluate(formula, *row) for row in rows.tolist()])
    nan = np.isnan(together)
    assert np.array_equal(nan, np.isnan(alone))
    assert np.array_equal(together.view(np.int64)[~nan], alone.view(np.int64)[~nan])
