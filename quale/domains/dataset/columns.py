"""Columns become what brains are shown and what they are held to.

Letters: R rows, I inputs, O outputs.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from quale.domains.dataset.arguments import Options, guess
from quale.domains.dataset.table import Columns, Table
from quale.domains.dataset.task import CLASSES, DatasetTask
from quale.model.domain import Ports, Report

MOST_LISTED = 20
"""Names that a message lists."""

Numbers = NDArray[np.float64]
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns that are meant, by name, in order."""

    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    category: frozenset[str]  # those of them whose values are names

    @property
    def numbers(self) -> tuple[str, ...]:
        """Columns to be read as numbers."""
        return tuple(name for name in (*self.inputs, *self.targets) if name not in self.category)

    @property
    def labels(self) -> tuple[str, ...]:
        """Columns to be read as texts."""
        return tuple(name for name in (*self.inputs, *self.targets) if name in self.category)


def choose(options: Options, table: Table, report: Report) -> Chosen | None:
    """Return the columns that the options name; None where there is no such column, which is told."""
    sound = True

    def expanded(name: str, words: tuple[str, ...]) -> tuple[str, ...]:
        nonlocal sound
        found: list[str] = []
        for word in words:
            if word not in table.names and word not in table.groups:
                known = (*table.names, *table.groups)
                label = f"{options.file} has {listed(table.names)}"
                report.error(options.span(name), f"there is no column `{word}`", label, guess(word, known))
                sound = False
            found.extend(table.groups.get(word, (word,)))
        return tuple(found)

    targets = expanded("targets", options.targets)
    category = frozenset(expanded("category", options.category))
    inputs = expanded("inputs", options.inputs)
    if not options.inputs:
        inputs = tuple(name for name in table.names if name not in targets)
    if not sound:
        return None
    both = [name for name in inputs if name in targets]
    if both:
        report.error(options.span("inputs"), f"column `{both[0]}` is an input and a target", "it would be no riddle")
        return None
    spare = sorted(category - {*inputs, *targets})
    if spare:
        report.error(options.span("category"), f"column `{spare[0]}` is neither input nor target", "leave it out")
        return None
    if not inputs:
        report.error(options.span("inputs"), "no column is left for the inputs", f"targets: {listed(targets)}")
        return None
    if options.loss in CLASSES and len(targets) == 1:
        category |= {*targets}
    return Chosen(inputs, targets, category)


def task_of(options: Options, chosen: Chosen, columns: Columns, report: Report) -> DatasetTask | None:
    """Return the task that columns make; None where they make none, which is told."""
    if columns.rows < 2:
        rows = f"{options.file} has {columns.rows}"
        report.error(options.span(""), "a dataset needs at least two rows below its header", rows)
        return None
    inputs = [_one_hot(name, columns) if name in chosen.category else _plain(name, columns) for name in chosen.inputs]
    wanted = _TARGETS.get(options.loss, _values)(options, chosen, columns, report)
    if wanted is None:
        return None
    names = _distinct([name for names, _ in inputs for name in names])
    scaled = [
        options.standardize and name not in chosen.category
        for name, part in zip(chosen.inputs, inputs, strict=True)
        for _ in part[0]
    ]
    task = DatasetTask(
        Ports(names, _distinct(wanted[0])),
        options.file,
        _sealed(np.concatenate([values for _, values in inputs], axis=1)),
        _sealed(wanted[1]),
        _sealed(np.array(scaled)),
        options.loss,
        options.split,
        options.batch,
    )
    training = columns.rows - task.held_out
    if options.batch > training:
        label = f"evolution sees {training:,} of {columns.rows:,} rows"
        report.error(options.span("batch"), f"a batch of {options.batch:,} rows is more than there are", label)
        return None
    return task


def listed(names: tuple[str, ...]) -> str:
    """Return names as a message has them."""
    more = f", … ({len(names) - MOST_LISTED} more)" if len(names) > MOST_LISTED else ""
    return ", ".join(f"`{name}`" for name in names[:MOST_LISTED]) + more if names else "none"


def _plain(name: str, columns: Columns) -> tuple[list[str], Numbers]:
    return [name], columns.numbers[name][:, np.newaxis]


