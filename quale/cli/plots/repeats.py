"""Repeats of a run: which there are to be, and what they came to in a table."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from quale.checkpoint.directory.lock import RunLock
from quale.checkpoint.directory.repeats import repeat_directory, repeats_in
from quale.checkpoint.directory.run_directory import begin, directory_of
from quale.checkpoint.directory.store import candidates
from quale.cli.progress import Progress
from quale.cli.request import Request, Turn
from quale.diagnostics import CheckpointError
from quale.model.model import Model
from quale.report.plot.curves import Curves, collect
from quale.report.plot.of_groups import Group
from quale.report.plot.statistics import summarize
from quale.report.plot.table import aligned, quantities, value_of
from quale.report.write import number
from quale.run.plan import fresh
from quale.run.repeat_seeds import repeat_seeds

INTERVALS = 1
"""Seed of the intervals' resampling, as `quale compare` has it by default."""


def with_base(request: Request, model: Model, progress: Progress) -> tuple[Request, bool]:
    """Return the request with the seed that the repeats' are derived from in it, and whether it was drawn just now."""
    asked = model.seed if request.seed is None else request.seed
    if asked:
        return replace(request, seed=asked) if request.seed is not None else request, False
    base = fresh(model, 0, None).evolution.seed
    progress.note(f"seed {base} drawn from the system; the repeats' seeds are derived from it")
    return replace(request, seed=base), True


def turns(request: Request, model: Model, *, drawn: bool) -> Iterator[Request]:
    """Yield the request of each repeat."""
    repeats = request.repeat or 0
    base = model.seed if request.seed is None else request.seed
    for place, seed in enumerate(repeat_seeds(base, repeats), 1):
        yield replace(request, turn=Turn(place, seed, drawn))


def make_room(request: Request, model: Model, progress: Progress) -> None:
    """See to it that a run's directory has no run of its own beside its repeats.

    Raises:
        CheckpointError: it has one, and is not to be moved aside.
    """
    directory = directory_of(request.root, model.name)
    if not directory.is_dir() or not candidates(directory):
        return
    if not request.overwrite:
        raise CheckpointError(
            "holds a run that is no repeat; give the repeats another place by `--checkpoints`, or move it aside by "
            "`--overwrite`",
            path=str(directory),
        )
    with RunLock(directory) as lock:
        for words in begin(directory, overwrite=True, relock=lock.renew):
            progress.note(words)


def refuse_beside_repeats(directory: Path) -> None:
    """Refuse a single run where repeats of it lie.

    Raises:
        CheckpointError: there are some.
    """
    if directory.is_dir() and not candidates(directory) and (repeats := repeats_in(directory)):
        raise CheckpointError(
            f"holds {len(repeats)} repeats of this run; give a single one another place by `--checkpoints`, or go on "
            f"with one of them by `--resume {repeats[0]}`",
            path=str(directory),
        )


def alike(request: Request, model: Model) -> Model:
    """Return the model of a repeat: it is seeded from the repeat of the same number, where its source has repeats."""
    if request.turn is None or model.seed_from is None or model.seed_from_path:
        return model
    source = repeat_directory(directory_of(request.root, model.seed_from), request.turn.number)
    if not source.is_dir():
        return model
    return replace(model, seed_from=str(source), seed_from_path=True)


def results(request: Request, model: Model) -> Group:
    """Return the repeats of a run as they stand on disk: those that were asked for.

    Raises:
        CheckpointError: one has no valid checkpoint.
    """
    directory = directory_of(request.root, model.name)
    asked = (repeat_directory(directory, place) for place in range(1, (request.repeat or 0) + 1))
    return Group(model.name, tuple(collect(path, alone=True)[0] for path in asked))


def table(group: Group) -> Iterable[str]:
    """Yield the table of repeats: a row for each, then the median and the quartiles of every column."""
    known = quantities([group])
    yield f"{group.name}: {len(group.runs)} repeat{'s' * (len(group.runs) != 1)}"
    rows = [_row(run, known) for run in group.runs]
    summaries = [summarize([value_of(run, name) for run in group.runs], INTERVALS) for name in known]
    for name, part in (("median", "median"), ("1st quartile", "low"), ("3rd quartile", "high")):
        rows.append([name, "", *(number(getattr(one, part)) for one in summaries)])
    yield from (f"  {line}" for line in aligned(["", "seed", *known], rows))


def table_data(group: Group) -> dict[str, Any]:
    """Return the same as plain data, with the interval of each median."""
    known = quantities([group])
    summaries = {name: summarize([value_of(run, name) for run in group.runs], INTERVALS) for name in known}
    return {
        "run": group.name,
        "repeats": [
            {"place": run.place, "seed": run.seed} | {name: value_of(run, name) for name in known} for run in group.runs
        ],
        "summary": {
            name: {"median": one.median, "quartiles": [one.low, one.high], "interval": list(one.interval)}
            for name, one in summaries.items()
        },
    }


def _row(run: Curves, known: tuple[str, ...]) -> list[str]:
    cells = [number(value_of(run, name)) for name in known]
    return [run.place.replace("\\", "/").rpartition("/")[2], str(run.seed), *cells]
