"""Films of the examples' worlds, played by founders: quick to make, and as real as any."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from quale.compiler.interpret.interpret import interpret
from quale.compiler.trace import Trace
from quale.domains.register import DOMAINS
from quale.evolution.initialize import found
from quale.genome.express import express
from quale.genome.gather import take
from quale.genome.genome import Networks
from quale.genome.interface import interface
from quale.language.load import load
from quale.model.model import Model, world_task
from quale.report.draw import draw
from quale.report.replay.film import Film, film
from quale.report.replay.page import page
from quale.report.replay.page_data import page_data
from quale.report.untangle import untangle
from quale.runtime.episode import Episode, run_episode

EXAMPLES = Path(__file__).parents[2] / "examples"
SEED = 3


@dataclass(frozen=True, slots=True)
class Filmed:
    """A scenario of an example, and everything it was made from."""

    model: Model
    networks: Networks
    episode: Episode
    film: Film

    def interpreted(self) -> Trace:
        return interpret(self.model, self.networks, 0, seed=SEED, generation=1, scenario=1)

    def page(self) -> str:
        return page(page_data(self.film, world_task(self.model)), draw(self.film.graph))


@cache
def filmed(example: str, founders: int = 1) -> Filmed:
    """Return the longest life of some founders in a scenario of an example's first experiment."""
    return played(load(EXAMPLES / f"{example}.quale", DOMAINS).project.models[0], f"{example} <&>", founders)


def played(model: Model, title: str, founders: int = 1) -> Filmed:
    """Return the longest life of some founders in a scenario of an experiment."""
    state = found(
        replace(model.evolution, population=founders, seed=SEED), interface(model.ports.inputs, model.ports.outputs)
    )
    lives = []
    for index in range(founders):
        genome = take(state.population, np.array([index]))
        networks = express(genome, state.interface, model.evolution.brain.recurrent)
        lives.append((genome, networks, run_episode(model, networks, seed=SEED, generation=1, scenario=1)))
    genome, networks, episode = max(lives, key=lambda life: len(life[2].trace.values))
    graph = untangle(genome, 0, state.interface)
    return Filmed(model, networks, episode, film(episode, world_task(model), graph, title))
