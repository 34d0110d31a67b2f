"""Which trackers there are, by name alone: nothing of any of them is imported here."""

from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec
from types import MappingProxyType

GROUP = "quale.trackers"
"""Group of entry points under which packages bring trackers."""


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A tracker of Quale's own; its extra has its name."""

    place: str  # "module:Class" of its tracker, "" where the run's own logs are what is asked for
    libraries: tuple[str, ...] = ()  # modules that it wants


BUILT_IN = MappingProxyType(
    {
        "csv": BuiltIn(""),
        "jsonl": BuiltIn(""),
        "tensorboard": BuiltIn("quale.trackers.tensorboard:TensorBoard", ("tensorboardX",)),
        "mlflow": BuiltIn("quale.trackers.mlflow:MLflow", ("mlflow", "sqlalchemy", "alembic")),
        "wandb": BuiltIn("quale.trackers.wandb:WeightsAndBiases", ("wandb",)),
    }
)
"""`csv` and `jsonl` are `history.csv` and `history.jsonl`, which every run writes: naming them asks for no more."""


@dataclass(frozen=True, slots=True)
class TrackPlan:
    """`track { }`: who is told how the run goes."""

    trackers: tuple[str, ...] = ()  # names, each once
    project: str = "quale"  # under which a tracker that knows projects or experiments files the run


NO_TRACKERS = TrackPlan()
"""Nobody beside the run's own logs."""


def tracker_names() -> tuple[str, ...]:
    """Return the names of all trackers, those that packages bring too."""
    return tuple(sorted({*BUILT_IN, *(entry.name for entry in entry_points(group=GROUP))}))


def place_of(name: str) -> str | None:
    """Return "module:name" of what makes the tracker of a name, "" where nothing is to be made, None for no tracker."""
    if name in BUILT_IN:
        return BUILT_IN[name].place
    return next((entry.value for entry in entry_points(group=GROUP, name=name)), None)


def lacking(name: str) -> str:
    """Return the library that a tracker wants and that is not installed, "" if there is none."""
    libraries = BUILT_IN[name].libraries if name in BUILT_IN else ()
    return next((library for library in libraries if find_spec(library) is None), "")
