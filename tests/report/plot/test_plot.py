"""What a chart says of a run: structure, figures and sizes, never pixels."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.checkpoint.format.snapshot import Snapshot
from quale.evolution.records.state import History
from quale.evolution.spread import Spread
from quale.report.plot.chart import Band, Chart, Line, Panel, extent, thinned
from quale.report.plot.curves import Curves, curves_of
from quale.report.plot.html import page
from quale.report.plot.of_groups import chart_of_groups, grouped, held, quartiles
from quale.report.plot.of_run import MOST_COLUMNS, chart_of_run
from quale.report.plot.svg import WIDTH, frames, svg
from quale.report.plot.ticks import shown, ticks
from tests.report.grown import genome, interface, snapshot

SVG = "{http://www.w3.org/2000/svg}"
ENDS = interface(["hunger"], ["eat"])
ANY = st.floats(allow_nan=True, allow_infinity=True)


def evolved(rows: int, metrics: tuple[str, ...] = ("eaten", "lost"), seed: int = 7) -> Snapshot:
    """Return a run of so many generations with curves that go up and down."""
    made = snapshot(ENDS, genome(ENDS, [], [(0, 1, 1.0, True)]), rows)
    draws = np.random.default_rng(seed)
    best = np.cumsum(draws.random(rows))
    history = History(
        best=best,
        mean=best / 2,
        median=best / 3,
        worst=-best,
        species=draws.integers(1, 20, rows).astype(np.int32),
        complexity=best * 3,
        evaluations=np.arange(1, rows + 1) * 150,
        seconds=np.ones(rows),
        invalid=np.zeros(rows, np.int32),
        changed=np.zeros(rows, np.bool_),
        metrics=draws.random((rows, len(metrics))),
    )
    best_genome = made.state.best
    assert best_genome is not None
    state = replace(
        made.state, history=history, seed=seed, best=replace(best_genome, metrics=np.arange(len(metrics), dtype=float))
    )
    return replace(made, state=state, metrics=metrics)


def curves(rows: int = 40, metrics: tuple[str, ...] = ("eaten", "lost"), seed: int = 7) -> Curves:
    sizes = [Spread(at, at / 4, at / 2, ((1, 60 - at), (3, at))) for at in range(10, rows, 10)]
    return curves_of(evolved(rows, metrics, seed), f"checkpoints/phase1/repeat{seed}", tuple(sizes))


def drawn(chart: Chart) -> list[ET.Element]:
    """Return the panels of a chart as they are drawn; every one is inside the picture."""
    root = ET.fromstring(svg(chart))
    width, height = (float(root.attrib[name]) for name in ("width", "height"))
    placed, tall = frames(chart)
    assert width == WIDTH
    assert abs(height - tall) <= 1
    for frame in placed:
        assert 0 <= frame.left < frame.left + frame.width <= width
        assert 0 <= frame.top < frame.top + frame.height < height
    return root.findall(f"{SVG}g[@class='panel']")


def texts(element: ET.Element) -> list[str]:
    return [text.text or "" for text in element.iter(f"{SVG}text")]


def test_a_run_has_a_panel_for_everything() -> None:
    chart = chart_of_run(curves())
    titles = [panel.title for panel in chart.panels]
    assert titles == [
        "fitness",
        "members of species, known of 4 of 40 generations",
        "complexity (enabled connections, mean)",
        "number of species",
        "eaten of the generation's best",
        "lost of the generation's best",
    ]
    panels = drawn(chart)
    assert [title for panel, title in zip(panels, titles, strict=True) if title not in texts(panel)] == []
    assert {"best", "mean", "median", "quartiles"} <= set(texts(panels[0]))
    assert len(panels[0].findall(f".//{SVG}path[@class='curve']")) == 3
    assert any("4 generations, those with a checkpoint or a line" in words for words in chart.notes)


def test_the_held_out_score_stands_beside_the_fitness() -> None:
    chart = chart_of_run(curves(metrics=("held_out", "accuracy")))
    assert "held_out" in [line.name for line in chart.panels[0].lines]
    assert not any("held_out" in panel.title for panel in chart.panels)
    assert "accuracy of the generation's best" in [panel.title for panel in chart.panels]


def test_species_are_stacked_to_the_size_of_the_population() -> None:
    chart = chart_of_run(curves())
    species = chart.panels[1]
    heights = dict.fromkeys((10.0, 20.0, 30.0), 0.0)
    for band in species.bands:
        for x, low, high in zip(band.x.tolist(), band.low.tolist(), band.high.tolist(), strict=True):
            if x in heights:
                assert low == heights[x], "bands stand on one another"
                heights[x] = high
    assert set(heights.values()) == {60.0}
    assert [band.hint for band in species.bands][:2] == [
        "species 1: generations 10 to 30",
        "species 3: generations 10 to 30",
    ]


def test_more_species_than_colours_share_a_band() -> None:
    many = tuple((identity, 1 + identity % 7) for identity in range(60))
    found = replace(curves(), spread=(Spread(10, 0, 1, many), Spread(20, 0, 1, many)))
    bands = chart_of_run(found).panels[1].bands
    assert [band.name for band in bands if band.name] == ["20 smaller species"]
    assert bands[-1].high.tolist() == [sum(size for _, size in many)] * 2


def test_what_the_log_only_counted_lies_on_top() -> None:
    spread = tuple(Spread(at, 0, 1, ((1, 40),), (7, 20)) for at in (1, 2, 3))
    bands = chart_of_run(replace(curves(), spread=spread)).panels[1].bands
    assert [(band.name, band.low.tolist(), band.high.tolist()) for band in bands] == [
        ("", [0] * 3, [40] * 3),
        ("smaller species", [40] * 3, [60] * 3),
    ]


def test_long_runs_have_as_many_columns_of_species_as_can_be_seen() -> None:
    spread = tuple(Spread(at, 0, 1, ((1, at),)) for at in range(1, 3001))
    (band,) = chart_of_run(replace(curves(), spread=spread)).panels[1].bands
    assert len(band.x) == MOST_COLUMNS
    assert (band.x[0], band.x[-1]) == (1, 3000)


def test_where_the_program_changed_is_marked() -> None:
    changed = np.zeros(40, np.bool_)
    changed[[9, 19]] = True
    chart = chart_of_run(replace(curves(), changed=changed))
    assert chart.changed == (10, 20)
    assert any("not comparable" in words for words in chart.notes)
    for panel in drawn(chart):
        assert len(panel.findall(f".//{SVG}path[@class='changed']")) == 2


def test_an_enormous_loss_does_not_flatten_the_rest() -> None:
    found = curves()
    columns = found.columns | {"mean": np.where(found.generation == 20, -1e12, found.columns["mean"])}
    low, high = extent(chart_of_run(replace(found, columns=columns)).panels[0])
    assert low > -100
    assert high > found.columns["best"].max()


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_the_shortest_runs_are_drawn(rows: int) -> None:
    made = evolved(rows) if rows else replace(snapshot(ENDS, genome(ENDS, [], []), 0))
    found = curves_of(made)
    for chart in (chart_of_run(found), chart_of_groups(grouped([[found], [found]]))):
        panels = drawn(chart)
        ways = [way.attrib["d"] for panel in panels for way in panel.findall(f".//{SVG}path[@class='curve']")]
        assert all(ways) == bool(rows)
        assert page(chart).count("<svg") == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY, min_size=1, max_size=12), st.lists(ANY, min_size=1, max_size=12))
def test_any_numbers_are_drawn_inside_the_picture(best: list[float], other: list[float]) -> None:
    x, y = np.arange(1.0, len(best) + 1), np.array(best)
    z = np.resize(np.array(other), len(best))
    bands = (Band("", x, np.minimum(y, z), np.maximum(y, z), "#000000"),)
    chart = Chart(
        "any", (Panel("any", (Line("one", x, y, "#000000"), Line("other", x, z, "#000000")), bands),), 1, len(x)
    )
    picture = svg(chart)
    assert not re.search(r"nan|inf|e[+-]?\d", " ".join(re.findall(r' d="([^"]*)"', picture)))
    (frame,), _ = frames(chart)
    for panel in drawn(chart):
        for way in panel.findall(f".//{SVG}path[@class='curve']"):
            for left, top in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", way.attrib["d"]):
                assert frame.left - 0.1 <= float(left) <= frame.left + frame.width + 0.1
                assert abs(float(top) - frame.top) <= 2 * frame.height + 0.1, "what is beyond the axes is clipped"
    json.loads(re.findall(r'id="data">(.*?)</script>', page(chart))[0])


@given(st.floats(-1e300, 1e300), st.floats(1e-9, 1e6), st.integers(2, 12), st.booleans())
def test_ticks_are_round_and_inside(low: float, span: float, most: int, whole: bool) -> None:
    high = low + max(span, abs(low) * 1e-9)
    found = ticks(low, high, most, whole=whole)
    slack = (high - low) * 1e-6
    assert all(low - slack <= value <= high + slack for value in found)
    assert len(found) <= 2 * most + 2
    assert list(found) == sorted(found)
    if whole:
        assert all(value == int(value) for value in found)


@pytest.mark.parametrize(
    ("value", "words"), [(0.0, "0"), (-0.0, "0"), (2500.0, "2,500"), (0.25, "0.25"), (1e9, "1e9"), (-1.5e-7, "-1.5e-7")]
)
def test_figures_on_axes_are_short(value: float, words: str) -> None:
    assert shown(value) == words


def test_a_long_curve_keeps_its_lowest_and_highest_points() -> None:
    y = np.sin(np.arange(20_000) / 50)
    y[[4321, 9876]] = 7.0, -7.0
    y[5000:5200] = np.nan
    chosen = thinned(np.arange(20_000.0), y, 400)
    assert len(chosen) <= 802
    assert {0, 4321, 9876, 19_999} <= set(chosen.tolist())
    assert np.isnan(y[chosen]).any()


def test_a_page_of_5000_generations_is_under_a_megabyte() -> None:
    """Twenty metrics and fifteen species at a time, known of every generation: more than a run has."""
    metrics = tuple(f"metric_{number}" for number in range(20))
    many = [tuple((identity, 10) for identity in range(at // 100, at // 100 + 15)) for at in range(5000)]
    spread = tuple(Spread(at + 1, at / 3, at / 2, many[at]) for at in range(5000))
    chart = chart_of_run(curves_of(evolved(5000, metrics), "here", spread))
    text = page(chart, [["run"], ["here"]])
    assert len(text.encode()) < 1_000_000
    data = json.loads(re.findall(r'id="data">(.*?)</script>', text)[0])
    assert data["generation"][-1] == 5000
    assert [name for name, _ in data["columns"]][:3] == ["mean", "median", "best"]
    assert len({len(values) for _, values in data["columns"]} | {len(data["generation"])}) == 1


def test_a_page_loads_nothing_and_says_what_it_holds() -> None:
    chart = chart_of_run(curves(), "</script><b>&\"'")
    text = page(chart, [["run"], ["<i>"]])
    assert "default-src 'none'" in text
    assert re.findall(r"[a-z]+://[^\"]*", text) == ["http://www.w3.org/2000/svg"] * 2, "namespaces, not addresses"
    assert "<b>&" not in text
    assert "&lt;i&gt;" in text


def test_runs_of_one_experiment_become_a_median_and_a_band() -> None:
    runs = [curves(20, seed=1), curves(40, seed=2), curves(40, seed=3)]
    (group,) = grouped([[run] for run in runs])
    assert len(group.runs) == 3
    chart = chart_of_groups([group])
    (line,), (band,) = chart.panels[0].lines, chart.panels[0].bands
    stacked = np.stack([held(run.columns["best"], 40) for run in runs])
    assert line.name == "Phase1 (of 3)"
    assert line.y.tolist() == pytest.approx(np.median(stacked, axis=0).tolist())
    assert band.low.tolist() == pytest.approx(np.quantile(stacked, 0.25, axis=0).tolist())
    assert band.high.tolist() == pytest.approx(np.quantile(stacked, 0.75, axis=0).tolist())
    assert any("a run that is over keeps its last values" in words for words in chart.notes)


def test_a_group_is_drawn_no_further_than_its_longest_run() -> None:
    short, long = curves(10), replace(curves(40), program="another", place="elsewhere")
    chart = chart_of_groups(grouped([[short], [long]]))
    assert chart.last == 40
    assert [line.x[-1] for line in chart.panels[0].lines] == [10, 40]
    assert not chart.notes
    json.loads(re.findall(r'id="data">(.*?)</script>', page(chart))[0])


def test_groups_of_one_name_are_told_apart_by_their_places() -> None:
    one, other = curves(seed=1), replace(curves(seed=2), program="another", place="elsewhere/phase1")
    assert [group.name for group in grouped([[one], [other]])] == ["checkpoints/phase1/repeat1", "elsewhere/phase1"]
    assert [len(group.runs) for group in grouped([[one, one], [other]])] == [2, 1]


def test_only_metrics_of_all_runs_are_compared() -> None:
    one, other = curves(metrics=("eaten", "lost")), replace(curves(metrics=("lost",)), program="another")
    titles = [panel.title for panel in chart_of_groups(grouped([[one], [other]])).panels]
    assert titles[-2:] == ["number of species", "lost"]


def test_quartiles_leave_out_what_is_no_number() -> None:
    rows = np.array([[1.0, np.nan, np.nan], [3.0, 5.0, np.inf]])
    assert quartiles(rows)[1].tolist()[:2] == [2.0, 5.0]
    assert np.isnan(quartiles(rows)[:, 2]).all()


def test_a_png_has_the_same_panels() -> None:
    pytest.importorskip("matplotlib")
    from quale.report.plot.raster import png

    for chart in (chart_of_run(curves(metrics=())), chart_of_groups(grouped([[curves(1, ())] * 2]))):
        picture = png(chart)
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert int.from_bytes(picture[16:20], "big") == 1470
