"""A population of genomes as flat arrays: what the checkpoint stores, the kernel reads, the operators write."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

INPUT, OUTPUT, HIDDEN = 0, 1, 2
"""Kinds of nodes, as stored in ``Genomes.node_kind``."""

NO_REGION = -1

ACTIVATIONS = ("tanh", "sigmoid", "relu", "sin", "gauss", "identity", "abs", "step", "neat_sigmoid")
"""Names of the activation functions; a node stores the index. The order is part of the checkpoint format."""


@dataclass(frozen=True, slots=True)
class Interface:
    """The named ends of every brain: sensors' input nodes and actuators' output nodes, with their node ids.

    In a fresh run ids count 0, 1, … through the inputs and then the outputs. A port that is added to a
    program later takes the next free node id, so that old genes keep their meaning.
    """

    inputs: tuple[str, ...]  # I names, such as "hunger" or "food_n"
    outputs: tuple[str, ...]  # O names, such as "eat" or "move_n"
    input_ids: NDArray[np.int32]  # [I]
    output_ids: NDArray[np.int32]  # [O]


@dataclass(frozen=True, slots=True)
class Genomes:
    """P genomes, their N nodes and C connections end to end; genome p owns start[p]:start[p + 1] of each.

    Nodes of one genome: inputs in interface order, outputs in interface order, then hidden nodes by
    ascending id. Connections of one genome: by ascending innovation number. All arrays are read-only.
    """

    node_start: NDArray[np.int64]  # [P + 1]
    node_id: NDArray[np.int32]  # [N]
    node_kind: NDArray[np.uint8]  # [N] INPUT, OUTPUT or HIDDEN
    bias: NDArray[np.float64]  # [N] 0 for inputs
    activation: NDArray[np.uint8]  # [N] index into ACTIVATIONS; 0 for inputs
    region: NDArray[np.int16]  # [N] index of the region, NO_REGION outside any
    connection_start: NDArray[np.int64]  # [P + 1]
    innovation: NDArray[np.int32]  # [C] historical mark, ascending within a genome
    source: NDArray[np.int32]  # [C] node id
    target: NDArray[np.int32]  # [C] node id, never an input
    weight: NDArray[np.float64]  # [C] gain, unitless
    enabled: NDArray[np.bool_]  # [C]

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            getattr(self, name).flags.writeable = False

    def __len__(self) -> int:
        return len(self.node_start) - 1


@dataclass(frozen=True, slots=True)
class Networks:
    """P genomes as networks ready to run: the phenotype, as the kernel reads it.

    A network has value slots: I inputs, O outputs, then its hidden nodes. Its E steps each compute one
    output or hidden node, in an order in which feed-forward sources come first; step e owns the links
    link_start[e]:link_start[e + 1], enabled connections only, by ascending innovation. Hidden nodes from
    which no output can be reached take no step. For a recurrent brain every other node takes a step and
    all read the previous values. Outputs always take a step. All arrays are read-only.
    """

    inputs: int  # I
    outputs: int  # O
    recurrent: bool
    step_start: NDArray[np.int64]  # [P + 1]
    step_slot: NDArray[np.int32]  # [E] value slot that the step writes
    step_bias: NDArray[np.float64]  # [E]
    step_activation: NDArray[np.int32]  # [E] index into ACTIVATIONS
    link_start: NDArray[np.int64]  # [E + 1]
    link_source: NDArray[np.int32]  # [K] value slot
    link_weight: NDArray[np.float64]  # [K]
    slots: NDArray[np.int32]  # [P] number of value slots of each network
    complexity: NDArray[np.int32]  # [P] enabled connections of the genome

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    def __len__(self) -> int:
        return len(self.slots)
