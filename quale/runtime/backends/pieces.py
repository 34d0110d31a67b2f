"""The results of a population's pieces, put together in genome order."""

from collections.abc import Iterable, Sequence

import numpy as np

from quale.model.model import Model
from quale.runtime.backend import Failure, SliceResult


def joined(pieces: Iterable[tuple[int, SliceResult]], notices: Sequence[str] = ()) -> SliceResult:
    """Return the result of a whole from those of its pieces, each with its first genome.

    Pieces that hand nothing on because they were lost are filled up with zeros.
    """
    ordered = sorted(pieces, key=lambda piece: piece[0])
    scenarios = min(each.results.shape[1] for _, each in ordered)  # a domain may have one, whatever the program says
    width = max(each.handed_on.shape[1] for _, each in ordered)
    handed_on = [
        each.handed_on if each.handed_on.shape[1] == width else np.zeros((len(each.handed_on), width))
        for _, each in ordered
    ]
    return SliceResult(
        np.concatenate([each.results[:, :scenarios] for _, each in ordered]),
        np.concatenate(handed_on),
        tuple(Failure(first + failure.genome, failure.reason) for first, each in ordered for failure in each.failures),
        (*(notice for _, each in ordered for notice in each.notices), *notices),
    )


def lost(model: Model, reason: str) -> SliceResult:
    """Return the result of one genome that no worker could evaluate."""
    results = np.full((1, model.scenarios, 1 + len(model.metrics)), np.nan)
    return SliceResult(results, np.zeros((1, 0)), (Failure(0, reason),))
