import itertools
import json
import random
import xml.etree.ElementTree as ET

import pytest

from quale.checkpoint.format.snapshot import Lineage
from quale.diagnostics import UsageError
from quale.report.data import data
from quale.report.draw import NEGATIVE, POSITIVE, draw
from quale.report.follow import follow
from quale.report.inspect import inspect
from quale.report.inspection import Inspection
from quale.report.sparkline import sparkline
from quale.report.untangle import untangle
from quale.report.write import write
from tests.report.grown import genome, interface, snapshot

ENDS = interface(["hunger", "food_n", "lost"], ["eat", "sleep"])
# hunger 0, food_n 1, lost 2, eat 3, sleep 4, hidden 5 and 6
BRAIN = genome(
    ENDS, [5, 6], [(0, 3, 0.5, True), (0, 5, 2.0, True), (5, 6, -1.5, True), (6, 3, 1.0, True), (1, 3, 4.0, False)]
)


def text_of(found: Inspection) -> str:
    return "\n".join(line for title, lines in write(found) for line in (title, *lines))


def test_pathways_multiply_weights_and_sum_over_ways() -> None:
    (pathway,) = follow(untangle(BRAIN, 0, ENDS))
    assert pathway.influence == 0.5 + 2.0 * -1.5 * 1.0
    assert [(path.nodes, path.strength) for path in pathway.strongest] == [((0, 5, 6, 3), -3.0), ((0, 3), 0.5)]


def test_an_inspection_says_what_evolved() -> None:
    source = Lineage("checkpoints/older", "Phase0", "abc", 12, "00")
    text = text_of(inspect(snapshot(ENDS, BRAIN, lineage=source), about=(("program", "a.quale"),)))
    for words in (
        "Phase1, generation 3",
        "program     a.quale",
        "lineage     seeded from Phase0, generation 12 (checkpoints/older, run abc)",
        "best  ▁▅█",
        "program changed",
        "metric       eaten = 1.5",
        "metric       lost = nan",
        "nodes        7: 3 sensor, 2 hidden, 2 actuator",
        "connections  4 enabled, 1 disabled",
        "depth        3",
        "hunger → eat  total -2.5000",
        "-3.0000  h5 → h6",
        "+0.5000  direct",
        "sensors that reach nothing: food_n, lost",
        "actuators that nothing reaches: sleep",
    ):
        assert words in text


def test_founders_can_be_inspected() -> None:
    assert "none: the founders have not been evaluated" in text_of(inspect(snapshot(ENDS, BRAIN, rows=0)))


def test_a_genome_is_chosen_by_number() -> None:
    whole = snapshot(ENDS, BRAIN)
    assert inspect(whole, "0").who == "number 0 of generation 3, species 4"
    for wrong in ("1", "-1", "worst", "²"):
        with pytest.raises(UsageError, match="wanted `best`, `winner` or a number from 0 to 0"):
            inspect(whole, wrong)


def test_data_is_json_without_nan() -> None:
    found = json.loads(json.dumps(data(inspect(snapshot(ENDS, BRAIN))), allow_nan=False))
    assert found["genome"]["metrics"] == {"eaten": 1.5, "lost": None}
    assert found["pathways"][0]["strongest"][0] == {"strength": -3.0, "nodes": ["hunger", "h5", "h6", "eat"]}
    assert found["sensors_that_reach_nothing"] == ["food_n", "lost"]


def test_a_deep_network_has_more_ways_than_atoms_and_is_quick() -> None:
    ends = interface(["x"], ["y"])
    layers = [[0], *([2 + 2 * depth, 3 + 2 * depth] for depth in range(300)), [1]]
    connections = [(a, b, 1.0, True) for one, two in itertools.pairwise(layers) for a in one for b in two]
    graph = untangle(genome(ends, range(2, 602), connections), 0, ends)
    (pathway,) = follow(graph)
    assert pathway.influence == 2.0**300
    assert len(pathway.strongest) == 3
    assert graph.depth == 301


def test_feedback_is_marked_and_not_followed() -> None:
    looping = genome(ENDS, [5], [(0, 5, 1.0, True), (5, 3, 1.0, True), (3, 5, 9.0, True), (5, 5, 9.0, True)])
    graph = untangle(looping, 0, ENDS)
    assert [link.feedback for link in graph.links] == [False, False, True, True]
    assert [pathway.influence for pathway in follow(graph)] == [1.0]
    assert "4 enabled, 2 of them feedback, 0 disabled" in text_of(inspect(snapshot(ENDS, looping)))


@pytest.mark.parametrize("seed", range(20))
def test_influence_is_the_sum_over_all_ways(seed: int) -> None:
    chance = random.Random(seed)
    order = [0, 1, 2, 5, 6, 7, 8, 3, 4]
    pairs = [(a, b) for at, a in enumerate(order) for b in order[at + 1 :] if b > 2 and a not in {3, 4}]
    made = [(a, b, chance.uniform(-2, 2), chance.random() < 0.8) for a, b in chance.sample(pairs, 14)]
    graph = untangle(genome(ENDS, [5, 6, 7, 8], made), 0, ENDS)

    def ways(node: int, target: int) -> list[float]:
        if node == target:
            return [1.0]
        return [w * rest for a, b, w, on in made if on and a == node for rest in ways(b, target)]

    found = {(pathway.source, pathway.target): pathway for pathway in follow(graph, keep=2)}
    for source in (0, 1, 2):
        for target in (3, 4):
            strengths = sorted(ways(source, target), key=lambda strength: -abs(strength))
            pathway = found.pop((source, target), None)
            assert (pathway is None) == (not strengths)
            if pathway:
                assert pathway.influence == pytest.approx(sum(strengths))
                assert [path.strength for path in pathway.strongest] == pytest.approx(strengths[:2])
    assert not found


def test_a_drawing_names_its_ends_and_colours_its_signs() -> None:
    picture = draw(untangle(BRAIN, 0, ENDS), "forager <1>")
    root = ET.fromstring(picture)
    words = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"hunger", "food_n", "lost", "eat", "sleep", "forager <1>"} <= words
    paths = [element for element in root.iter("{http://www.w3.org/2000/svg}path") if len(element)]
    colours = {next(iter(path)).text: path.get("stroke") for path in paths}
    assert colours["hunger → eat: 0.5"] == POSITIVE
    assert colours["h5 → h6: -1.5"] == NEGATIVE
    assert len(paths) == 4, "disabled connections are not drawn"


def test_a_sparkline_spans_lowest_to_highest() -> None:
    assert sparkline([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█"
    assert sparkline([1, 1]) == "▁▁"
    assert sparkline([float("nan"), 1, 2]) == " ▁█"
    assert sparkline([]) == ""
    assert len(sparkline(range(1000), width=40)) == 40
    assert sparkline(range(1000), width=40)[-1] == "█"
