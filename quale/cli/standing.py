"""Where an evolution stands when it is interrupted, and how to go on with it."""

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from quale.cli.signals import Standing


@dataclass(frozen=True, slots=True)
class LastWords:
    """What an interrupted evolution says, to a program with `as_json` and to people in any case.

    `command` makes the command that goes on from a file, None where nothing is saved, and whether the file is new: what
    a run began with has nothing of what it changed.
    """

    command: Callable[[Path | None, bool], list[str]]
    as_json: bool
    beginning: Path | None = None  # the checkpoint that the run goes on after

    def __call__(self, standing: Standing, as_json: bool) -> str:
        """Return the last words in one of both forms; nothing as JSON where nobody asked for that."""
        if as_json and not self.as_json:
            return ""
        generation, path = standing or (None, None)
        command = shlex.join(self.command(path, path != self.beginning))
        if as_json:
            place = str(path) if path else None
            event = {"event": "interrupted", "generation": generation, "checkpoint": place, "resume": command}
            return json.dumps(event) + "\n"
        if path is None:
            return f"interrupted before anything was evaluated; start again with: {command}\n"
        return f"interrupted after generation {generation}, which is saved: {path}\nresume with: {command}\n"
