"""A drawing's geometry: columns by layer, rows that do not overlap, links from edge to edge, all inside the picture."""

import itertools
import random
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace

import pytest

from quale.report.draw import COLUMN, CROWD, NEGATIVE, POSITIVE, RADIUS, _columns, _heights, _spread, crossings, draw
from quale.report.graph import HIDDEN, INPUT, OUTPUT, Graph
from quale.report.untangle import untangle
from tests.report.grown import genome, interface

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
ENDS = interface(["hunger", "food_n", "lost"], ["eat", "sleep"])


@dataclass(frozen=True)
class Picture:
    """What stands where in a drawing."""

    size: tuple[float, float]
    nodes: dict[str, tuple[float, float]]  # by name
    strokes: dict[str, str]  # colour of a node's circle
    links: dict[str, list[float]]  # "a → b" → the numbers of its way
    looks: dict[str, dict[str, str]]  # of links
    texts: dict[str, tuple[float, float]]
    heads: int  # arrowheads


def seen(graph: Graph, title: str = "") -> Picture:
    root = ET.fromstring(draw(graph, title))
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    assert root.get("viewBox") == f"0 0 {width:.0f} {height:.0f}"
    nodes, strokes, links, looks = {}, {}, {}, {}
    for circle in root.iter(f"{SVG}circle"):
        assert float(circle.get("r", "")) == RADIUS
        name = (circle[0].text or "").partition(":")[0]
        nodes[name] = float(circle.get("cx", "")), float(circle.get("cy", ""))
        strokes[name] = circle.get("stroke", "")
    heads = 0
    for path in root.iter(f"{SVG}path"):
        if len(path):
            name = (path[0].text or "").rpartition(":")[0]
            links[name] = [float(number) for number in NUMBER.findall(path.get("d", ""))]
            looks[name] = dict(path.attrib)
        else:
            heads += (path.get("d") or "").endswith("z")
    texts = {text.text or "": (float(text.get("x", "")), float(text.get("y", ""))) for text in root.iter(f"{SVG}text")}
    assert len(nodes) == len(graph.nodes)
    return Picture((width, height), nodes, strokes, links, looks, texts, heads)


def grown(seed: int, *, recurrent: bool) -> Graph:
    """Return a random graph of three sensors, two actuators and up to nine hidden nodes."""
    chance = random.Random(seed)
    hidden = list(range(5, 5 + chance.randrange(10)))
    order = [0, 1, 2, *hidden, 3, 4]
    forward = [(a, b) for a, b in itertools.combinations(order, 2) if b > 2 and a not in {3, 4}]
    pairs = forward + ([(b, a) for a, b in forward if a > 2] + [(n, n) for n in hidden] if recurrent else [])
    chosen = chance.sample(pairs, min(len(pairs), 3 + 2 * len(hidden)))
    made = [(a, b, chance.uniform(-3, 3), chance.random() < 0.8) for a, b in chosen]
    return untangle(genome(ENDS, hidden, made), 0, ENDS)


GRAPHS = [(seed, recurrent) for recurrent in (False, True) for seed in range(12)]


@pytest.mark.parametrize(("seed", "recurrent"), GRAPHS)
def test_columns_are_layers_from_left_to_right(seed: int, recurrent: bool) -> None:
    graph = grown(seed, recurrent=recurrent)
    picture = seen(graph)
    left = picture.nodes["hunger"][0]
    for node in graph.nodes:
        assert picture.nodes[node.name][0] == pytest.approx(left + COLUMN * node.layer, abs=0.1)
        assert (node.layer == 0) == (node.kind == INPUT)
    last = max(node.layer for node in graph.nodes)
    assert {node.layer for node in graph.nodes if node.kind == OUTPUT} == {last}
    assert all(0 < node.layer < last for node in graph.nodes if node.kind == HIDDEN)
    for link in graph.links:
        if link.enabled and not link.feedback and graph.nodes[link.source].kind == INPUT:
            assert graph.nodes[link.source].layer < graph.nodes[link.target].layer


