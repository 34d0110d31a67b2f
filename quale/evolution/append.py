"""One more row of history."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.state import History
from quale.genome.seal import sealed


def append(
    history: History,
    *,
    best: float,
    mean: float,
    median: float,
    worst: float,
    species: int,
    complexity: float,
    evaluations: int,
    seconds: float,
    invalid: int,
    changed: bool,
    metrics: NDArray[np.float64],
) -> History:
    """Return the history with a row for the generation after its last."""
    return History(
        best=sealed(np.append(history.best, best)),
        mean=sealed(np.append(history.mean, mean)),
        median=sealed(np.append(history.median, median)),
        worst=sealed(np.append(history.worst, worst)),
        species=sealed(np.append(history.species, np.int32(species))),
        complexity=sealed(np.append(history.complexity, complexity)),
        evaluations=sealed(np.append(history.evaluations, np.int64(evaluations))),
        seconds=sealed(np.append(history.seconds, seconds)),
        invalid=sealed(np.append(history.invalid, np.int32(invalid))),
        changed=sealed(np.append(history.changed, np.bool_(changed))),
        metrics=sealed(np.concatenate([history.metrics, metrics[None, :]])),
    )
