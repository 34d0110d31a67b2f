"""Film and world → what the page is given, as plain data: names, columns, where things stand, how they look."""

from math import isfinite
from typing import Any

from quale.model.world import WorldTask
from quale.report.replay.film import Film
from quale.report.replay.picture_data import picture_data


def page_data(film: Film, task: WorldTask) -> dict[str, Any]:
    """Return all that the page shows. A column is a list of [value, how many rows it holds], which most make short."""
    world = task.world
    kinds = [
        {"name": kind.name, "slots": kind.capacity, "properties": [each.name for each in kind.properties]}
        for kind in world.kinds
    ]
    pictures = film.pictures
    return _told(film) | {
        "picture": None if pictures is None else picture_data(pictures, world.topology),
        "world": {
            "name": world.name,
            "topology": world.topology,
            "length": _number(world.length),
            "width": world.width,
            "height": world.height,
            "walls": ["".join("#" if wall else "." for wall in row) for row in world.walls],
            "tick": _number(world.tick),
            "kinds": kinds,
            "ranges": {
                f"{scope}.{state.name}": [state.type.low, state.type.high]
                for scope, states in (("agent", task.body.states), ("world", world.states))
                for state in states
                if state.type.kind == "range"
            },
        },
    }


def episode_data(film: Film, environment: str, frames: dict[str, Any] | None) -> dict[str, Any]:
    """Return the same of an episode in an environment; `frames` are its pictures, as an Album has them."""
    world = {"name": environment, "topology": "episode", "kinds": [], "ranges": {}}
    return _told(film) | {"picture": None, "frames": frames, "world": world}


def _told(film: Film) -> dict[str, Any]:
    """Return what a page is told of any film."""
    return {
        "title": film.title,
        "ticks": film.ticks,
        "columns": {name: _runs(film.rows[:, at].tolist()) for at, name in enumerate(film.names)},
        "machines": dict(film.machines),
        "records": [{"tick": r.tick, "record": r.kind, **{n: _number(v) for n, v in r.values}} for r in film.records],
        "results": {name: _number(value) for name, value in film.results},
        "nodes": list(film.activations),
        "links": [
            {
                "innovation": link.innovation,
                "source": link.source,
                "weight": link.weight,
            }
            for link in film.graph.links
            if link.enabled
        ],
    }


def expand(column: list[list[Any]]) -> list[float]:
    """Return the numbers of a column, as the page reads it."""
    return [float(value) for value, count in column for _ in range(count)]


def _runs(values: list[float]) -> list[list[Any]]:
    runs: list[list[Any]] = []
    for value in values:
        written = _number(value)
        if runs and repr(runs[-1][0]) == repr(written):
            runs[-1][1] += 1
        else:
            runs.append([written, 1])
    return runs


def _number(value: float) -> float | str:
    """Return a number as JSON can write it: what is not finite as text that both languages read back."""
    return value if isfinite(value) else str(value).replace("inf", "Infinity").replace("nan", "NaN")