@pytest.mark.parametrize(("seed", "recurrent"), GRAPHS)
def test_nodes_of_a_column_keep_apart_and_all_is_inside(seed: int, recurrent: bool) -> None:
    picture = seen(grown(seed, recurrent=recurrent), "a title")
    places = sorted(picture.nodes.values())
    for (x, y), (other_x, other_y) in itertools.pairwise(places):
        assert x != other_x or other_y - y >= 2 * RADIUS - 1.1
    width, height = picture.size
    for x, y in places:
        assert RADIUS < x < width - RADIUS
        assert RADIUS < y < height - RADIUS
    for x, y in picture.texts.values():
        assert 0 < x < width
        assert 0 < y < height
    names = [node for node in ("hunger", "food_n", "lost") if node in picture.texts]
    assert all(picture.texts[name][0] < picture.nodes[name][0] - RADIUS for name in names)
    assert all(picture.texts[name][0] > picture.nodes[name][0] + RADIUS for name in ("eat", "sleep"))


@pytest.mark.parametrize(("seed", "recurrent"), GRAPHS)
def test_links_run_from_edge_to_edge(seed: int, recurrent: bool) -> None:
    graph = grown(seed, recurrent=recurrent)
    picture = seen(graph)
    drawn = [link for link in graph.links if link.enabled]
    assert len(picture.links) == len(drawn)
    heads = 0
    for link in drawn:
        source, target = graph.nodes[link.source].name, graph.nodes[link.target].name
        way, look = picture.links[f"{source} → {target}"], picture.looks[f"{source} → {target}"]
        (x0, y0), (x1, y1) = picture.nodes[source], picture.nodes[target]
        assert look["stroke"] == (POSITIVE if link.weight >= 0 else NEGATIVE)
        assert ("stroke-dasharray" in look) == link.feedback
        if source == target:
            assert abs(way[0] - x0) <= RADIUS
            assert y0 - RADIUS <= way[1] < y0
            continue
        heads += x1 <= x0
        if x1 < x0:  # an arc above both
            assert (way[0], way[1]) == pytest.approx((x0, y0 - RADIUS), abs=0.2)
            assert (way[-2], way[-1]) == pytest.approx((x1, y1 - RADIUS - 6), abs=0.2)
            assert way[3] == way[5] < min(y0, y1) - RADIUS
            assert way[3] < way[1]
            continue
        starts, ends = (x0 + RADIUS, x1 - RADIUS) if x1 > x0 else (x0 - RADIUS, x1 + RADIUS + 6)
        if x1 == x0:
            ends = x1 - RADIUS - 6
        assert (way[0], way[1]) == pytest.approx((starts, y0), abs=0.2)
        assert (way[-2], way[-1]) == pytest.approx((ends, y1), abs=0.2)
        bend = way[3] - y0  # both handles are moved alike, where the link passes other nodes
        assert way[5] - y1 == pytest.approx(bend, abs=0.2)
        assert (
            bend == pytest.approx(0, abs=0.2)
            or abs(graph.nodes[link.source].layer - graph.nodes[link.target].layer) > 1
        )
    assert picture.heads == heads


def run_through(picture: Picture, graph: Graph) -> int:
    """Return how often a link from left to right runs through a node that it does not belong to."""
    found = 0
    for link in graph.links:
        source, target = graph.nodes[link.source], graph.nodes[link.target]
        if not link.enabled or source.layer >= target.layer:
            continue
        x0, y0, x1, y1, x2, y2, x3, y3 = picture.links[f"{source.name} → {target.name}"]
        curve = [
            (
                x0 * (1 - t) ** 3 + 3 * x1 * t * (1 - t) ** 2 + 3 * x2 * t**2 * (1 - t) + x3 * t**3,
                y0 * (1 - t) ** 3 + 3 * y1 * t * (1 - t) ** 2 + 3 * y2 * t**2 * (1 - t) + y3 * t**3,
            )
            for t in (step / 60 for step in range(61))
        ]
        others = [place for name, place in picture.nodes.items() if name not in (source.name, target.name)]
        found += sum(any((x - a) ** 2 + (y - b) ** 2 < RADIUS**2 for a, b in curve) for x, y in others)
    return found


