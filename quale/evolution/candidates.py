"""Possible changes to try, several for each genome at once."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.cycles import TRIES
from quale.genome.segments import Index
from quale.streams import Stream


def candidates(possible: Index, stream: Stream) -> tuple[Index, NDArray[np.bool_]]:
    """Return numbers to try from 0 … possible[g] - 1 (at least 1), in random order, and which are to be tried.

    Both are [G, TRIES]. Up to TRIES possibilities are all there, once each, and what is left over is 0 and not to be
    tried; of more possibilities, TRIES are drawn with repetition.
    """
    drawn = stream.uniform(len(possible) * TRIES).reshape(len(possible), TRIES)
    there = np.arange(TRIES) < possible[:, None]
    few = possible <= TRIES
    listed = np.argsort(np.where(there[few], drawn[few], 2.0), axis=1, kind="stable")
    tried = np.floor(drawn * possible[:, None]).astype(np.int64)
    tried[few] = np.where(there[few], listed, 0)
    return tried, there
