"""Several runs → Chart: for each group of repeats the median over its runs and the band between its quartiles."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.report.plot.chart import Band, Chart, Line, Panel
from quale.report.plot.curves import Curves
from quale.report.plot.of_run import COLOURS, floor_of


@dataclass(frozen=True, slots=True)
class Group:
    """Runs of one experiment that differ in their seeds, under the name that tells them from others."""

    name: str
    runs: tuple[Curves, ...]  # at least one


def grouped(found: Sequence[Sequence[Curves]]) -> tuple[Group, ...]:
    """Return groups with names that differ. Repeats stay together; single runs of one experiment are put together."""
    groups: list[list[Curves]] = []
    single: dict[str, list[Curves]] = {}
    for runs in found:
        if len(runs) == 1 and runs[0].program in single:
            single[runs[0].program].append(runs[0])
            continue
        groups.append(list(runs))
        if len(runs) == 1:
            single[runs[0].program] = groups[-1]
    names = [runs[0].run for runs in groups]
    return tuple(
        Group(names[number] if names.count(names[number]) == 1 else _place(runs), tuple(runs))
        for number, runs in enumerate(groups)
    )


def _place(runs: list[Curves]) -> str:
    """Return where the runs of a group lie, for people."""
    return runs[0].place if len(runs) == 1 else runs[0].place.rpartition("/")[0] or runs[0].place


SIDES = (("best", "best fitness of the generation"), ("mean", "mean fitness"))
SIZES = (("complexity", "complexity (enabled connections, mean)"), ("species", "number of species"))


def chart_of_groups(groups: Sequence[Group], title: str = "") -> Chart:
    """Return the chart of groups: the best and mean fitness, complexity, species, and metrics that all of them have."""
    runs = [run for group in groups for run in group.runs]
    last = max(map(longest, groups))
    names = set.intersection(*({name for name in run.columns if name.startswith("metric.")} for run in runs))
    metrics = [(name, name.removeprefix("metric.")) for name in runs[0].columns if name in names]
    panels = [_panel(groups, column, words, wide=column == "best") for column, words in (*SIDES, *SIZES, *metrics)]
    count = f"{len(runs)} run{'s' * (len(runs) != 1)}"
    notes = []
    if any(len(group.runs) > 1 for group in groups):
        notes.append("line: median over the runs of a group; band: from their first quartile to their third")
    if any(len(run) < longest(group) for group in groups for run in group.runs):
        notes.append("a run that is over keeps its last values for as long as another of its group goes on")
    names_of = " and ".join(group.name for group in groups) if len(groups) <= 3 else f"{len(groups)} groups"
    return Chart(title or f"{names_of}: {count}", tuple(panels), min(1.0, float(last)), float(last), tuple(notes))


def _panel(groups: Sequence[Group], column: str, words: str, *, wide: bool) -> Panel:
    lines, bands, telling = [], [], []
    for number, group in enumerate(groups):
        colour, last = COLOURS[number % len(COLOURS)], longest(group)
        x = np.arange(1, last + 1, dtype=np.float64)
        low, middle, high = quartiles(np.stack([held(run.columns[column], last) for run in group.runs]))
        many = f" (of {len(group.runs)})" if len(group.runs) > 1 else ""
        lines.append(Line(group.name + many, x, middle, colour, dashed=number >= len(COLOURS)))
        telling += [run.columns["median"] for run in group.runs]
        if len(group.runs) > 1:
            bands.append(Band("", x, low, high, colour, 0.18, f"{group.name}: quartiles"))
    floor = 0.0 if column in ("complexity", "species") else None
    if column == "mean":
        floor = floor_of(telling, np.concatenate([line.y for line in lines]))
    return Panel(words, tuple(lines), tuple(bands), wide=wide, low=floor)


def longest(group: Group) -> int:
    """Return the generations of a group's longest run: beyond it nothing is known."""
    return max(len(run) for run in group.runs)


def held(values: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """Return values made as long as asked: what is over keeps its last one, what never began has none."""
    if not len(values):
        return np.full(length, np.nan)
    return np.concatenate([values, np.full(length - len(values), values[-1])])


def quartiles(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return first quartile, median and third quartile [3, G] of R runs [R, G], of those with a number there."""
    known = np.isfinite(rows).any(axis=0)
    found = np.full((3, rows.shape[1]), np.nan)
    if known.any():
        part = np.where(np.isfinite(rows[:, known]), rows[:, known], np.nan)
        found[:, known] = 2 * np.nanquantile(part / 2, (0.25, 0.5, 0.75), axis=0)
    return found
