"""The how-tos do what they say, command by command, in an empty directory; the tutorial has long_tutorial.py."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.docs.run_page import BLOCK, Reader

DOCS = Path(__file__).parents[2] / "docs"
PAGES = tuple(f"howto/{path.stem}" for path in sorted((DOCS / "howto").glob("*.md")))
NEEDS = {"howto/gymnasium": "gymnasium"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_does_what_it_says(name: str, tmp_path: Path) -> None:
    if name in NEEDS and find_spec(NEEDS[name]) is None:
        pytest.skip(f"{NEEDS[name]} is not there")
    page = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    reader = Reader(tmp_path)
    reader.follow(page)
    blocks = [block[1] for block in BLOCK.finditer(page)]
    assert reader.ran >= blocks.count("sh") > 0
    assert reader.quoted > 0


def test_a_page_that_says_otherwise_is_noticed(tmp_path: Path) -> None:
    page = (DOCS / "tutorial.md").read_text(encoding="utf-8").partition("## 3.")[0]
    with pytest.raises(AssertionError, match="is not among"):
        Reader(tmp_path).follow(page.replace("meadow.quale: OK (1 body", "meadow.quale: OK (2 body"))
    with pytest.raises(AssertionError, match="error"):
        Reader(tmp_path).follow(page.replace("sensor hunger = agent.hunger", "sensor hunger = agent.hungr"))


def linked(index: str) -> set[str]:
    return set(re.findall(r"^- \[[^\]]+\]\(([^)#:]+\.md)\)", index, re.MULTILINE))


def test_the_index_leads_to_every_page() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")} - {"index.md"}
    assert pages <= linked(index)
    assert all((DOCS / page).is_file() for page in linked(index))
