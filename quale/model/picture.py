"""Pictures of a world: what a `draw` block comes to. Read where a scenario is shown, and by no run."""

from dataclasses import dataclass
from enum import StrEnum

from quale.model.expression import Expression


class ShapeKind(StrEnum):
    """What can be drawn, as the language writes it."""

    LINE = "line"
    CIRCLE = "circle"
    RECTANGLE = "rectangle"
    POLYGON = "polygon"
    TEXT = "text"
    TRAIL = "trail"


PALETTE = {
    "black": "#000000",
    "grey": "#666666",
    "white": "#ffffff",
    "orange": "#e69f00",
    "sky": "#56b4e9",
    "green": "#009e73",
    "yellow": "#f0e442",
    "blue": "#0072b2",
    "red": "#d55e00",
    "purple": "#cc79a7",
}
"""Names of colours: those of Okabe & Ito (2008), which people see apart whatever cones they have; grey and white."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`(c ? green : grey)`."""

    condition: Expression
    then: "Colour"
    otherwise: "Colour"


Colour = str | Choice  # a str is a name of the palette


@dataclass(frozen=True, slots=True)
class Shape:
    """One statement that draws. Lengths are in the picture's units.

    A circle, rectangle or polygon without `width` is filled, with one it is an outline. `number` counts the shapes of
    the block in written order. `words` alternate between text as it is and values.
    """

    kind: ShapeKind
    number: int
    points: tuple[tuple[Expression, Expression], ...]
    colour: Colour
    width: Expression | None = None
    radius: Expression | None = None  # of a circle
    words: tuple[str | Expression, ...] = ()  # of a text


@dataclass(frozen=True, slots=True)
class View:
    """The part of the plane that is shown; y grows upward."""

    x: tuple[float, float]
    y: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape as it is in one tick: x and y of its points in turn, lengths in the picture's units."""

    kind: ShapeKind
    number: int  # of the statement that drew it
    points: tuple[float, ...]
    colour: str
    width: float | None
    radius: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a scenario: `frames[i]` after the setup and `i * every` ticks."""

    view: View | None
    every: int
    frames: tuple[tuple[Drawn, ...], ...]
    left_out: bool  # whether a picture had more shapes than are kept
