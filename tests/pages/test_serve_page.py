"""The live page in a real browser: it opens, goes on while a run does, draws, plays, compares; at any width."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from tests.cli.command import evolve_block, quale, write_program
from tests.faults.small import go, planned
from tests.pages.browser import missing, opened_page
from tests.serve.served import Served, served

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a browser")

CURVES = "all => all.map(one => one.getAttribute('d').split('L').length)"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shown")
    program = write_program(folder, evolve_block(generations=12), evolve_block("Other", generations=9, seed=8))
    quale("evolve", program, "--run", "all", "--quiet", cwd=folder)
    return folder / "checkpoints"


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Served]:
    with served(root) as running:
        yield running


def seen(page: Any, selector: str, count: int = 1) -> Any:
    """Wait until there are so many of what is wanted; the page allows no eval, so a function cannot be waited for."""
    for _ in range(600):
        if page.locator(selector).count() >= count:
            return page.locator(selector)
        page.wait_for_timeout(50)
    raise AssertionError(f"the page never shows {count} of {selector}:\n{page.inner_text('main')}")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 360)])
def test_the_list_leads_to_a_run_with_all_that_is_known_of_it(
    server: Served, scheme: Literal["light", "dark"], width: int
) -> None:
    with opened_page(server.address, own=server.address, scheme=scheme, width=width) as (page, errors):
        seen(page, ".badge.finished", 2)
        assert page.inner_text("#line") == "live"
        assert page.locator(".runs tbody tr").count() == 2
        assert all(points > 3 for points in page.eval_on_selector_all(".runs .spark path", CURVES))
        page.click("a:text-is('walk')")
        seen(page, ".chart .curve", 5)
        seen(page, ".drawing circle[data-node]", 3)
        titles = page.eval_on_selector_all(".chart h2", "all => all.map(one => one.textContent)")
        assert titles[:4] == [
            "Fitness",
            "Members of species",
            "Complexity (enabled connections, mean)",
            "Number of species",
        ]
        assert [title for title in titles if title.startswith(("nearness", "pushes"))] == titles[4:]
        assert all(points == 12 for points in page.eval_on_selector_all(".chart .curve", CURVES))
        assert page.locator(".chart .stack").count() >= 1
        assert page.locator(".chart path.band").count() == 1
        rows = page.locator("section:has(h2:text-is('History')) tbody tr")
        assert rows.count() == 12
        assert rows.first.locator("td").first.inner_text() == "12"
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow == 0, "nothing sticks out of the page"
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (max(map(int, colour[4:-1].split(","))) < 60) == (scheme == "dark")
        assert errors == []


def test_a_cursor_reads_all_panels_by_pointer_and_by_keys(server: Served) -> None:
    with opened_page(f"{server.address}#/run/walk", own=server.address) as (page, errors):
        seen(page, ".chart .curve", 5)
        picture = page.locator(".chart svg").first
        best = page.locator(".chart").first.locator(".legend b")
        last = best.all_inner_texts()
        picture.focus()
        page.keyboard.press("Home")
        assert page.inner_text(".chart [role=status]") == "generation 1"
        assert best.all_inner_texts() != last
        page.keyboard.press("ArrowRight")
        assert page.inner_text(".chart [role=status]") == "generation 2"
        assert len(page.eval_on_selector_all(".chart .cursor[d^=M]", "all => all")) == page.locator(".chart").count()
        picture.hover(position={"x": 400, "y": 60})
        assert page.inner_text(".chart [role=status]").startswith("generation ")
        page.mouse.move(5, 5)
        assert page.inner_text(".chart [role=status]") == ""
        assert best.all_inner_texts() == last
        assert errors == []


def test_the_page_goes_on_by_itself_while_a_run_does(tmp_path: Path) -> None:
    with served(tmp_path) as server, opened_page(server.address, own=server.address) as (page, errors):
        seen(page, ".empty:visible")
        run = threading.Thread(target=go, args=(tmp_path, planned(400, every=50, keep=3)))
        run.start()
        try:
            seen(page, ".badge.running, .badge.finished")
            page.click("a:text-is('small')")
            seen(page, ".chart .curve", 4)
            first = page.locator(".facts b").first.inner_text()
            seen(page, f".facts b:first-of-type:not(:text-is('{first}'))")
        finally:
            run.join()
        seen(page, ".facts b:text-is('400 of 400')")
        seen(page, ".badge.finished")
        rows = page.locator("section:has(h2:text-is('History')) tbody tr")
        seen(page, "section:has(h2:text-is('History')) tbody td:text-is('400')")
        assert rows.count() == 20
        page.click("button:text-is('more')")
        assert rows.count() == 80
        seen(page, ".drawing circle[data-node]", 3)
        assert errors == []


def test_a_saved_champion_is_played(server: Served) -> None:
    with opened_page(f"{server.address}#/run/walk", own=server.address) as (page, errors):
        seen(page, ".drawing circle[data-node]", 3)
        page.fill("input[aria-label=scenario]", "1")
        page.click("button:text-is('Replay')")
        seen(page, "iframe")
        frame = page.frame_locator("iframe")
        frame.locator("#now").wait_for()
        assert "scenario 1 of generation" in frame.locator("h1").inner_text()
        frame.locator("#forward").click()
        assert frame.locator("#now").inner_text() == "tick 0 of 20"
        frame.locator("#play").click()
        for _ in range(600):
            if frame.locator("#now").inner_text() == "tick 19 of 20":
                break
            page.wait_for_timeout(50)
        assert frame.locator("#now").inner_text() == "tick 19 of 20"
        page.fill("input[aria-label=scenario]", "7")
        page.click("button:text-is('Replay')")
        seen(page, ".error:has-text('no scenario 7')")
        assert [error for error in errors if "400" not in error] == [], "the refusal is told on the page"


def test_runs_are_compared(server: Served) -> None:
    with opened_page(server.address, own=server.address) as (page, errors):
        seen(page, ".badge.finished", 2)
        for name in ("walk", "other"):
            page.check(f"input[aria-label='compare {name}']")
        page.click("text=Compare 2")
        seen(page, ".drawing svg .curve", 4)
        page.select_option("select[aria-label=by]", "pushes")
        seen(page, "th:has-text('median pushes')")
        assert "Mann-Whitney" in page.inner_text("main")
        page.click("text=all runs")
        seen(page, ".runs tbody tr", 2)
        page.fill("input[type=search]", "oth")
        assert page.locator(".runs tbody tr:visible").count() == 1
        assert errors == []


def test_names_that_look_like_markup_are_only_names(tmp_path: Path) -> None:
    go(tmp_path, planned(3))
    odd = "<img src=x onerror=alert(1)>&'\" #%"
    (tmp_path / "small").rename(tmp_path / odd)
    with served(tmp_path) as server, opened_page(server.address, own=server.address) as (page, errors):
        seen(page, ".badge.finished")
        assert page.inner_text(".runs td.name a") == odd
        page.click(".runs td.name a")
        seen(page, ".chart .curve", 4)
        assert page.inner_text("h1") == odd
        page.reload()
        seen(page, ".chart .curve", 4)
        seen(page, ".drawing circle[data-node]", 3)
        assert page.locator("main img").count() == 0
        assert errors == []


def test_an_address_of_nothing_says_so(server: Served) -> None:
    with opened_page(f"{server.address}#/run/nobody", own=server.address) as (page, errors):
        seen(page, ".note:has-text('There is no such run here')")
        assert [error for error in errors if "404" not in error] == []
