"""A genome without a part: exactly the part's connections are switched off."""

import pytest

from quale.diagnostics import UsageError
from quale.report.replay.disable import disable
from quale.report.untangle import untangle
from tests.report.grown import genome, interface

ENDS = interface(["hunger", "food_n", "food_se", "lost"], ["eat", "sleep"])
# hunger 0, food_n 1, food_se 2, lost 3, eat 4, sleep 5, hidden 6
BRAIN = genome(
    ENDS,
    [6],
    [(0, 4, 1.0, True), (1, 6, 1.0, True), (2, 6, 1.0, True), (6, 5, 1.0, True), (1, 4, 1.0, True), (3, 4, 1.0, False)],
)
GRAPH = untangle(BRAIN, 0, ENDS)


@pytest.mark.parametrize(
    ("part", "off", "words"),
    [
        ("hunger", {0}, "sensor hunger"),
        ("food_n", {1, 4}, "sensor food_n"),
        ("food", {1, 2, 4}, "sensor food"),
        ("h6", {1, 2, 3}, "hidden h6"),
        ("eat", {0, 4}, "actuator eat"),
        ("3", {3}, "connection 3"),
        ("food_n->eat", {4}, "connection food_n → eat"),
        ("food_n → h6", {1}, "connection food_n → h6"),
    ],
)
def test_a_part_is_switched_off(part: str, off: set[int], words: str) -> None:
    left, told = disable(BRAIN, GRAPH, part)
    assert {number for number in range(6) if BRAIN.enabled[number] and not left.enabled[number]} == off
    assert told == words


@pytest.mark.parametrize("part", ["lost", "5", "lost->eat"])
def test_what_is_off_already_is_told(part: str) -> None:
    with pytest.raises(UsageError, match="nothing of it is switched on"):
        disable(BRAIN, GRAPH, part)


@pytest.mark.parametrize("part", ["", "h7", "eat->hunger", "6", "->", "foo"])
def test_what_is_not_there_is_told(part: str) -> None:
    with pytest.raises(UsageError, match="no such connection, node or sensor; it has hunger, food_n"):
        disable(BRAIN, GRAPH, part)
