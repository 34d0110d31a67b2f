"""Curves of one run → Chart: fitness, species, complexity, and every metric."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quale.evolution.spread import Spread
from quale.report.plot.chart import Band, Chart, Line, Panel
from quale.report.plot.curves import Curves

BLUE, ORANGE, GREEN, RED, SKY, PURPLE, YELLOW = (
    *("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#b8a800"),
)
"""Colours told apart by every kind of colour vision (Okabe & Ito 2008; their yellow darker, for white paper)."""

COLOURS = (BLUE, RED, GREEN, PURPLE, ORANGE, SKY, YELLOW)

HELD_OUT = "held_out"
"""A metric of this name is the score on what evolution never sees: it stands beside the fitness."""

MOST_SPECIES = 40
"""So many species get a band of their own, those that were largest; the others share one."""

MOST_COLUMNS = 440
"""So many generations are drawn of species bands, evenly: one for every second pixel of the picture."""


def chart_of_run(curves: Curves, title: str = "") -> Chart:
    """Return the chart of a run: best, mean, median and quartiles, species bands, complexity, species, metrics."""
    x = curves.generation.astype(np.float64)
    panels = [_fitness(curves, x)]
    if curves.spread:
        panels.append(_species(curves))
    columns = curves.columns
    panels.append(Panel("complexity (enabled connections, mean)", (Line("", x, columns["complexity"], GREEN),), low=0))
    panels.append(Panel("number of species", (Line("", x, columns["species"], PURPLE),), low=0))
    panels += [
        Panel(f"{name} of the generation's best", (Line("", x, values, COLOURS[number % len(COLOURS)]),))
        for number, (name, values) in enumerate(_metrics(curves))
    ]
    last = float(len(curves))
    changed = tuple((np.flatnonzero(curves.changed) + 1).tolist())
    words = title or f"{curves.run}, {len(curves):,} generations, seed {curves.seed}"
    return Chart(words, tuple(panels), min(1.0, last), last, tuple(_notes(curves, changed)), changed)


def held_out(curves: Curves) -> list[tuple[str, NDArray[np.float64]]]:
    """Return the score on what evolution never sees, if there is one."""
    return [(name, values) for name, values in _all_metrics(curves) if name == HELD_OUT]


def _fitness(curves: Curves, x: NDArray[np.float64]) -> Panel:
    columns = curves.columns
    lines = [
        *(Line(name, x, values, RED, dashed=True) for name, values in held_out(curves)),
        Line("mean", x, columns["mean"], ORANGE, thin=True),
        Line("median", x, columns["median"], GREEN, thin=True),
        Line("best", x, columns["best"], BLUE),
    ]
    at = np.array([float(one.generation) for one in curves.spread])
    lower, upper = (np.array([getattr(one, side) for one in curves.spread]) for side in ("lower", "upper"))
    bands = (Band("quartiles", at, lower, upper, GREEN),) if len(at) > 1 else ()
    low = floor_of((columns["best"], columns["median"]), columns["mean"])
    return Panel("fitness", tuple(lines), bands, wide=True, low=low)


def floor_of(telling: Sequence[NDArray[np.float64]], other: NDArray[np.float64]) -> float | None:
    """Return where a panel is cut off below, None where all of it can be shown.

    One genome's enormous loss drags a mean down so far that the `telling` curves would be flat beside it: what is
    further below them than they reach is not shown.
    """
    known = np.concatenate([curve[np.isfinite(curve)] for curve in telling])
    below = other[np.isfinite(other)]
    if not len(known) or not len(below):
        return None
    low, high = float(known.min()), float(known.max())
    least = low - (high - low)
    return least if high > low and float(below.min()) < least else None


def _species(curves: Curves) -> Panel:
    """Return members of species over generations, one on the other, the oldest at the bottom."""
    spread = evenly(curves.spread)
    at = np.array([float(one.generation) for one in spread])
    sizes: dict[int, NDArray[np.float64]] = {}
    for place, one in enumerate(spread):
        for identity, members in one.species:
            sizes.setdefault(identity, np.zeros(len(at)))[place] = members
    others = np.array([float(one.others[1]) for one in spread])
    if len(at) == 1:  # one generation is shown as a bar
        at = np.array([at[0] - 0.5, at[0] + 0.5])
        sizes = {identity: np.repeat(size, 2) for identity, size in sizes.items()}
        others = np.repeat(others, 2)
    largest = sorted(sizes, key=lambda identity: (-float(sizes[identity].max()), identity))
    own = sorted(largest[:MOST_SPECIES])
    rest = largest[MOST_SPECIES:]
    bands, floor = [], np.zeros(len(at))
    for identity in own:
        top = floor + sizes[identity]
        colour = COLOURS[identity % len(COLOURS)]
        bands.append(_stretch(identity, at, floor, top, colour))
        floor = top
    if rest or others.any():
        top = floor + sum((sizes[identity] for identity in rest), others)
        name = "smaller species" if others.any() else f"{len(rest)} smaller species"  # the log only counts the smallest
        bands.append(Band(name, at, floor, top, "#bbbbbb", 0.8))
    known = f"known of {len(curves.spread):,} of {len(curves):,} generations" * (len(curves.spread) < len(curves))
    return Panel(f"members of species{', ' * bool(known)}{known}", (), tuple(bands), wide=True, low=0)


def evenly(spread: tuple[Spread, ...]) -> tuple[Spread, ...]:
    """Return at most MOST_COLUMNS spreads, with the first and the last among them."""
    if len(spread) <= MOST_COLUMNS:
        return spread
    return tuple(spread[(len(spread) - 1) * number // (MOST_COLUMNS - 1)] for number in range(MOST_COLUMNS))


def _stretch(
    identity: int, at: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64], colour: str
) -> Band:
    """Return a species' band from just before its first to just after its last known generation: no hairline beyond."""
    alive = np.flatnonzero(high > low)
    part = slice(max(int(alive[0]) - 1, 0), int(alive[-1]) + 2)
    hint = f"species {identity}: generations {at[alive[0]]:,.0f} to {at[alive[-1]]:,.0f}"
    shade = 0.55 if (identity // len(COLOURS)) % 2 else 0.8  # the same colour comes again lighter
    return Band("", at[part], low[part], high[part], colour, shade, hint)


def _all_metrics(curves: Curves) -> list[tuple[str, NDArray[np.float64]]]:
    start = "metric."
    return [(name.removeprefix(start), values) for name, values in curves.columns.items() if name.startswith(start)]


def _metrics(curves: Curves) -> list[tuple[str, NDArray[np.float64]]]:
    return [(name, values) for name, values in _all_metrics(curves) if name != HELD_OUT]


def _notes(curves: Curves, changed: tuple[int, ...]) -> list[str]:
    notes = ["best is the highest of a generation's scores in its own scenarios, so it flatters"]
    if len(curves) > 1 and len(curves.spread) < len(curves):
        notes.append(
            f"quartiles and species are known of {len(curves.spread)} generation{'s' * (len(curves.spread) != 1)}, "
            "those with a checkpoint or a line in population.jsonl, and joined by straight lines"
        )
    if changed:
        notes.append("dotted: the program changed, and scores before are not comparable with those after")
    return notes
