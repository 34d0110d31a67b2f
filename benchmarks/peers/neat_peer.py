"""neat-python at its usual work, timed from inside: seconds of CPU of this process.

Runs in an environment of its own; benchmarks/compare/peers.py speaks with it.
"""

import gzip
import importlib
import math
import os
import pickle
import random
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers.serve import serve

neat = importlib.import_module("neat")  # there is none where the project's own types are checked

ATTRIBUTES = """
activation_default = {activation}
activation_mutate_rate = 0.0
activation_options = {activation}
aggregation_default = sum
aggregation_mutate_rate = 0.0
aggregation_options = sum
bias_init_mean = 0.0
bias_init_stdev = 1.0
bias_init_type = gaussian
bias_max_value = 30.0
bias_min_value = -30.0
bias_mutate_power = 0.5
bias_mutate_rate = 0.7
bias_replace_rate = 0.1
compatibility_disjoint_coefficient = 1.0
compatibility_weight_coefficient = 0.5
conn_add_prob = {conn_add}
conn_delete_prob = {conn_delete}
enabled_default = True
enabled_mutate_rate = 0.01
feed_forward = True
initial_connection = full_direct
node_add_prob = {node_add}
node_delete_prob = {node_delete}
num_hidden = 0
num_inputs = {inputs}
num_outputs = {outputs}
response_init_mean = 1.0
response_init_stdev = 0.0
response_init_type = gaussian
response_max_value = 30.0
response_min_value = -30.0
response_mutate_power = 0.0
response_mutate_rate = 0.0
response_replace_rate = 0.0
weight_init_mean = 0.0
weight_init_stdev = 1.0
weight_init_type = gaussian
weight_max_value = 30
weight_min_value = -30
weight_mutate_power = 0.5
weight_mutate_rate = 0.8
weight_replace_rate = 0.1
"""

OTHERS = """
[DefaultSpeciesSet]
compatibility_threshold = {threshold}
[DefaultStagnation]
species_fitness_func = max
max_stagnation = 20
species_elitism = 2
[DefaultReproduction]
elitism = 2
survival_threshold = 0.2
min_species_size = 2
"""


def configuration(inputs: int, outputs: int, population: int, **changes: Any) -> Any:
    """Return neat-python's configuration: that of its XOR example, with other sizes."""
    names = {"activation": "sigmoid", "threshold": 3.0, "goal": 1e9, "conn_add": 0.5, "conn_delete": 0.5}
    names |= {"node_add": 0.2, "node_delete": 0.2} | changes
    head = f"[NEAT]\nfitness_criterion = max\nfitness_threshold = {names['goal']}\npop_size = {population}\n"
    text = f"{head}reset_on_extinction = False\nno_fitness_termination = False\n[DefaultGenome]"
    text += ATTRIBUTES.format(inputs=inputs, outputs=outputs, **names) + OTHERS.format(**names)
    with tempfile.NamedTemporaryFile("w", suffix=".ini", delete=False) as file:
        file.write(text)
    kinds = (neat.DefaultGenome, neat.DefaultReproduction, neat.DefaultSpeciesSet, neat.DefaultStagnation)
    made = neat.Config(*kinds, file.name)
    Path(file.name).unlink()
    return made


def versions() -> dict[str, str]:
    """Return what runs here."""
    return {"neat-python": version("neat-python")}


networks_of: dict[str, list[Any]] = {}


def networks(file: str, count: int, samples: int) -> dict[str, float]:
    """Activate `count` networks on `samples` inputs each; every node is tanh, as neat-python has it."""
    if file not in networks_of:
        networks_of[file] = list(map(network_from, [dict(np.load(file))] * count, range(count)))
    nets = networks_of[file]
    width = len(nets[0].input_nodes)
    rows = np.random.default_rng(1).normal(size=(samples, width)).tolist()
    began = time.process_time()
    for net in nets:
        for row in rows:
            net.activate(row)
    return {"seconds": time.process_time() - began}


def network_from(arrays: Any, genome: int) -> Any:
    """Return the network of one genome of quale.genome.genome.Networks."""
    inputs, outputs = int(arrays["inputs"]), int(arrays["outputs"])
    functions = neat.activations.ActivationFunctionSet()
    total = neat.aggregations.AggregationFunctionSet().get("sum")
    key = [*(-1 - i for i in range(inputs)), *range(int(arrays["slots"][genome]) - inputs)]
    steps = []
    for step in range(*arrays["step_start"][genome : genome + 2]):
        links = slice(*arrays["link_start"][step : step + 2])
        pairs = zip(arrays["link_source"][links].tolist(), arrays["link_weight"][links].tolist(), strict=True)
        weights = [(key[source], weight) for source, weight in pairs]
        bias = float(arrays["step_bias"][step])
        steps.append((key[int(arrays["step_slot"][step])], functions.get("tanh"), total, bias, 1.0, weights))
    return neat.nn.FeedForwardNetwork(key[:inputs], list(range(outputs)), steps)


