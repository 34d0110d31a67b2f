"""The ways of links in a drawing: curves from left to right that keep clear of nodes, arcs for those that run back."""

from dataclasses import dataclass

from quale.report.graph import Link

BENDS = (0.0, 26.0, -26.0, 46.0, -46.0, 72.0, -72.0, 104.0, -104.0)
"""How far the handles of a curve are moved up or down to keep clear of nodes: the first that does is taken."""

CLEAR = 5.0
"""So far from a node's rim a link that is not its own should pass."""

MOST = 200_000
"""Pairs of a link and a node; of more, nobody could follow the links anyway."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the nodes of a drawing stand, by node and by column."""

    x: list[float]
    y: list[float]
    columns: list[list[int]]
    layers: list[int]  # by node, its column
    radius: float
    links: int  # how many are drawn

    def ways(self, links: list[Link]) -> list[tuple[str, str]]:
        """Return the curve of every link, and an arrowhead where it does not run from left to right."""
        low, high = min(self.y), max(self.y)
        return [self._way(link, low, high) for link in links]

    def _way(self, link: Link, low: float, high: float) -> tuple[str, str]:
        x0, y0, x1, y1 = self.x[link.source], self.y[link.source], self.x[link.target], self.y[link.target]
        if link.source == link.target:
            return f"M{x0 - 6:.1f} {y0 - 7:.1f} c-14 -30 26 -30 12 0", ""
        if x1 > x0:
            start, end, bend = x0 + self.radius, x1 - self.radius, 0.45 * (x1 - x0)
            up, down = low - min(y0, y1), high - max(y0, y1)
            inside = [rise for rise in BENDS if up <= 0.75 * rise <= down] or [0.0]
            rise = _rise((start, y0), (end, y1), bend, self._passed(link), self.radius + CLEAR, inside)
            handles = f"{start + bend:.1f} {y0 + rise:.1f} {end - bend:.1f} {y1 + rise:.1f}"
            return f"M{start:.1f} {y0:.1f} C{handles} {end:.1f} {y1:.1f}", ""
        start = x0 - self.radius
        if x1 == x0:  # within a column: around the left side
            end, bulge = start - 6, 24 + 0.12 * abs(y1 - y0)
            middle = f"{start - bulge:.1f} {y0:.1f} {end - bulge:.1f} {y1:.1f}"
            return f"M{start:.1f} {y0:.1f} C{middle} {end:.1f} {y1:.1f}", f"M{end + 7:.1f} {y1:.1f} l-9 -4.5 v9 z"
        top = min(y0, y1) - self.radius - _bulge(x0 - x1)  # to the left: an arc above both
        end = y1 - self.radius - 6
        arc = f"M{x0:.1f} {y0 - self.radius:.1f} C{x0:.1f} {top:.1f} {x1:.1f} {top:.1f} {x1:.1f} {end:.1f}"
        return arc, f"M{x1:.1f} {end + 7:.1f} l-4.5 -9 h9 z"

    def _passed(self, link: Link) -> list[tuple[float, float]]:
        """Return the nodes in the columns between a link's ends; none where there are too many of all."""
        if self.links * len(self.x) > MOST:
            return []
        between = range(self.layers[link.source] + 1, self.layers[link.target])
        return [(self.x[node], self.y[node]) for layer in between for node in self.columns[layer]]


def _rise(
    start: tuple[float, float],
    end: tuple[float, float],
    bend: float,
    passed: list[tuple[float, float]],
    wanted: float,
    choices: list[float],
) -> float:
    """Return how far handles are moved so that a curve keeps clear of the nodes that it passes, as far as it can."""

    def clearance(rise: float) -> float:
        return min((abs(_height(start, end, bend, rise, x) - y) for x, y in passed), default=wanted)

    return next((rise for rise in choices if clearance(rise) >= wanted), max(choices, key=clearance))


def _height(start: tuple[float, float], end: tuple[float, float], bend: float, rise: float, x: float) -> float:
    """Return the height of a cubic curve at x, by halving its parameter: x grows with it."""
    (x0, y0), (x1, y1) = start, end
    low, high = 0.0, 1.0
    for _ in range(12):
        t = (low + high) / 2
        at = x0 * (1 - t) ** 3 + 3 * (x0 + bend) * t * (1 - t) ** 2 + 3 * (x1 - bend) * t**2 * (1 - t) + x1 * t**3
        low, high = (t, high) if at < x else (low, t)
    t = (low + high) / 2
    return y0 * (1 - t) ** 3 + 3 * (y0 + rise) * t * (1 - t) ** 2 + 3 * (y1 + rise) * t**2 * (1 - t) + y1 * t**3


def _bulge(run: float) -> float:
    """Return how high the handles of an arc stand above its ends."""
    return 26.0 + min(0.18 * run, 90.0)


def summit(link: Link, x: list[float], y: list[float], radius: float) -> float:
    """Return the height that an arc to the left keeps below: its handles'."""
    return min(y[link.source], y[link.target]) - radius - 0.76 * _bulge(x[link.source] - x[link.target])
