import math

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.runtime.aggregate import Fault, aggregate, faults

NAMES = ("fitness", "speed")


def results(*scores: float, metric: float = 2.0) -> NDArray[np.float64]:
    """Results of one genome: these scores in its scenarios, and a metric that grows by one a scenario."""
    return np.array([[[score, metric + place] for place, score in enumerate(scores)]])


def score(how: str, *scores: float) -> float:
    return float(aggregate(results(*scores), how)[0, 0])


def test_the_mean_adds_in_scenario_order() -> None:
    assert score("mean", 0.1, 0.2, 0.3) == (0.0 + 0.1 + 0.2 + 0.3) / 3
    assert score("mean", 1e17, 1.0, -1e17) == 0.0
    assert score("mean", 1e17, -1e17, 1.0) == 1.0 / 3


def test_min_max_and_median_are_scores_that_occurred_or_lie_in_the_middle() -> None:
    assert score("min", 3.0, 1.0, 2.0) == 1.0
    assert score("max", 3.0, 1.0, 2.0) == 3.0
    assert score("median", 3.0, 1.0, 2.0) == 2.0
    assert score("median", 3.0, 1.0, 2.0, 10.0) == 2.5
    assert score("median", 5.0) == 5.0


def test_metrics_always_take_the_mean() -> None:
    for how in ("mean", "min", "max", "median"):
        assert aggregate(results(3.0, 1.0, 2.0), how)[0, 1] == (2.0 + 3.0 + 4.0) / 3


@pytest.mark.parametrize("how", ["mean", "min", "max", "median"])
@pytest.mark.parametrize("place", range(3))
def test_a_score_that_is_nan_in_one_scenario_is_nan(how: str, place: int) -> None:
    scores = [1.0, 2.0, 3.0]
    scores[place] = math.nan
    assert math.isnan(score(how, *scores))


@pytest.mark.parametrize("how", ["min", "max", "median"])
def test_there_is_no_negative_zero_among_sorted_scores(how: str) -> None:
    assert math.copysign(1.0, score(how, -0.0, 0.0, -0.0)) == 1.0


def test_an_unknown_aggregate_is_refused() -> None:
    with pytest.raises(ValueError, match="typical"):
        aggregate(results(1.0), "typical")


def test_finite_results_have_no_faults() -> None:
    assert faults(results(1.0, 2.0), NAMES) == ()


def test_a_fault_names_the_first_place_and_counts_the_rest() -> None:
    table = np.ones((3, 4, 2))
    table[1, 2, 0] = np.nan
    table[2, 0, 0] = np.inf
    table[2, 3, 1] = -np.inf
    found = faults(table, NAMES)
    assert [(f.name, f.genome, f.scenario, f.count) for f in found] == [("fitness", 1, 2, 2), ("speed", 2, 3, 1)]
    assert str(found[0]) == "fitness is nan for genome 1 in scenario 2 (and 1 more)"
    assert str(Fault("speed", 2, 3, -math.inf, 1)) == "speed is -inf for genome 2 in scenario 3"
