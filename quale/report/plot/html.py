"""Chart → a page of its own: the picture, what each curve is at a generation under the pointer, the last figures.

Nothing is loaded from anywhere, and the page says so to the browser. The script is forty lines; a library for plots
would be larger than everything else on it.
"""

import json
import math
from collections.abc import Sequence
from html import escape

import numpy as np

from quale.report.plot.chart import Chart
from quale.report.plot.svg import WIDTH, frames, svg

MOST_CELLS = 60_000
"""Figures that a page holds for its read-out; of longer runs it has every second generation, or every third, …"""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

STYLE = """
body { font: 14px Verdana, "DejaVu Sans", sans-serif; color: #222; background: #fff;
  margin: 1.5em auto; max-width: 1000px; }
svg { width: 100%; height: auto; touch-action: none; }
svg:focus { outline: 1px dotted #888; }
table { border-collapse: collapse; font-size: 12px; margin: 1em 16px; font-variant-numeric: tabular-nums; }
td, th { padding: .15em .9em .15em 0; text-align: right; } td:first-child, th:first-child { text-align: left; }
#read { position: sticky; top: 0; background: #fffffff0; border-bottom: 1px solid #ddd; font-size: 12px;
  min-height: 2.6em; padding: .3em 16px; font-variant-numeric: tabular-nums; }
#read b { font-weight: normal; color: #666; }
"""

SCRIPT = """
const data = JSON.parse(document.getElementById("data").textContent);
const picture = document.querySelector("svg"), read = document.getElementById("read");
const rule = document.createElementNS("http://www.w3.org/2000/svg", "path");
rule.setAttribute("stroke", "#444"); rule.setAttribute("stroke-width", "0.7"); rule.setAttribute("fill", "none");
picture.appendChild(rule); picture.tabIndex = 0;
let row = data.generation.length - 1;
function nearest(generation) {
  let low = 0, high = data.generation.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (data.generation[middle] > generation) high = middle; else low = middle;
  }
  return data.generation[high] - generation < generation - data.generation[low] ? high : low;
}
function show(at) {
  row = Math.max(0, Math.min(data.generation.length - 1, at));
  if (row < 0 || !data.generation.length) return;
  const generation = data.generation[row];
  rule.setAttribute("d", data.frames.map(([left, top, width, height]) =>
    "M" + (left + width * (generation - data.first) / (data.last - data.first)).toFixed(1) + " " + top + "v" + height
  ).join(""));
  read.replaceChildren();
  const add = (name, value) => {
    const label = document.createElement("b");
    label.textContent = name + " ";
    read.append(label, value === null ? "-" : String(value), "\\u2002 ");
  };
  add("generation", generation);
  data.columns.forEach(([name, values]) => add(name, values[row]));
}
picture.addEventListener("pointermove", (event) => {
  const box = picture.getBoundingClientRect(), scale = data.width / box.width;
  const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
  const frame = data.frames.find(([left, top, width, height]) =>
    x >= left && x <= left + width && y >= top && y <= top + height);
  if (frame) show(nearest(data.first + (data.last - data.first) * (x - frame[0]) / frame[2]));
});
picture.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -50, PageDown: 50, Home: -1e9, End: 1e9 }[event.key];
  if (step) { show(row + step); event.preventDefault(); }
});
show(row);
"""


def page(chart: Chart, rows: Sequence[Sequence[str]] = ()) -> str:
    """Return the page of a chart; `rows` are a table below it, the first of them its heading."""
    table = "".join(
        f"<tr>{''.join(f'<{cell}>{escape(words)}</{cell}>' for words in row)}</tr>"
        for row, cell in zip(rows, ["th", *["td"] * len(rows)], strict=False)
    )
    data = json.dumps(_data(chart), separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    return "\n".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{escape(chart.title)}</title><style>{STYLE}</style></head><body>",
            '<div id="read" aria-live="polite"></div>',
            svg(chart),
            f"<table>{table}</table>" if table else "",
            f'<script type="application/json" id="data">{data}</script><script>{SCRIPT}</script></body></html>',
            "",
        )
    )


def _data(chart: Chart) -> dict[str, object]:
    """Return what the script needs: where the panels lie, and the curves' heights at each generation it knows."""
    placed, _ = frames(chart)
    named = [
        (f"{line.name}, {panel.title}" if line.name and number else line.name or panel.title, line)
        for number, panel in enumerate(chart.panels)
        for line in panel.lines
    ]
    length = int(chart.last)
    step = max(1, math.ceil(length * (len(named) + 1) / MOST_CELLS))
    generations = np.arange(length, 0, -step)[::-1] if length else np.empty(0, np.int64)  # the last is among them
    columns = []
    for name, line in named:
        at = np.searchsorted(line.x, generations).clip(0, max(len(line.x) - 1, 0))
        there = (line.x[at] == generations).tolist() if len(line.x) else [False] * len(generations)
        values = (line.y[at] if len(line.x) else generations).tolist()
        columns.append((name, [_figure(value) if known else None for value, known in zip(values, there, strict=True)]))
    return {
        "width": WIDTH,
        "first": placed[0].first,
        "last": placed[0].last,
        "frames": [[round(part, 1) for part in (one.left, one.top, one.width, one.height)] for one in placed],
        "generation": generations.tolist(),
        "columns": columns,
    }


def _figure(value: float) -> float | None:
    """Return a figure as short as it is read, None for what is no number."""
    short = float(f"{value:.5g}")
    if not math.isfinite(short):
        return None
    return int(short) if short == int(short) else short
