"""`track { }`: who is told how a run goes."""

from quale.language.blocks.fields import word_of
from quale.language.experiment.evolution_settings import block_fields
from quale.language.scope.context import Context
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.trackers import TrackPlan, place_of, tracker_names


def check_track(block: syntax.Settings | None, context: Context) -> TrackPlan:
    """Read the block.

    A name that is unknown here is a warning: a run may be looked at, or go on, where the package that brings it is not
    installed. It is an error for whoever evolves.
    """
    default = TrackPlan()
    if block is None:
        return default
    fields = block_fields(block, "`track`", ("trackers", "project"), context)
    names: list[str] = []
    for item in _items(fields.get("trackers")):
        word = _word(item)
        if not word:
            context.log.error(item.span, "`trackers` is a list of names", "expected the like of `[tensorboard, wandb]`")
        elif place_of(word) is None:
            known = tracker_names()
            label = f"there are {', '.join(known)}"
            context.log.warning(item.span, f"unknown tracker `{word}`", label, hint(word, known))
        names.append(word)
    project = fields.get("project")
    name = default.project if project is None else _word(project)
    if project is not None and not name:
        context.log.error(project.span, "`project` is a name", 'expected a word, or a text as in `"my cars"`')
    return TrackPlan(tuple(dict.fromkeys(names)), name)


def _items(value: syntax.Expression | None) -> tuple[syntax.Expression, ...]:
    if value is None:
        return ()
    return value.items if isinstance(value, syntax.List) else (value,)


def _word(value: syntax.Expression) -> str:
    return value.value if isinstance(value, syntax.TextLiteral) else word_of(value)
