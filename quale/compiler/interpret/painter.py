"""The pictures that a `draw` block makes of a scenario, tick by tick."""

from dataclasses import dataclass, field

from quale.compiler.interpret.scenario import NOWHERE, Scenario
from quale.compiler.interpret.statement import run
from quale.model.picture import Drawn, Pictures
from quale.model.statement import Picture

MOST_SHAPES = 1_000
"""Shapes of one tick; what a block draws beyond them is left out."""

MOST_DRAWN = 20_000
"""Shapes of a scenario. Where there would be more, every second tick's picture is left out, and again."""


@dataclass(slots=True)
class Painter:
    """Watches a scenario and gathers the pictures of it; what it watches stays as it is."""

    picture: Picture
    every: int = 1
    frames: list[tuple[Drawn, ...]] = field(default_factory=list)
    left_out: bool = False
    _rows: int = 0
    _held: int = 0  # shapes in all frames

    def watch(self, scenario: Scenario) -> None:
        """Look at a scenario after its setup, and after each tick."""
        row, self._rows = self._rows, self._rows + 1
        if row % self.every:
            return
        scenario.shapes.clear()
        run(self.picture.statements, scenario, NOWHERE)
        self.left_out = self.left_out or len(scenario.shapes) > MOST_SHAPES
        self.frames.append(tuple(scenario.shapes[:MOST_SHAPES]))
        self._held += len(self.frames[-1])
        while self._held > MOST_DRAWN:
            self.every *= 2
            self.frames = self.frames[::2]
            self._held = sum(map(len, self.frames))

    def pictures(self) -> Pictures:
        """Return what was gathered."""
        return Pictures(self.picture.view, self.every, tuple(self.frames), self.left_out)
