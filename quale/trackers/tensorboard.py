"""Curves for TensorBoard, written by tensorboardX into `tensorboard/` of the run's directory."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from quale.trackers.tracker import RunStart

FOLDER, EVENTS = "tensorboard", "events.out.tfevents.*"


class TensorBoard:
    """`--track tensorboard`. The files are written anew by every resume, so that no step stands there twice."""

    def __init__(self) -> None:
        self._library: Any = import_module("tensorboardX")
        self._writer: Any = None

    def start(self, run: RunStart) -> int:
        """Begin the files anew: a run remembers all of its generations."""
        folder = run.directory / FOLDER
        for older in sorted(folder.glob(EVENTS)):  # first, since one of the same second has the name of the new one
            older.unlink()
        self._writer = self._library.SummaryWriter(str(folder), write_to_disk=True)
        text = "\n".join(f"    {field}: {value}" for field, value in run.configuration.items())
        self._writer.add_text("configuration", text, 0)
        return 0

    def log(self, generation: int, values: Mapping[str, float]) -> None:
        """Add a point to every curve."""
        for name, value in values.items():
            self._writer.add_scalar(name, value, generation)
        self._writer.flush()

    def artifact(self, path: Path) -> None:
        """Say where the last checkpoint lies."""
        self._writer.add_text("checkpoint", str(path), 0)

    def finish(self, why: str) -> None:
        """Close the files."""
        self._writer.add_text("end", why, 0)
        self._writer.close()
