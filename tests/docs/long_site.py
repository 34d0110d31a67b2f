"""The site that `make docs` has built has every page, takes nothing from elsewhere, and its links lead somewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
SITE = ROOT / "build" / "docs"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
LOADS = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "object": "data",
}


class Seen(HTMLParser):
    """What a page loads, where its links lead, and what they may lead to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.loads += [values[LOADS[tag]]] if LOADS.get(tag, "") in values else []
        self.links += [values["href"]] if tag == "a" and "href" in values else []
        self.ids |= {values["id"]} if "id" in values else set()


def test_every_page_of_the_docs_is_in_the_site() -> None:
    pages = [path.relative_to(ROOT).with_suffix(".html").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    assert set(pages) <= set(PAGES)
    assert "index.html" in PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_its_links_lead_somewhere(page: str) -> None:
    seen = Seen(SITE / page)
    assert [each for each in seen.loads if urlsplit(each).scheme not in ("", "data") or each.startswith("//")] == []
    for link in seen.links:
        parts = urlsplit(link)
        if parts.scheme or link.startswith("//"):
            continue  # out into the world
        target = (SITE / page).parent.joinpath(unquote(parts.path)) if parts.path else SITE / page
        assert target.exists(), f"{page}: {link}"
        if parts.fragment and target.suffix == ".html":
            assert unquote(parts.fragment) in Seen(target).ids, f"{page}: {link}"


def test_styles_load_nothing_from_elsewhere() -> None:
    for path in SITE.rglob("*.css"):
        found = re.findall(
            r"@import[^;]*|url\(\s*['\"]?(?!data:)(?:https?:)?//[^)]*\)", path.read_text(encoding="utf-8")
        )
        assert found == [], path
