"""Making an Order of what was asked: which seed, which program, which checkpoint, and whether scores are comparable."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from quale.checkpoint.directory.resume import Resumed, completed, differences, seed_to_use
from quale.checkpoint.format.header import versions
from quale.diagnostics import CheckpointError, ProgramError, UsageError
from quale.domains.register import DOMAINS, declaration_of
from quale.language.load import assigned, load_text, read_data
from quale.language.set_fields import field_of, merged
from quale.model.domain import Ports
from quale.model.limits import LARGEST_SEED, MOST_GENERATIONS
from quale.model.model import SET, Model
from quale.run.overrides import OVERRIDDEN, Overrides, overridden, overrides_of
from quale.run.runner import RunPlan

DISTRIBUTION = "quale-lang"

LARGEST_DRAWN = 2**32
"""Seeds that are drawn stay below this, so that a person can type them; any seed below 2^64 can be given."""


def require_overrides(seed: int | None, generations: int | None) -> None:
    """Refuse what no program can say and no checkpoint can hold.

    Raises:
        UsageError: the seed or the number of generations is no whole number, or out of bounds.
    """
    for what, value, most in (("seed", seed, LARGEST_SEED), ("generations", generations, MOST_GENERATIONS)):
        if value is not None and not (isinstance(value, int) and 0 <= value <= most):
            raise UsageError(f"{what}: wanted a whole number from 0 to {most}, not {value}")


def fresh(model: Model, seed: int | None, generations: int | None) -> Model:
    """Return a model with the overrides in it and its seed drawn from the system where it is 0.

    Raises:
        UsageError: an override is out of bounds.
    """
    require_overrides(seed, generations)
    asked = model.seed if seed is None else seed
    drawn = asked or 1 + secrets.randbelow(LARGEST_DRAWN - 1)
    return overridden(model, drawn, Overrides(str(asked), generations))


def stored(found: Resumed, assignments: Sequence[str] = ()) -> Model:
    """Return the experiment that a checkpoint holds, with the overrides it was started with.

    `assignments` are fields that are set anew, as `--set` gives them.

    Raises:
        ProgramError: this version of the language does not accept the stored program.
        CheckpointError: a data file that was too large to store is missing or changed, or the stored configuration
            contradicts the program.
    """
    snapshot = found.snapshot
    interface = snapshot.state.interface
    known = Ports(interface.inputs, interface.outputs)
    text = completed(snapshot, partial(read_data, Path()))
    if assignments:
        newer = merged(text.set, assigned(assignments).split("\n"))
        text = replace(text, files=(*text.written, (SET, newer)))
    project = load_text(text, DOMAINS, known, unused=False, run=snapshot.run).project
    texts = dict(snapshot.configuration)
    models = [model for model in project.models if model.name == snapshot.run]
    if not models:
        raise CheckpointError(f"its program has no evolve block `{snapshot.run}`", path=str(found.path))
    if assignments:
        return models[0]
    _require_agreement(texts, models[0], found)
    return overridden(models[0], snapshot.state.seed, overrides_of(snapshot.configuration))


def _set_anew(old: Model, new: Model, assignments: Sequence[str]) -> Model:
    """Return the new model, with the number of generations of the old one where that is not set."""
    if any(field_of(assignment) == "generations" for assignment in assignments):
        return new
    return overridden(new, new.seed, Overrides(str(new.seed), old.evolution.generations))


def _require_agreement(texts: dict[str, str], model: Model, found: Resumed) -> None:
    """Refuse a stored configuration that the stored program contradicts, but for what a command may override.

    Another version of Quale may have had other defaults: what it wrote is told as a difference, and no contradiction.
    """
    packages = dict(found.header.versions)
    if any(packages.get(name) != version for name, version in versions() if name == DISTRIBUTION):
        return
    wrong = [
        f"{name} is {texts[name]}, in the program {text}"
        for name, text in model.configuration
        if name not in OVERRIDDEN and texts.get(name, text) != text
    ]
    if wrong:
        reason = f"the configuration contradicts the stored program: {'; '.join(wrong[:3])}"
        raise CheckpointError(reason, path=str(found.path), section="program", field="configuration")


def _stored_if_whole(found: Resumed) -> Model | None:
    """Return the stored experiment, None where it is not accepted, or lacks a data file that was too large to store."""
    try:
        return stored(found)
    except (ProgramError, CheckpointError):
        return None


def going_on(
    found: Resumed,
    program: Model | None,
    seed: int | None,
    generations: int | None,
    note: Callable[[str], None],
    warn: Callable[[str], None] | None = None,
    assignments: Sequence[str] = (),
) -> tuple[Model, bool]:
    """Return the model to go on with after a checkpoint, and whether scores changed their meaning; tell differences.

    Without a program it is the stored one; with one, its configuration is the program's, and the seed stays the
    checkpoint's unless `seed` is given (and not 0) or the program's own seed text changed. `assignments` are fields
    that are set in the stored one. Where nobody may expect that
    scores are not comparable, `warn` is told so in place of `note`.

    Raises:
        ProgramError: the stored program is needed and not accepted.
        CheckpointError: the stored program is needed and not whole.
    """
    require_overrides(seed, generations)
    snapshot = found.snapshot
    seed = seed or None
    old: Model | None
    if program is None:
        old = model = stored(found)
        if assignments:
            program = model = _set_anew(old, stored(found, assignments), assignments)
    else:
        old, model = _stored_if_whole(found), program
    text = overrides_of(snapshot.configuration).seed
    if program is None or old is None:
        going = snapshot.state.seed if seed is None else seed
    else:
        going = seed_to_use(snapshot.state.seed, old, fresh(program, None, None), seed)
    if going != snapshot.state.seed:
        text = str(going)
    model = overridden(model, going, Overrides(text, generations))
    for line in differences(snapshot, model.text, model.configuration):
        note(f"changed since the checkpoint: {line}")
    why = _incomparable(old, model, reseeded=going != snapshot.state.seed)
    if why and snapshot.state.generation:
        (warn or note)(f"{why}, so scores are not comparable with those in the checkpoint")
    return model, bool(why)


def _incomparable(old: Model | None, new: Model, *, reseeded: bool) -> str:
    """Return why a genome may score otherwise under a new model than under the old one; nothing if it does not."""
    if old is None:
        return "the program in the checkpoint cannot be read"
    reasons = list(changed_fields(old, new))
    if reseeded and not new.resample:
        reasons.append("the seed of the scenarios")
    return f"changed since the checkpoint: {', '.join(reasons)}" if reasons else ""


def order_after(found: Resumed, model: Model, changed: bool, workers: int | None = None) -> RunPlan:
    """Return the order to go on after a checkpoint, where it lies."""
    directory = found.path.parent
    return RunPlan(model, directory, directory.parent, after=found, changed=changed, workers=workers)


def changed_fields(old: Model, new: Model) -> tuple[str, ...]:
    """Return which parts of an experiment that decide what a genome scores differ between two models."""
    if old.domain != new.domain:
        return ("domain",)
    names = ("ports", "scenarios", "aggregate", "resample")
    shared = tuple(name for name in names if getattr(old, name) != getattr(new, name))
    return declaration_of(new.domain).differences(old.task, new.task) + shared
