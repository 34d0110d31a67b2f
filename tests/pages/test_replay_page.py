"""The page of a replay in a real browser: it opens, plays, is moved, and holds the interpreter's bits."""

from pathlib import Path

import numpy as np
import pytest

from tests.pages.browser import missing, opened_page
from tests.report.filmed import filmed

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a browser")


EMPTY = """() => { const world = document.getElementById('world'), empty = document.createElement('canvas');
                   empty.width = world.width; empty.height = world.height; return empty.toDataURL(); }"""


@pytest.mark.parametrize("world", ["forager", "operator", "cart_pole"])
def test_a_page_opens_plays_and_is_moved(world: str, tmp_path: Path) -> None:
    shown = filmed(world)
    path = tmp_path / "page.html"
    path.write_text(shown.page(), encoding="utf-8")
    ticks = shown.film.ticks
    with opened_page(path.as_uri()) as (page, errors):
        assert page.title() == f"{world} <&>"
        assert page.inner_text("#now") == "setup"
        first = page.evaluate("document.getElementById('world').toDataURL()")
        assert first != page.evaluate(EMPTY)
        page.keyboard.press("ArrowRight")
        assert page.inner_text("#now") == f"tick 0 of {ticks}"
        page.evaluate("""() => { const slider = document.getElementById('tick'); slider.value = slider.max;
                                 slider.dispatchEvent(new Event('input')); }""")
        assert page.inner_text("#now") == f"tick {ticks - 1} of {ticks}"
        moved = page.evaluate("document.getElementById('world').toDataURL()") != first
        assert moved or world == "operator"  # whose founder stands still
        page.keyboard.press("Home")
        page.select_option("#speed", "50")
        page.click("#play")
        for _ in range(400):  # the page allows no eval, so that a function cannot be waited for
            if page.evaluate("window.replay.row()") >= 3:
                break
            page.wait_for_timeout(50)
        assert page.evaluate("window.replay.row()") >= 3
        page.keyboard.press("End")
        assert not page.evaluate("window.replay.playing()")
        values = page.evaluate("Object.fromEntries(Object.entries(window.replay.columns).map(([n, c]) => [n, [...c]]))")
        trace = shown.interpreted()
        for at, label in enumerate(trace.labels):
            assert np.array(values[label][1:], dtype=np.float64).tobytes() == trace.values[:, at].tobytes(), label
        page.fill("#filter", "actuator")
        names = page.eval_on_selector_all("#curves .curve", "all => all.map(one => one.dataset.name)")
        assert names == [name for name in shown.film.names if "actuator" in name]
        circles = page.eval_on_selector_all("#networkbox circle[data-node]", "all => all.map(one => one.style.fill)")
        assert len(circles) == len(shown.film.graph.nodes)
        assert all(circles)
        assert errors == []
