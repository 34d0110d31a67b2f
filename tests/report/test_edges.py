"""Scores at the ends of what a number can be: all statistics are finite where the scores are, and all are shown."""

import io
import math
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from quale.checkpoint.format.snapshot import Snapshot
from quale.cli.live import Live
from quale.cli.progress import Plan
from quale.evolution.ask import ask
from quale.evolution.records.settings import Settings, Speciation
from quale.evolution.records.state import State
from quale.evolution.tell import tell
from quale.model.model import ProgramText
from quale.numeric.sums import mean, median
from quale.report.inspect import inspect
from quale.report.sparkline import BLOCKS, sparkline
from quale.report.write import write
from quale.run.finished import Finished
from quale.runtime.aggregate import aggregate
from tests.evolution.toy import begin

MOST = 1.7976931348623157e308
EDGES = (MOST, -MOST, 1.7e308, -1.7e308, 5e-324, -5e-324, 0.0, -0.0, 1.0, 2.2250738585072014e-308)
SCORES = st.sampled_from(EDGES) | st.floats(allow_nan=False, allow_infinity=False)


@given(values=st.lists(SCORES, min_size=1, max_size=12))
@settings(max_examples=300, deadline=None)
def test_means_and_medians_are_finite(values: list[float]) -> None:
    found = np.array(values)
    assert math.isfinite(mean(found))
    assert min(values) <= median(found) <= max(values)


@pytest.mark.parametrize("value", EDGES)
@pytest.mark.parametrize("count", [1, 2, 3, 7, 10, 30])
def test_the_mean_of_what_is_all_the_same_at_the_edge_is_that(value: float, count: int) -> None:
    assert mean(np.full(count, value)) == value or abs(value) == 1.0


@given(values=st.lists(SCORES, min_size=1, max_size=9), how=st.sampled_from(["mean", "min", "max", "median"]))
@settings(max_examples=300, deadline=None)
def test_a_genomes_score_is_finite_where_those_of_its_scenarios_are(values: list[float], how: str) -> None:
    results = np.stack([np.array([values, values[::-1]])] * 2, axis=2)
    found = aggregate(results, how)
    assert np.isfinite(found).all()
    if how != "mean":
        assert ((found[:, 0] >= min(values)) & (found[:, 0] <= max(values))).all()


@given(values=st.lists(SCORES | st.sampled_from([math.inf, math.nan]), max_size=80))
@settings(max_examples=300, deadline=None)
def test_a_sparkline_is_drawn_of_any_values(values: list[float]) -> None:
    line = sparkline(values, 80)
    assert len(line) == len(values)
    finite = [value for value in values if math.isfinite(value)]
    shown = [block for block in line if block != " "]
    assert len(shown) == len(finite)
    if finite and min(finite) < max(finite):
        assert line[values.index(max(finite))] == BLOCKS[-1]
        assert line[values.index(min(finite))] == BLOCKS[0]


def figures(state: State) -> Iterable[float]:
    history = state.history
    for row in range(len(history)):
        yield from (float(c[row]) for c in (history.best, history.mean, history.median, history.worst))


@given(generations=st.lists(st.lists(SCORES, min_size=6, max_size=6), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_a_run_goes_on_and_is_shown_whatever_its_scores(generations: list[list[float]]) -> None:
    rules = Settings(population=6, speciation=Speciation(target_species=2))
    state, display, screen = begin(rules), Live(), io.StringIO()
    display._console = Console(file=screen, force_terminal=True, width=60)  # a screen to look at
    display.begin(Plan("E", 1, 0, len(generations), 6, Path("nowhere")))
    for scores in generations:
        state = tell(state, ask(state, rules), np.array(scores)[:, None], rules)
        snapshot = Snapshot("E", ProgramText((), ()), (), (), state)
        display.generation(Finished(snapshot), 0.0)
        row = state.history
        assert min(scores) == row.worst[-1] <= row.median[-1] <= row.best[-1] == max(scores)
        assert len(state.population) == 6
    display.end()
    assert all(math.isfinite(figure) for figure in figures(state))
    assert np.isfinite(state.species.best).all()
    assert math.isfinite(state.species.threshold)
    assert "History" in str(write(inspect(snapshot)))


def test_a_threshold_that_only_rises_stays_a_number() -> None:
    rules = Settings(population=4, speciation=Speciation(target_species=1))
    state = begin(rules)

    state = tell(state, ask(state, rules), np.zeros((4, 1)), rules)
    species = replace(state.species, threshold=1e308)
    state = tell(replace(state, species=species), ask(state, rules), np.zeros((4, 1)), rules)
    assert math.isfinite(state.species.threshold)
