"""What a page is given of a picture: each shape once, nothing that is nowhere, colours that all eyes tell apart."""

from itertools import combinations
from math import inf, nan

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.model.model import world_task
from quale.model.picture import PALETTE, Drawn, Pictures, ShapeKind, View
from quale.report.replay.page_data import page_data
from quale.report.replay.picture_data import picture_data
from tests.report.filmed import filmed

# Machado, Oliveira & Fernandes 2009, severity 1: what linear RGB looks like without one kind of cone.
SEEN = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def lab(colour: str, seen: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return CIELAB (D65) of `#rrggbb` as somebody sees it."""
    srgb = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    rgb = np.clip(seen @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ rgb
    t = xyz / np.array([0.9505, 1.0, 1.089])
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eyes", SEEN)
def test_colours_are_told_apart_by_all_eyes(eyes: str) -> None:
    seen = {name: lab(colour, SEEN[eyes]) for name, colour in PALETTE.items()}
    near = {pair: float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])) for pair in combinations(seen, 2)}
    assert min(near.values()) > 10, min(near, key=lambda pair: near[pair])  # 2.3 is just noticeable


def dot(x: float, number: int = 0, radius: float = 1.0) -> Drawn:
    return Drawn(ShapeKind.CIRCLE, number, (x, 0.0), "red", None, radius, "")


def trail(x: float) -> Drawn:
    return Drawn(ShapeKind.TRAIL, 3, (x, x), "red", 0.5, None, "")


def test_a_shape_that_stays_is_given_once() -> None:
    data = picture_data(Pictures(None, 2, ((dot(1), dot(2)), (dot(2), dot(1 + 1e-9)), ()), left_out=True), "none")
    assert data["shapes"] == [
        ["circle", "red", [1.0, 0.0], None, 1.0, "", ""],
        ["circle", "red", [2.0, 0.0], None, 1.0, "", ""],
    ]
    assert data["frames"] == [[0, 1], [1, 0], []]
    assert (data["every"], data["left_out"], data["over"]) == (2, True, False)
    assert set(data["palette"]) >= {"red"}


def test_trails_of_one_statement_are_told_apart_by_their_turn() -> None:
    data = picture_data(Pictures(None, 1, ((trail(1), trail(2)), (trail(5), trail(6))), left_out=False), "none")
    assert [data["shapes"][at][6] for frame in data["frames"] for at in frame] == ["3.1", "3.2", "3.1", "3.2"]


def test_what_is_nowhere_is_left_out() -> None:
    frame = (dot(nan), dot(inf), dot(1, radius=inf), trail(-inf), trail(4))
    data = picture_data(Pictures(None, 1, (frame,), left_out=False), "none")
    assert data["shapes"] == [["trail", "red", [4.0, 4.0], 0.5, None, "", "3.2"]]
    assert picture_data(Pictures(None, 1, ((),), left_out=False), "none")["view"] == [-0.05, 1.05, -0.05, 1.05]


def test_without_a_view_all_that_is_ever_drawn_is_shown() -> None:
    frames = ((dot(0, radius=2),), (dot(18, radius=0),))
    assert picture_data(Pictures(None, 1, frames, left_out=False), "route")["view"] == [-3.0, 19.0, -2.2, 2.2]
    view = View((0.0, 1.0), (2.0, 3.0))
    assert picture_data(Pictures(view, 1, frames, left_out=False), "grid")["view"] == [0.0, 1.0, 2.0, 3.0]


@pytest.mark.parametrize(("topology", "view", "over"), [("grid", None, True), ("route", None, False)])
def test_a_grid_is_drawn_over_where_there_is_no_view(topology: str, view: View | None, over: bool) -> None:
    assert picture_data(Pictures(view, 1, ((),), left_out=False), topology)["over"] is over
    assert not picture_data(Pictures(View((0, 1), (0, 1)), 1, ((),), left_out=False), topology)["over"]


def test_the_page_of_the_pole_has_a_picture_of_every_tick() -> None:
    shown = filmed("cart_pole")
    data = page_data(shown.film, world_task(shown.model))
    assert len(data["picture"]["frames"]) == shown.film.ticks + 1
    kinds = {data["picture"]["shapes"][at][0] for at in data["picture"]["frames"][-1]}
    assert kinds == {"line", "rectangle", "trail", "text"}
    other = filmed("operator")
    assert page_data(other.film, world_task(other.model))["picture"] is None
