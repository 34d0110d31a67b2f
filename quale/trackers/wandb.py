"""Weights & Biases, offline unless WANDB_MODE says otherwise, in `wandb/` of the run's directory."""

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from quale.trackers.tracker import RunStart

OFFLINE = "offline"


class WeightsAndBiases:
    """`--track wandb`. It cannot be asked offline what it has, so what was told once is not told again."""

    def __init__(self) -> None:
        self._library: Any = import_module("wandb")
        self._run: Any = None

    def start(self, run: RunStart) -> int:
        """Begin a run, or go on with the one of the same id."""
        mode = os.environ.get("WANDB_MODE", OFFLINE)
        self._run = self._library.init(
            project=os.environ.get("WANDB_PROJECT", run.project),
            name=run.name,
            id=run.run_id,
            resume=None if mode == OFFLINE else "allow",
            dir=str(run.directory),
            config=dict(run.configuration),
            mode=mode,
            settings=self._library.Settings(silent=True, console="off"),
        )
        return run.told

    def log(self, generation: int, values: Mapping[str, float]) -> None:
        """Log a step."""
        self._run.log(dict(values), step=generation, commit=True)

    def artifact(self, path: Path) -> None:
        """Name the checkpoint in the run's summary."""
        self._run.summary["checkpoint"] = str(path)

    def finish(self, why: str) -> None:
        """End the run."""
        self._run.summary["end"] = why
        self._run.finish()
