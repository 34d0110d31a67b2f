"""The Python API: load a program, evolve it, open what came of it. The command line goes the same way."""

import re
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from quale.brain import Brain
from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.resume import find, newest
from quale.checkpoint.directory.run_directory import directory_of
from quale.checkpoint.directory.store import candidates
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import CheckpointError, Diagnostic, QualeError, UsageError
from quale.domains.register import DOMAINS
from quale.evolution.records.settings import BrainSettings
from quale.evolution.records.state import Census, History
from quale.genome.gather import take
from quale.genome.genome import Genomes, Interface
from quale.language.load import load as load_program
from quale.model.domain import TaskState, scaling_of
from quale.model.model import Model, Project
from quale.run.loop import why_over
from quale.run.plan import fresh, going_on, order_after, stored
from quale.run.repeats import Repeats
from quale.run.runner import Environment, RunPlan, put_right, run_evolution
from quale.run.selection import choose

COLUMNS = ("best", "mean", "median", "worst", "species", "complexity", "evaluations", "seconds", "invalid", "changed")
"""Columns of a history between the generation and the metrics."""


_SPOKEN = (
    (re.compile(r"--run NAME, or --run all"), 'run="NAME"'),
    (re.compile(r"`--run ([^`]*)`"), r'`run="\1"`'),
    (re.compile(r"`--resume [^`]*`"), "`resume=True`"),
    (re.compile(r"--resume \S+"), "`resume=True`"),
    (re.compile(r"`--overwrite`"), "`overwrite=True`"),
    (re.compile(r"--checkpoints\b"), "`checkpoints=…`"),
    (re.compile(r"`--workers N`"), "`workers=N`"),
    (re.compile(r"--set\b"), "assignments:"),
)
"""What the command line calls by its options, and what it is called here."""

_WIDEST = 100  # characters of an object's repr


@contextmanager
def _spoken() -> Iterator[None]:
    """Let errors speak of arguments where they speak of the command line's options."""
    try:
        yield
    except QualeError as error:
        error.args = tuple(in_arguments(word) if isinstance(word, str) else word for word in error.args)
        if isinstance(error, CheckpointError):
            error.reason = in_arguments(error.reason)
        raise


def in_arguments(words: str) -> str:
    """Return a message with arguments of this API in place of the command line's options."""
    for option, argument in _SPOKEN:
        words = option.sub(argument, words)
    return words


def _shown(kind: str, words: str) -> str:
    """Return the repr of an object: one line."""
    return f"<{kind} {words if len(words) <= _WIDEST else words[: _WIDEST - 1] + '…'}>"


@dataclass(frozen=True, slots=True, repr=False)
class Generation:
    """How one generation went; printed as one line."""

    generation: int
    best: float
    mean: float
    median: float
    worst: float
    species: int
    complexity: float  # mean number of enabled connections
    evaluations: int  # of the whole run so far
    improved: bool  # whether the run's best rose
    held_out: float | None = None  # of its best genome, where evolution does not see all

    def __repr__(self) -> str:
        return _shown("Generation", str(self).removeprefix("generation "))

    def __str__(self) -> str:
        mark = " (improved)" if self.improved else ""
        if self.held_out is not None:
            mark += f", held out {self.held_out:.6g}"
        return f"generation {self.generation}: best {self.best:.6g}{mark}, mean {self.mean:.6g}, species {self.species}"


@dataclass(frozen=True, slots=True, repr=False)
class Champion:
    """A genome that was evaluated, with what it achieved."""

    genome: Genomes  # one genome
    interface: Interface
    fitness: float
    generation: int
    metrics: dict[str, float]
    settings: BrainSettings
    state: TaskState = field(default_factory=dict)  # what its evaluation was given by the generations before

    def __repr__(self) -> str:
        size = f"{int(self.genome.enabled.sum())} connections"
        return _shown("Champion", f"of generation {self.generation}: fitness {self.fitness:.6g}, {size}")

    def brain(self) -> Brain:
        """Return its network, ready to be activated; inputs are scaled as they were when it was evaluated."""
        settings, scaling = self.settings, scaling_of(self.state)
        return Brain(self.genome, self.interface, recurrent=settings.recurrent, steps=settings.steps, scaling=scaling)


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """A run that is over: why, and where its last checkpoint is."""

    snapshot: Snapshot
    model: Model
    checkpoint: Path
    why: str

    def __repr__(self) -> str:
        best = self.snapshot.state.best
        fitness = f"best {best.fitness:.6g}, " if best is not None else ""
        return _shown("Run", f"{self.snapshot.run}, generation {self.snapshot.state.generation}: {fitness}{self.why}")

    @property
    def best(self) -> Champion:
        """The best genome of the run."""
        return _best(self.snapshot, self.model)

    @property
    def history(self) -> NDArray[np.void]:
        """One row a generation; columns as in history.csv, metrics as `metric.NAME`."""
        return _table(self.snapshot)


