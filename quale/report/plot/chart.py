"""The Chart: panels of curves over generations, as numbers and names; how they look is decided where they are drawn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LARGEST = 8e307
"""What axes reach: beyond it neither a span nor a round number is certain to be finite."""


@dataclass(frozen=True, slots=True)
class Line:
    """A curve through N points, broken where a height is not finite."""

    name: str
    x: NDArray[np.float64]  # [N] ascending
    y: NDArray[np.float64]  # [N]
    colour: str
    thin: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """What lies between two curves of N points; bands without a name stand in no legend."""

    name: str
    x: NDArray[np.float64]  # [N] ascending
    low: NDArray[np.float64]  # [N]
    high: NDArray[np.float64]  # [N]
    colour: str
    opacity: float = 0.2
    hint: str = ""  # what a page says of it under the pointer


@dataclass(frozen=True, slots=True)
class Panel:
    """One pair of axes. `low` and `high` bound what is shown, where the curves alone would hide what matters."""

    title: str
    lines: tuple[Line, ...]
    bands: tuple[Band, ...] = ()
    wide: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Panels over the same generations, from `first` to `last`.

    `notes` say what a reader must know to read it right; `changed` are generations before which the program changed.
    """

    title: str
    panels: tuple[Panel, ...]
    first: float
    last: float
    notes: tuple[str, ...] = ()
    changed: tuple[int, ...] = ()


def extent(panel: Panel) -> tuple[float, float]:
    """Return what a panel shows from bottom to top: its heights with a little room above, apart and finite."""
    heights = [line.y for line in panel.lines] + [edge for band in panel.bands for edge in (band.low, band.high)]
    finite = [array[np.isfinite(array)] for array in heights]
    known = np.concatenate(finite) if finite else np.empty(0)
    known = known.clip(-LARGEST, LARGEST)
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    low = low if panel.low is None else panel.low
    high = high if panel.high is None else panel.high
    if not low / 2 < high / 2:  # equal, or apart by less than can be halved
        room = abs(low) / 4 or 1.0
        low, high = low - room, low + room
    room = 0.04 * (high / 2 - low / 2)
    low = low if panel.low is not None else low - room
    high = high if panel.high is not None else high + room
    return max(low, -LARGEST), min(high, LARGEST)


def thinned(line_x: NDArray[np.float64], heights: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    """Return which points of a curve to draw: at most 2 `most`, in each of `most` parts the lowest and the highest.

    What the eye sees of a curve at that width is all there (Jugel et al. 2014, "M4").
    """
    if len(line_x) <= 2 * most:
        return np.arange(len(line_x))
    edges = np.linspace(0, len(line_x), most + 1).astype(np.int64)
    chosen = set()
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        part = heights[start:end]
        known = np.flatnonzero(np.isfinite(part))
        if not len(known):
            chosen.add(start)  # a gap stays one
            continue
        chosen |= {start + int(known[part[known].argmin()]), start + int(known[part[known].argmax()])}
    return np.array(sorted(chosen | {0, len(line_x) - 1}))
