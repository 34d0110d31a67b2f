"""The tutorial does what it says, twenty evolutions and all: `make docs` runs this, half a minute."""

from pathlib import Path

from tests.docs.run_page import Reader
from tests.docs.test_pages import DOCS


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    reader.follow((DOCS / "tutorial.md").read_text(encoding="utf-8"))
    assert reader.ran >= 10
    assert reader.quoted >= 12
