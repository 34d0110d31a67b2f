"""One scenario of a checkpoint, tick by tick, and what a brain is worth without one of its parts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import EvaluationError, UsageError
from quale.genome.gather import concatenate
from quale.genome.genome import Genomes
from quale.genome.seal import sealed
from quale.model.domain import TaskState
from quale.model.model import Model
from quale.model.world import WorldTask
from quale.run.score import FRESH, networks_of, score, single
from quale.runtime.episode import Episode, run_episode
from quale.runtime.gymnasium.recording import Camera, Recording, record_episode


@dataclass(frozen=True, slots=True)
class Ablation:
    """Scores of a genome whole and without a part, in the same S fresh scenarios. Read-only arrays."""

    whole: NDArray[np.float64]  # [S]
    without: NDArray[np.float64]  # [S]


def require_world(model: Model) -> None:
    """Refuse what has no world that could be followed tick by tick.

    Raises:
        UsageError: the experiment's domain is another.
    """
    if not isinstance(model.task, WorldTask):
        raise UsageError(
            f"{model.name} is of the domain {model.domain}: replay follows scenarios of `domain: world` and plays "
            "episodes of `domain: gymnasium`; `quale score` and `quale inspect` work for this one"
        )


def replay(
    snapshot: Snapshot, model: Model, genome: Genomes, generation: int, scenario: int, fresh: int | None = None
) -> Episode:
    """Run one genome through a scenario of a generation, or through a fresh one of the seed `fresh`.

    Raises:
        UsageError: there is no such scenario, or no world.
    """
    require_world(model)
    _require_scenario(model, scenario, fresh)
    networks = networks_of(snapshot, model, genome)
    if fresh is not None:
        return run_episode(single(model), networks, seed=fresh, generation=FRESH + scenario, scenario=0)
    return run_episode(model, networks, seed=model.evolution.seed, generation=max(1, generation), scenario=scenario)


def which(generation: int, scenario: int, fresh: int | None = None, what: str = "scenario") -> str:
    """Return in words which scenario `replay` runs with the same numbers, or which episode `record`."""
    if fresh is not None:
        return f"fresh {what} {scenario} of seed {fresh}"
    return f"{what} {scenario} of generation {max(1, generation)}"


def record(
    snapshot: Snapshot,
    model: Model,
    genome: Genomes,
    generation: int,
    given: TaskState,
    scenario: int,
    fresh: int | None = None,
    camera: Camera | None = None,
) -> Recording:
    """Play an episode of Gymnasium's with a genome: one of a generation, or a fresh one of the seed `fresh`.

    `given` is what the evaluation of the genome was given.

    Raises:
        UsageError: there is no such scenario, or nothing that a camera could be shown.
        EvaluationError: the environment cannot be opened, or fails.
    """
    _require_scenario(model, scenario, fresh)
    if fresh is None:
        place = (model.evolution.seed, max(1, generation) if model.resample else 0, scenario)
    else:
        place = (fresh, FRESH + scenario, 0)
    return record_episode(model, networks_of(snapshot, model, genome), place, given, camera)


def record_drawn(
    snapshot: Snapshot,
    model: Model,
    genome: Genomes,
    generation: int,
    given: TaskState,
    scenario: int,
    fresh: int | None,
    camera: Camera,
) -> tuple[Recording, str]:
    """Play an episode as `record` does; return in words why the camera could be shown nothing, "" where it was.

    Raises:
        UsageError: there is no such scenario.
        EvaluationError: the environment cannot be opened, or fails.
    """
    try:
        return record(snapshot, model, genome, generation, given, scenario, fresh, camera), ""
    except (UsageError, EvaluationError) as error:  # what has nothing to do with pictures is wrong without them, too
        return record(snapshot, model, genome, generation, given, scenario, fresh), str(error).splitlines()[0]


def _require_scenario(model: Model, scenario: int, fresh: int | None) -> None:
    if scenario < 0 or (fresh is None and scenario >= model.scenarios):
        raise UsageError(
            f"no scenario {scenario}: the run has {model.scenarios} in every generation, from 0; others come of a seed"
        )


def ablate(snapshot: Snapshot, model: Model, pair: tuple[Genomes, Genomes], scenarios: int, seed: int) -> Ablation:
    """Score a genome and what is left of it in the same fresh scenarios."""
    both = networks_of(snapshot, model, concatenate(pair))
    values = score(model, both, scenarios, seed, snapshot.task_state).values
    return Ablation(sealed(values[0, :, 0].copy()), sealed(values[1, :, 0].copy()))
