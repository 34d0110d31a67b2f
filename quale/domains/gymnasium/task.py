"""What brains have to do in a Gymnasium environment, as the program says it."""

from dataclasses import dataclass
from typing import Literal

from quale.model.domain import Constant, Ports

Backend = Literal["plain", "vector", "envpool"]
BACKENDS: tuple[Backend, ...] = ("plain", "vector", "envpool")
"""Environments in a row in Python, the environment's own vector entry point, envpool's C++ versions."""

MOST_STEPS = 10_000
"""Steps after which an episode is over where neither the environment nor the program says anything."""

METRICS = ("return", "length", "success")


@dataclass(frozen=True, slots=True)
class GymnasiumTask:
    """An environment and how it is run. What it looks like inside is found out when it is opened."""

    environment: str  # an id that is registered, or "module:name"
    ports: Ports
    keywords: tuple[tuple[str, Constant], ...] = ()  # for the environment
    wrappers: tuple[str, ...] = ()  # "module:function", the innermost first
    max_steps: int | None = None  # None: what the environment is registered with
    backend: Backend = "plain"
    reuse: bool | None = None  # whether `reset` forgets all that was; None: where it is known to
    normalize: bool = False
    folder: str | None = None  # where modules are looked for first; None for a program out of a checkpoint

    @property
    def modules(self) -> tuple[str, ...]:
        """All that is named as "module:name"."""
        named = (self.environment,) if ":" in self.environment else ()
        return (*named, *self.wrappers)
