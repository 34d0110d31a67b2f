"""One more row of history."""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.growing_arrays import hand_on, taken
from quale.evolution.records.state import Figures, History
from quale.genome.seal import sealed

ARRAYS = tuple(field.name for field in fields(History))

LEAST = 64
"""Rows that there is room for at least when columns are copied: half as many again as there are, where that is more."""

Room = dict[str, tuple[NDArray[Any], NDArray[Any]]]
"""For each column an array, the rows at its beginning and room for more behind them, and the same array read-only."""


def append(history: History, row: Figures) -> History:
    """Return the history with a row for the generation after its last; the two share their arrays (`growing`)."""
    rows = len(history)
    room: Room | None = taken(history)
    if room is None or len(room["best"][0]) == rows:
        room = _copied(history, rows + max(LEAST, rows // 2))
    columns = {}
    for name, (column, shown) in room.items():
        column[rows] = getattr(row, name)
        columns[name] = shown[: rows + 1]
    after = History(**columns)
    hand_on(after, room)
    return after


def _copied(history: History, rows: int) -> Room:
    """Return the columns of a history with room for so many rows in all."""
    room = {}
    for name in ARRAYS:
        old = getattr(history, name)
        column = np.empty((rows, *old.shape[1:]), dtype=old.dtype)
        column[: len(old)] = old
        room[name] = column, sealed(column[:])
    return room
