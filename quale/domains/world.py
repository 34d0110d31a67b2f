"""The domain `world`: a world of the program's own, compiled to native code."""

from dataclasses import dataclass, fields

from quale.model.domain import Arguments, Report, Task
from quale.model.world import WorldTask


@dataclass(frozen=True, slots=True)
class WorldDeclaration:
    """The blocks of the program are the task; there is nothing else to be said."""

    name: str = "world"
    blocks: tuple[str, ...] = ("body", "world", "action", "fitness")
    fields: tuple[str, ...] = ()
    scenarios: bool = True
    foreign: bool = False

    def check(self, arguments: Arguments, report: Report) -> Task | None:
        """Return what the language made of the blocks."""
        if arguments.given:
            report.error(arguments.span, "domain `world` takes no arguments", "expected `world`")
            return None
        return arguments.blocks

    def metrics(self, task: Task) -> tuple[str, ...]:
        """Return the names of the metrics of the fitness block."""
        return tuple(metric.name for metric in task.fitness.metrics) if isinstance(task, WorldTask) else ()

    def differences(self, old: Task, new: Task) -> tuple[str, ...]:
        """Return the names of the blocks and fields that are others."""
        return tuple(each.name for each in fields(WorldTask) if getattr(old, each.name) != getattr(new, each.name))