@dataclass(frozen=True, slots=True, repr=False)
class Checkpoint:
    """A checkpoint that was opened, all verified."""

    snapshot: Snapshot
    model: Model
    path: Path

    def __repr__(self) -> str:
        return _shown("Checkpoint", f"{self.run}, generation {self.generation}, {len(self)} genomes: {self.path}")

    @classmethod
    @_spoken()
    def load(cls, path: str | Path, checkpoints: str | Path = "checkpoints") -> Self:
        """Open a file, a run directory's newest checkpoint, or that of a run's name below `checkpoints`.

        Raises:
            CheckpointError: missing, foreign, newer or damaged.
        """
        found = find(str(path), Path(checkpoints))
        return cls(found.snapshot, stored(found), found.path)

    @property
    def run(self) -> str:
        """Name of the evolve block."""
        return self.snapshot.run

    @property
    def generation(self) -> int:
        """Generations completed."""
        return self.snapshot.state.generation

    @property
    def best(self) -> Champion:
        """The best genome so far.

        Raises:
            CheckpointError: nothing has been evaluated yet.
        """
        return _best(self.snapshot, self.model)

    @property
    def history(self) -> NDArray[np.void]:
        """One row a generation; columns as in history.csv, metrics as `metric.NAME`."""
        return _table(self.snapshot)

    def __len__(self) -> int:
        """Return the size of the population."""
        return len(self.snapshot.state.population)

    def genome(self, index: int) -> Champion:
        """Return one genome of the population, from 0.

        Raises:
            CheckpointError: the population has not been evaluated.
            IndexError: there is no such genome.
        """
        state = self.snapshot.state
        if not 0 <= index < len(state.population):
            raise IndexError(f"genome {index} of a population of {len(state.population)}")
        if not len(state.fitness):
            raise CheckpointError("its population has not been evaluated yet", path=str(self.path))
        metrics = dict(zip(self.snapshot.metrics, state.metrics[index].tolist(), strict=True))
        one = take(state.population, np.array([index]))
        fitness = float(state.fitness[index])
        settings, given = self.model.evolution.brain, self.snapshot.scored_state
        return Champion(one, state.interface, fitness, state.generation, metrics, settings, given)


@dataclass(frozen=True, slots=True, repr=False)
class Experiment:
    """A checked program. `warnings` are what the checker had to say about it."""

    project: Project
    warnings: tuple[Diagnostic, ...]

    def __repr__(self) -> str:
        return _shown("Experiment", f"of {', '.join(self.runs)}")

    @property
    def runs(self) -> tuple[str, ...]:
        """Names of the evolve blocks."""
        return tuple(model.name for model in self.project.models)

    @_spoken()
    def evolve(
        self,
        run: str | None = None,
        *,
        seed: int | None = None,
        generations: int | None = None,
        workers: int | None = None,
        backend: str | None = None,
        checkpoints: str | Path = "checkpoints",
        resume: bool = False,
        overwrite: bool = False,
        on_generation: Callable[[Generation], object] | None = None,
    ) -> Run:
        """Run one evolve block to its end, saving checkpoints below `checkpoints` as the command line does.

        Args:
            run: Name of the block; the only one by default.
            seed: In place of the program's; 0 draws one.
            generations: In place of the program's.
            workers: Threads, or processes; results do not depend on it.
            backend: `"threads"`, `"processes"` or `"ray"`; what suits the domain by default.
            checkpoints: Where run directories lie.
            resume: Go on after the newest checkpoint of the run, if there is one.
            overwrite: Move an older run aside and start anew.
            on_generation: Called after every generation.

        Raises:
            UsageError: no such block, or several and none named.
            CheckpointError: the run directory cannot be used, or holds a run and neither `resume` nor `overwrite` is
                given.
            EvaluationError: a population could not be evaluated.
        """
        if backend not in (None, "threads", "processes", "ray"):
            raise UsageError(f'backend: wanted "threads", "processes" or "ray", not {backend!r}')
        if resume and overwrite:
            raise UsageError("resume and overwrite exclude one another")
        chosen = choose(self.project, run)
        if len(chosen) > 1:
            raise UsageError(f'one block is run at a time: say which with run="NAME": {", ".join(self.runs)}')
        (model,) = chosen
        root = Path(checkpoints)
        directory = directory_of(root, model.name)
        listener = _Listener(on_generation)
        around = Environment(time.monotonic, lambda: datetime.now(UTC).isoformat(timespec="seconds"), lambda _: None)
        with RunLock(directory) as lock:
            if resume and directory.is_dir() and candidates(directory):
                found = newest(directory)
                going, changed = going_on(found, model, seed, generations, listener.note)
                why = why_over(going, found.snapshot, changed=changed)
                if why is not None:
                    put_right(found, listener)
                    return Run(found.snapshot, going, found.path, why)
                order = order_after(found, going, changed)
            else:
                order = RunPlan(fresh(model, seed, generations), directory, root, overwrite=overwrite)
            order = replace(order, workers=workers, backend=backend)
            try:
                outcome = run_evolution(order, listener, around, lock)
            finally:
                listener.end()
        return Run(outcome.snapshot, order.model, outcome.checkpoint, outcome.why or "")


