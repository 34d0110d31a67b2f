"""`quale replay` of an episode in one of Gymnasium's environments."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from quale.cli.files.whole import write_whole
from quale.cli.opened import Opened
from quale.diagnostics import UsageError
from quale.domains.gymnasium.task import GymnasiumTask
from quale.model.model import Model
from quale.report.data import finite
from quale.report.replay.video import Reel
from quale.report.write import number
from quale.run.replay import record


def plays_episodes(model: Model) -> bool:
    """Return whether an experiment is one of Gymnasium's."""
    return isinstance(model.task, GymnasiumTask)


def refuse_beside_episodes(options: Mapping[str, object]) -> None:
    """Refuse what only a world of the program's own has.

    Raises:
        UsageError: one of them is given.
    """
    for option, value in options.items():
        if value is not None:
            raise UsageError(f"{option} follows scenarios of `domain: world`; --video FILE.gif shows an episode")


def play(opened: Opened, scenario: int, seed: int | None, video: Path | None, *, as_json: bool) -> Iterator[str]:
    """Play an episode, write its pictures where a file is named, and yield what to say.

    Raises:
        UsageError: there is no such episode, no pictures are drawn, or the file cannot be written.
        EvaluationError: the environment cannot be opened, or fails.
    """
    snapshot, model, chosen = opened.found.snapshot, opened.model, opened.chosen
    reel = Reel() if video is not None else None
    found = record(snapshot, model, chosen.genome, chosen.generation, chosen.given, scenario, seed, reel)
    if video is not None and reel is not None:
        write_whole(video, reel.gif(), "--video")
    total, steps = float(found.rewards.sum()), len(found.rewards)
    if as_json:
        yield json.dumps(finite({"event": "episode", "return": total, "length": steps, "ended": found.ended}))
        return
    where = f"episode {scenario} of generation {max(1, chosen.generation)}"
    yield f"{snapshot.run}: {chosen.who}; {where if seed is None else f'fresh episode {scenario} of seed {seed}'}"
    how = "the environment ended it" if found.ended else "cut short by the limit on steps"
    yield f"return {number(total)} over {steps} steps; {how}"
    if video is not None:
        yield f"{video}: what the environment draws, at its own speed"
