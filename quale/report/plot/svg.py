"""Chart → SVG: a picture of its own, white behind it, legible in print and on a page."""

import math
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from quale.report.plot.chart import Band, Chart, Line, Panel, extent, thinned
from quale.report.plot.ticks import shown, ticks

WIDTH, MARGIN, GAP = 980.0, 16.0, 18.0
TALL, LOW = 300.0, 210.0  # of a wide and of a narrow panel, with title and axis
LEFT, HEAD, FOOT = 58.0, 44.0, 34.0  # inside a panel, around its axes
CHARACTER = 6.4
LONGEST_NAME = 26


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a panel's axes lie in the picture, and what they stand for."""

    left: float
    top: float
    width: float
    height: float
    first: float
    last: float
    low: float
    high: float

    def x(self, value: float) -> float:
        """Return where a generation lies."""
        return self.left + self.width * (value - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        """Return where a height lies; halves, so that no difference is too large."""
        part = (value / 2 - self.low / 2) / (self.high / 2 - self.low / 2)
        return self.top + self.height * (1 - min(max(part, -1.0), 2.0))


def frames(chart: Chart) -> tuple[tuple[Frame, ...], float]:
    """Return where each panel lies, and how tall the picture is: wide panels in rows of their own, others in pairs."""
    placed: list[Frame] = []
    top, waiting = MARGIN + 30 + 16 * len(chart.notes), False
    first, last = (chart.first, chart.last) if chart.first < chart.last else (chart.first - 0.5, chart.first + 0.5)
    half = (WIDTH - 2 * MARGIN - GAP) / 2
    for panel in chart.panels:
        tall = TALL if panel.wide else LOW
        if panel.wide and waiting:
            top, waiting = top + LOW + GAP, False
        left = MARGIN + (half + GAP) * waiting
        width = WIDTH - 2 * MARGIN if panel.wide else half
        low, high = extent(panel)
        placed.append(Frame(left + LEFT, top + HEAD, width - LEFT - 8, tall - HEAD - FOOT, first, last, low, high))
        if panel.wide or waiting:
            top, waiting = top + tall + GAP, False
        else:
            waiting = True
    return tuple(placed), top + (LOW + GAP) * waiting


def svg(chart: Chart, name: str = "q") -> str:
    """Return the picture of a chart. `name` begins the ids in it, so that a page can hold several."""
    placed, height = frames(chart)
    font = 'font-family="Verdana, DejaVu Sans, sans-serif" font-size="11"'
    size = f'width="{WIDTH:.0f}" height="{height:.0f}" viewBox="0 0 {WIDTH:.0f} {height:.0f}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font} role="img">',
        f"<title>{escape(chart.title)}</title>",
        f'<rect width="{WIDTH:.0f}" height="{height:.0f}" fill="#ffffff"/>',
        f'<text x="{MARGIN:.0f}" y="{MARGIN + 12:.0f}" font-size="15" fill="#222222">{escape(chart.title)}</text>',
    ]
    lines += [
        f'<text class="note" x="{MARGIN:.0f}" y="{MARGIN + 32 + 16 * row:.0f}" fill="#666666">{escape(words)}</text>'
        for row, words in enumerate(chart.notes)
    ]
    for number, (panel, frame) in enumerate(zip(chart.panels, placed, strict=True)):
        lines += _panel(panel, frame, chart.changed, f"{name}{number}")
    return "\n".join([*lines, "</svg>", ""])


def _panel(panel: Panel, frame: Frame, changed: tuple[int, ...], name: str) -> list[str]:
    right, bottom = frame.left + frame.width, frame.top + frame.height
    area = f'x="{frame.left:.1f}" y="{frame.top:.1f}" width="{frame.width:.1f}" height="{frame.height:.1f}"'
    lines = [
        f'<g class="panel"><clipPath id="{name}"><rect {area}/></clipPath>',
        _heading(panel, frame),
        *_legend(panel, frame),
    ]
    for value in ticks(frame.low, frame.high, max(2, int(frame.height / 36))):
        y = frame.y(value)
        lines.append(f'<path d="M{frame.left:.1f} {y:.1f}H{right:.1f}" stroke="#e4e4e8"/>')
        lines.append(
            f'<text x="{frame.left - 6:.1f}" y="{y + 4:.1f}" text-anchor="end" fill="#555555">{shown(value)}</text>'
        )
    for value in ticks(frame.first, frame.last, max(2, int(frame.width / 80)), whole=True):
        x = frame.x(value)
        lines.append(f'<path d="M{x:.1f} {bottom:.1f}v4" stroke="#888888"/>')
        lines.append(
            f'<text x="{x:.1f}" y="{bottom + 16:.1f}" text-anchor="middle" fill="#555555">{shown(value)}</text>'
        )
    lines.append(f'<text x="{right:.1f}" y="{bottom + 29:.1f}" text-anchor="end" fill="#888888">generation</text>')
    lines.append(f'<g clip-path="url(#{name})">')
    lines += [_band(band, frame) for band in panel.bands]
    lines += [
        f'<path class="changed" d="M{frame.x(generation):.1f} {frame.top:.1f}V{bottom:.1f}" stroke="#999999" '
        'stroke-dasharray="2 3"/>'
        for generation in changed
    ]
    lines += [_line(line, frame) for line in panel.lines]
    lines.append("</g>")
    lines.append(f'<path d="M{frame.left:.1f} {frame.top:.1f}V{bottom:.1f}H{right:.1f}" fill="none" stroke="#888888"/>')
    return [*lines, "</g>"]


