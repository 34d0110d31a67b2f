"""`quale evolve`: start, resume or continue runs."""

import os
import shlex
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.resume import Resumed, find, newest
from quale.checkpoint.directory.store import candidates
from quale.cli.failure import failures, tell_diagnostics
from quale.cli.plots.repeats import (
    alike,
    make_room,
    refuse_beside_repeats,
    results,
    table,
    table_data,
    turns,
    with_base,
)
from quale.cli.progress import Json, Plain, Plan, Progress, Silent, tell
from quale.cli.request import Backend, Request, check
from quale.cli.signals import Interruption
from quale.cli.standing import LastWords
from quale.cli.summary import ending, summary
from quale.diagnostics import Severity, UsageError
from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.model.model import Model
from quale.report.advise import advise
from quale.run.loop import what_ended, why_over
from quale.run.plan import fresh, going_on, order_after
from quale.run.runner import Environment, RunPlan, put_right, run_evolution
from quale.run.selection import choose, run_of

LARGEST_SEED = 2**64 - 1
MOST_REPEATS = 10_000


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
    workers: Annotated[
        int | None, typer.Option(min=1, max=1024, help="Threads, or processes; results do not depend on it.")
    ] = None,
    backend: Annotated[
        Backend | None, typer.Option(help="Where brains are evaluated.  [default: what suits the domain]")
    ] = None,
    checkpoints: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where run directories lie.  [default: checkpoints]")
    ] = None,
    repeat: Annotated[
        int | None,
        typer.Option(min=1, max=MOST_REPEATS, help="So many runs with seeds derived from this one's, and a table."),
    ] = None,
    overwrite: Annotated[bool, typer.Option(help="Move an older run aside and start anew.")] = False,
    assignments: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="A field of the evolve block in place of the program's."),
    ] = None,
    trackers: Annotated[
        list[str] | None,
        typer.Option("--track", metavar="NAME", help="Tell tensorboard, mlflow or wandb, too; may be given again."),
    ] = None,
    quiet: Annotated[bool, typer.Option(help="Say nothing but warnings and errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for every event.")] = False,
    profile: Annotated[bool, typer.Option(help="Tell at the end where the time went; results are the same.")] = False,
) -> None:
    """Evolve what a program declares, saving checkpoints on the way.

    Example: quale evolve examples/forager.quale --run Phase1
    """
    ways = (resume, go_on, generations, workers, checkpoints, overwrite, quiet, as_json, profile)
    given, track = tuple(assignments or ()), tuple(trackers or ())
    request = Request(program, run, seed, *ways, assignments=given, repeat=repeat, backend=backend, track=track)
    interruption: Interruption = context.obj
    interruption.words = LastWords(request.again, as_json)
    with failures(as_json, product=False):
        check(request)
        _conduct(request, interruption)


def _conduct(request: Request, interruption: Interruption) -> None:
    """Run what is asked for."""
    models = _models(request)
    progress = _progress(request)
    if request.resume is not None:
        _resume(request, request.resume, models, progress, interruption)
        return
    if request.repeat is not None:
        for model in models:
            _repeat(request, model, progress, interruption)
        return
    ran = [_start(request, model, progress, interruption) for model in models]
    if request.is_all and not any(ran):
        progress.note(f"nothing was left to do: all {len(ran)} runs are over")


def _models(request: Request) -> tuple[Model, ...]:
    """Return the experiments to run, or for --resume those to choose from; tell the program's warnings."""
    if request.program is None:
        return ()
    loaded = load(request.program, DOMAINS, request.assignments, run_of(request.run))
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


def _start(request: Request, model: Model, progress: Progress, interruption: Interruption) -> bool:
    """Run one experiment from its start, or where --continue asks for it from its newest checkpoint.

    Return whether there was something left to run.
    """
    directory = request.place_of(model.name)
    refuse_beside_repeats(directory)
    with RunLock(directory) as lock:
        if not request.overwrite and directory.is_dir() and candidates(directory):
            found = newest(directory)
            if request.go_on or (request.several and _is_over(request, found, model)):
                return _go_on(request, found, model, lock, progress, interruption)
        drawn = fresh(alike(request, model), request.first_seed, request.generations)
        if not (model.seed if request.first_seed is None else request.first_seed):
            progress.note(f"seed {drawn.evolution.seed} drawn from the system")
        order = RunPlan(drawn, directory, request.root, overwrite=request.overwrite)
        interruption.saved = None
        _run(request, order, lock, progress, interruption)
    return True