def test_links_keep_clear_of_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    bent, straight = 0, 0
    for seed in range(40):
        graph = grown(seed, recurrent=False)
        bent += run_through(seen(graph), graph)
        with monkeypatch.context() as patch:
            patch.setattr("quale.report.ways.BENDS", (0.0,))
            straight += run_through(seen(graph), graph)
    assert straight > 20
    assert bent < 0.5 * straight


def test_hidden_nodes_of_a_crowd_have_names_alone() -> None:
    hidden = list(range(5, 5 + CROWD + 1))
    made = [(0, node, 1.0, True) for node in hidden] + [(node, 3, 1.0, True) for node in hidden]
    texts = seen(untangle(genome(ENDS, hidden, made), 0, ENDS)).texts
    assert "h7" in texts
    few = seen(untangle(genome(ENDS, hidden[:-1], [made[0], made[CROWD + 1]]), 0, ENDS)).texts
    assert "h7" not in few
    assert any(text.startswith("h7 ") for text in few)


def test_width_and_strength_follow_the_weight() -> None:
    graph = untangle(genome(ENDS, [], [(0, 3, 4.0, True), (1, 3, -2.0, True), (2, 3, 0.0, True)]), 0, ENDS)
    looks = seen(graph).looks
    found = [(look["stroke-width"], look["stroke-opacity"], look["stroke"]) for look in looks.values()]
    assert found == [("5.00", "0.85", POSITIVE), ("2.75", "0.60", NEGATIVE), ("0.50", "0.35", POSITIVE)]
    assert list(looks) == ["hunger → eat", "food_n → eat", "lost → eat"]  # thin ones last
    assert "widest: 4" in seen(graph).texts


def test_links_that_reach_no_actuator_are_dimmed_with_their_nodes() -> None:
    made = [(0, 5, 1.0, True), (5, 6, 1.0, True), (0, 3, 1.0, True), (1, 7, 1.0, True), (7, 4, 1.0, False)]
    graph = untangle(genome(ENDS, [5, 6, 7], made), 0, ENDS)
    assert {graph.nodes[index].name for index in graph.effective} == {"hunger", "eat", "sleep"}
    (group,) = ET.fromstring(draw(graph)).findall(f"{SVG}g[@opacity]")
    assert {(path[0].text or "").rpartition(":")[0] for path in group if len(path)} == {
        "hunger → h5",
        "h5 → h6",
        "food_n → h7",
    }
    picture = seen(graph)
    assert {name for name, stroke in picture.strokes.items() if stroke == "#333333"} == {"hunger", "eat"}


def counted(graph: Graph, height: list[float]) -> int:
    """Return how many pairs of links that begin or end in neighbouring nodes of a column cross."""
    joined: list[list[int]] = [[] for _ in graph.nodes]
    for link in graph.links:
        if link.enabled:
            joined[link.source].append(link.target)
            joined[link.target].append(link.source)
    total = 0
    for layer in {node.layer for node in graph.nodes}:
        column = [i for i, node in enumerate(graph.nodes) if node.layer == layer and node.kind == HIDDEN]
        column.sort(key=lambda i: height[i])
        total += sum(crossings(a, b, graph, joined, height) for a, b in itertools.combinations(column, 2))
    return total


