"""Gymnasium's environments: how well, and how fast.

    python benchmarks/gymnasium_rows.py cartpole     ten seeds until a champion stands 100 fresh episodes; two minutes
    python benchmarks/gymnasium_rows.py speed        what is spent outside step and reset, and neat-python's loop
                                                     beside it (pip install neat-python); a minute
    python benchmarks/gymnasium_rows.py lunar 1 2 3  LunarLander-v3, these seeds; five to twenty minutes each
    python benchmarks/gymnasium_rows.py walk         ten generations of BipedalWalker and HalfCheetah; ten minutes
    python benchmarks/gymnasium_rows.py workers      LunarLander-v3 with one worker process and with two; a minute, on a
                                                     machine that has two processors for it

Times are processor seconds of one thread, but for those of workers. A champion's 100 fresh episodes have seeds that no
generation of its run had, in the plain environment, whatever the run's backend was.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from math import tanh
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import quale
from quale.domains.gymnasium.library import missing
from quale.domains.gymnasium.task import GymnasiumTask
from quale.domains.register import DOMAINS
from quale.genome.cut import cut
from quale.genome.express import express
from quale.genome.gather import take
from quale.genome.genome import Networks
from quale.language.load import load
from quale.model.domain import NOTHING
from quale.model.model import Model
from quale.runtime.evaluator import Resources
from quale.runtime.gymnasium.batch import Stepped
from quale.runtime.gymnasium.evaluator import ROWS, GymnasiumEvaluator, episode_seed, evaluator_of_gymnasium
from quale.runtime.gymnasium.plain import PlainBatch

FRESH = 2**40
"""Added to a run's seed for the episodes that its champion has not seen."""


def program(name: str, arguments: str, fields: str, place: Path) -> Path:
    """Write an experiment of 150 genomes."""
    file = place / f"{name.lower()}.quale"
    file.write_text(f"evolve {name} {{\n  domain: gymnasium({arguments})\n  population: 150  {fields}\n}}\n")
    return file


def fresh_return(run: quale.Run) -> tuple[float, float]:
    """Return mean and least return of the best genome in the last generation over 100 episodes that are new to it."""
    model, state = run.model, run.snapshot.state
    if not isinstance(model.task, GymnasiumTask):
        raise TypeError(model.domain)
    champion = take(state.population, np.array([int(np.argmax(state.fitness))]))
    network = express(champion, state.interface, model.evolution.brain.recurrent)
    plain = replace(model, scenarios=100, task=replace(model.task, backend="plain"))
    evaluator = GymnasiumEvaluator(plain, model.evolution.seed + FRESH)
    found = evaluator.evaluate(network, 0, run.snapshot.scored_state).results[0, :, 1]
    evaluator.close()
    return float(found.mean()), float(found.min())


def solve(name: str, arguments: str, fields: str, seeds: Sequence[int]) -> None:
    """Evolve with each seed until a champion passes its test, and say what it took."""
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            file = program(name, arguments, fields, Path(folder))
            began = time.process_time()
            run = quale.load(file).evolve(seed=seed, checkpoints=Path(folder) / "checkpoints")
            took = time.process_time() - began
            mean, least = fresh_return(run)
        state = run.snapshot.state
        print(
            f"{name} seed {seed:2}: generation {state.generation:3}, {state.evaluations:6} evaluations, {took:6.1f} s; "
            f"100 fresh episodes: mean {mean:.1f}, least {least:.1f}",
            flush=True,
        )


