"""What a command says in place of the program, and how a checkpoint tells it afterwards.

A file's `configuration` is text for people, but for two fields that a command may override whatever the program says:
the format has no other place for them. This file alone writes and reads them there; all else comes from the program.
"""

import re
from dataclasses import dataclass, replace

from quale.model.model import Model

SEED, GENERATIONS = "seed", "generations"
OVERRIDDEN = (SEED, GENERATIONS)
"""Fields of a configuration that a command may set, whatever the program says."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What was asked for."""

    seed: str  # as text: "0" where it was drawn from the system
    generations: int | None  # None where a file says nothing that is a number


def overridden(model: Model, seed: int, told: Overrides) -> Model:
    """Return a model with another seed, drawn by now, and number of generations, in settings and configuration."""
    wanted = model.evolution.generations if told.generations is None else told.generations
    settings = replace(model.evolution, seed=seed, generations=wanted)
    texts = {SEED: told.seed}
    if told.generations is not None:
        texts[GENERATIONS] = str(wanted)
    configuration = tuple((name, texts.get(name, text)) for name, text in model.configuration)
    return replace(model, evolution=settings, configuration=configuration)


def overrides_of(configuration: tuple[tuple[str, str], ...]) -> Overrides:
    """Return what a stored configuration says was asked for."""
    texts = dict(configuration)
    number = texts.get(GENERATIONS, "")
    return Overrides(texts.get(SEED, "0"), int(number) if re.fullmatch(r"[0-9]{1,10}", number) else None)
