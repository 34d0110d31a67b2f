"""The brain of one genome, node by node. docs/semantics.md, Brain."""

from dataclasses import dataclass

from quale.genome.genome import ACTIVATIONS, Networks
from quale.numeric.activations import FORMULAS
from quale.numeric.scalars import evaluate


@dataclass(frozen=True, slots=True)
class Node:
    """One step of the brain: which value slot it computes, and from what."""

    slot: int
    bias: float
    activation: str
    links: tuple[tuple[int, float], ...]  # (value slot, weight), by ascending innovation


class RunningNetwork:
    """A network with its values, which a recurrent one keeps from tick to tick; 0 before tick 0."""

    def __init__(self, networks: Networks, genome: int, updates: int) -> None:
        self._inputs, self._outputs = networks.inputs, networks.outputs
        self._recurrent, self._updates = networks.recurrent, updates
        self._values = [0.0] * int(networks.slots[genome])
        self._nodes = tuple(
            Node(
                slot=int(networks.step_slot[step]),
                bias=float(networks.step_bias[step]),
                activation=ACTIVATIONS[networks.step_activation[step]],
                links=tuple(
                    (int(networks.link_source[link]), float(networks.link_weight[link]))
                    for link in range(networks.link_start[step], networks.link_start[step + 1])
                ),
            )
            for step in range(networks.step_start[genome], networks.step_start[genome + 1])
        )
        self.complexity = int(networks.complexity[genome])

    @property
    def values(self) -> list[float]:
        """A copy of all value slots, as the last turn left them."""
        return list(self._values)

    def think(self, inputs: list[float]) -> list[float]:
        """Return the outputs for these inputs."""
        self._values[: self._inputs] = inputs
        if self._recurrent:
            for _ in range(self._updates):
                before = list(self._values)  # all nodes see the update before
                for node in self._nodes:
                    self._values[node.slot] = response(node, before)
        else:
            for node in self._nodes:  # sources come first
                self._values[node.slot] = response(node, self._values)
        return self._values[self._inputs : self._inputs + self._outputs]


def response(node: Node, values: list[float]) -> float:
    """activation(((bias + w1 x1) + w2 x2) + …)."""
    total = node.bias
    for source, weight in node.links:
        total = total + weight * values[source]
    return evaluate(FORMULAS[node.activation], total)