populations: dict[str, tuple[Any, Any]] = {}


def reproduce(file: str, count: int, inputs: int, outputs: int, threshold: float) -> dict[str, float]:
    """Give every genome a fitness, then time one reproduction with the speciation of its children."""
    if file not in populations:
        chances = {"conn_add": 0.05, "conn_delete": 0.03, "node_add": 0.03, "node_delete": 0.01}
        config = configuration(inputs, outputs, count, activation="tanh", threshold=threshold, **chances)
        population = neat.Population(config, seed=1)
        population.population = genomes_from(dict(np.load(file)), inputs, config)
        population.reproduction.genome_indexer = iter(range(count + 1, 1 << 40))
        config.genome_config.get_new_node_key(next(iter(population.population.values())).nodes)
        config.genome_config.node_indexer = iter(range(1 << 20, 1 << 40))
        population.reproduction.innovation_tracker.global_counter = 1 << 20
        population.species = neat.DefaultSpeciesSet(config.species_set_config, population.reporters)
        population.species.speciate(config, population.population, 0)
        populations[file] = population, config
    population, config = populations[file]
    for genome in population.population.values():
        genome.fitness = random.random()  # noqa: S311 - nothing secret
    began = time.process_time()
    generation = population.generation
    population.population = population.reproduction.reproduce(config, population.species, count, generation)
    population.species.speciate(config, population.population, generation)
    seconds = time.process_time() - began
    population.generation += 1
    links = [len(genome.connections) for genome in population.population.values()]
    return {"seconds": seconds, "species": len(population.species.species), "connections": sum(links) / len(links)}


def genomes_from(arrays: Any, inputs: int, config: Any) -> dict[int, Any]:
    """Return the genomes of quale.genome.genome.Genomes."""
    config.genome_config.num_inputs = inputs
    everyone = {}
    shared = config.genome_config

    def key(node: int) -> int:
        return -1 - node if node < inputs else node - inputs

    for number in range(len(arrays["node_start"]) - 1):
        genome = neat.DefaultGenome(number + 1)
        for node in range(*arrays["node_start"][number : number + 2]):
            name = int(arrays["node_id"][node])
            if name >= inputs:
                gene = genome.create_node(shared, key(name))
                gene.bias = float(arrays["bias"][node])
                genome.nodes[key(name)] = gene
        for link in range(*arrays["connection_start"][number : number + 2]):
            ends = key(int(arrays["source"][link])), key(int(arrays["target"][link]))
            gene = genome.create_connection(shared, *ends, int(arrays["innovation"][link]))
            gene.weight, gene.enabled = float(arrays["weight"][link]), bool(arrays["enabled"][link])
            genome.connections[ends] = gene
        everyone[genome.key] = genome
    return everyone


CASES = (((0.0, 0.0), 0.0), ((0.0, 1.0), 1.0), ((1.0, 0.0), 1.0), ((1.0, 1.0), 0.0))


def xor(seed: int, generations: int, population: int) -> dict[str, float]:
    """Solve XOR: as neat-python's example does, except that it is solved when all outputs are on the right side."""
    config = configuration(2, 1, population, goal=1e6)
    evaluations = 0

    def evaluate(genomes: list[Any], config: Any) -> None:
        nonlocal evaluations
        for _, genome in genomes:
            evaluations += 1
            network = neat.nn.FeedForwardNetwork.create(genome, config)
            genome.fitness, right = 4.0, 0
            for inputs, wanted in CASES:
                output = network.activate(inputs)[0]
                genome.fitness -= (output - wanted) ** 2
                right += (output > 0.5) == (wanted > 0.5)
            if right == len(CASES):
                genome.fitness = 1e6

    return solved(config, seed, generations, evaluate) | {"evaluations": evaluations}


def solved(config: Any, seed: int, generations: int, evaluate: Any) -> dict[str, float]:
    """Run until the goal is reached."""
    began = time.process_time()
    population = neat.Population(config, seed=seed)
    try:
        best = population.run(evaluate, generations)
    except neat.CompleteExtinctionException:
        best = None
    seconds = time.process_time() - began
    done = best is not None and best.fitness >= config.fitness_threshold
    return {"seconds": seconds, "generations": population.generation + 1, "solved": float(done)}


