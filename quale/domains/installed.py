"""Domains that installed packages bring: entry points of the group `quale.domains`.

An entry point has the domain's name and leads to anything with a `declaration` and an `evaluator`, such as a module.
Packages are looked through only for a name that nobody here knows.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from quale.domains.foreign import Contained
from quale.model.domain import Arguments, Declaration, Report, Task

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "quale.domains"


@dataclass(frozen=True, slots=True)
class Broken:
    """A domain whose package cannot be loaded."""

    name: str
    reason: str
    blocks: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    scenarios: bool = True
    foreign: bool = True

    def check(self, arguments: Arguments, report: Report) -> Task | None:
        """Say why it cannot be loaded."""
        report.error(arguments.span, f"domain `{self.name}` cannot be loaded", self.reason)
        return None

    def metrics(self, _task: Task) -> tuple[str, ...]:
        """Return nothing: there is no task."""
        return ()

    def differences(self, _old: Task, _new: Task) -> tuple[str, ...]:
        """Return nothing: there is no task."""
        return ()


@cache
def installed(name: str) -> Any:
    """Return what an installed package brings under a name, a `Broken` where it cannot be loaded, None for nothing."""
    from importlib.metadata import entry_points  # noqa: PLC0415  # takes longer to load than most programs to check

    found = tuple(entry_points(group=GROUP, name=name))
    return _loaded(found[0]) if found else None


def _loaded(entry: "EntryPoint") -> Any:
    origin = f"the package {entry.dist.name}" if entry.dist is not None else "a package"
    with Contained() as contained:
        brought = entry.load()
    if contained.error is not None:
        return Broken(entry.name, f"{origin} brings it as {entry.value}: {contained.reason}")
    if not (hasattr(brought, "declaration") and hasattr(brought, "evaluator")):
        return Broken(entry.name, f"{origin} brings it as {entry.value}, which has no `declaration` and `evaluator`")
    return brought


def declaration_of_installed(name: str) -> Declaration | None:
    """Return the declaration that an installed package brings under a name, None where there is none."""
    found = installed(name)
    return found if found is None or isinstance(found, Broken) else found.declaration