def _heading(panel: Panel, frame: Frame) -> str:
    y = frame.top - (28 if named(panel) else 10)
    return f'<text x="{frame.left:.1f}" y="{y:.1f}" font-size="12.5" fill="#222222">{escape(panel.title)}</text>'


def named(panel: Panel) -> list[tuple[str, str, str]]:
    """Return what stands in a panel's legend: name, colour, and how it is drawn."""
    entries = [(line.name, line.colour, "dashed" if line.dashed else "line") for line in panel.lines if line.name]
    return entries + [(band.name, band.colour, "band") for band in panel.bands if band.name]


def _legend(panel: Panel, frame: Frame) -> list[str]:
    """Return names beside what they stand for, in one row above the axes; what has no room is counted."""
    entries = named(panel)
    lines: list[str] = []
    x, y = frame.left, frame.top - 12
    for number, (name, colour, kind) in enumerate(entries):
        words = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        width = 24 + CHARACTER * len(words) + 14
        more = len(entries) - number
        if x + width + (60 if more > 1 else 0) > frame.left + frame.width and number:
            lines.append(f'<text x="{x:.1f}" y="{y:.1f}" fill="#555555">and {more} more</text>')
            break
        if kind == "band":
            lines.append(f'<rect x="{x:.1f}" y="{y - 8:.1f}" width="18" height="8" fill="{colour}" opacity="0.45"/>')
        else:
            dash = ' stroke-dasharray="5 3"' if kind == "dashed" else ""
            lines.append(f'<path d="M{x:.1f} {y - 4:.1f}h18" stroke="{colour}" stroke-width="2.2"{dash}/>')
        lines.append(f'<text x="{x + 24:.1f}" y="{y:.1f}" fill="#333333">{escape(words)}</text>')
        x += width
    return lines


def _line(line: Line, frame: Frame) -> str:
    dash = ' stroke-dasharray="5 3"' if line.dashed else ""
    look = f'fill="none" stroke="{line.colour}" stroke-width="{1 if line.thin else 1.8}"{dash} stroke-linejoin="round"'
    drawn = thinned(line.x, line.y, int(frame.width))
    way, pen = [], "M"
    for x, y in zip(line.x[drawn].tolist(), line.y[drawn].tolist(), strict=True):
        if not math.isfinite(y):
            pen = "M"
            continue
        way.append(f"{pen}{frame.x(x):.1f} {frame.y(y):.1f}")
        pen = "L"
    if len(way) == 1:  # one generation is a dot
        look, way = f'stroke="{line.colour}" stroke-width="5" stroke-linecap="round"', [*way, "h0.01"]
    return f'<path class="curve" d="{"".join(way)}" {look}/>'


def _band(band: Band, frame: Frame) -> str:
    """Return the areas between two curves, one for each stretch in which both are finite."""
    width = int(frame.width)
    drawn = np.union1d(thinned(band.x, band.low, width // 2), thinned(band.x, band.high, width // 2))
    x, low, high = band.x[drawn], band.low[drawn], band.high[drawn]
    known = np.isfinite(low) & np.isfinite(high)
    ways = []
    for part in np.split(np.arange(len(x)), np.flatnonzero(np.diff(known.astype(int))) + 1):
        if len(part) and known[part[0]]:
            there = _points(x[part], high[part], frame)
            back = _points(x[part][::-1], low[part][::-1], frame)
            ways.append(f"M{'L'.join([*there, *back])}Z")
    edge = ' stroke="#ffffff" stroke-width="0.6"' if band.opacity > 0.5 else ""  # neighbours of one colour are two
    hint = f"<title>{escape(band.hint or band.name)}</title>" if band.hint or band.name else ""
    return (
        f'<path class="band" d="{"".join(ways)}" fill="{band.colour}" fill-opacity="{band.opacity}"{edge}>{hint}</path>'
    )


def _points(x: NDArray[np.float64], y: NDArray[np.float64], frame: Frame) -> list[str]:
    return [f"{frame.x(a):.1f} {frame.y(b):.1f}" for a, b in zip(x.tolist(), y.tolist(), strict=True)]
