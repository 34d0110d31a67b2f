"""A checked program, and how it is evolved."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from quale.api.generation import Generation, Listener
from quale.api.run import Run
from quale.api.words import shown, speaking
from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.run_directory import directory_of
from quale.checkpoint.directory.store import candidates
from quale.diagnostics import Diagnostic, UsageError
from quale.domains.register import DOMAINS
from quale.language.load import load as load_program
from quale.model.model import Project
from quale.run.loop import why_over
from quale.run.plan import fresh, going_on, order_after
from quale.run.runner import BACKENDS, Environment, RunPlan, put_right, run_evolution
from quale.run.selection import choose


@dataclass(frozen=True, slots=True, repr=False)
class Experiment:
    """A checked program. `warnings` are what the checker had to say about it."""

    project: Project
    warnings: tuple[Diagnostic, ...]

    def __repr__(self) -> str:
        return shown("Experiment", f"of {', '.join(self.runs)}")

    @property
    def runs(self) -> tuple[str, ...]:
        """Names of the evolve blocks."""
        return tuple(model.name for model in self.project.models)

    @speaking()
    def evolve(
        self,
        run: str | None = None,
        *,
        seed: int | None = None,
        generations: int | None = None,
        workers: int | str | None = None,
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
            workers: How many threads, or processes where these suit the domain; or where: `"threads"`, `"processes"`,
                `"ray"`, with a number as `"ray:200"`. Results do not depend on it.
            checkpoints: Where run directories lie.
            resume: Go on after the newest checkpoint of the run, if there is one.
            overwrite: Move an older run aside and start anew.
            on_generation: Called after every generation.

        Raises:
            UsageError: no such block, or several and none named.
            CheckpointError: the directory cannot be used, or holds a run and neither `resume` nor `overwrite` is given.
            EvaluationError: a population could not be evaluated.
        """
        if resume and overwrite:
            raise UsageError("resume and overwrite exclude one another")
        count, backend = _where(workers)
        chosen = choose(self.project, run)
        if len(chosen) > 1:
            raise UsageError(f'one block is run at a time: say which with run="NAME": {", ".join(self.runs)}')
        (model,) = chosen
        root = Path(checkpoints)
        directory = directory_of(root, model.name)
        listener = Listener(on_generation)
        around = Environment(time.monotonic, lambda: datetime.now(UTC).isoformat(timespec="seconds"), lambda _: None)
        with RunLock(directory) as lock:
            if resume and directory.is_dir() and candidates(directory):
                found = newest(directory)
                for words in found.messages:
                    listener.warn(words)
                going, changed = going_on(found, model, seed, generations, listener.note)
                why = why_over(going, found.snapshot, changed=changed)
                if why is not None:
                    put_right(found, listener)
                    return Run(found.snapshot, going, found.path, why)
                order = order_after(found, going, changed)
            else:
                order = RunPlan(fresh(model, seed, generations), directory, root, overwrite=overwrite)
            try:
                outcome = run_evolution(replace(order, workers=count, backend=backend), listener, around, lock)
            finally:
                listener.end()
        return Run(outcome.snapshot, order.model, outcome.checkpoint, outcome.why or "")


def _where(workers: int | str | None) -> tuple[int | None, str | None]:
    """Return how many workers are asked for, and which kind of them.

    Raises:
        UsageError: a text is no kind of workers with a number behind it.
    """
    if not isinstance(workers, str):
        return workers, None
    backend, colon, count = workers.partition(":")
    if backend not in BACKENDS or (colon and not (count.isdecimal() and int(count))):
        raise UsageError(f'workers: wanted a number, or one of {", ".join(BACKENDS)}, as "ray:200", not {workers!r}')
    return int(count) if count else None, backend


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
