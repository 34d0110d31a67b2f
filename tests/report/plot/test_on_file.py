"""Charts as they are drawn are on file, as SVG and as what is asked of matplotlib; QUALE_GOLDEN=1 rewrites them."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from quale.diagnostics import UsageError
from quale.report.plot import raster
from quale.report.plot.chart import Band, Chart, Line, Panel, extent
from quale.report.plot.html import page
from quale.report.plot.of_groups import chart_of_groups, grouped
from quale.report.plot.of_run import chart_of_run
from quale.report.plot.svg import Frame, frames, svg
from tests.report.plot.test_plot import curves

FOLDER = Path(__file__).parents[2] / "golden/plots"
X = np.arange(1.0, 6.0)


def odd() -> Chart:
    """Return a chart with what real ones seldom have: gaps, dots, names without room, bounds."""
    gap = np.array([1.0, np.nan, 3.0, np.inf, -2.0])
    line = Line("a <b>", X, gap, "#112233")
    many = tuple(
        Line(f"a curve with the long name number {at}", X, X * at, f"#0000{at}0", dashed=at % 2 == 0) for at in range(6)
    )
    band = Band("between", X, X - 1, X + np.array([1, np.nan, 1, 1, 1]), "#445566")
    dense = Band("", X, X * 0, X, "#667788", opacity=0.8, hint="all & more")
    dot = Line("dot", X[:1], X[:1], "#990000", thin=True)
    return Chart(
        'odd "chart" & more',
        (
            Panel("wide", (line, dot), (band, dense), wide=True, low=-3.0),
            Panel("first", many, high=40.0),
            Panel("second", (Line("", X, X * 1e300, "#123456"),)),
            Panel("third", (), ()),
            Panel("wide again", (Line("flat", X, X * 0 + 7, "#123456", dashed=True),), wide=True),
            Panel("alone", (Line("", X, -X * 1e-300, "#123456"),), low=0.0, high=0.0),
        ),
        1.0,
        5.0,
        ("a note", "and <another>"),
        (2, 4),
    )


CHARTS: dict[str, Callable[[], Chart]] = {
    "odd": odd,
    "run": lambda: chart_of_run(curves(40)),
    "short": lambda: chart_of_run(curves(1, ())),
    "changed": lambda: chart_of_run(replace(curves(12), changed=np.arange(12) == 7)),
    "groups": lambda: chart_of_groups(
        grouped([[curves(20, seed=1), curves(25, seed=2)], [replace(curves(9, seed=3), run="Other")]])
    ),
}


def on_file(name: str, text: str) -> None:
    path = FOLDER / name
    if os.environ.get("QUALE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8").splitlines() == text.splitlines()


@pytest.mark.parametrize("name", CHARTS)
def test_the_picture_is_the_one_on_file(name: str) -> None:
    on_file(f"{name}.svg", svg(CHARTS[name]()))


def test_the_page_is_the_one_on_file() -> None:
    on_file("groups.html", page(CHARTS["groups"](), [["run", "seed"], ["Phase1 <1>", "7"]]))


def test_ids_begin_with_the_name_that_is_asked_for() -> None:
    chart = CHARTS["short"]()
    assert svg(chart, "other").replace("other", "q") == svg(chart)


class Recorder:
    """In the place of anything of matplotlib's: notes what is asked of it."""

    def __init__(self, said: list[str], name: str) -> None:
        self._said, self._name = said, name

    def __getattr__(self, name: str) -> "Recorder":
        return Recorder(self._said, f"{self._name}.{name}")

    def __getitem__(self, key: object) -> "Recorder":
        return Recorder(self._said, f"{self._name}[{key}]")

    def __call__(self, *given: object, **named: object) -> Any:
        words = [*map(shown, given), *(f"{name}={shown(value)}" for name, value in named.items())]
        self._said.append(f"{self._name}({', '.join(words)})")
        if self._name.endswith("savefig"):
            given[0].write(b"the picture")  # type: ignore[attr-defined]
        if self._name.endswith("get_legend_handles_labels"):
            return [], [line for line in self._said if "label=a" in line]
        short = {"add_subplot": "axes", "add_gridspec": "grid", "Figure": "figure"}
        return Recorder(self._said, short.get(self._name.rpartition(".")[2], self._name))


def shown(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"[{' '.join(f'{number:.4g}' for number in value)}]"
    if isinstance(value, Recorder):
        return value._name
    return f"{value:.4g}" if isinstance(value, float) else str(value).partition(" object at")[0].replace("\n", " / ")


@pytest.mark.parametrize("name", ["odd", "short", "changed"])
def test_what_is_asked_of_matplotlib_is_what_is_on_file(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    figures = SimpleNamespace(Figure=Recorder(said, "Figure"))
    monkeypatch.setattr(raster, "import_module", lambda _name: figures)
    assert raster.png(CHARTS[name]()) == b"the picture"
    on_file(f"{name}.matplotlib.txt", "\n".join(said) + "\n")


def test_without_matplotlib_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(raster, "import_module", missing)
    with pytest.raises(
        UsageError, match=r"a PNG is drawn by matplotlib, which is not there: pip install 'quale-lang\[plot\]'"
    ):
        raster.png(odd())


HEIGHTS = [(-1.7e308, 1.7e308), (-5e-324, 5e-324), (0.0, 5e-324), (5e-324, 5e-324), (1e-310, 2e-310), (-3.0, 5.0)]


def placed() -> Iterator[Frame]:
    for low, high in HEIGHTS:
        line = Line("", np.array([1.0, 2.0]), np.array([low, high]), "#000000")
        (frame,), _ = frames(Chart("", (Panel("", (line,)),), 1.0, 2.0))
        assert (frame.low, frame.high) == extent(Panel("", (line,)))
        yield frame


def test_the_ends_of_any_axis_are_its_ends_in_the_picture() -> None:
    for frame in placed():
        assert frame.low < frame.high
        assert frame.y(frame.low) == pytest.approx(frame.top + frame.height)
        assert frame.y(frame.high) == pytest.approx(frame.top)
        middle = frame.low / 2 + frame.high / 2
        assert frame.y(middle) == pytest.approx(frame.top + frame.height / 2, abs=frame.height / 10)
        assert (frame.x(1.0), frame.x(2.0)) == pytest.approx((frame.left, frame.left + frame.width))
        assert frame.top - frame.height <= frame.y(1.7e308) <= frame.y(-1.7e308) <= frame.top + 2 * frame.height
