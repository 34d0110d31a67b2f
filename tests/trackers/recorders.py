"""Trackers of the tests' own: one that writes down what it is told, and others that do what trackers may do."""

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quale.trackers.tracker import RunStart, Tracker


def lines(directory: Path, who: str = "Plain") -> list[dict[str, Any]]:
    """Return what a tracker was told of the run in a directory."""
    return [json.loads(line) for line in (directory / f"{who}.jsonl").read_text(encoding="utf-8").splitlines()]


def steps(directory: Path, who: str = "Plain") -> list[int]:
    """Return the generations that it was told, in order."""
    return [line["generation"] for line in lines(directory, who) if "generation" in line]


class Plain:
    """Appends a line for each call, and knows no more than what it was told it was told."""

    def __init__(self) -> None:
        self._file = Path()

    def start(self, run: RunStart) -> int:
        self._file = run.directory / f"{type(self).__name__}.jsonl"
        self.write(start=run.generation, told=run.told, name=run.name, run_id=run.run_id, project=run.project)
        return run.told

    def log(self, generation: int, values: Mapping[str, float]) -> None:
        self.write(generation=generation, values=dict(values))

    def artifact(self, path: Path) -> None:
        self.write(artifact=path.name, there=path.is_file())

    def finish(self, why: str) -> None:
        self.write(finish=why)

    def write(self, **words: object) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(words) + "\n")


class Raising(Plain):
    """Raises in the third generation."""

    def log(self, generation: int, values: Mapping[str, float]) -> None:
        if generation == 3:
            raise ValueError("the server is\nfull")
        super().log(generation, values)


class RaisingAtOnce(Plain):
    def start(self, run: RunStart) -> int:
        raise PermissionError(run.name)


class RaisingAtTheEnd(Plain):
    def finish(self, why: str) -> None:
        raise ConnectionError(why)


class Ending(Plain):
    """Ends its process."""

    def log(self, generation: int, values: Mapping[str, float]) -> None:
        super().log(generation, values)
        os._exit(3)


class Hanging(Plain):
    """Never comes back."""

    def log(self, generation: int, values: Mapping[str, float]) -> None:
        super().log(generation, values)
        while True:
            time.sleep(1)


class Slow(Plain):
    """Takes its time."""

    def log(self, generation: int, values: Mapping[str, float]) -> None:
        time.sleep(0.02)
        super().log(generation, values)


class Mute(Plain):
    """Its `start` returns nothing."""

    def start(self, run: RunStart) -> int:
        super().start(run)
        return None  # type: ignore[return-value]


def careless() -> Tracker:
    """Print what nobody wants to read, and be a good tracker."""
    print("hello from a tracker")
    return Plain()
