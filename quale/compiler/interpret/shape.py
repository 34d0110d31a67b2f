"""What a shape of a `draw` block is in this tick."""

from quale.compiler.interpret.expression import number, worth
from quale.compiler.interpret.scenario import Frame, Scenario
from quale.model.picture import Choice, Colour, Drawn, Shape


def drawn(shape: Shape, scenario: Scenario, place: Frame) -> Drawn:
    """Return a shape without expressions."""
    return Drawn(
        shape.kind,
        shape.number,
        tuple(number(part, scenario, place) for point in shape.points for part in point),
        _colour(shape.colour, scenario, place),
        None if shape.width is None else number(shape.width, scenario, place),
        None if shape.radius is None else number(shape.radius, scenario, place),
        "".join(word if isinstance(word, str) else f"{number(word, scenario, place):.4g}" for word in shape.words),
    )


def _colour(colour: Colour, scenario: Scenario, place: Frame) -> str:
    while isinstance(colour, Choice):
        colour = colour.then if worth(colour.condition, scenario, place) else colour.otherwise
    return colour