def _values_of(labels: tuple[str, ...]) -> list[str]:
    """Return the different values of a column: by size where all are numbers, by the alphabet otherwise."""
    found = set(labels)
    try:
        return sorted(found, key=lambda label: (float(label), label))
    except ValueError:
        return sorted(found)


def _one_hot(name: str, columns: Columns) -> tuple[list[str], Numbers]:
    """Return a column for each value of a column: 1 where a row has the value, 0 elsewhere."""
    labels = columns.labels[name]
    values = _values_of(labels)
    place = {value: number for number, value in enumerate(values)}
    found = np.zeros((len(labels), len(values)))
    found[np.arange(len(labels)), [place[label] for label in labels]] = 1.0
    return [_end(name, value) for value in values], found


def _end(name: str, value: str) -> str:
    word = re.sub(r"\W+", "_", value).strip("_")
    return f"{name}_{word or 'blank'}"


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Return names of ends, no two the same: what comes again is numbered."""
    found: dict[str, None] = {}
    for name in names:
        number, one = 2, name
        while one in found:
            one, number = f"{name}_{number}", number + 1
        found[one] = None
    return tuple(found)


def _values(_options: Options, chosen: Chosen, columns: Columns, _report: Report) -> tuple[list[str], Numbers] | None:
    """Return the outputs that `mse` and `mae` want: a target's number, or 1 and 0 for the values of a category."""
    parts = [_one_hot(name, columns) if name in chosen.category else _plain(name, columns) for name in chosen.targets]
    return [name for names, _ in parts for name in names], np.concatenate([values for _, values in parts], axis=1)


def _classes(options: Options, chosen: Chosen, columns: Columns, report: Report) -> tuple[list[str], Numbers] | None:
    """Return an output for each class, and the class of each row, from 0 [R, 1].

    The class is the value of the one target, or which of several targets is 1 while the others are 0.
    """
    if len(chosen.targets) == 1:
        (name,) = chosen.targets
        names, values = _one_hot(name, columns)
    else:
        names, values = _values(options, chosen, columns, report) or ([], np.zeros((0, 0)))
        wrong = np.flatnonzero(((values != 0) & (values != 1)).any(axis=1) | (values.sum(axis=1) != 1))
        if len(wrong):
            message = f"row {wrong[0] + 1:,} belongs to no one class"
            report.error(options.span("targets"), message, "of several targets one is 1 and the others are 0")
            return None
    if len(names) < 2:
        report.error(options.span("targets"), "all rows are of one class", "there is nothing to tell apart")
        return None
    if len(names) > 2 and len(names) * 2 > len(values):
        label = f"`{chosen.targets[0]}` has {len(names):,} values in {len(values):,} rows"
        report.warning(options.span("targets"), "hardly two rows are of the same class", label)
    return names, values.argmax(axis=1)[:, np.newaxis].astype(np.float64)


def _truths(options: Options, chosen: Chosen, columns: Columns, report: Report) -> tuple[list[str], Numbers] | None:
    """Return the outputs that `log_loss` wants: 1 and 0."""
    names, values = _values(options, chosen, columns, report) or ([], np.zeros((0, 0)))
    for place, name in enumerate(names):
        wrong = np.flatnonzero((values[:, place] != 0) & (values[:, place] != 1))
        if len(wrong):
            message = f"row {wrong[0] + 1:,} of column `{name}` is {values[wrong[0], place]:g}"
            label = "`log_loss` wants 0 and 1"
            report.error(options.span("targets"), message, label, f"`category: [{name}]` makes them of its values")
            return None
    return names, values


_TARGETS: Mapping[str, Callable[[Options, Chosen, Columns, Report], tuple[list[str], Numbers] | None]] = {
    "accuracy": _classes,
    "cross_entropy": _classes,
    "log_loss": _truths,
}
"""What makes the wanted outputs, where the numbers themselves are not what is wanted."""


def _sealed(array: NDArray[Scalar]) -> NDArray[Scalar]:
    array = np.ascontiguousarray(array)
    array.setflags(write=False)
    return array
