"""What differs between two checkpoints: genes matched by innovation number, scores, settings."""

from dataclasses import asdict

import pytest

from quale.report.differ import Gene, differ, tell_difference
from quale.report.inspect import inspect
from quale.report.inspection import Inspection
from tests.report.grown import Connection, genome, interface, snapshot

ENDS = interface(["hunger", "food"], ["eat"])
# hunger 0, food 1, eat 2, hidden 3 and more


def look(hidden: list[int], connections: list[Connection]) -> Inspection:
    return inspect(snapshot(ENDS, genome(ENDS, hidden, connections)))


ONE = look([3], [(0, 2, 1.0, True), (1, 2, 2.0, True), (0, 3, 0.5, True), (3, 2, 1.5, True)])
OTHER = look([], [(0, 2, 1.0, True), (1, 2, -2.0, True), (0, 3, 0.5, True)][:2])


def test_a_checkpoint_does_not_differ_from_itself() -> None:
    found = differ(ONE, ONE, ())
    assert found.genes == ()
    assert found.shared == 4 + 4
    assert found.related
    assert all(a == b or a != a for _, a, b in found.scores)  # noqa: PLR0124  # a metric that is NaN
    assert dict(tell_difference(found))["Program and settings"] == ("no difference",)


def test_genes_are_matched_by_innovation_number() -> None:
    found = differ(ONE, OTHER, ("population: 100 -> 200",))
    assert found.genes == (
        Gene("food → eat", 1, 2.0, -2.0, (True, True)),
        Gene("hunger → h3", 2, 0.5, None, (True, None)),
        Gene("h3 → eat", 3, 1.5, None, (True, None)),
        Gene("h3", None, 0.0, None, (True, None)),
    )
    text = "\n".join(line for title, lines in tell_difference(found) for line in (title, *lines))
    for words in ("only in one: 3", "in both, but different: 1", "#1", "food → eat", "population: 100 -> 200"):
        assert words in text
    assert "only in the other" not in text
    assert asdict(found)["genes"][0]["one"] == 2.0


def test_a_connection_that_was_switched_off_differs() -> None:
    off = look([], [(0, 2, 1.0, True), (1, 2, 2.0, False)])
    on = look([], [(0, 2, 1.0, True), (1, 2, 2.0, True)])
    (gene,) = differ(on, off, ()).genes
    assert gene == Gene("food → eat", 1, 2.0, 2.0, (True, False))
    assert any("(off)" in line for line in dict(tell_difference(differ(on, off, ())))["Genomes"])


@pytest.mark.parametrize("turned", [False, True])
def test_unrelated_runs_are_told_from_related_ones(turned: bool) -> None:
    links: list[Connection] = [(1, 2, 2.0, True), (0, 2, 1.0, True)]
    found = differ(look([], links[::-1]), look([], links if turned else links[::-1]), ())
    assert found.related is not turned
    assert len(found.genes) == (4 if turned else 0)
    assert ("not related" in dict(tell_difference(found))["Genomes"][0]) is turned
