"""The page of an episode in a real browser: the environment's pictures beside the network, step by step."""

from pathlib import Path

import pytest

from tests.cli.command import quale
from tests.domains.gymnasium.test_recording import drawn, page_data
from tests.pages.browser import missing, opened_page

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a browser")

BRIGHTEST = """() => { const world = document.getElementById('world'), copy = document.createElement('canvas');
  copy.width = world.width; copy.height = world.height;
  const pen = copy.getContext('2d', { willReadFrequently: true });
  pen.drawImage(world, 0, 0);
  const { data } = pen.getImageData(0, world.height >> 1, world.width, 1);
  let best = 0;
  for (let x = 0; x < world.width; x++) if (data[4 * x] > data[4 * best]) best = x;
  return (best + 4) / world.width; }"""


def test_a_page_shows_what_the_environment_drew(tmp_path: Path) -> None:
    file = drawn(tmp_path)
    path = tmp_path / "page.html"
    quale("replay", "Run", "--program", file, "--html", path, cwd=tmp_path)
    assert len(page_data(path)["frames"]["images"]) == 21
    with opened_page(path.as_uri(), scheme="dark", width=390) as (page, errors):
        for key, step in (("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("End", 20)):
            page.keyboard.press(key)
            for _ in range(100):  # a picture is decoded beside
                if int(21 * page.evaluate(BRIGHTEST)) == step:
                    break
                page.wait_for_timeout(50)
            assert int(21 * page.evaluate(BRIGHTEST)) == step
        assert page.inner_text("#results").startswith("return ")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert errors == []
