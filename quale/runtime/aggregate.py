"""One score and one row of metrics for each genome, from its scenarios (docs/semantics.md, "Over scenarios").

Letters: P genomes, S scenarios, M metrics.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.numeric.sums import mean


@dataclass(frozen=True, slots=True)
class Fault:
    """Results under one name that are NaN or infinite: the first one, and how many there are."""

    name: str  # "fitness" or a metric
    genome: int
    scenario: int
    value: float
    count: int

    def __str__(self) -> str:
        more = f" (and {self.count - 1} more)" if self.count > 1 else ""
        return f"{self.name} is {self.value} for genome {self.genome} in scenario {self.scenario}{more}"


def aggregate(results: NDArray[np.float64], how: str) -> NDArray[np.float64]:
    """Return scores [P, 1 + M] of results [P, S, 1 + M]; `how` ("mean", "min", "max", "median") concerns the score.

    A score that is NaN in one scenario is NaN.
    """
    scenarios = results.shape[1]
    total = np.zeros((results.shape[0], results.shape[2]))
    with np.errstate(all="ignore"):
        for scenario in range(scenarios):  # in this order: the sum's bits depend on it
            total += results[:, scenario]
        scores: NDArray[np.float64] = total / scenarios
        _keep_finite(scores, results)
        if how != "mean":
            each = results[:, :, 0] + 0.0  # no -0, whose place among zeros a sort does not fix
            scores[:, 0] = _middle(each, how)
            scores[np.isnan(each).any(axis=1), 0] = np.nan
    scores.flags.writeable = False
    return scores


def _keep_finite(scores: NDArray[np.float64], results: NDArray[np.float64]) -> None:
    """Put the mean of what is finite where only its sum was too large."""
    infinite = ~np.isfinite(scores)
    if infinite.any():
        for genome, column in np.argwhere(infinite & np.isfinite(results).all(axis=1)):
            scores[genome, column] = mean(np.ascontiguousarray(results[genome, :, column]))


def _middle(each: NDArray[np.float64], how: str) -> NDArray[np.float64]:
    ordered: NDArray[np.float64] = np.sort(each, axis=1)
    count = each.shape[1]
    if how == "min":
        low = high = 0
    elif how == "max":
        low = high = count - 1
    elif how == "median":
        low, high = (count - 1) // 2, count // 2
    else:
        raise ValueError(f"no such aggregate: {how}")
    if low == high:
        return ordered[:, low]
    below, above = ordered[:, low], ordered[:, high]
    middle: NDArray[np.float64] = (below + above) / 2
    return np.where(np.isfinite(middle), middle, below / 2 + above / 2)  # a sum that is too large has finite halves


def faults(results: NDArray[np.float64], names: tuple[str, ...]) -> tuple[Fault, ...]:
    """Return at most one fault for each of the 1 + M names of results [P, S, 1 + M]."""
    if np.isfinite(results).all():
        return ()
    found = []
    for index, name in enumerate(names):
        places = np.argwhere(~np.isfinite(results[:, :, index]))
        if len(places):
            genome, scenario = (int(i) for i in places[0])
            found.append(Fault(name, genome, scenario, float(results[genome, scenario, index]), len(places)))
    return tuple(found)
