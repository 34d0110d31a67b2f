"""What brains have to do for a Python function, as the program says it."""

from dataclasses import dataclass

from quale.model.domain import Constant, Ports


@dataclass(frozen=True, slots=True)
class PythonTask:
    """A function and how it is called. It is imported where it runs, and never because a checkpoint names it."""

    function: str  # "module:name"
    ports: Ports
    metrics: tuple[str, ...] = ()  # names of the columns behind the fitness
    keywords: tuple[tuple[str, Constant], ...] = ()  # for the function
    stops: bool = False  # `on_error: stop`: whether the first error ends the run
    folder: str | None = None  # where the module is looked for first; None for a program out of a checkpoint