class Recorded(PlainBatch):
    """Remembers what was done, so that environments can be stepped again with nothing around them."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.done: list[tuple[list[int], list[int]]] = []
        self.seeds: list[int] = []
        inner = self._choose

        def choose(outputs: NDArray[np.float64]) -> Sequence[Any]:
            self.last = list(inner(outputs))
            return self.last

        self._choose = choose

    def begin(self, seeds: list[int]) -> Stepped:
        """Begin anew."""
        self.seeds, self.done = seeds, []
        return super().begin(seeds)

    def step(self, outputs: NDArray[np.float64], rows: NDArray[np.int64]) -> Stepped:
        """Step, and take note."""
        found = super().step(outputs, rows)
        self.done.append((rows.tolist(), self.last))
        return found

    def alone(self) -> float:
        """Return the seconds that reset and step take by themselves."""
        environments = self._environments
        began = time.process_time()
        for env, seed in zip(environments, self.seeds, strict=False):
            env.reset(seed=seed)
        for rows, actions in self.done:
            for row, action in zip(rows, actions, strict=True):
                environments[row].step(action)
        return time.process_time() - began


def modelled(arguments: str, place: Path) -> Model:
    """Return an experiment of five episodes."""
    return load(program("Cart", arguments, "scenarios: 5  seed: 1", place), DOMAINS).project.models[0]


def populations(place: Path) -> tuple[Networks, Networks]:
    """Return a first generation, and one of 150 copies of a brain that holds the pole up."""
    file = program(
        "Copy", '"CartPole-v1"', "scenarios: 5  seed: 1  test T { scenarios: 100  when: return >= 500 }", place
    )
    run = quale.load(file).evolve(checkpoints=place / "checkpoints", generations=40)
    state, recurrent = run.snapshot.state, run.model.evolution.brain.recurrent
    copies = take(state.population, np.full(150, int(np.argmax(state.fitness))))
    file = program("First", '"CartPole-v1"', "scenarios: 5  seed: 2", place)
    first = quale.load(file).evolve(checkpoints=place / "checkpoints", generations=1).snapshot.state
    return (
        express(first.population, first.interface, recurrent),
        express(copies, state.interface, recurrent),
    )


def padded(networks: Networks, more: int) -> Networks:
    """Return networks that do the same with `more` further connections of weight 0 into each node."""
    counts = np.diff(networks.link_start)
    places = np.repeat(networks.link_start[1:], more)
    return replace(
        networks,
        link_start=np.concatenate([[0], np.cumsum(counts + more)]),
        link_source=np.insert(networks.link_source, places, np.tile(np.arange(more) % networks.inputs, len(counts))),
        link_weight=np.insert(networks.link_weight, places, 0.0),
    )


def least(run: Callable[[], object], times: int = 3) -> float:
    """Return the seconds of the quickest of some runs."""
    took = []
    for _ in range(times):
        began = time.process_time()
        run()
        took.append(time.process_time() - began)
    return min(took)


def speed() -> None:
    """Print what CartPole takes by itself, with Quale around it, and with neat-python's loop around it."""
    with tempfile.TemporaryDirectory() as folder:
        first, copies = populations(Path(folder))
        models = {
            backend: modelled(f'"CartPole-v1"{more}', Path(folder))
            for backend, more in (("plain", ""), ("vector", ", backend: vector"), ("envpool", ", backend: envpool"))
            if backend != "envpool" or not missing("envpool")
        }
    rates: dict[str, float] = {}
    for what, networks in (
        ("first generation", first),
        ("all hold it up", copies),
        ("the same, larger", padded(copies, 20)),
    ):
        for backend, model in models.items():
            evaluator = GymnasiumEvaluator(model, 1)
            found = evaluator.evaluate(networks, 1, NOTHING)
            steps = float(found.results[:, :, 2].sum())
            took = least(lambda e=evaluator, n=networks: e.evaluate(n, 1, NOTHING))  # type: ignore[misc]
            rates[backend] = steps / took
            words = f"{what}, {backend}: {steps:.0f} steps in {took:.3f} s, {len(networks) / took:.0f} evaluations/s"
            if backend == "plain":
                recorded = Recorded(evaluator._opening, evaluator._ends.observation, evaluator._ends.action)  # noqa: SLF001
                evaluator._batch = recorded  # noqa: SLF001
                recorded_rows = 0.0
                rows = ROWS // 5
                for begin in range(0, len(networks), rows):
                    evaluator.evaluate(cut(networks, begin, min(begin + rows, len(networks))), 1, NOTHING)
                    recorded_rows += min(recorded.alone() for _ in range(3))
                words += f"; step and reset alone {recorded_rows:.3f} s: {1 - recorded_rows / took:.1%} outside"
            print(words, flush=True)
            evaluator.close()
        if networks is not first:
            beside(networks, rates)