def poles(seed: int, generations: int, limit: int, seconds: float) -> dict[str, float]:
    """Balance two poles with velocities: fitness is the decisions survived; given up after so many seconds."""
    config = configuration(6, 1, 150, goal=float(limit))
    deadline = time.process_time() + seconds
    evaluations = 0

    def evaluate(genomes: list[Any], config: Any) -> None:
        nonlocal evaluations
        for _, genome in genomes:
            evaluations += 1
            network = neat.nn.FeedForwardNetwork.create(genome, config)
            genome.fitness = float(0 if time.process_time() > deadline else balance(network, limit))
        if time.process_time() > deadline:
            raise neat.CompleteExtinctionException

    return solved(config, seed, generations, evaluate) | {"evaluations": evaluations}


def balance(network: Any, limit: int) -> int:
    """Return how many decisions a network survives (Wieland 1991, as examples/double_pole.quale has it)."""
    state = (0.0, 0.0, 0.07, 0.0, 0.0, 0.0)
    for decision in range(limit):
        x, v, a1, w1, a2, w2 = state
        action = network.activate((x / 4.8, v / 2, a1 / 0.52, w1 / 2, a2 / 0.52, w2 / 2))[0]
        for _ in range(2):
            state = runge_kutta(state, (action - 0.5) * 20)
        if abs(state[0]) > 2.4 or abs(state[2]) > 0.628329 or abs(state[4]) > 0.628329:
            return decision
    return limit


State = tuple[float, float, float, float, float, float]


def slopes(state: State, force: float) -> State:
    """Return the equations of motion."""
    _, v, a1, w1, a2, w2 = state
    p1, p2 = 0.000002 * w1 / 0.05, 0.000002 * w2 / 0.0005
    s1, s2, c1, c2 = -9.8 * math.sin(a1), -9.8 * math.sin(a2), math.cos(a1), math.cos(a2)
    f1 = 0.05 * w1 * w1 * math.sin(a1) + 0.075 * c1 * (p1 + s1)
    f2 = 0.0005 * w2 * w2 * math.sin(a2) + 0.0075 * c2 * (p2 + s2)
    pull = (force + f1 + f2) / (1.0 + 0.1 * (1 - 0.75 * c1 * c1) + 0.01 * (1 - 0.75 * c2 * c2))
    return v, pull, w1, -0.75 * (pull * c1 + s1 + p1) / 0.5, w2, -0.75 * (pull * c2 + s2 + p2) / 0.05


def runge_kutta(state: State, force: float) -> State:
    """Return the state after 0.01 s."""

    def moved(by: State, h: float) -> State:
        x, v, a1, w1, a2, w2 = (y + h * dy for y, dy in zip(state, by, strict=True))
        return x, v, a1, w1, a2, w2

    k1 = slopes(state, force)
    k2 = slopes(moved(k1, 0.005), force)
    k3 = slopes(moved(k2, 0.005), force)
    k4 = slopes(moved(k3, 0.01), force)
    total = [(a + 2 * b + 2 * c + d) / 6 for a, b, c, d in zip(k1, k2, k3, k4, strict=True)]
    return moved((total[0], total[1], total[2], total[3], total[4], total[5]), 0.01)


def checkpoint(file: str, count: int, inputs: int, outputs: int) -> dict[str, float]:
    """Save and load a population as neat.Checkpointer does; its own loader also makes a new population, not timed."""
    if file not in populations:
        config = configuration(inputs, outputs, count, activation="tanh")
        population = genomes_from(dict(np.load(file)), inputs, config)
        species = neat.DefaultSpeciesSet(config.species_set_config, neat.reporting.ReporterSet())
        populations[file] = (population, species), config
    (population, species), config = populations[file]
    with tempfile.TemporaryDirectory() as folder:
        saver = neat.Checkpointer(1, filename_prefix=os.path.join(folder, "c"))  # noqa: PTH118 - a prefix, not a path
        began = time.process_time()
        saver.save_checkpoint(config, population, species, 1)
        saved = time.process_time() - began
        path = Path(folder) / "c1"
        began = time.process_time()
        with gzip.open(path) as stream:
            pickle.load(stream)  # noqa: S301 - its own file
        return {"save": saved, "load": time.process_time() - began, "bytes": path.stat().st_size}


if __name__ == "__main__":
    tasks = (versions, networks, reproduce, xor, poles, checkpoint)
    serve({task.__name__: task for task in tasks})
