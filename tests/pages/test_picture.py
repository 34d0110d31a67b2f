"""`draw` in a real browser: shapes stand where they should, over cells, in place of a world, below one."""

from pathlib import Path

import pytest

from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import ProgramText
from quale.model.picture import PALETTE
from tests.pages.browser import missing, opened_page
from tests.report.filmed import played

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a browser")

PROGRAM = """
body B {{ state x: int = 2  state y: int = 1  sensor s: internal(0..1)  actuator a: trigger(threshold: 0.5) }}
world W {{ topology: {topology} }}
perception P {{ sensor s = 0.5 }}
action A {{ {action} }}
fitness F {{ maximize x: 1 }}
draw D {{ {shapes} }}
evolve E {{ body: B world: W perception: P action: A fitness: F draw: D ticks: 4 seed: 1 }}
"""

PIXEL = """([id, x, y]) => { const shown = document.getElementById(id), copy = document.createElement('canvas');
  [copy.width, copy.height] = [shown.width, shown.height];
  const pen = copy.getContext('2d', { willReadFrequently: true });
  pen.drawImage(shown, 0, 0);
  const [r, g, b] = pen.getImageData(Math.round(x * copy.width), Math.round(y * copy.height), 1, 1).data;
  return '#' + [r, g, b].map((part) => part.toString(16).padStart(2, '0')).join(''); }"""


@pytest.mark.parametrize(
    ("topology", "view", "canvas"),
    [
        ("none", "view 0..10, 0..10", "world"),
        ("grid(10, 10)", "view 0..10, 0..10", "picture"),
        ("route  length: 10", "view 0..10, 0..10", "picture"),
    ],
)
def test_shapes_stand_where_they_should(topology: str, view: str, canvas: str, tmp_path: Path) -> None:
    """Places are parts of the canvas, from its top left; y of a picture grows upward."""
    shapes = f"""
      {view}
      rectangle (0, 0) to (2, 2) colour red
      rectangle (8, 9) to (10, 10) width 0.5 colour blue
      circle (5, 5) radius 1 colour green
      polygon (7, 0) (9, 0) (8, 4) colour purple
      line (0, 8) to (4, 8) width 1 colour (world.ticks >= 2 ? orange : sky)
      when world.ticks >= 2 {{ circle (5, 2) radius 0.5 colour yellow }}
      trail (agent.x, 6.5) width 0.4 colour black
      text (6, 7) "XXXX {{agent.x}}" colour red
    """
    path = tmp_path / "page.html"
    text = PROGRAM.format(topology=topology, action="agent.x += 1", shapes=shapes)
    (model,) = load_text(ProgramText((("p.quale", text),), ()), DOMAINS).project.models
    path.write_text(played(model, "drawn").page(), encoding="utf-8")
    with opened_page(path.as_uri()) as (page, errors):

        def seen(x: float, y: float) -> str:
            name: str = page.evaluate(PIXEL, [canvas, x / 10, 1 - y / 10])
            return name

        page.evaluate("window.replay.seek(4)")
        wanted = {
            (1, 1): "red",
            (8, 9.5): "blue",
            (9, 9.5): "white",  # an outline has nothing in it
            (5, 5): "green",
            (8, 1): "purple",
            (2, 8): "orange",
            (5, 2): "yellow",
            (4, 6.5): "black",  # where it was in an earlier tick
            (1, 5): "white",
        }
        assert {place: seen(*place) for place in wanted} == {place: PALETTE[name] for place, name in wanted.items()}
        written = [seen(6 + 0.05 * step, 7 + 0.01 * up) for step in range(20) for up in range(0, 30, 5)]
        assert PALETTE["red"] in written
        page.evaluate("window.replay.seek(0)")
        assert [seen(2, 8), seen(5, 2), seen(4, 6.5)] == [PALETTE["sky"], PALETTE["white"], PALETTE["white"]]
        assert errors == []


def test_over_a_grid_shapes_stand_in_its_cells(tmp_path: Path) -> None:
    shapes = "rectangle (6.5, 0.5) to (8.5, 2.5) colour purple  circle (agent.x, agent.y + 5) radius 0.5 colour sky"
    text = PROGRAM.format(topology="grid(10, 10)  walls: none", action="agent.x += 1", shapes=shapes)
    (model,) = load_text(ProgramText((("p.quale", text),), ()), DOMAINS).project.models
    path = tmp_path / "page.html"
    path.write_text(played(model, "drawn").page(), encoding="utf-8")
    with opened_page(path.as_uri()) as (page, errors):
        page.evaluate("window.replay.seek(1)")
        assert page.evaluate(PIXEL, ["world", 0.8, 0.2]) == PALETTE["purple"]  # the middle of cell (7.5, 1.5)
        assert page.evaluate(PIXEL, ["world", 0.35, 0.65]) == PALETTE["sky"]
        assert page.query_selector("#picture") is None
        assert errors == []
