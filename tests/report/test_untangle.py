"""Layers, depth and which links run back, on graphs small enough to be told by hand."""

from quale.report.untangle import untangle
from tests.report.grown import genome, interface

ENDS = interface(["a", "b"], ["y"])
# a 0, b 1, y 2, hidden from 3 on


def feedback(hidden: list[int], *links: tuple[int, int]) -> list[tuple[int, int]]:
    graph = untangle(genome(ENDS, hidden, [(*link, 1.0, True) for link in links]), 0, ENDS)
    return [(graph.nodes[link.source].id, graph.nodes[link.target].id) for link in graph.links if link.feedback]


def test_a_loop_that_holds_its_own_root_has_one_link_that_runs_back() -> None:
    assert feedback([3, 4], (3, 4), (4, 3)) == [(4, 3)]
    assert feedback([3, 4, 5], (3, 4), (4, 5), (5, 3)) == [(5, 3)]
    assert feedback([3], (3, 3)) == [(3, 3)]


def test_a_loop_behind_a_sensor_runs_back_to_where_it_was_entered() -> None:
    assert feedback([3, 4], (0, 4), (4, 3), (3, 4), (3, 2)) == [(3, 4)]


def test_two_ways_to_a_node_are_no_loop() -> None:
    assert feedback([3, 4], (0, 3), (0, 4), (3, 2), (4, 2), (3, 4)) == []


def test_layers_are_longest_ways() -> None:
    links = [(0, 3), (3, 4), (0, 4), (4, 2), (1, 5), (5, 2)]
    graph = untangle(genome(ENDS, [3, 4, 5, 6], [(*link, 1.0, True) for link in links]), 0, ENDS)
    assert {node.name: node.layer for node in graph.nodes} == {
        "a": 0,
        "b": 0,
        "y": 3,
        "h3": 1,
        "h4": 2,
        "h5": 1,
        "h6": 1,
    }
    assert graph.depth == 3
    position = {node: rank for rank, node in enumerate(graph.order)}
    assert sorted(position) == list(range(7))
    assert all(position[link.source] < position[link.target] for link in graph.links)


def test_a_hidden_node_deeper_than_the_actuators_is_before_them() -> None:
    graph = untangle(genome(ENDS, [3, 4], [(0, 2, 1.0, True), (0, 3, 1.0, True), (3, 4, 1.0, True)]), 0, ENDS)
    assert {node.name: node.layer for node in graph.nodes} == {"a": 0, "b": 0, "y": 3, "h3": 1, "h4": 2}
    assert graph.depth == 1


def test_disabled_links_say_nothing_about_order() -> None:
    graph = untangle(genome(ENDS, [3], [(0, 3, 1.0, False), (3, 2, 2.5, True), (2, 3, 1.0, False)]), 0, ENDS)
    assert graph.depth == 0
    assert [(link.innovation, link.weight, link.enabled, link.feedback) for link in graph.links] == [
        (0, 1.0, False, False),
        (1, 2.5, True, False),
        (2, 1.0, False, False),
    ]
    assert [(node.kind, node.activation, node.id) for node in graph.nodes] == [
        ("sensor", "", 0),
        ("sensor", "", 1),
        ("actuator", "tanh", 2),
        ("hidden", "tanh", 3),
    ]


def test_a_genome_of_several_is_its_own_part() -> None:
    from dataclasses import replace

    import numpy as np

    one, two = (genome(ENDS, [3], [(0, 3, weight, True), (3, 2, weight, True)]) for weight in (1.0, -2.0))
    joined = replace(
        one,
        node_start=np.array([0, 4, 8]),
        connection_start=np.array([0, 2, 4]),
        **{
            name: np.concatenate([getattr(one, name), getattr(two, name)])
            for name in (
                *("node_id", "node_kind", "activation", "region"),
                *("innovation", "source", "target", "weight", "enabled"),
            )
        },
        bias=np.arange(8.0),
    )
    graph = untangle(joined, 1, ENDS)
    assert [node.bias for node in graph.nodes] == [4.0, 5.0, 6.0, 7.0]
    assert [link.weight for link in graph.links] == [-2.0, -2.0]