def test_exchanges_leave_fewer_crossings(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = 0, 0
    for seed in range(30):
        graph = grown(seed, recurrent=False)
        links = [link for link in graph.links if link.enabled]
        after += counted(graph, _heights(graph, _columns(graph), links))
        with monkeypatch.context() as patch:
            patch.setattr("quale.report.draw.EXCHANGES", 0)
            before += counted(graph, _heights(graph, _columns(graph), links))
    assert after < 0.9 * before


def test_what_nothing_is_joined_to_is_pale() -> None:
    picture = seen(untangle(genome(ENDS, [], [(0, 3, 1.0, True), (1, 4, 1.0, False)]), 0, ENDS))
    assert {name for name, stroke in picture.strokes.items() if stroke == "#333333"} == {"hunger", "eat"}


def test_rows_are_where_the_links_lead() -> None:
    connections = [(0, 5, 1.0, True), (5, 3, 1.0, True), (2, 6, 1.0, True), (6, 4, 1.0, True)]
    picture = seen(untangle(genome(ENDS, [6, 5], connections), 0, ENDS))
    assert picture.nodes["h5"][1] < picture.nodes["h6"][1]
    assert picture.nodes["hunger"][1] < picture.nodes["food_n"][1] < picture.nodes["lost"][1]
    crossed = [(0, 6, 1.0, True), (6, 3, 1.0, True), (2, 5, 1.0, True), (5, 4, 1.0, True)]
    picture = seen(untangle(genome(ENDS, [6, 5], crossed), 0, ENDS))
    assert picture.nodes["h6"][1] < picture.nodes["h5"][1]


def test_an_empty_network_has_its_ends_and_its_title() -> None:
    picture = seen(untangle(genome(ENDS, [], []), 0, ENDS), "nothing & all")
    assert set(picture.nodes) == {"hunger", "food_n", "lost", "eat", "sleep"}
    assert "nothing & all" in picture.texts
    assert picture.links == {}
    bare = draw(untangle(genome(ENDS, [], []), 0, ENDS))
    assert 'font-size="14"' not in bare


def test_long_names_have_room() -> None:
    ends = interface(["x" * 60], ["y" * 80])
    picture = seen(untangle(genome(ends, [], [(0, 1, 1.0, True)]), 0, ends))
    assert picture.nodes["x" * 60][0] > 60 * 7
    assert picture.size[0] - picture.nodes["y" * 80][0] > 80 * 7


def test_biases_stand_beside_the_names() -> None:
    plain = untangle(genome(ENDS, [5], [(0, 5, 1.0, True), (5, 3, 1.0, True)]), 0, ENDS)
    biases = {"eat": 0.25, "h5": -1.5}
    graph = replace(plain, nodes=tuple(replace(node, bias=biases.get(node.name, 0.0)) for node in plain.nodes))
    root = ET.fromstring(draw(graph))
    beside = {(text.text or "").split(" ")[0]: text[0].text for text in root.iter(f"{SVG}text") if len(text)}
    assert beside == {"eat": "+0.25", "h5": "-1.5"}
    assert any("biases" in (text.text or "") for text in root.iter(f"{SVG}text"))
    bare = ET.fromstring(draw(replace(plain, nodes=tuple(replace(node, bias=0.0) for node in plain.nodes))))
    assert not any(len(text) or "biases" in (text.text or "") for text in bare.iter(f"{SVG}text"))


@pytest.mark.parametrize("shape", ["one column", "one row"])
def test_a_network_of_thousands_of_nodes_is_drawn(shape: str) -> None:
    # what takes a step for every pair of nodes, or of columns, would be at it for an hour
    hidden = list(range(5, 20_005))
    row = [(node - 1 if node > 5 else 0, node, 1.0, True) for node in hidden] + [(hidden[-1], 3, 1.0, True)]
    column = [link for node in hidden for link in ((node % 3, node, 1.0, True), (node, 3 + node % 2, -1.0, True))]
    graph = untangle(genome(ENDS, hidden, column if shape == "one column" else row), 0, ENDS)
    picture = draw(graph)
    assert picture.count("<circle") == len(graph.nodes)
    assert picture.count("<title>") == len(graph.nodes) + len(graph.links)


@pytest.mark.parametrize("seed", range(20))
def test_a_column_is_spread_with_the_least_movement(seed: int) -> None:
    chance = random.Random(seed)
    wanted = [chance.uniform(0.2, 0.8) for _ in range(chance.randrange(2, 9))]
    height = list(wanted)
    _spread(list(range(len(wanted))), height, 40)

    def moved(places: list[float]) -> float:
        return sum((place - want) ** 2 for place, want in zip(places, wanted, strict=True))

    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    assert all(height[b] - height[a] > 1 / 20 - 1e-9 for a, b in itertools.pairwise(order))
    # moving any stretch of neighbours together, as far as they have room, brings nothing nearer to where it would be
    for first, last in itertools.combinations(range(len(order) + 1), 2):
        for step in (1e-4, -1e-4):
            other = list(height)
            for index in order[first:last]:
                other[index] += step
            if all(other[b] - other[a] >= 1 / 20 - 1e-9 for a, b in itertools.pairwise(order)):
                assert moved(other) >= moved(height)
