"""`@quale.each`: a function that scores one brain at a time."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Score = TypeVar("Score")


class Each(Generic[Parameters, Score]):
    """A function `(brain, draw, …) -> score`, or score and metrics, that is called for one brain after the other.

    Called by yourself, it is the function itself.
    """

    def __init__(self, function: Callable[Parameters, Score]) -> None:
        update_wrapper(self, function)
        self.function: Callable[..., Any] = function

    def __call__(self, *arguments: Parameters.args, **named: Parameters.kwargs) -> Score:
        """Score one brain."""
        found: Score = self.function(*arguments, **named)
        return found


def each(function: Callable[Parameters, Score]) -> Each[Parameters, Score]:
    """Mark a function that scores one brain at a time; for use as a decorator."""
    return Each(function)
