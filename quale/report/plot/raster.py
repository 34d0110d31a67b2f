"""Chart → PNG by matplotlib, the extra `plot`: the same panels, for papers and places that show no SVG."""

import io
import math
from importlib import import_module
from typing import Any

from quale.diagnostics import UsageError
from quale.report.plot.chart import Chart, Panel, extent

INSTALL = "pip install 'quale-lang[plot]'"
WIDTH, TALL, LOW = 9.8, 3.0, 2.1  # inches
DOTS = 150  # per inch


def png(chart: Chart) -> bytes:
    """Return the picture of a chart.

    Raises:
        UsageError: matplotlib is not there.
    """
    try:
        figures = import_module("matplotlib.figure")
    except ImportError as error:
        raise UsageError(
            f"a PNG is drawn by matplotlib, which is not there: {INSTALL}; SVG and HTML need nothing"
        ) from error
    rows = _rows(chart.panels)
    heights = [TALL if panels[0].wide else LOW for panels in rows]
    figure = figures.Figure(
        figsize=(WIDTH, math.fsum((*heights, 0.4, 0.2 * len(chart.notes)))), dpi=DOTS, layout="constrained"
    )
    figure.suptitle("\n".join((chart.title, *chart.notes)), fontsize=9, x=0.01, ha="left")
    grid = figure.add_gridspec(len(rows), 2, height_ratios=heights)
    for number, panels in enumerate(rows):
        places = [grid[number, :]] if panels[0].wide else [grid[number, 0], grid[number, 1]]
        for panel, place in zip(panels, places, strict=False):
            _draw(figure.add_subplot(place), panel, chart)
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _rows(panels: tuple[Panel, ...]) -> list[list[Panel]]:
    """Return the panels row by row: wide ones alone, others in pairs."""
    rows: list[list[Panel]] = []
    for panel in panels:
        if not panel.wide and rows and len(rows[-1]) == 1 and not rows[-1][0].wide:
            rows[-1].append(panel)
        else:
            rows.append([panel])
    return rows


def _draw(axes: Any, panel: Panel, chart: Chart) -> None:
    for band in panel.bands:
        look = {"color": band.colour, "alpha": band.opacity, "linewidth": 0}
        axes.fill_between(band.x, band.low, band.high, label=band.name or None, **look)
    for line in panel.lines:
        style = "--" if line.dashed else "-"
        width = 0.8 if line.thin else 1.4
        marker = "o" if len(line.x) == 1 else ""
        axes.plot(line.x, line.y, style, marker=marker, color=line.colour, linewidth=width, label=line.name or None)
    for generation in chart.changed:
        axes.axvline(generation, color="#999999", linestyle=":", linewidth=0.8)
    low, high = extent(panel)
    axes.set_ylim(low, high)
    if chart.first < chart.last:
        axes.set_xlim(chart.first, chart.last)
    axes.set_title(panel.title, fontsize=9, loc="left")
    axes.set_xlabel("generation", fontsize=7, loc="right", color="#888888")
    axes.tick_params(labelsize=7)
    axes.spines[["top", "right"]].set_visible(b=False)
    if axes.get_legend_handles_labels()[1]:
        axes.legend(fontsize=7, frameon=False)
