"""The seam of domains: what the language tells a domain about an evolve block, and what a domain tells in return.

A domain is two files, each a line in its register: a declaration (`quale/domains/`), which makes a task of what the
program says, and an evaluator (`quale/runtime/`), which runs brains on the task.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Ports:
    """The named ends of a brain, in the order of its nodes."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


class Task(Protocol):
    """What brains have to do: a frozen record of the domain's own, which the rest of the house hands on unread."""

    @property
    def ports(self) -> Ports:
        """Names of the brain's inputs and outputs."""


TaskState = Mapping[str, NDArray[np.float64]]
"""What evaluations of a task hand on from generation to generation, such as running means: named arrays.

It is part of what a checkpoint keeps, so that a resumed run goes on with it; most tasks have nothing to hand on.
"""

NOTHING: TaskState = MappingProxyType({})
"""The state of a task that hands nothing on, and of every task before its first evaluation."""


HELD_OUT = "held_out"
"""Name of a metric that is the fitness on what evolution does not see: it stands beside wherever a fitness is shown."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """What I inputs go through before a brain is given them; a state has it under names that all domains share."""

    mean: NDArray[np.float64]  # [I] `input_mean`
    deviation: NDArray[np.float64]  # [I] `input_deviation`, positive
    limit: float  # `input_limit` [1], infinite without one

    def __call__(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return inputs [..., I] less the mean, in deviations, within the limit. NaN stays NaN."""
        scaled: NDArray[np.float64] = (inputs - self.mean) / self.deviation
        return scaled if self.limit == np.inf else np.clip(scaled, -self.limit, self.limit)


def scaling_of(state: TaskState) -> Scaling | None:
    """Return the scaling that a state holds, None where inputs are taken as they are."""
    if "input_mean" not in state or "input_deviation" not in state:
        return None
    limit = float(state["input_limit"][0]) if "input_limit" in state else np.inf
    return Scaling(state["input_mean"], state["input_deviation"], limit)


@dataclass(frozen=True, slots=True)
class Word:
    """A bare name among constants: `loss: mse`."""

    text: str


Constant = float | bool | str | Word | tuple["Constant", ...]
"""What may stand as an argument: a number, a truth value, a text, a name, a list of these."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of `domain: NAME(…)`, or a field of `evolve` that the domain asked for."""

    name: str  # "" for one that is told by its place
    value: Constant
    span: Span
    unit: str = ""  # of a number


@dataclass(frozen=True, slots=True)
class Arguments:
    """What an evolve block says to its domain."""

    span: Span  # of the `domain` field, or of the evolve block without one
    given: tuple[Argument, ...]  # in written order
    scenarios: int
    blocks: Task | None = None  # what the language made of the blocks that the declaration asked for
    body: Ports | None = None  # names for inputs and outputs, where the evolve block names a body
    body_span: Span | None = None
    folder: Path | None = None  # where the program lies; None where it comes out of a checkpoint
    known: Ports | None = None  # the brains' ends, where the program comes out of a checkpoint: nothing need be opened
    read: Callable[[str, Span], bytes | None] = lambda _name, _span: None
    """Gives a data file by the name that the program gives it, None where it cannot be had, which is told then."""


class Report(Protocol):
    """Where a declaration tells what is wrong with its arguments."""

    def error(self, span: Span, message: str, label: str = "", hint: str = "") -> None:
        """Say that something must be changed."""

    def warning(self, span: Span, message: str, label: str = "", hint: str = "") -> None:
        """Say that something is probably not meant."""

    def note(self, span: Span, message: str, label: str = "") -> None:
        """Say something worth knowing."""


class Declaration(Protocol):
    """A way to evaluate brains, as far as the language and a resume must know it."""

    @property
    def name(self) -> str:
        """As `domain:` names it."""

    @property
    def blocks(self) -> tuple[str, ...]:
        """Fields of `evolve` that must name a block of the program; they make up `Arguments.blocks`."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Further fields of `evolve` that the domain understands; they stand among its arguments."""

    @property
    def scenarios(self) -> bool:
        """Whether brains are scored scenario by scenario; without, `scenarios` and `aggregate` mean nothing."""

    @property
    def foreign(self) -> bool:
        """Whether other people's code runs in an evaluation, which a `time_limit` may have to end."""

    def check(self, arguments: Arguments, report: Report) -> Task | None:
        """Return the task; None where something is wrong, which is told then."""

    def metrics(self, task: Task) -> tuple[str, ...]:
        """Return the names of what an evaluation tells beside the fitness."""

    def differences(self, old: Task, new: Task) -> tuple[str, ...]:
        """Return in words which parts that decide what a brain scores differ; with none, scores may be compared."""


class Domains(tuple[Declaration, ...]):
    """Declarations, to be had by name; a kind of its own may know names that are looked for only when they are used."""

    __slots__ = ()

    def named(self, name: str) -> Declaration | None:
        """Return the declaration of a name, None where there is no such domain."""
        return next((domain for domain in self if domain.name == name), None)


def named(domains: tuple[Declaration, ...], name: str) -> Declaration | None:
    """Return the declaration of a name among domains, None where there is no such domain."""
    return (domains if isinstance(domains, Domains) else Domains(domains)).named(name)
