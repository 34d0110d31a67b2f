"""`quale evolve`: start, resume or continue runs."""

import os
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.resume import Resumed, find, newest
from quale.checkpoint.directory.run_directory import directory_of
from quale.checkpoint.directory.store import candidates
from quale.cli.failure import failures, tell_diagnostics
from quale.cli.progress import Json, Plain, Plan, Progress, Silent, tell
from quale.cli.signals import Interruption
from quale.cli.standing import LastWords
from quale.cli.summary import ending, summary
from quale.diagnostics import Severity, UsageError
from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.model.model import Model
from quale.run.loop import why_over
from quale.run.plan import fresh, going_on, order_after
from quale.run.runner import Environment, RunPlan, put_right, run_evolution
from quale.run.selection import ALL, choose

LARGEST_SEED = 2**64 - 1
CHECKPOINTS = Path("checkpoints")


@dataclass(frozen=True, slots=True)
class Request:
    """The command line as it was given."""

    program: Path | None
    run: str | None
    seed: int | None
    resume: str | None
    go_on: bool
    generations: int | None
    workers: int | None
    checkpoints: Path | None
    overwrite: bool
    quiet: bool
    as_json: bool
    profile: bool

    @property
    def root(self) -> Path:
        """Return where run directories are made and looked for."""
        return self.checkpoints or CHECKPOINTS


