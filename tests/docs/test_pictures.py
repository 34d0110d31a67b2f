"""The gallery shows every picture that the script makes, each small, each a picture."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from docs.pictures.make import MOST_BYTES, PICTURES

DOCS = Path(__file__).parents[2] / "docs"


def test_the_gallery_shows_every_picture_and_says_what_is_on_it() -> None:
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", (DOCS / "gallery.md").read_text(encoding="utf-8"))
    assert [path for _, path in shown if path not in PICTURES] == []
    assert set(PICTURES) == {path for _, path in shown}
    assert all(len(words) > 20 for words, _ in shown)
    there = {
        path.relative_to(DOCS).as_posix() for path in (DOCS / "pictures").iterdir() if path.suffix in (".png", ".svg")
    }
    assert there == {name for name in PICTURES if name.startswith("pictures/")}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_small_and_whole(name: str) -> None:
    data = (DOCS / name).read_bytes()
    assert 1_000 < len(data) <= MOST_BYTES
    if name.endswith(".svg"):
        root = ET.fromstring(data)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert b"http" not in data.replace(b"http://www.w3.org/2000/svg", b"")
    else:
        assert data.startswith(b"\x89PNG")
        assert data.endswith(b"IEND\xaeB`\x82")


def nodes(name: str) -> int:
    return sum("data-node" in each.attrib for each in ET.parse(DOCS / name).iter("{http://www.w3.org/2000/svg}circle"))


def test_networks_of_five_and_of_two_hundred_nodes_are_drawn() -> None:
    assert nodes("pictures/network-small.svg") in range(4, 9)
    assert nodes("pictures/network-large.svg") in range(150, 260)


def test_the_plot_has_bands_and_several_runs() -> None:
    assert "members of species" in (DOCS / "phase1.svg").read_text(encoding="utf-8")
    several = (DOCS / "pictures/plot-several.svg").read_text(encoding="utf-8")
    assert "(of 8)" in several
    assert "from their first quartile to their third" in several
