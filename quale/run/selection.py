"""Which of a project's experiments is meant."""

from unicodedata import normalize

from quale.diagnostics import UsageError
from quale.model.model import Model, Project

ALL = "all"


def choose(project: Project, run: str | None, *, several: bool = False) -> tuple[Model, ...]:
    """Return the experiment named `run`, the only one there is, or for "all" every one, each after its source.

    Names are compared without case. `several`: without a name every experiment in written order will do.

    Raises:
        UsageError: no such experiment, or several and none named.
    """
    names = ", ".join(model.name for model in project.models)
    if run is None:
        if len(project.models) > 1 and not several:
            raise UsageError(f"the program has several evolve blocks: say which with --run NAME, or --run all: {names}")
        return project.models
    if run.lower() == ALL:
        return in_order(project.models)
    for model in project.models:
        if model.name.lower() == normalize("NFC", run).lower():
            return (model,)
    raise UsageError(f"no evolve block `{run}`; there are: {names}")


def run_of(run: str | None) -> str | None:
    """Return the one experiment that is asked for, None for all."""
    return None if run is None or run.lower() == ALL else run


def in_order(models: tuple[Model, ...]) -> tuple[Model, ...]:
    """Return the experiments with every `seed_from` block before the ones that name it, in written order otherwise.

    Raises:
        UsageError: blocks are seeded from one another in a circle.
    """
    waiting = list(models)
    ordered: list[Model] = []
    while waiting:
        names = {model.name.lower() for model in waiting}
        ready = [model for model in waiting if model.seed_from_path or (model.seed_from or "").lower() not in names]
        if not ready:
            raise UsageError(f"these evolve blocks wait for one another: {', '.join(model.name for model in waiting)}")
        ordered.append(ready[0])
        waiting.remove(ready[0])
    return tuple(ordered)