def command(
    context: typer.Context,
    program: Annotated[
        Path | None, typer.Argument(metavar="[FILE|DIR]", help="A .quale file, or a directory of them.")
    ] = None,
    run: Annotated[
        str | None, typer.Option(help="The evolve block, or `all`, each after what it is seeded from.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=LARGEST_SEED, help="In place of the program's; 0 draws one.")
    ] = None,
    resume: Annotated[
        str | None, typer.Option(metavar="PATH", help="Go on after a checkpoint, a run directory's newest, or a run's.")
    ] = None,
    go_on: Annotated[
        bool, typer.Option("--continue", help="Resume the run where it has a checkpoint, start it otherwise.")
    ] = False,
    generations: Annotated[
        int | None, typer.Option(min=1, help="In place of the program's; extends a finished run.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=1024, help="Threads; results do not depend on it.")] = None,
    checkpoints: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where run directories lie.  [default: checkpoints]")
    ] = None,
    overwrite: Annotated[bool, typer.Option(help="Move an older run aside and start anew.")] = False,
    quiet: Annotated[bool, typer.Option(help="Say nothing but warnings and errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for every event.")] = False,
    profile: Annotated[bool, typer.Option(help="Tell at the end where the time went; results are the same.")] = False,
) -> None:
    """Evolve what a program declares, saving checkpoints on the way.

    Example: quale evolve examples/forager.quale --run Phase1
    """
    ways = (resume, go_on, generations, workers, checkpoints, overwrite, quiet, as_json, profile)
    request = Request(program, run, seed, *ways)
    interruption: Interruption = context.obj
    interruption.words = LastWords(partial(_again, request), as_json)
    with failures(as_json, product=False):
        _check(request)
        models = _models(request)
        progress = _progress(request)
        if resume is not None:
            _resume(request, resume, models, progress, interruption)
        for model in () if resume is not None else models:
            _start(request, model, progress, interruption)


def _check(request: Request) -> None:
    """Refuse what cannot be meant.

    Raises:
        UsageError: two ways at once, or none.
    """
    if request.program is None and request.resume is None:
        raise UsageError("wanted a program (FILE or DIR), or --resume PATH")
    ways = (request.resume is not None, request.go_on, request.overwrite)
    if sum(ways) > 1:
        raise UsageError("--resume, --continue and --overwrite exclude one another")
    if request.quiet and request.as_json:
        raise UsageError("--quiet and --json exclude one another")
    if request.quiet and request.profile:
        raise UsageError("--quiet and --profile exclude one another")
    if request.resume is not None and (request.run or "").lower() == ALL:
        raise UsageError("--resume goes on with one run; for several use --run all --continue")


def _models(request: Request) -> tuple[Model, ...]:
    """Return the experiments to run, or for --resume those to choose from; tell the program's warnings."""
    if request.program is None:
        return ()
    loaded = load(request.program, DOMAINS)
    warnings = tuple(found for found in loaded.diagnostics if found.severity is not Severity.NOTE)
    tell_diagnostics(warnings, request.as_json)
    if request.resume is not None:
        return loaded.project.models
    return choose(loaded.project, request.run)


def _progress(request: Request) -> Progress:
    if request.as_json:
        return Json()
    if request.quiet:
        return Silent()
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        from quale.cli.live import Live  # rich is only loaded where there is a terminal to draw on

        return Live()
    return Plain()


def _start(request: Request, model: Model, progress: Progress, interruption: Interruption) -> None:
    """Run one experiment from its start, or where --continue asks for it from its newest checkpoint."""
    directory = directory_of(request.root, model.name)
    with RunLock(directory):
        if not request.overwrite and directory.is_dir() and candidates(directory):
            found = newest(directory)
            finished = why_over(fresh(model, request.seed, request.generations), found.snapshot)
            if request.go_on or (finished and _is_all(request)):
                _go_on(request, found, model, progress, interruption)
                return
        drawn = fresh(model, request.seed, request.generations)
        if not (model.seed if request.seed is None else request.seed):
            progress.note(f"seed {drawn.evolution.seed} drawn from the system")
        order = RunPlan(drawn, directory, request.root, overwrite=request.overwrite, workers=request.workers)
        interruption.saved = None
        _run(request, order, progress, interruption)


def _resume(
    request: Request, resume: str, models: tuple[Model, ...], progress: Progress, interruption: Interruption
) -> None:
    """Go on after the checkpoint that --resume names.

    Raises:
        UsageError: the program has no such experiment, or --checkpoints names another place than the checkpoint's.
    """
    found = find(resume, request.root)
    directory = found.path.parent
    if request.checkpoints is not None and request.checkpoints.resolve() != directory.resolve().parent:
        raise UsageError(f"--checkpoints {request.checkpoints}: a resumed run goes on where it lies, in {directory}")
    with RunLock(directory):
        found = find(resume, request.root)  # again, now that nobody else writes
        wanted = request.run or found.snapshot.run
        model = None
        if request.program is not None:
            named = [model for model in models if model.name.lower() == wanted.lower()]
            if not named:
                names = ", ".join(model.name for model in models)
                raise UsageError(f"{found.path} is a run of `{wanted}`; the program has {names}: say which with --run")
            model = named[0]
        elif wanted.lower() != found.snapshot.run.lower():
            raise UsageError(f"{found.path} is a run of `{found.snapshot.run}`, not of `{wanted}`")
        _go_on(request, found, model, progress, interruption)


def _go_on(
    request: Request, found: Resumed, program: Model | None, progress: Progress, interruption: Interruption
) -> None:
    """Go on after a checkpoint, or say that there is nothing left to do.

    Raises:
        UsageError: --resume with no more --generations than the checkpoint has.
    """
    for words in found.messages:
        progress.warn(words)
    state, wanted = found.snapshot.state, request.generations
    interruption.saved = (state.generation, found.path)
    interruption.words = LastWords(partial(_again, request), request.as_json, found.path)
    if request.resume is not None and wanted is not None and wanted <= state.generation:
        raise UsageError(f"--generations {wanted}: {found.path} has {state.generation} already; wanted a higher number")
    model, changed = going_on(found, program, request.seed, wanted, progress.note)
    why = why_over(model, found.snapshot, changed=changed)
    if why is None:
        _run(request, order_after(found, model, changed, request.workers), progress, interruption)
        return
    put_right(found, progress)
    progress.note(f"{model.name} is over after generation {state.generation} ({found.path}): {why}")
    if request.resume is not None:
        progress.note(f"it goes on with --generations N, N above {state.generation}")


def _run(request: Request, order: RunPlan, progress: Progress, interruption: Interruption) -> None:
    """Conduct an order with someone watching, and say how it ended."""
    settings = order.model.evolution
    done = order.after.snapshot.state.generation if order.after else 0
    plan = Plan(order.model.name, settings.seed, done, settings.generations, settings.population, order.directory)
    progress.begin(plan)
    around = Environment(
        time.monotonic, lambda: datetime.now(UTC).isoformat(timespec="seconds"), interruption.stop_with
    )
    try:
        outcome = run_evolution(replace(order, profile=request.profile), progress, around)
    finally:
        if interruption:
            interruption.take_over()
        progress.end()
    if outcome.why is None:
        interruption.say((outcome.snapshot.state.generation, outcome.checkpoint))
        raise typer.Exit(interruption.code)
    if request.as_json:
        tell("end", **ending(outcome))
    elif not request.quiet:
        print("\n".join(summary(outcome, order.model, _anew(request, order.model))), flush=True)
    if interruption:
        raise typer.Exit(interruption.code)


def _again(request: Request, directory: Path | None) -> list[str]:
    """Return the command that goes on from a run directory, or without one the command that was given."""
    parts = ["quale", "evolve"]
    program = [str(request.program)] if request.program else []
    if request.resume is None and _is_all(request):
        parts += [*program, "--run", ALL, "--continue"]
    elif directory is not None:
        parts += ["--resume", str(directory)]
    else:
        parts += program
        parts += ["--run", request.run] if request.run else []
        parts += ["--resume", request.resume] if request.resume else []
        parts += ["--continue"] * request.go_on + ["--overwrite"] * request.overwrite
    if "--resume" not in parts:
        given = (
            ("--checkpoints", request.checkpoints),
            ("--generations", request.generations),
            ("--seed", request.seed),
        )
        parts += [text for name, value in given if value is not None for text in (name, str(value))]
    if request.workers is not None:
        parts += ["--workers", str(request.workers)]
    return parts


def _anew(request: Request, model: Model) -> list[str]:
    """Return the command for another run of a model, with another seed; none where there is no program to run."""
    if request.program is None:
        return []
    place = ["--checkpoints", str(request.checkpoints)] if request.checkpoints else []
    return ["quale", "evolve", str(request.program), "--run", model.name, "--seed", "0", "--overwrite", *place]


def _is_all(request: Request) -> bool:
    return (request.run or "").lower() == ALL
