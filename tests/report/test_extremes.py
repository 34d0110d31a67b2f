"""Scores and weights at the edges of doubles: every figure and picture of them is there, and finite where they are."""

import json
import math
import re
import statistics
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quale.report.data import data
from quale.report.estimate import estimate
from quale.report.follow import follow
from quale.report.inspect import inspect
from quale.report.untangle import untangle
from quale.report.write import write
from tests.cli.command import BLOCKS, evolve_block, quale
from tests.report.grown import genome, interface, snapshot

MOST = sys.float_info.max
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(FINITE, min_size=2, max_size=9))
def test_estimates_of_any_finite_numbers_are_finite_and_right(numbers: list[float]) -> None:
    found = estimate(numbers)
    exact = sum(map(Fraction, numbers)) / len(numbers)
    assert found.mean == pytest.approx(float(exact), rel=1e-12, abs=5e-324)
    assert found.least == min(numbers)
    assert found.most == max(numbers)
    assert 0 <= found.deviation <= MOST
    assert -MOST <= found.low <= found.high <= MOST
    variance = sum((Fraction(number) - exact) ** 2 for number in numbers) / (len(numbers) - 1)
    if 1e-300 < variance < 1e300:
        assert found.deviation == pytest.approx(math.sqrt(variance), rel=1e-9)


def test_scores_that_are_none_make_no_traceback() -> None:
    for numbers in ([math.inf, 1.0], [math.inf, -math.inf], [math.nan, 1.0], [math.inf, math.nan, 1e308]):
        found = estimate(numbers)
        assert not math.isfinite(found.mean)
        assert math.isnan(found.deviation)


@pytest.mark.parametrize("numbers", [[1.0, 2.0, 4.0, 9.0], [0.1, 0.2, 0.3], [1e-3, 7.0, -2.0], [0.0, 0.0]])
def test_ordinary_estimates_are_the_textbooks_to_the_bit(numbers: list[float]) -> None:
    found = estimate(numbers)
    mean = math.fsum(numbers) / len(numbers)
    assert found.mean == mean
    squares = [(number - mean) ** 2 for number in numbers]
    assert found.deviation == math.sqrt(math.fsum(squares) / (len(numbers) - 1))
    assert found.deviation == pytest.approx(statistics.stdev(numbers))


@pytest.mark.parametrize(
    "fitness",
    ["1.7e308", "-1.797e308", "5e-324", "-1e-310"],
)
def test_every_command_shows_a_run_of_such_scores(fitness: str, tmp_path: Path) -> None:
    program = tmp_path / "edge.quale"
    scored = f"metric big = agent.place * {fitness}\n  maximize big: 1"
    text = BLOCKS.replace("maximize nearness: 1", scored) + evolve_block(generations=3)
    program.write_text(text, encoding="utf-8")
    quale("evolve", program, "--repeat", "2", "--quiet", cwd=tmp_path)
    one = "checkpoints/walk/repeat1"
    for command in (
        ("inspect", one),
        ("inspect", one, "--json"),
        ("inspect", one, "checkpoints/walk/repeat2"),
        ("plot", "Walk", "--out", "two.svg"),
        ("plot", one, "--out", "one.svg"),
        ("plot", one, "--out", "one.html"),
        ("compare", "Walk", one, "--json"),
        ("score", one, "--scenarios", "4"),
        ("score", one, "--scenarios", "4", "--json"),
        ("replay", one),
        ("replay", one, "--html", "one.page.html"),
        ("replay", one, "--without", "place", "--scenarios", "3"),
        ("export", one, "--to", "json"),
        ("runs", "checkpoints/walk"),
        ("evolve", "--resume", one, "--generations", "4", "--json"),
    ):
        said = quale(*command, cwd=tmp_path).stdout
        assert not re.search(r"\b(inf|nan|Infinity|NaN)\b", said), said
    for picture in ("one.svg", "two.svg", "one.html"):
        assert "nan" not in (tmp_path / picture).read_text(encoding="utf-8").replace("finance", "")


@pytest.mark.parametrize("weight", [1e200, 1.7e308, -1e200])
def test_pathways_whose_weights_multiply_beyond_any_number_are_told(weight: float) -> None:
    """Sensor 0 reaches actuator 1 through nodes 2 and 3, whose products are infinite and of different signs."""
    ends = interface(["hunger"], ["eat"])
    ways = [(0, 2, weight, True), (2, 1, weight, True), (0, 3, weight, True), (3, 1, -weight, True), (0, 1, 0.5, True)]
    found = inspect(snapshot(ends, genome(ends, [2, 3], ways)))
    text = "\n".join(line for _, lines in write(found) for line in lines)
    assert "hunger → eat" in text
    json.dumps(data(found), allow_nan=False)


def test_sums_beyond_any_number_have_the_sign_of_their_parts() -> None:
    ends = interface(["hunger"], ["eat"])
    for sign in (1.0, -1.0):
        ways = [(0, 2, 1.0, True), (2, 1, sign * 1.7e308, True), (0, 1, sign * 1.7e308, True)]
        (way,) = follow(untangle(genome(ends, [2], ways), 0, ends))
        assert way.influence == sign * math.inf