def beside(networks: Networks, rates: dict[str, float]) -> None:
    """Print how fast neat-python's usual loop steps the same brain in the same environment."""
    if missing("neat"):
        print("neat-python is not installed")
        return
    network = import_module("neat.nn").FeedForwardNetwork
    evaluations = []
    for step in range(int(networks.step_start[0]), int(networks.step_start[1])):
        links = range(int(networks.link_start[step]), int(networks.link_start[step + 1]))
        sources = [(int(networks.link_source[link]), float(networks.link_weight[link])) for link in links]
        evaluations.append((int(networks.step_slot[step]), tanh, sum, float(networks.step_bias[step]), 1.0, sources))
    inputs = list(range(networks.inputs))
    outputs = list(range(networks.inputs, networks.inputs + networks.outputs))
    net = network(inputs, outputs, evaluations)
    env = import_module("gymnasium").make("CartPole-v1")

    def play() -> None:
        for scenario in range(10):
            seen, _ = env.reset(seed=episode_seed(1, 1, scenario))
            over = False
            while not over:
                action = int(np.argmax(net.activate(seen)))  # as its examples have it
                seen, _, terminated, truncated, _ = env.step(action)
                play.steps += 1  # type: ignore[attr-defined]
                over = terminated or truncated

    play.steps = 0  # type: ignore[attr-defined]
    took = least(play)
    rate = play.steps / 3 / took  # type: ignore[attr-defined]
    count = sum(len(evaluation[-1]) for evaluation in evaluations)
    times = ", ".join(f"{backend} {mine / rate:.1f} x" for backend, mine in rates.items())
    print(f"neat-python's loop, {count} connections: {rate:.0f} steps/s; Quale: {times}", flush=True)


def workers() -> None:
    """Print how much faster two worker processes evaluate LunarLander than one, one after the other, thrice."""
    with tempfile.TemporaryDirectory() as folder:
        file = program("Lander", '"LunarLander-v3"', "scenarios: 5  seed: 1", Path(folder))
        model = load(file, DOMAINS).project.models[0]
        state = quale.load(file).evolve(checkpoints=Path(folder) / "checkpoints", generations=2).snapshot.state
    networks = express(state.population, state.interface, model.evolution.brain.recurrent)
    evaluators = {count: evaluator_of_gymnasium(model, 1, Resources(count)) for count in (1, 2)}
    for evaluator in evaluators.values():
        evaluator.evaluate(networks, 1, NOTHING)  # started, and its pace known
    for _ in range(3):
        took = {}
        for count, evaluator in evaluators.items():
            began = time.monotonic()
            evaluator.evaluate(networks, 2, NOTHING)
            took[count] = time.monotonic() - began
        load_now = os.getloadavg()[0]
        print(
            f"one worker {took[1]:.2f} s, two {took[2]:.2f} s: {took[1] / took[2]:.2f} x, load {load_now:.1f}",
            flush=True,
        )
    for evaluator in evaluators.values():
        evaluator.close()


def main(arguments: list[str]) -> None:
    """Run the rows that the command line names."""
    what, *seeds = arguments or ["cartpole"]
    pool = ", backend: envpool" if not missing("envpool") else ""
    if what == "cartpole":
        wanted = "generations: 20  scenarios: 5  test Fresh { scenarios: 100  when: return >= 500 }"
        solve("CartPole", '"CartPole-v1"', wanted, [int(seed) for seed in seeds or range(1, 11)])
    elif what == "lunar":
        wanted = "generations: 200  scenarios: 5  normalize: true  test Fresh { scenarios: 100  when: return >= 240 }"
        solve("LunarLander", f'"LunarLander-v3"{pool}', wanted, [int(seed) for seed in seeds or range(1, 6)])
    elif what == "walk":
        for name, arguments_of in (
            ("BipedalWalker", '"BipedalWalker-v3", max_steps: 800'),
            ("HalfCheetah", '"HalfCheetah-v5", max_steps: 500'),
        ):
            solve(
                name,
                arguments_of + pool,
                "generations: 10  scenarios: 2  normalize: true  brain { initial: partial(0.3) }",
                [1],
            )
    elif what == "workers":
        workers()
    else:
        speed()


if __name__ == "__main__":
    main(sys.argv[1:])
