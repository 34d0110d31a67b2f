"""Recording of an episode → Film, and its page: what the brain was shown, did and earned, step by step."""

import numpy as np

from quale.genome.seal import sealed
from quale.report.draw import draw
from quale.report.graph import HIDDEN, INPUT, OUTPUT, Graph
from quale.report.replay.album import Album
from quale.report.replay.film import Film
from quale.report.replay.page import page
from quale.report.replay.page_data import episode_data
from quale.runtime.gymnasium.recording import Recording


def episode_page(recording: Recording, graph: Graph, title: str, environment: str, album: Album) -> str:
    """Return the page of an episode, with the pictures that an album has of it."""
    film = film_of_episode(recording, graph, title)
    return page(episode_data(film, environment, album.data()), draw(graph))


def film_of_episode(recording: Recording, graph: Graph, title: str) -> Film:
    """Return an episode by name; row 0 is what the environment begins with, row t + 1 is step t.

    Sensors are what the brain is shown; where that is scaled, `observation.NAME` is what the environment said.
    """
    steps = len(recording.rewards)
    places = {
        kind: [at for at, node in enumerate(graph.nodes) if node.kind == kind] for kind in (INPUT, OUTPUT, HIDDEN)
    }
    prefix = {INPUT: "sensor.", OUTPUT: "actuator.", HIDDEN: "activation."}
    names = [prefix[kind] + graph.nodes[at].name for kind, nodes in places.items() for at in nodes]
    values = recording.activations[:, [at for nodes in places.values() for at in nodes]]
    columns = [np.concatenate([np.zeros((1, len(names))), values])]
    shown = recording.activations[:, : len(places[INPUT])]
    if not np.array_equal(shown, recording.observations[:steps]):
        names += [f"observation.{graph.nodes[at].name}" for at in places[INPUT]]
        columns.append(recording.observations[[0, *range(steps)]])
    rewards = np.concatenate([[0.0], recording.rewards])
    columns.append(np.stack([rewards, np.cumsum(rewards)], axis=1))
    total = float(recording.rewards.sum())
    return Film(
        title=title,
        names=(*names, "reward", "return"),
        rows=sealed(np.concatenate(columns, axis=1)),
        machines=(),
        records=(),
        results=(("return", total), ("steps", float(steps))),
        graph=graph,
        activations=tuple(prefix[node.kind] + node.name for node in graph.nodes),
        pictures=None,
    )
