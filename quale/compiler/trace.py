"""A trace: everything that happened in one scenario, by name. docs/semantics.md, Traces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Trace:
    """K labelled values after setup and after each of the T ticks that the scenario took. All arrays are read-only.

    Truth values are 0 or 1. `records` lists what was recorded, by record kind: [R, F] for R records of F fields;
    native traces leave it empty.
    """

    labels: tuple[str, ...]  # K names
    setup: NDArray[np.float64]  # [K]
    values: NDArray[np.float64]  # [T, K]
    results: NDArray[np.float64]  # [1 + M] the score, then the metrics
    records: tuple[NDArray[np.float64], ...] = ()

    def __post_init__(self) -> None:
        for array in (self.setup, self.values, self.results, *self.records):
            array.flags.writeable = False


def difference(one: Trace, other: Trace) -> str | None:
    """Return the first place where two traces of the same scenario are not bit-equal, in words; None if there is none.

    Labels may stand in any order; all NaNs are equal.
    """
    if set(one.labels) != set(other.labels):
        lacking, extra = set(one.labels) - set(other.labels), set(other.labels) - set(one.labels)
        return f"labels differ: the second lacks {sorted(lacking)} and has {sorted(extra)} besides"
    order = [other.labels.index(label) for label in one.labels]
    rows = [("setup", one.setup, other.setup[order])]
    rows += [(f"tick {tick}", a, b[order]) for tick, (a, b) in enumerate(zip(one.values, other.values, strict=False))]
    for when, a, b in rows:
        for label, x, y in zip(one.labels, a, b, strict=True):
            if not same_bits(x, y):
                return f"{when}, {label}: {x!r} and {y!r}"
    if len(one.values) != len(other.values):
        return f"{len(one.values)} and {len(other.values)} ticks"
    for number, (x, y) in enumerate(zip(one.results, other.results, strict=True)):
        if not same_bits(x, y):
            return f"result {number}: {x!r} and {y!r}"
    return None


def same_bits(x: np.float64, y: np.float64) -> bool:
    """Return whether two numbers are the same; 0 and -0 are not, all NaNs are."""
    return bool(x.tobytes() == y.tobytes() or (np.isnan(x) and np.isnan(y)))
