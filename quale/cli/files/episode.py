"""`quale replay` of an episode in one of Gymnasium's environments."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quale.cli.files.whole import write_whole
from quale.cli.opened import Opened
from quale.diagnostics import UsageError
from quale.domains.gymnasium.task import GymnasiumTask
from quale.model.model import Model
from quale.report.data import finite
from quale.report.replay.album import Album
from quale.report.replay.of_episode import episode_page
from quale.report.replay.video import Reel
from quale.report.untangle import untangle
from quale.report.write import number
from quale.run.replay import record, record_drawn, which


def plays_episodes(model: Model) -> bool:
    """Return whether an experiment is one of Gymnasium's."""
    return isinstance(model.task, GymnasiumTask)


def environment_of(model: Model) -> str:
    """Return what the environment of an experiment is called."""
    return model.task.environment if isinstance(model.task, GymnasiumTask) else model.name


def refuse_beside_episodes(options: Mapping[str, object]) -> None:
    """Refuse what only a world of the program's own has.

    Raises:
        UsageError: one of them is given.
    """
    for option, value in options.items():
        if value is not None:
            raise UsageError(f"{option} follows scenarios of `domain: world`; --html and --video show an episode")


@dataclass(frozen=True, slots=True)
class Files:
    """Where an episode is to be written, None for nowhere."""

    video: Path | None = None
    html: Path | None = None


def play(opened: Opened, scenario: int, seed: int | None, files: Files, *, as_json: bool) -> Iterator[str]:
    """Play an episode, write it where a file is named, and yield what to say.

    Raises:
        UsageError: there is no such episode, no pictures are drawn, or a file cannot be written.
        EvaluationError: the environment cannot be opened, or fails.
    """
    snapshot, model, chosen = opened.found.snapshot, opened.model, opened.chosen
    video, html = files.video, files.html
    title = f"{snapshot.run}: {chosen.who}; {which(chosen.generation, scenario, seed, 'episode')}"
    missing = ""
    if html is not None:
        album = Album()
        found, missing = record_drawn(
            snapshot, model, chosen.genome, chosen.generation, chosen.given, scenario, seed, album
        )
        graph = untangle(chosen.genome, 0, snapshot.state.interface)
        text = episode_page(found, graph, title, environment_of(model), album)
        write_whole(html, text.encode(), "--html")
    if video is not None or html is None:
        reel = Reel() if video is not None else None
        found = record(snapshot, model, chosen.genome, chosen.generation, chosen.given, scenario, seed, reel)
        if video is not None and reel is not None:
            write_whole(video, reel.gif(), "--video")
    total, steps = float(found.rewards.sum()), len(found.rewards)
    if as_json:
        yield json.dumps(finite({"event": "episode", "return": total, "length": steps, "ended": found.ended}))
        return
    yield title
    how = "the environment ended it" if found.ended else "cut short by the limit on steps"
    yield f"return {number(total)} over {steps} steps; {how}"
    if video is not None:
        yield f"{video}: what the environment draws, at its own speed"
    if html is not None:
        yield f"{html}: a page to be opened in any browser{f', without pictures: {missing}' if missing else ''}"