def load(path: str | Path, assignments: Sequence[str] = ()) -> Experiment:
    """Read and check a program: a file, or a directory of files.

    Args:
        path: The file or directory.
        assignments: Fields of its evolve blocks in place of the program's, as `"population=50"`.

    Raises:
        ProgramError: it has errors; all diagnostics are in the exception.
        UsageError: there is no such file.
    """
    loaded = load_program(Path(path), DOMAINS, assignments)
    return Experiment(loaded.project, loaded.diagnostics)


class _Listener:
    """Passes generations on; a warning becomes a Python warning."""

    def __init__(self, on_generation: Callable[[Generation], object] | None) -> None:
        self._on_generation = on_generation
        self._repeats = Repeats()

    def generation(self, snapshot: Snapshot, seconds: float) -> None:  # noqa: ARG002  # the door's signature
        census = snapshot.census
        if self._on_generation is not None and census is not None:
            self._on_generation(_generation(census, snapshot))
        for words in self._repeats.new(snapshot):
            self.warn(words)

    def end(self) -> None:
        for words in self._repeats.rest():
            self.warn(words)

    def saved(self, generation: int, path: Path) -> None:
        """Keep still: what is saved is found in the Run."""

    def note(self, words: str) -> None:
        """Keep still: whoever calls knows what was asked for."""

    def warn(self, words: str) -> None:
        warnings.warn(words, RuntimeWarning, stacklevel=2)


def _generation(census: Census, snapshot: Snapshot) -> Generation:
    return Generation(
        generation=census.generation,
        best=census.best,
        mean=census.mean,
        median=census.median,
        worst=census.worst,
        species=census.species,
        complexity=census.complexity,
        evaluations=snapshot.state.evaluations,
        improved=census.improved,
        held_out=snapshot.held_out[-1] if snapshot.held_out else None,
    )


def _best(snapshot: Snapshot, model: Model) -> Champion:
    best = snapshot.state.best
    if best is None:
        raise CheckpointError("nothing has been evaluated yet, so there is no best genome")
    metrics = dict(zip(snapshot.metrics, best.metrics.tolist(), strict=True))
    settings, given = model.evolution.brain, snapshot.best_state
    return Champion(best.genome, snapshot.state.interface, best.fitness, best.generation, metrics, settings, given)


def _table(snapshot: Snapshot) -> NDArray[np.void]:
    history: History = snapshot.state.history
    columns: dict[str, NDArray[Any]] = {"generation": np.arange(1, len(history) + 1)}
    columns |= {name: getattr(history, name) for name in COLUMNS}
    columns |= {f"metric.{name}": history.metrics[:, place] for place, name in enumerate(snapshot.metrics)}
    for place, name in enumerate(snapshot.trials.names):
        columns[f"test.{name}"] = snapshot.trials.reached[:, place]
        columns[f"passed.{name}"] = snapshot.trials.passed[:, place]
    table = np.empty(len(history), dtype=[(name, column.dtype) for name, column in columns.items()])
    for name, column in columns.items():
        table[name] = column
    table.flags.writeable = False
    return table
