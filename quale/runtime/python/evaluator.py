"""Populations scored by a Python function, a slice at a time, or one brain after the other.

Letters: P genomes, M metrics.
"""

import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.brain import Brain
from quale.diagnostics import EvaluationError, UsageError
from quale.domains.foreign import Contained
from quale.domains.python.each import Each
from quale.domains.python.function import UnusableError, arguments_of, function_of
from quale.domains.python.task import PythonTask
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.runtime.backend import Failure, SliceResult
from quale.runtime.evaluator import Evaluator, Resources
from quale.runtime.python.draw import Draw
from quale.runtime.slices import sliced
from quale.step.brains import Brains


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Why networks have no scores: the function raised something, or returned what are none."""

    reason: str
    raised: bool


class PythonEvaluator:
    """The function of one task, for slices of one run's populations."""

    def __init__(self, model: Model, seed: int) -> None:
        """Import the function.

        Raises:
            UsageError: the program comes out of a checkpoint, which imports nothing.
            EvaluationError: the function is not there any more, or another than when the program was checked.
        """
        if not isinstance(model.task, PythonTask):
            raise TypeError(f"{model.name} is of the domain {model.domain}")
        self._task, self._seed = model.task, seed
        self._updates = model.evolution.brain.steps
        if self._task.folder is None:
            files = " or ".join(PurePath(name).name for name, _ in model.text.files)
            raise UsageError(
                f"{model.name} is scored by {self._task.function}, and a checkpoint never says what is imported: "
                f"name the program, too, as in `quale evolve {files} --resume …`, or "
                f"`--program {files}` for `score` and `replay`"
            )
        try:
            self._function = function_of(self._task)
        except UnusableError as error:
            raise EvaluationError(str(error)) from None
        self._keywords = dict(arguments_of(self._task))

    def evaluate(self, networks: Networks, generation: int, _state: TaskState) -> SliceResult:
        """Score P networks."""
        scores = np.full((len(networks), 1 + len(self._task.metrics)), np.nan)
        failures: dict[int, str] = {}
        ranges = [(0, len(networks))]
        if isinstance(self._function, Each):
            ranges = [(genome, genome + 1) for genome in range(len(networks))]
        for begin, end in ranges:
            wrong = self._score(networks, begin, end, generation, scores)
            if wrong is not None and self._task.stops:
                raise EvaluationError(f"{self._task.function} failed in generation {generation}: {wrong.reason}")
            if wrong is not None and wrong.raised and end - begin > 1:  # who is to blame shows when each is alone
                for genome in range(begin, end):
                    alone = self._score(networks, genome, genome + 1, generation, scores)
                    failures |= {genome: alone.reason} if alone is not None else {}
            elif wrong is not None:
                failures |= dict.fromkeys(range(begin, end), wrong.reason)
        found = tuple(Failure(genome, reason) for genome, reason in failures.items())
        return SliceResult(scores[:, np.newaxis], np.zeros((len(networks), 0)), found)

    def _score(
        self, networks: Networks, begin: int, end: int, generation: int, scores: NDArray[np.float64]
    ) -> "_Wrong | None":
        """Put the scores of networks begin … end - 1 into rows [P, 1 + M]; return why there are none."""
        brains = Brains(networks, self._updates, begin, end)
        single = isinstance(self._function, Each)
        given = Brain.of(brains, self._task.ports.inputs, self._task.ports.outputs) if single else brains
        called = self._function.function if isinstance(self._function, Each) else self._function
        with Contained() as contained, redirect_stdout(sys.stderr):
            returned = called(given, Draw(self._seed, generation), **self._keywords)
        if contained.error is not None:
            scores[begin:end] = np.nan
            return _Wrong(contained.told, raised=True)
        found = self._read(returned, end - begin, single=single)
        if isinstance(found, str):
            return _Wrong(found, raised=False)
        scores[begin:end] = found
        return None

    def _read(self, returned: Any, genomes: int, *, single: bool) -> NDArray[np.float64] | str:
        """Return scores [P, 1 + M] as they were returned, or in words why they are none."""
        columns = 1 + len(self._task.metrics)
        shapes = {(genomes, columns), *([(genomes,)] if columns == 1 else [])}
        if single:
            shapes = {(columns,), *([()] if columns == 1 else [])}
        with Contained() as contained:
            found = np.asarray(returned, dtype=np.float64)
        wanted = " or ".join(str(shape) for shape in sorted(shapes, key=len)) if shapes != {()} else "one number"
        told = f"wanted scores of shape {wanted}" + (
            f": fitness and {', '.join(self._task.metrics)}" if columns > 1 else ""
        )
        if contained.error is not None:
            return f"{self._task.function} returned no numbers ({contained.reason}); {told}"
        if found.shape not in shapes:
            return f"{self._task.function} returned {type(returned).__name__} of shape {found.shape}; {told}"
        return found.reshape(genomes, columns)

    def begin(self) -> TaskState:
        """Return nothing: a function is given brains and chance alone."""
        return NOTHING

    def combine(self, _handed_on: NDArray[np.float64], _state: TaskState) -> TaskState:
        """Return nothing: what a function remembers by itself is no part of a checkpoint."""
        return NOTHING

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""


def evaluator_of_python(model: Model, seed: int, resources: Resources) -> Evaluator:
    """Return the evaluator of a model whose domain is `python`.

    Raises:
        UsageError: the program comes out of a checkpoint, or what was asked for does not suit the domain.
        EvaluationError: the function cannot be used.
    """
    return sliced(PythonEvaluator, model, seed, resources)
