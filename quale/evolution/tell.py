"""What a generation's scores make of the state: champions, species, history."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.history import append
from quale.evolution.records.criteria import satisfied
from quale.evolution.records.settings import Condition, Settings
from quale.evolution.records.state import Best, Figures, Offspring, State
from quale.evolution.species.speciate import speciate
from quale.evolution.species.update_species import update_species
from quale.evolution.species.valid_scores import NO_GENOME, ValidScores, valid_scores
from quale.genome.gather import take
from quale.genome.seal import sealed
from quale.numeric.sums import mean, median


def tell(
    state: State,
    offspring: Offspring,
    scores: NDArray[np.float64],
    settings: Settings,
    seconds: float = 0.0,
    *,
    changed: bool = False,
    passed: bool = False,
) -> State:
    """Return the state after a generation; what it came to is the last row of its history.

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
    valid = valid_scores(scores)
    best = _best(state, offspring, valid)
    winner = _winner(valid, settings.stop.when)
    counted = len(valid.fitness) if winner is None else winner + 1
    if winner is None and passed:
        winner = valid.champion
    membership = sealed(speciate(offspring.genomes, state.species, settings.speciation))
    species = update_species(state, offspring.genomes, membership, valid, settings)
    row = _figures(state, offspring, valid, len(species.id), counted, seconds, changed=changed)
    return State(
        generation=state.generation + 1,
        seed=state.seed,
        interface=state.interface,
        population=offspring.genomes,
        fitness=valid.fitness,
        metrics=valid.metrics,
        membership=membership,
        species=species,
        tracker=offspring.tracker,
        best=best,
        winner=winner,
        improved=state.improved if best is state.best else state.generation + 1,
        evaluations=row.evaluations,
        seconds=state.seconds + seconds,
        history=append(state.history, row),
    )


def _best(state: State, offspring: Offspring, valid: ValidScores) -> Best | None:
    """Return the best genome so far: the old one unless the champion is fitter."""
    champion = valid.champion
    if champion == NO_GENOME:
        return state.best
    fitness = float(valid.fitness[champion])
    if state.best is not None and fitness <= state.best.fitness:
        return state.best
    genome = take(offspring.genomes, np.array([champion]))
    return Best(genome, fitness, state.generation + 1, sealed(valid.metrics[champion].copy()))


def _winner(valid: ValidScores, when: Condition | None) -> int | None:
    """Return the first genome, with a valid score, that satisfies the condition."""
    if when is None:
        return None
    winners = satisfied(when, valid.metrics) & valid.valid
    first = int(winners.argmax()) if len(winners) else 0
    return first if len(winners) and winners[first] else None


def _figures(
    before: State,
    offspring: Offspring,
    valid: ValidScores,
    species: int,
    counted: int,
    seconds: float,
    *,
    changed: bool,
) -> Figures:
    """Return what the history keeps of the generation after a state; `counted` genomes of it count as evaluated."""
    fitness, champion = valid.fitness, valid.champion
    none = champion == NO_GENOME
    return Figures(
        generation=before.generation + 1,
        best=valid.lowest if none else float(fitness[champion]),
        mean=mean(fitness),
        median=median(fitness),
        worst=valid.lowest,
        species=species,
        complexity=int(np.count_nonzero(offspring.genomes.enabled)) / len(fitness),
        evaluations=before.evaluations + counted,
        seconds=seconds,
        invalid=len(fitness) - int(np.count_nonzero(valid.valid)),
        changed=changed,
        metrics=(np.nan,) * valid.metrics.shape[1] if none else tuple(valid.metrics[champion].tolist()),
    )