def _repeat(request: Request, model: Model, progress: Progress, interruption: Interruption) -> None:
    """Run the repeats of one experiment, each after the other with all workers, and say what they came to."""
    make_room(request, model, progress)
    request, drawn = with_base(request, model, progress)
    interruption.words = LastWords(request.again, request.as_json)
    for one in turns(request, model, drawn=drawn):
        progress.note(f"repeat {one.turn.number if one.turn else 1} of {request.repeat}: {one.place_of(model.name)}")
        _start(one, model, progress, interruption)
    group = results(request, model)
    if request.as_json:
        tell("repeats", **table_data(group))
    elif not request.quiet:
        print("\n".join(table(group)), flush=True)


def _is_over(request: Request, found: Resumed, program: Model) -> bool:
    """Return whether a checkpoint is the end of a program's run, and of no other program's."""
    model, changed = going_on(found, program, request.later_seed, request.generations, lambda _: None)
    return not changed and why_over(model, found.snapshot) is not None


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
    with RunLock(directory) as lock:
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
        _go_on(request, found, model, lock, progress, interruption)


def _go_on(
    request: Request,
    found: Resumed,
    program: Model | None,
    lock: RunLock,
    progress: Progress,
    interruption: Interruption,
) -> bool:
    """Go on after a checkpoint, or say that there is nothing left to do; return whether there was.

    Raises:
        UsageError: --resume with no more --generations than the checkpoint has.
    """
    for words in found.messages:
        progress.warn(words)
    state, wanted = found.snapshot.state, request.generations
    interruption.saved = (state.generation, found.path)
    interruption.words = LastWords(request.again, request.as_json, found.path)
    if request.resume is not None and wanted is not None and wanted <= state.generation:
        raise UsageError(f"--generations {wanted}: {found.path} has {state.generation} already; wanted a higher number")
    warn = progress.warn if request.go_on else None  # it may be a run that merely has the same name
    anew = request.assignments if program is None else ()  # a program has them by now
    model, changed = going_on(found, program, request.later_seed, wanted, progress.note, warn, anew)
    ended = what_ended(model, found.snapshot, changed=changed)
    if ended is None:
        _run(request, order_after(found, model, changed), lock, progress, interruption)
        return True
    why = why_over(model, found.snapshot, changed=changed)
    put_right(found, progress)
    progress.note(f"{model.name} is over after generation {state.generation} ({found.path}): {why}")
    if not request.several:
        progress.note(advise(ended, state.generation, shlex.quote(str(found.path.parent))))
    return False


def _run(request: Request, order: RunPlan, lock: RunLock, progress: Progress, interruption: Interruption) -> None:
    """Conduct an order with someone watching, and say how it ended."""
    settings = order.model.evolution
    done = order.after.snapshot.state.generation if order.after else 0
    plan = Plan(order.model.name, settings.seed, done, settings.generations, settings.population, order.directory)
    progress.begin(plan)
    around = Environment(
        time.monotonic, lambda: datetime.now(UTC).isoformat(timespec="seconds"), interruption.stop_with
    )
    try:
        outcome = run_evolution(request.resourced(order), progress, around, lock)
    finally:
        if interruption:
            interruption.take_over()
        progress.end()
    if outcome.why is None:
        interruption.say((outcome.snapshot.state.generation, outcome.checkpoint))
        raise typer.Exit(interruption.code)
    if request.as_json:
        tell("end", **ending(outcome))
    elif request.turn:
        progress.note(
            f"repeat {request.turn.number} of {request.repeat} is over after generation "
            f"{outcome.snapshot.state.generation}: {outcome.why}"
        )
    elif not request.quiet:
        print("\n".join(summary(outcome, order.model, request.anew(order.model.name))), flush=True)
    if interruption:
        raise typer.Exit(interruption.code)
