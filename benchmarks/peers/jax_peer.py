"""JAX doing what TensorNEAT does with a population: padded arrays, node after node, vmap over networks and inputs.

Runs in an environment of its own; benchmarks/compare/peers.py speaks with it. TensorNEAT (Wang et al. 2024) turns a
genome into an order of nodes and a matrix of weights, both padded to the largest genome, and computes one node a step
as the sum over all possible sources. One thread, since everything else here is measured on one.
"""

import importlib
import os
import time
from importlib.metadata import version
from typing import Any

import numpy as np

from benchmarks.peers.serve import serve

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

jax = importlib.import_module("jax")  # there is none where the project's own types are checked
jax.config.update("jax_platforms", "cpu")


def versions() -> dict[str, str]:
    """Return what runs here."""
    return {"jax": version("jax"), "jaxlib": version("jaxlib")}


prepared: dict[str, tuple[Any, Any]] = {}


def networks(file: str, count: int, samples: int) -> dict[str, float]:
    """Run `count` networks on `samples` inputs each, in float32, which TensorNEAT uses; compiled before."""
    first = 0.0
    if file not in prepared:
        began = time.process_time()
        forward, arguments = padded(dict(np.load(file)), count, samples)
        forward(*arguments).block_until_ready()
        first = time.process_time() - began
        prepared[file] = forward, arguments
    forward, arguments = prepared[file]
    began = time.process_time()
    forward(*arguments).block_until_ready()
    return {"seconds": time.process_time() - began, "compile": first}


def padded(arrays: Any, count: int, samples: int) -> tuple[Any, Any]:
    """Return the compiled forward pass and its arguments."""
    numpy = jax.numpy
    inputs, outputs = int(arrays["inputs"]), int(arrays["outputs"])
    slots = int(arrays["slots"].max())
    steps = int(np.diff(arrays["step_start"]).max())
    order = np.zeros((count, steps), np.int32)
    weight, bias = np.zeros((count, slots, slots), np.float32), np.zeros((count, slots), np.float32)
    for genome in range(count):
        for place, step in enumerate(range(*arrays["step_start"][genome : genome + 2])):
            slot = order[genome, place] = arrays["step_slot"][step]
            links = slice(*arrays["link_start"][step : step + 2])
            np.add.at(weight[genome, slot], arrays["link_source"][links], arrays["link_weight"][links])
            bias[genome, slot] = arrays["step_bias"][step]

    def network(order: Any, weight: Any, bias: Any, given: Any) -> Any:
        def step(place: Any, values: Any) -> Any:
            node = order[place]
            return values.at[node].set(numpy.tanh(bias[node] + numpy.sum(weight[node] * values)))

        values = numpy.zeros(slots, numpy.float32).at[:inputs].set(given)
        return jax.lax.fori_loop(0, steps, step, values)[inputs : inputs + outputs]

    population = jax.jit(jax.vmap(jax.vmap(network, (None, None, None, 0)), (0, 0, 0, None)))
    given = np.random.default_rng(1).normal(size=(samples, inputs)).astype(np.float32)
    return population, tuple(map(numpy.asarray, (order, weight, bias, given)))


if __name__ == "__main__":
    serve({"versions": versions, "networks": networks})
