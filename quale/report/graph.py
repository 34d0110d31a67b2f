"""A genome as a graph that can be walked and drawn."""

from dataclasses import dataclass

INPUT, OUTPUT, HIDDEN = "sensor", "actuator", "hidden"


@dataclass(frozen=True, slots=True)
class Node:
    """One node; `layer` is 0 for inputs, the graph's depth for outputs, between them the longest way from an input."""

    id: int
    name: str
    kind: str  # INPUT, OUTPUT or HIDDEN
    activation: str  # "" for inputs
    bias: float
    layer: int


@dataclass(frozen=True, slots=True)
class Link:
    """One connection between two nodes, which are named by their index into the graph's nodes.

    `feedback` marks the links of a recurrent brain that run back; without them the graph has no circle.
    """

    innovation: int
    source: int
    target: int
    weight: float
    enabled: bool
    feedback: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes: inputs and outputs in the interface's order, then hidden ones by id. Links by innovation number.

    `order` lists all nodes so that every enabled link that is not feedback runs forward in it.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    order: tuple[int, ...]
    depth: int  # links on the longest way from an input to an output

    @property
    def effective(self) -> frozenset[int]:
        """Indices of the nodes from which an actuator can be reached, actuators included: all others do nothing."""
        before: list[list[int]] = [[] for _ in self.nodes]
        for link in self.links:
            if link.enabled:
                before[link.target].append(link.source)
        found, waiting = set(self.outputs), list(self.outputs)
        while waiting:
            for node in before[waiting.pop()]:
                if node not in found:
                    found.add(node)
                    waiting.append(node)
        return frozenset(found)

    @property
    def inputs(self) -> tuple[int, ...]:
        """Indices of the sensors' nodes."""
        return tuple(index for index, node in enumerate(self.nodes) if node.kind == INPUT)

    @property
    def outputs(self) -> tuple[int, ...]:
        """Indices of the actuators' nodes."""
        return tuple(index for index, node in enumerate(self.nodes) if node.kind == OUTPUT)


@dataclass(frozen=True, slots=True)
class Path:
    """A way from a sensor to an actuator; `strength` is the product of its weights."""

    nodes: tuple[int, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class Pathway:
    """All that leads from one sensor to one actuator: the sum over all ways, and the strongest of them.

    Activations are left out: the sum is what a linear network with these weights would pass on. Feedback is not
    followed.
    """

    source: int
    target: int
    influence: float
    strongest: tuple[Path, ...]
