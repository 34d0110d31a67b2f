"""Groups of runs → the tables of `quale compare` and of repeats, as text and as plain data."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from quale.report.plot.curves import Curves
from quale.report.plot.of_groups import Group
from quale.report.plot.statistics import LEVEL, Comparison, Summary, compare, summarize
from quale.report.write import number

QUANTITIES = ("best", "generation", "generations", "evaluations", "complexity")
"""What runs can be compared by, beside the metrics of their best genomes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What groups of runs come to in one quantity."""

    quantity: str
    groups: tuple[tuple[Group, Summary], ...]
    tests: tuple[tuple[str, str, Comparison], ...]  # of every pair of groups


def value_of(run: Curves, quantity: str) -> float:
    """Return a quantity of a run; a metric is its best genome's, not a number where there is none.

    `generation` is the one that the best genome is from.
    """
    if quantity == "best":
        return run.best
    if quantity == "generation":
        return float(run.best_generation)
    if quantity == "generations":
        return float(len(run))
    if quantity == "evaluations":
        return float(run.columns["evaluations"][-1]) if len(run) else 0.0
    if quantity == "complexity":
        return run.complexity
    return dict(run.metrics).get(quantity, float("nan"))


def quantities(groups: Sequence[Group]) -> tuple[str, ...]:
    """Return what the groups can be compared by: what every run has, and metrics that all have."""
    runs = [run for group in groups for run in group.runs]
    shared = [name for name, _ in runs[0].metrics if all(name in dict(run.metrics) for run in runs)]
    return (*QUANTITIES, *(name for name in shared if name not in QUANTITIES))


def judge(groups: Sequence[Group], quantity: str, seed: int) -> Verdict:
    """Return summaries and tests of the groups in one quantity."""
    values = {group.name: [value_of(run, quantity) for run in group.runs] for group in groups}
    tests = []
    for one, other in combinations(values, 2):
        tested = compare(values[one], values[other])
        if tested is not None:
            tests.append((one, other, tested))
    return Verdict(quantity, tuple((group, summarize(values[group.name], seed)) for group in groups), tuple(tests))


def write_verdict(verdict: Verdict) -> Iterable[str]:
    """Yield the lines of a comparison: a row for each group, a line for each test."""
    head = ("", "runs", f"{verdict.quantity}: median", f"{LEVEL:.0%} interval", "quartiles")
    rows = [
        (group.name, str(len(group.runs)), number(one.median), _span(*one.interval), _span(one.low, one.high))
        for group, one in verdict.groups
    ]
    yield from aligned(head, rows)
    for one, other, test in verdict.tests:
        kind = "exact" if test.exact else "normal approximation"
        yield (
            f"{one} against {other}: larger in {test.superiority:.0%} of pairs, Mann-Whitney U = {test.u:g}, "
            f"p = {test.p:.3g} ({kind})"
        )
    if len(verdict.tests) > 1:
        yield f"p is of each test by itself; of {len(verdict.tests)} tests some may be small by chance"
    if any(len(group.runs) < 5 for group, _ in verdict.groups):
        yield "with fewer than 5 runs a group, hardly any difference can be told from chance"


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """Return a comparison as plain data; what is not a number is for the writer of JSON to replace."""
    return {
        "by": verdict.quantity,
        "groups": [
            {
                "name": group.name,
                "runs": [
                    {"place": run.place, "seed": run.seed, "value": value_of(run, verdict.quantity)}
                    for run in group.runs
                ],
                "median": one.median,
                "quartiles": [one.low, one.high],
                "interval": list(one.interval),
                "level": LEVEL,
            }
            for group, one in verdict.groups
        ],
        "tests": [
            {"first": one, "second": other, "u": test.u, "superiority": test.superiority, "p": test.p}
            | {"exact": test.exact}
            for one, other, test in verdict.tests
        ],
    }


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Yield a table: names to the left, numbers to the right."""
    widths = [max(len(line[column]) for line in (head, *rows)) for column in range(len(head))]
    for first, *others in (head, *rows):
        cells = [f"{first:<{widths[0]}}", *(f"{cell:>{w}}" for cell, w in zip(others, widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()


def _span(low: float, high: float) -> str:
    return f"{number(low)} to {number(high)}" if math.isfinite(low) else "-"
