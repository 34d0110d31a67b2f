"""The Network: one evolved brain as whoever writes it into a file needs it, whatever the format.

Values lie in slots: inputs in their order, then outputs in theirs, then hidden nodes. What takes no step is not in it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Input:
    """A named input; the brain is given (x - mean) / deviation. The world keeps what it senses within low … high."""

    name: str
    low: float | None = None
    high: float | None = None
    mean: float = 0.0
    deviation: float = 1.0


@dataclass(frozen=True, slots=True)
class Output:
    """A named output, which fires where it is greater than its threshold, if it has one."""

    name: str
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Adds weight times the value of a slot."""

    source: int
    weight: float


@dataclass(frozen=True, slots=True)
class Step:
    """Computes one slot: activation(bias + first link + second link + …), added in this order."""

    slot: int
    node: int  # id in the genome
    activation: str
    bias: float
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """A brain: inputs → outputs by steps.

    A feed-forward one computes its steps in order, sources first. A recurrent one computes in each of its `updates`
    all steps from the values before, which are 0 at first and last from one call to the next.
    """

    name: str  # of the run
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    steps: tuple[Step, ...]
    recurrent: bool
    updates: int
    limit: float | None  # scaled inputs stay within -limit … limit; None where inputs are not scaled
    about: tuple[tuple[str, str], ...]  # where it comes from, as (what, words)

    @property
    def hidden(self) -> tuple[Step, ...]:
        """Return the steps of hidden nodes, by slot."""
        ends = len(self.inputs) + len(self.outputs)
        return tuple(sorted((step for step in self.steps if step.slot >= ends), key=lambda step: step.slot))

    @property
    def slots(self) -> int:
        """Return the number of values."""
        return len(self.inputs) + len(self.steps)

    @property
    def remembered(self) -> int:
        """Return the number of values that last from one call to the next."""
        return len(self.steps) if self.recurrent else 0

    @property
    def links(self) -> int:
        """Return the number of links."""
        return sum(len(step.links) for step in self.steps)
