"""What a generation's scores make of the state: champions, species, history."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.append import append
from quale.evolution.compare import satisfied
from quale.evolution.renew import renew
from quale.evolution.settings import Condition, Settings
from quale.evolution.speciate import speciate
from quale.evolution.state import Best, Census, Offspring, State
from quale.evolution.sums import mean, median
from quale.genome.gather import take
from quale.genome.seal import sealed


def tell(
    state: State,
    offspring: Offspring,
    scores: NDArray[np.float64],
    settings: Settings,
    seconds: float = 0.0,
    *,
    changed: bool = False,
    passed: bool = False,
) -> tuple[State, Census]:
    """Return the state after a generation, and what to show of it.

    `scores` [P, 1 + M] holds fitness and then the metrics. A genome whose fitness is not finite gets the lowest finite
    one (0 without any) and is never champion or winner. `changed` marks the generation in the history as the first of
    a changed program; `passed` says that the champion passed every test, which makes it the winner and
    counts the whole generation.

    Raises:
        ValueError: the scores do not have that shape.
    """
    wanted = (len(offspring.genomes), 1 + len(settings.metrics))
    if scores.shape != wanted:
        raise ValueError(f"scores must have the shape {wanted} (genomes, fitness and metrics), not {scores.shape}")
    generation = state.generation + 1
    valid = np.isfinite(scores[:, 0])
    champion = champion_of(scores)
    lowest = float(scores[valid, 0].min()) if valid.any() else 0.0
    fitness = sealed(np.where(valid, scores[:, 0], lowest))
    metrics = sealed(np.array(scores[:, 1:]))
    improved = champion >= 0 and (state.best is None or float(fitness[champion]) > state.best.fitness)
    best = state.best
    if improved:
        genome = take(offspring.genomes, np.array([champion]))
        best = Best(genome, float(fitness[champion]), generation, sealed(metrics[champion].copy()))

    winner = _winner(metrics, valid, settings.stop.when)
    counted = len(fitness) if winner is None else winner + 1
    if winner is None and passed:
        winner = champion
    membership = sealed(speciate(offspring.genomes, state.species, settings.speciation))
    species = renew(state, offspring.genomes, membership, scores[:, 0], settings)
    history = append(
        state.history,
        best=float(fitness[champion]) if champion >= 0 else lowest,
        mean=mean(fitness),
        median=median(fitness),
        worst=float(fitness.min()),
        species=len(species.id),
        complexity=int(np.count_nonzero(offspring.genomes.enabled)) / len(fitness),
        evaluations=state.evaluations + counted,
        seconds=seconds,
        invalid=int(np.count_nonzero(~valid)),
        changed=changed,
        metrics=metrics[champion] if champion >= 0 else np.full(metrics.shape[1], np.nan),
    )
    after = State(
        generation=generation,
        seed=state.seed,
        interface=state.interface,
        population=offspring.genomes,
        fitness=fitness,
        metrics=metrics,
        membership=membership,
        species=species,
        tracker=offspring.tracker,
        best=best,
        winner=winner,
        improved=generation if improved else state.improved,
        evaluations=int(history.evaluations[-1]),
        seconds=state.seconds + seconds,
        history=history,
    )
    census = Census(
        generation=generation,
        best=float(history.best[-1]),
        mean=float(history.mean[-1]),
        median=float(history.median[-1]),
        worst=float(history.worst[-1]),
        species=len(species.id),
        complexity=float(history.complexity[-1]),
        champion=champion,
        improved=improved,
        invalid=sealed(np.flatnonzero(~valid).astype(np.int32)),
        extinct=tuple(np.setdiff1d(state.species.id, species.id).tolist()),
    )
    return after, census


def champion_of(scores: NDArray[np.float64]) -> int:
    """Return the first genome of the highest finite fitness in scores [P, 1 + M], -1 where there is none."""
    valid = np.isfinite(scores[:, 0])
    return int(np.argmax(np.where(valid, scores[:, 0], -np.inf))) if valid.any() else -1


def _winner(metrics: NDArray[np.float64], valid: NDArray[np.bool_], when: Condition | None) -> int | None:
    """Return the first genome, with a valid score, that satisfies the condition."""
    if when is None:
        return None
    winners = np.flatnonzero(satisfied(when, metrics) & valid)
    return int(winners[0]) if len(winners) else None
