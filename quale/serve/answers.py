"""What is asked of single checkpoints and of several runs: the champion, its replay, a comparison; each made once."""

import json
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from quale.checkpoint.directory.disk import DISK, Stamp, reported
from quale.checkpoint.directory.resume import Resumed
from quale.checkpoint.directory.store import load
from quale.diagnostics import UsageError
from quale.domains.gymnasium.task import GymnasiumTask
from quale.model.model import world_task
from quale.report.choose import choose_genome
from quale.report.data import finite
from quale.report.draw import draw
from quale.report.inspect import inspect
from quale.report.plot.curves import Curves, collect
from quale.report.plot.of_groups import chart_of_groups, grouped
from quale.report.plot.svg import svg
from quale.report.plot.table import judge, quantities, verdict_data, write_verdict
from quale.report.replay.album import Album
from quale.report.replay.film import film
from quale.report.replay.of_episode import episode_page
from quale.report.replay.page import page
from quale.report.replay.page_data import page_data
from quale.report.untangle import untangle
from quale.run.plan import require_overrides, stored
from quale.run.replay import record_drawn, replay, which

MOST_WAYS = 40
"""Pathways that are told of a network, the strongest."""

MOST_COMPARED = 100
"""Runs in one comparison."""

SEED = 1
"""Of the intervals' resampling, as `quale compare` has it by default."""


class Answers:
    """Answers that take time, kept for as long as the files stay what they are."""

    def __init__(self) -> None:
        self._champion = lru_cache(64)(_champion)
        self._page = lru_cache(8)(_page)
        self._curves = lru_cache(2 * MOST_COMPARED)(_curves)

    def champion(self, path: Path, genome: str) -> bytes:
        """Return as JSON what `quale inspect` says of one genome of a checkpoint, with its drawing.

        Raises:
            CheckpointError: the file cannot be read.
            UsageError: it has no such genome.
        """
        return self._champion(path, _stamp(path), genome)

    def replay_page(self, path: Path, genome: str, scenario: int, seed: int | None) -> str:
        """Return the page that plays a scenario, as `quale replay --html` writes it.

        Raises:
            CheckpointError: the file cannot be read.
            ProgramError: this version of the language does not accept the program in it.
            UsageError: there is no such genome or scenario, or no world.
        """
        return self._page(path, _stamp(path), genome, scenario, seed)

    def comparison(self, places: tuple[tuple[str, Path, object], ...], by: str) -> bytes:
        """Return as JSON what `quale compare` says of runs (name, directory, what changes with them), and a picture.

        Raises:
            CheckpointError: a run has no valid checkpoint.
            UsageError: they have no such quantity.
        """
        groups = grouped([[self._curves(name, path, key)] for name, path, key in places])
        known = quantities(groups)
        if by not in known:
            raise UsageError(f"{by}: these runs have {', '.join(known)}")
        verdict = judge(groups, by, SEED)
        told = verdict_data(verdict) | {"quantities": known, "words": list(write_verdict(verdict))}
        return _json(told | {"picture": svg(chart_of_groups(groups))})


def _champion(path: Path, _stamp: Stamp, genome: str) -> bytes:
    header, snapshot = load(path)
    found = inspect(snapshot, genome)
    nodes = found.graph.nodes
    ways = sorted(found.pathways, key=lambda way: -abs(way.influence))
    told: dict[str, Any] = {
        "run": found.run,
        "generation": found.generation,
        "who": found.who,
        "fitness": found.fitness,
        "caution": found.caution,
        "metrics": dict(found.metrics),
        "depth": found.graph.depth,
        "hidden": sum(node.kind == "hidden" for node in nodes),
        "connections": sum(link.enabled for link in found.graph.links),
        "disabled": sum(not link.enabled for link in found.graph.links),
        "winner": snapshot.state.winner is not None,
        "replay": dict(snapshot.configuration).get("domain", "").partition("(")[0] in ("world", "gymnasium"),
        "scenarios": dict(snapshot.configuration).get("scenarios", "1"),
        "species": [asdict(row) for row in found.species],
        "lineage": asdict(found.lineage) if found.lineage else None,
        "tests": [asdict(test) for test in found.tests],
        "pathways": [
            {"from": nodes[way.source].name, "to": nodes[way.target].name, "influence": way.influence}
            for way in ways[:MOST_WAYS]
        ],
        "silent": found.silent,
        "unmoved": found.unmoved,
        "about": [
            ("file", path.name),
            ("run id", header.run_id),
            ("program", header.program[:16]),
            ("saved", f"{header.created} on {header.host}"),
            ("versions", ", ".join(f"{name} {version}" for name, version in header.versions)),
        ],
        "configuration": [pair for pair in snapshot.configuration if pair[1] != "none"],
        "drawing": draw(found.graph),
    }
    return _json(told)


def _page(path: Path, _stamp: Stamp, genome: str, scenario: int, seed: int | None) -> str:
    require_overrides(seed, None)
    header, snapshot = load(path)
    model = stored(Resumed(snapshot, header, path, ()))
    chosen = choose_genome(snapshot, genome)
    graph = untangle(chosen.genome, 0, snapshot.state.interface)
    if isinstance(model.task, GymnasiumTask):
        album, task = Album(), model.task
        title = f"{snapshot.run}: {chosen.who}; {which(chosen.generation, scenario, seed, 'episode')}"
        found, _ = record_drawn(snapshot, model, chosen.genome, chosen.generation, chosen.given, scenario, seed, album)
        return episode_page(found, graph, title, task.environment, album)
    episode = replay(snapshot, model, chosen.genome, chosen.generation, scenario, seed)
    title = f"{snapshot.run}: {chosen.who}; {which(chosen.generation, scenario, seed)}"
    shown = film(episode, world_task(model), graph, title)
    return page(page_data(shown, world_task(model)), draw(graph))


def _curves(name: str, path: Path, _key: object) -> Curves:
    curves, _ = collect(path, alone=True)
    return replace(curves, place=name)


def _stamp(path: Path) -> Stamp:
    with reported(path, "look at"):
        return DISK.stamp(path)


def _json(told: dict[str, Any]) -> bytes:
    return json.dumps(finite(told), separators=(",", ":")).encode()
