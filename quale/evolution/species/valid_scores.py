"""Scores as they count: which are valid, who is the champion."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.genome.seal import sealed
from quale.native.kernel import kernel

NO_GENOME = -1

INFINITE = math.inf


@dataclass(frozen=True, slots=True)
class ValidScores:
    """The scores of P genomes, of which only finite ones are valid. Read-only arrays."""

    score: NDArray[np.float64]  # [P] as it came
    valid: NDArray[np.bool_]  # [P]
    fitness: NDArray[np.float64]  # [P] finite: in place of other scores the lowest finite one, 0 without any
    metrics: NDArray[np.float64]  # [P, M]
    lowest: float  # fitness
    champion: int  # first genome of the highest valid score, NO_GENOME without any


def valid_scores(scores: NDArray[np.float64]) -> ValidScores:
    """Return scores [P, 1 + M], fitness and then the metrics, as they count."""
    score = sealed(scores[:, 0].copy())
    fitness, valid = np.empty(len(score)), np.empty(len(score), dtype=np.bool_)
    champion = replace_invalid(score, fitness, valid)
    lowest = float(fitness.min(initial=math.inf))
    return ValidScores(score, sealed(valid), sealed(fitness), sealed(scores[:, 1:].copy()), lowest, champion)


def champion_of(scores: NDArray[np.float64]) -> int:
    """Return the first genome of the highest finite fitness in scores [P, 1 + M], -1 where there is none."""
    return valid_scores(scores).champion


@kernel
def replace_invalid(score: NDArray[np.float64], fitness: NDArray[np.float64], valid: NDArray[np.bool_]) -> int:
    """Write the `fitness` [P] that goes with every `score` [P], and whether it is `valid` [P]; return the champion."""
    champion, lowest = NO_GENOME, 0.0
    for genome in range(len(score)):
        valid[genome] = -INFINITE < score[genome] < INFINITE
        if valid[genome]:
            if champion == NO_GENOME:
                champion, lowest = genome, score[genome]
            elif score[genome] > score[champion]:
                champion = genome
            lowest = min(lowest, score[genome])
    for genome in range(len(score)):
        fitness[genome] = score[genome] if valid[genome] else lowest
    return champion
