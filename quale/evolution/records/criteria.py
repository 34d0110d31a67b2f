"""Which genomes satisfy `stop { when: METRIC >= x }`."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.settings import Condition

COMPARISONS = {
    ">=": np.greater_equal,
    ">": np.greater,
    "<=": np.less_equal,
    "<": np.less,
    "==": np.equal,
    "!=": np.not_equal,
}


def satisfied(when: Condition, metrics: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which rows of metrics [P, M] satisfy the condition, [P]."""
    answer: NDArray[np.bool_] = COMPARISONS[when.comparison](metrics[:, when.metric], when.value)
    return answer
