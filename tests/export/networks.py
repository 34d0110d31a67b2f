"""Networks to be exported: random ones with every activation, and what runs one as the native kernel does."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quale.export.express import network_of
from quale.export.network import Input, Network, Output
from quale.export.register import Format
from quale.export.verify import Verified, native, random_inputs, verify
from quale.genome.genome import ACTIVATIONS, Networks
from tests.compiler.random_networks import random_networks


@dataclass(frozen=True, slots=True)
class Case:
    """A network for export beside the native one."""

    network: Network
    networks: Networks
    index: int = 0

    def wanted(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        return native(self.network, self.networks, self.index, inputs)


def case(
    seed: int = 1,
    ends: tuple[int, int] = (3, 2),
    hidden: int = 12,
    links: int = 5,
    *,
    recurrent: bool = False,
    updates: int = 1,
    limit: float | None = None,
    activation: str = "",
) -> Case:
    """Return a random network; scaled inputs where there is a limit, and of one activation where it is named."""
    networks = _alive(random_networks(seed, 1, ends, hidden, links, recurrent=recurrent))
    if activation:
        all_the_same = np.full_like(networks.step_activation, ACTIVATIONS.index(activation))
        networks = replace(networks, step_activation=all_the_same)
    random = np.random.default_rng(seed)
    inputs = tuple(
        Input(f"sensed {place}", -1.0, 1.0)
        if limit is None
        else Input(f"sensed {place}", mean=float(random.normal()), deviation=float(random.uniform(0.1, 3.0)))
        for place in range(ends[0])
    )
    outputs = tuple(Output(f"act_{place}", 0.25 * place) for place in range(ends[1]))
    ids = np.arange(networks.slots[0])
    about = (("run", "a random one"), ("fitness", "1.5"))
    return Case(network_of(networks, 0, ids, (inputs, outputs), "Random Walk", updates, limit, about), networks)


def each_activation() -> Case:
    """Return a network of one input and an output for each activation, which is given just that input."""
    count = len(ACTIVATIONS)
    networks = Networks(
        inputs=1,
        outputs=count,
        recurrent=False,
        step_start=np.array([0, count]),
        step_slot=np.arange(1, count + 1, dtype=np.int32),
        step_bias=np.zeros(count),
        step_activation=np.arange(count, dtype=np.int32),
        link_start=np.arange(count + 1),
        link_source=np.zeros(count, dtype=np.int32),
        link_weight=np.ones(count),
        slots=np.array([count + 1], dtype=np.int32),
        complexity=np.array([count], dtype=np.int32),
    )
    outputs = tuple(Output(name) for name in ACTIVATIONS)
    return Case(network_of(networks, 0, np.arange(count + 1), ((Input("x"),), outputs), "Each", 1), networks)


def _alive(networks: Networks) -> Networks:
    """Return a network without the steps of hidden nodes that reach no output: `express` leaves them out."""
    wanted = set(range(networks.inputs, networks.inputs + networks.outputs))
    slots = networks.step_slot.tolist()
    for _ in slots:
        for step, slot in enumerate(slots):
            if slot in wanted:
                wanted |= set(networks.link_source[networks.link_start[step] : networks.link_start[step + 1]].tolist())
    stays = np.array([slot in wanted for slot in slots])
    counts = np.diff(networks.link_start)
    linked = np.repeat(stays, counts)
    return replace(
        networks,
        step_start=np.array([0, stays.sum()]),
        step_slot=networks.step_slot[stays],
        step_bias=networks.step_bias[stays],
        step_activation=networks.step_activation[stays],
        link_start=np.concatenate([[0], np.cumsum(counts[stays])]).astype(np.int64),
        link_source=networks.link_source[linked],
        link_weight=networks.link_weight[linked],
    )


def tried(form: Format, found: Case, *, single: bool = False, rows: int = 128) -> Verified:
    """Export and run a case."""
    inputs = random_inputs(found.network, rows, single=single)
    content = form.write(found.network, single=single)
    return verify(form, found.network, content, found.wanted(inputs), inputs, single=single)
