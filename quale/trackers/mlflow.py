"""MLflow, by default in a database `mlflow.db` beside the run's directory, so that one page shows all runs."""

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from time import time
from typing import Any

from quale.trackers.tracker import RunStart

RUN_ID = "quale.run_id"
LONGEST = 6000
"""Characters that MLflow takes as the value of a parameter."""

MOST = 100
"""Parameters that it takes at once."""


class MLflow:
    """`--track mlflow`. It is asked what it has; MLFLOW_TRACKING_URI leads to another place."""

    def __init__(self) -> None:
        self._library: Any = import_module("mlflow")
        self._entities: Any = import_module("mlflow.entities")
        self._client: Any = None
        self._run = ""

    def start(self, run: RunStart) -> int:
        """Begin a run in the experiment of the project's name, or go on with the one that has the same id."""
        place = os.environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{run.directory.parent / 'mlflow.db'}"
        self._client = self._library.MlflowClient(tracking_uri=place)
        experiment = self._client.get_experiment_by_name(run.project)
        where = experiment.experiment_id if experiment is not None else self._new(run)
        wanted = f"tags.`{RUN_ID}` = '{run.run_id}'"
        found = self._client.search_runs([where], wanted, max_results=1)
        if found:
            self._run = found[0].info.run_id
            self._client.set_terminated(self._run, "RUNNING")
            return max((point.step for point in self._client.get_metric_history(self._run, "evaluations")), default=0)
        self._run = self._client.create_run(where, run_name=run.name, tags={RUN_ID: run.run_id}).info.run_id
        parameters = [self._entities.Param(key, value[:LONGEST]) for key, value in run.configuration.items()]
        for first in range(0, len(parameters), MOST):
            self._client.log_batch(self._run, params=parameters[first : first + MOST])
        return 0

    def _new(self, run: RunStart) -> str:
        local = "MLFLOW_TRACKING_URI" not in os.environ
        place = (run.directory.parent / "mlartifacts").absolute().as_uri() if local else None
        made: str = self._client.create_experiment(run.project, artifact_location=place)
        return made

    def log(self, generation: int, values: Mapping[str, float]) -> None:
        """Log a step, all of it or nothing."""
        now = int(time() * 1000)
        metrics = [self._entities.Metric(name, value, now, generation) for name, value in values.items()]
        self._client.log_batch(self._run, metrics=metrics)

    def artifact(self, path: Path) -> None:
        """Say where the last checkpoint lies."""
        self._client.set_tag(self._run, "quale.checkpoint", str(path))

    def finish(self, why: str) -> None:
        """End the run."""
        self._client.set_tag(self._run, "quale.end", why)
        self._client.set_terminated(self._run, "FINISHED")
